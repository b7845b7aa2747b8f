"""Who may do what in planning. A reader needs only the table at the foot."""

from typing import Any

import rules

from portal.calendar.dates import today
from portal.core.audience import tokens_for
from portal.core.rules import record_rule
from portal.people.domain.assignments import answers_for
from portal.people.models import PositionAssignment

from . import permissions as p


def _plan(record: Any) -> Any:
    """The plan behind a plan, version, action plan, realization or use."""
    record = getattr(record, "realization", record)
    return getattr(record, "plan", record)


@record_rule
def holds_post(user: Any, assignment: PositionAssignment) -> bool:
    """The post is the person's own, and they still work here."""
    return assignment.employee.user_id == user.pk and assignment.employee.left_on is None


@record_rule
def is_planner(user: Any, record: Any) -> bool:
    """The record belongs to the person's own plan."""
    return bool(_plan(record).employee.user_id == user.pk)


@record_rule
def is_decider(user: Any, record: Any) -> bool:
    """The person is the appraiser in office today (acting before regular), or steps in for them."""
    plan = _plan(record)
    decider = answers_for(plan.position_assignment, today(plan.employee.agency))
    return decider is not None and decider.user_id == user.pk


@record_rule
def is_handed_in(user: Any, version: Any) -> bool:
    """A version left its owner's hands."""
    return version.submitted_at is not None


@record_rule
def has_token(user: Any, record: Any) -> bool:
    """One of the record's tokens is the person's."""
    return not tokens_for(user).isdisjoint(record.tokens())


@record_rule
def leads_unit(user: Any, unit: Any) -> bool:
    """The person heads the unit, or a unit above it, today."""
    held = PositionAssignment.objects.filter(
        employee__user=user, position__is_head=True, position__unit_id__in=unit.ancestor_ids
    )
    return held.in_force(today(unit.agency)).exists()


@record_rule
def is_named_helper(user: Any, use: Any) -> bool:
    """A letter names the person to check files of this unit, period and class."""
    mine = {token for token in tokens_for(user) if token.startswith("verify:")}
    return not mine.isdisjoint(use.reader_tokens())


@record_rule
def linked_it(user: Any, use: Any) -> bool:
    """The person linked the file, for the employee."""
    return use.linked_by_id == user.pk


rules.add_perm(p.VIEW_PLAN, has_token)
rules.add_perm(p.CREATE_PLAN, holds_post)
rules.add_perm(p.WRITE_PLAN, is_planner)
rules.add_perm(p.CHANGE_PLAN, is_planner)
rules.add_perm(p.DECIDE_PLAN, is_decider & is_handed_in & ~is_planner)
rules.add_perm(p.SET_EXPECTATIONS, is_decider & ~is_planner)
rules.add_perm(p.SET_UNIT_EXPECTATIONS, leads_unit)
rules.add_perm(p.WRITE_ACTION_PLAN, is_planner)
rules.add_perm(p.DECIDE_ACTION_PLAN, is_decider & ~is_planner)
rules.add_perm(p.VIEW_REALIZATION, has_token)
rules.add_perm(p.RECORD_REALIZATION, is_planner)
rules.add_perm(p.DECIDE_REALIZATION, is_decider & ~is_planner)
rules.add_perm(p.REOPEN_REALIZATION, is_planner | is_decider)
rules.add_perm(p.VIEW_USE, has_token)
rules.add_perm(p.CHECK_USE, (is_decider | is_named_helper) & ~is_planner & ~linked_it)
