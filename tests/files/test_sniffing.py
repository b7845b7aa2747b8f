"""What a file is follows from its content; the name only chooses between equals."""

import os
import struct
import zlib

import pytest

from portal.files.containers import ZIP_DIRECTORY_LIMIT
from portal.files.sniffing import ACCEPTED, REFUSED, NotAFile, sniff
from tests.contracts.test_extractors import SAMPLES
from tests.evidence.extractors.samples import make_docx, make_ole, make_pdf, make_zip, word_body

MAIL = b"From: a@example.go.id\r\nDate: Mon, 1 Jan 2024 00:00:00 +0700\r\n"


def _kind(tmp_path, data, name=""):
    path = tmp_path / "berkas"
    path.write_bytes(data)
    return sniff(path, original_name=name)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_kind_is_known_without_its_name(tmp_path, kind):
    found = _kind(tmp_path, SAMPLES[kind])

    assert found.key == {"csv": "txt", "md": "txt"}.get(kind, kind)
    assert found.accepted


@pytest.mark.parametrize(("data", "key"), [
    (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(64), "mp4"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(64), "mov"),
    ("Laporan kegiatan\nSelesai".encode("utf-16"), "txt"),
    ("Laporan — selesai".encode("cp1252"), "txt"),
    (b"\xef\xbb\xbfLaporan", "txt"),
    (b"x", "txt"),
    (b"# Judul\n\nIsi <details>boleh</details>\n", "txt"),
    (b"Dokumen PDF diawali %PDF-1.7, begitu katanya.", "txt"),
    (b"MZ adalah singkatan", "txt"),
    (MAIL + b"Subject: Rapat\r\n\r\nIsi", "eml"),
    (b"\n  %PDF-1.4\n1 0 obj\n", "pdf"),
    (b"xyz\n" * 300 + b"%PDF-1.4\n1 0 obj\n", "pdf"),
    (bytes(range(128, 256)) * 8 + b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "pdf"),
])
def test_content_is_taken(tmp_path, data, key):
    found = _kind(tmp_path, data)

    assert (found.key, found.accepted, found.reason) == (key, True, "")


