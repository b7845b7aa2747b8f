"""Foreign text on paper: composed, escaped; what cannot be printed is seen to be missing."""

import unicodedata
from xml.sax.saxutils import escape

from .fonts import register_fonts

MISSING = "¤"
"""Stands for a letter that our fonts do not have."""


def printable(text: str) -> str:
    """NFC, one blank for line ends and tabs, ``MISSING`` for letters without a glyph.

    Marks that only modify a missing letter go with it, so that one emoji of several code
    points is one sign.
    """
    if text.isascii() and text.isprintable():
        return text
    known = register_fonts()
    signs: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if letter.isspace():
            signs.append(" ")
        elif category in {"Cc", "Cf", "Cs"}:
            continue
        elif ord(letter) in known:
            signs.append(letter)
        elif category[0] == "M" and signs and signs[-1] == MISSING:
            continue
        else:
            signs.append(MISSING)
    return "".join(signs)


def is_printable(text: str) -> bool:
    """Whether paper shows every letter of ``text``."""
    return MISSING not in printable(text).replace(MISSING, "", text.count(MISSING))


def paragraph_text(text: str) -> str:
    """Text for a reportlab paragraph: printable, markup escaped."""
    return escape(printable(text))
