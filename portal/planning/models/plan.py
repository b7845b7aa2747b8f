"""Plan (SKP), its versions, results and indicators (model.md 2)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core import audience
from portal.core.audience import tokens_for
from portal.core.models import TimeStamped
from portal.people.models import AppraiserAssignment, Employee, OrgUnit, PositionAssignment
from portal.rulesets.models import RuleSet

from ..states import OPEN_PLAN, STANDING_PLAN, ChangeReason, PlanState


class Approach(models.TextChoices):
    """How results are written (pendekatan): indicator apart from target, or one statement."""

    QUANTITATIVE = "quantitative", _("quantitative")
    QUALITATIVE = "qualitative", _("qualitative")


class ResultKind(models.TextChoices):
    """Main results must be there, additional ones may (PP 30/2019 Pasal 9)."""

    MAIN = "main", pgettext_lazy("result", "main")
    ADDITIONAL = "additional", pgettext_lazy("result", "additional")


class Aspect(models.TextChoices):
    """Aspects of a target (PP 30/2019, explanation of Pasal 10 ayat (3))."""

    QUANTITY = "quantity", pgettext_lazy("aspect", "quantity")
    QUALITY = "quality", pgettext_lazy("aspect", "quality")
    TIME = "time", pgettext_lazy("aspect", "time")
    COST = "cost", pgettext_lazy("aspect", "cost")


class Perspective(models.TextChoices):
    """Perspectives of the plans of senior leaders (JPT)."""

    RECIPIENTS = "recipients", _("service recipients")
    PROCESS = "process", _("business process")
    INTERNAL = "internal", _("internal strengthening")
    BUDGET = "budget", _("budget")


class Accumulation(models.TextChoices):
    """How the periods of an indicator make up its year."""

    CUMULATIVE = "cumulative", _("the periods add up")
    PER_PERIOD = "per_period", _("each period stands for itself")
    LAST = "last", _("the last period counts")


class TargetKind(models.TextChoices):
    """What was understood of a target; the form prints its text all the same."""

    NUMBER = "number", _("number")
    RANGE = "range", _("range")
    DATE = "date", _("date")
    DURATION = "duration", _("duration")
    STATEMENT = "statement", _("statement")


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans by who may see them."""

    def visible_to(self, user: Any) -> PlanQuerySet:
        """Twin of ``view_plan``: own plans, and handed-in ones of one's line, chain or audit."""
        tokens = tokens_for(user)
        lines = audience.held(tokens, "line") | audience.held(tokens, "superior")
        appraisers = AppraiserAssignment.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=OuterRef("starts_on")),
            employee_assignment=OuterRef("position_assignment"),
            valid_from__lt=OuterRef("until"),
            pk__in=lines,
        )
        handed_in = Q(handed_in_at__isnull=False) & (
            Exists(appraisers) | Q(unit_id__in=audience.audited_units(tokens, "ordinary"))
        )
        return self.filter(Q(employee_id__in=audience.held(tokens, "person")) | handed_in)


