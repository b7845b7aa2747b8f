"""The heaviest chain of candidates whose numbers rise.

A law's units are numbered without a break (UU 12/2011 Lampiran II items 71 to
95), so the numbers themselves say which of many places are headings: a
reference in the middle of a sentence rarely fits between two headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_GAP = 12
"""More missing numbers than this are all one."""
FAR_COST = 14.4
"""What so long a gap costs, in the measure of ``Candidate.weight``."""
MAX_NUMBER = 9_999
"""The civil code has 1,993 articles; a heading has at most four digits."""


def gap_cost(missing: int) -> float:
    """What a gap costs: one missing number much, each further one less, a wild jump most."""
    if missing > LONGEST_GAP:
        return FAR_COST
    return 1.2 * min(missing, 4) + 0.1 * max(missing - 4, 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a unit may begin: its number as read there, and how much speaks for it.

    ``start`` to ``end`` is number and word of the unit; ``letter`` is the one
    behind an inserted number (items 230 to 236). ``damaged`` tells that the
    number was mended; ``alone`` that the words have a line of their own.
    """

    start: int
    end: int
    number: int
    letter: str
    weight: float
    damaged: bool = False
    alone: bool = False
    raw: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Where the number stands among others."""
        return self.number, self.letter


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    candidate: Candidate | None = None
    before: _Link | None = None


class _Best:
    """Best chains by the number they end with."""

    def __init__(self, highest: int) -> None:
        self._by_number: dict[int, dict[str, _Link]] = {}
        self._prefix: list[_Link | None] = [None] * (highest + 2)

    def add(self, link: _Link) -> None:
        assert link.candidate is not None  # for the type checker: only the root has none
        letters = self._by_number.setdefault(link.candidate.number, {})
        held = letters.get(link.candidate.letter)
        if held is not None and held.score >= link.score:
            return
        letters[link.candidate.letter] = link
        at = link.candidate.number + 1
        while at < len(self._prefix):
            known = self._prefix[at]
            if known is None or known.score < link.score:
                self._prefix[at] = link
            at += at & -at

    def up_to(self, number: int) -> _Link | None:
        """The best chain that ends with ``number`` or less."""
        best: _Link | None = None
        at = number + 1
        while at > 0:
            here = self._prefix[at]
            if here is not None and (best is None or here.score > best.score):
                best = here
            at -= at & -at
        return best

    def at(self, number: int) -> Iterable[_Link]:
        return self._by_number.get(number, {}).values()


def heaviest_chain(found: Sequence[Candidate]) -> list[Candidate]:
    """The chain of rising numbers with the greatest sum of weights less the cost of gaps.

    ``found`` stands in order of ``start``; candidates of one start are readings
    of the same place, of which at most one is taken. Of equal chains the one
    that was complete first wins. Time grows with the number of candidates alone.
    """
    best = _Best(max((candidate.number for candidate in found), default=0))
    top = _Link(0.0)
    position = 0
    while position < len(found):
        group = position
        while group < len(found) and found[group].start == found[position].start:
            group += 1
        links = [_extend(best, candidate) for candidate in found[position:group]]
        for link in links:
            best.add(link)
            if link.score > top.score:
                top = link
        position = group
    chain: list[Candidate] = []
    last: _Link | None = top
    while last is not None and last.candidate is not None:
        chain.append(last.candidate)
        last = last.before
    return chain[::-1]


def _extend(best: _Best, candidate: Candidate) -> _Link:
    """The best chain that ends with this candidate."""
    number, letter = candidate.order
    inserted = 1 if letter else 0
    score, before = -gap_cost(number - 1 + inserted), None
    for link in best.at(number) if letter else ():
        held = link.candidate
        if held is not None and held.letter < letter:
            follows = chr(ord(held.letter) + 1) == letter if held.letter else letter in "Aa"
            value = link.score - (0 if follows else gap_cost(1))
            if value > score:
                score, before = value, link
    for step in range(1, min(number, LONGEST_GAP) + 1):
        cost = gap_cost(step - 1 + inserted)
        for link in best.at(number - step):
            if link.score - cost > score:
                score, before = link.score - cost, link
    far = best.up_to(number - LONGEST_GAP - 1) if number > LONGEST_GAP else None
    if far is not None and far.score - FAR_COST > score:
        score, before = far.score - FAR_COST, far
    return _Link(score + candidate.weight, candidate, before)