@pytest.mark.parametrize(("data", "key"), [
    (b"", "empty"),
    (b"\x7fELF\x02\x01\x01" + bytes(60), "program"),
    (b"MZ\x90\0\x03\0\0\0" + bytes(200), "program"),
    (b"\xca\xfe\xba\xbe\0\0\0\x34", "program"),
    (make_zip({"META-INF/MANIFEST.MF": b"Main-Class: X", "X.class": b"x"}), "program"),
    (b"#!/bin/sh\nrm -rf /\n", "script"),
    (b"@echo off\r\ndel *.*\r\n", "script"),
    (b"<?php system($_GET[1]);", "script"),
    (b"[InternetShortcut]\r\nURL=http://192.0.2.1/\r\n", "script"),
    (b"Windows Registry Editor Version 5.00\r\n", "script"),
    (b"L\0\0\0\x01\x14\x02\0" + bytes(80), "script"),
    (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    (b"\xef\xbb\xbf\r\n<!-- x --><HTML>", "html"),
    ("<html><script>1</script>".encode("utf-16"), "html"),
    (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1', "html"),
    (b"<table border=1><tr><td>Rekap</td></tr></table>", "html"),
    (MAIL + b"Snapshot-Content-Location: http://192.0.2.1/\r\n\r\n<html>", "html"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
    (b'<?xml version="1.0"?>\n<!-- x -->\n<svg onload="x"/>', "svg"),
    (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "svg"),
    (b'<?xml version="1.0"?><faktur><nomor>1</nomor></faktur>', "xml"),
    (make_zip({"a.txt": b"x"}), "archive"),
    (b"PK\x05\x06" + bytes(18), "archive"),
    (b"\x1f\x8b\x08\0" + bytes(20), "archive"),
    (b"Rar!\x1a\x07\x01\0", "archive"),
    (b"7z\xbc\xaf\x27\x1c\0\4", "archive"),
    (b"ID3\x04\0\0\0\0\0\0", "audio"),
    (b"RIFF\0\0\0\0AVI LIST", "other-video"),
    (b"8BPS\0\x01", "other-picture"),
    (make_zip({"mimetype": b"application/epub+zip", "a": b""}), "other-office"),
    (make_zip({"[Content_Types].xml": b"<Types/>", "visio/document.xml": b""}), "other-office"),
    (make_ole({"VisioDocument": b""}), "other-office"),
    (SAMPLES["docx"][:-30], "damaged-archive"),
    (SAMPLES["doc"][:700], "damaged-archive"),
    (bytes(range(256)) * 20, "unknown"),
    (b"Teks" + bytes(3) + b"biner", "unknown"),
])
def test_content_is_refused_with_advice(tmp_path, data, key):
    found = _kind(tmp_path, data)

    assert (found.key, found.accepted) == (key, False)
    assert found.reason.endswith(".")


@pytest.mark.parametrize("data", [
    make_pdf(b"") + make_zip({"a.exe": b"MZ"}),
    SAMPLES["jpg"] + make_zip({"a.exe": b"MZ"}),
    SAMPLES["png"] + make_zip({"a.exe": b"MZ"}),
    b"#!/bin/sh\nexit\n" + make_pdf(b""),
    b"MZ" + bytes(300) + make_pdf(b""),
    b"<html><script>1</script>\n" + make_pdf(b""),
    b"Teks biasa\n" + make_zip({"a.exe": b"MZ"}),
    make_pdf(b"")[:0] + b"PK\x03\x04" + bytes(26) + make_pdf(b"")[:500],
], ids=range(8))
def test_two_kinds_in_one_are_refused(tmp_path, data):
    assert not _kind(tmp_path, data).accepted


def test_tar_of_a_pdf_is_an_archive_but_letters_of_tar_in_garbage_are_not(tmp_path):
    header = bytearray(512)
    header[:9] = b"surat.pdf"
    header[257:263] = b"ustar\0"
    header[148:156] = b" " * 8
    whole = bytes(header[:148]) + b"%06o\0 " % sum(header) + bytes(header[156:])

    assert _kind(tmp_path, whole + make_pdf(b"")).key == "archive"
    assert _kind(tmp_path, bytes(header) + make_pdf(b"")).key == "pdf"


class TestMarks:
    def test_macros(self, tmp_path):
        data = make_docx(word_body(""), **{"word/vbaProject.bin": b"x"})

        assert _kind(tmp_path, data).marks == ("macros",)

    def test_embedded_files(self, tmp_path):
        data = make_docx(word_body(""), **{"word/embeddings/oleObject1.bin": b"x"})

        assert _kind(tmp_path, data).marks == ("embedded_files",)

    def test_data_of_a_chart_is_no_embedded_file(self, tmp_path):
        data = make_docx(word_body(""), **{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"x"})

        assert _kind(tmp_path, data).marks == ()

    def test_old_office_with_macros(self, tmp_path):
        found = _kind(tmp_path, make_ole({"WordDocument": b"", "_VBA_PROJECT": b""}))

        assert (found.key, found.marks) == ("doc", ("macros",))

    @pytest.mark.parametrize("name", ["foto.jpg", "foto.docx", "foto.exe", "foto.png.html"])
    def test_name_that_does_not_fit(self, tmp_path, name):
        found = _kind(tmp_path, SAMPLES["png"], name)

        assert (found.key, found.marks) == ("png", ("wrong_extension",))

    @pytest.mark.parametrize(("kind", "name"), [
        ("jpg", "IMG.JPEG"), ("tif", "a.tiff"), ("png", "a.png. "), ("png", "tanpa-akhiran"),
        ("docx", "a.dotx"), ("rtf", "surat.doc"), ("txt", "catatan.log"), ("png", "a.v2")])
    def test_name_that_fits(self, tmp_path, kind, name):
        assert _kind(tmp_path, SAMPLES[kind], name).marks == ()


@pytest.mark.parametrize(("name", "key"), [
    ("a.csv", "csv"), ("A.MD", "md"), ("a.txt", "txt"), ("a.bat", "script"), ("a.ps1", "script"),
    ("a.js ", "script"), ("a.html", "script"), ("a.py", "script")])
def test_name_of_a_text_chooses_between_texts(tmp_path, name, key):
    assert _kind(tmp_path, b"laporan", name).key == key


def test_encrypted_office_is_taken_as_locked(tmp_path):
    found = _kind(tmp_path, make_ole({"EncryptedPackage": b"", "EncryptionInfo": b""}))

    assert (found.key, found.family, found.accepted) == ("office-locked", "locked", True)


def test_installer_in_the_ole_form_is_a_program(tmp_path):
    data = bytearray(make_ole({"x": b""}))
    place = data.find("Root Entry".encode("utf-16-le"))
    data[place + 80:place + 96] = bytes.fromhex("84100c0000000000c000000000000046")

    assert _kind(tmp_path, bytes(data)).key == "program"


class TestBounds:
    def test_directory_of_a_zip_is_read_within_limits(self, tmp_path):
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, ZIP_DIRECTORY_LIMIT + 1, 4, 0)

        assert _kind(tmp_path, b"PK\x03\x04" + bytes(5_000_000) + end).key == "archive"

    def test_list_of_parts_is_unpacked_within_limits(self, tmp_path):
        data = make_zip({"[Content_Types].xml": bytes(50_000_000)})

        assert _kind(tmp_path, data).key == "other-office"

    def test_chain_of_an_ole_file_ends(self, tmp_path):
        data = bytearray(make_ole({"WordDocument": bytes(100_000)}))
        struct.pack_into("<2L", data, 68, 1, 1)
        struct.pack_into("<L", data, 1024, 1)

        assert _kind(tmp_path, bytes(data)).label

    def test_endless_markup_ends(self, tmp_path):
        for data in (b"<!--" * 20_000, b"<?xml " * 20_000, b"<!doctype [" * 9_000, b" " * 70_000,
                     b"rem \n" * 20_000, b"\n" * 70_000 + b"<html>"):
            assert _kind(tmp_path, data).label

    def test_large_sparse_file_costs_nothing(self, tmp_path):
        path = tmp_path / "besar"
        with path.open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(20_000_000_000)

        assert sniff(path).key == "pdf"

    def test_what_is_no_file_is_not_opened(self, tmp_path):
        os.mkfifo(tmp_path / "pipa")

        for path in (tmp_path, tmp_path / "pipa", "/dev/null"):
            with pytest.raises(NotAFile):
                sniff(path)


class TestTable:
    def test_keys_are_unique_across_both_tables(self):
        assert not set(ACCEPTED) & set(REFUSED)

    @pytest.mark.parametrize("key", sorted(REFUSED))
    def test_refusal_says_what_to_do(self, key):
        row = REFUSED[key]

        assert (row.accepted, row.family) == (False, "refused")
        assert row.reason.count(".") >= 2 or "Save it" in row.reason

    @pytest.mark.parametrize("key", sorted(ACCEPTED))
    def test_taken_kind_is_complete(self, key):
        row = ACCEPTED[key]

        assert row.accepted
        assert row.extension
        assert row.mime.count("/") == 1
        assert row.mime == row.mime.lower()


def test_picture_with_bytes_after_its_end_is_a_picture(tmp_path):
    motion = b"\0\0\0\x18ftypmp42" + zlib.compress(bytes(1000))

    assert _kind(tmp_path, SAMPLES["jpg"] + motion).key == "jpg"
