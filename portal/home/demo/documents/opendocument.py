"""Text as an OpenDocument text (ODT), written by hand: four small files in a zip."""

import io
import zipfile
from xml.sax.saxutils import escape

from .settling import FIXED
from .text import LETTERHEADS, NOTE, Block, Grid, Heading, Items, Pairs, Para, Sign, Text, Title

MIME = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2"'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def as_odt(text: Text) -> bytes:
    """The document as ODT."""
    lines = [_paragraph(line) for line in LETTERHEADS.get(text.office, ())]
    lines += [_xml(block) for block in text.blocks]
    lines.append(_paragraph(NOTE))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:body><office:text>{''.join(lines)}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {_NAMES}><office:meta>'
        f"<dc:title>{escape(text.name)}</dc:title></office:meta></office:document-meta>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # First and uncompressed: that is how the type of an ODT is told.
        archive.writestr(zipfile.ZipInfo("mimetype", FIXED), MIME)
        for path, xml in (
            ("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", _MANIFEST)
        ):
            entry = zipfile.ZipInfo(path, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, xml)
    return target.getvalue()


def _paragraph(line: str) -> str:
    return f"<text:p>{escape(line)}</text:p>"


def _heading(line: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{escape(line)}</text:h>'


def _rows(rows: tuple[tuple[str, ...], ...]) -> str:
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_paragraph(cell)}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="Tabel">{columns}{body}</table:table>'


def _xml(block: Block) -> str:
    match block:
        case Title():
            number = _paragraph(f"Nomor: {block.number}") if block.number else ""
            return _heading(block.text, 1) + number
        case Heading():
            return _heading(block.text, 2)
        case Para():
            return _paragraph(block.text)
        case Items():
            items = "".join(
                f"<text:list-item>{_paragraph(line)}</text:list-item>" for line in block.lines
            )
            return f"<text:list>{items}</text:list>"
        case Pairs():
            return _rows(block.rows)
        case Grid():
            return _rows((block.head, *block.rows))
        case Sign():
            return "".join(map(_paragraph, (
                block.place_date, f"{block.post},", "", block.name, block.nip)))
