"""From a file that was handed in to a draft: kept in between, saved once, never twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from portal.core import clock
from portal.core.actor import Actor

from .. import importing
from ..importing.checks import Place, places_of
from ..importing.rows import Row, rows_of
from ..importing.tree import Summary
from ..models import RegulationPage, RegulationText, SubmittedText
from .editions import create_regulation, import_text
from .source import Source, read_source

KEPT = timedelta(days=30)
"""How long a file waits for somebody to save what it becomes."""


def submit(
    submission_id: uuid.UUID, raw: bytes, name: str, *, person: Any, page: Any = None
) -> SubmittedText:
    """Keep a file that was handed in; the same one sent again is the same submission.

    Raises:
        SourceRefused: it is no text.
    """
    source = read_source(raw, name)
    there = SubmittedText.objects.filter(pk=submission_id).first()
    if there is not None:
        same = (there.person_id, there.regulation_id, there.sha256)
        if same == (person.pk, page.pk if page else None, source.sha256):
            return there
        # The form was sent again with another file: another submission.
        submission_id = uuid.uuid4()
    return SubmittedText.objects.create(
        pk=submission_id, person=person, regulation=page, name=source.name, raw=raw,
        sha256=source.sha256,
    )  # fmt: skip


def waiting_for(person: Any, page: Any = None) -> list[SubmittedText]:
    """What the person handed in and did not save yet, newest first, without the bytes."""
    rows = SubmittedText.objects.filter(person=person, regulation=page, edition=None)
    return list(rows.defer("raw").order_by("-created_at"))


def proposal_of(submitted: SubmittedText) -> tuple[Source, list[Row], list[Place], Summary]:
    """What would become of the file: its text, rows, findings and counts. Nothing is written."""
    source = read_source(bytes(submitted.raw), submitted.name)
    proposal = importing.propose(source.text)
    rows = list(rows_of(proposal.root, source.text))
    return source, rows, places_of(proposal, rows), proposal.summary()


@transaction.atomic
def accept(
    submitted: SubmittedText,
    *,
    actor: Actor,
    metadata: Mapping[str, Any] | None = None,
    applies_from: date | None = None,
) -> tuple[RegulationText, bool]:
    """Save a submission as a draft: a new regulation by ``metadata``, or another edition.

    Returns the edition, and whether it was made now; who asks twice gets the same.

    Raises:
        PermissionDenied, ValidationError, DomainError: as ``create_regulation`` and
            ``import_text``; the submission stays as it is.
    """
    row = SubmittedText.objects.select_for_update().get(pk=submitted.pk)
    if row.edition is not None:
        return row.edition, False
    raw = bytes(row.raw)
    if row.regulation is not None:
        edition = import_text(
            row.regulation, raw, row.name, actor=actor, applies_from=applies_from
        )
    else:
        page: RegulationPage = create_regulation(metadata or {}, raw, row.name, actor=actor)
        edition = page.editions.get()
    row.edition = edition
    row.save(update_fields=["edition", "updated_at"])
    return edition, True


def discard(submitted: SubmittedText) -> None:
    """Forget a file from which nothing was made."""
    SubmittedText.objects.filter(pk=submitted.pk, edition=None).delete()


def forget_old() -> int:
    """Forget files from which nothing was made for ``KEPT``; how many."""
    old = SubmittedText.objects.filter(edition=None, created_at__lt=clock.now() - KEPT)
    return old.delete()[0]
