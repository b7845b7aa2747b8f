"""Items of lists: ``a.`` over ``1.`` over ``a)`` over ``1)`` (items 87 to 95).

Read from front to back with the lists that are open: an item is one that
continues an open list or begins a new one, or has the number of the item right
before it; everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .noise import Noise
from .numbers import arabic_reading
from .surroundings import before_on_line, is_twin

_ITEM = re.compile(
    r"(?<![\w(./-])(?P<number>[a-z]{1,2}|[0-9lItToOSZ]{1,3}(?:[ ][0-9lI])?)"
    r"(?P<letter>(?<=[0-9])[a-h])?(?P<sign>[.)])(?=\s+\S|\s*$)"
)
_COMMENT_ITEM = re.compile(
    r"(?<!\w)(?P<word>Huruf|HURUF|Angka|ANGKA)[ ]?(?P<number>[a-z]{1,2}|[0-9lIO]{1,3})"
    r"(?P<letter>(?<=[0-9])[a-h])?(?P<sign>[.:)]?)(?=\s|$)"
)
_ENDED = re.compile(r"(?:[;:,.”\"]|(?:;|,)[ ]?(?:dan|atau|dan/atau))[\s*_^–-]*$")
MOST_LEVELS = 4
LONGEST_SKIP = 2


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: ``level`` 0 is the outermost; ``lettered`` tells huruf from angka."""

    start: int
    end: int
    level: int
    lettered: bool
    number: str
    damaged: bool
    skipped: tuple[str, ...]


@dataclass(slots=True)
class _List:
    sort: str
    value: int
    letter: str = ""


def find_items(
    text: str, start: int, stop: int, noise: Noise, *, comment: bool = False
) -> Iterator[Item]:
    """Items between two places in order; with ``comment`` they read "Huruf a", "Angka 1"."""
    pattern = _COMMENT_ITEM if comment else _ITEM
    open_lists: list[_List] = []
    lasts: list[Item] = []
    for match in pattern.finditer(text, start, stop):
        if noise.covers(match.start()):
            continue
        fresh = before_on_line(text, match.start()) == ""
        close = match.start() - start < 40 and not text[start : match.start()].strip(" \t\r\n*_^.")
        if not (
            fresh
            or close
            or comment
            or _ENDED.search(text[max(start, match.start() - 14) : match.start()])
        ):
            continue
        item = _take(match, open_lists, fresh or close)
        if item is None and fresh and not comment:
            item = _twin(text, stop, match, open_lists, lasts, noise)
        if item is not None:
            lasts[item.level :] = [item]
            yield item


def _twin(
    text: str, stop: int, match: re.Match[str], open_lists: list[_List], lasts: list[Item],
    noise: Noise,
) -> Item | None:  # fmt: skip
    """A second item with the number of the last one of an open list; None where it is none."""
    for sort, value, damaged in _readings(match):
        if damaged:
            continue
        for level in range(len(lasts) - 1, -1, -1):
            held, before = open_lists[level], lasts[level]
            if (sort, value, match["letter"] or "") != (held.sort, held.value, held.letter):
                continue
            # a first item behind inner ones rather begins one more inner list
            inner = value == 1 and level < len(lasts) - 1
            if inner or before.damaged:
                return None
            if is_twin(text, before.end, match.start(), match.end(), stop, noise):
                del open_lists[level + 1 :]
                return _item(match, level, sort, value, held.letter, False, ())
            return None
    return None


def _take(match: re.Match[str], open_lists: list[_List], fresh: bool) -> Item | None:
    """The item at this place, and the open lists changed by it; None where it fits nowhere."""
    for sort, value, damaged in _readings(match):
        letter = match["letter"] or ""
        for level in range(len(open_lists) - 1, -1, -1):
            held = open_lists[level]
            if held.sort != sort:
                continue
            step = value - held.value
            continues = step == 1 and not letter or (step == 0 and letter > held.letter)
            skips = fresh and not damaged and 1 < step <= LONGEST_SKIP + 1
            if continues or skips:
                skipped = tuple(_number(sort, n) for n in range(held.value + 1, value))
                del open_lists[level + 1 :]
                open_lists[level] = _List(sort, value, letter)
                return _item(match, level, sort, value, letter, damaged, skipped)
            break
        else:
            if value == 1 and len(open_lists) < MOST_LEVELS:
                open_lists.append(_List(sort, 1))
                return _item(match, len(open_lists) - 1, sort, 1, letter, damaged, ())
    return None


def _item(
    match: re.Match[str], level: int, sort: str, value: int, letter: str, damaged: bool,
    skipped: tuple[str, ...],
) -> Item:  # fmt: skip
    number = _number(sort, value) + letter
    return Item(match.start(), match.end(), level, sort[0] == "a", number, damaged, skipped)


def _number(sort: str, value: int) -> str:
    if sort[0] != "a":
        return str(value)
    first, second = divmod(value - 1, 26)
    return (chr(96 + first) if first else "") + chr(97 + second)


def _readings(match: re.Match[str]) -> Iterator[tuple[str, int, bool]]:
    raw, sign = match["number"], match["sign"] or "."
    word = match.groupdict().get("word")
    if raw.isascii() and raw.isalpha() and raw.islower():
        if len(raw) == 1:
            yield "a" + sign, ord(raw) - 96, False
        elif raw[0] in "ab" and (word or raw[0] == "a"):
            yield "a" + sign, 26 * (ord(raw[0]) - 96) + ord(raw[1]) - 96, False
    if word is not None and word.lower() == "huruf":
        return
    number = arabic_reading(raw)
    if number and 0 < number[0] < 400:
        yield "1" + sign, number[0], number[1]
