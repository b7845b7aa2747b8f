"""Text of Outlook messages (msg): head, body, names of attachments.

Source: [MS-OXMSG] sections 2.1 (property streams) and 2.2 (attachments);
[MS-OXRTFCP] section 3 (compressed RTF).
"""

import struct
from pathlib import Path

import olefile

from portal.files.filetypes import FileType

from .base import CannotRead, Extract, Limits, PageCollector
from .legacy_word import open_ole, read_stream
from .mail import text_of_html
from .plain import decode
from .rich_text import plain_of_rtf

_HEAD = (("Subject", "0037"), ("From", "0C1A"), ("", "5D01"), ("To", "0E04"), ("Cc", "0E03"))
_ATTACHMENTS_LIMIT = 1_000
_RTF_LIMIT = 32 * 1024 * 1024
_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")


class OutlookExtractor:
    """The message in parts."""

    name = "own-msg"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """Outlook messages."""
        return file_type.key == "msg"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Head, body (plain, else HTML, else RTF) and the names of attachments."""
        with open_ole(path) as ole:
            head = [f"{label}: {value}" if label else value
                    for label, code in _HEAD if (value := _property(ole, "", code))]
            body = _body(ole)
            attached = _attachments(ole)
        collector = PageCollector(limits)
        count = collector.add_parts("\n".join((*head, "", body, "", *attached)))
        marks = ["embedded_files"] if attached else []
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), max(1, count), tuple(marks))


def _property(ole: olefile.OleFileIO, folder: str, code: str) -> str:
    """A text property, Unicode or 8-bit; empty when it is missing."""
    wide = read_stream(ole, f"{folder}__substg1.0_{code}001F")
    if wide:
        return wide.decode("utf-16-le", "replace").strip("\0")
    return decode(read_stream(ole, f"{folder}__substg1.0_{code}001E")).strip("\0")


def _body(ole: olefile.OleFileIO) -> str:
    plain = _property(ole, "", "1000")
    if plain.strip():
        return plain.replace("\r\n", "\n")
    html = decode(read_stream(ole, "__substg1.0_10130102")) or _property(ole, "", "1013")
    if html.strip():
        return text_of_html(html)
    packed = read_stream(ole, "__substg1.0_10090102")
    if not packed:
        return ""
    return plain_of_rtf(unpack_rtf(packed).decode("latin-1"))


def _attachments(ole: olefile.OleFileIO) -> list[str]:
    folders = sorted({entry[0] for entry in ole.listdir(streams=True, storages=False)
                      if entry[0].startswith("__attach_version1.0_")})
    names = []
    for folder in folders[:_ATTACHMENTS_LIMIT]:
        name = _property(ole, f"{folder}/", "3707") or _property(ole, f"{folder}/", "3704")
        names.append(name or _property(ole, f"{folder}/", "3001") or folder)
    return names


def unpack_rtf(packed: bytes) -> bytes:
    """Unpack the compressed RTF of a message.

    Raises:
        CannotRead: it is damaged or unpacks to too much.
    """
    if len(packed) < 16:
        raise CannotRead(detail="short RTF")
    _, raw_size, kind, _ = struct.unpack_from("<4L", packed)
    if kind == 0x414C454D:
        return packed[16:16 + raw_size]
    if kind != 0x75465A4C or raw_size > _RTF_LIMIT:
        raise CannotRead(detail="unknown RTF packing")
    window = bytearray(_RTF_START.ljust(4096, b" "))
    write, place, text = len(_RTF_START), 16, bytearray()
    while place < len(packed) and len(text) < raw_size:
        control, place = packed[place], place + 1
        for bit in range(8):
            if place + 1 + (control >> bit & 1) > len(packed):
                return bytes(text)
            if control >> bit & 1:
                (reference,) = struct.unpack_from(">H", packed, place)
                place += 2
                start, length = reference >> 4, (reference & 0xF) + 2
                if start == write:
                    return bytes(text)
                piece = _copy(window, start, length, write)
            else:
                piece = [packed[place]]
                place += 1
                window[write] = piece[0]
            write = (write + len(piece)) % 4096
            text += bytes(piece)
    return bytes(text[:raw_size])


def _copy(window: bytearray, start: int, length: int, write: int) -> list[int]:
    """Copy within the ring, byte by byte, because source and target may overlap."""
    piece = []
    for step in range(length):
        value = window[(start + step) % 4096]
        window[(write + step) % 4096] = value
        piece.append(value)
    return piece
