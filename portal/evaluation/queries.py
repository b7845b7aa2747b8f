"""What the pages of evaluation show, in a fixed number of queries. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from portal.calendar.models import Period, PeriodKind
from portal.people.models import AppraiserAssignment, Employee, OrgUnit
from portal.planning.models import Accumulation, Indicator, Plan, Realization
from portal.planning.queries import indicators_of, periods_of, realizations_of
from portal.planning.states import ActionState, RealizationState, UseState

from .models import Evaluation, Feedback, UnitAchievement
from .rules import head_of
from .states import Demand, EvaluationState


def evaluation_of(plan: Plan, period: Period) -> Evaluation | None:
    """The evaluation of a plan in a period, with what its page prints."""
    return (
        Evaluation.objects.filter(plan=plan, period=period)
        .select_related(
            "plan__employee__agency", "plan__employee__user", "plan__unit", "plan__rule_set",
            "plan__position_assignment__position__unit", "plan__position_assignment__employee",
            "period__agency", "result_level", "behavior_level", "overall_level", "delivered_by",
        )
        .first()
    )


def is_delivered(way: str) -> Exists:
    """Twin of ``lock_of`` for rows: the evaluation of their period, or of the year, is out.

    ``way`` leads from the row to its ``plan`` and ``period``.
    """
    return Exists(
        Evaluation.objects.exclude(state=EvaluationState.OPEN)
        .filter(plan=OuterRef(f"{way}plan"))
        .filter(Q(period=OuterRef(f"{way}period")) | Q(period__kind=PeriodKind.YEAR))
    )


def rated_by(employee: Employee, posts: Collection[int], on: date) -> QuerySet[Evaluation]:
    """Evaluations of others that the employee rates on a day: twin of ``rater_of`` for lists.

    ``posts``: those on which they decide that day; it counts where whoever was in office on the
    last day of the period has left the agency, or nobody was.
    """
    named = AppraiserAssignment.objects.filter(appraiser=employee)
    ends = Least(
        "period__until", "plan__until",
        Coalesce("plan__position_assignment__valid_until", "period__until"),
        Value(on + timedelta(days=1), DateField()),
    )
    first = AppraiserAssignment.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=OuterRef("ends")),
        employee_assignment=OuterRef("plan__position_assignment"),
        valid_from__lt=OuterRef("ends"),
    ).order_by("-acting", "-valid_from", "-pk")
    still_here = Case(When(appraiser__left_on=None, then="appraiser"))
    return (
        Evaluation.objects.filter(
            Q(plan__position_assignment__in=named.values("employee_assignment"))
            | Q(plan__position_assignment__in=posts)
        )
        .exclude(plan__employee=employee)
        .annotate(ends=ends)
        .annotate(rater=Subquery(first.annotate(here=still_here).values("here")[:1]))
        .filter(Q(rater=employee.pk) | Q(rater=None, plan__position_assignment__in=posts))
    )


def parts_of(plan: Plan, period: Period) -> list[Period]:
    """The periods an evaluation looks at: itself, or those of the year."""
    own = periods_of(plan)
    return own if period.pk not in {one.pk for one in own} else [period]


def organization_of(plan: Plan, on: date) -> OrgUnit:
    """The unit whose achievement counts: that of the plan, or the nearest above it with a head."""
    unit: OrgUnit | None = plan.unit
    while unit is not None:
        if head_of(unit, on) is not None:
            return unit
        unit = unit.parent
    return plan.unit


def achievement_of(unit: OrgUnit, period: Period) -> UnitAchievement | None:
    """What was recorded for a unit in a period."""
    return (
        UnitAchievement.objects.filter(unit=unit, period=period)
        .select_related("level", "recorded_by", "file")
        .first()
    )


@dataclass(frozen=True)
class Measured:
    """One indicator with what came of it in the periods looked at."""

    indicator: Indicator
    realizations: list[Realization]
    period_target: str = ""
    is_target_agreed: bool = False

    @property
    def printed(self) -> str:
        """What forms print: the one realization, or the year as the indicator says it adds up.

        What never left its owner's hands is not printed.
        """
        written = [one for one in self.realizations if one.value and one.submitted_at]
        if not written:
            return ""
        if len(self.realizations) == 1 or len(written) == 1 and len(self.realizations) <= 1:
            return written[0].printed
        return over_the_year(self.indicator, written)

    @property
    def uses(self) -> list[Any]:
        """Standing uses of all its realizations that were ever handed in."""
        return [
            use
            for one in self.realizations
            if one.submitted_at is not None
            for use in one.uses.all()
            if use.state != UseState.WITHDRAWN
        ]


def over_the_year(indicator: Indicator, written: list[Realization]) -> str:
    """The year of an indicator from its periods: their sum, the last one, or each by itself."""
    if indicator.accumulation == Accumulation.LAST:
        return written[-1].printed
    each = "; ".join(f"{one.period.label}: {one.value_printed}" for one in written)
    numbers = [one.value_number for one in written]
    if indicator.accumulation == Accumulation.CUMULATIVE and None not in numbers:
        total = sum((number for number in numbers if number is not None), Decimal(0))
        unit = f" {indicator.target_unit}" if indicator.target_unit else ""
        return f"{plain_number(total)}{unit} ({each})"
    return each


def plain_number(number: Decimal) -> str:
    """A number as people write it here: ``1.250``, ``97,5``."""
    text = f"{number.normalize():,f}"
    return text.replace(",", "#").replace(".", ",").replace("#", ".")


def measured(plan: Plan, period: Period) -> list[Measured]:
    """Indicators of the standing version with their realizations of a period or year."""
    periods = parts_of(plan, period)
    by_line: dict[Any, list[Realization]] = {}
    for one in realizations_of(plan, *periods):
        by_line.setdefault(one.indicator_line, []).append(one)
    targets: dict[Any, tuple[str, bool]] = {}
    if len(periods) == 1:
        for action_plan in plan.action_plans.filter(period=periods[0]).prefetch_related("lines"):
            agreed = action_plan.state == ActionState.AGREED
            for line in action_plan.lines.all():
                text = line.agreed_target or line.target_text
                targets[line.indicator_line] = (text, agreed)
    return [
        Measured(indicator, by_line.get(indicator.line, []), *targets.get(indicator.line, ()))
        for indicator in indicators_of(plan.standing_version)
    ]


@dataclass
class Trouble:
    """What a rating will have to explain, counted; and what is missing altogether."""

    counts: dict[str, int] = field(default_factory=dict)

    @property
    def demands(self) -> list[tuple[str, str]]:
        """Code and sentence of each demand that asks for a reason."""
        words = dict(Demand.choices)
        return [
            (code, _("%(count)s × %(what)s") % {"count": count, "what": words[code]})
            for code, count in self.counts.items()
            if count
        ]


def trouble_of(rows: Iterable[Measured], *, annual: bool) -> Trouble:
    """Count what does not block a rating but asks for a reason."""
    counts = dict.fromkeys(Demand.values, 0)
    for row in rows:
        accepted = [one for one in row.realizations if one.state == RealizationState.ACCEPTED]
        if len(accepted) < max(1, len(row.realizations)):
            counts[Demand.NOT_ACCEPTED] += 1
        for use in row.uses:
            if use.state in {UseState.SUBMITTED, UseState.DRAFT}:
                counts[Demand.UNCHECKED] += 1
            elif use.state == UseState.RETURNED:
                counts[Demand.RETURNED] += 1
        if not annual and not row.is_target_agreed:
            counts[Demand.NO_TARGET] += 1
    return Trouble(counts)


def feedback_of(plan: Plan, *periods: Period) -> list[Feedback]:
    """Feedback of the periods, the oldest first."""
    rows = Feedback.objects.filter(plan=plan, period__in=periods).select_related("giver", "period")
    return list(rows.order_by("given_at", "pk"))
