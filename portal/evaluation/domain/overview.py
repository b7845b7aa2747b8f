"""Lembar penilaian: everybody whom a leader rates, on one page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from portal.calendar.models import Agency, Issuing, Period, PeriodKind
from portal.people.models import (
    AppraiserAssignment,
    Employee,
    OrgUnit,
    PositionAssignment,
    ScopedRole,
)
from portal.planning.models import (
    ActionPlan,
    EvidenceUse,
    Indicator,
    Plan,
    PlanVersion,
    Realization,
)
from portal.planning.queries import people_of
from portal.planning.states import (
    STANDING_PLAN,
    ActionState,
    PlanState,
    RealizationState,
    UseState,
)

from ..models import Evaluation, UnitAchievement
from ..permissions import RECORD_ACHIEVEMENT
from ..states import EvaluationState
from .evaluations import EARLIEST_DAYS

SETTLING_DAYS = 30
MOST_PERIODS = 20


class Step(models.TextChoices):
    """What is to be done about one person, the most pressing first."""

    ANSWER = "answer", _("Answer the response")
    AGREE_PLAN = "agree_plan", _("Agree on the plan")
    AGREE_ACTION = "agree_action", _("Agree on the action plan")
    CHECK = "check", _("Check what was handed in")
    RATE = "rate", _("Rate")
    DELIVER = "deliver", _("Go on rating")
    RECORD = "record", _("Record the result of e-Kinerja")
    PLAN_MISSING = "plan_missing", _("Waits for the plan")
    FILES_MISSING = "files_missing", _("Waits for realizations")
    RECEIPT = "receipt", _("Waits to be received")
    OTHER = "other", _("Rated by somebody else")
    NOTHING = "nothing", _("Nothing to do")


STEP_ORDER = {step: place for place, step in enumerate(Step)}
# What the leader does; the rest waits for somebody else or is done.
MINE = frozenset(
    {
        Step.ANSWER, Step.AGREE_PLAN, Step.AGREE_ACTION, Step.CHECK, Step.RATE, Step.DELIVER,
        Step.RECORD,
    }
)


@dataclass
class Counts:
    """Of the realizations and uses of one plan in the periods looked at."""

    expected: int = 0
    handed_in: int = 0
    accepted: int = 0
    unchecked: int = 0
    returned: int = 0

    @property
    def is_troubled(self) -> bool:
        """Whether something is missing, unchecked or returned."""
        return self.handed_in < self.expected or bool(self.unchecked or self.returned)


@dataclass
class PersonRow:
    """One person in one period. ``rater``: who rates instead, where it is not the leader.

    ``is_year_out``: the evaluation of the year was delivered, so nothing is decided any more.
    """

    post: PositionAssignment
    plan: Plan | None = None
    version: PlanVersion | None = None
    has_standing: bool = False
    action_plan: ActionPlan | None = None
    counts: Counts | None = None
    evaluation: Evaluation | None = None
    rater: Employee | None = None
    is_year_out: bool = False
    step: str = Step.NOTHING


@dataclass(frozen=True)
class UnitRow:
    """A unit whose achievement the leader sets, with what is recorded."""

    unit: OrgUnit
    achievement: UnitAchievement | None


def periods_to_choose(agency: Agency, on: date) -> list[Period]:
    """Periods of evaluation and years that have begun, the newest first."""
    rows = Period.objects.filter(
        agency=agency, kind__in={agency.evaluation_rhythm, PeriodKind.YEAR}, starts_on__lte=on
    )
    return list(rows.select_related("agency").order_by("-until", "starts_on")[:MOST_PERIODS])


def period_of_work(periods: list[Period], on: date) -> Period | None:
    """The period that occupies people on a day: for a month after its end still the last one."""
    day = on - timedelta(days=SETTLING_DAYS)
    fitting = [one for one in periods if one.starts_on <= day < one.until]
    shortest = sorted(fitting, key=lambda one: one.until - one.starts_on)
    return shortest[0] if shortest else (periods[-1] if periods else None)


def people_rows(leader: Employee, period: Period, on: date) -> list[PersonRow]:
    """Everybody the leader rates or answers for, what is to be done first on top.

    Of today, and of the last day of a period that is over: who rated then still rates it.
    """
    last = min(period.until - timedelta(days=1), on)
    posts = {post.pk: post for post in people_of(leader, on)}
    if last != on:
        posts |= {post.pk: post for post in people_of(leader, last)}
    rows = {pk: PersonRow(post) for pk, post in posts.items()}
    _add_raters(rows, leader, last)
    _add_plans(rows, period)
    for row in rows.values():
        row.step = _step_of(row, period, on)
    return sorted(
        rows.values(),
        key=lambda row: (
            STEP_ORDER[Step(row.step)],
            not (row.counts and row.counts.is_troubled),
            row.post.employee.name.casefold(),
        ),
    )


def _add_raters(rows: dict[int, PersonRow], leader: Employee, last: date) -> None:
    named: dict[int, AppraiserAssignment] = {}
    found = AppraiserAssignment.objects.filter(employee_assignment__in=rows).in_force(last)
    for one in found.select_related("appraiser").order_by("-acting", "-valid_from", "-pk"):
        named.setdefault(one.employee_assignment_id, one)
    for pk, row in rows.items():
        office = named.get(pk)
        if office and office.appraiser_id != leader.pk and office.appraiser.left_on is None:
            row.rater = office.appraiser


def _add_plans(rows: dict[int, PersonRow], period: Period) -> None:
    plans = Plan.objects.filter(position_assignment__in=rows, year=period.starts_on.year)
    versions = Prefetch("versions", PlanVersion.objects.order_by("-number"))
    by_plan: dict[int, PersonRow] = {}
    for plan in plans.prefetch_related(versions):
        row = rows[plan.position_assignment_id]
        # What the post knows already need not be asked again.
        plan.position_assignment, plan.employee = row.post, row.post.employee
        found = [one for one in plan.versions.all() if one.state != PlanState.DISCARDED]
        row.plan, row.version = plan, found[0] if found else None
        row.has_standing = any(one.state in STANDING_PLAN for one in found)
        by_plan[plan.pk] = row
    for action_plan in ActionPlan.objects.filter(plan__in=by_plan, period=period):
        by_plan[action_plan.plan_id].action_plan = action_plan
    evaluations = Evaluation.objects.filter(plan__in=by_plan, period=period)
    for evaluation in evaluations.select_related("overall_level"):
        by_plan[evaluation.plan_id].evaluation = evaluation
    out = Evaluation.objects.filter(plan__in=by_plan, period__kind=PeriodKind.YEAR).exclude(
        state=EvaluationState.OPEN
    )
    for plan_id in out.values_list("plan_id", flat=True):
        by_plan[plan_id].is_year_out = True
    _count(by_plan, period)


def _count(rows: dict[int, PersonRow], period: Period) -> None:
    parts = [period]
    if period.kind == PeriodKind.YEAR:
        kind = period.agency.evaluation_rhythm
        held = Period.objects.filter(
            agency_id=period.agency_id, kind=kind, starts_on__gte=period.starts_on,
            until__lte=period.until,
        )
        parts = list(held)
    for row in rows.values():
        row.counts = Counts()
    per_plan = Indicator.objects.filter(
        result__version__plan__in=rows, result__version__state__in=STANDING_PLAN
    ).values_list("result__version__plan").annotate(Count("pk"))
    for plan_id, count in per_plan.order_by():
        plan = rows[plan_id].plan
        overlapping = [
            one for one in parts if one.starts_on < plan.until and one.until > plan.starts_on
        ]
        rows[plan_id].counts.expected = count * len(overlapping)
    out = {RealizationState.SUBMITTED, RealizationState.ACCEPTED}
    realizations = Realization.objects.filter(plan__in=rows, period__in=parts)
    for plan_id, handed_in, accepted in realizations.order_by().values_list("plan").annotate(
        out=Count("pk", filter=Q(state__in=out)),
        kept=Count("pk", filter=Q(state=RealizationState.ACCEPTED)),
    ):
        counts = rows[plan_id].counts
        counts.handed_in, counts.accepted = handed_in, accepted
    uses = EvidenceUse.objects.filter(realization__plan__in=rows, realization__period__in=parts)
    for plan_id, unchecked, returned in uses.order_by().values_list("realization__plan").annotate(
        waiting=Count("pk", filter=Q(state=UseState.SUBMITTED)),
        sent_back=Count("pk", filter=Q(state=UseState.RETURNED)),
    ):
        counts = rows[plan_id].counts
        counts.unchecked, counts.returned = unchecked, returned


def _step_of(row: PersonRow, period: Period, on: date) -> str:
    evaluation, counts = row.evaluation, row.counts or Counts()
    state = evaluation.state if evaluation is not None else ""
    if evaluation is not None and state == EvaluationState.DELIVERED and row.rater is None:
        waits = bool(evaluation.response and not evaluation.answer)
        return Step.ANSWER if waits else Step.RECEIPT
    if row.version is not None and row.version.state == PlanState.SUBMITTED:
        return Step.AGREE_PLAN
    if row.rater is not None:
        return Step.OTHER
    if state == EvaluationState.ACCEPTED:
        companion = row.post.employee.agency.issuing == Issuing.COMPANION
        return Step.RECORD if companion else Step.NOTHING
    if state == EvaluationState.CLOSED:
        return Step.NOTHING
    if not row.has_standing:
        return Step.PLAN_MISSING
    if not row.is_year_out:
        if row.action_plan is not None and row.action_plan.state == ActionState.SUBMITTED:
            return Step.AGREE_ACTION
        if counts.unchecked or counts.handed_in > counts.accepted:
            return Step.CHECK
    if on > period.until - timedelta(days=EARLIEST_DAYS + 1):
        return Step.DELIVER if evaluation is not None else Step.RATE
    return Step.FILES_MISSING if counts.handed_in < counts.expected else Step.NOTHING


def units_to_set(posts: Iterable[PositionAssignment], period: Period, on: date) -> list[UnitRow]:
    """Units whose achievement is set by who appraises these posts: those whose heads hold them."""
    mine = {post.pk for post in posts}
    units = {post.position.unit_id for post in posts if post.position.is_head}
    heads: dict[int, PositionAssignment] = {}
    held = PositionAssignment.objects.filter(position__unit__in=units, position__is_head=True)
    order: Any = ("-acting", "-valid_from", "-pk")
    for head in held.in_force(on).select_related("position__unit").order_by(*order):
        heads.setdefault(head.position.unit_id, head)
    mine_to_set = [head.position.unit for head in heads.values() if head.pk in mine]
    return _with_achievements(mine_to_set, period)


def units_kept(keeper: Employee, period: Period, on: date) -> list[UnitRow]:
    """Units above whose head nobody stands, for their HR administrator by letter."""
    roles = ScopedRole.objects.filter(employee=keeper, role=ScopedRole.Role.HR).in_force(on)
    paths = list(roles.exclude(unit=None).values_list("unit__path", flat=True))
    if not paths:
        return []
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(position__unit__path__startswith=path)
    appraised = AppraiserAssignment.objects.in_force(on).filter(employee_assignment=OuterRef("pk"))
    heads = PositionAssignment.objects.filter(below, ~Exists(appraised), position__is_head=True)
    units = {
        head.position.unit
        for head in heads.in_force(on).select_related("position__unit__agency")
    }
    # Few: usually the one on top. Whether somebody steps in is for the rule to say.
    kept = [unit for unit in units if keeper.user.has_perm(RECORD_ACHIEVEMENT, unit)]
    return _with_achievements(kept, period)


def _with_achievements(units: Iterable[OrgUnit], period: Period) -> list[UnitRow]:
    rows = UnitAchievement.objects.filter(unit__in=units, period=period)
    recorded = {one.unit_id: one for one in rows.select_related("level", "recorded_by")}
    found = [UnitRow(unit, recorded.get(unit.pk)) for unit in units]
    return sorted(found, key=lambda row: (row.achievement is not None, row.unit.name))
