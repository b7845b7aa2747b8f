"""Members of a ZIP-based document (Office, OpenDocument), checked before anything reads them.

The whole archive is unpacked once in a stream, counting: what it claims about sizes is not
believed, and a document that unpacks to too much never reaches a library.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

from lxml import etree

from portal.files.containers import (
    ContainerError,
    ZipEntry,
    locate_member,
    read_zip_directory,
    read_zip_member,
)

from .base import MESSAGE_UNPACKS, CannotRead, Locked

TOTAL_LIMIT = 400 * 1024 * 1024
RATIO_FROM = 30 * 1024 * 1024
RATIO_LIMIT = 150
ENTRIES_LIMIT = 10_000
XML_LIMIT = 100 * 1024 * 1024
_CHUNK = 256 * 1024


class TooMuch(CannotRead):
    """The archive unpacks to more than any honest document."""

    def __init__(self, detail: str) -> None:
        super().__init__(MESSAGE_UNPACKS, detail=detail)


@dataclass(frozen=True)
class Relation:
    """One relation of an Office part: where it points and of what type (last word)."""

    kind: str
    target: str
    is_external: bool


class Package:
    """A checked archive. Use as a context manager.

    Attributes:
        has_damage: Whether a member that is not XML (a picture, say) is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._file = open(path, "rb")  # noqa: SIM115 - 2026-11: closed by __exit__
        try:
            self._open(path)
        except BaseException:
            self._file.close()
            raise

    def _open(self, path: Path) -> None:
        try:
            directory = read_zip_directory(self._file, path.stat().st_size)
        except (ContainerError, struct.error) as error:
            raise CannotRead(detail=str(error)) from error
        if directory is None:
            raise CannotRead(detail="no directory")
        if len(directory.entries) > ENTRIES_LIMIT:
            raise TooMuch(f"{len(directory.entries)} entries")
        self._directory = directory
        self._members = {entry.name.lower().lstrip("/"): entry for entry in directory.entries}
        self.has_damage = False
        self._check(path.stat().st_size)

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> None:
        self._file.close()

    def _check(self, file_bytes: int) -> None:
        """Unpack every member once, counting and comparing check sums."""
        total = sum(entry.size_bytes for entry in self._directory.entries)
        _refuse_bomb(total, file_bytes)
        total = 0
        for entry in self._directory.entries:
            if entry.is_encrypted:
                raise Locked
            if entry.method not in (0, 8):
                self.has_damage = True
                continue
            size, is_whole = self._measure(entry, total, file_bytes)
            total += size
            if not is_whole and entry.name.lower().endswith((".xml", ".rels", ".vml")):
                raise CannotRead(detail=f"damaged member {entry.name!r}"[:200])
            self.has_damage = self.has_damage or not is_whole

    def _measure(self, entry: ZipEntry, before: int, file_bytes: int) -> tuple[int, bool]:
        """Real size of a member and whether it is whole."""
        try:
            self._file.seek(locate_member(self._file, self._directory, entry))
        except ContainerError:
            return 0, False
        left, size, crc = entry.compressed_bytes, 0, 0
        unpacker = zlib.decompressobj(-15) if entry.method == 8 else None
        try:
            while left > 0 and (packed := self._file.read(min(left, _CHUNK))):
                left -= len(packed)
                for piece in _unpack(unpacker, packed):
                    size += len(piece)
                    crc = zlib.crc32(piece, crc)
                    _refuse_bomb(before + size, file_bytes)
        except zlib.error:
            return size, False
        return size, crc == entry.crc and size == entry.size_bytes

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Names of members in lower case that begin and end so, in natural order."""
        found = (name for name in self._members if name.startswith(prefix)
                 and name.endswith(suffix))
        return sorted(found, key=lambda name: (len(name), name))

    def has(self, name: str) -> bool:
        """Whether a member of this name exists."""
        return name.lower().lstrip("/") in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes; empty when it is missing."""
        entry = self._members.get(name.lower().lstrip("/"))
        if entry is None:
            return b""
        if entry.size_bytes > XML_LIMIT:
            raise TooMuch(f"member of {entry.size_bytes} bytes")
        try:
            return read_zip_member(self._file, self._directory, entry,
                                   max(entry.size_bytes, entry.compressed_bytes) + 1)
        except ContainerError as error:
            raise CannotRead(detail=str(error)) from error

    def tree(self, name: str) -> etree._Element | None:
        """Root element of an XML member; None when it is missing or empty."""
        data = self.read(name)
        return parse_xml(data) if data.strip() else None

    def relations(self, part: str) -> dict[str, Relation]:
        """Relations of an Office part by id; targets inside the package are full names."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for node in root if root is not None else ():
            if not isinstance(node.tag, str):
                continue
            target = node.get("Target", "")
            is_external = node.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
            found[node.get("Id", "")] = Relation(
                node.get("Type", "").rpartition("/")[2], target.lstrip("/"), is_external)
        return found

    def fetches_content(self) -> bool:
        """Whether a program that opens the document fetches something from elsewhere.

        Plain links wait for a click and do not count.
        """
        for name in self.names(suffix=".rels"):
            folder, _, part = name.rpartition("/_rels/")
            relations = self.relations(posixpath.join(folder, part.removesuffix(".rels")))
            if any(relation.is_external and relation.kind.lower() not in _HARMLESS
                   and _REMOTE.match(relation.target) for relation in relations.values()):
                return True
        return False


_HARMLESS = {"hyperlink", "externallinkpath", "audio", "video", "media"}
# A template or picture on the author's own disk (file:///C:/...) is found nowhere else.
_REMOTE = re.compile(r"(?!file:/{1,3}[a-z][:|])(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > TOTAL_LIMIT or (
            unpacked > RATIO_FROM and unpacked > RATIO_LIMIT * max(packed, 1)):
        raise TooMuch(f"{packed} bytes unpack to {unpacked} or more")


def _unpack(unpacker: "zlib._Decompress | None", packed: bytes) -> Iterator[bytes]:
    if unpacker is None:
        yield packed
        return
    while packed:
        yield unpacker.decompress(packed, _CHUNK)
        packed = unpacker.unconsumed_tail


def parse_xml(data: bytes) -> etree._Element:
    """Parse without entities, network or giant trees.

    Raises:
        etree.XMLSyntaxError: no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False,
                             load_dtd=False, dtd_validation=False, remove_comments=True,
                             remove_pis=True)
    return etree.fromstring(data, parser)


def local(node: etree._Element) -> str:
    """Tag without its namespace: "strict" and older writers use other namespaces."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
