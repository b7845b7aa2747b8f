"""Evaluation, feedback and the achievement of the unit (model.md 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.calendar.models import Period, PeriodKind
from portal.core import audience
from portal.core.audience import tokens_for
from portal.core.models import TimeStamped
from portal.files.models import StoredFile
from portal.people.models import AppraiserAssignment, Employee, OrgUnit
from portal.planning.models import Plan
from portal.rulesets.models import ScaleLevel

from ..states import LOCKING, EvaluationState


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Evaluations by who may see them."""

    def visible_to(self, user: Any) -> EvaluationQuerySet:
        """Twin of ``view_evaluation``: the line always, the employee once it is delivered."""
        tokens = tokens_for(user)
        lines = audience.held(tokens, "line") | audience.held(tokens, "superior")
        appraisers = AppraiserAssignment.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=models.OuterRef("period__starts_on")),
            employee_assignment=models.OuterRef("plan__position_assignment"),
            valid_from__lt=models.OuterRef("plan__until"),
            pk__in=lines,
        )
        own = Q(plan__employee_id__in=audience.held(tokens, "person"))
        audited = Q(plan__unit_id__in=audience.audited_units(tokens, "ordinary"))
        # Nobody reads a draft about themselves, not even who stands in their own line.
        return self.filter(
            (models.Exists(appraisers) & ~own) | ((own | audited) & Q(state__in=LOCKING))
        )


class Evaluation(TimeStamped):
    """The evaluation of one plan in one period; of the year where the period is a year.

    ``reasons``: a text for each ``Demand`` that asked for one. ``answer`` is
    the appraiser's to the employee's ``response``; both stay.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=EvaluationState.choices, default=EvaluationState.OPEN
    )
    result_level = models.ForeignKey(
        ScaleLevel, models.PROTECT, null=True, related_name="+", verbose_name=_("rating of results")
    )
    behavior_level = models.ForeignKey(
        ScaleLevel, models.PROTECT, null=True, related_name="+",
        verbose_name=_("rating of behavior"),
    )
    overall_level = models.ForeignKey(
        ScaleLevel, models.PROTECT, null=True, related_name="+", verbose_name=_("overall rating")
    )
    rating_note = models.TextField(_("why this rating"), blank=True)
    recommendation = models.TextField(_("notes and recommendation"), blank=True)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    delivered_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    response = models.TextField(_("response"), blank=True)
    responded_at = models.DateTimeField(_("responded at"), null=True)
    answer = models.TextField(_("answer to the response"), blank=True)
    accepted_at = models.DateTimeField(_("received at"), null=True)
    counted_as_received = models.BooleanField(_("counted as received"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("plan", "period__starts_on", "period__until")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["plan", "period"], name="evaluation_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan.employee} · {self.period}"

    def get_absolute_url(self) -> str:
        """The page of the evaluation."""
        return reverse("evaluation:evaluation", args=[self.plan.public_id, self.period_id])

    @property
    def is_annual(self) -> bool:
        """Whether it is the evaluation of the year, which closes it."""
        return self.period.kind == PeriodKind.YEAR

    @property
    def last_day(self) -> date:
        """The last day of the period on which the post was held."""
        return min(self.period.until, self.plan.until) - timedelta(days=1)

    def tokens(self) -> set[str]:
        """Who may see the evaluation, apart from the rule about one's own draft."""
        tokens: set[str] = set()
        rows = self.plan.position_assignment.appraisers.filter(
            Q(valid_until=None) | Q(valid_until__gt=self.period.starts_on),
            valid_from__lt=self.plan.until,
        )
        for pk in rows.values_list("pk", flat=True):
            tokens |= {audience.line(pk), audience.superior(pk)}
        if self.state in LOCKING:
            tokens |= {
                audience.person(self.plan.employee_id),
                audience.audit(self.plan.unit_id, "ordinary"),
            }
        return tokens


class Feedback(models.Model):
    """Dated feedback on one result, or one value of behavior; printed with its giver."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="feedback")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    result_line = models.UUIDField(null=True)
    value_position = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(_("feedback"))
    giver = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("given_at", "pk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(result_line=None, value_position__isnull=False)
                | Q(result_line__isnull=False, value_position=None),
                name="evaluation_feedback_about_one",
            )
        ]

    def __str__(self) -> str:
        return self.text


class UnitAchievement(models.Model):
    """The achievement of a unit in a period (capaian kinerja organisasi), set one level above.

    ``basis``: what it rests on, in words; ``file``: the letter, where nobody
    stands above and HR records it.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    level = models.ForeignKey(ScaleLevel, models.PROTECT, related_name="+")
    basis = models.TextField(_("basis"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("achievement of a unit")
        verbose_name_plural = _("achievements of units")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="evaluation_achievement_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.period}: {self.level}"
