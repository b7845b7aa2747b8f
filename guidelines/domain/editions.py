"""Editions of a regulation's text: importing, closing, opening and publishing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event
from portal.core.transitions import move

from .. import importing
from ..importing.checks import places_of
from ..importing.rows import Row, ends_of, keys_of, rows_of
from ..models import Provision, RegulationIndexPage, RegulationPage, RegulationText
from ..permissions import MEND_EDITION
from ..states import PUBLISH, RETURN_EDITION, SUBMIT_EDITION
from .source import Source, read_source

IMPORTED = "import_edition"
BATCH = 1000


def may_add_regulation(user: Any) -> bool:
    """Whether somebody may add pages to the section, by Wagtail's groups."""
    section = RegulationIndexPage.objects.first()
    return section is not None and bool(section.permissions_for_user(user).can_add_subpage())


@transaction.atomic
def create_regulation(
    metadata: Mapping[str, Any], raw: bytes, name: str, *, actor: Actor
) -> RegulationPage:
    """Add a regulation as a draft page with a draft edition of its text.

    Args:
        metadata: fields of ``RegulationPage``; at least kind, number, year and title.
        raw: the file as it was handed in.
        name: what the file is called.
        actor: an editor of the section.

    Raises:
        PermissionDenied: the person may not add pages to the section.
        ValidationError: the metadata are incomplete, or the regulation is there already.
        SourceRefused: the file is no text.
    """
    if actor.is_system or not may_add_regulation(actor.rights_of):
        raise PermissionDenied(_("You may not do this."))
    source = read_source(raw, name)
    page = RegulationPage(live=False, owner=actor.user, **metadata)
    RegulationIndexPage.objects.get().add_child(instance=page)
    _import(page, source, actor=actor, applies_from=None)
    return page


@transaction.atomic
def import_text(
    page: RegulationPage, raw: bytes, name: str, *, actor: Actor, applies_from: date | None = None
) -> RegulationText:
    """Import another edition of a regulation as a draft, which a new version of its page means.

    Args:
        page: the regulation.
        raw: the file as it was handed in.
        name: what the file is called.
        actor: an editor of the page.
        applies_from: first day of this wording; ``None``: since the regulation is in force.

    Raises:
        PermissionDenied: the person may not edit the page, or its lock binds them.
        DomainError: the page waits for approval or for its hour, or the file is no text.
    """
    page = page.specific
    actor.require(MEND_EDITION, RegulationText(regulation=page), verb=IMPORTED)
    if page.workflow_in_progress or page.scheduled_revision is not None:
        raise DomainError(
            _(
                "%(citation)s waits for approval or for its hour, so it gets no other text now. "
                "Nothing was saved. Call the approval or the schedule off, or wait for it."
            )
            % {"citation": page.citation}
        )
    return _import(page, read_source(raw, name), actor=actor, applies_from=applies_from)


def _import(
    page: RegulationPage, source: Source, *, actor: Actor, applies_from: date | None
) -> RegulationText:
    proposal = importing.propose(source.text)
    rows = list(rows_of(proposal.root, source.text))
    last = page.editions.aggregate(last=Max("number"))["last"] or 0
    edition = RegulationText.objects.create(
        regulation=page,
        number=last + 1,
        applies_from=applies_from,
        source_name=source.name,
        source_text=source.text,
        source_sha256=source.sha256,
        findings=places_of(proposal, rows),
        imported_by=actor.user,
    )
    Provision.objects.bulk_create(provisions_of(edition, rows), batch_size=BATCH)
    record_event(edition, IMPORTED, actor=actor, after=source.sha256, detail=source.name)
    let_page_mean(page, edition, actor=actor)
    return edition


def provisions_of(
    edition: RegulationText,
    rows: Sequence[Row],
    start: int = 0,
    end: int | None = None,
    keys: Sequence[str] | None = None,
    ends: Sequence[int] | None = None,
) -> Iterable[Provision]:
    """Unsaved parts of the stretch ``start:end`` of the rows of a whole edition."""
    keys = keys if keys is not None else keys_of(rows)
    ends = ends if ends is not None else ends_of(rows)
    for position in range(start, len(rows) if end is None else end):
        row = rows[position]
        yield Provision(
            edition=edition,
            position=position,
            position_end=ends[position],
            depth=row.depth,
            kind=row.kind,
            number=row.number,
            heading=row.heading,
            key=keys[position],
            text=row.text,
            is_corrected=row.is_corrected,
            original=row.original,
        )


def let_page_mean(page: RegulationPage, edition: RegulationText, *, actor: Actor) -> None:
    """Save a version of the page, newer than all others, that means this edition."""
    newest = page.get_latest_revision_as_object() if page.latest_revision_id else page
    newest.edition = edition
    newest.save_revision(user=actor.user)
    if not page.live:
        newest.save()
    page.refresh_from_db()


def edition_meant(page: RegulationPage) -> RegulationText | None:
    """The edition that the newest version of a page means, else the newest one."""
    editions = RegulationText.objects.filter(regulation=page).order_by("-number")
    content = page.latest_revision.content if page.latest_revision_id else {}
    meant = editions.filter(pk=content.get("edition")).first() if content.get("edition") else None
    return meant or editions.first()


class EditionDiffers(DomainError):
    """The version of the page means another wording than the text now has."""


@transaction.atomic
def freeze_edition(edition: RegulationText, *, actor: Actor, digest: str) -> None:
    """Close a draft with the wording that the page means.

    Raises:
        EditionDiffers: the draft was mended after the page was saved.
    """
    _same_wording(edition, digest)
    move(edition, SUBMIT_EDITION, actor=actor, changes={"digest": digest})


def reopen_edition(edition: RegulationText, *, actor: Actor, reason: str) -> None:
    """Let a closed edition that is not published be mended again."""
    move(edition, RETURN_EDITION, actor=actor, changes={"digest": ""}, detail=reason)


@transaction.atomic
def publish_edition(edition: RegulationText, digest: str, *, actor: Actor) -> None:
    """Publish an edition; it never changes any more.

    Raises:
        EditionDiffers: its wording is not the one the page means.
    """
    _same_wording(edition, digest)
    move(
        edition, PUBLISH, actor=actor, changes={"digest": digest, "published_at": clock.now()}
    )


def _same_wording(edition: RegulationText, digest: str) -> None:
    # A step of mending holds the row until it is committed; the digest is taken after it.
    RegulationText.objects.select_for_update().only("pk").get(pk=edition.pk)
    if edition.digest_now() != digest:
        raise EditionDiffers(
            _(
                "The text of %(citation)s was changed after this version of the page was saved. "
                "Open the page, look at it, save it, and try again."
            )
            % {"citation": edition.regulation.citation}
        )
