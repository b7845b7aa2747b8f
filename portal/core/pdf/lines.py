"""Text of a cell, broken into lines by us: no markup to parse, and it can be cut at any line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from .fonts import BOLD, REGULAR
from .text import printable

NOTHING = "-"
LEADING = 1.28
"""Height of a line for a letter of height 1."""

_HANG = 1.1
_BLANK = "\u00a0"


@dataclass(frozen=True)
class Words:
    """One paragraph. ``mark``: a bullet or a letter that stands left of the hanging text."""

    text: str
    bold: bool = False
    mark: str = ""
    align: str = "left"


@dataclass(frozen=True)
class Line:
    """One line as drawn; ``mark`` stands at the edge, the text ``indent`` points from it."""

    text: str
    bold: bool = False
    mark: str = ""
    indent: float = 0
    align: str = "left"


Cell = tuple[Words, ...]


def words(
    text: str, *, empty: str = NOTHING, bold: bool = False, mark: str = "", align: str = "left"
) -> Cell:
    """A typed text as a cell: a paragraph for each of its lines, ``empty`` where it has none."""
    typed = [line for line in text.splitlines() if line.strip()] or ([empty] if empty else [])
    return tuple(
        Words(line, bold, mark if number == 0 else _BLANK * len(mark), align)
        for number, line in enumerate(typed)
    )


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    """Width of a text whose letters are one point high."""
    return stringWidth(text, BOLD if bold else REGULAR, 1)


def broken(cell: Cell, width: float, size: float) -> list[Line]:
    """The lines of a cell that is ``width`` points wide, with letters of ``size`` points."""
    lines: list[Line] = []
    for one in cell:
        indent = _HANG * size * max(1, len(one.mark) * 0.75) if one.mark else 0
        first = Line("", one.bold, "", indent, one.align)
        for number, text in enumerate(_wrapped(one.text, (width - indent) / size, one.bold)):
            mark = one.mark.strip(_BLANK) if number == 0 else ""
            lines.append(replace(first, text=text, mark=mark))
    return lines


def _wrapped(text: str, room: float, bold: bool) -> list[str]:
    """Greedy lines of words; a word wider than a line is cut between letters."""
    blank = _width(" ", bold)
    lines: list[str] = []
    current: list[str] = []
    used = 0.0
    for word in printable(text).split():
        wide = _width(word, bold)
        if current and used + blank + wide <= room:
            current.append(word)
            used += blank + wide
            continue
        if current:
            lines.append(" ".join(current))
        while wide > room:
            cut = _letters_that_fit(word, room, bold)
            lines.append(word[:cut])
            word = word[cut:]
            wide = _width(word, bold)
        current, used = ([word], wide) if word else ([], 0.0)
    if current:
        lines.append(" ".join(current))
    return lines


def _letters_that_fit(word: str, room: float, bold: bool) -> int:
    used = 0.0
    for number, letter in enumerate(word):
        used += _width(letter, bold)
        if used > room:
            return max(number, 1)
    return len(word)


def draw_lines(
    canvas: Any, lines: list[Line], *, left: float, top: float, width: float, size: float
) -> None:
    """Draw lines downwards from ``top``."""
    if not lines:
        return
    pen = canvas.beginText()
    bold: bool | None = None
    down = top - size
    for line in lines:
        if line.bold != bold:
            bold = line.bold
            pen.setFont(BOLD if bold else REGULAR, size)
        shift = line.indent
        if line.align != "left":
            spare = width - _width(line.text, line.bold) * size
            shift = spare / 2 if line.align == "center" else spare
        if line.mark:
            pen.setTextOrigin(left, down)
            pen.textOut(line.mark)
        pen.setTextOrigin(left + shift, down)
        pen.textOut(line.text)
        down -= size * LEADING
    canvas.drawText(pen)
