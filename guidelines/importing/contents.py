"""What stands inside an article or a comment on one: paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lists import find_items
from .noise import Noise
from .openings import LIST, PARAGRAPH, Opening
from .paragraphs import find_paragraphs
from .surroundings import line_lead
from .tree import Kind

_MEANS = re.compile(r"(?i)(?:yang\s+)?(?:di)?maksud(?:kan)?\s+dengan|diartikan\s+dengan")
_AFTER_LABEL = re.compile(r"[ \t*_.:^]*(?:\r?\n[ \t\r\n]*)?")


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening and, where its number was mended, what stands there."""

    opening: Opening
    mended: str = ""


def label_stop(text: str, end: int, stop: int) -> int:
    """Where the words of a unit begin behind its number."""
    match = _AFTER_LABEL.match(text, end, stop)
    return match.end() if match else end


def says_what_words_mean(text: str, start: int, stop: int) -> bool:
    """Whether an article opens like the one of the general terms (item 107)."""
    return _MEANS.search(text, start, min(stop, start + 250)) is not None


def contents(
    text: str, start: int, stop: int, noise: Noise, *, comment: bool = False, defines: bool = False
) -> Iterator[Opened]:
    """Openings of paragraphs and list items between two places, in order.

    With ``comment`` they read "Ayat (1)", "Huruf a"; with ``defines`` the outer
    items are definitions.
    """
    paragraphs = find_paragraphs(text, start, stop, noise, comment=comment)
    stops = [*(p.start for p in paragraphs), stop]
    yield from _items(text, start, stops[0], noise, comment, defines)
    for paragraph, end in zip(paragraphs, stops[1:], strict=True):
        number = f"{paragraph.number}{paragraph.letter}"
        label_end = label_stop(text, paragraph.end, end)
        place = line_lead(text, paragraph.start)
        yield Opened(
            Opening(
                Kind.PARAGRAPH, PARAGRAPH, max(place, start), label_end, f"ayat-{number}", number
            ),
            paragraph.raw if paragraph.damaged else "",
        )
        yield from _items(text, label_end, end, noise, comment, False)


def _items(
    text: str, start: int, stop: int, noise: Noise, comment: bool, defines: bool
) -> Iterator[Opened]:
    for item in find_items(text, start, stop, noise, comment=comment):
        kind = Kind.POINT if item.lettered else Kind.SUBPOINT
        word = "huruf" if item.lettered else "angka"
        if defines and item.level == 0:
            kind = Kind.DEFINITION
        yield Opened(
            Opening(
                kind, LIST + item.level, item.start, label_stop(text, item.end, stop),
                f"{word}-{item.number}", item.number,
            ),
            text[item.start : item.end] if item.damaged else "",
        )  # fmt: skip
