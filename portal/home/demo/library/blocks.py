"""How guides of the demo are written down: blocks as plain data, turned into what is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cite:
    """An article. ``practice``: the one of the text for practice, where the other has no text."""

    regulation: str
    key: str
    why: str = ""
    practice: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its anchor and paragraphs."""

    heading: str
    anchor: str
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    """Steps: what to do, and how."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DoDont:
    """What to do and what not to."""

    do: tuple[str, ...]
    dont: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A weak and a corrected wording."""

    subject: str
    weak: str
    corrected: str
    reasons: tuple[str, ...]
    citations: tuple[Cite, ...] = ()


Block = Cite | Section | Steps | DoDont | Example | str


@dataclass(frozen=True)
class GuideRow:
    """One guide; a plain string in its body is a paragraph of text."""

    slug: str
    stage: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    body: tuple[Block, ...]
    audience: str = ""
    review_days: int = 800


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def stored(body: tuple[Block, ...], cited: Callable[[Cite], dict[str, Any]]) -> list[Any]:
    """The body as Wagtail stores it; ``cited`` says which page and part a citation means."""
    found: list[dict[str, Any]] = []
    for block in body:
        if isinstance(block, str):
            found.append({"type": "text", "value": _paragraphs((block,))})
        elif isinstance(block, Cite):
            found.append({"type": "citation", "value": cited(block)})
        elif isinstance(block, Section):
            value = {"heading": block.heading, "anchor": block.anchor}
            found.append(
                {"type": "section", "value": {**value, "text": _paragraphs(block.text)}}
            )
        elif isinstance(block, Steps):
            rows = [{"title": do, "text": _paragraphs((how,))} for do, how in block.rows]
            found.append({"type": "steps", "value": rows})
        elif isinstance(block, DoDont):
            found.append(
                {"type": "do_dont", "value": {"do": [*block.do], "dont": [*block.dont]}}
            )
        else:
            value = {
                "subject": block.subject, "weak": block.weak, "corrected": block.corrected,
                "reasons": [*block.reasons],
                "citations": [cited(cite) for cite in block.citations],
            }  # fmt: skip
            found.append({"type": "example", "value": value})
    return found
