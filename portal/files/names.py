"""File names: how they are kept, and under which one bytes leave the house."""

import re
import unicodedata
from pathlib import PurePosixPath

from .filetypes import ACCEPTED, EXTENSIONS_OF, FAMILY_VIDEO

LONGEST_NAME = 255
_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
JOINER = "\u200d"
# What may stand between a picture and the joiner: its style and its skin tone.
_MODIFIERS = frozenset(["\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))])
_BY_MIME = {row.mime: row for row in ACCEPTED.values()}


def clean_name(name: str) -> str:
    """A name as it may be shown and sent: one line, composed letters, no path, nothing invisible.

    Control and format characters go (a right-to-left override makes ``exe.fdp``
    look like ``pdf.exe``), except the joiner inside an emoji; every kind of blank and
    break is one blank. The extension survives the cut at 255 characters.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    name = _SPACES.sub(" ", name)
    name = "".join(
        letter
        for place, letter in enumerate(name)
        if unicodedata.category(letter) not in _INVISIBLE or _joins_emoji(name, place)
    )
    name = name.strip().lstrip(".") or "berkas"
    if len(name) <= LONGEST_NAME:
        return name
    suffix = PurePosixPath(name).suffix[:20]
    return name[: LONGEST_NAME - len(suffix)] + suffix


def _joins_emoji(name: str, place: int) -> bool:
    """Whether a letter is the joiner between two pictures, without which they fall apart."""
    if name[place] != JOINER or not 0 < place < len(name) - 1:
        return False
    before, after = name[place - 1], name[place + 1]
    return (before in _MODIFIERS or _is_picture(before)) and _is_picture(after)


def _is_picture(letter: str) -> bool:
    # Arrows of some sequences count as mathematics.
    return unicodedata.category(letter) == "So" or "\u2190" <= letter <= "\u21ff"


def served_name(name: str, mime: str) -> str:
    """The name with an extension that fits the content, so that a desktop opens what was checked.

    A known but wrong extension is replaced, an unknown or missing one is followed by the
    right one. Types we do not know keep their name.
    """
    kind = _BY_MIME.get(mime)
    name = clean_name(name)
    if kind is None or not kind.extension:
        return name
    suffix = PurePosixPath(name.rstrip(". ")).suffix.lstrip(".").lower()
    if suffix in kind.extensions:
        return name
    stem = name[: -len(suffix) - 1] if suffix in EXTENSIONS_OF else name
    return f"{stem.rstrip('. ') or 'berkas'}.{kind.extension}"


def page_unit(mime: str) -> str:
    """What people count in a file of this type: ``page``, ``sheet``, ``slide``, or "" for nothing.

    Running text and mail are cut into parts only for reading; a video has no pages.
    """
    kind = _BY_MIME.get(mime)
    if kind is None or kind.page_unit == "part" or kind.family == FAMILY_VIDEO:
        return ""
    return kind.page_unit


def type_label(mime: str) -> str:
    """English message id of a type's name; the type itself where we know no name."""
    kind = _BY_MIME.get(mime)
    return kind.label if kind is not None else mime
