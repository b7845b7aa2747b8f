"""Headings of articles that stayed in the text: of a second law behind the first, of an annex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .noise import Noise
from .surroundings import refers, speaks_on
from .tree import Finding, FindingKind, Kind, Node

_ALONE = re.compile(
    r"(?m)^[#*_ \t]*(?P<heading>(?:Pasal|PASAL)[ \t]+(?P<number>[0-9]{1,4})[ ]?[A-Z]{0,2})"
    r"[*_ \t\r]*$"
)
_LED = re.compile(r":[\s*_#\"“]*\Z")
"""Behind a colon stands an example or a quotation: "Contoh:"."""
COUNTED = re.compile(r"[ ]\(\+[0-9]+\)$")
"""Behind the last heading named: how many more follow."""
SHORTEST_RUN = 4
"""Fewer numbers in a row than this are examples or quotations."""
MOST_NAMED = 50
"""More loose headings than this are counted, not named one by one."""


def loose_headings(
    text: str, root: Node, noise: Noise, amending: bool, known: set[int]
) -> list[Finding]:
    """Headings alone on their line inside text, in order; ``known`` are places named already.

    Only numbers that rise step by step are those of a law; single ones are examples.
    Quoted articles are none, nor what stands behind a colon, nor what an amending law
    and its elucidation quote. The last of ``MOST_NAMED`` tells in brackets how many follow.
    """
    found: list[Finding] = []
    run: list[Finding] = []
    last = 0
    for leaf, unit in _leaves(root, amending):
        for match in _ALONE.finditer(text, leaf.start, leaf.end):
            start, end = match.span("heading")
            if start in known or noise.covers(start) or refers(text, start) or speaks_on(text, end):
                continue
            if _LED.search(text, max(leaf.start, start - 8), start):
                continue
            detail = " ".join(match["heading"].split())
            number = int(match["number"])
            if number != last + 1:
                found += run if len(run) >= SHORTEST_RUN else []
                run = []
            run.append(Finding(FindingKind.UNPLACED, unit.key, start, end, detail))
            last = number
    found += run if len(run) >= SHORTEST_RUN else []
    return _bounded(found)


def _bounded(found: list[Finding]) -> list[Finding]:
    more = len(found) - MOST_NAMED
    if more <= 0:
        return found
    end = found[MOST_NAMED - 1]
    counted = Finding(end.kind, end.key, end.start, end.end, f"{end.detail} (+{more})")
    return [*found[: MOST_NAMED - 1], counted]


def _leaves(root: Node, amending: bool) -> Iterator[tuple[Node, Node]]:
    """Leaves of text in order, each with the unit around it."""
    waiting = [(root, root)]
    while waiting:
        node, around = waiting.pop()
        if node.children:
            is_quoting = amending and node.kind in (Kind.BODY, Kind.ELUCIDATION)
            if node.kind is not Kind.QUOTED and not is_quoting:
                waiting.extend((child, node) for child in reversed(node.children))
        elif node.kind is Kind.TEXT:
            yield node, around
