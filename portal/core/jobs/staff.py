"""What staff see of the queues, and what they may do with a failed job."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from .. import clock
from ..actor import Actor
from ..errors import DomainError, TransitionRefused
from ..history import record_event
from .claiming import next_turn, waiting_key_of
from .models import Job
from .permissions import MANAGE_JOBS
from .registry import QUEUES
from .states import State


@dataclass(frozen=True)
class QueueFigures:
    """One queue now: counts of jobs, and how long the longest-waiting due job has waited."""

    queue: str
    waiting: int
    planned: int
    running: int
    failed: int
    oldest: timedelta | None


def queue_figures() -> dict[str, QueueFigures]:
    """The figures of every queue, also of empty ones, in a fixed order.

    ``waiting`` counts due jobs, ``planned`` those whose time has not come (also
    retries in their pause), ``oldest`` the time since the longest-waiting one
    was due.
    """
    now = clock.now()
    due = {
        row["queue"]: row
        for row in Job.objects.filter(state=State.READY, run_after__lte=now)
        .order_by()
        .values("queue")
        .annotate(number=Count("pk"), first=Min("run_after"))
    }
    counts: Counter[tuple[str, str]] = Counter()
    for row in (
        Job.objects.filter(state__in=[State.READY, State.RUNNING, State.FAILED])
        .order_by()
        .values("queue", "state")
        .annotate(number=Count("pk"))
    ):
        counts[row["queue"], row["state"]] = row["number"]
    figures = {}
    for queue in [*QUEUES, *sorted({queue for queue, _state in counts} - set(QUEUES))]:
        waiting = due[queue]["number"] if queue in due else 0
        figures[queue] = QueueFigures(
            queue=queue,
            waiting=waiting,
            planned=max(counts[queue, State.READY] - waiting, 0),
            running=counts[queue, State.RUNNING],
            failed=counts[queue, State.FAILED],
            oldest=now - due[queue]["first"] if queue in due else None,
        )
    return figures


def retry_job(job: Job, actor: Actor) -> None:
    """Let a failed job wait again, with all its tries before it.

    Raises:
        PermissionDenied: the person lacks ``core.manage_jobs``.
        TransitionRefused: the job has not failed, or not any more.
        DomainError: another job that does the same work waits already.
    """
    now = clock.now()
    try:
        _leave_failed(
            job,
            actor,
            "retry",
            State.READY,
            failures=0,
            run_after=now,
            finished_at=None,
            turn=next_turn(job.queue, job.priority, job.person, now),
            waiting_key=waiting_key_of(job.name, job.key),
        )
    except IntegrityError:
        raise DomainError(
            _("Another job that does the same work is already waiting. You can dismiss this one.")
        ) from None


def dismiss_job(job: Job, actor: Actor) -> None:
    """Put a failed job aside: it no longer counts as trouble and is pruned like a done one.

    Raises:
        PermissionDenied: the person lacks ``core.manage_jobs``.
        TransitionRefused: the job has not failed, or not any more.
    """
    _leave_failed(job, actor, "dismiss", State.DISMISSED, finished_at=clock.now())


def _leave_failed(job: Job, actor: Actor, verb: str, target: State, **changes: object) -> None:
    actor.require(MANAGE_JOBS, None, verb=verb)
    with transaction.atomic():
        if not Job.objects.filter(pk=job.pk, state=State.FAILED).update(state=target, **changes):
            raise TransitionRefused(
                _("This job is not among the failed ones any more. Please reload the page.")
            )
        record_event(job, verb, actor=actor, before=State.FAILED, after=target)
    job.refresh_from_db()
