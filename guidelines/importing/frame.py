"""Judul, pembukaan, penutup, lampiran: what stands around the body (items 2 to 60, 160 to 196)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .contents import Opened, contents
from .noise import Noise
from .numbers import slug
from .openings import REGION, WITHIN_REGION, Opening
from .regions import Regions
from .surroundings import line_lead
from .tree import Kind

_INVOKED = re.compile(r"DENGAN[ ]?RAHMAT[ ]?TUHAN")
_RECITED = re.compile(r"(?<!\w)(?:Menimbang|MENIMBANG)[ \t*_]*[:;][ \t*_]*")
# Where scanning moved the words to the margin, what follows them still tells:
_RECITAL = re.compile(r"(?<!\w)(?:[a1][.)]\s*)?bahwa\b")
_CITED = re.compile(r"(?<!\w)(?:Mengingat|MENGINGAT)[ \t*_]*[:;][ \t*_]*")
_CITATION = re.compile(
    r"(?<!\w)(?:[1lI][.)]\s+)?Pasal\s+\S{1,4}[^;]{0,90}?Undang-?\s?[Uu]ndang\s+Dasar"
)


def read_opening(text: str, regions: Regions, body: int, noise: Noise) -> Iterator[Opened]:
    """Title, recitals, citations and words of enactment, up to where the body starts."""
    stop = min(body, regions.decided) if regions.enacted else body
    recited = _RECITED.search(text, 0, stop)
    first = recited or _RECITAL.search(text, 0, stop)
    cited = _CITED.search(text, first.end() if first else 0, stop)
    second = cited or _CITATION.search(text, first.end() if first else 0, stop)
    invoked = _INVOKED.search(text, 0, first.start() if first else stop)
    begins = [m.start() for m in (invoked, first, second) if m]
    start = min([*begins, stop])
    if start > 0:
        yield Opened(Opening(Kind.TITLE, REGION, 0, 0, "judul"))
    if start >= body:
        return
    yield Opened(Opening(Kind.PREAMBLE, REGION, start, start, "pembukaan"))
    parts = [(first, recited, Kind.RECITALS, "menimbang")]
    parts.append((second, cited, Kind.CITATIONS, "mengingat"))
    ends = [second.start() if second else stop, stop]
    for (match, named, kind, word), end in zip(parts, ends, strict=True):
        if match:
            label_end = named.end() if named else match.start()
            yield Opened(Opening(kind, WITHIN_REGION, match.start(), label_end, word))
            yield from contents(text, label_end, end, noise)
    if regions.enacted and regions.decided < body:
        place = max(line_lead(text, regions.decided), start)
        yield Opened(Opening(Kind.FORMULA, WITHIN_REGION, place, regions.enacted, "diktum"))


def read_end(text: str, regions: Regions) -> Iterator[Opened]:
    """Closing and annexes, in any order with the elucidation."""
    others = [a.start for a in regions.annexes]
    if regions.elucidation is not None:
        others.append(regions.elucidation)
    if regions.closing < regions.end and regions.closing not in others:
        yield Opened(Opening(Kind.CLOSING, REGION, regions.closing, regions.closing, "penutup"))
    for annex in regions.annexes:
        line = text.find("\n", annex.start, annex.start + 400)
        label_end = line + 1 if line >= 0 else annex.start + len("LAMPIRAN")
        segment = f"lampiran-{slug(annex.number)}" if annex.number else "lampiran"
        yield Opened(Opening(Kind.ANNEX, REGION, annex.start, label_end, segment, annex.number))
