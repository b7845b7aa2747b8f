"""Parts of a regulation as HTML: numbers in the margin, defined words, anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..domain.terms import Glossary
from ..domain.units import ITEMS, Unit, Words
from ..domain.wording import label_of
from ..importing.tree import Kind

DEEPEST_HEADING = 6


class Markup:
    """Draws the parts of one page.

    The box with the meaning of a word stands behind its first use on the page;
    further uses open the same box.

    Args:
        glossary: the defined words; an empty one marks nothing.
        address: gives the address of a part that has a page; None: headings are no links.
    """

    def __init__(
        self, glossary: Glossary | None = None, address: Callable[[str], str] | None = None
    ) -> None:
        self.glossary = glossary or Glossary()
        self.address = address
        self._boxes: set[int] = set()
        self._drawn: dict[tuple[str, int], SafeString] = {}

    def parts(self, units: Iterable[Unit], level: int = 2) -> SafeString:
        """Several parts, each with its heading."""
        return _joined(self._unit(unit, level) for unit in units)

    def inside(self, unit: Unit, level: int = 2) -> SafeString:
        """What stands in a part, without its own heading."""
        return _joined(
            self._unit(block, level) if isinstance(block, Unit) else self._words(block, unit.key)
            for block in unit.blocks
        )

    def _unit(self, unit: Unit, level: int) -> SafeString:
        if unit.kind in ITEMS:
            return self._item(unit, level)
        if unit.kind == Kind.QUOTED:
            return format_html(
                '<blockquote id="{}"><p class="quoted">{}</p>{}</blockquote>',
                unit.key, unit.title, self.inside(unit, level),
            )  # fmt: skip
        title: str | SafeString = unit.title
        if self.address is not None:
            title = format_html('<a href="{}">{}</a>', self.address(unit.key), title)
        heading = format_html(" <span>{}</span>", unit.heading) if unit.heading else ""
        tag = mark_safe(f"h{min(level, DEEPEST_HEADING)}")  # a number we made
        return format_html(
            '<section id="{}" class="of-{}"><{}>{}{}</{}>{}</section>',
            unit.key, unit.kind, tag, title, heading, tag, self.inside(unit, level + 1),
        )  # fmt: skip

    def _item(self, unit: Unit, level: int) -> SafeString:
        if unit.kind == Kind.PARAGRAPH:
            label = label_of(unit.key)
            number = format_html(
                '<a class="no" href="#{}" data-label="{}" aria-label="{}">{}</a>',
                unit.key, label, f"{unit.title} {unit.marker}".strip()
                if unit.marker not in unit.title else unit.title, unit.marker,
            )  # fmt: skip
        else:
            number = format_html('<span class="no">{}</span>', unit.marker)
        return format_html(
            '<div class="item" id="{}">{} <div>{}</div></div>',
            unit.key, number, self.inside(unit, level),
        )  # fmt: skip

    def _words(self, words: Words, inside: str) -> SafeString:
        if words.table:
            return format_html('<pre class="columns" tabindex="0">{}</pre>', words.table)
        return format_html_join(
            "", "<p>{}</p>", ((self._marked(text, inside),) for text in words.paragraphs)
        )

    def _marked(self, text: str, inside: str) -> SafeString:
        return format_html_join(
            "", "{}",
            (
                (piece if number is None else self._term(piece, number),)
                for piece, number in self.glossary.pieces(text, inside=inside)
            ),
        )  # fmt: skip

    def _term(self, word: str, number: int) -> SafeString:
        again = number in self._boxes
        drawn = self._drawn.get((word, number)) if again else None
        if drawn is None:
            template = get_template("components/_term.html")
            context = {
                "word": word,
                "explanation": self.glossary.definitions[number].text,
                "number": f"def-{number}",
                "again": again,
            }
            drawn = mark_safe(template.render(context).strip())  # a template escapes
            if again:
                self._drawn[word, number] = drawn
            self._boxes.add(number)
        return drawn


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
