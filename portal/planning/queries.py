"""What the pages of planning show, in a fixed number of queries. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from evidence.models import EvidenceVersion
from portal.calendar.dates import today
from portal.calendar.models import Period, PeriodKind
from portal.core.audience import tokens_for
from portal.people.domain.assignments import answers_for
from portal.people.models import AppraiserAssignment, Employee, OrgUnit, PositionAssignment

from .models import (
    ActionPlan,
    EvidenceUse,
    Indicator,
    Plan,
    PlannedResult,
    PlanVersion,
    Realization,
)
from .states import STANDING_PLAN, PlanState, UseState


def periods_of(plan: Plan) -> list[Period]:
    """The periods of evaluation of the plan's year in which the post is held, in order."""
    agency = plan.employee.agency
    rows = Period.objects.filter(
        agency=agency, kind=agency.evaluation_rhythm,
        starts_on__lt=plan.until, until__gt=plan.starts_on,
        starts_on__year=plan.year,
    )
    return list(rows.select_related("agency").order_by("starts_on"))


def period_now(plans: list[Plan]) -> tuple[Plan, Period] | None:
    """The newest period that has begun, of the newest agreed plan; else its first period."""
    first: tuple[Plan, Period] | None = None
    for plan in plans:
        periods = periods_of(plan)
        begun = [one for one in periods if one.starts_on <= today(plan.employee.agency)]
        if begun:
            return plan, begun[-1]
        if periods:
            first = plan, periods[0]
    return first


def year_of(plan: Plan) -> Period:
    """The whole year of the plan's agency, to which the annual evaluation belongs."""
    year: Period = Period.objects.select_related("agency").get(
        agency_id=plan.employee.agency_id, kind=PeriodKind.YEAR, starts_on=date(plan.year, 1, 1)
    )
    return year


def supportable_results(plan: Plan) -> QuerySet[PlannedResult]:
    """Agreed results of whoever decides on the plan today: what its results may support."""
    leader = answers_for(plan.position_assignment, today(plan.employee.agency))
    if leader is None:
        return PlannedResult.objects.none()
    return PlannedResult.objects.filter(
        version__plan__employee=leader, version__plan__year=plan.year,
        version__state__in=STANDING_PLAN,
    ).select_related("version__plan")


def results_of(version: PlanVersion) -> list[PlannedResult]:
    """Results of a version in the order of the forms, with indicators; two queries."""
    rows = version.results.select_related("supported_result").prefetch_related("indicators")
    return list(rows)


def indicators_of(version: PlanVersion | None) -> list[Indicator]:
    """All indicators of a version in the order of the forms, each with its result."""
    if version is None:
        return []
    found = []
    for result in results_of(version):
        for indicator in result.indicators.all():
            indicator.result = result
            found.append(indicator)
    return found


def action_plan_of(plan: Plan, period: Period) -> ActionPlan | None:
    """The action plan of a period with its lines and their kinds."""
    return (
        ActionPlan.objects.filter(plan=plan, period=period)
        .prefetch_related("lines__kinds")
        .first()
    )


def realizations_of(plan: Plan, *periods: Period) -> list[Realization]:
    """Realizations of the periods, with indicator, uses and files; three queries."""
    return list(
        Realization.objects.filter(plan=plan, period__in=periods)
        .select_related("indicator__result", "period", "plan__employee")
        .prefetch_related("uses__version__evidence__kind", "uses__version__stored_file")
        .order_by("period__starts_on", "pk")
    )


def others_using(use: EvidenceUse) -> QuerySet[EvidenceUse]:
    """Other standing uses of the same bytes: "also used by …, check the count"."""
    return (
        EvidenceUse.objects.standing()
        .filter(version__stored_file__sha256=use.version.stored_file.sha256)
        .exclude(pk=use.pk)
        .select_related("realization__plan__employee", "realization__period",
                        "realization__indicator")
        .order_by("linked_at")
    )


