"""Guides whose articles changed: what each cites, and the flags that ask its editors to look again.

Called inside the transaction of the change; writes rows only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from portal.calendar.dates import today
from portal.core import clock
from portal.core.actor import Actor
from portal.core.history import record_event

from ..blocks import citations_in
from ..importing.tree import Kind
from ..kinds import RelationKind
from ..models import (
    GuideCitation,
    GuidePage,
    Provision,
    RegulationPage,
    RegulationText,
    Relation,
    ReviewFlag,
)
from ..permissions import SETTLE_FLAG
from .force import Act
from .wording import label_of

Reason = ReviewFlag.Reason
OF_WORDS = (Reason.CHANGED, Reason.GONE)
_CHANGING = (RelationKind.AMENDS, RelationKind.REVOKES)
_NOT_WORDS = frozenset({Kind.NOISE, Kind.LABEL})

Places = set[tuple[int, str]]


# --- Following changes --------------------------------------------------------------------


@transaction.atomic
def follow_guide(page_id: int) -> None:
    """A guide was published, or is not there any more: rebuild what it cites, and compare."""
    guide = GuidePage.objects.filter(pk=page_id).first()
    if guide is None or not guide.live:
        GuideCitation.objects.filter(guide=page_id).delete()
        return
    rebuild_citations(guide)
    citations = list(guide.citations.all())
    _compare(citations)
    _flag_relations(Q(target__in={each.regulation_id for each in citations}), guide=guide)


def rebuild_citations(guide: GuidePage) -> None:
    """Make the rows say what the live body cites; what was looked at before stays known."""
    wanted: dict[tuple[int, str], int | None] = {}
    for part in citations_in(guide.body):
        place = part.regulation_id, part.key
        # Cited twice, once for ever and once as in force: the one that may change counts.
        wanted[place] = part.pinned if wanted.get(place, 0) is not None else None
    present = {(row.regulation_id, row.key): row for row in guide.citations.all()}
    for place in present.keys() - wanted.keys():
        _settle_by_itself(present[place], reasons=None)
        present[place].delete()
    fresh = []
    for (regulation_id, key), pinned in wanted.items():
        row = present.get((regulation_id, key))
        if row is None:
            fresh.append(
                GuideCitation(
                    guide=guide, regulation_id=regulation_id, key=key, pinned=pinned
                )
            )
        elif row.pinned != pinned:
            row.pinned = pinned
            row.save(update_fields=["pinned"])
    # The author read what is in force today, which a coming edition may change.
    states = _states(fresh, today())
    for row, state in zip(fresh, states, strict=True):
        row.seen = "" if state == GuideCitation.GONE else state
    GuideCitation.objects.bulk_create(fresh)


@transaction.atomic
def follow_regulation(page_id: int) -> None:
    """A regulation changed: flag guides whose words changed, or that it amends or revokes."""
    _compare(list(GuideCitation.objects.filter(regulation=page_id).select_related("guide")))
    _flag_relations(Q(subject=page_id))
    # What it no longer does to others asks nobody to look again.
    acting = _live_relations(Q(subject=page_id)).values_list("target", flat=True)
    idle = ReviewFlag.objects.filter(by=page_id, settled_at=None).exclude(regulation__in=acting)
    idle.update(settled_at=clock.now())


def flag_guides(
    regulation_id: int,
    reason: str,
    *,
    keys: Collection[str] = ("",),
    by: RegulationPage | None = None,
    guide: GuidePage | None = None,
) -> int:
    """Ask the editors of guides that cite these parts to look again; once for each cause.

    Args:
        keys: the parts concerned, each with what it lies in and what lies in it; "" for all.
        by: the regulation that amends or revokes it.
        guide: only this one.

    Returns how many flags were raised.
    """
    citations = GuideCitation.objects.filter(regulation=regulation_id)
    if guide is not None:
        citations = citations.filter(guide=guide)
    acts = [Act("", None, key) for key in keys]
    raised = 0
    for row in citations:
        if any(act.concerns(row.key) for act in acts):
            raised += _raise_flag(row, reason, by)
    return raised


def settle_flag(flag: ReviewFlag, *, actor: Actor) -> None:
    """An editor has looked: the wording of now is the one that the guide stands by.

    Asking twice changes nothing.

    Raises:
        PermissionDenied: somebody who may not edit the guide.
    """
    actor.require(SETTLE_FLAG, flag)
    with transaction.atomic():
        open_ones = ReviewFlag.objects.filter(pk=flag.pk, settled_at=None)
        if not open_ones.update(settled_at=clock.now(), settled_by=actor.user):
            return
        if flag.reason in OF_WORDS:
            rows = list(
                GuideCitation.objects.filter(
                    guide=flag.guide_id, regulation=flag.regulation_id, key=flag.key
                )
            )
            for row, state in zip(rows, _states(rows, None), strict=True):
                row.seen = state
                row.save(update_fields=["seen"])
        detail = f"{flag.reason}: {flag.regulation.citation} {flag.key}"
        record_event(flag.guide, "settle_flag", actor=actor, detail=detail)


def open_flags(guide: Any) -> list[ReviewFlag]:
    """What is still to be looked at in a guide, the oldest first; one query."""
    rows = ReviewFlag.objects.filter(guide=guide.pk, settled_at=None)
    return list(rows.select_related("regulation", "by").order_by("raised_at", "pk"))


def changed_under_readers(guide: Any) -> bool:
    """Whether an open flag is about words that were once there; one query.

    A citation that never had a wording is the editors' to mend: nothing changed.
    """
    never = GuideCitation.objects.filter(
        guide=OuterRef("guide"), regulation=OuterRef("regulation"), key=OuterRef("key"), seen=""
    )
    flags = ReviewFlag.objects.filter(guide=guide.pk, settled_at=None)
    return flags.exclude(Exists(never), reason=Reason.GONE).exists()


def citations_without_words(guide: GuidePage) -> list[str]:
    """What the body cites and no reader would see today: "Pasal 77 PP 30/2019", in order."""
    rows = {
        (part.regulation_id, part.key): GuideCitation(
            regulation_id=part.regulation_id, key=part.key, pinned=part.pinned
        )
        for part in citations_in(guide.body)
    }
    states = _states(list(rows.values()), today())
    gone = [
        place for place, state in zip(rows, states, strict=True) if state == GuideCitation.GONE
    ]
    pages = RegulationPage.objects.in_bulk([regulation for regulation, _key in gone])
    return [
        f"{label_of(key) if key else ''} {pages[regulation].citation}".strip()
        for regulation, key in gone
        if regulation in pages
    ]


# --- Comparing words ----------------------------------------------------------------------


def _compare(citations: list[GuideCitation]) -> None:
    """Raise a flag where the newest published words are not the ones looked at."""
    flagged = set(
        ReviewFlag.objects.filter(
            guide__in={row.guide_id for row in citations}, reason__in=OF_WORDS, settled_at=None
        ).values_list("guide", "regulation", "key")
    )
    for row, state in zip(citations, _states(citations, None), strict=True):
        is_first = row.seen in {"", GuideCitation.GONE} and state != GuideCitation.GONE
        if state == row.seen or is_first:
            if state != row.seen:
                row.seen = state
                row.save(update_fields=["seen"])
            if (row.guide_id, row.regulation_id, row.key) in flagged:
                _settle_by_itself(row)
        else:
            _raise_flag(row, Reason.GONE if state == GuideCitation.GONE else Reason.CHANGED)


def _states(citations: list[GuideCitation], on: date | None) -> list[str]:
    """What each citation would show: a digest of words, ``GONE``, or "" without any text.

    ``on``: as in force on a day; None: by the newest published edition, also a coming
    one. Four queries however many citations there are.
    """
    pages = {row.regulation_id for row in citations}
    live = set(
        RegulationPage.objects.filter(pk__in=pages, live=True).values_list("pk", flat=True)
    )
    editions: dict[int, list[RegulationText]] = {}
    published = RegulationText.objects.filter(regulation__in=live).in_force(date.max)
    for edition in published.only("pk", "number", "applies_from", "regulation"):
        editions.setdefault(edition.regulation_id, []).append(edition)
    chosen = [_pick(editions.get(row.regulation_id, []), row.pinned, on) for row in citations]
    digests = _digests(
        {(pk, row.key) for row, pk in zip(citations, chosen, strict=True) if pk is not None}
    )
    states = []
    for row, edition_id in zip(citations, chosen, strict=True):
        if row.regulation_id not in live:
            states.append(GuideCitation.GONE)
        elif edition_id is None:
            has_text = bool(row.pinned and editions.get(row.regulation_id))
            states.append(GuideCitation.GONE if has_text else "")
        else:
            states.append(digests.get((edition_id, row.key), GuideCitation.GONE))
    return states


def _pick(editions: list[RegulationText], pinned: int | None, on: date | None) -> int | None:
    for edition in editions:
        if pinned is not None:
            if edition.number == pinned:
                return edition.pk
        elif on is None or edition.applies_from is None or edition.applies_from <= on:
            return edition.pk
    return None


def _digests(places: Places) -> dict[tuple[int, str], str]:
    """SHA-256 of the words at each place; lines broken otherwise are the same words."""
    named = Q(pk__in=())
    for edition, key in places:
        named |= Q(edition=edition, key=key)
    spans = list(
        Provision.objects.filter(named).values_list("edition", "key", "position", "position_end")
    )
    inside = Q(pk__in=())
    for edition, _key, start, end in spans:
        inside |= Q(edition=edition, position__gte=start, position__lt=end)
    rows = list(
        Provision.objects.filter(inside)
        .exclude(kind__in=_NOT_WORDS)
        .order_by("edition", "position")
        .values_list("edition", "position", "kind", "number", "heading", "text")
    )
    found = {}
    for edition, key, start, end in spans:
        sha = hashlib.sha256()
        words: list[str] = []
        for its_edition, position, kind, number, heading, text in rows:
            if its_edition != edition or not start <= position < end:
                continue
            if kind != Kind.TEXT and position > start:
                words += [kind, number, heading]
            words += text.split()
        sha.update(" ".join(words).encode())
        found[edition, key] = sha.hexdigest()
    return found


# --- Relations and flags ------------------------------------------------------------------


def _live_relations(which: Q) -> Any:
    return Relation.objects.filter(which, kind__in=_CHANGING, subject__live=True)


def _flag_relations(which: Q, guide: GuidePage | None = None) -> None:
    for row in _live_relations(which).select_related("subject"):
        flag_guides(
            row.target_id, Reason.REVOKED, keys=(row.target_key,), by=row.subject, guide=guide
        )


def _raise_flag(row: GuideCitation, reason: str, by: RegulationPage | None = None) -> bool:
    cause = {
        "guide_id": row.guide_id, "regulation_id": row.regulation_id, "key": row.key,
        "reason": reason, "by": by,
    }  # fmt: skip
    known = ReviewFlag.objects.filter(**cause)
    if by is None:
        # A later wording is a new cause; that one regulation revokes another is told once.
        known = known.filter(settled_at=None)
    if known.exists():
        return False
    ReviewFlag.objects.create(**cause, raised_at=clock.now())
    return True


def _settle_by_itself(row: GuideCitation, reasons: Iterable[str] | None = OF_WORDS) -> None:
    """The cause is gone: nobody has to look any more. ``reasons`` None: all of them."""
    flags = ReviewFlag.objects.filter(
        guide=row.guide_id, regulation=row.regulation_id, key=row.key, settled_at=None
    )
    if reasons is not None:
        flags = flags.filter(reason__in=tuple(reasons))
    flags.update(settled_at=clock.now())


# --- What is to be reviewed ---------------------------------------------------------------


def guides_to_review() -> Any:
    """Live guides with an open flag, or whose day to look again has come."""
    flagged = ReviewFlag.objects.filter(settled_at=None).values("guide")
    return GuidePage.objects.live().filter(Q(pk__in=flagged) | Q(review_due_on__lte=today()))

