"""What an editor should look at in a list of rows: numbers that are missing or stand twice.

The same rules as of the proposal, asked again after each step of mending. What
only the import could see (a heading that fits nowhere, a number read through
damage) stays as long as what it speaks of does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NotRequired, TypedDict

from .loose import COUNTED
from .numbers import roman_readings, roman_value, to_roman
from .rows import Row, ends_of, keys_of
from .tree import FindingKind, Kind, Proposal

_NUMBERED = frozenset({Kind.PARAGRAPH, Kind.SUBPOINT, Kind.POINT, Kind.DEFINITION})
_LONGEST_RUN = 30
UNREADABLE = "unreadable"
"""Bytes of the file for which no reading was found stand here as U+FFFD."""
_FROM_IMPORT = frozenset({FindingKind.UNPLACED, FindingKind.REPAIRED, UNREADABLE})



class Place(TypedDict):
    """A finding as it is stored: ``position`` is the row where it is to be looked at.

    ``key`` is the unit meant, of a gap the missing one; ``detail`` what stands
    there, of a gap the missing number.
    """

    kind: str
    key: str
    position: int
    detail: str
    lasting: NotRequired[bool]
    """A gap that only the import could see: the elucidation speaks of the article."""


def places_of(proposal: Proposal, rows: Sequence[Row]) -> list[Place]:
    """Findings of an import, by rows; ``rows`` are those of the same proposal."""
    starts, at = [], 0
    for row in rows:
        starts.append(at)
        at += len(row.text)
    by_key = {key: place for place, key in enumerate(keys_of(rows))}
    found: list[Place] = []
    seen = {(place["kind"], place["key"]) for place in checked(rows)}
    for finding in proposal.findings:
        if finding.kind == FindingKind.GAP and (FindingKind.GAP, finding.key) not in seen:
            there = _leaf_at(rows, starts, finding.start) or 0
            gap = _place(FindingKind.GAP, finding.key, there, finding.detail)
            found.append({**gap, "lasting": True})
            continue
        if finding.kind == FindingKind.REPAIRED:
            position = by_key.get(finding.key)
        elif finding.kind == FindingKind.UNPLACED:
            position = _leaf_at(rows, starts, finding.start)
        else:
            continue
        if position is not None:
            found.append(_place(finding.kind, finding.key, position, finding.detail))
    for place, row in enumerate(rows):
        if "\ufffd" in row.text:
            around = re.search(r"\S*\ufffd\S*", row.text)
            found.append(_place(UNREADABLE, "", place, around.group() if around else ""))
    return checked(rows, found)


def checked(rows: Sequence[Row], kept: Sequence[Place] = ()) -> list[Place]:
    """Gaps and doubled numbers of the rows, and those of ``kept`` that only an import sees."""
    keys, ends = keys_of(rows), ends_of(rows)
    named = set(keys)
    found = [
        place for place in kept
        if place["kind"] in _FROM_IMPORT or (place.get("lasting") and place["key"] not in named)
    ]  # fmt: skip
    found += _missing_articles(rows)
    found += _missing_chapters(rows, keys)
    for place, row in enumerate(rows):
        if row.is_leaf:
            continue
        if row.number and "--" in keys[place].rsplit("/", 1)[-1]:
            found.append(_place(FindingKind.DOUBLED, keys[place], place, row.number))
        found += _inner_gaps(rows, keys, ends, place)
    return sorted(found, key=lambda each: (each["position"], each["kind"], each["key"]))


def carried(
    found: Sequence[Place], rows: Sequence[Row], start: int, old_end: int, new_end: int
) -> list[Place]:
    """Findings of the import after rows ``start:old_end`` became ``start:new_end`` of ``rows``.

    One inside that stretch stays where its words are still loose in the text, or
    its unit still has the number that was read.
    """
    kept: list[Place] = []
    for place in found:
        if place["kind"] not in _FROM_IMPORT and not place.get("lasting"):
            continue
        position = place["position"]
        if position >= old_end:
            kept.append({**place, "position": position + new_end - old_end})
        elif position < start:
            kept.append(place)
        elif place.get("lasting"):
            kept.append({**place, "position": start})
        elif (there := _found_again(place, rows, start, new_end)) is not None:
            kept.append({**place, "position": there})
    return kept


def _found_again(place: Place, rows: Sequence[Row], start: int, end: int) -> int | None:
    if place["kind"] == FindingKind.REPAIRED:
        last = place["key"].rsplit("/", 1)[-1]
        keys = keys_of(rows)
        return next(
            (i for i in range(start, end) if keys[i].rsplit("/", 1)[-1] == last), None
        )
    words = COUNTED.sub("", place["detail"]).split()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words)) if words else None
    for position in range(start, end):
        row = rows[position]
        is_loose = row.kind == Kind.TEXT or place["kind"] == UNREADABLE and row.is_leaf
        if pattern is not None and is_loose and pattern.search(row.text):
            return position
    return None


def _place(kind: str, key: str, position: int, detail: str) -> Place:
    return {"kind": str(kind), "key": key, "position": position, "detail": detail}


def _leaf_at(rows: Sequence[Row], starts: Sequence[int], offset: int) -> int | None:
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].is_leaf and starts[place] <= offset:
            return place
    return None


def _missing_articles(rows: Sequence[Row]) -> Iterator[Place]:
    """Numbers of articles missing between two, or known to the elucidation only at the end."""
    articles = [
        (place, value, roman)
        for place, row in enumerate(rows)
        if row.kind == Kind.ARTICLE
        for value, roman in [_article_value(row.number)]
        if value
    ]
    if not articles:
        return
    roman = articles[0][2]
    present = {value for _, value, _ in articles}
    last = 0
    for place, value, _roman in articles:
        for missing in range(last + 1, value):
            if missing not in present:
                yield _gap_of_article(missing, roman, place)
        last = max(last, value)


def _gap_of_article(value: int, roman: bool, place: int) -> Place:
    number = to_roman(value) if roman else str(value)
    return _place(FindingKind.GAP, f"pasal-{number.lower()}", place, number)


def _missing_chapters(rows: Sequence[Row], keys: Sequence[str]) -> Iterator[Place]:
    last, last_parent = 0, ""
    for place, row in enumerate(rows):
        if row.kind != Kind.CHAPTER:
            continue
        parent = keys[place].rpartition("/")[0]
        if parent != last_parent:
            last, last_parent = 0, parent
        readings = roman_readings(row.number)
        value = readings[0][0] if readings else last
        for missing in range(last + 1, value):
            number = to_roman(missing)
            key = f"{parent}/bab-{number.lower()}" if parent else f"bab-{number.lower()}"
            yield _place(FindingKind.GAP, key, place, f"BAB {number}")
        last = max(last, value)


def _inner_gaps(
    rows: Sequence[Row], keys: Sequence[str], ends: Sequence[int], place: int
) -> Iterator[Place]:
    """Missing numbers among the paragraphs or items right under a unit."""
    unit = rows[place]
    if unit.kind == Kind.QUOTED and keys[place].startswith("penjelasan/"):
        return
    last: dict[str, int] = {}
    child = place + 1
    while child < ends[place]:
        row = rows[child]
        if row.kind in _NUMBERED and row.number:
            value = _item_value(row.number)
            before = last.get(row.kind, 0)
            word = keys[child].rsplit("/", 1)[-1].split("-")[0]
            if before < value - 1 and value - before <= _LONGEST_RUN:
                for missing in range(before + 1, value):
                    lettered = word == "huruf" and missing < 27
                    number = chr(96 + missing) if lettered else str(missing)
                    yield _place(FindingKind.GAP, f"{keys[place]}/{word}-{number}", child, number)
            last[row.kind] = max(before, value)
        child = max(ends[child], child + 1)


def _item_value(number: str) -> int:
    if number[0].isdigit():
        digits = number.rstrip("abcdefgh")
        return int(digits) if digits.isascii() and digits.isdigit() else 0
    value = 0
    for sign in number.lower():
        if not "a" <= sign <= "z":
            return 0
        value = 26 * value + ord(sign) - 96
    return value


def _article_value(number: str) -> tuple[int, bool]:
    digits = re.match(r"[0-9]+", number)
    if digits:
        return int(digits.group()), False
    return roman_value(number) or 0, True
