"""The verbs of an evaluation: open, rate, deliver, recall, answer, receive, close (model.md 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import add_working_days, today
from portal.calendar.models import Issuing, Period
from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import record_event
from portal.core.transitions import move
from portal.planning.domain.common import employee_of, take_revision
from portal.planning.domain.plans import close_plan
from portal.planning.models import Plan
from portal.planning.queries import periods_of, year_of
from portal.planning.validators import require_note, require_other_person
from portal.rulesets.models import DayKind, Deadline, ScaleLevel

from ..models import Evaluation, ResultSnapshot, SnapshotKind
from ..permissions import ANSWER_EVALUATION, RATE_EVALUATION
from ..queries import achievement_of, measured, organization_of, trouble_of
from ..states import (
    ACCEPT,
    CLOSE,
    COUNT_AS_RECEIVED,
    DELIVER,
    RECALL,
    Demand,
    EvaluationState,
)
from .ratings import overall_rating
from .snapshots import documents_exist, newest_snapshot, write_snapshot

EVALUATION = Actor.system("evaluation")
SHORTEST_REASON = 10
# Within the last days of a period an office may already settle it (PP 30/2019 Pasal 42: "end of
# December"); earlier, half the period would be rated unseen.
EARLIEST_DAYS = 15


def open_evaluation(plan: Plan, period: Period, *, actor: Actor) -> Evaluation:
    """The evaluation of a plan in a period, opened where there is none.

    Raises:
        PermissionDenied: the actor does not rate this plan for this period.
        DomainError: one's own, no agreed plan, a foreign period, or one that has not begun.
    """
    require_other_person(actor, plan.employee)
    fresh = Evaluation(plan=plan, period=period)
    actor.require(RATE_EVALUATION, fresh, verb="prepare_rating")
    known = {one.pk for one in periods_of(plan)} | {year_of(plan).pk}
    if period.pk not in known:
        raise DomainError(_("This period does not belong to the plan."))
    if plan.standing_version is None:
        raise DomainError(_("There is no agreed plan to rate. Agree on the plan first."))
    if today(plan.employee.agency) < period.starts_on:
        raise DomainError(_("This period has not begun yet."))
    with transaction.atomic():
        found, made = Evaluation.objects.get_or_create(plan=plan, period=period)
        if made:
            record_event(
                found, "open_evaluation", actor=actor, unit=plan.unit, after=found.state
            )
    return found


@transaction.atomic
def save_ratings(
    evaluation: Evaluation,
    *,
    result_level: ScaleLevel | None,
    behavior_level: ScaleLevel | None,
    rating_note: str = "",
    recommendation: str = "",
    reasons: Mapping[str, str] | None = None,
    actor: Actor,
    revision: int,
) -> Evaluation:
    """Save what is rated so far; a named preparer may type it, the rater settles it.

    Raises:
        PermissionDenied: neither the rater, nor their preparer by mandate.
        DomainError: one's own, or a level of another rule set.
        Conflict: changed meanwhile, or delivered.
    """
    require_other_person(actor, evaluation.plan.employee)
    actor.require(RATE_EVALUATION, evaluation, verb="prepare_rating")
    take_revision(evaluation, revision, {EvaluationState.OPEN})
    rule_set = evaluation.plan.rule_set
    evaluation.result_level, evaluation.behavior_level = result_level, behavior_level
    evaluation.overall_level = (
        overall_rating(result_level, behavior_level, rule_set)
        if result_level and behavior_level
        else None
    )
    evaluation.rating_note = rating_note.strip()
    evaluation.recommendation = recommendation.strip()
    evaluation.reasons = {
        code: text.strip()
        for code, text in (reasons or {}).items()
        if code in Demand.values and text.strip()
    }
    evaluation.save(
        update_fields=[
            "result_level", "behavior_level", "overall_level", "rating_note", "recommendation",
            "reasons", "updated_at",
        ]
    )
    record_event(
        evaluation, "save_ratings", actor=actor, unit=evaluation.plan.unit,
        detail=evaluation.overall_level.label_id if evaluation.overall_level else "",
    )
    return evaluation


def missing_for_delivery(evaluation: Evaluation) -> list[str]:
    """Everything that stands in the way of delivery, a sentence each."""
    plan, period = evaluation.plan, evaluation.period
    missing = []
    day = today(plan.employee.agency)
    if day <= evaluation.last_day - timedelta(days=EARLIEST_DAYS):
        missing.append(_("The period is not over yet. Ratings are saved; deliver when it ends."))
    if evaluation.result_level is None:
        missing.append(_("Choose the rating of results."))
    if evaluation.behavior_level is None:
        missing.append(_("Choose the rating of behavior."))
    unit = organization_of(plan, day)
    if achievement_of(unit, period) is None:
        missing.append(
            _(
                "The achievement of “%(unit)s” is not recorded yet. The leader one level above "
                "records it; your ratings are saved."
            )
            % {"unit": unit.name}
        )
    trouble = trouble_of(measured(plan, period), annual=evaluation.is_annual)
    for code, sentence in trouble.demands:
        if len(evaluation.reasons.get(code, "")) < SHORTEST_REASON:
            missing.append(_("Give a reason: %(what)s.") % {"what": sentence})
    return missing



def deliver_evaluation(evaluation: Evaluation, *, actor: Actor) -> ResultSnapshot:
    """Settle the ratings and hand them over: snapshot and documents follow, the period is locked.

    Raises:
        PermissionDenied: not the rater; a preparer's mandate does not cover it.
        DomainError: one's own.
        ValidationError: what is missing, a sentence each.
        TransitionRefused: delivered or changed meanwhile.
    """
    require_other_person(actor, evaluation.plan.employee)
    actor.require(RATE_EVALUATION, evaluation, verb="deliver_evaluation")
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=evaluation.plan_id)
        missing = missing_for_delivery(evaluation)
        if evaluation.state == EvaluationState.OPEN and missing:
            raise ValidationError(missing)
        saved = Evaluation.objects.get(pk=evaluation.pk)
        if saved.revision != evaluation.revision:
            raise TransitionRefused(
                _("The ratings were changed meanwhile. Look at them again, then deliver.")
            )
        changes = {
            "delivered_at": clock.now(), "delivered_by": employee_of(actor), "accepted_at": None,
            "counted_as_received": False,
        }
        move(evaluation, DELIVER, actor=actor, changes=changes)
        return write_snapshot(evaluation, SnapshotKind.DELIVERED)


def recall_evaluation(evaluation: Evaluation, reason: str, *, actor: Actor) -> Evaluation:
    """Take a delivered evaluation back to change it, before it is received.

    The snapshot that was delivered stays; the next delivery writes another.

    Raises:
        PermissionDenied: not the rater.
        DomainError: one's own, or a reason that says nothing.
        TransitionRefused: it was received meanwhile.
    """
    require_other_person(actor, evaluation.plan.employee)
    reason = require_note(reason)
    move(evaluation, RECALL, actor=actor, detail=reason)
    return evaluation


@transaction.atomic
def respond_to_evaluation(evaluation: Evaluation, text: str, *, actor: Actor, sha256: str) -> None:
    """Write a response (tanggapan) to what was delivered; it stays beside the answer.

    Raises:
        PermissionDenied: not the employee's own.
        DomainError: an empty text.
        TransitionRefused: not delivered, changed meanwhile, or its documents are not there yet.
    """
    actor.require(ANSWER_EVALUATION, evaluation, verb="respond_to_evaluation")
    _require_documents(evaluation, sha256)
    if not text.strip():
        raise DomainError(_("Write your response, or receive the evaluation without one."))
    values = {"response": text.strip(), "responded_at": clock.now()}
    same = Evaluation.objects.filter(pk=evaluation.pk, state=EvaluationState.DELIVERED)
    if not same.update(**values):
        raise TransitionRefused(_("This is no longer possible: the state has changed."))
    evaluation.response, evaluation.responded_at = values["response"], values["responded_at"]
    record_event(
        evaluation, "respond_to_evaluation", actor=actor, unit=evaluation.plan.unit, before=sha256
    )


@transaction.atomic
def answer_response(evaluation: Evaluation, text: str, *, actor: Actor) -> None:
    """Answer the employee's response; both stay.

    Raises:
        PermissionDenied: not the rater.
        DomainError: one's own, no response yet, or an empty answer.
        TransitionRefused: received meanwhile.
    """
    require_other_person(actor, evaluation.plan.employee)
    actor.require(RATE_EVALUATION, evaluation, verb="answer_response")
    if not text.strip():
        raise DomainError(_("Write your answer in a sentence."))
    same = Evaluation.objects.filter(pk=evaluation.pk, state=EvaluationState.DELIVERED).exclude(
        response=""
    )
    if not same.update(answer=text.strip()):
        raise TransitionRefused(_("This is no longer possible: the state has changed."))
    evaluation.answer = text.strip()
    record_event(evaluation, "answer_response", actor=actor, unit=evaluation.plan.unit)


def _require_documents(evaluation: Evaluation, sha256: str) -> None:
    """What the employee answers to is the newest snapshot, and they could read its documents.

    Raises:
        TransitionRefused: another snapshot, or its documents are still being made.
    """
    snapshot = newest_snapshot(evaluation)
    if evaluation.state != EvaluationState.DELIVERED or snapshot is None:
        raise TransitionRefused(_("This is no longer possible: the state has changed."))
    if snapshot.sha256 != sha256:
        raise TransitionRefused(
            _("The evaluation was changed meanwhile. Read it again before you answer.")
        )
    if not documents_exist(snapshot):
        raise TransitionRefused(
            _("The documents are still being made. Wait a minute, then read them and answer.")
        )


def accept_evaluation(evaluation: Evaluation, *, actor: Actor, sha256: str) -> Evaluation:
    """Receive the evaluation (terima): the next snapshot and its documents follow.

    Raises:
        PermissionDenied: not the employee's own.
        TransitionRefused: not delivered, changed meanwhile, or its documents are not there yet.
    """
    actor.require(ANSWER_EVALUATION, evaluation, verb="accept_evaluation")
    _require_documents(evaluation, sha256)
    with transaction.atomic():
        move(evaluation, ACCEPT, actor=actor, changes={"accepted_at": clock.now()})
        write_snapshot(evaluation, SnapshotKind.ACCEPTED)
        _close_as_issuer(evaluation)
    return evaluation


def counts_as_received_on(evaluation: Evaluation) -> date | None:
    """The day from which silence counts as receiving (PP 30/2019 Pasal 49), after delivery."""
    if evaluation.delivered_at is None:
        return None
    agency = evaluation.plan.employee.agency
    day = evaluation.delivered_at.astimezone(agency.zone).date()
    rule = Deadline.objects.filter(
        rule_set_id=evaluation.plan.rule_set_id, step="sign_and_return"
    ).first()
    if rule is None:
        return None
    if rule.day_kind == DayKind.WORKING_DAY:
        return add_working_days(day, rule.amount, agency) + timedelta(days=1)
    return day + timedelta(days=rule.amount + 1)


def count_as_received(evaluation: Evaluation, *, actor: Actor = EVALUATION) -> bool:
    """Count a delivered evaluation as received once its time is over; whether it was.

    Raises:
        TransitionRefused: it was received or recalled at this instant.
    """
    due = counts_as_received_on(evaluation)
    snapshot = newest_snapshot(evaluation)
    if (
        evaluation.state != EvaluationState.DELIVERED
        or due is None
        or today(evaluation.plan.employee.agency) < due
        or snapshot is None
        or not documents_exist(snapshot)
    ):
        return False
    changes = {"accepted_at": clock.now(), "counted_as_received": True}
    with transaction.atomic():
        move(evaluation, COUNT_AS_RECEIVED, actor=actor, changes=changes)
        write_snapshot(evaluation, SnapshotKind.COUNTED)
        _close_as_issuer(evaluation)
    return True


def _close_as_issuer(evaluation: Evaluation) -> None:
    """Where the portal's document is the document, receiving closes the period."""
    if evaluation.plan.employee.agency.issuing == Issuing.ISSUER:
        close_evaluation(evaluation)


def close_evaluation(evaluation: Evaluation) -> None:
    """Close the period; with the evaluation of the year, close the plan."""
    move(evaluation, CLOSE, actor=EVALUATION)
    if evaluation.is_annual:
        close_plan(evaluation.plan, actor=EVALUATION)


def lock_of(plan: Plan, period: Any) -> str:
    """Why a period may not change any more: its evaluation, or that of the year, is out."""
    rows = Evaluation.objects.filter(plan=plan).exclude(state=EvaluationState.OPEN)
    for evaluation in rows.select_related("period"):
        if evaluation.period_id == period.pk or evaluation.is_annual:
            return _(
                "The evaluation of %(period)s was delivered, so nothing it rests on changes any "
                "more."
            ) % {"period": evaluation.period}
    return ""

