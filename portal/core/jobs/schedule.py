"""Repeated jobs, and the one that sweeps the job table."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import clock
from . import alive, registry
from .models import Job, JobSchedule, WorkerBeat
from .queue import enqueue, every, job
from .states import State

PRUNE_BATCH = 500
BEATS_KEPT = timedelta(hours=1)
SCHEDULE_KEY = "schedule"


def run_schedules() -> int:
    """Enqueue every repeated job that is due, once however many workers ask; returns how many.

    What was missed while no worker ran is made up for once, not once per
    interval. When the clock was set back, or the interval shortened, so that a
    job would be due later than one interval from now, it is due in one interval.
    """
    rows = {row.name: row for row in JobSchedule.objects.all()}
    now = clock.now()
    enqueued = 0
    for name, interval in registry.schedules().items():
        row = rows.get(name)
        if row is None:
            JobSchedule.objects.bulk_create(
                [JobSchedule(name=name, due_at=now + interval)], ignore_conflicts=True
            )
            continue
        unchanged = JobSchedule.objects.filter(pk=row.pk, due_at=row.due_at)
        if row.due_at > now + interval:
            unchanged.update(due_at=now + interval)
            continue
        if row.due_at > now:
            continue
        following = row.due_at + interval
        if following <= now:
            following = now + interval
        with transaction.atomic():
            if unchanged.update(due_at=following, last_at=now):
                enqueue(registry.type_named(name).function, key=SCHEDULE_KEY)
                enqueued += 1
    return enqueued


@every(timedelta(hours=6))
@job("core.prune_jobs", queue="fast", limit_seconds=300, label=_("Clear away old jobs"))
def prune_jobs() -> int:
    """Delete jobs that ended ``JOB_KEEP_DAYS`` ago, and what is left of gone workers and schedules.

    Failed jobs stay until staff retry or dismiss them, except repeated ones: their next run
    makes up for them. Returns the number of jobs deleted.
    """
    now = clock.now()
    ended = Q(state__in=[State.DONE, State.DISMISSED]) | Q(state=State.FAILED, key=SCHEDULE_KEY)
    old = now - timedelta(days=settings.PORTAL["JOB_KEEP_DAYS"])
    pks = list(Job.objects.filter(ended, finished_at__lt=old).values_list("pk", flat=True))
    # Small batches: others wait for the write lock of SQLite no longer than for any other job.
    for start in range(0, len(pks), PRUNE_BATCH):
        Job.objects.filter(ended, pk__in=pks[start : start + PRUNE_BATCH]).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - BEATS_KEPT).delete()
    alive.forget_dead(now - BEATS_KEPT)
    JobSchedule.objects.exclude(name__in=registry.schedules()).delete()
    return len(pks)
