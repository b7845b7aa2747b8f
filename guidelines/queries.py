"""Reads of rules and guides that several places ask; each says how many queries it takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Length

from .kinds import RelationKind
from .models import GuideCitation, GuidePage, Provision, RegulationPage, RegulationText, Relation

CHANGING = (RelationKind.AMENDS, RelationKind.REVOKES)


def published_on(page: Any, on: date) -> RegulationText | None:
    """The edition in force on a day, whoever asks; one query.

    The caller has asked whether the page may be read.
    """
    editions = RegulationText.objects.filter(regulation=page).select_related("official_file")
    return editions.in_force(on).defer("source_text", "findings").first()


def editions_of(page: Any) -> QuerySet[RegulationText]:
    """All published editions of a page without their texts, the newest first."""
    editions = RegulationText.objects.filter(regulation=page)
    return editions.in_force(date.max).defer("source_text", "findings")


def relations_with(page: Any, readable: QuerySet[RegulationPage]) -> list[Relation]:
    """What the page does, and what is done to it by pages that the visitor may read; one query."""
    ends = Q(subject=page.pk, target__in=readable) | Q(target=page.pk, subject__in=readable)
    rows = Relation.objects.filter(ends).select_related("subject", "target")
    return list(rows.order_by("kind", "subject__year", "target__year", "pk"))


def changes_of(
    pages: Iterable[Any], readable: QuerySet[RegulationPage]
) -> dict[int, list[Relation]]:
    """What amends or revokes each of the pages, by the page's id; one query."""
    found: dict[int, list[Relation]] = {page.pk: [] for page in pages}
    rows = Relation.objects.filter(target__in=list(found), subject__in=readable, kind__in=CHANGING)
    for row in rows.select_related("subject"):
        found[row.target_id].append(row)
    return found


def guides_citing(page: Any, user: Any, key: str = "") -> list[GuidePage]:
    """Guides the visitor may read that cite the regulation, or the part or something in it."""
    cited = GuideCitation.objects.filter(regulation=page.pk)
    if key:
        cited = cited.filter(Q(key=key) | Q(key__startswith=f"{key}/"))
    guides = GuidePage.objects.visible_to(user).filter(pk__in=cited.values("guide"))
    return list(guides.defer("body").order_by("title"))


def within(edition: Any, ranges: Iterable[tuple[int, int]]) -> QuerySet[Provision]:
    """Rows of several stretches of an edition, in order."""
    wanted = Q(pk__in=())
    for start, end in ranges:
        wanted |= Q(position__gte=start, position__lt=end)
    return Provision.objects.filter(wanted, edition=edition).order_by("position")


def letters_in(edition: Any, start: int, end: int) -> int:
    """How long the words of a stretch are; one query."""
    rows = within(edition, [(start, end)]).exclude(text="")
    return rows.aggregate(letters=Sum(Length("text")))["letters"] or 0
