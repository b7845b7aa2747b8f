"""Numbers of articles, chapters and lists as they stand in scanned laws."""

from __future__ import annotations

import re

# What scanning makes of digits, seen in Indonesian gazettes.
_LOOKALIKES = str.maketrans(
    {
        "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1", "L": "1", "T": "1",
        "t": "1", "|": "1", "!": "1", "r": "1", "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2",
        "g": "9", "q": "9", "b": "6", "a": "4",
    }
)  # fmt: skip
DIGIT_LIKE = "0-9OoQDIlLiTtSsBZzgq|!"
"""Inside a character class: digits and what they are mistaken for."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_LOOKALIKES = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "i": "I", "T": "I"})

_UNITS = (
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
ORDINAL = (
    r"(?:Pertama|Ke[ -]?(?:" + "|".join(_UNITS) + r")(?:[ ]?(?:belas|puluh)"
    r"(?:[ ](?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\b)?)?)"
)
"""Pattern of an ordinal word, to be used without regard to case: "Kesatu", "Kedua Belas"."""


def roman_value(text: str) -> int | None:
    """Value of a Roman numeral in its regular spelling, or None."""
    if not _ROMAN.fullmatch(text):
        return None
    total = 0
    for here, after in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if _ROMAN_VALUES.get(after, 0) > value else value
    return total


def to_roman(value: int) -> str:
    """The Roman numeral of 1 to 3999."""
    signs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for amount, sign in signs:
        while value >= amount:
            text, value = text + sign, value - amount
    return text


def roman_readings(text: str) -> list[tuple[int, str, bool]]:
    """Readings of a Roman number with a letter behind it ("IXA"): value, letter, damaged."""
    squeezed = text.replace(" ", "")
    mended = squeezed.translate(_ROMAN_LOOKALIKES)
    damaged = mended != text
    found = []
    whole = roman_value(mended)
    if whole:
        found.append((whole, "", damaged))
    if len(mended) > 1 and mended[-1] in "ABCDEFGH":
        value = roman_value(mended[:-1])
        if value:
            found.append((value, mended[-1], damaged))
    return found


def arabic_reading(text: str) -> tuple[int, bool] | None:
    """Value of digits with look-alikes and spaces among them, and whether it was mended."""
    squeezed = re.sub(r"\s+", "", text)
    if squeezed.isascii() and squeezed.isdigit():
        return int(squeezed[:6]), squeezed != text
    mended = squeezed.translate(_LOOKALIKES)
    if mended.isascii() and mended.isdigit() and len(mended) <= 4:
        return int(mended), True
    return None


def arabic_readings(text: str) -> list[tuple[int, bool]]:
    """All likely values, the likeliest first: scanning makes a T of a 7 as well as of a 1."""
    first = arabic_reading(text)
    readings = [first] if first else []
    if "T" in text.upper():
        other = arabic_reading(text.replace("T", "7").replace("t", "7"))
        readings += [(other[0], True)] if other else []
    return readings


def ordinal_value(text: str) -> int | None:
    """Value of an ordinal word ("Kesatu", "Pertama", "Kedua Belas", "Keduapuluh Satu")."""
    word = re.sub(r"[\s-]+", "", text.lower())
    if word == "pertama":
        return 1
    if not word.startswith("ke"):
        return None
    return _cardinal(word[2:])


def _cardinal(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS.index(word) + 1
    for position, unit in enumerate(_UNITS[:9], start=1):
        if not word.startswith(unit):
            continue
        rest = word[len(unit) :]
        if rest == "belas":
            return 10 + position
        if rest == "puluh":
            return 10 * position
        if rest.startswith("puluh") and rest[5:] in _UNITS[:9]:
            return 10 * position + _UNITS.index(rest[5:]) + 1
    return None


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens of a number, for keys."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
