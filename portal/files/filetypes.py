"""The kinds of file that the portal knows: which it takes, which it refuses, and what it says.

One row per kind. A row's sentences are English message ids; whoever shows them translates
them. Nothing here loads Django, because the limited child process that reads files starts
without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FAMILY_PDF = "pdf"
FAMILY_WORD = "word"
FAMILY_SHEET = "sheet"
FAMILY_SLIDES = "slides"
FAMILY_TEXT = "text"
FAMILY_MAIL = "mail"
FAMILY_PICTURE = "picture"
FAMILY_VIDEO = "video"
FAMILY_LOCKED = "locked"
FAMILY_REFUSED = "refused"

MARK_MACROS = "macros"
MARK_EMBEDDED = "embedded_files"
MARK_NAME = "wrong_extension"
MARK_LEADING = "leading_bytes"


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation, as Django's function of this name does.

    ``makemessages`` finds it by name; importing Django's own would cost the reading child
    a good part of its start.
    """
    return message


@dataclass(frozen=True)
class FileType:
    """One kind of file, as decided from its content.

    Attributes:
        key: Short stable name, for example ``"docx"``.
        mime: Media type to store and to serve.
        label: English message id of its name.
        extension: Usual extension without the dot; empty for refused kinds.
        family: Which reader and which icon; one of the ``FAMILY_`` names.
        page_unit: What a "page" of it is: ``page``, ``slide``, ``sheet`` or ``part``.
        other_extensions: Further extensions that belong to the same content.
        accepted: Whether the portal takes it.
        reason: For refused kinds, an English message id saying what to do; else empty.
        marks: What the sniffer saw that a person should know, for example ``macros``.
    """

    key: str
    mime: str
    label: str
    extension: str
    family: str
    page_unit: str = "page"
    other_extensions: tuple[str, ...] = ()
    accepted: bool = True
    reason: str = ""
    marks: tuple[str, ...] = ()

    @property
    def extensions(self) -> tuple[str, ...]:
        """All extensions that fit this content, the usual one first."""
        return (self.extension, *self.other_extensions)


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

