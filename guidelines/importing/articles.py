"""Which "Pasal N" is a heading, and which only speaks of an article.

Every occurrence is weighed by its surroundings; then the heaviest rising chain
is taken (``chain``). So a heading in the middle of a line is found, and a
reference at the beginning of one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chain import MAX_NUMBER, Candidate
from .noise import Noise
from .numbers import DIGIT_LIKE, arabic_reading, arabic_readings, roman_readings
from .surroundings import after_on_line, before_on_line, ended, refers, speaks_on

_WORD = r"(?<![A-Za-z0-9/-])[Pp][aA][sS][aA][lLI1!|]"
_ARTICLE = re.compile(
    rf"{_WORD}(?P<space>[ \t_*^.]{{0,3}}\n?[ \t]*)"
    rf"(?P<number>[{DIGIT_LIKE}]{{1,4}}(?P<second>(?:[ ][{DIGIT_LIKE}]{{1,2}}){{1,2}}(?![\w)]))?)"
    r"(?P<letter>[ ]?[A-Z]{1,2}|[a-h])?(?![A-Za-z0-9/])"
)
_ROMAN_ARTICLE = re.compile(
    rf"{_WORD}[ \t_*^.]{{0,3}}\n?[ \t]*(?P<number>[IVXl1|!T]{{1,6}})(?![A-Za-z0-9])"
)
_FIRST_PARAGRAPH = re.compile(r"[\s*_.]*[(\[{]?\s?[1lIiL|][)\]}I1lt]\s")
_COMMENT = re.compile(r"[\s*_.:]*(?:Cukup|Ayat|Huruf|Angka|Yang[ ]dimaksud|Lihat)")
_SENTENCE = re.compile(r"[\s*_.:]+[A-Z“\"(]")
_GOES_ON = re.compile(r"[\s*_]*[a-z]")
_QUOTE_LED = re.compile(r"(?:berbunyi|menjadi|diubah|ditambah|baru)[^.]{0,80}:[\s\"“”'*_]*$")

_LISTED = re.compile(r";\s*(?:dan|atau|dan/atau)\s*$")
"""The last item but one of a list ends so (item 88): no reference begins here."""

LEAST_WEIGHT = -2.0
"""Below this a place is a reference, even where a number is missing."""
MISREAD = 3.0
"""What speaks against reading a clear 7 as a 1."""
STRONG = 5.0
"""From this on a place is a heading wherever it stands."""


def candidates(
    text: str, start: int, stop: int, noise: Noise, *, quoted: bool = False
) -> list[Candidate]:
    """Every "Pasal N" with Arabic number that may be a heading, in order of place.

    With ``quoted`` headings of a quoted law are wanted: what speaks against them
    elsewhere (a quotation mark, "berbunyi sebagai berikut:") speaks for them.
    """
    found = []
    for match in _ARTICLE.finditer(text, start, stop):
        if noise.covers(match.start()):
            continue
        for number, letter, end, damaged, malus in _readings(text, match):
            weight = _weight(text, match.start(), end, noise, quoted) - malus
            if weight > LEAST_WEIGHT:
                found.append(_candidate(text, match.start(), end, number, letter, weight, damaged))
    return found


def roman_candidates(text: str, start: int, stop: int, noise: Noise) -> list[Candidate]:
    """Every "Pasal I" of an amending law (item 231), also where scanning made "Pasal 11" of it."""
    found = []
    for match in _ROMAN_ARTICLE.finditer(text, start, stop):
        if noise.covers(match.start()):
            continue
        for value, letter, damaged in roman_readings(match["number"]):
            if letter or value > 20:
                continue
            weight = _weight(text, match.start(), match.end(), noise) - (2 if damaged else 0)
            if weight > LEAST_WEIGHT:
                found.append(
                    _candidate(text, match.start(), match.end(), value, "", weight, damaged)
                )
    return found


def _candidate(
    text: str, start: int, end: int, number: int, letter: str, weight: float, damaged: bool
) -> Candidate:
    alone = before_on_line(text, start) == "" and after_on_line(text, end) == ""
    return Candidate(start, end, number, letter, weight, damaged, alone, text[start:end])


def _readings(text: str, match: re.Match[str]) -> Iterator[tuple[int, str, int, bool, float]]:
    """Number, letter, end, whether mended, and what speaks against this reading."""
    number, letter, end = match["number"], match["letter"] or "", match.end()
    if (
        letter.startswith(" ")
        and text[end : end + 1] not in ("\n", "")
        and (text[end : end + 2] != " (")
    ):
        letter, end = "", match.end("number")
    letter = letter.strip()
    glued = match["space"] == "" and number[:1].isdigit()
    for value, mended in arabic_readings(number):
        if 0 < value <= MAX_NUMBER:
            # "Pasal 4 1. Badan": rather article 4 and item 1
            item = 1.5 if match["second"] and text[end : end + 1] in (".", ")") else 0.0
            yield value, letter, end, mended or glued, item + (0.5 if mended else 0.0)
    if "7" in number and number.isdigit() and not letter:
        yield int(number.replace("7", "1")), "", end, True, MISREAD
    if number[-1] in "BD" and number[:-1].isascii() and number[:-1].isdigit() and not letter:
        # an inserted article (item 234), rather than 8 or 0 misread
        yield int(number[:-1]), number[-1], match.end(), False, 0.0
    if match["second"]:
        end = match.start("second")
        first = arabic_reading(text[match.start("number") : end])
        if first and 0 < first[0] <= MAX_NUMBER:
            yield first[0], "", end, first[1], 1.5


def _weight(text: str, start: int, end: int, noise: Noise, quoted: bool = False) -> float:
    """How much speaks for a heading here; a heading on a line of its own has 6."""
    before, after = before_on_line(text, start), after_on_line(text, end)
    weight = -1.5 if text[start] == "p" else 0.0
    if refers(text, start) and not _LISTED.search(text[max(0, start - 16) : start]):
        weight -= 3 if before == "" and after == "" else 7
    if speaks_on(text, end):
        weight -= 3 if after == "" else 5
    if text[max(0, start - 1) : start] in ("(", "“", '"', "”"):
        weight += 2 if quoted else -4
    if _QUOTE_LED.search(text[max(0, start - 120) : start]):
        weight += 3 if quoted else -4
    weight += _place_weight(text, start, before, noise)
    if after == "":
        weight += 3 if before == "" else 1
        return weight
    follow = text[end : end + 40]
    if _FIRST_PARAGRAPH.match(follow) or _COMMENT.match(follow):
        weight += 3
    elif _SENTENCE.match(follow):
        weight += 1
    if _GOES_ON.match(follow):
        weight -= 3
    return weight


def _place_weight(text: str, start: int, before: str | None, noise: Noise) -> float:
    if before == "":
        return 3.0
    if ended(text, start, noise):
        return 2.5
    lead = text[max(0, start - 60) : start].rstrip()
    if lead.endswith(","):
        return -3.0
    word = re.search(r"[^\s]+$", lead)
    # behind the title of a chapter or part: "Pembinaan Kinerja Pasal 30 (1)"
    return 0.5 if word and word.group()[:1].isupper() else 0.0
