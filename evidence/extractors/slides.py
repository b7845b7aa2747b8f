"""Text of PowerPoint slides (pptx, pptm): shapes, groups, tables, charts, diagrams, notes.

An own walk over the XML in the order of the presentation; every text of DrawingML is an
``a:t``, wherever shapes are grouped.
"""

from pathlib import Path

from lxml import etree

from portal.files.filetypes import FileType

from .base import Extract, Limits, PageCollector
from .package import Package, local
from .word import main_part, package_marks

_READ_WITH_SLIDE = ("chart", "chartEx", "diagramData", "notesSlide", "comments")


class SlidesExtractor:
    """One page per slide; its notes, charts and comments belong to it."""

    name = "own-pptx"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """PowerPoint in the ZIP form, with and without macros."""
        return file_type.key in {"pptx", "pptm"}

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text of each slide in the order of showing, hidden slides included."""
        collector = PageCollector(limits)
        with Package(path) as package:
            slides = _slides_in_order(package)
            for number, part in enumerate(slides[:limits.pages], start=1):
                collector.add(number, _slide_text(package, part))
            collector.is_cut |= len(slides) > limits.pages
            marks = package_marks(package)
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), len(slides), tuple(marks))


def _slides_in_order(package: Package) -> list[str]:
    main = main_part(package)
    root = package.tree(main)
    relations = package.relations(main)
    order: list[str] = []
    for node in root.iter() if root is not None else ():
        if local(node) == "sldId":
            for name, value in node.attrib.items():
                relation = relations.get(value) if name.endswith("}id") else None
                if relation and relation.kind == "slide" and package.has(relation.target):
                    order.append(relation.target)
    return list(dict.fromkeys(order))


def _slide_text(package: Package, part: str) -> str:
    texts = [_drawing_text(package.tree(part))]
    relations = package.relations(part).values()
    for kind in _READ_WITH_SLIDE:
        for relation in relations:
            if relation.kind == kind and not relation.is_external:
                root = package.tree(relation.target)
                texts.append(_chart_text(root) if kind == "chart" else _drawing_text(root))
    return "\n".join(text.strip("\n") for text in texts if text.strip())


def _drawing_text(root: etree._Element | None) -> str:
    """Paragraphs as lines, table cells joined by tabs; fields such as the slide number left out."""
    pieces: list[str] = []
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        name = local(node)
        if name in ("Fallback", "fld"):
            skipping += 1 if event == "start" else -1
        if skipping:
            continue
        if event == "start":
            if name in ("t", "text"):
                pieces.append(node.text or "")
            elif name == "br":
                pieces.append("\n")
            elif name == "cNvPr" and node.get("descr"):
                pieces.append(f"{node.get('descr')}\n")
        elif name == "tc":
            if pieces and pieces[-1] == "\n":
                pieces.pop()
            pieces.append("\t")
        elif name in ("p", "tr", "text"):
            pieces.append("\n")
    return "".join(pieces)


def _chart_text(root: etree._Element | None) -> str:
    """Titles, names of series and categories, values: each once, in order."""
    found: list[str] = []
    for node in root.iter() if root is not None else ():
        if local(node) in ("t", "v") and node.text and node.text.strip():
            found.append(node.text.strip())
    return "\n".join(dict.fromkeys(found))
