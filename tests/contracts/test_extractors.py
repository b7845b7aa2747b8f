"""What every extractor promises, asked of every extractor."""

from dataclasses import replace

import pytest

from evidence.extractors.base import CannotRead, Extract, Limits, Locked
from evidence.extractors.catalog import EXTRACTORS, extractor_for, load
from portal.files.sniffing import ACCEPTED, sniff
from tests.evidence.extractors import samples

WORDS = "Laporan kegiatan Kecamatan Sukamaju"
LIMITS = Limits()

SAMPLES = {
    "pdf": samples.make_pdf(b"BT /F1 12 Tf 50 700 Td (Laporan kegiatan Kecamatan Sukamaju) Tj ET"),
    "docx": samples.make_docx(samples.word_body(samples.paragraph(WORDS))),
    "pptx": samples.make_pptx([WORDS, "Slide kedua"]),
    "xlsx": samples.make_xlsx(samples.sheet_with(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{WORDS}</t></is></c></row>')),
    "xls": samples.make_xls(WORDS),
    "odt": samples.make_odf("text", f"<x:p>{WORDS}</x:p>"),
    "ods": samples.make_odf("spreadsheet", (
        f'<t:table t:name="Rekap"><t:table-row><t:table-cell><x:p>{WORDS}</x:p></t:table-cell>'
        "</t:table-row></t:table>")),
    "odp": samples.make_odf("presentation", f"<d:page><x:p>{WORDS}</x:p></d:page>"),
    "doc": samples.make_doc(WORDS),
    "ppt": samples.make_ppt(WORDS),
    "rtf": rb"{\rtf1\ansi " + WORDS.encode() + rb"\par}",
    "eml": (f"From: camat@example.go.id\r\nDate: Mon, 5 Jan 2026 08:00:00 +0700\r\n"
            f"Subject: {WORDS}\r\n\r\nIsi surat\r\n").encode(),
    "msg": samples.make_msg(WORDS, "Isi surat"),
    "txt": WORDS.encode(),
    "csv": WORDS.encode(),
    "md": WORDS.encode(),
    "jpg": samples.make_picture("JPEG"),
    "png": samples.make_picture("PNG"),
    "tif": samples.make_picture("TIFF"),
    "webp": samples.make_picture("WEBP"),
    "heic": samples.make_picture("HEIF", (64, 64)),
    "avif": samples.make_picture("AVIF", (64, 64)),
    "gif": samples.make_picture("GIF"),
    "bmp": samples.make_picture("BMP"),
}


@pytest.fixture(params=sorted(SAMPLES))
def sample(request, tmp_path):
    """A small sound file: its path, its sniffed type and its extractor."""
    path = tmp_path / f"berkas.{request.param}"
    path.write_bytes(SAMPLES[request.param])
    file_type = sniff(path, original_name=path.name)
    assert file_type.key == request.param
    return path, file_type, extractor_for(file_type)


class TestExtractor:
    def test_finds_the_words_inside(self, sample):
        path, file_type, extractor = sample

        extract = extractor.extract(path, file_type, LIMITS)

        if file_type.family == "picture":
            assert (extract.pages, extract.outcome) == ((), "empty")
        else:
            assert WORDS in "\n".join(page.text for page in extract.pages)

    def test_reads_the_same_bytes_the_same(self, sample):
        path, file_type, extractor = sample

        assert extractor.extract(path, file_type, LIMITS) == extractor.extract(
            path, file_type, LIMITS)

    def test_numbers_pages_upwards_within_the_count(self, sample):
        path, file_type, extractor = sample

        extract = extractor.extract(path, file_type, LIMITS)

        numbers = [page.number for page in extract.pages]
        assert numbers == sorted(set(numbers))
        assert extract.page_count >= max(numbers, default=1) >= 1

    def test_keeps_the_limit_of_characters_and_says_so(self, sample):
        path, file_type, extractor = sample
        limits = replace(LIMITS, text_characters=10)

        extract = extractor.extract(path, file_type, limits)

        assert sum(len(page.text) for page in extract.pages) <= 10
        assert ("cut" in extract.marks) == (file_type.family != "picture")

    def test_reads_a_file_cut_anywhere_or_raises_an_ordinary_error(self, sample):
        path, file_type, extractor = sample
        data = path.read_bytes()
        for eighths in range(1, 8):
            path.write_bytes(data[:len(data) * eighths // 8])
            try:
                extract = extractor.extract(path, file_type, LIMITS)
            except Exception as error:  # noqa: BLE001 - 2026-11: which one is free, by contract
                assert not isinstance(error, MemoryError)
            else:
                assert isinstance(extract, Extract)

    def test_says_who_read(self, sample):
        _, _, extractor = sample

        assert extractor.name
        assert extractor.version


@pytest.mark.parametrize("row", EXTRACTORS, ids=lambda row: row.module)
def test_extractor_accepts_what_the_catalog_says_and_nothing_else(row):
    extractor = load(row)

    accepted = {key for key, file_type in ACCEPTED.items() if extractor.accepts(file_type)}

    assert accepted == {key for key, file_type in ACCEPTED.items()
                        if row.kinds & {key, file_type.family}}


def test_every_kind_with_text_has_an_extractor():
    without = {key for key, file_type in ACCEPTED.items() if extractor_for(file_type) is None}

    assert without == {"mp4", "mov", "office-locked"}


def test_locked_is_told_apart_from_damaged():
    assert Locked().outcome == "locked"
    assert CannotRead().outcome == "unreadable"
