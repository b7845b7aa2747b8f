"""Text of OpenDocument files: text, spreadsheet, slides.

Own walk over ``content.xml`` (and headers and footers in ``styles.xml``); the usual library
needs gigabytes for a bomb.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from portal.files.filetypes import FileType

from .base import CannotRead, Extract, Limits, Locked, PageCollector
from .package import Package, local

_SPACES_LIMIT = 200
_SKIPPED = frozenset({"tracked-changes", "deletion", "sequence-decls", "variable-decls", "forms",
                      "scripts", "font-face-decls", "automatic-styles", "event-listeners"})


class OpenDocumentExtractor:
    """Parts of a text, sheets of a spreadsheet, slides of a presentation."""

    name = "own-odf"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """OpenDocument text, spreadsheet and presentation."""
        return file_type.key in {"odt", "ods", "odp"}

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text as the program shows it; repeated cells count once."""
        collector = PageCollector(limits)
        with Package(path) as package:
            _refuse_locked(package)
            content = package.tree("content.xml")
            if content is None:
                raise CannotRead(detail="no content.xml")
            body = next((node for node in content if local(node) == "body"), None)
            if body is None:
                raise CannotRead(detail="no body")
            styles = package.tree("styles.xml")
            marks = ["damaged_parts"] if package.has_damage else []
            if package.has("META-INF/documentsignatures.xml"):
                marks.append("signed")
            if _fetches_content(content):
                marks.append("external_content")
        count = 0
        if file_type.key == "odt":
            count = collector.add_parts(_text(body))
            for text in _headers(styles):
                count += 1
                collector.add(count, text)
        else:
            pages = _named(body, "table" if file_type.key == "ods" else "page")
            for count, node in enumerate(pages, start=1):
                label = _attribute(node, "name") if file_type.key == "ods" else ""
                collector.add(count, _text(node), label=label)
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), max(1, count), tuple(marks))


def _refuse_locked(package: Package) -> None:
    manifest = package.tree("META-INF/manifest.xml")
    for node in manifest.iter() if manifest is not None else ():
        if local(node) == "encryption-data":
            raise Locked


def _fetches_content(content: etree._Element) -> bool:
    """Whether a picture, object or section lies elsewhere."""
    for node in content.iter():
        if local(node) in ("image", "object", "object-ole", "section-source", "plugin"):
            target = _attribute(node, "href").lower()
            if target.startswith(("http:", "https:", "ftp:", "file:", "//", "\\\\")):
                return True
    return False


def _named(body: etree._Element, name: str) -> Iterator[etree._Element]:
    """Tables or pages of the document itself, not those inside others."""
    for kind in body:
        for node in kind:
            if local(node) == name:
                yield node


def _headers(styles: etree._Element | None) -> Iterator[str]:
    seen = set()
    for node in styles.iter() if styles is not None else ():
        if local(node) in ("header", "footer", "header-first", "footer-first", "header-left",
                           "footer-left"):
            text = _text(node)
            if text.strip() and text not in seen:
                seen.add(text)
                yield text


def _attribute(node: etree._Element, name: str) -> str:
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _text(root: etree._Element) -> str:
    """Paragraphs as lines, cells joined by tabs, notes where they stand."""
    pieces: list[str] = []
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = local(node)
        if name in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif not skipping and event == "start":
            pieces.append(_mark_of(name, node))
            if _holds_text(node):
                pieces.append(node.text or "")
        elif not skipping:
            if name in ("p", "h"):
                pieces.append("\n")
            elif name == "table-cell":
                _end_cell(pieces)
            elif name == "table-row":
                pieces.append("\n")
        if event == "end" and node is not root and not skipping:
            parent = node.getparent()
            if node.tail and parent is not None and _holds_text(parent):
                pieces.append(node.tail)
    return "".join(pieces)


_TEXT_HOLDERS = frozenset({"p", "h", "span", "a", "note-citation", "ruby-base", "meta", "title",
                           "desc", "creator", "date", "page-number", "page-count", "text-input",
                           "placeholder", "sheet-name", "bookmark-ref", "reference-ref",
                           "user-defined", "subject", "author-name", "author-initials", "file-name",
                           "sequence", "database-display", "expression", "variable-set",
                           "variable-get", "user-field-get", "conditional-text", "s"})


def _holds_text(node: etree._Element) -> bool:
    return local(node) in _TEXT_HOLDERS


def _mark_of(name: str, node: etree._Element) -> str:
    if name == "tab":
        return "\t"
    if name == "line-break":
        return "\n"
    if name == "s":
        count = _attribute(node, "c")
        return " " * (min(int(count), _SPACES_LIMIT) if count.isdecimal() and len(count) < 9 else 1)
    return ""


def _end_cell(pieces: list[str]) -> None:
    while pieces and not pieces[-1]:
        pieces.pop()
    if pieces and pieces[-1] == "\n":
        pieces[-1] = "\t"
    elif pieces and pieces[-1] != "\t":
        pieces.append("\t")
