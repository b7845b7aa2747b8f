"""The verbs of a realization: record, hand in, accept, return, reopen (model.md 3)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.models import Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event
from portal.core.transitions import move

from ..models import EvidenceUse, Plan, Realization
from ..permissions import RECORD_REALIZATION
from ..queries import indicators_of
from ..signals import use_changed
from ..states import (
    ACCEPT_REALIZATION,
    REOPEN,
    RETURN_REALIZATION,
    SUBMIT_REALIZATION,
    WRITABLE_REALIZATION,
)
from ..validators import number_of, require_note, require_other_person
from .action_plans import require_period
from .common import take_revision
from .locks import require_unlocked
from .uses import submit_uses, undo_stale_verdicts


@dataclass(frozen=True)
class RealizationInput:
    """What is said of one indicator in one period."""

    value: str = ""
    narrative: str = ""
    data_source: str = ""


def begin_realization(
    plan: Plan, period: Period, indicator_line: uuid.UUID, *, actor: Actor
) -> Realization:
    """The realization of an indicator in a period, begun where there is none.

    Measured against the indicator of the agreed version of now.

    Raises:
        PermissionDenied: not the actor's plan.
        DomainError: no agreed plan, or neither period nor indicator is in it.
        TransitionRefused: the period is locked.
    """
    require_period(plan, period)
    indicator = next(
        (one for one in indicators_of(plan.standing_version) if one.line == indicator_line), None
    )
    found = Realization.objects.filter(
        plan=plan, period=period, indicator_line=indicator_line
    ).first()
    if found is not None:
        actor.require(RECORD_REALIZATION, found, verb="record_realization")
        return found
    if indicator is None:
        raise DomainError(_("This indicator is no longer in the plan."))
    fresh = Realization(
        plan=plan, period=period, indicator_line=indicator_line, indicator=indicator
    )
    actor.require(RECORD_REALIZATION, fresh, verb="record_realization")
    require_unlocked(plan, period)
    with transaction.atomic():
        found, made = Realization.objects.get_or_create(
            plan=plan, period=period, indicator_line=indicator_line,
            defaults={"indicator": indicator},
        )
        if made:
            record_event(
                found, "begin_realization", actor=actor, unit=plan.unit, after=found.state
            )
    return found


@transaction.atomic
def record_realization(
    realization: Realization, typed: RealizationInput, *, actor: Actor, revision: int
) -> Realization:
    """Write value, story and source. A verdict that rested on other words is undone.

    Raises:
        PermissionDenied: not the actor's realization.
        TransitionRefused: the period is locked.
        Conflict: changed meanwhile, or it was handed in.
    """
    actor.require(RECORD_REALIZATION, realization, verb="record_realization")
    require_unlocked(realization.plan, realization.period)
    take_revision(realization, revision, WRITABLE_REALIZATION)
    before, indicator = realization.digest(), realization.indicator_id
    _follow_indicator(realization)
    realization.value = " ".join(typed.value.split())
    realization.value_number = number_of(realization.value)
    realization.narrative = typed.narrative.strip()
    realization.data_source = " ".join(typed.data_source.split())
    realization.save(
        update_fields=[
            "value", "value_number", "narrative", "data_source", "indicator", "updated_at"
        ]
    )
    record_event(
        realization, "record_realization", actor=actor, unit=realization.plan.unit,
        before=before, after=realization.digest(), detail=realization.value,
    )
    undo_stale_verdicts(realization)
    if realization.indicator_id != indicator:
        for use in realization.uses.standing():
            use_changed.send(EvidenceUse, use=use)
    return realization


def _follow_indicator(realization: Realization) -> None:
    """While it is in the owner's hands, it is measured against the indicator that stands now."""
    for indicator in indicators_of(realization.plan.standing_version):
        if indicator.line == realization.indicator_line:
            realization.indicator = indicator


def submit_realization(realization: Realization, *, actor: Actor) -> Realization:
    """Hand in value and files; both are fixed from then on. Never waits for the action plan.

    Raises:
        PermissionDenied: not the actor's realization.
        ValidationError: no value.
        TransitionRefused: handed in already, or the period is locked.
    """
    actor.require(RECORD_REALIZATION, realization, verb="submit_realization")
    require_unlocked(realization.plan, realization.period)
    if not realization.value:
        raise ValidationError(
            {"value": _("Write what was reached. It may be 0, with the reason in your words.")}
        )
    changes = {"submitted_at": clock.now(), "return_note": ""}
    with transaction.atomic():
        move(realization, SUBMIT_REALIZATION, actor=actor, changes=changes)
        submit_uses(realization)
    return realization


def accept_realization(realization: Realization, *, actor: Actor) -> Realization:
    """Accept what was handed in.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own.
        TransitionRefused: taken back or decided meanwhile, or the period is locked.
    """
    require_other_person(actor, realization.plan.employee)
    require_unlocked(realization.plan, realization.period)
    move(realization, ACCEPT_REALIZATION, actor=actor, changes={"accepted_at": clock.now()})
    return realization


def return_realization(realization: Realization, note: str, *, actor: Actor) -> Realization:
    """Give a realization back with what has to be mended.

    Raises:
        PermissionDenied: the actor is not the appraiser in office today.
        DomainError: one's own, or a note that says nothing.
        TransitionRefused: taken back or decided meanwhile, or the period is locked.
    """
    require_other_person(actor, realization.plan.employee)
    require_unlocked(realization.plan, realization.period)
    note = require_note(note)
    move(realization, RETURN_REALIZATION, actor=actor, changes={"return_note": note}, detail=note)
    return realization


def reopen_realization(realization: Realization, reason: str, *, actor: Actor) -> Realization:
    """Take a realization back into the owner's hands, until the evaluation is delivered.

    Verdicts stay while nothing changes; a changed value undoes them.

    Raises:
        PermissionDenied: neither its owner nor the appraiser in office.
        DomainError: a reason that says nothing.
        TransitionRefused: it is in the owner's hands already, or the period is locked.
    """
    require_unlocked(realization.plan, realization.period)
    reason = require_note(reason)
    move(realization, REOPEN, actor=actor, changes={"accepted_at": None}, detail=reason)
    return realization