_ACCEPTED_ROWS = (
    FileType("pdf", "application/pdf", gettext_noop("PDF document"), "pdf", FAMILY_PDF),
    FileType("docx", _OOXML + "wordprocessingml.document", gettext_noop("Word document"), "docx",
             FAMILY_WORD, "part", ("dotx",)),
    FileType("docm", "application/vnd.ms-word.document.macroenabled.12",
             gettext_noop("Word document with macros"), "docm", FAMILY_WORD, "part", ("dotm",)),
    FileType("doc", "application/msword", gettext_noop("Word 97–2003 document"), "doc",
             FAMILY_WORD, "part", ("dot", "wps")),
    FileType("odt", _ODF + "text", gettext_noop("OpenDocument text"), "odt", FAMILY_WORD, "part",
             ("ott",)),
    FileType("rtf", "text/rtf", gettext_noop("Rich text document"), "rtf", FAMILY_WORD,
             "part", ("doc",)),
    FileType("xlsx", _OOXML + "spreadsheetml.sheet", gettext_noop("Excel workbook"), "xlsx",
             FAMILY_SHEET, "sheet", ("xltx",)),
    FileType("xlsm", "application/vnd.ms-excel.sheet.macroenabled.12",
             gettext_noop("Excel workbook with macros"), "xlsm", FAMILY_SHEET, "sheet", ("xltm",)),
    FileType("xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12",
             gettext_noop("Excel binary workbook"), "xlsb", FAMILY_SHEET, "sheet"),
    FileType("xls", "application/vnd.ms-excel", gettext_noop("Excel 97–2003 workbook"), "xls",
             FAMILY_SHEET, "sheet", ("xlt", "et")),
    FileType("ods", _ODF + "spreadsheet", gettext_noop("OpenDocument spreadsheet"), "ods",
             FAMILY_SHEET, "sheet", ("ots",)),
    FileType("pptx", _OOXML + "presentationml.presentation", gettext_noop("PowerPoint slides"),
             "pptx", FAMILY_SLIDES, "slide", ("ppsx", "potx")),
    FileType("pptm", "application/vnd.ms-powerpoint.presentation.macroenabled.12",
             gettext_noop("PowerPoint slides with macros"), "pptm", FAMILY_SLIDES, "slide",
             ("ppsm", "potm")),
    FileType("ppt", "application/vnd.ms-powerpoint", gettext_noop("PowerPoint 97–2003 slides"),
             "ppt", FAMILY_SLIDES, "slide", ("pps", "pot", "dps")),
    FileType("odp", _ODF + "presentation", gettext_noop("OpenDocument slides"), "odp",
             FAMILY_SLIDES, "slide", ("otp",)),
    FileType("office-locked", "application/encrypted",
             gettext_noop("Office document with a password"), "bin", FAMILY_LOCKED, "part",
             ("docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "xlsb")),
    FileType("txt", "text/plain", gettext_noop("Plain text"), "txt", FAMILY_TEXT, "part"),
    FileType("csv", "text/csv", gettext_noop("Table as text (CSV)"), "csv", FAMILY_TEXT, "part"),
    FileType("md", "text/markdown", gettext_noop("Markdown text"), "md", FAMILY_TEXT, "part",
             ("markdown",)),
    FileType("eml", "message/rfc822", gettext_noop("E-mail message"), "eml", FAMILY_MAIL, "part"),
    FileType("msg", "application/vnd.ms-outlook", gettext_noop("Outlook message"), "msg",
             FAMILY_MAIL, "part", ("oft",)),
    FileType("jpg", "image/jpeg", gettext_noop("JPEG picture"), "jpg", FAMILY_PICTURE, "page",
             ("jpeg", "jpe", "jfif")),
    FileType("png", "image/png", gettext_noop("PNG picture"), "png", FAMILY_PICTURE),
    FileType("tif", "image/tiff", gettext_noop("TIFF picture"), "tif", FAMILY_PICTURE, "page",
             ("tiff",)),
    FileType("webp", "image/webp", gettext_noop("WebP picture"), "webp", FAMILY_PICTURE),
    FileType("heic", "image/heic", gettext_noop("HEIC picture"), "heic", FAMILY_PICTURE, "page",
             ("heif", "hif")),
    FileType("avif", "image/avif", gettext_noop("AVIF picture"), "avif", FAMILY_PICTURE),
    FileType("gif", "image/gif", gettext_noop("GIF picture"), "gif", FAMILY_PICTURE),
    FileType("bmp", "image/bmp", gettext_noop("BMP picture"), "bmp", FAMILY_PICTURE, "page",
             ("dib",)),
    FileType("mp4", "video/mp4", gettext_noop("MP4 video"), "mp4", FAMILY_VIDEO, "page",
             ("m4v", "3gp", "3g2")),
    FileType("mov", "video/quicktime", gettext_noop("QuickTime video"), "mov", FAMILY_VIDEO,
             "page", ("qt",)),
)

ACCEPTED: Mapping[str, FileType] = MappingProxyType({row.key: row for row in _ACCEPTED_ROWS})
"""Kinds that the portal takes, by key."""


def _refused(key: str, mime: str, label: str, reason: str) -> FileType:
    return FileType(key, mime, label, "", FAMILY_REFUSED, accepted=False, reason=reason)


_OCTETS = "application/octet-stream"

_REFUSED_ROWS = (
    _refused("empty", "application/x-empty", gettext_noop("Empty file"), gettext_noop(
        "The file is empty (0 bytes). Check it on your device and choose it again.")),
    _refused("archive", "application/zip", gettext_noop("Archive"), gettext_noop(
        "Archives such as ZIP, RAR or 7z are not taken. Unpack it and upload the files inside "
        "one by one.")),
    _refused("damaged-archive", "application/zip", gettext_noop("Damaged document"), gettext_noop(
        "The file is damaged or was not copied completely. Open it in the program that made it, "
        "save it again and upload the new copy.")),
    _refused("program", "application/x-executable", gettext_noop("Program"), gettext_noop(
        "Programs are not taken. Upload a document or a picture that shows the work.")),
    _refused("script", "text/x-script", gettext_noop("Script"), gettext_noop(
        "Scripts and shortcuts are not taken, because they can run on a colleague's computer. "
        "Upload the result as PDF.")),
    _refused("html", "text/html", gettext_noop("Web page"), gettext_noop(
        "Web pages are not taken, also when an application named them .xls or .doc. Open the file "
        "and save it as PDF, .xlsx or .docx.")),
    _refused("svg", "image/svg+xml", gettext_noop("SVG drawing"), gettext_noop(
        "SVG drawings are not taken, because they can carry programs. Save it as PDF or PNG.")),
    _refused("xml", "application/xml", gettext_noop("XML data"), gettext_noop(
        "XML data is not taken. Open it in the program that made it and save it as PDF, .xlsx or "
        ".docx.")),
    _refused("polyglot", _OCTETS, gettext_noop("Two kinds of file in one"), gettext_noop(
        "The file is two kinds of file at once, as harmful files often are. Open the document, "
        "save it again as PDF and upload the new copy.")),
    _refused("audio", "audio/mpeg", gettext_noop("Sound recording"), gettext_noop(
        "Sound recordings are not taken. Upload the minutes or a transcript as a document.")),
    _refused("other-video", "video/x-unknown", gettext_noop("Video of another kind"), gettext_noop(
        "Only MP4 and MOV videos are taken. Convert the video to MP4.")),
    _refused("other-picture", "image/x-unknown", gettext_noop("Picture of another kind"),
             gettext_noop("Pictures of this kind are not taken. Save it as JPEG or PNG.")),
    _refused("other-office", _OCTETS, gettext_noop("Document of another program"), gettext_noop(
        "Documents of this program are not taken. Save it as PDF in that program.")),
    _refused("unknown", _OCTETS, gettext_noop("Unknown kind of file"), gettext_noop(
        "The portal does not know this kind of file. Save it as PDF and upload that.")),
)

REFUSED: Mapping[str, FileType] = MappingProxyType({row.key: row for row in _REFUSED_ROWS})
"""Kinds that the portal refuses, by key; ``reason`` tells the person what to do."""

RUNNABLE_EXTENSIONS = frozenset((
    "ade", "asp", "aspx", "bas", "bash", "bat", "cgi", "chm", "cmd", "com", "cpl", "csh",
    "desktop", "dll", "exe", "hta", "htm", "html", "inf", "ins", "jar", "jnlp", "js", "jse",
    "jsp", "ksh", "lnk", "mht", "mhtml", "mjs", "msc", "msi", "msp", "pac", "php", "php5",
    "phtml", "pif", "pl", "ps1", "ps1xml", "psc1", "psm1", "py", "pyw", "rb", "reg", "scf",
    "scr", "sct", "sh", "shtml", "svg", "url", "vb", "vbe", "vbs", "wsc", "wsf", "wsh",
    "xhtml", "xht", "xsl", "zsh"))
"""Extensions that make a desktop run or render a text file; refused for text only, because
every other kind is served under the extension of its content."""

EXTENSIONS_OF: Mapping[str, frozenset[str]] = MappingProxyType({
    extension: frozenset(row.key for row in _ACCEPTED_ROWS if extension in row.extensions)
    for row in _ACCEPTED_ROWS for extension in row.extensions
})
"""For every known extension, the keys of the kinds it may stand for."""
