"""Background work of evaluation: ids in, fetch, call the verb."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.core.errors import TransitionRefused
from portal.core.jobs.queue import Gone, every, job

from .domain.evaluations import count_as_received
from .models import Evaluation, ResultSnapshot
from .pdf.making import make_documents
from .states import EvaluationState


@job(
    "evaluation.make_documents", queue="fast", limit_seconds=120,
    label=_("Make the documents of an evaluation"),
)
def make_result_documents(snapshot_id: int) -> None:
    """Make what is missing of a snapshot's documents; nothing when they are there."""
    snapshot = ResultSnapshot.objects.filter(pk=snapshot_id).first()
    if snapshot is None:
        raise Gone("The snapshot is not there.")
    make_documents(snapshot)


@every(timedelta(hours=6))
@job(
    "evaluation.count_as_received", queue="fast", limit_seconds=300,
    label=_("Count evaluations as received whose time is over"),
)
def receive_what_is_due() -> int:
    """Count delivered evaluations as received once their time is over; how many."""
    count = 0
    rows = Evaluation.objects.filter(state=EvaluationState.DELIVERED).select_related(
        "plan__employee__agency", "plan__rule_set", "period"
    )
    for evaluation in rows:
        try:
            count += count_as_received(evaluation)
        except TransitionRefused:
            # The employee received it at this instant; that is all we wanted.
            continue
    return count
