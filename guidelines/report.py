"""What paper may show of a part of a regulation: facts, frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .domain.units import ITEMS, Unit, Words
from .states import Force


@dataclass(frozen=True)
class PaperLine:
    """One paragraph on paper.

    Attributes:
        kind: "heading", "item", "text" or "table".
        depth: how far it is set in, counted from the margin.
        marker: number in front of an item's first paragraph.
        text: the words.
    """

    kind: str
    depth: int
    text: str
    marker: str = ""


@dataclass(frozen=True)
class PartFacts:
    """A part of a regulation on paper.

    Attributes:
        office: who keeps the portal.
        citation: "PP 30/2019".
        full_name: the regulation's whole name.
        label: of the part, "Pasal 5".
        heading: of the part, where it has one.
        on: the day on which ``force`` holds and the edition applies.
        force: status of the regulation.
        changed_by: citations of what made it so.
        edition: number of the edition.
        digest: SHA-256 of the edition.
        address: of the part in the portal.
        lines: the words.
        elucidation: the words of its elucidation; empty where there is none.
    """

    office: str
    citation: str
    full_name: str
    label: str
    heading: str
    on: date
    force: Force
    changed_by: tuple[str, ...]
    edition: int
    digest: str
    address: str
    lines: tuple[PaperLine, ...]
    elucidation: tuple[PaperLine, ...] = ()


def lines_of(unit: Unit, depth: int = 0) -> Iterator[PaperLine]:
    """The words of a part as lines of paper, without its own heading."""
    for block in unit.blocks:
        if isinstance(block, Words):
            if block.table:
                yield PaperLine("table", depth, block.table)
            for text in block.paragraphs:
                yield PaperLine("text", depth, text)
        elif block.kind in ITEMS:
            yield from _item(block, depth)
        else:
            title = f"{block.title} {block.heading}".strip()
            yield PaperLine("heading", depth, title)
            yield from lines_of(block, depth)


def _item(unit: Unit, depth: int) -> Iterator[PaperLine]:
    inner = list(lines_of(unit, depth + 1))
    if inner and inner[0].kind == "text" and not inner[0].marker:
        first = inner.pop(0)
        yield PaperLine("item", depth + 1, first.text, unit.marker)
    else:
        yield PaperLine("item", depth + 1, "", unit.marker)
    yield from inner
