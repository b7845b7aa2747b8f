"""Sound files of every kind that the portal reads, made by code: small, known text, no one's.

Used by the contract of the extractors, and as the ground of ``bombs``.
"""

import io
import struct
import zipfile
import zlib

from PIL import Image

_OOXML = "application/vnd.openxmlformats-officedocument."
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def make_zip(members: dict[str, bytes]) -> bytes:
    """A ZIP file with these members, always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def relations_part(*rows: str) -> bytes:
    """A part that holds these relations."""
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'.encode()


def office_relation(identity: str, kind: str, target: str, mode: str = "") -> str:
    """One relation of an Office part."""
    mode = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def make_docx(document: bytes, **more: bytes) -> bytes:
    """A Word document whose main part is ``document``; ``more`` are further members."""
    types = (f'<Types><Override PartName="/word/document.xml" ContentType="{_OOXML}'
             'wordprocessingml.document.main+xml"/></Types>')
    return make_zip({
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations_part(office_relation("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": document, **more})


def word_body(inner: str) -> bytes:
    """The main part of a Word document around these elements."""
    return f'<w:document xmlns:w="{_WORD}"><w:body>{inner}</w:body></w:document>'.encode()


def paragraph(text: str) -> str:
    """One paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def make_xlsx(sheet: bytes) -> bytes:
    """A workbook with one sheet part."""
    types = (f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
             f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{_OOXML}'
             f'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
             f'ContentType="{_OOXML}spreadsheetml.worksheet+xml"/></Types>')
    book = (f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="Rekap" sheetId="1" r:id="r1"/></sheets></workbook>')
    return make_zip({
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations_part(office_relation("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations_part(
            office_relation("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet})


def sheet_with(rows: str) -> bytes:
    """A sheet part around these rows."""
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def make_pdf(content: bytes, *, packed: bool = True, page: str = "", pages: int = 1) -> bytes:
    """A PDF whose pages all draw ``content``."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
                   pages, b" ".join(b"%d 0 R" % (5 + index) for index in range(pages))),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    data = zlib.compress(content, 9) if packed else content
    name = b"/Filter /FlateDecode " if packed else b""
    objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (name, len(data), data))
    box = page or "/MediaBox [0 0 595 842]"
    objects += [b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R "
                b"/Resources << /Font << /F1 3 0 R >> >> >>" % box.encode()] * pages
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, start)
    return bytes(out)


def make_ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams in its root, each padded to at least 4,096 bytes."""
    padded = {name: data.ljust(max(4096, len(data) + -len(data) % 512), b"\0")
              for name, data in streams.items()}
    sectors = sum(len(data) for data in padded.values()) // 512
    directory_sectors = (len(streams) + 1 + 3) // 4
    fat_sectors = (sectors + directory_sectors) // 127 + 1
    table = [0xFFFFFFFD] * fat_sectors
    table += [*range(fat_sectors + 1, fat_sectors + directory_sectors), 0xFFFFFFFE]
    body, entries = b"", []
    for index, (name, data) in enumerate(padded.items(), start=1):
        first, count = len(table), len(data) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += data
        following = index + 1 if index < len(padded) else 0xFFFFFFFF
        entries.append(_ole_entry(name, 2, following, 0xFFFFFFFF, first,
                                  max(4096, len(streams[name]))))
    table += [0xFFFFFFFF] * (fat_sectors * 128 - len(table))
    directory = _ole_entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0) + b"".join(entries)
    header = bytearray(b"\xff" * 512)
    header[:76] = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
                   + struct.pack("<5H6x", 62, 3, 0xFFFE, 9, 6)
                   + struct.pack("<9L", 0, fat_sectors, fat_sectors, 0, 4096, 0xFFFFFFFE, 0,
                                 0xFFFFFFFE, 0))
    for index in range(min(fat_sectors, 109)):
        struct.pack_into("<L", header, 76 + 4 * index, index)
    return (bytes(header) + struct.pack(f"<{fat_sectors * 128}L", *table)
            + directory.ljust(directory_sectors * 512, b"\0") + body)


def _ole_entry(name: str, kind: int, right: int, child: int, first: int, length: int) -> bytes:
    raw = name.encode("utf-16-le")
    return (raw.ljust(64, b"\0") + struct.pack("<HBB3L", len(raw) + 2, kind, 1, 0xFFFFFFFF,
                                               right, child)
            + bytes(36) + struct.pack("<LQ", first, length))


def make_doc(text: str, *, is_locked: bool = False) -> bytes:
    """A Word 97 document of one piece of 8-bit text."""
    raw = text.encode("cp1252")
    header = bytearray(0x600)
    struct.pack_into("<2H", header, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", header, 0x0A, 0x0200 | (0x0100 if is_locked else 0))
    pieces = struct.pack("<2L", 0, len(raw)) + struct.pack("<HLH", 0, 0x600 * 2 | 0x40000000, 0)
    table = b"\x02" + struct.pack("<L", len(pieces)) + pieces
    struct.pack_into("<2L", header, 0x01A2, 0, len(table))
    return make_ole({"WordDocument": bytes(header) + raw, "1Table": table})


def make_xls(text: str) -> bytes:
    """A workbook in the OLE form with one text in its first cell."""
    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<2H", kind, len(body)) + body
    begin = struct.pack("<4H2L", 0x0600, 5, 0, 0, 0, 0)
    end = record(0x000A, b"")
    name = b"Rekap"
    head = record(0x0809, begin)
    place = len(head) + 4 + 8 + len(name) + len(end)
    head += record(0x0085, struct.pack("<LHBB", place, 0, len(name), 0) + name) + end
    raw = text.encode("utf-16-le")
    cell = struct.pack("<4HB", 0, 0, 0, len(text), 1) + raw
    sheet = record(0x0809, struct.pack("<4H2L", 0x0600, 0x10, 0, 0, 0, 0))
    return make_ole({"Workbook": head + sheet + record(0x0204, cell) + end})


def make_ppt(text: str) -> bytes:
    """The record of one text, without the chain that leads to it."""
    raw = text.encode("utf-16-le")
    return make_ole({"PowerPoint Document": struct.pack("<2HL", 0, 4000, len(raw)) + raw})


def make_msg(subject: str, body: str, attachment: str = "") -> bytes:
    """An Outlook message."""
    streams = {"__properties_version1.0": bytes(32),
               "__substg1.0_0037001F": subject.encode("utf-16-le"),
               "__substg1.0_1000001F": body.encode("utf-16-le")}
    return make_ole(streams)


def make_odf(kind: str, body: str) -> bytes:
    """An OpenDocument file of this kind (``text``, ``spreadsheet``, ``presentation``)."""
    content = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        f'xmlns:l="http://www.w3.org/1999/xlink"><o:body><o:{kind}>{body}</o:{kind}></o:body>'
        "</o:document-content>")
    return make_zip({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
                     "content.xml": content.encode()})


def make_pptx(slides: list[str]) -> bytes:
    """A presentation whose slides show these texts, stored in reverse order."""
    draw = "http://schemas.openxmlformats.org/drawingml/2006/main"
    show = "http://schemas.openxmlformats.org/presentationml/2006/main"
    count = len(slides)
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(count))
    members = {
        "[Content_Types].xml": (
            f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{_OOXML}'
            'presentationml.presentation.main+xml"/></Types>').encode(),
        "_rels/.rels": relations_part(
            office_relation("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{show}" xmlns:r="{_OFFICE}"><p:sldIdLst>{ids}'
            "</p:sldIdLst></p:presentation>").encode(),
        "ppt/_rels/presentation.xml.rels": relations_part(*(
            office_relation(f"r{n}", "slide", f"slides/slide{count - n}.xml")
            for n in range(count)))}
    for n, text in enumerate(slides):
        members[f"ppt/slides/slide{count - n}.xml"] = (
            f'<p:sld xmlns:p="{show}" xmlns:a="{draw}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
            "</p:sld>").encode()
    return make_zip(members)


def make_picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB",
                 **options: object) -> bytes:
    """A picture with a red left and a white right half."""
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    picture.convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()
