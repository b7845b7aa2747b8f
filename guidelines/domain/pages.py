"""A long part in pages: cut between lines, paragraphs and items, so that each stays light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .units import Unit, Words


@dataclass
class _Filling:
    """The page being filled: its number, and how many letters it holds already."""

    longest: int
    number: int = 1
    letters: int = 0

    def place(self, letters: int) -> int:
        """The number of the page on which so many letters go."""
        if self.letters and self.letters + letters > self.longest:
            self.number, self.letters = self.number + 1, 0
        self.letters += letters
        return self.number


def pages_of(unit: Unit, longest: int) -> tuple[Unit, ...]:
    """The part in pages of at most ``longest`` letters, in order; at least one page.

    A page ends where a line or paragraph ends; only a paragraph longer than a
    page is cut, between words. A smaller part that runs on stands on the next
    page again with its number, so that the reader sees where the words belong.
    """
    return tuple(_placed(unit, _Filling(longest)).values())


def page_with(pages: Sequence[Unit], key: str) -> int:
    """The number, from 1, of the page on which a smaller part begins; 1 where none has it."""
    for number, page in enumerate(pages, start=1):
        if any(unit.key == key for unit in page.walk()):
            return number
    return 1


def nearest(typed: str, last: int) -> int:
    """The number of the page that was asked for, or the nearest; the first for no number."""
    try:
        number = int(typed[:9])
    except ValueError:
        return 1
    return min(max(number, 1), last)


def _placed(unit: Unit, filling: _Filling) -> dict[int, Unit]:
    """What of a part stands on each page."""
    blocks: dict[int, list[Unit | Words]] = {}
    for block in unit.blocks:
        found: dict[int, Unit] | dict[int, Words]
        if isinstance(block, Unit):
            found = _placed(block, filling)
        else:
            found = _placed_words(block, filling)
        for number, piece in found.items():
            blocks.setdefault(number, []).append(piece)
    if not blocks:
        return {filling.number: unit}
    return {number: replace(unit, blocks=tuple(held)) for number, held in blocks.items()}


def _placed_words(words: Words, filling: _Filling) -> dict[int, Words]:
    lines: dict[int, list[str]] = {}
    for line in words.table.split("\n") if words.table else words.paragraphs:
        for piece in _fitting(line, filling.longest):
            lines.setdefault(filling.place(len(piece) + 1), []).append(piece)
    if words.table:
        return {number: Words((), "\n".join(held)) for number, held in lines.items()}
    return {number: Words(tuple(held)) for number, held in lines.items()}


def _fitting(line: str, longest: int) -> Iterator[str]:
    """A line in pieces that each fit on a page with their end of line."""
    while len(line) >= longest:
        place = line.rfind(" ", 1, longest)
        end = place if place > 0 else longest - 1
        yield line[:end]
        line = line[end:].lstrip(" ")
    yield line
