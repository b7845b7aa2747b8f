"""Paragraph styles of our documents: black, sober, one family."""

from functools import cache

from reportlab.lib.styles import ParagraphStyle

from .fonts import BOLD, REGULAR, register_fonts


@cache
def style(name: str) -> ParagraphStyle:
    """A style by name: ``title``, ``body``, ``label``, ``heading``, ``small``, ``code``.

    A ``heading`` is a label that stays on the page of what follows it.
    """
    register_fonts()
    body = ParagraphStyle(
        "body", fontName=REGULAR, fontSize=9.5, leading=13.5, splitLongWords=1, spaceShrinkage=0
    )
    styles = {
        "body": body,
        "title": ParagraphStyle(
            "title", body, fontName=BOLD, fontSize=15, leading=20, spaceAfter=4
        ),
        "label": ParagraphStyle("label", body, fontSize=8.5, textColor="#52606f"),
        "heading": ParagraphStyle(
            "heading", body, fontSize=8.5, textColor="#52606f", keepWithNext=1
        ),
        "small": ParagraphStyle("small", body, fontSize=8, leading=11, textColor="#333333"),
        "code": ParagraphStyle("code", body, fontSize=8.5, leading=12, wordWrap="CJK"),
    }
    return styles[name]
