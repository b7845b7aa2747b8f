"""The result that e-Kinerja BKN shows: recording it closes the period (companion mode)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.planning.domain.common import conflict, employee_of
from portal.planning.models import Plan
from portal.rulesets.models import Scale, ScaleLevel

from ..models import BknResult, Evaluation
from ..permissions import RECORD_RESULT
from ..states import EvaluationState
from .evaluations import close_evaluation


@transaction.atomic
def record_bkn_result(
    evaluation: Evaluation,
    dated_on: date,
    level: ScaleLevel,
    *,
    actor: Actor,
    note: str = "",
    file: Any = None,
    revision: int = 0,
) -> BknResult:
    """Record, or correct, what e-Kinerja shows; the first time closes the period.

    A rating that differs from the portal's is kept as it is, and told to both sides.
    ``revision`` is the one the person saw, 0 where nothing was recorded.

    Raises:
        PermissionDenied: neither the employee nor the rater.
        DomainError: a day before the delivery or after today, a level of another scale.
        Conflict: recorded by the other side meanwhile.
        TransitionRefused: the evaluation was not received yet.
    """
    actor.require(RECORD_RESULT, evaluation, verb="record_bkn_result")
    plan = Plan.objects.select_for_update().get(pk=evaluation.plan_id)
    now = Evaluation.objects.select_related("period", "plan__employee__agency").get(
        pk=evaluation.pk
    )
    if now.state not in {EvaluationState.ACCEPTED, EvaluationState.CLOSED}:
        raise TransitionRefused(_("This waits until the evaluation is received."))
    if level.scale != Scale.OVERALL or level.rule_set_id != plan.rule_set_id:
        raise DomainError(_("This is no overall rating of the rule set of the plan."))
    if not evaluation.period.starts_on <= dated_on <= today(now.plan.employee.agency):
        raise DomainError(_("The date in e-Kinerja lies between the period’s start and today."))
    present = BknResult.objects.filter(evaluation=now).first()
    if (present.revision if present else 0) != revision:
        raise conflict()
    row = present or BknResult(evaluation=now, revision=0)
    before = row.level.label_id if present else ""
    row.dated_on, row.level, row.note = dated_on, level, note.strip()
    row.file = file or row.file
    row.recorded_by, row.recorded_at = employee_of(actor), clock.now()
    row.revision += 1
    row.save()
    record_event(
        now, "correct_bkn_result" if present else "record_bkn_result", actor=actor,
        unit=plan.unit, before=before, after=level.label_id, detail=row.note,
    )
    if now.state == EvaluationState.ACCEPTED:
        close_evaluation(now)
    evaluation.state = now.state
    return row