def plans_of(employee: Employee) -> QuerySet[Plan]:
    """Own plans, the newest first."""
    return (
        Plan.objects.filter(employee=employee)
        .select_related("position_assignment__position__unit", "employee__agency", "rule_set")
        .order_by("-year", "-starts_on")
    )


def posts_to_plan(employee: Employee, on: date) -> list[tuple[PositionAssignment, int]]:
    """Posts held on a day, each with a year in which it lacks a plan; two queries.

    Asked for are the year of the day and, from November, the next one.
    """
    years = [on.year] if on.month < 11 else [on.year, on.year + 1]
    posts = list(
        PositionAssignment.objects.filter(employee=employee)
        .in_force(on)
        .select_related("employee", "position__unit")
        .order_by("acting", "-valid_from", "pk")
    )
    there = set(
        Plan.objects.filter(position_assignment__in=posts, year__in=years).values_list(
            "position_assignment_id", "year"
        )
    )
    return [
        (post, year)
        for post in posts
        for year in years
        if (post.pk, year) not in there
        and (post.valid_until is None or post.valid_until > date(year, 1, 1))
    ]


def versions_seen_by(plan: Plan, user: Any) -> list[PlanVersion]:
    """Versions of a plan that a person may read, the newest first; one query.

    The owner reads all, everybody else who sees the plan only what was handed in.
    """
    rows = plan.versions.order_by("-number").select_related("agreed_by")
    if plan.employee.user_id != user.pk:
        rows = rows.exclude(submitted_at=None)
    versions = list(rows)
    for version in versions:
        version.plan = plan
    return versions


def units_led(employee: Employee, on: date) -> list[OrgUnit]:
    """Units whose head the employee is on a day, by name."""
    return list(
        OrgUnit.objects.filter(
            pk__in=PositionAssignment.objects.filter(employee=employee, position__is_head=True)
            .in_force(on)
            .values("position__unit")
        ).order_by("name")
    )


STEPS_IN_WITHIN = timedelta(days=730)


def decides_on_posts(employee: Employee, on: date) -> list[int]:
    """Posts on which the employee decides on a day, as ``answers_for`` says; two queries.

    Those whose appraiser in office they are (acting before regular), posts that
    ended with them as the last one named, and those of somebody who left.
    """
    candidates = (
        AppraiserAssignment.objects.filter(
            employee_assignment__in=AppraiserAssignment.objects.filter(appraiser=employee).values(
                "employee_assignment"
            ),
        )
        .select_related("employee_assignment")
        .order_by("employee_assignment_id", "-acting", "-valid_from", "-pk")
    )
    first: dict[int, AppraiserAssignment] = {}
    for row in candidates:
        post = row.employee_assignment
        if row.is_in_force(_day_of(post, on)):
            first.setdefault(post.pk, row)
    own = [post for post, row in first.items() if row.appraiser_id == employee.pk]
    return own + _steps_in_on_posts(employee, on)


def _steps_in_on_posts(employee: Employee, on: date) -> list[int]:
    """Posts without an appraiser who is still here, on which the employee decides instead."""
    below = AppraiserAssignment.objects.filter(appraiser=employee).values(
        "employee_assignment__employee"
    )
    near = AppraiserAssignment.objects.filter(
        Q(appraiser__in=below) | Q(employee_assignment__employee__in=below)
    )
    # What ended years ago waits for nobody.
    recent = Q(employee_assignment__valid_until=None) | Q(
        employee_assignment__valid_until__gt=on - STEPS_IN_WITHIN
    )
    rows = list(
        AppraiserAssignment.objects.filter(
            recent, employee_assignment__in=near.values("employee_assignment")
        )
        .select_related("appraiser", "employee_assignment__employee")
        .order_by("employee_assignment_id")
    )
    posts = {row.employee_assignment_id: row.employee_assignment for row in rows}
    kept = {
        row.employee_assignment_id
        for row in rows
        if row.appraiser.left_on is None and row.is_in_force(_day_of(row.employee_assignment, on))
    }
    # Few: each of them waits for the office to name somebody.
    return [
        pk for pk, post in posts.items() if pk not in kept and answers_for(post, on) == employee
    ]


