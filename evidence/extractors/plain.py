"""Plain text, CSV and Markdown."""

import codecs
from pathlib import Path

from portal.files.filetypes import FileType

from .base import Extract, Limits, PageCollector

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"))


class PlainExtractor:
    """The text in parts of about three pages."""

    name = "own-text"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """Text without markup of its own."""
        return file_type.key in {"txt", "csv", "md"}

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text as UTF-8, UTF-16 or UTF-32 by its mark, else UTF-8, else Windows-1252."""
        # Four bytes are the most that one character takes.
        with open(path, "rb") as file:
            data = file.read(4 * limits.text_characters + 4)
            is_longer = bool(file.read(1))
        collector = PageCollector(limits)
        count = collector.add_parts(decode(data, is_cut=is_longer))
        is_cut = collector.is_cut or is_longer
        return Extract(tuple(collector.pages), max(1, count), ("cut",) if is_cut else ())


def decode(data: bytes, *, is_cut: bool = False) -> str:
    """Text of bytes whose encoding nobody tells; line ends as ``\\n``.

    ``is_cut``: the bytes may end within a letter, because the file is longer.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            break
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(data, final=not is_cut)
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
