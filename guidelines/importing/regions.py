"""The large parts of a law's text (UU 12/2011 Lampiran II item 1) and of its opening (item 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numbers import roman_readings

_DECIDED = re.compile(
    r"M[ ]?[EB][ ]?M[ ]?U[ ]?T[ ]?U[ ]?[SB][ ]?K[ ]?A[ ]?N|M[ ]?e[ ]?m[ ]?u[ ]?t[ ]?u[ ]?s[ ]?k"
    r"[ ]?a[ ]?n[ \t]*:|(?<!\w)M[EF]MUT[UIO]S\S{1,3}AN(?=[ \t]*:)"
)
_ENACTED = re.compile(r"(?<!\w)(?:M[ec]n[ec]t[as][pP][kK][as]n|MENETAPKAN)[ \t]*:")
_PROMULGATE = re.compile(
    r"(?<![\w(])Agar[ \t]+(?:supaya[ \t]+)?(?:setiap|semua|tiap)[\s-]+\w*orang"
    r"(?=[^;:]{0,120}?p?[eo]rintah)"
)
_SIGNED = re.compile(
    r"(?<!\w)(?:Di(?:tetapkan|sahkan|keluarkan|undangkan)|DITETAPKAN|DISAHKAN)\s+"
    r"(?:di|DI)[ \t]+[A-Z][^.;]{2,40}?\s(?:pada\s+)?(?:[Tt]a\S{1,3}gal|TANGGAL)"
)
_ELUCIDATION = re.compile(
    r"(?<!\w)(?:P[ ]?E[ ]?N[ ]?J[ ]?E[ ]?L[ ]?A[ ]?S[ ]?A[ ]?N)"
    r"(?=[*_]*\s+[#*_]*\s*(?:A[ ]?T[ ]?A[ ]?S\b|ATA5|PERATURAN|UNDANG|RANCANGAN|R\.?I\b|TENTANG))"
    r"|(?<!\w)PENJ\S{3,6}AN(?=\s+ATAS\s+[UP])"
    r"|(?m:^[#*_ \t]*P[ ]?E[ ]?N[ ]?J[ ]?E[ ]?L[ ]?A[ ]?S[ ]?A[ ]?N[*_ \t\r]*$)"
)
_ELUCIDATION_OLD = re.compile(
    r"(?<!\w)(?:MEMORI\s+PENJELASAN|PENJELASAN\s+(?:MENGENAI|PASAL[ ]?DEMI)|"
    r"Penjelasan\s+[Pp]asal\s+demi\s+pasal)"
)
"""How elucidations begin in laws of the fifties and sixties."""
_ELUCIDATION_PARTS = re.compile(
    r"(?<!\w)(?:(?:I|1|l)\.?[ \t]*)?(?:PENJELASAN[ ]+)?UMUM(?=[*_.:]*\s)|PASAL[ ]?DEMI[ ]?PASAL"
)
_ANNEX = re.compile(
    r"(?<![\w\"“])LAMPIRAN(?:[ \t]+(?P<number>[IVXl1]{1,6}))?[*_ \t]*[.:]?\s+[*_#]*"
    r"(?:UNDANG|PERAT|KEPUTUSAN|PERPU|PP\b|UU\b|QANUN)"
)
_ANNEX_LINE = re.compile(r"(?m)^[#*_ \t]*LAMPIRAN(?:[ \t]+(?P<number>[IVX]{1,6}))?[*_ \t:\r]*$")
_QUOTING = re.compile(r"[\"“(]\s*$")


@dataclass(frozen=True, slots=True)
class Annex:
    """Where an annex starts, and its Roman number if it has one."""

    start: int
    number: str


@dataclass(frozen=True, slots=True)
class Regions:
    """Places where the parts start; ``enacted`` is where the words of enactment end."""

    decided: int
    enacted: int
    closing: int
    elucidation: int | None
    annexes: tuple[Annex, ...]
    end: int

    @property
    def body_stop(self) -> int:
        """Where nothing of the body can stand any more."""
        return min(self.closing, *(a.start for a in self.annexes), self.elucidation or self.end)


def split(text: str) -> Regions:
    """The large parts, each found by the words that open it; a part that is not there is empty."""
    decided, enacted = _decision(text)
    first = _PROMULGATE.search(text, enacted)
    elucidation = _elucidation(text, first.start() if first else enacted)
    closing = _closing(text, enacted, elucidation)
    if elucidation is not None and closing > elucidation:
        elucidation = _elucidation(text, closing)
    annexes = _annexes(text, closing)
    if elucidation is not None and annexes and not first and elucidation > annexes[-1].start:
        elucidation = None
    return Regions(decided, enacted, closing, elucidation, annexes, len(text))


def _decision(text: str) -> tuple[int, int]:
    """Where MEMUTUSKAN stands, and where it and "Menetapkan:" end (items 53 to 58)."""
    decided = _DECIDED.search(text)
    if decided:
        enacted = _ENACTED.match(text, _skip_space(text, decided.end()))
        return decided.start(), enacted.end() if enacted else decided.end()
    enacted = _ENACTED.search(text)
    if enacted:
        return enacted.start(), enacted.end()
    return 0, 0


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n:*_#":
        place += 1
    return place


def _closing(text: str, start: int, elucidation: int | None) -> int:
    """Where the order to promulgate stands, or the signatures if there is none (item 160)."""
    promulgate = _PROMULGATE.search(text, start)
    if promulgate:
        return promulgate.start()
    signed = _SIGNED.search(text, start, elucidation if elucidation is not None else len(text))
    if signed:
        return signed.start()
    annex = _ANNEX.search(text, start)
    ends = [place for place in (elucidation, annex.start() if annex else None) if place is not None]
    return min(ends, default=len(text))


def _elucidation(text: str, start: int) -> int | None:
    """Where the elucidation starts: at its title, or at its parts where the title was lost."""
    title = next(
        (
            m
            for m in _ELUCIDATION.finditer(text, start)
            if not _QUOTING.search(text[: m.start()][-3:])
        ),
        None,
    )
    old = _ELUCIDATION_OLD.search(text, start)
    if old and (title is None or old.start() < title.start()):
        title = old
    promulgate = _PROMULGATE.search(text, max(0, start - 1))
    parts = _ELUCIDATION_PARTS.search(text, promulgate.end()) if promulgate else None
    annex = _ANNEX.search(text, start)
    if title is None and parts is None:
        return None
    if title is None:
        assert parts is not None  # for the type checker
        return None if annex and annex.start() < parts.start() else parts.start()
    if parts is not None and parts.start() < title.start() <= parts.start() + 400:
        return parts.start()
    return title.start()


def _annexes(text: str, start: int) -> tuple[Annex, ...]:
    """Annexes whose numbers rise (item 194); the examples in an annex do not count."""
    found: list[Annex] = []
    last = 0
    matches = sorted(
        [*_ANNEX.finditer(text, start), *_ANNEX_LINE.finditer(text, start)], key=lambda m: m.start()
    )
    for match in matches:
        readings = roman_readings(match["number"]) if match["number"] else []
        value = readings[0][0] if readings else 0
        if (value == 0 and found) or (value and value <= last):
            continue
        if found and match.start() - found[-1].start < 20:
            continue
        last = value
        found.append(Annex(match.start(), match["number"] or ""))
    return tuple(found)
