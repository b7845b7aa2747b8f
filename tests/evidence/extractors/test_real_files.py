"""Real and hostile files that nobody here wrote: what each gives, against its manifest."""

import csv
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "evidence"
MANIFEST = DATA / "manifest.csv"

pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="../shared/data/evidence is not here (checked 2026-11)")

SECONDS, MEGABYTES = 30, 1_000

# Where we do better than the tools of the manifest, or find that its words mean less.
DIFFERS = {
    "good/docx-images.docx": ("empty", "its 4 characters are line ends"),
    "good/docx-tables.docx": ("empty", "its 22 characters are cell ends"),
    "good/pptx-groups.pptx": ("empty", "shapes without text"),
    "good/poi-Simple.xlsb": ("unreadable", "binary workbooks are stored, not read"),
    "hostile/ole-external-template.docx": ("empty", "holds no text, only a link"),
    "hostile/js-bad-pagelabels.pdf": ("read", "only its page labels are bad"),
    "hostile/js-bomb_giant.pdf": ("read", "pdfium is through with it at once"),
    "hostile/pp-broken.odt": ("read", "its text is whole"),
    "hostile/ck-efail-exfiltration.pdf": ("read", "this copy is not encrypted"),
}
OUTCOMES = {
    "yes": {"read"}, "partly": {"read"}, "garbage": {"empty"}, "n/a": {"refused"},
    "no": {"empty", "locked", "unreadable", "refused"},
    "maybe": {"read", "empty", "locked", "unreadable"},
}


def _rows():
    if not MANIFEST.exists():
        return []
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def readings(read_all):
    return read_all({row["file"]: DATA / row["file"] for row in _rows()})


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
class TestManifest:
    def test_outcome_is_the_expected_one(self, row, readings):
        outcome, _ = DIFFERS.get(row["file"], (None, ""))
        expected = {outcome} if outcome else OUTCOMES[row["readable_text"]]

        assert readings[row["file"]].outcome in expected

    def test_encrypted_file_is_locked(self, row, readings):
        if row["expected"].startswith("encrypted, needs a password"):
            reading = readings[row["file"]]
            assert (reading.outcome, reading.verdict, reading.pages) == ("locked", "marked", ())

    def test_text_is_at_least_as_long_as_other_tools_found(self, row, readings):
        # The manifest counts without spaces in PDFs and with separators in sheets.
        reading = readings[row["file"]]
        if row["chars_here"].isdigit() and reading.outcome == "read":
            assert reading.text_length >= 0.9 * int(row["chars_here"])

    def test_pages_are_counted(self, row, readings):
        reading = readings[row["file"]]
        if row["pages"] and reading.outcome in ("read", "empty"):
            # pdfinfo gives up on some that pdfium opens.
            assert reading.page_count == int(row["pages"])

    def test_costs_stay_within_the_limits(self, row, readings):
        reading = readings[row["file"]]

        assert reading.seconds < SECONDS
        assert reading.peak_memory_mb < MEGABYTES


@pytest.mark.parametrize(("name", "marks"), [
    ("hostile/poi-SimpleMacro.docm", {"macros"}),
    ("hostile/wrongext-png-as.jpg", {"wrong_extension"}),
    ("hostile/ck-1016-garbage.pdf", {"leading_bytes"}),
    ("hostile/ole-external-template.docx", {"external_content"}),
    ("hostile/fmt-javascript.pdf", {"javascript"}),
    ("hostile/fmt-file-attachment.pdf", {"embedded_files", "javascript"}),
    ("hostile/fmt-nocopy.pdf", {"restricted"}),
    ("hostile/ck-incremental.pdf", {"earlier_versions"}),
    ("hostile/ocr-font-nomapping.pdf", {"garbled_text"}),
    ("hostile/ocr-livecycle.pdf", {"xfa", "unreadable"}),
    ("good/pp-signed.pdf", {"signed", "restricted"}),
    ("good/pp-mixed-scan-text.pdf", {"pages_without_text"}),
    ("good/exif-gps-DSCN0010.jpg", {"location"}),
])
def test_marks_tell_what_a_person_should_know(readings, name, marks):
    assert set(readings[name].marks) == marks


def test_photo_tells_when_it_was_taken(readings):
    assert readings["good/exif-gps-DSCN0010.jpg"].taken_at.isoformat() == "2008-10-22T16:28:39"
    assert readings["good/exif-iphone-IMG_5195.HEIC"].taken_at.isoformat() == (
        "2021-04-11T15:47:53-05:00")
    assert readings["good/exif-none.jpg"].taken_at is None


def test_word_parts_beside_the_body_are_read(readings):
    text = "\n".join(page.text for page in readings["good/docx-header-footer.docx"].pages)

    assert "Header for section-1" in text
    assert "Footer for section 1" in text
