"""Snapshots, their documents, the result of BKN, and what was copied there (model.md 5)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.calendar.models import Period
from portal.core.models import AppendOnly
from portal.files.models import StoredFile
from portal.people.models import Employee
from portal.planning.models import Plan
from portal.rulesets.models import ScaleLevel

from ..states import Form
from .evaluation import Evaluation


class SnapshotKind(models.TextChoices):
    """Which verb wrote a snapshot."""

    DELIVERED = "delivered", pgettext_lazy("evaluation", "delivered")
    ACCEPTED = "accepted", pgettext_lazy("evaluation", "received")
    COUNTED = "counted", _("counted as received")


class ResultSnapshot(AppendOnly):
    """The facts of an evaluation as they stood; ``sha256`` over their canonical JSON."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=SnapshotKind.choices)
    facts = models.JSONField(_("facts"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("snapshot of a result")
        verbose_name_plural = _("snapshots of results")
        ordering = ("evaluation", "number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "number"], name="evaluation_snapshot_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} #{self.number}"


class ResultDocument(AppendOnly):
    """One official form made from a snapshot: a record, served from its bytes."""

    snapshot = models.ForeignKey(ResultSnapshot, models.PROTECT, related_name="documents")
    form = models.CharField(_("form"), max_length=2, choices=Form.choices)
    stored_file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    renderer = models.CharField(_("renderer"), max_length=20)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("document of a result")
        verbose_name_plural = _("documents of results")
        ordering = ("snapshot", "form")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "form"], name="evaluation_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.form} · {self.snapshot}"


class BknResult(models.Model):
    """What e-Kinerja BKN shows for the period: recording it closes the period (companion)."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="bkn_result")
    dated_on = models.DateField(_("date in e-Kinerja"))
    level = models.ForeignKey(
        ScaleLevel, models.PROTECT, related_name="+", verbose_name=_("rating in e-Kinerja")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("result in e-Kinerja")
        verbose_name_plural = _("results in e-Kinerja")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.level}"

    @property
    def differs(self) -> bool:
        """Whether BKN shows another rating than the portal; told to both sides."""
        return self.level_id != self.evaluation.overall_level_id


class CopyTick(models.Model):
    """A field that was copied into e-Kinerja, with the digest of the text that was copied."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="copy_ticks")
    period = models.ForeignKey(Period, models.CASCADE, null=True, related_name="+")
    field = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("copied field")
        verbose_name_plural = _("copied fields")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period", "field"], name="evaluation_tick_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "field"], condition=models.Q(period=None),
                name="evaluation_tick_of_plan_once",
            ),
        ]

    def __str__(self) -> str:
        return self.field