def _day_of(post: PositionAssignment, on: date) -> date:
    """The day itself; of a post that has ended, its last one."""
    if post.valid_until is None or on < post.valid_until:
        return on
    return max(post.valid_from, post.valid_until - date.resolution)


def people_of(leader: Employee, on: date) -> list[PositionAssignment]:
    """Posts held today whose holders the leader appraises, by name."""
    rows = PositionAssignment.objects.filter(pk__in=decides_on_posts(leader, on)).in_force(on)
    return list(
        rows.filter(employee__left_on=None)
        .select_related("employee__user", "employee__agency", "position__unit")
        .order_by("employee__name")
    )


def plans_to_decide(leader: Employee) -> QuerySet[PlanVersion]:
    """Versions that wait for the leader's agreement, the oldest first."""
    posts = decides_on_posts(leader, today(leader.agency))
    return (
        PlanVersion.objects.filter(
            state=PlanState.SUBMITTED, plan__position_assignment__in=posts
        )
        .exclude(plan__employee=leader)
        .select_related("plan__employee", "plan__position_assignment__position")
        .order_by("submitted_at")
    )


def shareable_versions(user: Any, text: str = "") -> QuerySet[Any]:
    """Newest standing versions that the person may use as evidence: own, or shared with them.

    What somebody sees as checker, auditor or in an emergency is not theirs to use.
    """
    tokens = [
        token for token in tokens_for(user) if not token.startswith(("audit:", "verify:"))
    ]
    rows = (
        EvidenceVersion.objects.current()
        .filter(grants__source__in=["owner", "sharing"], grants__token__in=tokens,
                grants__until=None)
        .exclude(state__in=["quarantined"])
        .select_related("evidence__owner", "evidence__kind", "stored_file")
        .distinct()
        .order_by("-uploaded_at")
    )
    for word in text.split():
        rows = rows.filter(
            Q(evidence__title__icontains=word) | Q(evidence__number__icontains=word)
            | Q(original_name__icontains=word)
        )
    return rows


def open_uses(realization: Realization) -> QuerySet[EvidenceUse]:
    """Uses of a realization that stand, in the order in which they were linked."""
    return realization.uses.exclude(state=UseState.WITHDRAWN).select_related(
        "version__evidence__kind", "version__evidence__owner", "version__stored_file", "linked_by"
    ).order_by("linked_at", "pk")


@dataclass(frozen=True)
class Difference:
    """One line of the comparison of two versions. ``kind``: added, removed, changed, same."""

    kind: str
    before: PlannedResult | None
    after: PlannedResult | None
    details: tuple[tuple[str, str, str], ...] = ()


def compare(before: PlanVersion, after: PlanVersion) -> list[Difference]:
    """What changed between two versions, result by result, by the ``line`` both keep."""
    old = {result.line: result for result in results_of(before)}
    new = results_of(after)
    found = []
    for result in new:
        former = old.pop(result.line, None)
        if former is None:
            found.append(Difference("added", None, result))
            continue
        details = _details(former, result)
        found.append(Difference("changed" if details else "same", former, result, details))
    found += [Difference("removed", result, None) for result in old.values()]
    return found


def _details(former: PlannedResult, result: PlannedResult) -> tuple[tuple[str, str, str], ...]:
    """Pairs of words that differ: (what, before, after)."""
    rows: list[tuple[str, str, str]] = []
    if former.printed != result.printed:
        rows.append(("result", former.printed, result.printed))
    if former.supports != result.supports:
        rows.append(("supports", former.supports, result.supports))
    was = {indicator.line: indicator for indicator in former.indicators.all()}
    for indicator in result.indicators.all():
        old = was.pop(indicator.line, None)
        before = _words(old) if old else ""
        if before != _words(indicator):
            rows.append(("indicator", before, _words(indicator)))
    rows += [("indicator", _words(old), "") for old in was.values()]
    return tuple(rows)


def _words(indicator: Indicator) -> str:
    return f"{indicator.statement} — {indicator.target_printed}"
