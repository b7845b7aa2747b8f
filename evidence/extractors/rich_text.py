"""Text of RTF documents."""

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from portal.files.filetypes import FileType

from .base import Extract, Limits, PageCollector

_OBJECT = re.compile(rb"\\obj(?:data|emb|link|autlink|update|ocx|html)\b", re.IGNORECASE)
_REMOTE = re.compile(rb"\\\*\\template\s+(?:https?:|\\\\\\\\|ftp:)|INCLUDEPICTURE\s+\"?https?:",
                     re.IGNORECASE)
_HEX_RUN = re.compile(r"[0-9A-Fa-f\s]{2000,}")


def plain_of_rtf(source: str) -> str:
    """Text of an RTF source whose bytes were read as Latin-1."""
    convert: Callable[..., str] = rtf_to_text
    return convert(source, encoding="cp1252", errors="replace")


class RichTextExtractor:
    """The whole text in parts."""

    name = "striprtf"
    version = version("striprtf")

    def accepts(self, file_type: FileType) -> bool:
        """RTF only."""
        return file_type.key == "rtf"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text without pictures and objects, which are long runs of hexadecimal digits."""
        data = path.read_bytes()
        marks = []
        if _OBJECT.search(data):
            marks.append("embedded_files")
        if _REMOTE.search(data):
            marks.append("external_content")
        source = _HEX_RUN.sub(" ", data.decode("latin-1"))
        collector = PageCollector(limits)
        count = collector.add_parts(plain_of_rtf(source))
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), max(1, count), tuple(marks))
