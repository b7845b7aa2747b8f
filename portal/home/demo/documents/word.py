"""Text as a Word document (DOCX)."""

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from .settling import settled
from .text import LETTERHEADS, NOTE, Block, Grid, Heading, Items, Pairs, Para, Sign, Text, Title


def as_docx(text: Text) -> bytes:
    """The document as DOCX."""
    document = docx.Document()
    document.core_properties.title = text.name
    document.core_properties.author = "Kantor contoh"
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.footer.paragraphs[0].text = NOTE
    for line in LETTERHEADS.get(text.office, ()):
        _centered(document, line, bold=line.isupper())
    for block in text.blocks:
        _write(document, block)
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue())


def _centered(document: Any, line: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(line).bold = bold


def _write(document: Any, block: Block) -> None:
    match block:
        case Title():
            _centered(document, "")
            _centered(document, block.text, bold=True)
            _centered(document, f"Nomor: {block.number}" if block.number else "")
        case Heading():
            document.add_heading(block.text, level=2)
        case Para():
            document.add_paragraph(block.text)
        case Items():
            style = "List Number" if block.numbered else "List Bullet"
            for line in block.lines:
                document.add_paragraph(line, style=style)
        case Pairs():
            table = document.add_table(rows=0, cols=2)
            for key, value in block.rows:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = key, f": {value}"
                cells[0].width, cells[1].width = Cm(3.5), Cm(12.5)
        case Grid():
            table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
            for cell, word in zip(table.rows[0].cells, block.head, strict=True):
                cell.text = ""
                cell.paragraphs[0].add_run(word).bold = True
            for row in block.rows:
                for cell, word in zip(table.add_row().cells, row, strict=True):
                    cell.text = word
            document.add_paragraph()
        case Sign():
            for line in (block.place_date, f"{block.post},", "", "", block.name, block.nip):
                paragraph = document.add_paragraph(line)
                paragraph.paragraph_format.left_indent = Cm(9)
                paragraph.paragraph_format.space_after = Pt(0)
