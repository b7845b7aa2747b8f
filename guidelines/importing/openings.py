"""Places where units open, and how they become a tree that holds every character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .noise import Noise
from .tree import Kind, Node

# Depth of the units: an opening ends all open units of its own depth and deeper.
REGION, WITHIN_REGION, BOOK, CHAPTER, PART, SUBPART, ARTICLE = 0, 1, 2, 3, 4, 5, 6
CHANGE, QUOTED_CHAPTER, QUOTED, PARAGRAPH, LIST = 7, 8, 9, 10, 11


@dataclass(frozen=True, slots=True)
class Opening:
    """A unit begins at ``start``; up to ``label_end`` stand its number and heading."""

    kind: Kind
    depth: int
    start: int
    label_end: int
    segment: str
    """Its part of the key: "pasal-14a", "ayat-2"."""
    number: str = ""
    heading: str = ""
    absolute: bool = False
    """Whether the key is the segment alone, wherever the unit stands."""


@dataclass(slots=True)
class _Open:
    opening: Opening
    key: str
    children: list[Node]
    filled_to: int
    texts: int = 0
    noises: int = 0


class _Assembler:
    def __init__(self, length: int, noise: Noise) -> None:
        self._noise = noise
        self._length = length
        self._keys: dict[str, int] = {}
        root = Opening(Kind.ROOT, -1, 0, 0, "")
        self._stack = [_Open(root, "", [], 0)]

    def open(self, opening: Opening) -> None:
        while self._stack[-1].opening.depth >= opening.depth:
            self._close(opening.start)
        parent = self._stack[-1]
        self._fill(parent, opening.start, Kind.TEXT)
        base = "" if opening.absolute or not parent.key else f"{parent.key}/"
        if parent.opening.kind is Kind.BODY and not opening.absolute:
            base = ""
        opened = _Open(opening, self._unique(base + opening.segment), [], opening.start)
        self._fill(opened, opening.label_end, Kind.LABEL)
        self._stack.append(opened)

    def finish(self) -> Node:
        while len(self._stack) > 1:
            self._close(self._length)
        root = self._stack[0]
        self._fill(root, self._length, Kind.TEXT)
        return Node(Kind.ROOT, "", "", "", 0, self._length, tuple(root.children))

    def _unique(self, key: str) -> str:
        times = self._keys.get(key, 0) + 1
        self._keys[key] = times
        return key if times == 1 else self._unique(f"{key}--{times}")

    def _close(self, end: int) -> None:
        closed = self._stack.pop()
        self._fill(closed, end, Kind.TEXT)
        opening = closed.opening
        self._stack[-1].children.append(
            Node(
                opening.kind,
                opening.number,
                opening.heading,
                closed.key,
                opening.start,
                end,
                tuple(closed.children),
            )  # fmt: skip
        )
        self._stack[-1].filled_to = end

    def _fill(self, unit: _Open, end: int, kind: Kind) -> None:
        """Leaves from where the unit is filled to ``end``."""
        at = unit.filled_to
        for left, right in [*self._noise.within(at, end), (end, end)]:
            if at < left:
                unit.children.append(self._leaf(unit, kind, at, left))
            if left < right:
                unit.children.append(self._leaf(unit, Kind.NOISE, left, right))
            at = right
        unit.filled_to = end

    def _leaf(self, unit: _Open, kind: Kind, start: int, end: int) -> Node:
        if kind is Kind.LABEL:
            segment = "label"
        elif kind is Kind.NOISE:
            unit.noises += 1
            segment = f"derau-{unit.noises}"
        else:
            unit.texts += 1
            segment = f"teks-{unit.texts}"
        key = self._unique(f"{unit.key}/{segment}" if unit.key else segment)
        return Node(kind, "", "", key, start, end)


def assemble(openings: Sequence[Opening], length: int, noise: Noise) -> Node:
    """The tree of units that open at these places; its leaves are the whole text.

    Openings stand in order of ``start``; no two have the same place except a
    region and what opens it, whose label is then empty. Linear in their number.
    """
    assembler = _Assembler(length, noise)
    for opening in openings:
        assembler.open(opening)
    return assembler.finish()


def units(root: Node) -> Iterator[Node]:
    """All nodes that are units, not leaves."""
    return (node for node in root.walk() if node.children)
