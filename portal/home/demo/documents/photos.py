"""Photos: scenes drawn with a few shapes, grained, with the notes of an invented camera."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

from .drawing import camera_notes, font, grained

SIZE = (1600, 1200)
# Open water far from any coast: nobody lives at the places where these photos were "taken".
AT_SEA = {"+07:00": (-4.5021, 109.4987), "+08:00": (-7.3014, 121.5033)}

Draw = ImageDraw.ImageDraw
Color = tuple[int, int, int]
KHAKI, WHITE, GREEN, BROWN, BLUE = (
    (172, 150, 104), (236, 236, 230), (46, 110, 70), (110, 78, 52), (58, 92, 150))


def _gradient(top: Color, bottom: Color) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), (
            top[0] + (bottom[0] - top[0]) * y // 255,
            top[1] + (bottom[1] - top[1]) * y // 255,
            top[2] + (bottom[2] - top[2]) * y // 255))
    return column.resize(SIZE)


def _person(draw: Draw, x: int, y: int, size: int, color: Color, dice: random.Random,
            *, seated: bool = False, veil: bool | None = None) -> None:
    skin = dice.choice(((196, 150, 112), (176, 128, 92), (210, 166, 128)))
    veil = dice.random() < 0.45 if veil is None else veil
    draw.rounded_rectangle((x - size // 2, y, x + size // 2, y + int(size * 1.6)), size // 3, color)
    if not seated:
        for side in (-1, 1):
            left = x + side * size // 5 - size // 8
            draw.rectangle((left, y + int(size * 1.5), left + size // 4, y + int(size * 2.7)),
                           (52, 52, 60))
    head = (x - size // 3, y - int(size * 0.62), x + size // 3, y + size // 16)
    if veil:
        cloth = dice.choice((GREEN, BLUE, (140, 60, 80), (90, 90, 110)))
        draw.ellipse((head[0] - 8, head[1] - 10, head[2] + 8, head[3] + size // 3), cloth)
        draw.ellipse((head[0] + 6, head[1] + 6, head[2] - 6, head[3]), skin)
    else:
        draw.ellipse((head[0], head[1] - 6, head[2], head[3]), (34, 28, 26))
        draw.ellipse((head[0] + 2, head[1] + size // 8, head[2] - 2, head[3]), skin)


def _banner(draw: Draw, text: str, box: tuple[int, int, int, int], color: Color) -> None:
    draw.rectangle(box, color)
    letters = font(40, bold=True)
    while letters.getlength(text) > box[2] - box[0] - 40 and letters.size > 16:
        letters = font(int(letters.size) - 2, bold=True)
    draw.text(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2), text, font=letters,
              fill=(255, 255, 255), anchor="mm")


def _tree(draw: Draw, x: int, y: int, size: int) -> None:
    draw.rectangle((x - size // 10, y - size, x + size // 10, y), BROWN)
    for left, up in ((-0.5, 1.1), (0.1, 1.3), (0.5, 1.0)):
        draw.ellipse((x + left * size - size * 0.6, y - up * size - size * 0.6,
                      x + left * size + size * 0.6, y - up * size + size * 0.6), (52, 116, 58))


def _house(draw: Draw, x: int, y: int, size: int, wall: Color) -> None:
    draw.rectangle((x, y - size, x + int(size * 1.6), y), wall)
    draw.polygon([(x - size // 6, y - size), (x + int(size * 0.8), y - int(size * 1.6)),
                  (x + int(size * 1.75), y - size)], (150, 74, 52))
    draw.rectangle((x + size // 2, y - size // 2, x + int(size * 0.85), y), BROWN)
    draw.rectangle((x + size, y - int(size * 0.7), x + int(size * 1.35), y - int(size * 0.4)),
                   (120, 160, 190))


def meeting(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """A meeting room with a banner and people around a table."""
    draw.rectangle((0, 0, 1600, 760), (222, 214, 196))
    draw.rectangle((0, 760, 1600, 1200), (150, 138, 120))
    _banner(draw, text, (260, 90, 1340, 220), (140, 34, 34))
    for x in range(180, 1500, 165):
        _person(draw, x, 520 + dice.randint(-8, 8), 92, KHAKI, dice, seated=True)
    draw.polygon([(120, 690), (1480, 690), (1600, 900), (0, 900)], (124, 82, 50))
    for x in range(220, 1500, 210):
        draw.rectangle((x, 720, x + 80, 760), (250, 250, 246))
    for x in (250, 560, 900, 1260):
        _person(draw, x, 900, 130, dice.choice((KHAKI, WHITE)), dice, seated=True)


def outdoors(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """People at work on a field between trees and houses, tools in hand."""
    picture.paste(_gradient((150, 190, 226), (226, 232, 224)))
    draw.rectangle((0, 640, 1600, 1200), (104, 142, 74))
    _house(draw, 140, 660, 170, (214, 198, 160))
    _house(draw, 1120, 650, 150, (198, 208, 190))
    for x, size in ((80, 180), (720, 150), (1520, 200)):
        _tree(draw, x, 680, size)
    _banner(draw, text, (520, 470, 1060, 550), (30, 96, 70))
    for x in range(160, 1560, 190):
        y = 760 + dice.randint(0, 120)
        _person(draw, x, y, 78, dice.choice((KHAKI, GREEN, BLUE, WHITE)), dice)
        draw.line((x + 44, y + 10, x + 74, y + 190), BROWN, 8)


def road(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """A village road with a damaged part, men at work, a sign board."""
    picture.paste(_gradient((164, 196, 222), (232, 230, 220)))
    draw.rectangle((0, 560, 1600, 1200), (118, 148, 86))
    draw.polygon([(640, 560), (900, 560), (1500, 1200), (140, 1200)], (128, 124, 120))
    for _number in range(26):
        x, y = dice.randint(420, 1180), dice.randint(820, 1140)
        width = dice.randint(30, 120)
        draw.ellipse((x, y, x + width, y + width // 3), (92, 84, 76))
    for x, size in ((120, 210), (1460, 220), (1300, 130)):
        _tree(draw, x, 600, size)
    for x in (520, 700, 1040):
        _person(draw, x, 690, 82, (222, 120, 40), dice, veil=False)
    draw.rectangle((150, 760, 160, 1000), BROWN)
    _banner(draw, text, (60, 660, 560, 770), (36, 60, 110))


def counter(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """A service counter, officers behind it, people waiting in front."""
    draw.rectangle((0, 0, 1600, 1200), (230, 228, 220))
    _banner(draw, text, (200, 110, 1400, 220), (11, 90, 111))
    for number, x in enumerate((320, 800, 1280), start=1):
        draw.rectangle((x - 90, 270, x + 90, 340), (20, 24, 30))
        draw.text((x, 305), f"LOKET {number}", font=font(30, bold=True), fill=(255, 120, 80),
                  anchor="mm")
        _person(draw, x, 470, 110, KHAKI, dice, seated=True)
        draw.rectangle((x + 80, 540, x + 190, 620), (40, 46, 54))
    draw.rectangle((0, 640, 1600, 820), (150, 110, 74))
    for x in range(240, 1500, 260):
        _person(draw, x, 840, 120, dice.choice((BLUE, WHITE, GREEN, (150, 80, 60))), dice)


def ceremony(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """A flag ceremony in front of the office."""
    picture.paste(_gradient((140, 186, 228), (224, 230, 228)))
    draw.rectangle((0, 620, 1600, 1200), (160, 152, 130))
    _house(draw, 420, 640, 330, (224, 214, 190))
    _banner(draw, text, (470, 350, 930, 420), (36, 60, 110))
    draw.rectangle((1196, 120, 1208, 900), (210, 210, 210))
    draw.rectangle((1208, 130, 1370, 190), (206, 32, 40))
    draw.rectangle((1208, 190, 1370, 250), (250, 250, 250))
    for row in range(3):
        for x in range(120 + row * 30, 1500, 150):
            _person(draw, x, 720 + row * 120, 60 + row * 14, WHITE if row else KHAKI, dice)


def classroom(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """A room with a screen and rows of tables with computers."""
    draw.rectangle((0, 0, 1600, 1200), (226, 222, 208))
    draw.rectangle((420, 110, 1180, 480), (250, 250, 252), (90, 90, 90), 6)
    _banner(draw, text, (460, 150, 1140, 230), (11, 90, 111))
    for line in range(4):
        draw.rectangle((500, 270 + line * 44, 900 + dice.randint(0, 200), 288 + line * 44),
                       (150, 160, 170))
    for row in range(3):
        y = 600 + row * 190
        for x in range(200, 1500, 260):
            _person(draw, x, y - 70, 70 + row * 12, dice.choice((WHITE, GREEN)), dice, seated=True)
            draw.rectangle((x - 100, y + 20, x + 100, y + 50), (140, 100, 66))
            draw.rectangle((x - 46, y - 40, x + 46, y + 20), (44, 48, 56))


def flood(picture: Image.Image, draw: Draw, text: str, dice: random.Random) -> None:
    """Houses standing in brown water under a grey sky; a rubber boat."""
    picture.paste(_gradient((130, 138, 148), (190, 192, 190)))
    for x, size in ((90, 210), (620, 240), (1180, 200)):
        _house(draw, x, 760, size, dice.choice(((200, 190, 160), (180, 196, 190))))
    for x in (520, 1110):
        _tree(draw, x, 720, 170)
    draw.rectangle((0, 690, 1600, 1200), (132, 110, 80))
    for _number in range(60):
        x, y = dice.randint(0, 1500), dice.randint(710, 1180)
        draw.line((x, y, x + dice.randint(40, 140), y), (160, 138, 104), 4)
    draw.rounded_rectangle((600, 930, 1080, 1010), 40, (220, 96, 40))
    for x in (690, 840, 990):
        _person(draw, x, 850, 74, (222, 120, 40), dice, seated=True)
    _banner(draw, text, (60, 60, 620, 130), (60, 60, 66))


Scene = Callable[[Image.Image, Draw, str, random.Random], None]


def as_photo(
    scene: Scene, text: str, taken: str, seed: int, *, turned: bool = False, plain: bool = False
) -> bytes:
    """A scene as JPEG of a phone. ``taken``: ISO with zone.

    ``turned``: stored on its side with the orientation noted, as phones do.
    ``plain``: without the camera's notes, as messengers leave it.
    """
    picture = Image.new("RGB", SIZE)
    scene(picture, ImageDraw.Draw(picture), text, random.Random(seed))
    picture = grained(picture.filter(ImageFilter.GaussianBlur(1.1)), seed, 22)
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    notes = camera_notes(taken, AT_SEA[taken[19:]], 6 if turned else 1)
    target = io.BytesIO()
    if plain:
        picture.resize((1280, 960)).save(target, "JPEG", quality=70)
    else:
        picture.save(target, "JPEG", quality=84, exif=notes)
    return target.getvalue()
