"""Files that ask for far more than they are: each ends in time, with a verdict."""

import pytest

from evidence.extractors.base import Limits
from evidence.extractors.images import render_page

from . import bombs

# Maker: outcomes that are all right, and a word that must be found when it is read.
EXPECTED = {
    bombs.docx_that_unpacks_to_120_megabytes: ("unreadable", ""),
    bombs.docx_that_lies_about_sizes: ("unreadable", ""),
    bombs.docx_with_too_many_members: ("unreadable", ""),
    bombs.docx_of_nested_elements: ("unreadable", ""),
    bombs.docx_of_billion_laughs: ("unreadable", ""),
    bombs.docx_that_asks_for_a_local_file: ("read", "isi"),
    bombs.docx_that_fetches_a_template: ("read", "Laporan"),
    bombs.xlsx_with_a_value_in_the_last_corner: ("read", "ujung"),
    bombs.xlsx_with_prefixed_names: ("read", "2"),
    bombs.xlsx_of_two_million_cells: ("read", "100"),
    bombs.ods_of_repeated_cells: ("read", "isi"),
    bombs.pdf_of_eight_million_operators: ("unreadable", ""),
    bombs.pdf_of_ten_million_letters: ("read unreadable", ""),
    bombs.pdf_of_open_groups: ("empty unreadable", ""),
    bombs.pdf_of_twenty_thousand_pages: ("read", "Halaman"),
    bombs.pdf_whose_page_tree_bites_its_tail: ("empty unreadable", ""),
    bombs.pdf_of_an_endless_page: ("read", "Luas"),
    bombs.pdf_of_a_thin_page: ("empty", ""),
    bombs.tiff_of_four_hundred_megapixels: ("unreadable", ""),
    bombs.tiff_whose_frames_bite_their_tail: ("empty", ""),
    bombs.png_of_claimed_pixels: ("unreadable", ""),
    bombs.png_of_large_comments: ("unreadable", ""),
    bombs.gif_of_four_gigapixels: ("unreadable", ""),
    bombs.svg_packed_by_gzip: ("refused", ""),
    bombs.rtf_of_open_groups: ("read", "teks"),
    bombs.rtf_of_long_control_words: ("empty", ""),
    bombs.mail_of_nested_parts: ("unreadable", ""),
    bombs.mail_of_broken_markup: ("read", ""),
    bombs.mail_of_a_long_header: ("read", "AAAA"),
    bombs.text_of_thirty_megabytes: ("read", "kecamatan"),
    bombs.text_of_one_line: ("read", "aaaa"),
    bombs.text_of_combining_marks: ("read", ""),
    bombs.text_of_open_comments: ("refused", ""),
    bombs.ppt_of_nested_records: ("empty unreadable", ""),
    bombs.ole_whose_chain_bites_its_tail: ("unreadable", ""),
    bombs.doc_of_countless_pieces: ("unreadable", ""),
}
MAKERS = list(EXPECTED)
RENDERED = [maker for maker in MAKERS
            if maker.__name__.split("_")[0] in {"pdf", "tiff", "png", "gif"}]
LIMITS = Limits(seconds=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bombs")
    for maker in MAKERS:
        (folder / maker.__name__).write_bytes(maker())
    return folder


@pytest.fixture(scope="module")
def readings(folder, read_all):
    return read_all({maker.__name__: folder / maker.__name__ for maker in MAKERS}, limits=LIMITS)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_bomb_ends_with_a_verdict(maker, readings):
    outcomes, word = EXPECTED[maker]
    reading = readings[maker.__name__]

    assert reading.outcome in outcomes.split()
    assert word in "\n".join(page.text for page in reading.pages)
    assert reading.seconds < LIMITS.seconds + 1
    assert reading.peak_memory_mb < 900


@pytest.mark.parametrize("maker", RENDERED, ids=lambda maker: maker.__name__)
def test_page_image_of_a_bomb_is_made_or_refused(maker, folder, tmp_path):
    target = tmp_path / "page.webp"

    image = render_page(folder / maker.__name__, 1, 400, target, limits=LIMITS)

    assert image.ok == target.exists()
    assert image.ok or image.message
    assert image.width * image.height <= 400 * 1600
    assert image.seconds < LIMITS.seconds + 1
    assert list(tmp_path.iterdir()) == ([target] if image.ok else [])


def test_text_of_a_local_file_never_comes_in(readings):
    for reading in readings.values():
        assert not any("root:" in page.text for page in reading.pages)


def test_document_that_fetches_content_is_marked(readings):
    assert readings["docx_that_fetches_a_template"].marks == ("external_content",)
