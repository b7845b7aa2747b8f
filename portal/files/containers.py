"""Bounded readers for the tables of contents of ZIP and OLE files.

They read a few hundred kilobytes of any file, whatever it claims about itself, and
follow no chain twice. Enough to tell what a file is; reading its text is the work of the
extractors, in a limited process.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

ZIP_DIRECTORY_LIMIT = 4 * 1024 * 1024
ZIP_ENTRIES_LIMIT = 20_000
LOST_BYTES_LIMIT = 4_096
OLE_CHAIN_LIMIT = 4_096
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_EOCD = struct.Struct("<4s4H2LH")
_EOCD_MAGIC = b"PK\x05\x06"
_EOCD64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


class ContainerError(ValueError):
    """A table of contents that contradicts itself or passes the limits."""


@dataclass(frozen=True)
class ZipEntry:
    """One row of a ZIP directory; sizes in bytes, as claimed by the file."""

    name: str
    flags: int
    method: int
    crc: int
    compressed_bytes: int
    size_bytes: int
    header_offset: int

    @property
    def is_encrypted(self) -> bool:
        """Whether the member itself is packed with a password."""
        return bool(self.flags & 1)


@dataclass(frozen=True)
class ZipDirectory:
    """A ZIP directory.

    Attributes:
        entries: Its rows in order.
        shift: Where the directory really lies minus where it says; positive when other bytes
            precede the archive, negative when some were lost.
        ends_exactly: Nothing follows the directory.
    """

    entries: tuple[ZipEntry, ...]
    shift: int
    ends_exactly: bool

    def find(self, name: str) -> ZipEntry | None:
        """The entry of this name, upper and lower case being equal."""
        wanted = name.lower()
        return next((entry for entry in self.entries if entry.name.lower() == wanted), None)


def read_zip_directory(file: BinaryIO, size_bytes: int) -> ZipDirectory | None:
    """Directory of a ZIP file, or None when the file has no end record.

    Raises:
        ContainerError: the directory is larger than the limits, or contradicts itself.
    """
    tail_start = max(0, size_bytes - 65_557)
    file.seek(tail_start)
    tail = file.read(65_557)
    found = tail.rfind(_EOCD_MAGIC)
    while found >= 0 and len(tail) - found < _EOCD.size:
        found = tail.rfind(_EOCD_MAGIC, 0, found)
    if found < 0:
        return None
    _, _, _, _, count, length, offset, comment = _EOCD.unpack_from(tail, found)
    ends_exactly = found + _EOCD.size + comment == len(tail)
    end = tail_start + found
    if count == 0xFFFF or length == 0xFFFFFFFF or offset == 0xFFFFFFFF:
        wide = _read_zip64(file, end)
        if wide is not None:
            end, count, length, offset = wide
    if length > ZIP_DIRECTORY_LIMIT or count > ZIP_ENTRIES_LIMIT:
        raise ContainerError("directory too large")
    start = end - length
    if start < 0 or start - offset < -LOST_BYTES_LIMIT:
        raise ContainerError("directory lies outside the file")
    file.seek(start)
    return ZipDirectory(tuple(_entries(file.read(length))), start - offset, ends_exactly)


def _read_zip64(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    if end < _LOCATOR64.size:
        return None
    file.seek(end - _LOCATOR64.size)
    magic, _, place, _ = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
    if magic != b"PK\x06\x07" or place > end:
        return None
    file.seek(place)
    record = file.read(_EOCD64.size)
    if len(record) < _EOCD64.size or record[:4] != b"PK\x06\x06":
        return None
    *_, count, length, offset = _EOCD64.unpack(record)
    return place, count, length, offset


def _entries(directory: bytes) -> list[ZipEntry]:
    entries = []
    place = 0
    while place + _CENTRAL.size <= len(directory):
        (magic, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length,
         comment_length, _, _, _, offset) = _CENTRAL.unpack_from(directory, place)
        if magic != b"PK\x01\x02":
            raise ContainerError("directory row without its mark")
        place += _CENTRAL.size
        raw_name = directory[place:place + name_length]
        extra = directory[place + name_length:place + name_length + extra_length]
        place += name_length + extra_length + comment_length
        size, packed, offset = _widen(extra, size, packed, offset)
        entries.append(ZipEntry(_decode_name(raw_name, flags), flags, method, crc, packed, size,
                                offset))
        if len(entries) > ZIP_ENTRIES_LIMIT:
            raise ContainerError("too many entries")
    return entries


def _widen(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Replace 32-bit place holders by the 64-bit values of extra field 1."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            body = extra[place + 4:place + 4 + length]
            wide = list(struct.unpack_from(f"<{len(body) // 8}Q", body))
            if size == 0xFFFFFFFF and wide:
                size = wide.pop(0)
            if packed == 0xFFFFFFFF and wide:
                packed = wide.pop(0)
            if offset == 0xFFFFFFFF and wide:
                offset = wide.pop(0)
            break
        place += 4 + length
    return size, packed, offset


def locate_member(file: BinaryIO, directory: ZipDirectory, entry: ZipEntry) -> int:
    """Position of the packed bytes of a member, checked by the name in its own header.

    Raises:
        ContainerError: no such header where the directory, or its shift, says.
    """
    for place in (entry.header_offset + directory.shift, entry.header_offset):
        if place < 0:
            continue
        file.seek(place)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            continue
        *_, name_length, extra_length = _LOCAL.unpack(header)
        if _decode_name(file.read(name_length), entry.flags) == entry.name:
            return place + _LOCAL.size + int(name_length) + int(extra_length)
    raise ContainerError("member without its header")


def read_zip_member(
        file: BinaryIO, directory: ZipDirectory, entry: ZipEntry, limit: int) -> bytes:
    """Up to ``limit`` bytes of one member; nothing more is unpacked.

    Raises:
        ContainerError: encrypted, packed by an unknown method, or damaged.
    """
    if entry.is_encrypted or entry.method not in (0, 8):
        raise ContainerError("member cannot be unpacked")
    file.seek(locate_member(file, directory, entry))
    packed = file.read(min(entry.compressed_bytes, limit))
    if entry.method == 0:
        return packed
    try:
        return zlib.decompressobj(-15).decompress(packed, limit)
    except zlib.error as error:
        raise ContainerError("member is damaged") from error


def _decode_name(raw: bytes, flags: int) -> str:
    return raw.decode("utf-8" if flags & 0x800 else "cp437", "replace").replace("\\", "/")


def first_member_name(head: bytes) -> str:
    """Name in the local header at the start of a ZIP file that lost its directory."""
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        return ""
    *_, name_length, _ = _LOCAL.unpack_from(head)
    return head[_LOCAL.size:_LOCAL.size + name_length].decode("cp437").replace("\\", "/")


def read_ole_root(file: BinaryIO, size_bytes: int) -> tuple[bytes, frozenset[str]]:
    """Class id of the root and the names of its direct children.

    Raises:
        ContainerError: the header or the directory is damaged.
    """
    file.seek(0)
    header = file.read(512)
    if len(header) < 512 or header[:8] != OLE_MAGIC:
        raise ContainerError("no OLE header")
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in (9, 12):
        raise ContainerError("unknown sector size")
    sector_size = 1 << shift
    (first_directory,) = struct.unpack_from("<L", header, 48)
    first_difat, _ = struct.unpack_from("<2L", header, 68)
    fat_sectors = list(struct.unpack_from("<109L", header, 76))

    def sector(number: int) -> bytes:
        place = (number + 1) << shift
        if place >= size_bytes:
            raise ContainerError("sector outside the file")
        file.seek(place)
        data = file.read(sector_size)
        return data.ljust(sector_size, b"\0")

    per_sector = sector_size // 4
    number, steps = first_difat, 0
    while number < 0xFFFFFFFA and steps < OLE_CHAIN_LIMIT:
        block = struct.unpack(f"<{per_sector}L", sector(number))
        fat_sectors.extend(block[:-1])
        number, steps = block[-1], steps + 1

    directory = bytearray()
    seen: set[int] = set()
    number = first_directory
    while number < 0xFFFFFFFA and number not in seen and len(seen) < OLE_CHAIN_LIMIT:
        seen.add(number)
        directory += sector(number)
        slot, place = divmod(number, per_sector)
        if slot >= len(fat_sectors) or fat_sectors[slot] >= 0xFFFFFFFA:
            break
        (number,) = struct.unpack_from("<L", sector(fat_sectors[slot]), place * 4)
    return _root_children(bytes(directory))


def _root_children(directory: bytes) -> tuple[bytes, frozenset[str]]:
    count = len(directory) // 128
    if count == 0:
        raise ContainerError("no directory")
    (child,) = struct.unpack_from("<L", directory, 76)
    names = set()
    seen: set[int] = set()
    waiting = [child]
    while waiting:
        index = waiting.pop()
        if index >= count or index in seen:
            continue
        seen.add(index)
        place = index * 128
        name_length, = struct.unpack_from("<H", directory, place + 64)
        raw = directory[place:place + max(0, min(64, name_length) - 2)]
        names.add(raw.decode("utf-16-le", "replace"))
        waiting.extend(struct.unpack_from("<2L", directory, place + 68))
    return directory[80:96], frozenset(names)
