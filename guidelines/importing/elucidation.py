"""Penjelasan: a general part and a comment on each article (items 174 to 191)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .amending import amending_articles, changes
from .articles import candidates
from .body import number_of, with_contents
from .chain import Candidate, heaviest_chain
from .contents import Opened, label_stop
from .noise import Noise
from .numbers import slug
from .openings import ARTICLE, REGION, WITHIN_REGION, Opening
from .surroundings import line_lead
from .tree import Kind

_GENERAL = re.compile(r"(?<!\w)(?:[#*_]*(?:I|1|l)\s?[.,]?[ \t]*)?(?:PENJELASAN[ ]+)?UMUM[*_.:]*\s")
_BY_ARTICLE = re.compile(
    r"(?<!\w)(?:[#*_]*(?:II|11|ll|Il|lI|H)\s?[.,]?[ \t]*)?(?:PENJELASAN[ ]+)?PASAL[ ]?DEMI[ ]?PASAL"
    r"[*_.:]*"
)
_CLEAR = re.compile(
    r"[\s*_.:]*(?:Cukup|Ayat|Huruf|Angka|Yang[ ]dimaksud|Lihat|Ketentuan|Dengan|Dalam)"
)


LEAST_COMMENT = 3.0


def read_elucidation(
    text: str, start: int, stop: int, articles: Sequence[str], amending: bool, noise: Noise
) -> Iterator[Opened]:
    """Openings of the elucidation in order; ``articles`` are the numbers in the body."""
    general = _GENERAL.search(text, start, stop)
    listed = _BY_ARTICLE.search(text, general.end() if general else start, stop)
    if listed is None:
        listed = _BY_ARTICLE.search(text, start, stop)
    begin = listed.end() if listed else general.end() if general else start
    comments = _comments(text, begin, stop, articles, amending, noise)
    first = line_lead(text, comments[0].start) if comments else stop
    if general and general.start() >= (listed.start() if listed else first):
        general = None
    heads = [place for place in (general and general.start(), listed and listed.start()) if place]
    title_end = min([*heads, first, stop])
    title_end = title_end if title_end - start < 1500 else start
    yield Opened(Opening(Kind.ELUCIDATION, REGION, start, title_end, "penjelasan"))
    if general:
        yield Opened(
            Opening(
                Kind.GENERAL, WITHIN_REGION, max(start, line_lead(text, general.start())),
                general.end(), "umum",
            )
        )  # fmt: skip
    if listed:
        place = line_lead(text, listed.start())
        end = label_stop(text, listed.end(), first)
        yield Opened(Opening(Kind.COMMENTS, WITHIN_REGION, place, end, "pasal-demi-pasal"))
    elif comments:
        yield Opened(Opening(Kind.COMMENTS, WITHIN_REGION, first, first, "pasal-demi-pasal"))
    yield from _each(text, comments, stop, amending, noise)


def _comments(
    text: str, start: int, stop: int, articles: Sequence[str], amending: bool, noise: Noise
) -> list[Candidate]:
    if amending:
        chain = amending_articles(text, start, stop, noise, comments=True)
        return [c for c in chain if number_of(c, True) in articles]
    known = set(articles)
    found = [
        replace(c, weight=c.weight + (1.5 if _CLEAR.match(text, c.end) else 0.5))
        for c in candidates(text, start, stop, noise)
        if number_of(c, False) in known
    ]
    return heaviest_chain(found)


def commented_beyond(text: str, start: int, stop: int, last: int, noise: Noise) -> list[int]:
    """Articles after the last one of the body on which the elucidation comments.

    Item 186 has a comment on every article, so these are missing in the body.
    """
    chain = heaviest_chain(candidates(text, start, stop, noise))
    beyond = [
        c
        for c in chain
        if c.number > last and c.weight >= LEAST_COMMENT and _CLEAR.match(text, c.end)
    ]
    if not any(c.number == last for c in chain):
        return []
    return [c.number for place, c in enumerate(beyond, start=last + 1) if c.number == place]


def _each(
    text: str, comments: Sequence[Candidate], stop: int, amending: bool, noise: Noise
) -> Iterator[Opened]:
    places = [line_lead(text, c.start) for c in comments]
    for candidate, place, end in zip(comments, places, [*places, stop][1:], strict=True):
        number = number_of(candidate, amending)
        label_end = label_stop(text, candidate.end, end)
        segment = f"penjelasan/pasal-{slug(number)}"
        yield Opened(
            Opening(Kind.COMMENT, ARTICLE, place, label_end, segment, number, "", True),
            candidate.raw if candidate.damaged else "",
        )
        inner = changes(text, label_end, end, noise, comments=True) if amending else []
        yield from with_contents(text, label_end, end, inner, noise, comment=True)
