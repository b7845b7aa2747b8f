"""What follows from a change of evidence: rows only, in the transaction of the verb."""

from typing import Any

from django.dispatch import receiver

from portal.core.jobs.queue import enqueue
from portal.people.models import Mandate
from portal.people.signals import mandate_ended

from . import tasks
from .domain.access import set_grants
from .domain.previews import can_show
from .models import EvidenceVersion
from .signals import page_wanted, version_added, version_changed, version_read
from .states import ProcessingState


@receiver(version_added)
def read_soon(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """Queue the reading. Fairness counts by owner, so that one full box delays nobody else."""
    enqueue(
        tasks.read_version,
        version.pk,
        key=f"read:{version.pk}",
        person=str(version.evidence.owner_id),
    )


@receiver(version_read)
def show_first_pages(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """Queue the first page images of a version that could be opened."""
    if version.state not in {ProcessingState.READ, ProcessingState.EMPTY} or not can_show(version):
        return
    for number in range(1, min(version.page_count or 1, tasks.pages_ahead()) + 1):
        enqueue(
            tasks.render_page,
            version.pk,
            number,
            key=f"page:{version.pk}:{number}",
            person=str(version.evidence.owner_id),
            priority=-1,
        )


@receiver(page_wanted)
def show_page(sender: Any, version: EvidenceVersion, number: int, **kwargs: Any) -> None:
    """Queue the image of a page somebody looks at, before those nobody asked for."""
    enqueue(
        tasks.render_page,
        version.pk,
        number,
        key=f"page:{version.pk}:{number}",
        person=str(version.evidence.owner_id),
        priority=1,
    )


@receiver(version_changed)
def forget_quarantined(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """Queue the removal of what was derived from a quarantined file."""
    if version.state == ProcessingState.QUARANTINED:
        enqueue(tasks.forget_images, version.pk, key=f"forget:{version.pk}")


@receiver(mandate_ended)
def close_to_helper(sender: Any, mandate: Mandate, **kwargs: Any) -> None:
    """What a helper typed under a mandate is no longer theirs to see once it has ended."""
    source = f"mandate:{mandate.pk}"
    for version in EvidenceVersion.objects.filter(grants__source=source).distinct():
        set_grants(version, source, set())
