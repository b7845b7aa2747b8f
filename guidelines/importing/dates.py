"""Dates in Indonesian words, also as scanning left them."""

from __future__ import annotations

import difflib
import re
from datetime import date

from .numbers import DIGIT_LIKE, arabic_reading

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_OLD_SPELLINGS = {"pebruari": 2, "nopember": 11, "djanuari": 1, "djuni": 6, "djuli": 7, "mai": 5}
_DATE = re.compile(
    rf"(?P<day>[{DIGIT_LIKE}](?:[ ]?[{DIGIT_LIKE}](?![A-Za-z]))?)[ \t\n]*"
    r"(?P<month>[A-Za-z1|!]{3,10})[ \t\n]*"
    rf"(?P<year>[12lI][ ]?[{DIGIT_LIKE}](?:[ ]?[{DIGIT_LIKE}]){{2}})"
)


def find_date(text: str) -> date | None:
    """The first date in a short text, or None: "27 Maret 1991", also "29 April 2OL9"."""
    for match in _DATE.finditer(text):
        day, year = arabic_reading(match["day"]), arabic_reading(match["year"])
        month = month_number(match["month"])
        if day is None or year is None or month is None or not 1900 <= year[0] <= 2199:
            continue
        try:
            return date(year[0], month, day[0])
        except ValueError:
            continue  # no such day: read on
    return None


def month_number(word: str) -> int | None:
    """1 to 12 of a month's name, also misspelt by scanning, or None."""
    name = word.lower().translate(str.maketrans("1|!", "lll"))
    if name in _OLD_SPELLINGS:
        return _OLD_SPELLINGS[name]
    likest = difflib.get_close_matches(name, MONTHS, n=1, cutoff=0.75)
    return MONTHS.index(likest[0]) + 1 if likest else None
