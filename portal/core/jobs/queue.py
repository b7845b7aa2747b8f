"""The public face of background jobs: declare them, ask for them, run them inline, look at them.

A job row is written in the caller's transaction: it exists exactly when the
change that asked for it does. Workers look for due rows four times a second;
nothing has to be woken, so a process that dies right after its commit loses
no time and no job.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest

from .. import clock
from .claiming import next_turn, waiting_key_of
from .models import Job
from .registry import Function, UnknownJob, every, job, register_pump, type_of
from .running import GiveUp, Gone, current_job, run_pending_inline
from .staff import QueueFigures, dismiss_job, queue_figures, retry_job

__all__ = [
    "Function",
    "GiveUp",
    "Gone",
    "QueueFigures",
    "UnknownJob",
    "current_job",
    "dismiss_job",
    "enqueue",
    "every",
    "job",
    "queue_figures",
    "register_pump",
    "retry_job",
    "run_pending_inline",
]

LONGEST_KEY = 200


def enqueue(
    function: Any,
    *args: Any,
    key: str | None = None,
    person: int | str | None = None,
    priority: int = 0,
    run_after: datetime | None = None,
    queue: str | None = None,
) -> Job:
    """Write a job row in the caller's transaction: ``function(*args)`` will run at least once.

    Args:
        function: decorated with ``@job``.
        args: JSON-able.
        key: at most one job of this function with this key waits; a second call returns
            the first one, made due earlier if asked, and holds it back until the caller's
            transaction ends, so that the run sees what the caller wrote. A job that
            already runs does not count: a new one waits beside it.
        person: whom it is for; people who wait are served in turns.
        priority: -100 to 100, higher first.
        run_after: not before this instant; None means as soon as possible.
        queue: another queue than the job's own.

    Raises:
        UnknownJob: the function carries no ``@job``.
        ValueError: the key is longer than 200 characters.
    """
    job_type = type_of(function)
    now = clock.now()
    key = key or ""
    if len(key) > LONGEST_KEY:
        raise ValueError(f"A job's key has at most {LONGEST_KEY} characters.")
    row = Job(
        name=job_type.name,
        arguments=list(args),
        queue=queue or job_type.queue,
        priority=priority,
        person="" if person is None else str(person),
        key=key,
        waiting_key=waiting_key_of(job_type.name, key),
        run_after=run_after or now,
        max_attempts=job_type.max_attempts,
        created_at=now,
    )
    if row.waiting_key is None:
        return _insert(row, now)
    # Bounded: a round fails only when another process takes or adds the twin in between.
    for _round in range(50):
        twin = _touch_twin(row)
        if twin is not None:
            return twin
        try:
            with transaction.atomic():
                return _insert(row, now)
        except IntegrityError:
            row.pk = None
            row._state.adding = True
    raise RuntimeError(f"No end of job {row.name} with key {key!r} being taken and added.")


def _insert(row: Job, now: datetime) -> Job:
    row.turn = next_turn(row.queue, row.priority, row.person, now)
    row.save(force_insert=True)
    return row


def _touch_twin(row: Job) -> Job | None:
    """The waiting job with the same key, written to: no worker takes it before our commit."""
    waiting = Job.objects.filter(waiting_key=row.waiting_key)
    touched = waiting.update(
        # A retry keeps its pause; a job planned for later may be wanted earlier now.
        run_after=Case(
            When(failures=0, run_after__gt=row.run_after, then=Value(row.run_after)),
            default=F("run_after"),
        ),
        priority=Greatest("priority", Value(row.priority)),
    )
    return waiting.first() if touched else None
