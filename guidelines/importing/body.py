"""Batang tubuh: chapters and articles, with what stands in them (items 61 to 159)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .amending import (
    amending_articles,
    best_readings,
    changes,
    is_misread_roman,
    is_strong,
    quoted_articles,
    quoting_starts,
    roman_articles,
)
from .articles import candidates
from .chain import Candidate, heaviest_chain
from .contents import Opened, contents, label_stop, says_what_words_mean
from .divisions import find_divisions, openings_of
from .noise import Noise
from .numbers import slug, to_roman
from .openings import ARTICLE, Opening
from .regions import Regions
from .surroundings import line_lead
from .tree import Kind


@dataclass(slots=True)
class Body:
    """Openings of the body in order; articles by number; headings that fit nowhere."""

    opened: list[Opened] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    gaps: list[tuple[str, int]] = field(default_factory=list)
    """Number of a missing article and the place where it would stand."""
    doubled: list[str] = field(default_factory=list)
    stray: list[Candidate] = field(default_factory=list)
    amending: bool = False


def read_body(text: str, regions: Regions, noise: Noise) -> Body:
    """Articles, then their groups, then paragraphs and lists in each."""
    start, stop = regions.enacted, regions.body_stop
    body = Body()
    chain = amending_articles(text, start, stop, noise)
    extra: list[Candidate] = []
    found: list[Candidate] = []
    body.amending = bool(chain)
    if not chain:
        found = candidates(text, start, stop, noise)
        chain = heaviest_chain(found)
        if is_misread_roman(chain):
            chain, body.amending = roman_articles(text, start, stop, noise), True
    if not body.amending:
        extra, late = _left_over(text, found, chain, body)
        chain = sorted([*chain, *late], key=lambda c: c.order)
    headings = sorted([*chain, *extra], key=lambda c: c.start)
    places = [line_lead(text, c.start) for c in headings]
    groups: list[Opening] = []
    if not body.amending:
        divisions, stray = find_divisions(text, start, stop, places, noise)
        groups = openings_of(text, divisions, places, stop)
        body.stray += stray
    body.articles = [number_of(c, body.amending) for c in chain]
    body.gaps = list(_gaps(chain, body.amending))
    ends = sorted([*places, *(g.start for g in groups), stop])
    body.opened += [Opened(group) for group in groups]
    for candidate, place in zip(headings, places, strict=True):
        end = ends[bisect_right(ends, candidate.start)]
        body.opened += _article(text, candidate, place, end, noise, body.amending)
    body.opened.sort(key=lambda opened: (opened.opening.start, opened.opening.depth))
    return body


def number_of(candidate: Candidate, roman: bool) -> str:
    """The number as it is written today: "14A", of an amending law "II"."""
    number = to_roman(candidate.number) if roman else str(candidate.number)
    return number + candidate.letter


def _left_over(
    text: str, found: Sequence[Candidate], chain: Sequence[Candidate], body: Body
) -> tuple[list[Candidate], list[Candidate]]:
    """Strong headings outside the chain: second ones of a number, and late ones.

    Both become articles. A late one is the only heading of a number that is
    missing in the chain, as where the pages of a scan lie in the wrong order;
    it is stray all the same. Others stay text.
    """
    starts = [c.start for c in chain]
    taken = set(starts)
    numbers = {c.order for c in chain}
    highest = max((c.number for c in chain), default=0)
    doubled: list[Candidate] = []
    late: dict[tuple[int, str], Candidate] = {}
    for candidate in best_readings(found):
        if candidate.start in taken or not is_strong(candidate):
            continue
        before = bisect_left(starts, candidate.start)
        if before and _quotes(text, chain[before - 1], candidate):
            continue
        if candidate.order in numbers or candidate.order in late:
            doubled.append(candidate)
            number = number_of(candidate, False)
            if number not in body.doubled:
                body.doubled.append(number)
            continue
        body.stray.append(candidate)
        if candidate.number < highest and not candidate.letter and candidate.alone:
            late[candidate.order] = candidate
    return doubled, list(late.values())


def _quotes(text: str, article: Candidate, candidate: Candidate) -> bool:
    return quoting_starts(text, article.end, candidate.start) is not None


def _gaps(chain: Sequence[Candidate], roman: bool) -> Iterator[tuple[str, int]]:
    last = 0
    for candidate in chain:
        for number in range(last + 1, candidate.number):
            yield (to_roman(number) if roman else str(number)), candidate.start
        last = candidate.number


def _article(
    text: str, candidate: Candidate, place: int, end: int, noise: Noise, roman: bool
) -> Iterator[Opened]:
    number = number_of(candidate, roman)
    label_end = label_stop(text, candidate.end, end)
    yield Opened(
        Opening(Kind.ARTICLE, ARTICLE, place, label_end, f"pasal-{slug(number)}", number, "", True),
        candidate.raw if candidate.damaged else "",
    )
    if roman:
        inner = changes(text, label_end, end, noise)
    else:
        quoting = quoting_starts(text, label_end, end)
        inner = quoted_articles(text, quoting, end, noise, 5.0) if quoting is not None else []
    yield from with_contents(text, label_end, end, inner, noise)


def with_contents(
    text: str, start: int, end: int, inner: Sequence[Opened], noise: Noise, *, comment: bool = False
) -> Iterator[Opened]:
    """Paragraphs and lists up to the first of ``inner``, then of each quoted article in it."""
    stops = [*(opened.opening.start for opened in inner), end]
    defines = says_what_words_mean(text, start, stops[0])
    yield from contents(text, start, stops[0], noise, comment=comment, defines=defines)
    for opened, stop in zip(inner, stops[1:], strict=True):
        yield opened
        if opened.opening.kind is Kind.QUOTED:
            begin = opened.opening.label_end
            defines = says_what_words_mean(text, begin, stop)
            yield from contents(text, begin, stop, noise, comment=comment, defines=defines)
