"""What stands on the pages of a PDF."""

import io

import pypdfium2


def pages_of(data: bytes) -> list[str]:
    """The text of each page, blanks and line ends as one blank."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        texts = []
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            texts.append(" ".join(words.get_text_range().split()))
            words.close()
            page.close()
        return texts
    finally:
        document.close()


def text_of(data: bytes) -> str:
    """All pages as one text."""
    return " ".join(pages_of(data))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimeters."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        width, height = document[0].get_size()
        return round(width / 72 * 25.4), round(height / 72 * 25.4)
    finally:
        document.close()


def in_order(text: str, *parts: str) -> bool:
    """Whether all parts stand in the text, each after the one before it."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
