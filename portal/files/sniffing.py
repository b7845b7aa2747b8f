"""Tell what a file is from its content, never from its name.

Pure and bounded: whatever the file claims, at most some hundred kilobytes from its head,
middle and tail and a limited table of contents are read, nothing is run and no library of
the format is asked. Safe in a web process.

The name, where given, only chooses between equals (CSV or plain text), refuses a text that a
desktop would run, and marks a name that does not fit its content.
"""

import codecs
import os
import re
import stat
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from portal.files.containers import (
    OLE_MAGIC,
    ContainerError,
    ZipDirectory,
    first_member_name,
    read_ole_root,
    read_zip_directory,
    read_zip_member,
)
from portal.files.filetypes import (
    ACCEPTED,
    EXTENSIONS_OF,
    MARK_EMBEDDED,
    MARK_LEADING,
    MARK_MACROS,
    MARK_NAME,
    REFUSED,
    RUNNABLE_EXTENSIONS,
    FileType,
)
from portal.files.written import decide_text, starts_like_a_page_or_script, text_of_samples

__all__ = ["ACCEPTED", "REFUSED", "FileType", "NotAFile", "pdf_offset", "sniff"]

HEAD_BYTES = 64 * 1024
PDF_SEARCH_BYTES = 4_096
CONTENT_TYPES_LIMIT = 1024 * 1024


class NotAFile(OSError):
    """The path is a folder, a device, a pipe or a socket: nothing that can be read safely."""


@dataclass(frozen=True)
class _Sample:
    """What is known of a file: its size, and its head, middle and tail."""

    file: BinaryIO
    size_bytes: int
    head: bytes
    middle: bytes
    tail: bytes


