"""Files that every office has: one locked by a password, one cut off while copying."""

from .pdf import as_pdf
from .text import Text


def as_locked_pdf(text: Text, password: str) -> bytes:
    """A PDF that asks for a password."""
    return as_pdf(text, password=password)


def cut(whole: bytes) -> bytes:
    """The first twelfth of a file, as a copy leaves it that was interrupted."""
    return whole[: len(whole) // 12]
