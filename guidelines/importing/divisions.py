"""Books, chapters, parts and subparts: how articles are grouped (items 67 to 76)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .chain import Candidate, heaviest_chain
from .noise import Noise
from .numbers import (
    ORDINAL,
    arabic_reading,
    ordinal_value,
    roman_readings,
    roman_value,
    slug,
    to_roman,
)
from .openings import BOOK, CHAPTER, PART, SUBPART, Opening
from .surroundings import after_on_line, before_on_line, ended, line_lead, refers, speaks_on
from .tree import Kind

_CHAPTER = re.compile(
    r"(?<![\w/])(?:BAB|B[ ]A[ ]B|Bab)(?:[ \t*_]+|[ \t]*\r?\n[ \t]*)"
    r"(?P<number>[IVXLCl1|!T]{1,8}(?:[ ]?[A-H])?)(?![\w/])"
)
_BOOK = re.compile(
    rf"(?<![\w/])(?:BUKU|Buku)[ \t*_]+(?P<number>[IVX]{{1,5}}|(?i:{ORDINAL}))(?![\w/])"
)
_PART = re.compile(
    rf"(?<![\w/])(?:Bagian|BAGIAN)[ \t*_]+(?P<number>(?i:{ORDINAL})|[IVX]{{1,5}}|[0-9]{{1,2}})"
    r"(?![\w/])"
)
_SUBPART = re.compile(
    rf"(?<![\w/])(?:Paragraf|PARAGRAF|Paragrap)[ \t*_]+(?P<number>[0-9lIO]{{1,2}}|(?i:{ORDINAL})"
    r"|[IVX]{1,5})(?![\w/])"
)
_CAPITALS = re.compile(r"[\s*_.:–-]*[A-Z][A-Z,/() -]{5,}")
_TITLE_CASE = re.compile(r"[\s*_.:–-]*[A-Z]")
LONGEST_HEADING = 400
STRONG = 6.0
"""From this on a place is the heading of a chapter wherever it stands."""


@dataclass(frozen=True, slots=True)
class _Sort:
    kind: Kind
    depth: int
    word: str
    pattern: re.Pattern[str]
    read: Callable[[str], list[tuple[int, str, bool]]]
    follow: re.Pattern[str]


def _ordinal_readings(text: str) -> list[tuple[int, str, bool]]:
    value = ordinal_value(text)
    if value is not None:
        return [(value, "", False)]
    value = roman_value(text)
    if value is not None:
        return [(value, "", False)]
    number = arabic_reading(text)
    return [(number[0], "", number[1])] if number and number[0] else []


_SORTS = (
    _Sort(Kind.BOOK, BOOK, "buku", _BOOK, _ordinal_readings, _CAPITALS),
    _Sort(Kind.CHAPTER, CHAPTER, "bab", _CHAPTER, roman_readings, _CAPITALS),
    _Sort(Kind.PART, PART, "bagian", _PART, _ordinal_readings, _TITLE_CASE),
    _Sort(Kind.SUBPART, SUBPART, "paragraf", _SUBPART, _ordinal_readings, _TITLE_CASE),
)


@dataclass(frozen=True, slots=True)
class Division:
    """A chosen heading of a group, before the end of its title is known."""

    sort: _Sort
    candidate: Candidate
    start: int

    @property
    def number(self) -> str:
        """As it is written today: "IXA", "Kesatu", "1"."""
        if self.sort.kind is Kind.CHAPTER:
            return to_roman(self.candidate.number) + self.candidate.letter
        words = self.sort.pattern.match(self.candidate.raw)
        raw = words["number"] if words else ""
        if raw[:1].isdigit() or (self.sort.kind is Kind.SUBPART and self.candidate.damaged):
            return str(self.candidate.number)
        return " ".join(part.capitalize() for part in raw.split()) if len(raw) > 5 else raw


def find_divisions(
    text: str, start: int, stop: int, articles: Sequence[int], noise: Noise
) -> tuple[list[Division], list[Candidate]]:
    """Books, chapters, parts and subparts in order, and strong headings that fit no chain.

    ``articles`` are the places of the headings of articles. Numbers of a
    smaller group begin anew in each larger one.
    """
    chosen: list[Division] = []
    stray: list[Candidate] = []
    bounds = [start, stop]
    for sort in _SORTS:
        found = _candidates(text, start, stop, sort, noise)
        here: list[Division] = []
        for left, right in zip(bounds, bounds[1:], strict=False):
            within = [c for c in found if left <= c.start < right]
            chain = heaviest_chain(within)
            if sort.kind is Kind.CHAPTER:
                again, unfit = _left_over(within, chain)
                stray += unfit
                chain = sorted([*chain, *again], key=lambda c: c.start)
            here += [Division(sort, c, line_lead(text, c.start)) for c in chain]
        if sort.kind is Kind.CHAPTER and len(bounds) > 2:
            whole = heaviest_chain(found)
            if len(whole) >= len(here):
                here = [Division(sort, c, line_lead(text, c.start)) for c in whole]
        chosen = sorted([*chosen, *here], key=lambda division: division.start)
        bounds = [start, *(division.start for division in chosen), stop]
    return chosen, stray


def _left_over(
    found: Sequence[Candidate], chain: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Strong headings outside the chain: those of a number that is there, and the others."""
    taken = {candidate.start for candidate in chain}
    numbers = {candidate.order for candidate in chain}
    strong = [c for c in found if c.start not in taken and c.alone and c.weight >= STRONG]
    again = [c for c in strong if c.order in numbers]
    places = {c.start for c in again}
    return again, [c for c in strong if c.start not in places]


