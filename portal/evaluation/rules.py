"""Who may do what in evaluation. A reader needs only the table at the foot."""

from datetime import date, timedelta
from typing import Any

import rules

from portal.calendar.dates import today
from portal.core.audience import tokens_for
from portal.core.rules import record_rule
from portal.people.domain.assignments import answers_for, appraiser_in_office
from portal.people.models import Employee, OrgUnit, PositionAssignment, ScopedRole

from . import permissions as p
from .states import LOCKING


def rater_of(plan: Any, period: Any, on: date) -> Employee | None:
    """Who rates a plan for a period (model.md 5): the appraiser in office on its last day.

    Before that day, who is in office on ``on``. If that person has left the
    agency, whoever answers now; where nobody does, their superior.
    """
    last = min(period.until, plan.until) - timedelta(days=1)
    named = appraiser_in_office(plan.position_assignment, min(last, on))
    if named is not None and named.appraiser.left_on is None:
        return named.appraiser
    return answers_for(plan.position_assignment, on)


def head_of(unit: OrgUnit, on: date) -> PositionAssignment | None:
    """Who heads a unit on a day: acting (Plt) before regular, as everywhere in appraisal."""
    held = PositionAssignment.objects.filter(position__unit=unit, position__is_head=True)
    found: PositionAssignment | None = (
        held.in_force(on)
        .select_related("employee__agency", "position__unit")
        .order_by("-acting", "-valid_from", "-pk")
        .first()
    )
    return found


def sets_achievement_of(unit: OrgUnit, on: date) -> Employee | None:
    """Who records a unit's achievement: who appraises its head, one level above (SE 3/2023)."""
    head = head_of(unit, on)
    return answers_for(head, on) if head is not None else None


@record_rule
def is_rater(user: Any, evaluation: Any) -> bool:
    """The person rates this plan for this period."""
    plan = evaluation.plan
    rater = rater_of(plan, evaluation.period, today(plan.employee.agency))
    return rater is not None and rater.user_id == user.pk


@record_rule
def is_evaluated(user: Any, evaluation: Any) -> bool:
    """The evaluation is the person's own."""
    return bool(evaluation.plan.employee.user_id == user.pk)


@record_rule
def has_token(user: Any, evaluation: Any) -> bool:
    """One of the evaluation's tokens is the person's."""
    return not tokens_for(user).isdisjoint(evaluation.tokens())


@record_rule
def is_out(user: Any, evaluation: Any) -> bool:
    """It was delivered: nobody reads a draft about themselves."""
    return evaluation.state in LOCKING


@record_rule
def stands_above(user: Any, unit: OrgUnit) -> bool:
    """The person appraises the head of the unit today."""
    above = sets_achievement_of(unit, today(unit.agency))
    return above is not None and above.user_id == user.pk


@record_rule
def keeps_top_unit(user: Any, unit: OrgUnit) -> bool:
    """Nobody stands above the unit's head, and the person is its HR administrator by letter."""
    day = today(unit.agency)
    if sets_achievement_of(unit, day) is not None:
        return False
    head = head_of(unit, day)
    if head is not None and head.employee.user_id == user.pk:
        return False
    roles = ScopedRole.objects.filter(
        employee__user=user, role=ScopedRole.Role.HR, unit_id__in=unit.ancestor_ids
    )
    return bool(roles.in_force(day).exists())


@record_rule
def is_copier(user: Any, plan: Any) -> bool:
    """The plan is the person's own: they type it into e-Kinerja."""
    return bool(plan.employee.user_id == user.pk)


rules.add_perm(p.VIEW_EVALUATION, has_token & (~is_evaluated | is_out))
rules.add_perm(p.RATE_EVALUATION, is_rater & ~is_evaluated)
rules.add_perm(p.ANSWER_EVALUATION, is_evaluated)
rules.add_perm(p.RECORD_RESULT, is_evaluated | is_rater)
rules.add_perm(p.RECORD_ACHIEVEMENT, stands_above | keeps_top_unit)
rules.add_perm(p.COPY_PLAN, is_copier)
