"""Taking a job and writing down how it ended: every step is a compare-and-set on the row.

A claim is a plain read and then one short write, so that an idle worker never
takes the database's write lock. A running job holds a lease (its time limit
and ``LEASE_MARGIN``); when the lease runs out, or the worker is known to be
dead, whoever looks first takes the job back. ``attempt`` is the fencing token:
an outcome is written only where the row still runs the same attempt. Leases
trust the clocks of the machines.
"""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from .. import clock
from .models import Job
from .registry import UnknownJob, type_named
from .states import Cause, State

LEASE_MARGIN = timedelta(seconds=2)
UNKNOWN_JOB_SECONDS = 60
RETRY_GROWTH = 4
LONGEST_PAUSE = 3600.0
LOST_PAUSE = 1.0
TRACEBACK_LENGTH = 4000


def waiting_key_of(name: str, key: str) -> str | None:
    """What must be unique among waiting jobs; None for a job without a key."""
    return f"{name}:{key}" if key else None


def next_turn(queue: str, priority: int, person: str, now: datetime) -> int:
    """The turn in which a new job of ``person`` is served.

    One after the person's last job that is due, but never before the lowest
    turn that is due: somebody with 500 waiting jobs and somebody with one get
    their next job served alternately. Jobs of nobody count as one person's.
    """
    due = Job.objects.filter(
        state=State.READY, queue=queue, priority=priority, run_after__lte=now
    ).values_list("turn", flat=True)
    lowest = due.order_by("turn")[:1]
    last = due.filter(person=person).order_by("-turn")[:1]
    return max([0, *lowest, *(turn + 1 for turn in last)])


def _due(queue: str, now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state=State.READY, queue=queue, run_after__lte=now).order_by(
        "-priority", "turn", "id"
    )


def limit_of(job: Job) -> float:
    """Seconds one try of ``job`` may take."""
    try:
        return type_named(job.name).limit_seconds
    except UnknownJob:
        return UNKNOWN_JOB_SECONDS


def claim(queues: Sequence[str], worker: str) -> Job | None:
    """The next due job of the first queue that has one, now running for ``worker``."""
    for queue in queues:
        # Bounded: each round that wins nothing means that another worker took that job.
        for _round in range(20):
            now = clock.now()
            seen = _due(queue, now).first()
            if seen is None:
                break
            if connection.features.has_select_for_update_skip_locked:
                with transaction.atomic():
                    seen = _due(queue, now).select_for_update(skip_locked=True).first()
                    taken = seen is not None and _take(seen, worker, now)
            else:
                taken = _take(seen, worker, now)
            if taken:
                return seen
    return None


def _take(job: Job, worker: str, now: datetime) -> bool:
    taken = Job.objects.filter(pk=job.pk, state=State.READY, attempt=job.attempt).update(
        state=State.RUNNING,
        waiting_key=None,
        attempt=job.attempt + 1,
        lease_until=now + timedelta(seconds=limit_of(job)) + LEASE_MARGIN,
        worker=worker,
        started_at=Coalesce("started_at", now),
        last_started_at=now,
    )
    if taken:
        job.refresh_from_db()
    return bool(taken)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempt=job.attempt)


def finish(job: Job, result: Any = None, cause: str = "") -> bool:
    """Write that the attempt ended well. False: the attempt is not running any more."""
    return bool(
        _mine(job).update(
            state=State.DONE,
            result=result,
            finished_at=clock.now(),
            lease_until=None,
            cause=cause,
            facts="",
            error_class="",
            traceback="",
        )
    )


def give_back(job: Job) -> bool:
    """Let the job wait again at once, without counting the attempt as a failed one."""
    return _wait_again(job, {"run_after": clock.now(), "lease_until": None, "worker": ""})


def fail(
    job: Job,
    cause: Cause,
    facts: str = "",
    *,
    error_class: str = "",
    traceback: str = "",
    final: bool = False,
) -> bool:
    """Write that the attempt went wrong; the job waits for another try or has failed for good.

    Returns False when the attempt is not running any more and nothing was written.
    """
    failures = job.failures + 1
    changes: dict[str, Any] = {
        "failures": failures,
        "cause": cause,
        "facts": facts,
        "error_class": error_class,
        "traceback": traceback,
        "lease_until": None,
    }
    now = clock.now()
    if final or failures >= job.max_attempts:
        changes |= {"state": State.FAILED, "finished_at": now}
        return bool(_mine(job).update(**changes))
    pause = timedelta(seconds=pause_before_retry(job.name, failures, cause))
    return _wait_again(job, changes | {"run_after": now + pause})


def _wait_again(job: Job, changes: dict[str, Any]) -> bool:
    """Set the job to wait, unless a newer job with its key waits already: then that one does it."""
    waiting_key = waiting_key_of(job.name, job.key)
    try:
        with transaction.atomic():
            return bool(_mine(job).update(**changes, state=State.READY, waiting_key=waiting_key))
    except IntegrityError:
        twin = Job.objects.filter(waiting_key=waiting_key).values_list("pk", flat=True).first()
        if twin is None:
            # It was claimed a moment ago; the key is free now.
            return _wait_again(job, changes)
        changes |= {"cause": Cause.REPLACED, "facts": str(twin)}
        changes.pop("run_after", None)
        return bool(_mine(job).update(**changes, state=State.DONE, finished_at=clock.now()))


def pause_before_retry(name: str, failures: int, cause: Cause) -> float:
    """Seconds until the next try: growing fourfold up to an hour, spread by a fifth.

    A lost worker says little about the job, so the job runs again soon.
    """
    try:
        first = type_named(name).retry_seconds
    except UnknownJob:
        first = UNKNOWN_JOB_SECONDS
    if cause == Cause.LOST:
        pause = min(first, LOST_PAUSE) * failures
    else:
        pause = first * RETRY_GROWTH ** min(failures - 1, 20)
    return min(pause, LONGEST_PAUSE) * random.uniform(0.8, 1.2)


def _nobody_is_known_to_be_dead(worker: str) -> bool:
    return False


def recover_lost(is_dead: Callable[[str], bool] = _nobody_is_known_to_be_dead) -> int:
    """Take back running jobs whose lease ran out or whose worker is dead; returns how many."""
    now = clock.now()
    return sum(
        fail(job, Cause.LOST, job.worker)
        for job in Job.objects.filter(state=State.RUNNING)
        if job.lease_until < now or is_dead(job.worker)
    )


def trim(text: str, length: int = TRACEBACK_LENGTH) -> str:
    """``text`` as every database takes it, its middle left out when it is too long."""
    text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    text = text.encode("utf-8", "replace").decode()
    if len(text) <= length:
        return text
    tail = length * 3 // 4
    return f"{text[: length - tail]}\n…\n{text[-tail:]}"
