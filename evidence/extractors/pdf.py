"""Text of PDF files through pdfium.

Scripts are never run: the library is built without them. Form values are drawn into the page
first, because they are annotations and no part of its text.
"""

import re
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from portal.files.filetypes import FileType
from portal.files.sniffing import pdf_offset

from .base import (
    MESSAGE_DAMAGED,
    MESSAGE_GARBLED,
    MESSAGE_XFA,
    CannotRead,
    Extract,
    Limits,
    Locked,
    PageCollector,
)
from .quality import text_quality

GARBLED_BELOW = 0.4
PAGE_CHARACTERS_LIMIT = 1_000_000
_PDFIUM_SEARCHES_HEADER = 1_024
_PLEASE_WAIT = re.compile(r"please wait|if this message is not eventually replaced|adobe reader",
                          re.IGNORECASE)


class PdfExtractor:
    """One page per page, with the label that the file gives it."""

    name = "pdfium"
    version = version("pypdfium2")

    def accepts(self, file_type: FileType) -> bool:
        """PDF only."""
        return file_type.key == "pdf"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text layer and form values of each page.

        Pages whose letters are meaningless are left out, so that they do not spoil search.

        Raises:
            Locked: it needs a password.
            CannotRead: no PDF library could open it, or only Adobe Reader can.
        """
        data = path.read_bytes()
        marks = _marks_in_bytes(data)
        document = open_document(data)
        collector = PageCollector(limits)
        marks += _marks_of(document)
        form_type = document.get_formtype()
        if form_type != pdfium.FORMTYPE_NONE:
            document.init_forms()
        page_count = len(document)
        garbled = without_text = 0
        for index in range(min(page_count, limits.pages)):
            text = _page_text(document, index, has_form=form_type != pdfium.FORMTYPE_NONE)
            quality = text_quality(text)
            if not text.strip():
                without_text += 1
            elif quality < GARBLED_BELOW:
                garbled += 1
            else:
                label = document.get_page_label(index) or ""
                collector.add(index + 1, text, quality=quality,
                              label="" if label == str(index + 1) else label)
            if collector.is_full:
                collector.is_cut = True
                break
        if _is_only_adobe(form_type, data, collector):
            raise CannotRead(MESSAGE_XFA, marks=(*marks, "xfa"), detail="XFA form")
        if page_count == 0:
            raise CannotRead(MESSAGE_DAMAGED, marks=tuple(marks), detail="no pages")
        if collector.is_cut or page_count > limits.pages:
            marks.append("cut")
        if garbled:
            marks.append("garbled_text")
        if without_text and collector.pages:
            marks.append("pages_without_text")
        message = MESSAGE_GARBLED if garbled and not collector.pages else ""
        return Extract(tuple(collector.pages), page_count, tuple(marks), message)


def open_document(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF, also behind garbage longer than the library searches.

    Raises:
        Locked: it needs a password.
        CannotRead: it cannot be opened.
    """
    offset = pdf_offset(data)
    if offset > _PDFIUM_SEARCHES_HEADER:
        data = data[offset:]
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # The text of this error may be "Success"; its code tells.
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Locked from error
        raise CannotRead(detail=f"pdfium code {error.err_code}") from error


def _page_text(document: pypdfium2.PdfDocument, index: int, *, has_form: bool) -> str:
    """Text of one page; empty when just this page is damaged."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return ""
    try:
        if has_form and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == (
                pdfium.FLATTEN_SUCCESS):
            page.close()
            page = document[index]
        text_page = page.get_textpage()
        try:
            count = min(text_page.count_chars(), PAGE_CHARACTERS_LIMIT)
            return text_page.get_text_range(0, count) if count > 0 else ""
        finally:
            text_page.close()
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()


def _is_only_adobe(form_type: int, data: bytes, collector: PageCollector) -> bool:
    """Dynamic XFA forms hold one page that asks to wait; their content is elsewhere."""
    if form_type not in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND) and not (
            re.search(rb"/NeedsRendering\s+true", data)):
        return False
    return all(_PLEASE_WAIT.search(page.text) for page in collector.pages)


def _marks_of(document: pypdfium2.PdfDocument) -> list[str]:
    """What the library itself tells of a document."""
    marks = []
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        marks.append("javascript")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        marks.append("embedded_files")
    if pdfium.FPDF_GetSignatureCount(document) > 0:
        marks.append("signed")
    if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
        marks.append("restricted")
    return marks


# --- What only the bytes tell ------------------------------------------------------------

_NAMES = (
    ("javascript", re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])")),
    ("launch", re.compile(rb"/Launch(?![A-Za-z0-9])")),
    ("embedded_files", re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])")),
    ("external_content", re.compile(rb"/(?:SubmitForm|GoToR|GoToE|ImportData)(?![A-Za-z0-9])")),
)
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b[^>]{0,400}>>\s*stream\r?\n|"
                            rb"<<[^>]{0,400}/Type\s*/ObjStm\b[^>]{0,400}>>\s*stream\r?\n")
_OBJECT_STREAM_LIMIT = 4 * 1024 * 1024
_OBJECT_STREAMS_TOTAL = 32 * 1024 * 1024


def _marks_in_bytes(data: bytes) -> list[str]:
    """Actions named in dictionaries, in clear or in compressed object streams."""
    marks = []
    pieces = [data, *_object_streams(data)]
    for mark, pattern in _NAMES:
        if any(pattern.search(_plain_names(piece)) for piece in pieces):
            marks.append(mark)
    ends = len(re.findall(rb"startxref\s+\d+\s+%%EOF", data))
    is_linear = b"/Linearized" in data[:2048]
    if ends > (2 if is_linear else 1):
        marks.append("earlier_versions")
    return marks


def _plain_names(piece: bytes) -> bytes:
    """Names with hidden letters (``/J#53``) written out."""
    if b"#" not in piece or not re.search(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}", piece):
        return piece
    return _HEX_NAME.sub(lambda found: bytes((int(found[1], 16),)), piece)


def _object_streams(data: bytes) -> Iterator[bytes]:
    total = 0
    for found in _OBJECT_STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            piece = unpacker.decompress(
                data[found.end():found.end() + _OBJECT_STREAM_LIMIT], _OBJECT_STREAM_LIMIT)
        except zlib.error:
            continue
        yield piece
        total += len(piece)
        if total > _OBJECT_STREAMS_TOTAL:
            return
