"""A stretch of an edition as a tree for display: parts in parts, words as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from ..importing.tree import Kind, Node
from .wording import is_table, name_of_piece, paragraphs_of


class Row(NamedTuple):
    """A provision as read for display, in the order of the text."""

    position: int
    position_end: int
    depth: int
    kind: str
    number: str
    heading: str
    key: str
    text: str


ROW_FIELDS = Row._fields


@dataclass(frozen=True)
class Words:
    """Running text between parts; ``table`` holds lines in columns as they stand."""

    paragraphs: tuple[str, ...]
    table: str = ""

    @property
    def plain(self) -> str:
        """The words with a line for each paragraph."""
        return self.table or "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Unit:
    """A part with what stands in it, in order."""

    kind: str
    number: str
    heading: str
    key: str
    marker: str
    blocks: tuple[Unit | Words, ...]

    @property
    def title(self) -> str:
        """Its own name: "Pasal 5", "BAB II"."""
        return name_of_piece(self.key.rsplit("/", 1)[-1]) if self.key else ""

    @property
    def plain(self) -> str:
        """Its words, a line for each paragraph, items with their numbers."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for block in self.blocks:
            text = block.plain
            if isinstance(block, Unit) and block.marker:
                text = f"{block.marker} {text}".rstrip()
            if text:
                yield text

    def walk(self) -> Iterator[Unit]:
        """The part and all parts in it."""
        yield self
        for block in self.blocks:
            if isinstance(block, Unit):
                yield from block.walk()


@dataclass
class _Open:
    row: Row
    label: str = ""
    pending: str = ""
    blocks: list[Unit | Words] = field(default_factory=list)

    def flush(self) -> None:
        text, self.pending = self.pending, ""
        if not text.strip():
            return
        if is_table(text):
            self.blocks.append(Words((), text.strip("\n")))
        else:
            self.blocks.append(Words(paragraphs_of(text)))

    def close(self) -> Unit:
        self.flush()
        row = self.row
        marker = marker_of(row, self.label)
        return Unit(row.kind, row.number, row.heading, row.key, marker, tuple(self.blocks))


#: Parts whose number hangs in the margin before their words.
ITEMS = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.SUBPOINT, Kind.DEFINITION})


def marker_of(row: Row, label: str) -> str:
    """The number as it is set: "(1)", "a.", "1)"; in the elucidation "Ayat (1)", "Huruf a".

    Made from the number that was settled, not from the label, which may be damaged.
    """
    if row.kind not in ITEMS:
        return ""
    if row.key.startswith("penjelasan/") and label.strip()[:1].isalpha() and " " in label.strip():
        name = name_of_piece(row.key.rsplit("/", 1)[-1])
        return name[:1].upper() + name[1:]
    if row.kind == Kind.PARAGRAPH:
        return f"({row.number})"
    return f"{row.number})" if label.strip().endswith(")") else f"{row.number}."


def units_of(rows: Iterable[Row]) -> tuple[Unit, ...]:
    """The outermost parts of a stretch of rows, which must be whole parts in order.

    What the printed page carried and the law does not is left out; words before
    and after it run on.
    """
    found: list[Unit] = []
    waiting: list[_Open] = []

    def close_down_to(depth: int) -> None:
        while waiting and waiting[-1].row.depth >= depth:
            unit = waiting.pop().close()
            (waiting[-1].blocks if waiting else found).append(unit)

    for row in rows:
        close_down_to(row.depth)
        if row.kind == Kind.NOISE:
            continue
        if row.kind == Kind.LABEL and waiting:
            waiting[-1].label += row.text
        elif row.kind == Kind.TEXT and waiting:
            waiting[-1].pending += row.text
        else:
            if waiting:
                waiting[-1].flush()
            waiting.append(_Open(row, pending=row.text))
    close_down_to(0)
    return tuple(found)


def tree_of(rows: Sequence[Row]) -> tuple[Node, str]:
    """Rows as the parser's tree below a root, with the text that it counts in."""
    source = "".join(row.text for row in rows)
    starts = [0, *accumulate(len(row.text) for row in rows)]
    below: list[list[Node]] = [[]]
    waiting: list[tuple[Row, int]] = []

    def close_down_to(depth: int, end: int) -> None:
        while waiting and waiting[-1][0].depth >= depth:
            row, start = waiting.pop()
            inner = tuple(below.pop())
            node = Node(Kind(row.kind), row.number, row.heading, row.key, start, end, inner)
            below[-1].append(node)

    for place, row in enumerate(rows):
        close_down_to(row.depth, starts[place])
        waiting.append((row, starts[place]))
        below.append([])
    close_down_to(0, len(source))
    return Node(Kind.ROOT, "", "", "", 0, len(source), tuple(below[0])), source
