"""Page images: upright, on white, without metadata, within the size asked for."""

import io

import pytest
from PIL import Image

from evidence.extractors.images import page_sizes, render_page
from tests.contracts.test_extractors import SAMPLES

from .samples import make_pdf, make_picture

RED, WHITE = (200, 0, 0), (255, 255, 255)


def _close(first, second):
    return all(abs(one - two) < 24 for one, two in zip(first, second, strict=True))


def _render(tmp_path, data, *, number=1, width=40, ending=".webp"):
    source, target = tmp_path / "berkas", tmp_path / f"page{ending}"
    source.write_bytes(data)
    image = render_page(source, number, width, target)
    assert image.ok, image.detail
    with Image.open(target) as picture:
        assert picture.size == (image.width, image.height)
        return picture.convert("RGB"), target


def _with_orientation(orientation):
    """A photo that shows its red half left once it is turned as its note asks."""
    shown = Image.open(io.BytesIO(make_picture("PNG", (64, 32)))).convert("RGB")
    undo = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}
    if orientation in undo:
        shown = shown.transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "S"
    buffer = io.BytesIO()
    shown.save(buffer, "JPEG", exif=exif, quality=95)
    return buffer.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("width", [32, 64])
def test_photo_stands_upright_and_loses_its_notes(tmp_path, orientation, width):
    picture, target = _render(tmp_path, _with_orientation(orientation), width=width)

    assert picture.size == (width, width // 2)
    assert _close(picture.getpixel((width // 8, width // 4)), RED)
    assert _close(picture.getpixel((width - width // 8, width // 4)), WHITE)
    written = target.read_bytes()
    assert [note for note in (b"Exif", b"EXIF", b"XMP ", b"ICCP") if note in written] == []


@pytest.mark.parametrize("kind", ["jpg", "png", "tif", "webp", "heic", "avif", "gif", "bmp"])
def test_every_kind_of_picture_is_shown(tmp_path, kind):
    picture, _ = _render(tmp_path, SAMPLES[kind])

    assert _close(picture.getpixel((2, 2)), RED)
    assert _close(picture.getpixel((picture.width - 3, 2)), WHITE)


@pytest.mark.parametrize(("kind", "mode"), [
    ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "I;16"),
    ("TIFF", "CMYK"), ("TIFF", "I"), ("TIFF", "F"), ("JPEG", "CMYK"), ("TIFF", "LAB"),
])
def test_every_depth_of_color_is_shown(tmp_path, kind, mode):
    source = Image.open(io.BytesIO(make_picture("PNG")))
    if mode == "I;16":
        wide = source.convert("L").convert("I").point(lambda value: value * 257)
        converted = wide.convert("I;16")
    elif mode == "LAB":
        converted = Image.merge("LAB", source.convert("RGB").split())
    else:
        converted = source.convert(mode)
    buffer = io.BytesIO()
    converted.save(buffer, kind)

    picture, _ = _render(tmp_path, buffer.getvalue())

    assert picture.size == (40, 20)
    if mode != "LAB":
        assert _close(picture.getpixel((36, 10)), WHITE)
        assert sum(picture.getpixel((4, 10))) < 600


def test_transparency_is_shown_on_white(tmp_path):
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")

    picture, _ = _render(tmp_path, buffer.getvalue())

    assert picture.getpixel((10, 10)) == WHITE


def test_pictures_are_never_enlarged(tmp_path):
    picture, _ = _render(tmp_path, make_picture("PNG", (40, 20)), width=1000)

    assert picture.size == (40, 20)


def test_later_frame_of_a_scan_is_shown(tmp_path):
    buffer = io.BytesIO()
    Image.new("L", (30, 30), 0).save(
        buffer, "TIFF", save_all=True, append_images=[Image.new("L", (30, 60), 255)])

    picture, _ = _render(tmp_path, buffer.getvalue(), number=2)

    assert picture.size == (30, 60)
    assert picture.getpixel((15, 30)) == WHITE


def test_page_of_a_pdf_is_shown_in_the_width_asked_for(tmp_path):
    data = make_pdf(b"1 0 0 rg 0 0 100 842 re f", page="/MediaBox [0 0 595 842] /Rotate 90")

    picture, _ = _render(tmp_path, data, width=421, ending=".jpg")

    assert abs(picture.width - 421) <= 1
    assert abs(picture.height - 298) <= 1
    assert _close(picture.getpixel((200, 10)), (255, 0, 0))


@pytest.mark.parametrize(("data", "number"), [
    (SAMPLES["pdf"], 2), (SAMPLES["pdf"], 0), (SAMPLES["png"], 2), (SAMPLES["txt"], 1),
    (SAMPLES["pdf"][:200], 1), (SAMPLES["jpg"][:300], 1), (b"", 1),
])
def test_page_that_is_not_there_is_an_answer_and_leaves_nothing(tmp_path, data, number):
    source, target = tmp_path / "berkas", tmp_path / "page.webp"
    source.write_bytes(data)

    image = render_page(source, number, 40, target)

    assert (image.ok, bool(image.message)) == (False, True)
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(("width", "name"), [(8, "a.webp"), (9000, "a.webp"), (400, "a.gif")])
def test_wrong_request_is_an_error(tmp_path, width, name):
    with pytest.raises(ValueError, match="no page image"):
        render_page(tmp_path, 1, width, tmp_path / name)


def test_sizes_are_those_of_the_upright_page(tmp_path):
    path = tmp_path / "berkas"
    path.write_bytes(make_pdf(b"", page="/MediaBox [0 0 595 842] /Rotate 90", pages=2))
    assert page_sizes(path).sizes == ((842, 595), (842, 595))

    path.write_bytes(_with_orientation(6))
    assert page_sizes(path).sizes == ((64, 32),)
