"""Bytes of a text file as text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, how it was read, and how many bytes no reading was found for."""

    text: str
    encoding: str
    replaced: int = 0


def decode(raw: bytes) -> Decoded:
    """Read UTF-8, UTF-16 with its mark, or else Windows-1252, which Indonesian offices used.

    A byte order mark is no part of the text. Line ends, also CRLF, and control
    characters stay as they are, so that places in the text count them. Bytes
    that Windows-1252 does not know become U+FFFD and are counted.
    """
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    elif raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", errors="replace")
        return Decoded(text, "utf-16", text.count(REPLACEMENT))
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        return Decoded(text, "cp1252", text.count(REPLACEMENT))


def normalize(raw: bytes) -> str:
    """The text alone of ``decode``."""
    return decode(raw).text
