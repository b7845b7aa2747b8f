"""The achievement of a unit, recorded one level above before anybody is rated (domain.md 1.12)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.calendar.models import Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.people.models import OrgUnit
from portal.planning.domain.common import conflict, employee_of
from portal.planning.validators import require_note
from portal.rulesets.models import Scale, ScaleLevel

from ..models import Evaluation, UnitAchievement
from ..permissions import RECORD_ACHIEVEMENT
from ..rules import sets_achievement_of
from ..states import EvaluationState


@transaction.atomic
def record_unit_achievement(
    unit: OrgUnit,
    period: Period,
    level: ScaleLevel,
    basis: str,
    *,
    actor: Actor,
    revision: int = 0,
    file: Any = None,
) -> UnitAchievement:
    """Record, or correct, the achievement of a unit in a period, with what it rests on.

    ``revision`` is the one the person saw, 0 where nothing was recorded.

    Raises:
        PermissionDenied: neither the leader one level above the unit, nor, where nobody
            stands above, its HR administrator.
        DomainError: a basis that says nothing, another scale or agency, HR without a letter.
        Conflict: recorded by somebody else meanwhile.
        TransitionRefused: an evaluation that rests on it was delivered.
    """
    actor.require(RECORD_ACHIEVEMENT, unit)
    basis = require_note(basis)
    if level.scale != Scale.ACHIEVEMENT:
        raise DomainError(_("This is no level of the achievement of a unit."))
    if period.agency_id != unit.agency_id:
        raise DomainError(_("This period belongs to another agency."))
    present = UnitAchievement.objects.select_for_update().filter(unit=unit, period=period).first()
    nobody_above = sets_achievement_of(unit, today(unit.agency)) is None
    if nobody_above and file is None and (present is None or present.file is None):
        raise DomainError(_("Nobody stands above this unit: add the letter that sets its level."))
    if (present.revision if present else 0) != revision:
        raise conflict()
    if present is not None:
        delivered = Evaluation.objects.filter(plan__unit=unit, period=period).exclude(
            state=EvaluationState.OPEN
        )
        if delivered.exists():
            raise TransitionRefused(
                _("Evaluations that rest on this were delivered, so it stays as it is.")
            )
    row = present or UnitAchievement(unit=unit, period=period, revision=0)
    row.level, row.basis, row.file = level, basis, file or row.file
    row.recorded_by, row.recorded_at = employee_of(actor), clock.now()
    row.revision += 1
    row.save()
    record_event(
        row, "record_unit_achievement", actor=actor, unit=unit, detail=f"{level.label_id}: {basis}"
    )
    return row
