"""Domain signals become outbox rows in the same transaction; no I/O here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from evidence.models import EvidenceVersion
from evidence.signals import version_added, version_changed, version_read
from guidelines.signals import guide_changed, regulation_changed
from portal.core.jobs.queue import enqueue
from portal.planning.models import EvidenceUse
from portal.planning.signals import use_changed
from search.models import note_changes
from search.sources import evidence, guides, regulations, uses
from search.tasks import begin_edition


@receiver([version_added, version_read, version_changed])
def evidence_changed(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """The piece of evidence is looked at again: which version is newest, what it says, for whom.

    So are the uses of the version: each has its text.
    """
    note_changes(evidence.NAME, [version.evidence_id])
    of_version = EvidenceUse.objects.filter(version=version)
    note_changes(uses.NAME, of_version.values_list("pk", flat=True))


@receiver(use_changed)
def follow_use(sender: Any, use: EvidenceUse, **kwargs: Any) -> None:
    """The use is looked at again, and the file: whom its uses show it to finds it by them."""
    note_changes(uses.NAME, [use.pk])
    note_changes(evidence.NAME, [use.version.evidence_id])


@receiver(regulation_changed)
def follow_regulation(
    sender: Any, page_id: int, edition_ids: Collection[int] = (), **kwargs: Any
) -> None:
    """The regulation and all its articles are looked at again, also on the days that are to come.

    The day on which a coming edition begins is planned here and not looked for
    every day: the job waits in the queue however long the worker was away.
    """
    note_changes(regulations.NAME, regulations.keys_of(page_id, edition_ids))
    for day in regulations.coming_days(page_id):
        begins_at = datetime.combine(day, time.min, timezone.get_default_timezone())
        enqueue(begin_edition, page_id, key=f"{page_id}:{day.isoformat()}", run_after=begins_at)


@receiver(guide_changed)
def follow_guide(sender: Any, page_id: int, **kwargs: Any) -> None:
    """The guide is looked at again."""
    note_changes(guides.NAME, [page_id])
