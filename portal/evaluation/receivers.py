"""What follows from a snapshot: its documents, by a job row in the transaction of the verb."""

from typing import Any

from django.dispatch import receiver

from portal.core.jobs.queue import enqueue

from . import tasks
from .models import ResultSnapshot
from .signals import snapshot_written


@receiver(snapshot_written)
def make_documents_soon(sender: Any, snapshot: ResultSnapshot, **kwargs: Any) -> None:
    """Queue the making of the documents."""
    enqueue(
        tasks.make_result_documents,
        snapshot.pk,
        key=f"documents:{snapshot.pk}",
        person=str(snapshot.evaluation.plan.employee_id),
        priority=1,
    )
