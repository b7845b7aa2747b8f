"""The verbs of the action plan of a period. Filing and submitting never wait for any of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from evidence.models import EvidenceKind
from portal.calendar.models import Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event
from portal.core.transitions import move

from ..models import ActionPlan, ActionPlanLine, Plan, with_unit
from ..permissions import WRITE_ACTION_PLAN
from ..queries import indicators_of, periods_of
from ..states import (
    AGREE_ACTION,
    REOPEN_ACTION,
    RETURN_ACTION,
    SUBMIT_ACTION,
    WRITABLE_ACTION,
)
from ..validators import require_note, require_other_person
from .common import employee_of, take_revision
from .locks import require_unlocked
from .uses import undo_stale_verdicts


@dataclass(frozen=True)
class LineInput:
    """What is planned for one indicator in the period."""

    action: str = ""
    target_text: str = ""
    kinds: Sequence[EvidenceKind] = field(default_factory=tuple)


def begin_action_plan(plan: Plan, period: Period, *, actor: Actor) -> ActionPlan:
    """The action plan of a period, begun where there is none.

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: no agreed plan, or a period of another year or agency.
    """
    require_period(plan, period)
    found = ActionPlan(plan=plan, period=period)
    actor.require(WRITE_ACTION_PLAN, found)
    with transaction.atomic():
        found, made = ActionPlan.objects.get_or_create(plan=plan, period=period)
        if made:
            record_event(found, "begin_action_plan", actor=actor, unit=plan.unit, after=found.state)
    return found


def require_period(plan: Plan, period: Period) -> None:
    """Stop unless the plan stands agreed and the period is one of its own.

    Raises:
        DomainError: neither.
    """
    if plan.standing_version is None:
        raise DomainError(_("This needs an agreed plan. Hand your plan in first."))
    if period.pk not in {one.pk for one in periods_of(plan)}:
        raise DomainError(_("This period does not belong to the plan."))


@transaction.atomic
def save_action_plan(
    action_plan: ActionPlan,
    lines: Mapping[uuid.UUID, LineInput],
    *,
    actor: Actor,
    revision: int,
) -> ActionPlan:
    """Write the lines by indicator line; indicators that are not named stay as they are.

    Raises:
        PermissionDenied: not the actor's plan.
        TransitionRefused: the period is locked.
        Conflict: changed meanwhile, or no longer in the owner's hands.
    """
    actor.require(WRITE_ACTION_PLAN, action_plan)
    require_unlocked(action_plan.plan, action_plan.period)
    take_revision(action_plan, revision, WRITABLE_ACTION)
    known = {one.line for one in indicators_of(action_plan.plan.standing_version)}
    for indicator_line, typed in lines.items():
        if indicator_line not in known:
            raise DomainError(_("One of these indicators is no longer in the plan. Load it again."))
        line, _made = ActionPlanLine.objects.update_or_create(
            action_plan=action_plan,
            indicator_line=indicator_line,
            defaults={
                "action": typed.action.strip(), "target_text": " ".join(typed.target_text.split())
            },
        )
        line.kinds.set(typed.kinds)
    record_event(action_plan, "save_action_plan", actor=actor, unit=action_plan.plan.unit)
    return action_plan


def submit_action_plan(action_plan: ActionPlan, *, actor: Actor) -> ActionPlan:
    """Hand the action plan of a period to the appraiser.

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: no line says what is done or how much.
        TransitionRefused: the period is locked, or it left the owner's hands meanwhile.
    """
    actor.require(WRITE_ACTION_PLAN, action_plan)
    require_unlocked(action_plan.plan, action_plan.period)
    lines = action_plan.lines.all()
    if not any(line.target_text or line.action for line in lines):
        raise DomainError(_("Write an action or a target for at least one indicator first."))
    move(action_plan, SUBMIT_ACTION, actor=actor, changes={"return_note": ""})
    return action_plan


def return_action_plan(action_plan: ActionPlan, note: str, *, actor: Actor) -> ActionPlan:
    """Give the action plan back with what has to be mended.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own, or a note that says nothing.
        TransitionRefused: decided or taken back meanwhile, or locked.
    """
    require_other_person(actor, action_plan.plan.employee)
    require_unlocked(action_plan.plan, action_plan.period)
    note = require_note(note)
    move(action_plan, RETURN_ACTION, actor=actor, changes={"return_note": note}, detail=note)
    return action_plan


@transaction.atomic
def agree_action_plan(action_plan: ActionPlan, *, actor: Actor) -> ActionPlan:
    """Agree on the targets of the period. Verdicts that rested on other targets are undone.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own.
        TransitionRefused: decided or taken back meanwhile, or locked.
    """
    plan = action_plan.plan
    require_other_person(actor, plan.employee)
    require_unlocked(plan, action_plan.period)
    changes = {"agreed_at": clock.now(), "agreed_by": employee_of(actor)}
    move(action_plan, AGREE_ACTION, actor=actor, changes=changes)
    units = {one.line: one.target_unit for one in indicators_of(plan.standing_version)}
    for line in action_plan.lines.all():
        agreed = with_unit(line.target_text, units.get(line.indicator_line, ""))
        if agreed != line.agreed_target:
            line.agreed_target = agreed
            line.save(update_fields=["agreed_target"])
    for realization in plan.realizations.filter(period=action_plan.period):
        undo_stale_verdicts(realization)
    return action_plan


def reopen_action_plan(action_plan: ActionPlan, *, actor: Actor) -> ActionPlan:
    """Take the action plan back to change it; what was agreed holds until it is agreed anew.

    Raises:
        PermissionDenied: not the actor's plan.
        TransitionRefused: it is in the owner's hands already, or the period is locked.
    """
    actor.require(WRITE_ACTION_PLAN, action_plan)
    require_unlocked(action_plan.plan, action_plan.period)
    move(action_plan, REOPEN_ACTION, actor=actor)
    return action_plan
