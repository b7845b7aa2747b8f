"""What reading a file gives, and what an extractor promises.

These are plain frozen values without Django, because they are made in a child process that
starts without it and travel to the parent as JSON.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from portal.files.filetypes import FileType, gettext_noop

Verdict = Literal["accepted", "marked", "refused"]
Outcome = Literal["read", "empty", "locked", "unreadable", "refused"]

MESSAGE_READ = gettext_noop("The text of this file was read and can be found by search.")
MESSAGE_PARTLY = gettext_noop(
    "The text of this file was read. Some pages are pictures without text; they cannot be found "
    "by their words.")
MESSAGE_CUT = gettext_noop(
    "The first part of this file was read. It is very long; the rest cannot be found by its "
    "words.")
MESSAGE_GARBLED = gettext_noop(
    "The text inside this file comes out as meaningless letters, so search cannot use it. The "
    "file itself is stored. Print it to PDF again if it should be found by its words.")
MESSAGE_EMPTY = gettext_noop(
    "No text was found inside, as in a scan. The file is stored and is found by its title and "
    "number.")
MESSAGE_PICTURE = gettext_noop("Pictures are found by title and number for now.")
MESSAGE_VIDEO = gettext_noop("Videos are stored and found by title and number.")
MESSAGE_LOCKED = gettext_noop(
    "The file is locked with a password. It is stored, but its text cannot be read. Save a copy "
    "without the password and upload it as a new version.")
MESSAGE_DAMAGED = gettext_noop(
    "The file is stored, but it is damaged and its text cannot be read. Open it in the program "
    "that made it, save it again and upload it as a new version.")
MESSAGE_XFA = gettext_noop(
    "This PDF is a form that only Adobe Reader shows. It is stored, but its text cannot be read. "
    "Open it in Adobe Reader, print it to PDF and upload that as a new version.")
MESSAGE_TOO_LONG = gettext_noop(
    "The file is stored, but reading it took too long and was stopped. Split it into smaller "
    "files or save it as PDF again.")
MESSAGE_TOO_MUCH = gettext_noop(
    "The file is stored, but reading it needs more memory than allowed. Split it into smaller "
    "files or save it as PDF again.")
MESSAGE_UNPACKS = gettext_noop(
    "The file is stored, but it unpacks to far more than it seems and was not opened. Save it "
    "again in the program that made it, or as PDF.")
MESSAGE_PIXELS = gettext_noop(
    "The picture is stored, but it has too many pixels to be shown. Save a smaller copy and "
    "upload it as a new version.")
MESSAGE_FORMAT = gettext_noop(
    "The file is stored, but the text of this kind of file cannot be read. Save it as PDF or "
    ".xlsx if it should be found by its words.")


@dataclass(frozen=True)
class Mark:
    """Something that a person should know about a file.

    Attributes:
        label: English message id.
        needs_attention: Whether it makes the verdict ``marked``; other marks only inform.
    """

    label: str
    needs_attention: bool


MARKS: dict[str, Mark] = {
    "macros": Mark(gettext_noop("Contains macros, which the portal never runs"), True),
    "javascript": Mark(gettext_noop("Contains scripts, which the portal never runs"), True),
    "launch": Mark(gettext_noop("Tries to start a program when opened"), True),
    "embedded_files": Mark(gettext_noop("Contains other files, which are not read"), True),
    "external_content": Mark(gettext_noop("Fetches content from elsewhere when opened"), True),
    "wrong_extension": Mark(gettext_noop("The name does not fit the kind of file"), True),
    "leading_bytes": Mark(gettext_noop("Other bytes come before the document"), True),
    "damaged_parts": Mark(gettext_noop("Some parts are damaged"), True),
    "garbled_text": Mark(gettext_noop("The text comes out as meaningless letters"), True),
    "locked": Mark(gettext_noop("Locked with a password"), True),
    "unreadable": Mark(gettext_noop("Its content cannot be read"), True),
    "cut": Mark(gettext_noop("Only the first part was read"), True),
    "xfa": Mark(gettext_noop("Form that only Adobe Reader shows"), True),
    "restricted": Mark(gettext_noop("Its author limited copying or printing"), False),
    "signed": Mark(gettext_noop("Carries a digital signature"), False),
    "earlier_versions": Mark(gettext_noop("Earlier versions can be recovered from it"), False),
    "location": Mark(gettext_noop("The photo carries the place where it was taken"), False),
    "pages_without_text": Mark(gettext_noop("Some pages are pictures without text"), False),
}


@dataclass(frozen=True)
class PageText:
    """Text of one page, slide, sheet or part.

    Attributes:
        number: Place in the file, from 1.
        label: What the file itself calls it (sheet name, "iv"); empty when only numbered.
        text: Unicode in composed form, without control characters but tab and line end.
        quality: 0 (meaningless letters) to 1 (words); see ``quality.text_quality``.
    """

    number: int
    label: str
    text: str
    quality: float = 1.0


@dataclass(frozen=True)
class Extract:
    """What an extractor found.

    Attributes:
        pages: Pages that have text, in order; pages without are left out.
        page_count: All pages of the file, with and without text.
        message: English message id where the usual one of the outcome does not fit.
        outcome: Set only when it does not follow from ``pages``.
        taken_at: When a photo says it was taken: local time of its clock, with zone if it
            tells one.
    """

    pages: tuple[PageText, ...]
    page_count: int
    marks: tuple[str, ...] = ()
    message: str = ""
    outcome: Outcome | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost.

    Attributes:
        seconds: Wall clock from start to verdict, start of the child included.
        memory_bytes: Address space of the child.
        pages: Pages read; further ones are only counted.
        text_characters: Characters kept of the whole file.
    """

    seconds: float = 20
    memory_bytes: int = 768 * 1024 * 1024
    pages: int = 2_000
    text_characters: int = 5_000_000


