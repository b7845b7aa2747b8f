"""What a guide is made of. Each block has its template in ``templates/blocks/``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

#: What an editor may format; headings come from sections only.
FEATURES = ["bold", "italic", "ol", "ul", "link"]

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")


def validate_key(value: str) -> None:
    """A key as at the end of an article's address."""
    if not _KEY.fullmatch(value):
        raise ValidationError(
            _("Write it as at the end of the article's address, for example pasal-5/ayat-2.")
        )


class CitationBlock(blocks.StructBlock):
    """A part of a regulation, shown with its text as in force on the reader's date."""

    regulation = blocks.PageChooserBlock(
        "guidelines.RegulationPage", label=_("regulation")
    )
    key = blocks.CharBlock(
        label=_("part"), max_length=160, validators=[validate_key],
        help_text=_("As at the end of its address, for example pasal-5/ayat-2."),
    )  # fmt: skip
    edition = blocks.IntegerBlock(
        label=_("edition"), required=False, min_value=1,
        help_text=_("Only to pin an older wording; empty: as in force on the reader's date."),
    )  # fmt: skip
    why = blocks.CharBlock(label=_("why it matters here"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("cited article")
        template = "blocks/citation.html"


class SectionBlock(blocks.StructBlock):
    """A heading with text. Its anchor is part of addresses and of help beside fields."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$", label=_("anchor"), max_length=80,
        help_text=_("Small letters, digits, hyphens. Do not change it once it is published."),
        error_messages={"invalid": _("Small letters, digits and hyphens only.")},
    )  # fmt: skip
    text = blocks.RichTextBlock(label=_("text"), features=FEATURES, required=False)

    class Meta:
        icon = "title"
        label = _("section")
        template = "blocks/section.html"


class StepBlock(blocks.StructBlock):
    """One step of several."""

    title = blocks.CharBlock(label=_("do this"), max_length=160)
    text = blocks.RichTextBlock(label=_("how"), features=FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("step")


class DoDontBlock(blocks.StructBlock):
    """What to do and what not to, beside each other."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("do"))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("don't"))

    class Meta:
        icon = "tick-inverse"
        label = _("do and don't")
        template = "blocks/do_dont.html"


class ExampleBlock(blocks.StructBlock):
    """A weak wording and its correction side by side, with the reason and the articles."""

    subject = blocks.CharBlock(label=_("of what"), max_length=120)
    weak = blocks.TextBlock(label=_("weak"), rows=2)
    corrected = blocks.TextBlock(label=_("corrected"), rows=2)
    reasons = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("why"))
    citations = blocks.ListBlock(CitationBlock(), label=_("articles"), default=[])

    class Meta:
        icon = "edit"
        label = _("weak and corrected example")
        template = "blocks/example.html"


GUIDE_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("section", SectionBlock()),
    ("text", blocks.RichTextBlock(features=FEATURES, label=_("text"), icon="pilcrow")),
    (
        "steps",
        blocks.ListBlock(
            StepBlock(), label=_("steps"), icon="list-ol", template="blocks/steps.html"
        ),
    ),
    ("do_dont", DoDontBlock()),
    ("example", ExampleBlock()),
    ("citation", CitationBlock()),
]


class CitedPart(NamedTuple):
    """A part of a regulation that a guide cites; ``pinned`` names an edition for ever."""

    regulation_id: int
    key: str
    pinned: int | None


def citation_values(body: Any) -> list[Any]:
    """The value of each citation in a guide, in order; its regulation may be gone (None)."""
    found: list[Any] = []
    for child in body:
        if child.block_type == "citation":
            found.append(child.value)
        elif child.block_type == "example":
            found.extend(child.value["citations"])
    return found


def citations_in(body: Any) -> list[CitedPart]:
    """What a guide cites, in order, as far as the regulations still exist."""
    return [
        CitedPart(value["regulation"].pk, value["key"], value["edition"])
        for value in citation_values(body)
        if value["regulation"]
    ]
