"""What waits for a person in the cycle: one line for each kind, in a fixed number of queries.

The frame of every page tells how many lines there are. That number is kept for
``WAITING_SECONDS``, because counting it costs more than most pages; the home
page counts anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.calendar.models import Issuing, Period, PeriodKind
from portal.evaluation.domain.evaluations import counts_as_received_on
from portal.evaluation.models import Evaluation, UnitAchievement
from portal.evaluation.queries import is_delivered, rated_by
from portal.evaluation.states import EvaluationState
from portal.people.domain.assignments import posts_of
from portal.people.models import Employee, EmploymentStatus, PositionAssignment
from portal.planning.models import (
    ActionPlan,
    EvidenceUse,
    Indicator,
    Plan,
    PlanVersion,
    Realization,
)
from portal.planning.queries import decides_on_posts
from portal.planning.states import (
    STANDING_PLAN,
    ActionState,
    PlanState,
    RealizationState,
    UseState,
)
from portal.verification.queries import queue_facts

MINUTES_FOR_PLAN = 45
MINUTES_PER_INDICATOR = 10
MINUTES_PER_USE = 3
MINUTES_PER_PERSON = 15


@dataclass(frozen=True)
class Waiting:
    """One line: what, where, the verb on its button, why, until when (inclusive), how long."""

    kind: str
    label: str
    url: str
    action: str
    reason: str = ""
    due_on: date | None = None
    minutes: int | None = None
    tone: str = ""


def waiting_lines(
    user: Any, employee: Employee, day: date, *, leads: bool, checks: bool
) -> list[Waiting]:
    """Everything of the cycle that waits for a person on a day, their own work first.

    ``leads``: appraises somebody; ``checks``: is named to check evidence.
    """
    lines = list(_own(employee, day))
    if leads:
        lines += _as_leader(employee, day)
    if leads or checks:
        lines += _as_checker(user)
    _remember(user, len(lines))
    return lines


def waiting_number(
    user: Any, employee: Employee, day: date, *, leads: bool, checks: bool
) -> int:
    """How many lines wait, as counted at most ``WAITING_SECONDS`` ago."""
    known = cache.get(_key(user)) if settings.PORTAL["WAITING_SECONDS"] else None
    if known is not None:
        return int(known)
    return len(waiting_lines(user, employee, day, leads=leads, checks=checks))


def _key(user: Any) -> str:
    return f"waiting:{user.pk}"


def _remember(user: Any, number: int) -> None:
    seconds = settings.PORTAL["WAITING_SECONDS"]
    if seconds:
        cache.set(_key(user), number, seconds)


# --- One's own work ---------------------------------------------------------------------


def _own(employee: Employee, day: date) -> Iterator[Waiting]:
    plans = list(
        Plan.objects.filter(employee=employee, year__gte=day.year - 1)
        .select_related("position_assignment__position")
        .prefetch_related("versions")
        .order_by("-year", "-starts_on")
    )
    yield from _plan_lines(employee, plans, day)
    yield from _returned(employee)
    standing = [plan for plan in plans if _version(plan, STANDING_PLAN) is not None]
    if standing:
        yield from _filing(standing, employee, day)
    yield from _evaluations(employee)


def _version(plan: Plan, states: Any) -> PlanVersion | None:
    return next((one for one in plan.versions.all() if one.state in states), None)


def _plan_lines(employee: Employee, plans: list[Plan], day: date) -> Iterator[Waiting]:
    planned = {plan.position_assignment_id for plan in plans if plan.year == day.year}
    missing = [post for post in posts_of(employee, day) if post.pk not in planned]
    if missing and employee.status != EmploymentStatus.OFFICIAL:
        yield Waiting(
            "own_plan_missing",
            _("SKP %(year)s · %(post)s") % {"year": day.year, "post": missing[0].position.title},
            reverse("planning:plans"), _("Begin"), _("not begun yet"),
            minutes=MINUTES_FOR_PLAN,
        )
    for plan in plans:
        returned = _version(plan, {PlanState.RETURNED})
        draft = _version(plan, {PlanState.DRAFT})
        label = f"SKP {plan.year} · {plan.position_assignment.position.title}"
        if returned is not None:
            yield Waiting(
                "plan_returned", label, plan.get_absolute_url(), _("Mend"),
                _("returned with a note"), minutes=MINUTES_FOR_PLAN, tone="warn",
            )
        elif draft is not None and plan.year >= day.year:
            yield Waiting(
                "plan_draft", label, plan.get_absolute_url(), _("Go on"), _("not handed in yet"),
                minutes=MINUTES_FOR_PLAN,
            )


def _returned(employee: Employee) -> Iterator[Waiting]:
    uses = EvidenceUse.objects.filter(
        realization__plan__employee=employee, state=UseState.RETURNED
    ).exclude(is_delivered("realization__"))
    first = uses.select_related("realization__plan").order_by("pk").first()
    if first is not None:
        count = uses.count()
        yield Waiting(
            "uses_returned",
            ngettext(
                "%(count)s file was returned", "%(count)s files were returned", count
            ) % {"count": count},
            first.realization.get_absolute_url(), _("Replace"), _("the reason stands there"),
            minutes=MINUTES_PER_INDICATOR * count, tone="warn",
        )
    rows = Realization.objects.filter(
        plan__employee=employee, state=RealizationState.RETURNED
    ).exclude(is_delivered(""))
    one = rows.select_related("plan").order_by("pk").first()
    if one is not None:
        count = rows.count()
        yield Waiting(
            "realizations_returned",
            ngettext(
                "%(count)s realization was returned", "%(count)s realizations were returned", count
            ) % {"count": count},
            one.get_absolute_url(), _("Mend"), _("the reason stands there"),
            minutes=MINUTES_PER_INDICATOR * count, tone="warn",
        )
    action_plan = (
        ActionPlan.objects.filter(plan__employee=employee, state=ActionState.RETURNED)
        .exclude(is_delivered(""))
        .select_related("plan", "period")
        .order_by("-period__starts_on")
        .first()
    )
    if action_plan is not None:
        yield Waiting(
            "action_plan_returned",
            _("Action plan · %(period)s") % {"period": action_plan.period},
            _address_of(action_plan),
            _("Mend"), _("returned with a note"), minutes=MINUTES_PER_INDICATOR, tone="warn",
        )


def _address_of(action_plan: ActionPlan) -> str:
    place = [action_plan.plan.public_id, action_plan.period_id]
    return reverse("planning:action_plan", args=place)


def _filing(plans: list[Plan], employee: Employee, day: date) -> Iterator[Waiting]:
    """Periods that have begun and in which indicators are not handed in, the oldest first."""
    counts = Counter(
        Indicator.objects.filter(
            result__version__plan__in=plans, result__version__state=PlanState.AGREED
        ).values_list("result__version__plan_id", flat=True)
    )
    handed = Counter(
        Realization.objects.filter(plan__in=plans)
        .exclude(state=RealizationState.DRAFT)
        .values_list("plan_id", "period_id")
    )
    delivered = list(
        Evaluation.objects.filter(plan__in=plans)
        .exclude(state=EvaluationState.OPEN)
        .values_list("plan_id", "period_id", "period__kind")
    )
    rated = {(plan, period) for plan, period, _kind in delivered}
    over = {plan for plan, _period, kind in delivered if kind == PeriodKind.YEAR}
    for plan, period in _begun(plans, employee, day):
        left = counts[plan.pk] - handed[(plan.pk, period.pk)]
        if left <= 0 or plan.pk in over or (plan.pk, period.pk) in rated:
            continue
        last = min(period.until, plan.until) - timedelta(days=1)
        yield Waiting(
            "filing", _("Realization %(period)s") % {"period": period},
            reverse("planning:period", args=[plan.public_id, period.pk]), _("Fill in"),
            ngettext(
                "%(count)s indicator is not handed in", "%(count)s indicators are not handed in",
                left,
            ) % {"count": left},
            due_on=last, minutes=MINUTES_PER_INDICATOR * left,
        )


def _begun(plans: list[Plan], employee: Employee, day: date) -> Iterator[tuple[Plan, Period]]:
    """Of each plan the period that runs, and the one before while it is not rated."""
    periods = list(
        Period.objects.filter(
            agency_id=employee.agency_id, kind=employee.agency.evaluation_rhythm,
            starts_on__lte=day, until__gt=day - timedelta(days=120),
        ).order_by("starts_on")
    )[-2:]
    for period in periods:
        for plan in plans:
            if plan.starts_on < period.until and plan.until > period.starts_on and (
                plan.year == period.starts_on.year
            ):
                yield plan, period


def _evaluations(employee: Employee) -> Iterator[Waiting]:
    rows = (
        Evaluation.objects.filter(
            plan__employee=employee,
            state__in=[EvaluationState.DELIVERED, EvaluationState.ACCEPTED],
        )
        .select_related("plan__employee__agency", "period")
        .order_by("delivered_at")
    )
    for evaluation in rows:
        label = _("Evaluation %(period)s") % {"period": evaluation.period}
        if evaluation.state == EvaluationState.DELIVERED:
            due = counts_as_received_on(evaluation)
            yield Waiting(
                "evaluation_to_receive", label, evaluation.get_absolute_url(), _("Read"),
                _("respond to it, or receive it"),
                due_on=due - timedelta(days=1) if due else None, minutes=10,
            )
        elif employee.agency.issuing == Issuing.COMPANION:
            yield Waiting(
                "bkn_missing", label, evaluation.get_absolute_url(), _("Record"),
                _("copy it into e-Kinerja, then record the result there"), minutes=10,
            )


# --- For others -------------------------------------------------------------------------


def _as_leader(employee: Employee, day: date) -> Iterator[Waiting]:
    posts = decides_on_posts(employee, day)
    if posts:
        yield from _to_decide(posts, employee)
    yield from _to_rate(rated_by(employee, posts, day), day)
    if posts:
        yield from _achievements(posts, employee, day)


def _to_decide(posts: list[int], employee: Employee) -> Iterator[Waiting]:
    mine = Q(plan__position_assignment_id__in=posts) & ~Q(plan__employee=employee)
    plans = PlanVersion.objects.filter(mine, state=PlanState.SUBMITTED)
    first = plans.select_related("plan").order_by("submitted_at").first()
    if first is not None:
        count = plans.count()
        yield Waiting(
            "plans_to_agree",
            ngettext(
                "%(count)s plan waits for agreement", "%(count)s plans wait for agreement", count
            ) % {"count": count},
            first.plan.get_absolute_url(), _("Read"), minutes=MINUTES_PER_PERSON * count,
        )
    action_plans = ActionPlan.objects.filter(mine, state=ActionState.SUBMITTED).exclude(
        is_delivered("")
    )
    action_plan = action_plans.select_related("plan").order_by("updated_at").first()
    if action_plan is not None:
        count = action_plans.count()
        yield Waiting(
            "action_plans_to_agree",
            ngettext(
                "%(count)s action plan waits for agreement",
                "%(count)s action plans wait for agreement", count,
            ) % {"count": count},
            _address_of(action_plan),
            _("Read"), minutes=5 * count,
        )
    realizations = Realization.objects.filter(mine, state=RealizationState.SUBMITTED).exclude(
        is_delivered("")
    )
    people = realizations.aggregate(count=Count("plan__employee", distinct=True))["count"]
    if people:
        yield Waiting(
            "realizations_to_accept",
            ngettext(
                "Realizations of %(count)s person wait for you",
                "Realizations of %(count)s people wait for you", people,
            ) % {"count": people},
            reverse("evaluation:people"), _("See"), minutes=5 * people,
        )

def _to_rate(mine: QuerySet[Evaluation], day: date) -> Iterator[Waiting]:
    rows = mine.filter(state=EvaluationState.OPEN, period__until__lte=day)
    count = rows.count()
    if count:
        yield Waiting(
            "evaluations_to_deliver",
            ngettext(
                "%(count)s evaluation is not delivered", "%(count)s evaluations are not delivered",
                count,
            ) % {"count": count},
            reverse("evaluation:people"), _("Rate"), minutes=MINUTES_PER_PERSON * count,
        )
    answered = (
        mine.filter(state=EvaluationState.DELIVERED, answer="")
        .exclude(response="")
        .select_related("plan", "period")
        .order_by("responded_at")
    )
    for evaluation in answered[:3]:
        yield Waiting(
            "response_to_answer", str(evaluation), evaluation.get_absolute_url(), _("Answer"),
            _("the employee responded"), minutes=10,
        )


def _achievements(posts: list[int], employee: Employee, day: date) -> Iterator[Waiting]:
    """Units below whose last period has ended without its achievement, while people wait for it."""
    heads = PositionAssignment.objects.filter(pk__in=posts, position__is_head=True).in_force(day)
    units = {post.position.unit_id: post.position.unit for post in heads.select_related(
        "position__unit"
    )}
    period = (
        Period.objects.filter(
            agency_id=employee.agency_id, kind=employee.agency.evaluation_rhythm, until__lte=day
        )
        .order_by("-starts_on")
        .first()
    )
    if not units or period is None:
        return
    there = UnitAchievement.objects.filter(unit__in=units, period=period)
    missing = sorted(set(units) - set(there.values_list("unit_id", flat=True)))
    if missing:
        yield Waiting(
            "achievement_missing",
            _("Achievement of %(unit)s · %(period)s")
            % {"unit": units[missing[0]].label, "period": period},
            reverse("evaluation:achievement", args=[missing[0], period.pk]), _("Record"),
            ngettext(
                "%(count)s unit without it: its people cannot be evaluated",
                "%(count)s units without it: their people cannot be evaluated", len(missing),
            ) % {"count": len(missing)},
            minutes=5 * len(missing),
        )


def _as_checker(user: Any) -> Iterator[Waiting]:
    facts = queue_facts(user)
    if facts.waiting:
        yield Waiting(
            "uses_to_check",
            ngettext(
                "%(count)s file waits to be checked", "%(count)s files wait to be checked",
                facts.waiting,
            ) % {"count": facts.waiting},
            reverse("verification:queue"), _("Check"),
            ngettext(
                "the oldest for %(count)s day", "the oldest for %(count)s days", facts.oldest_days
            ) % {"count": facts.oldest_days},
            minutes=MINUTES_PER_USE * facts.waiting,
        )
