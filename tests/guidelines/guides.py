"""Guides and texts of our own, published as editors and approvers publish them."""

from __future__ import annotations

from datetime import date
from typing import Any

from guidelines.models import GuidePage, RegulationPage
from tests.factories.guidelines import make_guide, make_regulation
from tests.guidelines.making import P, make_text


def citation(page: RegulationPage, key: str, edition: int | None = None, why: str = "") -> Any:
    """A block that cites a part."""
    value = {"regulation": page.pk, "key": key, "edition": edition, "why": why}
    return {"type": "citation", "value": value}


def section(heading: str, anchor: str, text: str = "") -> Any:
    """A heading with its anchor."""
    return {"type": "section", "value": {"heading": heading, "anchor": anchor, "text": text}}


def text(source: str) -> Any:
    """Formatted text as it is stored."""
    return {"type": "text", "value": source}


def example(*citations: Any) -> Any:
    """A weak and a corrected wording."""
    value = {
        "subject": "rencana hasil kerja",
        "weak": "Menyusun laporan",
        "corrected": "Laporan diterima tanpa perbaikan",
        "reasons": ["Hasil, bukan kegiatan."],
        "citations": [each["value"] for each in citations],
    }
    return {"type": "example", "value": value}


def publish_guide(*body: Any, title: str = "", **facts: Any) -> GuidePage:
    """A live guide."""
    if body:
        facts["body"] = list(body)
    guide = make_guide(title, **facts)
    guide.get_latest_revision().publish()
    return GuidePage.objects.get(pk=guide.pk)


def republish(guide: GuidePage, *body: Any) -> GuidePage:
    """The guide with another body."""
    guide.body = list(body)
    guide.save_revision().publish()
    return GuidePage.objects.get(pk=guide.pk)


def publish_text(
    page: RegulationPage, *parts: P, applies_from: date | None = None
) -> RegulationPage:
    """A regulation with a new edition, published with its page."""
    edition = make_text(page, *parts, applies_from=applies_from, published=False)
    page = RegulationPage.objects.get(pk=page.pk)
    page.edition = edition
    page.save_revision().publish()
    return RegulationPage.objects.get(pk=page.pk)


def live_regulation(*parts: P, title: str = "Contoh Tata Tertib", **facts: Any) -> RegulationPage:
    """A published regulation with these parts."""
    return publish_text(make_regulation(title, **facts), *parts)
