"""The outbox of the index, and the indexes it feeds.

A verb writes one :class:`IndexChange` without a target, in its own transaction,
whatever indexes exist. Only the index process spreads it over the targets, after
it was committed. So an index that is added meanwhile misses nothing: a change is
either spread to it, or was committed before its filling began to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core import clock

#: Waits after failures: 1 s, 2 s, 4 s … at most five minutes.
LONGEST_WAIT = timedelta(minutes=5)
#: A text of the engine is kept up to here.
TROUBLE_LENGTH = 500


class IndexTarget(models.Model):
    """One index: a generation of the engine that is being filled, or answers.

    ``name`` is the engine's name of the generation. While filling, ``cursor``
    says how far it came (source, US, last key), so that a killed process goes on
    where it stood. ``failures`` and ``retry_at`` are the growing wait after
    trouble with the engine.
    """

    class State(models.TextChoices):
        """``active``: the one that answers."""

        FILLING = "filling", _("being filled")
        ACTIVE = "active", _("answers")

    name = models.CharField(_("name"), max_length=100, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.FILLING
    )
    cursor = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("made at"))
    committed_at = models.DateTimeField(_("last written at"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    retry_at = models.DateTimeField(_("tried again at"), null=True)
    trouble = models.CharField(_("trouble"), max_length=TROUBLE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["state"], name="search_one_target_a_state")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    def waits(self, now: datetime) -> bool:
        """Whether it rests after trouble."""
        return self.retry_at is not None and self.retry_at > now

    def note_trouble(self, error: BaseException) -> None:
        """Count a failure and wait longer than the last time."""
        self.failures += 1
        pause = min(timedelta(seconds=2 ** min(self.failures - 1, 10)), LONGEST_WAIT)
        self.retry_at = clock.now() + pause
        self.trouble = str(error)[:TROUBLE_LENGTH]
        self.save(update_fields=["failures", "retry_at", "trouble"])

    def note_commit(self) -> None:
        """Written without trouble."""
        self.committed_at, self.failures = clock.now(), 0
        self.retry_at, self.trouble = None, ""
        self.save(update_fields=["committed_at", "failures", "retry_at", "trouble"])


class IndexChange(models.Model):
    """Something that the index must look at again: ``key`` of ``source``.

    It says nothing of what changed: the index process reads the record as it is
    then, and removes it when there is none.
    """

    id = models.BigAutoField(primary_key=True)
    target = models.ForeignKey(IndexTarget, models.CASCADE, null=True, related_name="changes")
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change for the index")
        verbose_name_plural = _("changes for the index")
        default_permissions = ()
        indexes = [models.Index(fields=["target", "id"], name="search_change_next")]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


def note_changes(source: str, keys: Iterable[object]) -> None:
    """Write outbox rows in the caller's transaction."""
    now = clock.now()
    IndexChange.objects.bulk_create(
        (IndexChange(source=source, key=str(key), created_at=now) for key in keys),
        batch_size=2_000,
    )


class IndexCheck(models.Model):
    """One comparison of the index with the database, part by part."""

    target = models.ForeignKey(IndexTarget, models.CASCADE, related_name="checks")
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    checked = models.PositiveIntegerField(_("records compared"), default=0)
    missing = models.PositiveIntegerField(_("missing in the index"), default=0)
    stale = models.PositiveIntegerField(_("older in the index"), default=0)
    extra = models.PositiveIntegerField(_("only in the index"), default=0)

    class Meta:
        verbose_name = _("check of the index")
        verbose_name_plural = _("checks of the index")
        default_permissions = ()
        get_latest_by = "started_at"

    def __str__(self) -> str:
        return f"{self.target.name} {self.started_at:%Y-%m-%d}"

    @property
    def differences(self) -> int:
        """Records that differed; all of them were given back to the index process."""
        return self.missing + self.stale + self.extra
