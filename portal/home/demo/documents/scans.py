"""Text as a scanner or a phone delivers it: slightly turned pictures without a text layer."""

import io
import random
from time import struct_time
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from .drawing import font, grained
from .text import (
    LETTERHEADS,
    NOTE,
    Block,
    Grid,
    Heading,
    Items,
    Pairs,
    Para,
    Sign,
    Text,
    Title,
    column_weights,
)

PAGE = (1240, 1754)  # A4 at 150 dpi
MARGIN, LINE = 150, 31
BODY, BOLD, SMALL = 20, 20, 15
INK, STAMP, PEN = (32, 32, 40), (92, 70, 168), (24, 44, 120)


class _Writer:
    """Writes blocks down a page and begins a new one where there is no room."""

    def __init__(self, seed: int) -> None:
        self.pages: list[Image.Image] = []
        self.dice = random.Random(seed)
        self._turn_page()

    def _turn_page(self) -> None:
        self.page = Image.new("RGB", PAGE, (250, 249, 244))
        self.pages.append(self.page)
        self.draw = ImageDraw.Draw(self.page)
        self.draw.text((MARGIN, PAGE[1] - 70), NOTE, font=font(SMALL), fill=(120, 120, 120))
        self.at = 110

    def room(self, height: int) -> None:
        if self.at + height > PAGE[1] - 110:
            self._turn_page()

    def lines(self, text: str, *, indent: int = 0, bold: bool = False, center: bool = False,
              width: int = 0) -> None:
        letters = font(BOLD if bold else BODY, bold=bold)
        room = width or PAGE[0] - 2 * MARGIN - indent
        for line in wrapped(text, letters, room):
            self.room(LINE)
            left = MARGIN + indent
            if center:
                left = int((PAGE[0] - letters.getlength(line)) / 2)
            self.draw.text((left, self.at), line, font=letters, fill=INK)
            self.at += LINE

    def rule(self) -> None:
        self.draw.line((MARGIN, self.at + 4, PAGE[0] - MARGIN, self.at + 4), fill=INK, width=4)
        self.at += 30


def wrapped(text: str, letters: Any, room: int) -> list[str]:
    """The text in lines that fit into ``room`` pixels."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and letters.getlength(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def scanned_pages(text: Text, seed: int, *, turn: float = 0.7) -> list[Image.Image]:
    """The pages as pictures: written, signed, stamped, turned up to ``turn`` degrees, grained."""
    writer = _Writer(seed)
    if text.office:
        *names, address = LETTERHEADS[text.office]
        for line in names:
            writer.lines(line, bold=True, center=True)
        writer.lines(address, center=True)
        writer.rule()
    for block in text.blocks:
        _write(writer, block)
    dice = random.Random(seed + 1)
    return [
        grained(
            page.rotate(dice.uniform(-turn, turn), Image.Resampling.BICUBIC,
                        fillcolor=(226, 225, 220)).filter(ImageFilter.GaussianBlur(0.5)),
            seed + number, 26,
        )
        for number, page in enumerate(writer.pages)
    ]


def _write(writer: _Writer, block: Block) -> None:
    match block:
        case Title():
            writer.lines(block.text, bold=True, center=True)
            writer.lines(f"Nomor: {block.number}" if block.number else " ", center=True)
            writer.at += 14
        case Heading():
            writer.at += 10
            writer.lines(block.text, bold=True)
        case Para():
            writer.lines(block.text)
            writer.at += 8
        case Items():
            for number, line in enumerate(block.lines, start=1):
                writer.lines(f"{number}. {line}" if block.numbered else f"- {line}", indent=24)
        case Pairs():
            for key, value in block.rows:
                writer.room(LINE)
                writer.draw.text((MARGIN, writer.at), key, font=font(BODY), fill=INK)
                writer.lines(f": {value}", indent=230)
            writer.at += 8
        case Grid():
            _grid(writer, block)
        case Sign():
            _sign(writer, block)


def _grid(writer: _Writer, grid: Grid) -> None:
    weights = column_weights(grid)
    total = PAGE[0] - 2 * MARGIN
    for row in (grid.head, *grid.rows):
        letters = font(17, bold=row is grid.head)
        cells = [
            wrapped(cell, letters, total * weight // sum(weights) - 14)
            for cell, weight in zip(row, weights, strict=True)
        ]
        height = max(len(lines) for lines in cells) * 25 + 10
        writer.room(height)
        left = MARGIN
        for lines, weight in zip(cells, weights, strict=True):
            width = total * weight // sum(weights)
            writer.draw.rectangle((left, writer.at, left + width, writer.at + height), outline=INK)
            for number, line in enumerate(lines):
                writer.draw.text((left + 7, writer.at + 6 + number * 25), line, font=letters,
                                 fill=INK)
            left += width
        writer.at += height
    writer.at += 16


def _sign(writer: _Writer, sign: Sign) -> None:
    writer.room(260)
    writer.at += 20
    left = 700 - MARGIN
    writer.lines(sign.place_date, indent=left)
    writer.lines(f"{sign.post},", indent=left)
    top = writer.at
    points = [
        (690 + step * 26, top + 45 + writer.dice.randint(-34, 34)) for step in range(10)
    ]
    writer.draw.line(points, fill=PEN, width=4, joint="curve")
    writer.draw.ellipse((610, top - 50, 770, top + 110), outline=STAMP, width=5)
    writer.draw.ellipse((632, top - 28, 748, top + 88), outline=STAMP, width=2)
    writer.draw.text((652, top + 18), "CONTOH", font=font(18, bold=True), fill=STAMP)
    writer.at = top + 105
    writer.lines(sign.name, bold=True, indent=left)
    writer.lines(sign.nip or " ", indent=left)


def as_scan(text: Text, kind: str, seed: int) -> bytes:
    """The document as ``jpg``, ``png`` (its first page), ``tif`` or ``pdf`` of pictures."""
    pages = scanned_pages(text, seed)
    target = io.BytesIO()
    if kind == "jpg":
        pages[0].save(target, "JPEG", quality=72, dpi=(150, 150))
    elif kind == "png":
        pages[0].convert("L").point(_SIXTEEN_GREYS).save(target, "PNG", optimize=True)
    elif kind == "tif":
        first, *others = [page.convert("L").point(_INK_OR_PAPER, "1") for page in pages]
        first.save(target, "TIFF", compression="tiff_deflate", save_all=True,
                   append_images=others, dpi=(150, 150))
    else:
        # A fixed time: Pillow would write the present one into the file.
        moment = struct_time((2025, 1, 1, 0, 0, 0, 2, 1, 0))
        pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=150,
                      quality=70, creationDate=moment, modDate=moment)
    return target.getvalue()


_SIXTEEN_GREYS = [min(255, value // 16 * 17) for value in range(256)]
_INK_OR_PAPER = [0 if value < 150 else 255 for value in range(256)]
