"""From a text to its proposal: regions, then what stands in each, then findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_letters

from .body import Body, read_body
from .contents import Opened
from .elucidation import commented_beyond, read_elucidation
from .frame import read_end, read_opening
from .loose import loose_headings
from .noise import Noise, find_noise
from .numbers import arabic_reading, roman_readings, slug, to_roman
from .openings import REGION, Opening, assemble, units
from .regions import Regions, split
from .tree import Finding, FindingKind, Kind, Node, Proposal

_NUMBERED = frozenset({Kind.PARAGRAPH, Kind.SUBPOINT, Kind.POINT, Kind.DEFINITION})
_LONGEST_RUN = 30


def propose(text: str) -> Proposal:
    """The proposed tree of a law's text, with all that an editor should look at.

    Any text is taken, also one that is no law: then the tree holds it as plain
    text. The leaves of the tree, joined, are ``text`` exactly. Time grows with
    the length of the text, memory with the number of its units.
    """
    noise = Noise(find_noise(text))
    regions = split(text)
    body = read_body(text, regions, noise)
    _add_commented(text, regions, body, noise)
    opened = _in_order(_all_openings(text, regions, body, noise), len(text))
    root = assemble([o.opening for o in opened], len(text), noise)
    known = {candidate.start for candidate in body.stray}
    loose = loose_headings(text, root, noise, body.amending, known)
    return Proposal(
        root=root,
        findings=tuple(
            sorted([*_findings(root, opened, body), *loose], key=lambda f: (f.start, f.end))
        ),
        articles=tuple(body.articles),
        chapters=sum(node.kind is Kind.CHAPTER for node in root.walk()),
        gaps=tuple(number for number, _ in body.gaps),
        doubled=tuple(body.doubled),
        unplaced=(
            *(" ".join(c.raw.split()) for c in body.stray),
            *(finding.detail for finding in loose),
        ),
    )


def _all_openings(text: str, regions: Regions, body: Body, noise: Noise) -> Iterator[Opened]:
    first = body.opened[0].opening.start if body.opened else min(regions.enacted, regions.closing)
    yield from read_opening(text, regions, first, noise)
    if first < regions.body_stop:
        yield Opened(Opening(Kind.BODY, REGION, first, first, "batang-tubuh"))
    yield from body.opened
    yield from read_end(text, regions)
    if regions.elucidation is not None:
        stop = _comments_end(regions)
        yield from read_elucidation(
            text, regions.elucidation, stop, body.articles, body.amending, noise
        )


def _comments_end(regions: Regions) -> int:
    start = regions.elucidation or 0
    return min([*(a.start for a in regions.annexes if a.start > start), regions.end])


def _add_commented(text: str, regions: Regions, body: Body, noise: Noise) -> None:
    """Name the articles that only the elucidation knows as missing at the end of the body."""
    if regions.elucidation is None or body.amending or not body.articles:
        return
    last = int(body.articles[-1].rstrip(ascii_letters))
    stop = _comments_end(regions)
    for number in commented_beyond(text, regions.elucidation, stop, last, noise):
        body.gaps.append((str(number), regions.body_stop))


def _in_order(opened: Iterator[Opened], length: int) -> list[Opened]:
    """Openings by place, outer before inner; labels end before the next opening."""
    ordered = sorted(opened, key=lambda o: (o.opening.start, o.opening.depth))
    kept: list[Opened] = []
    for position, item in enumerate(ordered):
        opening = item.opening
        following = ordered[position + 1].opening.start if position + 1 < len(ordered) else length
        label_end = max(opening.start, min(opening.label_end, following))
        if label_end != opening.label_end:
            item = Opened(_with_label(opening, label_end), item.mended)
        kept.append(item)
    return kept


def _with_label(opening: Opening, label_end: int) -> Opening:
    return Opening(
        opening.kind, opening.depth, opening.start, label_end, opening.segment,
        opening.number, opening.heading, opening.absolute,
    )  # fmt: skip


def _findings(root: Node, opened: Sequence[Opened], body: Body) -> list[Finding]:
    nodes = list(units(root))
    mended = {o.opening.start: o.mended for o in opened if o.mended}
    found = [
        Finding(FindingKind.GAP, f"pasal-{slug(number)}", place, place, number)
        for number, place in body.gaps
    ]
    for node in nodes:
        if node.start in mended and node.number:
            detail = mended[node.start]
            label_end = node.children[0].end
            found.append(Finding(FindingKind.REPAIRED, node.key, node.start, label_end, detail))
        if "--" in node.key.rsplit("/", 1)[-1] and node.number:
            found.append(
                Finding(
                    FindingKind.DOUBLED, node.key, node.start, node.children[0].end, node.number
                )
            )
        found += _inner_gaps(node)
    found += _missing_chapters(root)
    for candidate in body.stray:
        around = _unit_at(root, candidate.start)
        found.append(
            Finding(
                FindingKind.UNPLACED, around.key, candidate.start, candidate.end,
                " ".join(candidate.raw.split()),
            )
        )  # fmt: skip
    return found


def _missing_chapters(root: Node) -> Iterator[Finding]:
    """Chapters missing between two that are there, or before the first."""
    last, last_parent = 0, ""
    for node in root.walk():
        if node.kind is not Kind.CHAPTER:
            continue
        parent = node.key.rpartition("/")[0]
        if parent != last_parent:
            last, last_parent = 0, parent
        value = roman_readings(node.number)[0][0]
        for missing in range(last + 1, value):
            number = to_roman(missing)
            key = f"{parent}/bab-{slug(number)}" if parent else f"bab-{slug(number)}"
            yield Finding(FindingKind.GAP, key, node.start, node.start, f"BAB {number}")
        last = max(last, value)


def _unit_at(root: Node, place: int) -> Node:
    """The innermost unit around a place."""
    node = root
    while True:
        inner = [c for c in node.children if c.children and c.start <= place < c.end]
        if not inner:
            return node
        node = inner[0]


def _inner_gaps(node: Node) -> Iterator[Finding]:
    """Missing numbers among the paragraphs or items right under a unit.

    Comments on a quoted article speak only of the paragraphs that were changed.
    """
    if node.kind is Kind.QUOTED and node.key.startswith("penjelasan/"):
        return
    last: dict[Kind, int] = {}
    for child in node.children:
        if child.kind not in _NUMBERED or not child.number:
            continue
        value = _value(child)
        before = last.get(child.kind, 0)
        word = child.key.rsplit("/", 1)[-1].split("-")[0]
        if before < value - 1 and value - before <= _LONGEST_RUN:
            for missing in range(before + 1, value):
                number = chr(96 + missing) if word == "huruf" and missing < 27 else str(missing)
                key = f"{node.key}/{word}-{number}"
                yield Finding(FindingKind.GAP, key, child.start, child.start, number)
        last[child.kind] = max(before, value)


def _value(node: Node) -> int:
    number = node.number
    if number[0].isdigit():
        reading = arabic_reading(number.rstrip("abcdefgh"))
        return reading[0] if reading else 0
    value = 0
    for sign in number:
        value = 26 * value + ord(sign.lower()) - 96
    return value
