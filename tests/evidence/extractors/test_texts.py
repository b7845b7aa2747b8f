"""What each kind of file gives in particular: parts, order, what is left out."""

import io
import struct
import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas

from evidence.extractors.base import Limits, Locked, PageCollector, clean
from evidence.extractors.catalog import extractor_for
from evidence.extractors.mail import text_of_html
from evidence.extractors.outlook import unpack_rtf
from evidence.extractors.plain import decode
from evidence.extractors.quality import text_quality
from portal.files.sniffing import sniff

from .samples import (
    make_doc,
    make_docx,
    make_msg,
    make_odf,
    make_ole,
    make_pdf,
    make_pptx,
    make_xlsx,
    office_relation,
    paragraph,
    relations_part,
    sheet_with,
    word_body,
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def extract(tmp_path):
    """``extract(data)`` reads in this process: these files are sound."""
    def read(data, limits=None):
        path = tmp_path / "berkas"
        path.write_bytes(data)
        file_type = sniff(path)
        return extractor_for(file_type).extract(path, file_type, limits or Limits())

    return read


def _texts(extract_of):
    return [page.text for page in extract_of.pages]


class TestWord:
    def test_table_cells_are_joined_by_tabs(self, extract):
        row = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Nama", "NIP"))

        assert _texts(extract(make_docx(word_body(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")))) == [
            "Nama\tNIP"]

    def test_deleted_text_and_field_codes_are_left_out(self, extract):
        body = word_body(
            "<w:p><w:r><w:t>Tetap</w:t></w:r><w:del><w:r><w:delText>Dihapus</w:delText></w:r>"
            "</w:del><w:r><w:instrText>PAGE</w:instrText></w:r><w:ins><w:r><w:t>Baru</w:t></w:r>"
            "</w:ins></w:p>")

        assert _texts(extract(make_docx(body))) == ["TetapBaru"]

    def test_drawn_text_that_is_stored_twice_is_read_once(self, extract):
        mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        box = f"<w:txbxContent>{paragraph('Kotak')}</w:txbxContent>"
        body = word_body(f'<w:p><m:AlternateContent xmlns:m="{mc}"><m:Choice>{box}</m:Choice>'
                         f"<m:Fallback>{box}</m:Fallback></m:AlternateContent></w:p>")

        assert _texts(extract(make_docx(body))) == ["Kotak"]

    def test_headers_notes_and_comments_follow_the_body(self, extract):
        kinds = ("header", "footer", "footnotes", "endnotes", "comments")
        parts = {f"word/{kind}.xml": f'<w:x xmlns:w="{WORD}">{paragraph(kind)}</w:x>'.encode()
                 for kind in kinds}
        relations = relations_part(*(office_relation(kind, kind, f"{kind}.xml") for kind in kinds))

        found = extract(make_docx(word_body(paragraph("Isi")), **parts, **{
            "word/_rels/document.xml.rels": relations}))

        assert _texts(found) == ["Isi", *kinds]

    def test_strict_documents_read_the_same(self, extract):
        body = word_body(paragraph("Isi")).replace(
            WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")

        assert _texts(extract(make_docx(body))) == ["Isi"]

    def test_old_document_gives_its_text_without_field_codes(self, extract):
        text = "Satu\rDua \x13 PAGE \x143\x15 sel\x07\x07Tiga"

        assert _texts(extract(make_doc(text))) == ["Satu\nDua 3 sel\nTiga"]

    def test_locked_old_document_is_locked(self, extract):
        with pytest.raises(Locked):
            extract(make_doc("Rahasia", is_locked=True))


class TestSlides:
    def test_slides_come_in_the_order_of_showing(self, extract):
        found = extract(make_pptx(["Pembuka", "Isi", "Penutup"]))

        assert [(page.number, page.text) for page in found.pages] == [
            (1, "Pembuka"), (2, "Isi"), (3, "Penutup")]


class TestSheets:
    def test_numbers_are_written_as_people_write_them(self, extract):
        cells = '<c r="A1"><v>1200000</v></c><c r="B1"><v>12.5</v></c><c r="C1" t="b"><v>1</v></c>'

        found = extract(make_xlsx(sheet_with(f'<row r="1">{cells}</row>')))

        assert [(page.label, page.text) for page in found.pages] == [
            ("Rekap", "1200000\t12.5\tTrue")]

    def test_values_far_apart_are_read_one_by_one(self, extract):
        rows = ('<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576">'
                "<f>A1*2</f><v>14</v></c></row>")

        assert _texts(extract(make_xlsx(sheet_with(rows)))) == ["7\n14"]

    def test_repeated_cells_count_once(self, extract):
        table = ('<t:table t:name="A"><t:table-row t:number-rows-repeated="9"><t:table-cell '
                 't:number-columns-repeated="9"><x:p>isi</x:p></t:table-cell></t:table-row>'
                 "</t:table>")

        found = extract(make_odf("spreadsheet", table))

        assert [(page.label, page.text) for page in found.pages] == [("A", "isi")]


class TestOpenDocument:
    def test_text_keeps_spaces_tabs_and_lines(self, extract):
        body = '<x:p>a<x:s x:c="2"/>b<x:tab/>c<x:line-break/><x:span>d</x:span>e</x:p><x:h>f</x:h>'

        assert _texts(extract(make_odf("text", body))) == ["a  b\tc\nde\nf"]

    def test_deleted_text_is_left_out(self, extract):
        body = ("<x:tracked-changes><x:changed-region><x:deletion><x:p>dihapus</x:p></x:deletion>"
                "</x:changed-region></x:tracked-changes><x:p>tetap</x:p>")

        assert _texts(extract(make_odf("text", body))) == ["tetap"]

    def test_content_from_elsewhere_is_marked(self, extract):
        body = '<x:p>a<d:frame><d:image l:href="http://192.0.2.1/a.png"/></d:frame></x:p>'

        assert extract(make_odf("text", body)).marks == ("external_content",)


class TestPdf:
    def test_values_of_a_form_are_read(self, extract):
        buffer = io.BytesIO()
        canvas = Canvas(buffer)
        canvas.drawString(50, 700, "Nama:")
        canvas.acroForm.textfield(name="nama", value="Sukamaju", x=100, y=690, width=200)
        canvas.save()

        text = "\n".join(_texts(extract(buffer.getvalue())))

        assert "Nama:" in text
        assert "Sukamaju" in text

    def test_pages_without_text_are_left_out_and_told(self, extract):
        found = extract(make_pdf(b"", pages=3))
        assert (found.pages, found.page_count, found.marks) == ((), 3, ())

    @pytest.mark.parametrize(("catalog", "mark"), [
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "javascript"),
        (b"/OpenAction << /S /J#61vaScript >>", "javascript"),
        (b"/OpenAction << /S /Launch /F (calc.exe) >>", "launch"),
        (b"/OpenAction << /S /SubmitForm /F (http://192.0.2.1/) >>", "external_content"),
        (b"/Names << /EmbeddedFiles << >> >>", "embedded_files"),
    ])
    def test_active_content_is_marked(self, extract, catalog, mark):
        data = make_pdf(b"").replace(b"/Type /Catalog", b"/Type /Catalog " + catalog)

        assert extract(data).marks == (mark,)

    def test_active_content_in_a_packed_object_is_marked(self, extract):
        packed = zlib.compress(b"9 0 << /S /JavaScript /JS (x) >>")
        stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % (
            len(packed)) + packed + b"\nendstream"

        found = extract(make_pdf(b"") + b"9 0 obj\n" + stream + b"\nendobj\n")

        assert found.marks == ("javascript",)

    def test_a_header_behind_two_kilobytes_of_garbage_is_found(self, extract):
        data = b"\xf1\x80\n" * 900 + make_pdf(b"BT /F1 12 Tf 50 700 Td (Isi) Tj ET")

        assert _texts(extract(data)) == ["Isi"]


class TestMail:
    def test_encoded_head_and_body_are_decoded(self, extract):
        data = (b"From: =?utf-8?q?Kantor_Camat_=E2=80=94?= <a@example.go.id>\r\n"
                b"Date: Mon, 5 Jan 2026 08:00:00 +0700\r\nSubject: =?utf-8?b?UmFwYXQ=?=\r\n"
                b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
                b"\r\nVW5kYW5nYW4=\r\n")

        text = "\n".join(_texts(extract(data)))

        assert "Subject: Rapat\nFrom: Kantor Camat — <a@example.go.id>" in text
        assert text.endswith("Undangan")

    def test_names_of_attachments_are_listed_but_not_their_text(self, extract):
        data = (b"From: a@example.go.id\r\nDate: Mon, 5 Jan 2026 08:00:00 +0700\r\n"
                b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
                b"--b\r\nContent-Type: text/html\r\n\r\n<p>Isi</p><script>x()</script>\r\n"
                b"--b\r\nContent-Type: text/plain\r\n"
                b'Content-Disposition: attachment; filename="lampiran.txt"\r\n\r\nTersembunyi\r\n'
                b"--b--\r\n")

        found = extract(data)
        text = "\n".join(_texts(found))

        assert "Isi" in text
        assert "lampiran.txt" in text
        assert "Tersembunyi" not in text
        assert "x()" not in text
        assert found.marks == ("embedded_files",)

    @pytest.mark.parametrize("charset", [b"tidak-ada", b"utf-8", b"\xff"])
    def test_wrong_charset_does_not_hide_the_body(self, extract, charset):
        data = (b"From: a@example.go.id\r\nDate: x\r\nContent-Type: text/plain; charset="
                + charset + b"\r\n\r\nR\xe9sum\xe9 rapat\r\n")

        assert "rapat" in "\n".join(_texts(extract(data)))

    def test_outlook_message_gives_head_and_body(self, extract):
        assert _texts(extract(make_msg("Rapat", "Undangan\r\nrapat"))) == [
            "Subject: Rapat\n\nUndangan\nrapat"]

    def test_outlook_message_with_packed_text_only(self, extract):
        raw = rb"{\rtf1 Undangan}"
        packed = struct.pack("<4L", len(raw) + 12, len(raw), 0x414C454D, 0) + raw

        found = extract(make_ole({"__properties_version1.0": b"", "__substg1.0_10090102": packed}))

        assert _texts(found) == ["Undangan"]

    def test_packed_rtf_is_unpacked_with_its_references(self):
        # The example of [MS-OXRTFCP] 3.1.1.
        packed = bytes.fromhex(
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277"
            "05b06c647d0a800fa0")

        assert unpack_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

    def test_html_becomes_lines_and_tabs(self):
        html = "<style>x</style><p>Satu\n dua</p><table><tr><td>a</td><td>b</td></tr></table>"

        assert text_of_html(html).split() == ["Satu", "dua", "a", "b"]


class TestText:
    @pytest.mark.parametrize(("data", "text"), [
        (b"\xef\xbb\xbfa\r\nb", "a\nb"), ("é".encode("cp1252"), "é"), ("é".encode(), "é"),
        ("é—".encode("utf-16"), "é—"), (b"\xff\xfe\0\0a\0\0\0", "a"),
    ])
    def test_encoding_is_found(self, data, text):
        assert decode(data) == text

    def test_letter_cut_at_the_limit_is_no_other_encoding(self):
        assert decode("aé".encode()[:-1], is_cut=True) == "a"

    def test_clean_text_has_nothing_that_databases_refuse(self):
        assert clean("a\0b\x1b\ud800 e\u0301 co\u00adba\u2028c\x0c") == "ab\ufffd é coba\nc"

    def test_parts_end_at_line_ends_and_lose_nothing(self):
        text = "\n".join(f"baris {number}" for number in range(5_000))
        collector = PageCollector(Limits())

        count = collector.add_parts(text)

        assert count == len(collector.pages) > 3
        assert "\n".join(page.text for page in collector.pages) == text


class TestQuality:
    @pytest.mark.parametrize("text", [
        "PERATURAN MENTERI NOMOR 2 TAHUN 2022", "198702142010011004", "الحكومة", "中华人民共和国",
        "BAB I ........................................ 1", "", "TES", "Rp1.250.000,00 (12,5%)",
        "str prs krj bln thn"])
    def test_writing_scores_high(self, text):
        assert text_quality(text) > 0.8

    @pytest.mark.parametrize("text", [
        "\ufffd\ufffd\ufffd \ufffd\ufffd", "\ue001\ue002\ue003", '"7+%-', "#$%^ &*() !@#",
        "xqzt bcdf ghjk lmnp qrst vwxz"])
    def test_meaningless_letters_score_low(self, text):
        assert text_quality(text) < 0.4
