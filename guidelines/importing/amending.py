"""Amending laws: Pasal I with its changes, Pasal II with their beginning (items 230 to 236)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .articles import STRONG, candidates, roman_candidates
from .chain import Candidate, heaviest_chain
from .contents import Opened, label_stop
from .noise import Noise
from .numbers import arabic_reading, slug
from .openings import CHANGE, QUOTED, Opening
from .surroundings import line_lead
from .tree import Kind

_CHANGES = re.compile(
    r"(?i)\bper(?:u|o)bahan|\bpengubahan|\bmengubah|\bmer[uo]bah|\bpenambahan|\bpenyempurnaan"
)
_CHANGES_TITLE = re.compile(r"\bPER(?:U|O)BAHAN|\bPENGUBAHAN|\bMENGUBAH|\bMER[UO]BAH")
_DEFINES = re.compile(r"yang\s+(?:di)?maksud(?:kan)?\s+dengan")
_CHANGED_FIRST = re.compile(r"diubah|dir[uo]bah|berbunyi|diganti|ditambah|disisipkan|dihapus")
_FIRST = re.compile(
    r"[\s*_.:]*(?:Beberapa|M[eo]ngubah|Merubah|Ketentuan|Dalam[ ](?:Undang|Peraturan)|Lampiran|"
    r"Pasal|"
    r"Undang-[Uu]ndang[ ](?:Nomor|No)|Peraturan[ ]\w+[ ](?:Nomor|No)|Mengubah|Menambah|Diantara)"
)
_LATER = re.compile(
    r"[\s*_.:]*(?:(?:Undang|Peraturan|Perpu|Pada[ ]saat|Ketentuan|Dengan|Hal-hal|Segala|Semua)\b)"
)
_CHANGE = re.compile(
    r"(?:(?<=\n)|(?<=[.;:”\"][ \n])|(?<=[.;:”\"]))(?P<number>[0-9lIO]{1,3}|[A-Z]|[a-z])[.)]?\s+"
    r"(?=(?:Ketentuan|Pasal|Di[ ]?antara|Setelah|Sesudah|Penjelasan|Mengubah|Menambah|Menghapus|"
    r"BAB|Bab|Judul|Antara|Lampiran|Menyisipkan|Ayat|Huruf|Frasa|Substansi|Bagian|Angka|Sebelum|"
    r"Dalam[ ]Pasal|Pada[ ]Pasal|Kata)\b)"
)
_COMMENTED_CHANGE = re.compile(
    r"(?<!\w)Angka[ ]?(?P<number>[0-9lIO]{1,3})(?=\s+(?:Pasal|BAB|Bab)\b)"
)
_CHANGED = re.compile(
    r"(?:di|meng|men)?(?:ubah|hapus|sisip|tambah|bunyi|ganti|sempurna|cabut|tetap|jadi|baca)"
)
_ENDS_IN_CHANGE = re.compile(
    r"(?:diubah|berbunyi|ditambah|disisipkan|ditambahkan|sebagai[ ]berikut)[^.]{0,250}:", re.DOTALL
)
LEAST_QUOTED = 3.0


def amending_articles(
    text: str, enacted: int, stop: int, noise: Noise, *, comments: bool = False
) -> list[Candidate]:
    """The articles "I", "II", ... of an amending law; empty where it is none."""
    found = [
        replace(c, weight=c.weight + _fitness(text, c))
        for c in roman_candidates(text, enacted, stop, noise)
    ]
    chain = heaviest_chain(found)
    if not chain or chain[0].number != 1 or all(c.damaged or c.weight < 3 for c in chain):
        return []
    first, clean = chain[0], not any(c.damaged for c in chain)
    if not comments and _DEFINES.search(text, first.end, first.end + 200):
        return []  # an ordinary law whose "Pasal 1" was misread
    named = comments or _named_as_amending(text, enacted, first.start)
    if named and len(chain) > 1:
        return chain
    both = clean and len(chain) > 1
    return chain if (named or both) and _changes_a_law(text, first) else []


def is_misread_roman(chain: Sequence[Candidate]) -> bool:
    """Whether a chain of Arabic numbers is I, II, III read as 1, 11, 111."""
    numbers = [c.number for c in chain]
    return len(numbers) > 0 and 11 in numbers and set(numbers) <= {1, 11, 111}


def roman_articles(text: str, enacted: int, stop: int, noise: Noise) -> list[Candidate]:
    """Articles with Roman numbers of a law that need not amend: some revoke with I and II."""
    return heaviest_chain(roman_candidates(text, enacted, stop, noise))


def _named_as_amending(text: str, enacted: int, first: int) -> bool:
    """Whether the title says so: in capitals in the head, in any case in the words of enactment.

    Citations name amending laws too, but not in capitals.
    """
    return bool(_CHANGES.search(text, enacted, first) or _CHANGES_TITLE.search(text, 0, first))


def _changes_a_law(text: str, first: Candidate) -> bool:
    words = text[first.end : first.end + 900]
    return bool(_FIRST.match(words) and _CHANGED_FIRST.search(words[:700]))


def _fitness(text: str, candidate: Candidate) -> float:
    follow = text[candidate.end : candidate.end + 80]
    if candidate.number == 1:
        return 4.0 if _FIRST.match(follow) else 0.0
    return 3.0 if _LATER.match(follow) else 0.0


def quoting_starts(text: str, start: int, stop: int) -> int | None:
    """From where on an article quotes the law it changes; None where it does not."""
    match = _ENDS_IN_CHANGE.search(text, start, stop)
    return match.end() if match else None


def changes(
    text: str, start: int, stop: int, noise: Noise, *, comments: bool = False
) -> list[Opened]:
    """The changes 1., 2., ... of an amending article, and the articles quoted in them."""
    made = [
        *_numbered_changes(text, start, stop, noise, comments),
        *quoted_articles(text, start, stop, noise),
    ]
    return sorted(made, key=lambda opened: opened.opening.start)


def _numbered_changes(
    text: str, start: int, stop: int, noise: Noise, comments: bool
) -> list[Opened]:
    numbered: list[Candidate] = []
    lettered: list[Candidate] = []
    pattern = _COMMENTED_CHANGE if comments else _CHANGE
    for match in pattern.finditer(text, start, stop):
        if noise.covers(match.start()):
            continue
        if not comments and not _CHANGED.search(text, match.end(), match.end() + 300):
            continue
        raw = match["number"]
        if _is_letter(raw):
            number = ord(raw.upper()) - 64
            lettered.append(Candidate(match.start(), match.end(), number, "", 3.0, raw=raw))
        else:
            reading = arabic_reading(raw)
            if reading and 0 < reading[0] <= 400:
                numbered.append(
                    Candidate(match.start(), match.end(), reading[0], "", 3.0, reading[1], raw=raw)
                )
    chain = max(heaviest_chain(numbered), heaviest_chain(lettered), key=len)
    return [_change(text, c, stop) for c in chain]


def _is_letter(raw: str) -> bool:
    """Whether a change is numbered with a letter, not with a digit misread as one."""
    return len(raw) == 1 and raw.isalpha() and raw not in "lIO"


def _change(text: str, candidate: Candidate, stop: int) -> Opened:
    lettered = _is_letter(candidate.raw)
    number = candidate.raw.lower() if lettered else str(candidate.number)
    kind, word = (Kind.POINT, "huruf") if lettered else (Kind.SUBPOINT, "angka")
    label_end = label_stop(text, candidate.end, stop)
    return Opened(
        Opening(kind, CHANGE, candidate.start, label_end, f"{word}-{number}", number),
        candidate.raw if candidate.damaged else "",
    )


def quoted_articles(
    text: str, start: int, stop: int, noise: Noise, least: float = LEAST_QUOTED
) -> list[Opened]:
    """Headings of articles of another law between two places; their numbers need not rise."""
    made: list[Opened] = []
    for candidate in best_readings(candidates(text, start, stop, noise, quoted=True)):
        if candidate.weight < least:
            continue
        number = f"{candidate.number}{candidate.letter}"
        opening = Opening(
            Kind.QUOTED, QUOTED, max(start, line_lead(text, candidate.start)),
            label_stop(text, candidate.end, stop), f"pasal-{slug(number)}", number,
        )  # fmt: skip
        made.append(Opened(opening, candidate.raw if candidate.damaged else ""))
    return made


def best_readings(found: Sequence[Candidate]) -> list[Candidate]:
    """Of several readings of one place the likeliest."""
    best: dict[int, Candidate] = {}
    for candidate in found:
        held = best.get(candidate.start)
        if held is None or held.weight < candidate.weight:
            best[candidate.start] = candidate
    return list(best.values())


def is_strong(candidate: Candidate) -> bool:
    """Whether a place is a heading by itself, wherever it stands."""
    return candidate.weight >= STRONG