class Plan(TimeStamped):
    """The plan of one post and year. What it says stands in its versions.

    ``starts_on`` and ``until`` (exclusive) bound the part of the year in which
    the post is held; ``unit`` is that of the post when the plan was begun.
    ``handed_in_at``: when a version first left the owner's hands.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="plans")
    position_assignment = models.ForeignKey(
        PositionAssignment, models.PROTECT, related_name="plans"
    )
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("from"))
    until = models.DateField(_("until (exclusive)"))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(_("first handed in"), null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-year", "-starts_on")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["position_assignment", "year"], name="planning_plan_once"
            )
        ]

    def __str__(self) -> str:
        return f"SKP {self.year} · {self.employee}"

    def get_absolute_url(self) -> str:
        """The page of the plan."""
        return reverse("planning:plan", args=[self.public_id])

    @property
    def is_leadership(self) -> bool:
        """Whether the forms of senior leaders (JPT) apply: with perspectives, without column 2."""
        return self.position_assignment.position.kind == "jpt"

    def tokens(self) -> set[str]:
        """Who may see the plan, in the vocabulary of ``core.audience``."""
        tokens = {audience.person(self.employee_id)}
        if self.handed_in_at is None:
            return tokens
        appraisers = self.position_assignment.appraisers.filter(
            Q(valid_until=None) | Q(valid_until__gt=self.starts_on), valid_from__lt=self.until
        )
        for pk in appraisers.values_list("pk", flat=True):
            tokens |= {audience.line(pk), audience.superior(pk)}
        return tokens | {audience.audit(self.unit_id, "ordinary")}

    @property
    def open_version(self) -> PlanVersion | None:
        """The version that is being written or waits, if there is one."""
        return self.versions.filter(state__in=OPEN_PLAN).first()

    @property
    def standing_version(self) -> PlanVersion | None:
        """The agreed version of now; None before the first agreement."""
        return self.versions.filter(state__in=STANDING_PLAN).first()


class PlanVersion(TimeStamped):
    """One version of a plan. An agreed one is never written again.

    ``people``: who both sides were on the day of the agreement (snapshots, as
    printed). ``expectations``: the seven special expectations as agreed.
    ``resources``, ``accountability``, ``consequences``: the three annexes, one
    point a line.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=12, choices=PlanState.choices, default=PlanState.DRAFT
    )
    approach = models.CharField(
        _("approach"), max_length=12, choices=Approach.choices, default=Approach.QUANTITATIVE
    )
    resources = models.TextField(_("support and resources"), blank=True)
    accountability = models.TextField(_("way of accounting"), blank=True)
    consequences = models.TextField(_("consequences"), blank=True)
    change_reason = models.CharField(
        _("reason of the change"), max_length=15, choices=ChangeReason.choices, blank=True
    )
    change_note = models.TextField(_("what changes and why"), blank=True)
    effective_from = models.DateField(_("holds from"))
    return_note = models.TextField(_("note of the return"), blank=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, editable=False)
    agreed_by = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    appraiser_assignment = models.ForeignKey(
        AppraiserAssignment, models.PROTECT, null=True, related_name="+"
    )
    people = models.JSONField(_("people as printed"), default=dict, blank=True)
    expectations = models.JSONField(_("special expectations"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ("plan", "number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planning_version_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draft", "submitted", "returned"]),
                name="planning_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["agreed", "closed"]),
                name="planning_one_standing_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} (v{self.number})"

    def get_absolute_url(self) -> str:
        """The plan at this version."""
        return f"{self.plan.get_absolute_url()}?v={self.number}"

    @property
    def is_writable(self) -> bool:
        """Whether its owner may still write in it."""
        return self.state in {PlanState.DRAFT, PlanState.RETURNED}


class PlannedResult(models.Model):
    """A planned result (rencana hasil kerja). ``line`` stays the same from version to version.

    ``supported_result``: the leader's agreed result it supports (RHK pimpinan
    yang diintervensi); ``supported_text``: that result in words, where the
    leader's plan is not in the portal. Neither: "not linked yet".
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="results")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(
        _("kind"), max_length=10, choices=ResultKind.choices, default=ResultKind.MAIN
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    statement = models.TextField(_("planned result"))
    supported_result = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supported_by"
    )
    supported_text = models.TextField(_("result of the leader, in words"), blank=True)
    assigned_by = models.CharField(_("assigned by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("planned result")
        verbose_name_plural = _("planned results")
        # "main" after "additional" in the alphabet, before it on every form.
        ordering = ("-kind", "position", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="planning_result_once")
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def supports(self) -> str:
        """The leader's result as printed; empty while it is not linked."""
        return self.supported_result.statement if self.supported_result else self.supported_text

    @property
    def printed(self) -> str:
        """The statement with who assigned it, as forms print it."""
        if not self.assigned_by:
            return self.statement
        return f"{self.statement} (penugasan dari {self.assigned_by})"


class Indicator(models.Model):
    """An indicator (IKI) with its target. ``target_text`` is what forms print.

    ``target_low`` and ``target_high`` are what was understood of it, in
    ``target_unit``; None where it is a date or a statement.
    """

    result = models.ForeignKey(PlannedResult, models.CASCADE, related_name="indicators")
    line = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    aspect = models.CharField(
        _("aspect"), max_length=10, choices=Aspect.choices, default=Aspect.QUANTITY
    )
    perspective = models.CharField(
        _("perspective"), max_length=12, choices=Perspective.choices, blank=True
    )
    statement = models.TextField(_("indicator"))
    target_text = models.CharField(_("target"), max_length=200, blank=True)
    target_unit = models.CharField(_("unit of measure"), max_length=60, blank=True)
    target_kind = models.CharField(
        max_length=10, choices=TargetKind.choices, default=TargetKind.STATEMENT, editable=False
    )
    target_low = models.DecimalField(max_digits=18, decimal_places=4, null=True, editable=False)
    target_high = models.DecimalField(max_digits=18, decimal_places=4, null=True, editable=False)
    accumulation = models.CharField(
        _("over the year"), max_length=10, choices=Accumulation.choices,
        default=Accumulation.CUMULATIVE,
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("position", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.statement

    @property
    def target_printed(self) -> str:
        """The target with its unit, the unit once."""
        return with_unit(self.target_text, self.target_unit)


def with_unit(text: str, unit: str) -> str:
    """A value and its unit as printed: ``12`` and ``dokumen`` make ``12 dokumen``; never twice."""
    text, unit = text.strip(), unit.strip()
    if not unit or not text or unit.casefold() in text.casefold():
        return text
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


class UnitExpectation(models.Model):
    """The leader's special expectation for one value of behavior, for a whole unit and year."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField(_("value"))
    text = models.TextField(_("special expectation"))

    class Meta:
        verbose_name = _("special expectation of a unit")
        verbose_name_plural = _("special expectations of units")
        ordering = ("unit", "year", "position")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "position"], name="planning_unit_expectation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class PlanExpectation(models.Model):
    """The change of a unit's expectation for one person; stands instead of it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="own_expectations")
    position = models.PositiveSmallIntegerField(_("value"))
    text = models.TextField(_("special expectation"))

    class Meta:
        verbose_name = _("special expectation of a person")
        verbose_name_plural = _("special expectations of persons")
        ordering = ("plan", "position")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="planning_expectation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


