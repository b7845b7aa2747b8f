"""Action plan (rencana aksi) of one period: what is done, how much, and what will prove it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models import EvidenceKind
from portal.calendar.models import Period
from portal.core.models import TimeStamped
from portal.people.models import Employee

from ..states import ActionState
from .plan import Plan


class ActionPlan(TimeStamped):
    """The action plan of a plan in one period. Filing never waits for it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="action_plans")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=ActionState.choices, default=ActionState.DRAFT
    )
    return_note = models.TextField(_("note of the return"), blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, editable=False)
    agreed_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ("plan", "period__starts_on")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["plan", "period"], name="planning_action_plan_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.period}"


class ActionPlanLine(models.Model):
    """One indicator in one period. ``agreed_target``: the target as last agreed, with unit."""

    action_plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="lines")
    indicator_line = models.UUIDField()
    action = models.TextField(_("action"), blank=True)
    target_text = models.CharField(_("target of the period"), max_length=200, blank=True)
    kinds = models.ManyToManyField(EvidenceKind, verbose_name=_("expected evidence"), blank=True)
    agreed_target = models.CharField(max_length=270, blank=True, editable=False)

    class Meta:
        verbose_name = _("line of an action plan")
        verbose_name_plural = _("lines of action plans")
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["action_plan", "indicator_line"], name="planning_action_line_once"
            )
        ]

    def __str__(self) -> str:
        return self.action or self.target_text
