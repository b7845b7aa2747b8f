"""Files that every office has: one locked by a password, one cut off while copying."""

from .pdf import as_pdf
from .text import Text


def as_locked_pdf(text: Text, password: str) -> bytes:
    """A PDF that asks for a password."""
    return as_pdf(text, password=password)


def as_cut_pdf(text: Text) -> bytes:
    """A PDF of which only the first part arrived: its objects are torn and its table is missing."""
    whole = as_pdf(text)
    return whole[: len(whole) // 12]