def sniff(path: str | os.PathLike[str], *, original_name: str = "") -> FileType:
    """Decide what kind of file lies at ``path``.

    Args:
        path: A regular file, or a link to one.
        original_name: The name the person knows it by; empty when unknown.

    Raises:
        NotAFile: ``path`` is no regular file. It is not opened in that case.
        OSError: it does not exist or may not be read.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise NotAFile(f"not a regular file: {os.fspath(path)!r}")
    with open(path, "rb", opener=_open_without_waiting) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(f"not a regular file: {os.fspath(path)!r}")
        sample = _take_sample(file, status.st_size)
        found = _decide(sample)
    return _with_name(found, original_name)


def pdf_offset(head: bytes) -> int:
    """Position of ``%PDF-`` in the first bytes of a file, or -1."""
    return head.find(b"%PDF-", 0, PDF_SEARCH_BYTES + 5)


def _open_without_waiting(path: str, flags: int) -> int:
    # A pipe put in the file's place between stat and open must not block.
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _take_sample(file: BinaryIO, size_bytes: int) -> _Sample:
    head = file.read(HEAD_BYTES)
    middle = tail = b""
    if size_bytes > HEAD_BYTES:
        file.seek(max(HEAD_BYTES, size_bytes // 2))
        middle = file.read(HEAD_BYTES)
        file.seek(max(HEAD_BYTES, size_bytes - HEAD_BYTES))
        tail = file.read(HEAD_BYTES)
    return _Sample(file, size_bytes, head, middle, tail)


def _decide(sample: _Sample) -> FileType:
    head = sample.head
    if not head:
        return REFUSED["empty"]
    for magic, key in _DANGEROUS_MAGIC:
        if head.startswith(magic) and _confirmed(key, head):
            return REFUSED["polyglot" if _pdf_inside(sample) >= 0 else key]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")):
        found = _decide_zip(sample)
    elif head.startswith(OLE_MAGIC):
        found = _decide_ole(sample)
    else:
        found = _by_magic(head) or _by_iso_brand(head) or _decide_text_or_pdf(sample)
        if found.accepted and found.family != "video" and _has_zip_at_end(sample):
            return REFUSED["polyglot"]
        return found
    if found.accepted and pdf_offset(head[:1024]) >= 0:
        return REFUSED["polyglot"]
    return found


# --- Magic numbers ---------------------------------------------------------------------

_DANGEROUS_MAGIC = (
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"),  # Java class, Mach-O for several processors
    (b"\xfe\xed\xfa\xce", "program"), (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xce\xfa\xed\xfe", "program"), (b"\xcf\xfa\xed\xfe", "program"),
    (b"dex\n", "program"), (b"\0asm", "program"), (b"!<arch>\n", "program"),
    (b"\xed\xab\xee\xdb", "program"),  # RPM
    (b"L\0\0\0\x01\x14\x02\0", "script"),  # Windows shortcut
    (b"#!", "script"),
    (b"\x1f\x8b", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ\0", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"), (b"\x04\x22\x4d\x18", "archive"),
    (b"MSCF\0\0\0\0", "archive"), (b"\x1f\x9d", "archive"), (b"\x1f\xa0", "archive"),
    (b"xar!", "archive"), (b"ITSF", "program"),  # compiled help runs scripts
)

_PLAIN_MAGIC: tuple[tuple[re.Pattern[bytes], FileType], ...] = tuple(
    (re.compile(pattern, re.DOTALL), found) for pattern, found in (
        (rb"\xff\xd8\xff", ACCEPTED["jpg"]),
        (rb"\x89PNG\r\n\x1a\n", ACCEPTED["png"]),
        (rb"GIF8[79]a", ACCEPTED["gif"]),
        (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", ACCEPTED["tif"]),
        (rb"RIFF.{4}WEBP", ACCEPTED["webp"]),
        (rb"BM.{8}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", ACCEPTED["bmp"]),
        (rb"\s{0,32}\{\\rt", ACCEPTED["rtf"]),
        (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2][\x10-\xef]|OggS|fLaC|RIFF.{4}WAVE|#!AMR",
         REFUSED["audio"]),
        (rb"RIFF.{4}AVI |\x1aE\xdf\xa3|FLV\x01|\0\0\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11",
         REFUSED["other-video"]),
        (rb"8BPS|\0\0\x01\0|\0\0\0\x0cjP  |\xffO\xffQ|\xff\x0a|\0\0\0\x0cJXL |\x0a\x05\x01"
         rb"|\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|%!PS|\xc5\xd0\xd3\xc6|AT&TFORM",
         REFUSED["other-picture"]),
        (rb"\x09[\0\x02\x04][\x04\x06\x08]\0|\xdb\xa5-\0|\xffWPC|\0\x01\0\0Standard |"
         rb"\xe4R\\\x7b\x8c\xd8", REFUSED["other-office"]),
    ))


def _confirmed(key: str, head: bytes) -> bool:
    """Whether a short magic number is more than the first letters of a text."""
    if key == "archive" and head.startswith(b"BZh"):
        return head[4:10] == b"1AY&SY"
    if head.startswith(b"MZ"):
        return b"\0" in head[:1024]
    return True


def _by_magic(head: bytes) -> FileType | None:
    for pattern, found in _PLAIN_MAGIC:
        if pattern.match(head):
            return found
    return REFUSED["archive"] if _is_tar(head) or head[32769:32774] == b"CD001" else None


def _is_tar(head: bytes) -> bool:
    """A tar header whose own checksum is right; the letters alone occur in garbage."""
    if head[257:262] != b"ustar" or len(head) < 512:
        return False
    digits = head[148:156].strip(b" \0")
    sum_of_header = sum(head[:148]) + 8 * 0x20 + sum(head[156:512])
    return re.fullmatch(b"[0-7]{1,7}", digits) is not None and int(digits, 8) == sum_of_header


def _by_iso_brand(head: bytes) -> FileType | None:
    """HEIC, AVIF and video share one container; its brands tell them apart."""
    if head[4:8] != b"ftyp":
        return REFUSED["other-video"] if head[4:8] in (b"moov", b"mdat", b"wide") else None
    (length,) = struct.unpack_from(">L", head)
    brands = {head[8:12]} | {head[at:at + 4] for at in range(16, min(length, 256), 4)}
    if head[8:12] in (b"M4A ", b"M4B ", b"M4P "):
        return REFUSED["audio"]
    if head[8:12] == b"jp2 ":
        return REFUSED["other-picture"]
    if brands & {b"avif", b"avis"}:
        return ACCEPTED["avif"]
    if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"}:
        return ACCEPTED["heic"]
    if head[8:12] == b"qt  ":
        return ACCEPTED["mov"]
    if brands & {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ",
                 b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"dash", b"MSNV"}:
        return ACCEPTED["mp4"]
    return REFUSED["other-video"]


# --- ZIP: Office, OpenDocument, programs, archives --------------------------------------

_MAIN_TYPES = tuple((part.encode(), key) for part, key in (
    ("vnd.ms-excel.addin.macroenabled", "program"),
    ("vnd.ms-powerpoint.addin.macroenabled", "program"),
    ("vnd.ms-word.document.macroenabled.main+xml", "docm"),
    ("vnd.ms-word.template.macroenabledtemplate.main+xml", "docm"),
    ("vnd.ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    ("vnd.ms-excel.sheet.macroenabled.main+xml", "xlsm"),
    ("vnd.ms-excel.template.macroenabled.main+xml", "xlsm"),
    ("vnd.ms-powerpoint.presentation.macroenabled.main+xml", "pptm"),
    ("vnd.ms-powerpoint.slideshow.macroenabled.main+xml", "pptm"),
    ("vnd.ms-powerpoint.template.macroenabled.main+xml", "pptm"),
    ("wordprocessingml.document.main+xml", "docx"),
    ("wordprocessingml.template.main+xml", "docx"),
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("spreadsheetml.template.main+xml", "xlsx"),
    ("presentationml.presentation.main+xml", "pptx"),
    ("presentationml.slideshow.main+xml", "pptx"),
    ("presentationml.template.main+xml", "pptx"),
))

_ODF_TYPES = {
    "text": "odt", "text-template": "odt", "text-master": "odt",
    "spreadsheet": "ods", "spreadsheet-template": "ods",
    "presentation": "odp", "presentation-template": "odp",
}

_OFFICE_MEMBER = re.compile(
    r"\[content_types\]|_rels/|word/|xl/|ppt/|docprops/|customxml/|mimetype$", re.IGNORECASE)
_EMBEDDED_MEMBER = re.compile(
    r"(^|/)embeddings/|^object \d+/|\.(exe|dll|scr|bat|cmd|js|vbs|ps1|jar|msi|com|lnk|hta)$",
    re.IGNORECASE)

_CHART_DATA = re.compile(r"(^|/)embeddings/microsoft_excel_sheet\d*\.xlsx$", re.IGNORECASE)


def _decide_zip(sample: _Sample) -> FileType:
    try:
        directory = read_zip_directory(sample.file, sample.size_bytes)
    except (ContainerError, struct.error):
        directory = None
    if directory is None:
        known = _OFFICE_MEMBER.match(first_member_name(sample.head))
        return REFUSED["damaged-archive" if known else "archive"]
    names = {entry.name.lower() for entry in directory.entries}
    if names & {"meta-inf/manifest.mf", "classes.dex", "androidmanifest.xml"}:
        return REFUSED["program"]
    try:
        found = _decide_package(sample, directory)
    except ContainerError:
        return REFUSED["damaged-archive"]
    if not found.accepted:
        return found
    marks = []
    if found.key in {"docm", "xlsm", "pptm"} or any(
            name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))
            for name in names):
        marks.append(MARK_MACROS)
    if any(_EMBEDDED_MEMBER.search(name) and not _CHART_DATA.search(name) for name in names):
        marks.append(MARK_EMBEDDED)
    return replace(found, marks=tuple(marks))


def _decide_package(sample: _Sample, directory: ZipDirectory) -> FileType:
    types = directory.find("[Content_Types].xml")
    if types is not None:
        text = read_zip_member(sample.file, directory, types, CONTENT_TYPES_LIMIT)
        # Some writers use UTF-16; without its zero bytes the ASCII names read the same.
        text = text.replace(b"\0", b"").lower()
        for part, key in _MAIN_TYPES:
            if part in text:
                return REFUSED[key] if key == "program" else ACCEPTED[key]
        return REFUSED["other-office"]
    mimetype = directory.find("mimetype")
    if mimetype is not None:
        text = read_zip_member(sample.file, directory, mimetype, 256).strip()
        prefix = b"application/vnd.oasis.opendocument."
        if text.startswith(prefix):
            kind = _ODF_TYPES.get(text[len(prefix):].decode("ascii", "replace"))
            return ACCEPTED[kind] if kind else REFUSED["other-office"]
        return REFUSED["other-office"]
    if any(entry.name.lower().endswith(".iwa") for entry in directory.entries):
        return REFUSED["other-office"]
    return REFUSED["archive"]


def _has_zip_at_end(sample: _Sample) -> bool:
    """Whether a complete ZIP archive ends where the file ends: a second file inside."""
    try:
        directory = read_zip_directory(sample.file, sample.size_bytes)
    except (ContainerError, struct.error):
        return False
    return directory is not None and directory.ends_exactly and bool(directory.entries)


# --- OLE: old Office, Outlook, encrypted Office, installers -----------------------------

_INSTALLER_CLASSES = frozenset(
    bytes((first, 0x10, 0x0C, 0)) + bytes(4) + b"\xc0\0\0\0\0\0\0F" for first in (0x84, 0x86, 0x82))


def _decide_ole(sample: _Sample) -> FileType:
    try:
        class_id, names = read_ole_root(sample.file, sample.size_bytes)
    except (ContainerError, struct.error):
        return REFUSED["damaged-archive"]
    lower = {name.lower() for name in names}
    if class_id in _INSTALLER_CLASSES:
        return REFUSED["program"]
    if "encryptedpackage" in lower:
        return ACCEPTED["office-locked"]
    for stream, key in (("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"),
                        ("powerpoint document", "ppt"), ("__properties_version1.0", "msg")):
        if stream in lower:
            has_macros = lower & {"macros", "_vba_project_cur", "vba", "_vba_project"}
            marks: tuple[str, ...] = (MARK_MACROS,) if has_macros else ()
            if lower & {"objectpool"} or any(name.startswith("mbd") for name in lower):
                marks += (MARK_EMBEDDED,)
            return replace(ACCEPTED[key], marks=marks)
    return REFUSED["other-office"]


# --- PDF behind other bytes, and text ----------------------------------------------------

def _decide_text_or_pdf(sample: _Sample) -> FileType:
    head = sample.head
    offset = _pdf_inside(sample)
    if offset == 0:
        return ACCEPTED["pdf"]
    text = text_of_samples(head, (sample.middle, sample.tail))
    if text is not None:
        found = decide_text(text, head)
        if offset < 0:
            return found
        if not found.accepted:
            return REFUSED["polyglot"]
    if offset > 0:
        if _leading_bytes_are_harmless(head[:offset]):
            return replace(ACCEPTED["pdf"], marks=(MARK_LEADING,))
        return REFUSED["polyglot"]
    return REFUSED["unknown"]


def _pdf_inside(sample: _Sample) -> int:
    """Where a PDF starts in the first bytes, or -1; a mere mention of ``%PDF-`` is none."""
    offset = pdf_offset(sample.head)
    lead = sample.head[:max(offset, 0)].removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\0")
    if offset < 0:
        return -1
    if not lead:
        return 0
    body = sample.head[offset:]
    if re.search(rb"\b\d+\s+\d+\s+obj\b", body) or b"startxref" in (sample.tail or body):
        return offset
    return -1


def _leading_bytes_are_harmless(lead: bytes) -> bool:
    text = lead.decode("latin-1").lstrip("\ufeff \t\r\n\0")
    return not (starts_like_a_page_or_script(text) or b"<script" in lead.lower()
                or _by_magic(lead) is not None)


# --- The name ---------------------------------------------------------------------------

def _with_name(found: FileType, original_name: str) -> FileType:
    extension = Path(original_name.rstrip(". ")).suffix.lstrip(".").lower()
    if not extension or not found.accepted:
        return found
    if found.key == "txt":
        if extension in RUNNABLE_EXTENSIONS:
            return REFUSED["script"]
        if extension in ("csv", "md", "markdown"):
            return ACCEPTED["csv" if extension == "csv" else "md"]
    fits = EXTENSIONS_OF.get(extension)
    if fits is not None and found.key not in fits:
        return replace(found, marks=(*found.marks, MARK_NAME))
    if extension in RUNNABLE_EXTENSIONS:
        return replace(found, marks=(*found.marks, MARK_NAME))
    return found