class CannotRead(Exception):
    """Reading came to an end that the person should be told about.

    Attributes:
        outcome: ``locked`` or ``unreadable``.
        message: English message id.
        marks: Marks found before.
        detail: Technical reason, for staff.
    """

    def __init__(self, message: str = MESSAGE_DAMAGED, *, outcome: Outcome = "unreadable",
                 marks: tuple[str, ...] = (), detail: str = "") -> None:
        super().__init__(detail or message)
        self.detail = detail
        self.message = message
        self.outcome: Outcome = outcome
        self.marks = marks


class Locked(CannotRead):
    """The file needs a password."""

    def __init__(self) -> None:
        super().__init__(MESSAGE_LOCKED, outcome="locked")


class Extractor(Protocol):
    """Reads the text of some kinds of file. Called in a limited child process only.

    Attributes:
        name: Library or method, stored with each page.
        version: Its version, so that pages can be read again after an update.
    """

    name: str
    version: str

    def accepts(self, file_type: FileType) -> bool:
        """Whether it reads this kind."""

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text of the file; the same bytes give the same pages.

        Raises:
            CannotRead: with the sentence for the person. Any other exception means that the
                file is damaged; the child turns it into that message.
        """


@dataclass(frozen=True)
class Reading:
    """The verdict on one file.

    Attributes:
        type: Media type decided from the content.
        kind: Key of the kind, for example ``"docx"``.
        verdict: Whether the portal takes it, and with a remark or without.
        outcome: What became of its text. Anything but ``refused`` is worth storing.
        message: English message id of one or two sentences for the person.
        marks: Keys of ``MARKS``.
        detail: Technical reason of an ``unreadable``, for staff; never shown as a sentence.
        seconds: Wall clock; peak_memory_mb: most memory of the child, in MB (10^6 bytes).
    """

    type: str
    verdict: Verdict
    outcome: Outcome
    message: str
    kind: str = ""
    marks: tuple[str, ...] = ()
    pages: tuple[PageText, ...] = ()
    page_count: int = 0
    reader: str = ""
    reader_version: str = ""
    taken_at: datetime | None = None
    seconds: float = 0.0
    peak_memory_mb: float = 0.0
    detail: str = ""

    @property
    def text_length(self) -> int:
        """Characters of all pages together."""
        return sum(len(page.text) for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """Plain values for the pipe."""
        values = asdict(self)
        values["taken_at"] = self.taken_at.isoformat() if self.taken_at else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Reading":
        """The same reading on the other side of the pipe."""
        taken_at = values["taken_at"]
        return cls(**{
            **values,
            "marks": tuple(values["marks"]),
            "pages": tuple(PageText(**page) for page in values["pages"]),
            "taken_at": datetime.fromisoformat(taken_at) if taken_at else None,
        })


def clean(text: str) -> str:
    """Text as it is stored: composed letters, no control characters, no lone surrogates.

    Databases refuse NUL, JSON refuses lone surrogates, and a soft hyphen splits words for
    search.
    """
    text = text.translate(_UNWANTED)
    if not text.isascii():
        # Word by word: sorting an endless run of accents takes the square of its length.
        text = "".join(unicodedata.normalize("NFC", word) for word in _WORDS.findall(text))
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


_WORDS = re.compile(r"\S{1,500}|\s+")
_UNWANTED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0xFEFF, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x09: "\t", 0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0xA0: " ", 0x2028: "\n",
    0x2029: "\n",
}


@dataclass
class PageCollector:
    """Gathers pages within the limits of pages and characters."""

    limits: Limits
    pages: list[PageText] = field(default_factory=list)
    is_cut: bool = False
    _characters: int = 0

    @property
    def is_full(self) -> bool:
        """Whether further text would be dropped."""
        return self._characters >= self.limits.text_characters

    def add(self, number: int, text: str, *, label: str = "", quality: float = 1.0) -> None:
        """Keep a page if it has text; what passes the limits is dropped and noted."""
        if number > self.limits.pages or (self.is_full and text.strip()):
            self.is_cut = True
            return
        text = clean(text)
        room = self.limits.text_characters - self._characters
        if len(text) > room:
            text, self.is_cut = text[:room], True
        if text.strip():
            self._characters += len(text)
            self.pages.append(PageText(number, clean(label)[:200], text, round(quality, 3)))

    def add_parts(self, text: str, *, size: int = 10_000) -> int:
        """Add a text without pages as parts of about ``size`` characters; returns their count.

        Parts end at a line end, so that no word is cut.
        """
        number = 0
        for part in _parts(text, size):
            number += 1
            self.add(number, part)
        return number


def _parts(text: str, size: int) -> Iterator[str]:
    start = 0
    while len(text) - start > size * 1.5:
        end = text.find("\n", start + size, start + 2 * size)
        if end < 0:
            end = text.find(" ", start + size, start + 2 * size)
        if end < 0:
            end = start + size
        yield text[start:end + 1]
        start = end + 1
    if text[start:].strip():
        yield text[start:]
