"""Slides (PPTX)."""

import io

from pptx import Presentation
from pptx.util import Pt

from .settling import settled
from .text import NOTE

Slide = tuple[str, tuple[str, ...]]


def as_pptx(title: str, subtitle: str, *slides: Slide, notes: str = "") -> bytes:
    """Slides with a title page; each further one is a heading and its points."""
    show = Presentation()
    show.core_properties.title, show.core_properties.author = title, "Kantor contoh"
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = title, f"{subtitle}\n{NOTE}"
    for heading, points in slides:
        page = show.slides.add_slide(show.slide_layouts[1])
        page.shapes.title.text = heading
        frame = page.placeholders[1].text_frame
        frame.text = points[0]
        for point in points[1:]:
            frame.add_paragraph().text = point
        for paragraph in frame.paragraphs:
            paragraph.font.size = Pt(22)
    if notes:
        show.slides[0].notes_slide.notes_text_frame.text = notes
    target = io.BytesIO()
    show.save(target)
    return settled(target.getvalue())
