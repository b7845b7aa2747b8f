"""What scans and photos share: a font, seeded grain, the camera's notes."""

import random
from pathlib import Path

import reportlab
from PIL import Image, ImageChops, ImageFont

_FONTS = Path(reportlab.__file__).parent / "fonts"


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font that ReportLab brings along: no other is sure to be on the machine."""
    return ImageFont.truetype(str(_FONTS / ("VeraBd.ttf" if bold else "Vera.ttf")), size)


def grained(picture: Image.Image, seed: int, strength: int) -> Image.Image:
    """The picture with grain of up to ``strength`` of 255, the same for the same seed."""
    width, height = picture.size
    small = ((width + 1) // 2, (height + 1) // 2)
    noise = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1]))
    noise = noise.resize((width, height)).point([value * strength // 255 for value in range(256)])
    bands = [ImageChops.subtract(band, noise) for band in picture.split()]
    return Image.merge(picture.mode, bands)


def camera_notes(taken: str, place: tuple[float, float], orientation: int = 1) -> Image.Exif:
    """EXIF of an invented camera. ``taken``: ISO with zone. ``place``: latitude, longitude."""
    local, offset = taken[:19], taken[19:]
    stamp = local.replace("-", ":").replace("T", " ")
    notes = Image.Exif()
    notes[0x010F], notes[0x0110], notes[0x0132] = "Kamera Contoh", "KC-12", stamp
    notes[0x0112] = orientation
    details = notes.get_ifd(0x8769)
    details[0x9003] = details[0x9004] = stamp
    details[0x9011] = offset
    latitude, longitude = place
    notes.get_ifd(0x8825).update({
        1: "S" if latitude < 0 else "N", 2: _degrees(latitude),
        3: "E", 4: _degrees(longitude),
    })
    return notes


def _degrees(value: float) -> tuple[float, float, float]:
    value = abs(value)
    minutes = (value % 1) * 60
    return float(int(value)), float(int(minutes)), round((minutes % 1) * 60, 2)
