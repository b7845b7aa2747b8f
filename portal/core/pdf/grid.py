"""Tables of official forms: several rows under one result, and any cell may run over pages.

reportlab's own table neither breaks a cell that spans rows nor is fast with
many of them; here a cell is a list of lines, so a page may end after any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.platypus import Flowable

from .fonts import register_fonts
from .lines import LEADING, Cell, Line, Words, broken, draw_lines

PADDING = 3.0
RULE = 0.4
SHADE = HexColor("#e9ecef")
KEEP = 96.0
"""A block up to this height, in points, goes to the next page as a whole."""

_SHORT = 4
_LEAST = 2
_FUZZ = 0.01


@dataclass(frozen=True)
class Block:
    """What belongs together: ``cells`` by column beside all of ``rows``, which have the others."""

    cells: Mapping[int, Cell]
    rows: Sequence[Mapping[int, Cell]] = ()


@dataclass(frozen=True)
class Band:
    """A shaded line over all columns that stays with what follows, as "A. UTAMA"."""

    text: str


@dataclass(frozen=True)
class Fact:
    """A bold label and its value across the table; stays with what stands before it."""

    label: str
    value: Cell


Head = Sequence[tuple[str, int]]
"""One row of the head of a table: titles, and how many columns each of them covers."""


@dataclass
class _Part:
    """A block broken into lines."""

    cells: dict[int, list[Line]]
    rows: list[dict[int, list[Line]]]
    leading: float
    is_band: bool = False
    is_fact: bool = False
    height: float = field(init=False)

    def __post_init__(self) -> None:
        longest = max((len(lines) for lines in self.cells.values()), default=1)
        self.height = max(
            max(longest, 1) * self.leading + 2 * PADDING, sum(map(self.height_of, self.rows))
        )

    def height_of(self, row: dict[int, list[Line]]) -> float:
        """Of one row by itself."""
        longest = max((len(lines) for lines in row.values()), default=1)
        return max(longest, 1) * self.leading + 2 * PADDING

    def split(self, room: float) -> tuple[_Part, _Part] | None:
        """What fits into ``room`` points and the rest; None where too little would stand there."""
        count = int((room - 2 * PADDING + _FUZZ) / self.leading)
        if self.is_band or count < _LEAST:
            return None
        rows, rest = self._split_rows(room)
        if self.rows and not rows:
            return None
        above = {column: lines[:count] for column, lines in self.cells.items()}
        below = {column: lines[count:] for column, lines in self.cells.items()}
        if not rest:
            # The columns of the rows stay there, empty beside what is left of the others.
            rest = [{column: [] for column in self.rows[0]}] if self.rows else []
        return (
            replace(self, cells=above, rows=rows),
            replace(self, cells=below, rows=rest),
        )

    def parted(self) -> tuple[_Part | None, _Part]:
        """All but the last lines, and those; a part that is kept together has no first piece."""
        pieces = self.split(self.height - _SHORT * self.leading) if self.height > KEEP else None
        return pieces or (None, self)

    def _split_rows(
        self, room: float
    ) -> tuple[list[dict[int, list[Line]]], list[dict[int, list[Line]]]]:
        taken: list[dict[int, list[Line]]] = []
        used = 0.0
        for number, row in enumerate(self.rows):
            height = self.height_of(row)
            if used + height <= room + _FUZZ:
                taken.append(row)
                used += height
                continue
            rest = list(self.rows[number:])
            count = int((room - used - 2 * PADDING + _FUZZ) / self.leading)
            if count >= _LEAST and max(map(len, row.values())) > _SHORT:
                taken.append({column: lines[:count] for column, lines in row.items()})
                rest[0] = {column: lines[count:] for column, lines in row.items()}
            return taken, rest
        return taken, []


class Grid(Flowable):
    """A table with a head that comes again on every page.

    Args:
        widths: of the columns, in points.
        blocks: what it holds, in order.
        heads: rows of its head.
        tail: a flowable that never stands on a page without a line of the table above it.
        size: of the letters, in points.
        ruled: whether lines are drawn around cells.
    """

    def __init__(
        self,
        widths: Sequence[float],
        blocks: Sequence[Block | Band | Fact],
        *,
        heads: Sequence[Head] = (),
        tail: Flowable | None = None,
        size: float = 7.5,
        ruled: bool = True,
    ) -> None:
        super().__init__()
        register_fonts()
        self._widths = list(widths)
        self._size = size
        self._leading = size * LEADING
        self._ruled = ruled
        self._tail = tail
        self._heads = [self._head(row) for row in heads]
        self._parts = [self._part(block) for block in blocks]

    def _head(self, row: Head) -> tuple[float, list[tuple[int, int, list[Line]]]]:
        cells, column = [], 0
        for text, span in row:
            wide = sum(self._widths[column : column + span]) - 2 * PADDING
            lines = broken((Words(text, bold=True, align="center"),), wide, self._size)
            cells.append((column, span, lines))
            column += span
        longest = max(len(lines) for _column, _span, lines in cells)
        return max(longest, 1) * self._leading + 2 * PADDING, cells

    def _part(self, block: Block | Band | Fact) -> _Part:
        if isinstance(block, Fact):
            label, value = self._fact_widths()
            cells = {
                0: broken((Words(block.label, bold=True),), label - 2 * PADDING, self._size),
                1: broken(block.value, value - 2 * PADDING, self._size),
            }
            return _Part(cells, [], self._leading, is_fact=True)
        if isinstance(block, Band):
            wide = sum(self._widths) - 2 * PADDING
            lines = broken((Words(block.text, bold=True),), wide, self._size)
            return _Part({0: lines}, [], self._leading, is_band=True)
        return _Part(
            {column: self._lines(column, cell) for column, cell in block.cells.items()},
            [
                {column: self._lines(column, cell) for column, cell in row.items()}
                for row in block.rows
            ],
            self._leading,
        )

    def _fact_widths(self) -> tuple[float, float]:
        whole = sum(self._widths)
        return whole * 0.3, whole * 0.7

    def _lines(self, column: int, cell: Cell) -> list[Line]:
        return broken(cell, self._widths[column] - 2 * PADDING, self._size)

    def _piece(self, parts: list[_Part], tail: Flowable | None) -> Grid:
        piece = Grid(self._widths, (), size=self._size, ruled=self._ruled, tail=tail)
        piece._heads = self._heads
        piece._parts = parts
        return piece

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height, which do not depend on what is available."""
        self.width = sum(self._widths)
        self.height = self._head_height() + sum(part.height for part in self._parts)
        if self._tail is not None:
            self.height += self._tail.wrap(available_width, available_height)[1]
        return self.width, self.height

    def _head_height(self) -> float:
        return sum(height for height, _cells in self._heads)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This page's piece and the rest; nothing where it should begin on the next page."""
        room = available_height - self._head_height()
        taken, rest = self._taken(room)
        while taken and (taken[-1].is_band or rest[0].is_fact):
            above, below = taken.pop().parted()
            rest.insert(0, below)
            if above is not None:
                taken.append(above)
        if not taken:
            return []
        return [self._piece(taken, None), self._piece(rest, self._tail)]

    def _taken(self, room: float) -> tuple[list[_Part], list[_Part]]:
        used = 0.0
        for number, part in enumerate(self._parts):
            if used + part.height <= room + _FUZZ:
                used += part.height
                continue
            pieces = part.split(room - used) if part.height > KEEP else None
            before, after = self._parts[:number], self._parts[number + 1 :]
            if pieces is None:
                return before, [part, *after]
            return [*before, pieces[0]], [pieces[1], *after]
        # All fits but the tail: something has to go to the next page with it.
        above, below = self._parts[-1].parted()
        return [*self._parts[:-1], *([above] if above is not None else [])], [below]

    def draw(self) -> None:
        """Draw head, parts and tail from the top."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(RULE)
        top = self.height
        for height, cells in self._heads:
            for column, span, lines in cells:
                self._draw_cell(canvas, column, span, top, height, lines, shade=True)
            top -= height
        for part in self._parts:
            self._draw_part(canvas, part, top)
            top -= part.height
        canvas.restoreState()
        if self._tail is not None:
            self._tail.drawOn(canvas, 0, top - self._tail.height)

    def _draw_part(self, canvas: Any, part: _Part, top: float) -> None:
        if part.is_band:
            span = len(self._widths)
            self._draw_cell(canvas, 0, span, top, part.height, part.cells[0], shade=True)
            return
        if part.is_fact:
            left = 0.0
            for wide, lines in zip(self._fact_widths(), part.cells.values(), strict=True):
                self._draw_box(canvas, left, wide, top, part.height, lines, shade=False)
                left += wide
            return
        for column, lines in part.cells.items():
            self._draw_cell(canvas, column, 1, top, part.height, lines)
        down = top
        for number, row in enumerate(part.rows, start=1):
            # The last row reaches down to where the cells beside it end.
            is_last = number == len(part.rows)
            height = part.height - (top - down) if is_last else part.height_of(row)
            for column, lines in row.items():
                self._draw_cell(canvas, column, 1, down, height, lines)
            down -= height

    def _draw_cell(
        self,
        canvas: Any,
        column: int,
        span: int,
        top: float,
        height: float,
        lines: list[Line],
        *,
        shade: bool = False,
    ) -> None:
        left = sum(self._widths[:column])
        wide = sum(self._widths[column : column + span])
        self._draw_box(canvas, left, wide, top, height, lines, shade=shade)

    def _draw_box(
        self,
        canvas: Any,
        left: float,
        wide: float,
        top: float,
        height: float,
        lines: list[Line],
        *,
        shade: bool,
    ) -> None:
        if self._ruled:
            if shade:
                canvas.setFillColor(SHADE)
            canvas.rect(left, top - height, wide, height, stroke=1, fill=int(shade))
            if shade:
                canvas.setFillColor(black)
        draw_lines(
            canvas, lines, left=left + PADDING, top=top - PADDING,
            width=wide - 2 * PADDING, size=self._size,
        )  # fmt: skip
