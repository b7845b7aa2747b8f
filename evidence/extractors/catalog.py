"""Which extractor reads which kind of file.

A table of names instead of imports: the child loads the one module that it needs, so that a
text file does not pay for the PDF library.
"""

from importlib import import_module
from typing import NamedTuple

from portal.files.filetypes import FAMILY_PICTURE, FileType

from .base import Extractor


class Row(NamedTuple):
    """Kinds (or a family) of file and the class that reads them."""

    kinds: frozenset[str]
    module: str
    class_name: str


EXTRACTORS = (
    Row(frozenset({"pdf"}), "pdf", "PdfExtractor"),
    Row(frozenset({"docx", "docm"}), "word", "WordExtractor"),
    Row(frozenset({"pptx", "pptm"}), "slides", "SlidesExtractor"),
    Row(frozenset({"xlsx", "xlsm", "xlsb", "xls"}), "sheets", "SheetExtractor"),
    Row(frozenset({"odt", "ods", "odp"}), "opendocument", "OpenDocumentExtractor"),
    Row(frozenset({"doc"}), "legacy_word", "LegacyWordExtractor"),
    Row(frozenset({"ppt"}), "legacy_slides", "LegacySlidesExtractor"),
    Row(frozenset({"rtf"}), "rich_text", "RichTextExtractor"),
    Row(frozenset({"eml"}), "mail", "MailExtractor"),
    Row(frozenset({"msg"}), "outlook", "OutlookExtractor"),
    Row(frozenset({"txt", "csv", "md"}), "plain", "PlainExtractor"),
    Row(frozenset({FAMILY_PICTURE}), "picture", "PictureExtractor"),
)


def load(row: Row) -> Extractor:
    """The extractor of a row of the table."""
    module = import_module(f"evidence.extractors.{row.module}")
    extractor: Extractor = getattr(module, row.class_name)()
    return extractor


def extractor_for(file_type: FileType) -> Extractor | None:
    """The first extractor that accepts the kind; None means stored without being read."""
    for row in EXTRACTORS:
        if row.kinds & {file_type.key, file_type.family}:
            extractor = load(row)
            if extractor.accepts(file_type):
                return extractor
    return None
