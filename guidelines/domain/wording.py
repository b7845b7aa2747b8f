"""Words of a text for display: names of parts by their keys, lines of a page joined again."""

from __future__ import annotations

import re
from collections.abc import Callable

_ROMAN = re.compile(r"[ivxlcdm]+[a-z]?")
_TWIN = re.compile(r"--\d+$")
#: Names of parts without a number, by the last piece of their key.
PLAIN_NAMES = {
    "judul": "Judul",
    "pembukaan": "Pembukaan",
    "menimbang": "Menimbang",
    "mengingat": "Mengingat",
    "diktum": "Diktum",
    "batang-tubuh": "Batang Tubuh",
    "penutup": "Penutup",
    "penjelasan": "Penjelasan",
    "umum": "Umum",
    "pasal-demi-pasal": "Pasal Demi Pasal",
    "lampiran": "Lampiran",
}
_NUMBERED: dict[str, Callable[[str], str]] = {
    "pasal": lambda number: f"Pasal {number.upper()}",
    "ayat": lambda number: f"ayat ({number})",
    "huruf": lambda number: f"huruf {number}",
    "angka": lambda number: f"angka {number}",
    "bab": lambda number: f"BAB {number.upper()}",
    "bagian": lambda number: f"Bagian {number.replace('-', ' ').title()}",
    "paragraf": lambda number: f"Paragraf {number.upper()}",
    "buku": lambda number: f"BUKU {_ordinal(number)}",
    "lampiran": lambda number: f"Lampiran {number.upper()}",
}


def _ordinal(number: str) -> str:
    return number.upper() if _ROMAN.fullmatch(number) else number.replace("-", " ").upper()


def name_of_piece(piece: str) -> str:
    """"Pasal 14A" for ``pasal-14a``, "ayat (2)" for ``ayat-2``; doubled numbers lose their mark."""
    piece = _TWIN.sub("", piece)
    if piece in PLAIN_NAMES:
        return PLAIN_NAMES[piece]
    word, _dash, number = piece.partition("-")
    if number and word in _NUMBERED:
        return _NUMBERED[word](number)
    return piece.replace("-", " ").capitalize()


def label_of(key: str) -> str:
    """How a part is cited: "Pasal 5 ayat (2) huruf b", "Penjelasan Pasal 3", "Menimbang huruf a".

    Inside chapters and the preamble only the inner part is named where that says enough.
    """
    pieces = key.split("/")
    if len(pieces) > 1 and pieces[0] in {"pembukaan", "batang-tubuh"}:
        pieces = pieces[1:]
    return " ".join(name_of_piece(piece) for piece in pieces)


# --- Lines ------------------------------------------------------------------------------

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_COLUMNS = re.compile(r"\S(?:[^\S\n]{3,}|\t)\S")
_OPENS = re.compile(r"[A-Z0-9(\"“•\-–]|[a-z][.)]\s")
_SHORT_LINE = 0.85
_TABLE_SHARE = 0.3
_FEWEST_ROWS = 3


def is_table(text: str) -> bool:
    """Whether the lines stand in columns, so that joining them would lose what they say."""
    lines = [line for line in text.splitlines() if line.strip()]
    columned = sum(bool(_COLUMNS.search(line)) for line in lines)
    return len(lines) >= _FEWEST_ROWS and columned >= _TABLE_SHARE * len(lines)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The text with the lines of the printed page joined to paragraphs, for display only.

    A paragraph ends at a blank line, or where a sentence or list item ends on a
    line that was not full. A hyphen at the end of a line stays: in Indonesian it
    mostly joins a doubled word, and a law's word is not ours to change.
    """
    found: list[str] = []
    for block in _BLANK.split(text):
        lines = [" ".join(line.split()) for line in block.splitlines()]
        lines = [line for line in lines if line]
        full = max((len(line) for line in lines), default=0)
        current = ""
        for number, line in enumerate(lines):
            before = lines[number - 1] if number else ""
            if current and not _ends(before, line, full):
                glue = "" if current.endswith("-") and current[-2:-1].isalnum() else " "
                current += glue + line
                continue
            if current:
                found.append(current)
            current = line
        if current:
            found.append(current)
    return tuple(found)


def _ends(before: str, line: str, full: int) -> bool:
    if before.isupper() != line.isupper() and any(c.isalpha() for c in before + line):
        # A heading of capitals between lines of running text, or the other way round.
        return len(before) > 3 and len(line) > 3
    return (
        before.endswith((".", ";", ":"))
        and len(before) < _SHORT_LINE * full
        and _OPENS.match(line) is not None
    )
