"""Models of the core: the history of everything, its seals, and the job table."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .jobs.models import Job, JobSchedule, WorkerBeat

__all__ = ["HistoryEvent", "HistorySeal", "Job", "JobSchedule", "TimeStamped", "WorkerBeat"]


class TimeStamped(models.Model):
    """When a row was made and last changed."""

    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        abstract = True


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row of the trail."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added and read, never changed."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError("History is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("History is append-only.")


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("History is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("History is append-only.")


class HistoryEvent(AppendOnly):
    """One thing that happened to one record: who, for whom, what, when.

    ``record``, ``mandate`` and ``unit`` are text keys (``evidence.evidence:12``),
    because the core knows no table above it and the trail outlives rows.
    ``before`` and ``after`` are states or digests.
    """

    at = models.DateTimeField(_("at"), db_index=True)
    record = models.CharField(_("record"), max_length=100)
    verb = models.CharField(_("verb"), max_length=50)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    system_name = models.CharField(_("part of the system"), max_length=50, blank=True)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("for whom"),
    )
    mandate = models.CharField(_("mandate"), max_length=50, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    before = models.CharField(_("before"), max_length=64, blank=True)
    after = models.CharField(_("after"), max_length=64, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)

    class Meta:
        verbose_name = _("history event")
        verbose_name_plural = _("history events")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["record", "at"], name="core_history_record")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.record}"

    def digest(self) -> str:
        """SHA-256 over every field of the row, in a canonical order."""
        facts = {
            field.attname: str(getattr(self, field.attname) or "")
            for field in self._meta.concrete_fields
            if field.attname != "at"
        }
        facts["at"] = self.at.isoformat()
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


class HistorySeal(AppendOnly):
    """A batch of history bound into the chain: any later change of a sealed row shows."""

    sealed_at = models.DateTimeField(_("sealed at"))
    covers_from = models.DateTimeField(_("from"))
    covers_until = models.DateTimeField(_("until"), unique=True)
    event_count = models.PositiveIntegerField(_("events"))
    digest = models.CharField(_("digest"), max_length=64)
    previous = models.CharField(_("digest of the seal before"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("history seal")
        verbose_name_plural = _("history seals")
        ordering = ("covers_until",)

    def __str__(self) -> str:
        return f"{self.covers_until:%Y-%m-%d %H:%M} {self.digest[:12]}"
