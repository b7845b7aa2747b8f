"""The job table, its schedule, and the signs of life of its workers.

Claims read the composite index that starts with ``state``. Partial indexes on
``state`` are avoided on purpose: SQLite's planner prefers them for a claim and
then sorts every waiting row (80 times slower with 50,000 waiting).
"""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from .registry import label_of
from .states import Cause, State


class Job(models.Model):
    """One call of a registered function, kept until it is done and some days longer.

    A job runs **at least once**: after a crash it runs again. ``attempt`` counts
    the starts and never goes back, so that a worker that was believed dead
    cannot write an outcome over a newer run; ``failures`` counts the starts that
    went wrong, and decides when to give up.
    """

    name = models.CharField(_("job"), max_length=100)
    arguments = models.JSONField(_("arguments"), default=list)
    queue = models.CharField(_("queue"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READY)
    priority = models.SmallIntegerField(_("priority"), default=0)
    turn = models.BigIntegerField(
        _("turn"), default=0, help_text=_("People who wait are served in turns, one job each.")
    )
    person = models.CharField(_("for whom"), max_length=64, blank=True)
    key = models.CharField(_("key"), max_length=200, blank=True)
    waiting_key = models.CharField(_("key while waiting"), max_length=310, null=True, unique=True)
    run_after = models.DateTimeField(_("not before"))

    attempt = models.PositiveIntegerField(_("starts"), default=0)
    failures = models.PositiveIntegerField(_("failed tries"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("most tries"), default=4)
    lease_until = models.DateTimeField(_("given up for lost at"), null=True)
    worker = models.CharField(_("worker"), max_length=100, blank=True)

    created_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("first started at"), null=True)
    last_started_at = models.DateTimeField(_("last started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    result = models.JSONField(_("result"), null=True)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause, blank=True)
    facts = models.TextField(_("facts of the cause"), blank=True)
    error_class = models.CharField(_("class of the error"), max_length=200, blank=True)
    traceback = models.TextField(_("traceback"), blank=True)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ("-pk",)
        permissions = [("manage_jobs", "Can retry and dismiss background jobs")]
        indexes = [
            # The whole question of a claim, run_after last so that waiting rows are skipped
            # without being fetched.
            models.Index(
                fields=["state", "queue", "-priority", "turn", "id", "run_after"],
                name="core_job_claim",
            ),
            models.Index(
                fields=["state", "queue", "priority", "person", "turn"], name="core_job_person"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(waiting_key__isnull=True) | models.Q(state=State.READY),
                name="core_job_key_only_while_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def label(self) -> str:
        """What the job does, in the reader's language; its name where nobody said it."""
        return label_of(self.name)

    @property
    def reason(self) -> str:
        """Why the last try did not end well, as a sentence in the reader's language; else empty."""
        if not self.cause:
            return ""
        return str(Cause(self.cause).label) % {"facts": self.facts}

    @property
    def is_retrying(self) -> bool:
        """Waiting for another try after a failed one."""
        return self.state == State.READY and self.failures > 0

    def age(self, now: datetime) -> timedelta:
        """How long ago the job was asked for."""
        return now - self.created_at


class JobSchedule(models.Model):
    """When a repeated job is due next. One row per job; the first to move ``due_at`` enqueues."""

    name = models.CharField(_("job"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("due at"))
    last_at = models.DateTimeField(_("last enqueued at"), null=True)

    class Meta:
        verbose_name = _("repeated job")
        verbose_name_plural = _("repeated jobs")
        ordering = ("due_at",)

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """The sign of life of one worker process, removed when it ends in order."""

    LIFE = timedelta(seconds=60)
    """A worker not seen for so long is taken for gone; it writes every 10 s, also during a job."""

    name = models.CharField(_("worker"), max_length=100, unique=True)
    queues = models.CharField(_("queues"), max_length=200)
    pid = models.PositiveIntegerField(_("process id"))
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last seen at"))
    trouble = models.TextField(
        _("trouble"), blank=True, help_text=_("The last error outside a job, until it passes.")
    )

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def is_alive(self, now: datetime) -> bool:
        """Seen within ``WorkerBeat.LIFE`` before ``now``."""
        return now - self.seen_at < self.LIFE
