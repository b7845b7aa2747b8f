"""A picture of a screen: a window with a table, as people photograph their work."""

import io

from PIL import Image, ImageDraw

from .drawing import font

SIZE = (1280, 760)
PAPER, INK, BAR, LINE = (250, 251, 252), (28, 36, 48), (11, 90, 111), (205, 212, 220)


def as_screenshot(heading: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A window as PNG; the first row is the head of its table."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 64), BAR)
    draw.text((30, 32), heading, font=font(26, bold=True), fill=(255, 255, 255), anchor="lm")
    draw.rectangle((0, 64, 220, SIZE[1]), (232, 237, 242))
    for number, word in enumerate(("Beranda", "Antrean", "Data", "Laporan", "Keluar")):
        draw.text((30, 110 + number * 48), word, font=font(18), fill=INK)
    width = (SIZE[0] - 280) // len(rows[0])
    for number, row in enumerate(rows):
        top = 110 + number * 46
        draw.line((250, top + 38, SIZE[0] - 30, top + 38), LINE, 2)
        for column, cell in enumerate(row):
            draw.text((256 + column * width, top + 8), cell, font=font(17, bold=number == 0),
                      fill=INK)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
