"""Text of Word 97-2003 documents (doc), read from their piece table.

An own reader instead of a tool that one machine has and the next lacks: the same bytes give
the same pages everywhere. The piece table lists all text of the document in order: body,
footnotes, headers, comments, endnotes, text boxes.

Source: [MS-DOC] sections 2.5.1 (FIB) and 2.9.177 (Plcfpcd).
"""

import re
import struct
from pathlib import Path

import olefile

from portal.files.filetypes import FileType

from .base import MESSAGE_DAMAGED, CannotRead, Extract, Limits, Locked, PageCollector

STREAM_LIMIT = 64 * 1024 * 1024
PIECES_LIMIT = 200_000
_WORD_97 = 0x00C1
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]{0,4000}(?:\x14|(?=\x15))")
_MARKS = {0x02: "", 0x05: "", 0x07: "\t", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n",
          0x13: "", 0x14: "", 0x15: "", 0x1E: "-", 0x1F: "", 0xA0: " ", 0x01: "", 0x08: ""}


class LegacyWordExtractor:
    """The whole text in parts; field codes are left out, their results kept."""

    name = "own-doc"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """Word documents in the OLE form."""
        return file_type.key == "doc"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text of body, notes, headers and text boxes, in the order of the file.

        Raises:
            Locked: it is encrypted.
            CannotRead: it is damaged, or older than Word 6.
        """
        with open_ole(path) as ole:
            text = _text(ole)
        collector = PageCollector(limits)
        count = collector.add_parts(text)
        return Extract(tuple(collector.pages), max(1, count), ("cut",) if collector.is_cut else ())


def open_ole(path: Path) -> olefile.OleFileIO:
    """Open an OLE file.

    Raises:
        CannotRead: its tables are damaged.
    """
    try:
        return olefile.OleFileIO(str(path))
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise CannotRead(MESSAGE_DAMAGED, detail=str(error)[:200]) from error


def read_stream(ole: olefile.OleFileIO, name: str) -> bytes:
    """A stream's bytes up to the limit; empty when it is missing."""
    return ole.openstream(name).read(STREAM_LIMIT) if ole.exists(name) else b""


def _text(ole: olefile.OleFileIO) -> str:
    document = read_stream(ole, "WordDocument")
    if len(document) < 0x20:
        raise CannotRead(detail="no text stream")
    identity, age = struct.unpack_from("<2H", document)
    (flags,) = struct.unpack_from("<H", document, 0x0A)
    if identity not in (0xA5EC, 0xA5DC):
        raise CannotRead(detail="no Word header")
    if flags & 0x0100:
        raise Locked
    if age < _WORD_97:
        start, end = struct.unpack_from("<2L", document, 0x18)
        return _plain(document[start:end].decode("cp1252", "replace"))
    table = read_stream(ole, "1Table" if flags & 0x0200 else "0Table")
    place, length = struct.unpack_from("<2L", document, 0x01A2)
    pieces = _pieces(table[place:place + length])
    return _plain("".join(_piece(document, *piece) for piece in pieces))


def _pieces(complex_part: bytes) -> list[tuple[int, int]]:
    """Length in characters and file position word of each piece."""
    place = 0
    while place + 5 <= len(complex_part) and complex_part[place] == 1:
        place += 3 + struct.unpack_from("<H", complex_part, place + 1)[0]
    if place + 5 > len(complex_part) or complex_part[place] != 2:
        raise CannotRead(detail="no piece table")
    (length,) = struct.unpack_from("<L", complex_part, place + 1)
    body = complex_part[place + 5:place + 5 + length]
    count = (len(body) - 4) // 12
    if not 0 < count <= PIECES_LIMIT:
        raise CannotRead(detail=f"{count} pieces")
    ends = struct.unpack_from(f"<{count + 1}L", body)
    found = []
    for index in range(count):
        (position,) = struct.unpack_from("<L", body, 4 * (count + 1) + 8 * index + 2)
        found.append((max(0, ends[index + 1] - ends[index]), position))
    return found


def _piece(document: bytes, characters: int, position: int) -> str:
    start = position & 0x3FFFFFFF
    if position & 0x40000000:
        return document[start // 2:start // 2 + characters].decode("cp1252", "replace")
    return document[start:start + 2 * characters].decode("utf-16-le", "replace")


def _plain(text: str) -> str:
    """Without field codes and with Word's own marks as tabs and line ends."""
    for _ in range(4):  # fields lie in fields; deeper ones are rare and harmless
        text, found = _FIELD_CODE.subn("", text)
        if not found:
            break
    text = text.replace("\x07\x07", "\t\n")
    return text.translate(_MARKS)