def _candidates(text: str, start: int, stop: int, sort: _Sort, noise: Noise) -> list[Candidate]:
    found = []
    for match in sort.pattern.finditer(text, start, stop):
        if noise.covers(match.start()):
            continue
        weight = _weight(text, match, sort, noise)
        if weight <= 0:
            continue
        alone = before_on_line(text, match.start()) == ""
        for number, letter, damaged in sort.read(match["number"]):
            malus = 1.0 if damaged or letter else 0.0
            if number <= 120:
                found.append(
                    Candidate(
                        match.start(),
                        match.end(),
                        number,
                        letter,
                        weight - malus,
                        damaged,
                        alone,
                        match.group(),
                    )  # fmt: skip
                )
    return found


def _weight(text: str, match: re.Match[str], sort: _Sort, noise: Noise) -> float:
    start, end = match.span()
    before, after = before_on_line(text, start), after_on_line(text, end)
    weight = 0.0
    if refers(text, start):
        weight -= 6
    if speaks_on(text, end):
        weight -= 4
    if before == "":
        weight += 4
    elif ended(text, start, noise):
        weight += 2
    elif sort.depth >= PART and before is not None and before[-1:].isalpha():
        weight += 1  # right behind the title of a chapter: "UPAYA ADMINISTRATIF Bagian Kesatu"
    elif match.group()[:3].isupper():
        weight += 1
    if after == "" or sort.follow.match(text[end : end + 40]):
        weight += 2
    else:
        weight -= 3
    return weight


def openings_of(
    text: str, divisions: Sequence[Division], articles: Sequence[int], stop: int
) -> list[Opening]:
    """Openings of the groups; the title of each reaches to the next group or article."""
    places = sorted([*articles, *(division.start for division in divisions), stop])
    books = any(d.sort.kind is Kind.BOOK for d in divisions)
    again = books and _chapters_begin_anew(divisions)
    made = []
    for division in divisions:
        following = next(place for place in places if place > division.start)
        label_end = _label_end(text, division.candidate.end, following)
        heading = " ".join(text[division.candidate.end : label_end].strip(" \t\r\n*_#.:").split())
        segment = f"{division.sort.word}-{slug(division.number)}"
        absolute = division.sort.kind is Kind.CHAPTER and not again
        made.append(
            Opening(
                division.sort.kind,
                division.sort.depth,
                division.start,
                label_end,
                segment,
                division.number,
                heading,
                absolute,
            )  # fmt: skip
        )
    return made


def _chapters_begin_anew(divisions: Sequence[Division]) -> bool:
    """Whether each book numbers its chapters from I."""
    return sum(d.candidate.order == (1, "") for d in divisions if d.sort.kind is Kind.CHAPTER) > 1


def _label_end(text: str, end: int, following: int) -> int:
    if following - end <= LONGEST_HEADING:
        return following
    at = end
    for _ in range(2):
        line = text.find("\n", at, at + LONGEST_HEADING)
        if line < 0:
            return end
        if text[at:line].strip(" \t\r*_#.:"):
            return line + 1
        at = line + 1
    return at
