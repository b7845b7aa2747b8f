"""Feedback during and after a period; dated, and printed with its giver."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.models import Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event
from portal.planning.domain.common import employee_of
from portal.planning.domain.locks import require_unlocked
from portal.planning.models import Plan
from portal.planning.validators import require_other_person

from ..models import Evaluation, Feedback
from ..permissions import RATE_EVALUATION


@transaction.atomic
def give_feedback(
    plan: Plan,
    period: Period,
    text: str,
    *,
    actor: Actor,
    result_line: uuid.UUID | None = None,
    value_position: int | None = None,
) -> Feedback:
    """Give feedback on one result, or on one value of behavior.

    A preparer may type it for the leader; the leader is printed as its giver.

    Raises:
        PermissionDenied: neither the rater, nor their preparer by mandate.
        DomainError: one's own, an empty text, or about nothing of the plan.
        TransitionRefused: the evaluation was delivered.
    """
    require_other_person(actor, plan.employee)
    actor.require(RATE_EVALUATION, Evaluation(plan=plan, period=period), verb="prepare_feedback")
    require_unlocked(plan, period)
    if not text.strip():
        raise DomainError(_("Write the feedback in a sentence."))
    version = plan.standing_version
    if result_line is not None:
        known = version is not None and version.results.filter(line=result_line).exists()
    else:
        values = plan.rule_set.texts.filter(key="behavior-value", position=value_position)
        known = values.exists()
    if not known:
        raise DomainError(_("This is not in the plan any more. Load the page again."))
    feedback = Feedback.objects.create(
        plan=plan, period=period, text=text.strip(), result_line=result_line,
        value_position=value_position, giver=employee_of(actor), typed_by=actor.user,
        given_at=clock.now(),
    )
    record_event(feedback, "give_feedback", actor=actor, unit=plan.unit)
    return feedback
