"""Text of Word documents (docx, docm).

An own walk over the XML, because headers, footers, notes, comments and text boxes are
evidence as much as the body, and the usual library shows only the body's paragraphs.
Namespaces are ignored, so "strict" documents read the same.
"""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from portal.files.filetypes import FileType

from .base import CannotRead, Extract, Limits, PageCollector
from .package import Package, local

_SIDE_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr",
                      "tcPr", "trPr", "sectPr", "rt"})


class WordExtractor:
    """Body first, then headers, footers, notes and comments as further parts."""

    name = "own-docx"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """Word documents in the ZIP form, with and without macros."""
        return file_type.key in {"docx", "docm"}

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text of body and side parts; deleted and moved-away text is left out."""
        collector = PageCollector(limits)
        with Package(path) as package:
            main = main_part(package)
            body = package.tree(main)
            if body is None:
                raise CannotRead(detail="no main part")
            count = collector.add_parts(text_of(body))
            for text in _side_texts(package, main):
                count += 1
                collector.add(count, text)
            marks = package_marks(package)
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), max(1, count), tuple(marks))


def main_part(package: Package) -> str:
    """Name of the part that the package's own relations call the document.

    Raises:
        CannotRead: there is none.
    """
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and package.has(relation.target):
            return relation.target
    raise CannotRead(detail="no main part")


def package_marks(package: Package) -> list[str]:
    """What a package tells besides its text."""
    marks = []
    if package.fetches_content():
        marks.append("external_content")
    if package.has_damage:
        marks.append("damaged_parts")
    if package.names(prefix="_xmlsignatures/"):
        marks.append("signed")
    return marks


def _side_texts(package: Package, main: str) -> Iterable[str]:
    found: dict[str, list[str]] = {kind: [] for kind in _SIDE_PARTS}
    for relation in package.relations(main).values():
        if relation.kind in found and not relation.is_external:
            found[relation.kind].append(relation.target)
    seen = set()
    for kind in _SIDE_PARTS:
        for target in sorted(found[kind]):
            root = package.tree(target)
            text = text_of(root) if root is not None else ""
            # Each section repeats the same letterhead; once is enough.
            if text.strip() and text not in seen:
                seen.add(text)
                yield text


def text_of(root: etree._Element) -> str:
    """Paragraphs as lines, table cells joined by tabs.

    Walks with the parser's own events instead of recursion: nesting depth is the author's.
    """
    pieces: list[str] = []
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = local(node)
        if name in _SKIPPED:
            skipping += 1 if event == "start" else -1
        if skipping:
            continue
        if event == "start":
            if name == "t":
                pieces.append(node.text or "")
            elif name in ("tab", "ptab"):
                pieces.append("\t")
            elif name in ("br", "cr"):
                pieces.append("\n")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                pieces.append(" ")
            elif name in ("docPr", "cNvPr") and node.get("descr"):
                pieces.append(f" {node.get('descr')} ")
        elif name == "tc":
            _join_cell(pieces)
        elif name in ("p", "tr"):
            pieces.append("\n")
    return "".join(pieces)


def _join_cell(pieces: list[str]) -> None:
    """End a cell with a tab where its last paragraph ended the line."""
    if pieces and pieces[-1] == "\n":
        pieces[-1] = "\t"
    else:
        pieces.append("\t")
