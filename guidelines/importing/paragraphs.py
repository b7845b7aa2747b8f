"""Ayat: the paragraphs "(1)" of an article (items 81 to 83), "Ayat (1)" in the elucidation."""

from __future__ import annotations

import re
from bisect import bisect_left

from .chain import MAX_NUMBER, Candidate, heaviest_chain
from .noise import Noise
from .numbers import arabic_reading
from .surroundings import before_on_line, ended, is_twin

_PARAGRAPH = re.compile(
    r"[(\[{]\s?(?P<number>[0-9lIiOoTtLSZrgq|!]{1,3}(?:[ ][0-9lI](?=[)\]}]))?|[as](?=[)\]}]))"
    r"(?P<letter>[a-h])?\s?(?P<closer>[)\]}]|(?<=[0-9lIiL])(?=\s[A-Z])|[lI](?=[\s,.;]))"
)
_COMMENT = re.compile(r"(?<!\w)(?:Ayat|AYAT)[ \t\n]*")
_LEADS = re.compile(r"(?:[Aa]yat|ayaf|angka|nomor|huruf|dan|atau|dengan|,|\d)[\s^_]*$")
_WORDS = re.compile(r"[\s*_^]*(?P<sign>.)", re.DOTALL)
LEAST_CHAIN = 3.0
LEAST_TWIN = 5.0
"""A second paragraph of one number stands at the beginning of a line, before a capital."""
MOST_LOST = 3
"""No article whose first visible paragraph has a higher number: those are other brackets."""
MOST_PARAGRAPHS = 60


def find_paragraphs(
    text: str, start: int, stop: int, noise: Noise, *, comment: bool = False
) -> list[Candidate]:
    """Beginnings of the paragraphs between two places, in order; empty where there are none.

    A number that clearly stands twice in a row is there twice.

    With ``comment`` they read "Ayat (1)", as in the elucidation (item 186).
    """
    found = []
    for match in _PARAGRAPH.finditer(text, start, stop):
        place = match.start()
        word = _word_before(text, start, place) if comment else place
        if word is None or noise.covers(place):
            continue
        weight = _weight(text, word, match.end(), start, noise)
        if weight <= 0:
            continue
        for number, damaged in _readings(match):
            found.append(
                Candidate(
                    word,
                    match.end(),
                    number,
                    match["letter"] or "",
                    weight - _malus(match["number"], damaged, comment),
                    damaged,
                    raw=text[word : match.end()],
                )  # fmt: skip
            )
    chain = heaviest_chain(found)
    if not chain or chain[0].number > MOST_LOST:
        return []
    if sum(candidate.weight for candidate in chain) < LEAST_CHAIN:
        return []
    return chain if comment else _with_twins(text, stop, found, chain, noise)


def _with_twins(
    text: str, stop: int, found: list[Candidate], chain: list[Candidate], noise: Noise
) -> list[Candidate]:
    """The chain and the clear beginnings that have the number of the one before."""
    starts = [candidate.start for candidate in chain]
    made = [chain[0]]
    for candidate in found:
        at = bisect_left(starts, candidate.start)
        if candidate.damaged or starts[at : at + 1] == [candidate.start]:
            continue
        if before_on_line(text, candidate.start) != "" or candidate.weight < LEAST_TWIN:
            continue
        if at and chain[at - 1].order == candidate.order:
            before = max(chain[at - 1], made[-1], key=lambda each: each.start)
            if is_twin(text, before.end, candidate.start, candidate.end, stop, noise):
                made.append(candidate)
    return sorted([*chain, *made[1:]], key=lambda candidate: candidate.start)


def _malus(raw: str, damaged: bool, comment: bool) -> float:
    """What speaks against a reading: "(a)" is rather an item than a misread (4), "Ayat (a)" not."""
    if raw in ("a", "s") and not comment:
        return 2.0
    return 0.5 if damaged else 0.0


def _word_before(text: str, start: int, place: int) -> int | None:
    floor = max(start, place - 12)
    words = [m for m in _COMMENT.finditer(text, floor, place) if m.end() == place]
    return words[0].start() if words else None


def _readings(match: re.Match[str]) -> list[tuple[int, bool]]:
    raw = match["number"]
    made = []
    whole = arabic_reading(raw)
    closed = match["closer"] in (")", "]", "}") and match["closer"] != ""
    if whole and 0 < whole[0] <= MOST_PARAGRAPHS and (closed or len(raw) == 1):
        odd = whole[1] or match.group()[0] != "(" or match["closer"] != ")"
        made.append((whole[0], odd))
    if not closed and len(raw) > 1 and raw[-1] in "1lIiL":
        short = arabic_reading(raw[:-1])  # "(21 Dalam": the bracket became a 1
        if short and 0 < short[0] <= MAX_NUMBER:
            made.append((short[0], True))
    return made


def _weight(text: str, place: int, end: int, start: int, noise: Noise) -> float:
    """How much speaks for a paragraph's beginning here."""
    lead = text[max(start, place - 12) : place]
    weight = 0.0
    if _LEADS.search(lead):
        weight -= 5
    first = place - start < 60 and not text[start:place].strip(" \t\r\n*_^.")
    if first or before_on_line(text, place) == "":
        weight += 4
    elif ended(text, place, noise):
        weight += 3
    words = _WORDS.match(text, end)
    if words:
        sign = words["sign"]
        weight += 1 if sign.isupper() else -2 if sign.islower() or sign in ",;.)" else 0
    return weight
