"""Delivering, and what follows: locks, response, receipt, recall, and silence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.core.errors import DomainError, TransitionRefused
from portal.evaluation.domain import evaluations
from portal.evaluation.domain.achievements import record_unit_achievement
from portal.evaluation.domain.feedback import give_feedback
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import Evaluation, Feedback
from portal.evaluation.queries import measured, trouble_of
from portal.evaluation.states import Demand, EvaluationState
from portal.planning.domain import action_plans, realizations, uses
from portal.planning.domain.common import Conflict
from portal.planning.states import RealizationState, UseState
from portal.rulesets.models import Scale
from tests.factories.evaluation import REASON, level, make_achievement, make_evaluation
from tests.factories.evidence import make_version
from tests.factories.people import make_auditor
from tests.factories.planning import (
    actor_of,
    appraiser_actor,
    indicator_of,
    judge,
    make_action_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def sha_of(evaluation):
    return newest_snapshot(evaluation).sha256


# --- Delivery ---------------------------------------------------------------------------


def deliver(evaluation):
    return evaluations.deliver_evaluation(evaluation, actor=appraiser_actor(evaluation.plan))


def test_delivery_waits_for_the_achievement_of_the_unit(plan):
    evaluation = make_evaluation(plan)

    with pytest.raises(ValidationError) as refused:
        deliver(evaluation)

    assert len(refused.value.messages) == 1
    make_achievement(plan)
    deliver(evaluation)
    assert reload(evaluation).state == EvaluationState.DELIVERED


def test_delivery_asks_a_reason_for_every_demand(plan):
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    evaluation.reasons = {}
    Evaluation.objects.update(reasons={})

    missing = evaluations.missing_for_delivery(evaluation)

    # No realization was accepted and no target agreed.
    assert len(missing) == 2
    with pytest.raises(ValidationError):
        deliver(evaluation)


def test_reason_that_says_nothing_is_no_reason(plan):
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    evaluation.reasons = dict.fromkeys(Demand.values, "ok")

    assert len(evaluations.missing_for_delivery(evaluation)) == 2


def test_no_reason_is_asked_when_all_is_checked_and_accepted(plan):
    make_action_plan(plan)
    use = make_use(plan, state=UseState.ACCEPTED)
    realizations.accept_realization(reload(use.realization), actor=appraiser_actor(plan))
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    evaluation.reasons = {}

    assert trouble_of(measured(plan, period_of(plan)), annual=False).demands == []
    assert evaluations.missing_for_delivery(evaluation) == []


@pytest.mark.parametrize(
    ("state", "demand"), [("submitted", Demand.UNCHECKED), ("returned", Demand.RETURNED)]
)
def test_unchecked_and_returned_evidence_never_block_but_ask(plan, state, demand):
    make_use(plan, state=state)
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    codes = dict(trouble_of(measured(plan, period_of(plan)), annual=False).demands)
    assert demand in codes

    deliver(evaluation)

    assert reload(evaluation).reasons[demand] == REASON


def test_what_was_never_handed_in_is_neither_printed_nor_counted_as_evidence(plan):
    make_realization(plan, versions=(make_version(plan.employee, state="read"),))

    (row,) = measured(plan, period_of(plan))

    assert (row.printed, row.uses) == ("", [])


@pytest.mark.parametrize(("day", "may"), [(16, False), (17, True)])
def test_delivery_opens_in_the_last_fortnight_of_the_period(plan, clock, day, may):
    clock.move_to(datetime(2026, 12, day, 3, tzinfo=UTC))
    period = period_of(plan, 4)
    evaluation = make_evaluation(plan, period)
    make_achievement(plan, period)

    if may:
        deliver(evaluation)
    else:
        with pytest.raises(ValidationError):
            deliver(evaluation)
    assert (reload(evaluation).state == EvaluationState.DELIVERED) == may


def test_delivery_of_ratings_that_changed_meanwhile_is_refused(plan):
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    Evaluation.objects.update(revision=evaluation.revision + 1)

    with pytest.raises(TransitionRefused):
        deliver(evaluation)


def test_achievement_is_not_corrected_after_a_delivery(plan):
    make_evaluation(plan, state=EvaluationState.DELIVERED)

    with pytest.raises(TransitionRefused):
        make_achievement(plan, code="excellent")


def test_achievement_is_recorded_one_level_above_only(everyone, line, plan):
    good = level(plan, Scale.ACHIEVEMENT, "good")
    make_auditor(everyone.unit, everyone.named)
    for role in ("owner", "rater", "former", "outsider", "superuser"):
        with pytest.raises(PermissionDenied):
            record_unit_achievement(
                plan.unit, period_of(plan), good, REASON, actor=line.actor(role)
            )

    row = record_unit_achievement(
        plan.unit, period_of(plan), good, REASON, actor=line.actor("superior")
    )

    assert row.recorded_by == line.superior
    with pytest.raises(Conflict):
        record_unit_achievement(
            plan.unit, period_of(plan), good, REASON, actor=line.actor("superior")
        )


# --- What a delivery locks --------------------------------------------------------------


def test_delivery_locks_realization_use_and_action_plan_until_it_is_recalled(plan):
    action_plan = make_action_plan(plan)
    use = make_use(plan, state=UseState.SUBMITTED)
    mine, leader = actor_of(plan.employee), appraiser_actor(plan)
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)

    def attempts():
        realization = reload(use.realization)
        yield lambda: realizations.accept_realization(realization, actor=leader)
        yield lambda: judge(reload(use))
        yield lambda: realizations.reopen_realization(
            reload(realization), "Angkanya keliru ketik.", actor=mine
        )
        yield lambda: uses.withdraw_use(reload(use), actor=mine)
        yield lambda: action_plans.reopen_action_plan(reload(action_plan), actor=mine)
        yield lambda: give_feedback(
            plan, period_of(plan), "Terlambat.", actor=leader, value_position=1
        )

    for attempt in attempts():
        with pytest.raises(DomainError):
            attempt()
    assert reload(use).state == UseState.SUBMITTED

    evaluations.recall_evaluation(evaluation, "Bukti baru menyusul.", actor=leader)
    judge(reload(use))
    realizations.accept_realization(reload(use.realization), actor=leader)
    assert reload(use.realization).state == RealizationState.ACCEPTED


# --- Response, receipt, recall ----------------------------------------------------------


@pytest.mark.parametrize("circumstance", ["no documents", "another hash"])
def test_answer_waits_for_the_documents_of_what_was_read(plan, circumstance):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    mine = actor_of(plan.employee)
    sha = sha_of(evaluation)
    if circumstance == "another hash":
        run_jobs()
        sha = "0" * 64

    with pytest.raises(TransitionRefused):
        evaluations.respond_to_evaluation(evaluation, "Terima kasih.", actor=mine, sha256=sha)
    with pytest.raises(TransitionRefused):
        evaluations.accept_evaluation(evaluation, actor=mine, sha256=sha)
    assert reload(evaluation).state == EvaluationState.DELIVERED
    assert reload(evaluation).response == ""


def test_response_and_answer_both_stay(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    run_jobs()
    sha = sha_of(evaluation)
    mine, leader = actor_of(plan.employee), appraiser_actor(plan)

    evaluations.respond_to_evaluation(evaluation, " Mohon dilihat. ", actor=mine, sha256=sha)
    evaluations.answer_response(evaluation, "Sudah dilihat.", actor=leader)
    evaluations.accept_evaluation(evaluation, actor=mine, sha256=sha)

    now = reload(evaluation)
    assert (now.response, now.answer) == ("Mohon dilihat.", "Sudah dilihat.")
    assert newest_snapshot(now).facts["response"] == "Mohon dilihat."


def test_recall_keeps_the_first_snapshot_and_the_next_delivery_writes_another(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    run_jobs()
    leader = appraiser_actor(plan)
    first = newest_snapshot(evaluation)

    evaluations.recall_evaluation(evaluation, "Rating perilaku keliru.", actor=leader)
    again = reload(evaluation)
    evaluations.save_ratings(
        again, result_level=again.result_level,
        behavior_level=level(plan, Scale.BEHAVIOR, "below"),
        reasons=dict.fromkeys(Demand.values, REASON), actor=leader, revision=again.revision,
    )
    deliver(again)

    assert [one.number for one in again.snapshots.order_by("number")] == [1, 2]
    assert reload(first).sha256 == first.sha256
    assert newest_snapshot(again).facts["overall"] == "Kurang"
    with pytest.raises(TransitionRefused):
        evaluations.accept_evaluation(
            again, actor=actor_of(plan.employee), sha256=first.sha256
        )


def test_recall_asks_for_a_reason(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)

    with pytest.raises(DomainError):
        evaluations.recall_evaluation(evaluation, "", actor=appraiser_actor(plan))


@pytest.mark.parametrize(("days", "counted"), [(14, False), (15, True)])
def test_silence_counts_as_receiving_after_fourteen_days_not_before(plan, clock, days, counted):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    run_jobs()
    clock.move_to(clock.instant + timedelta(days=days))

    assert evaluations.count_as_received(evaluation) == counted

    now = reload(evaluation)
    assert now.counted_as_received == counted
    assert (now.state == EvaluationState.ACCEPTED) == counted


def test_silence_does_not_count_before_the_documents_could_be_read(plan, clock):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    clock.move_to(clock.instant + timedelta(days=60))

    assert evaluations.count_as_received(evaluation) is False


def test_feedback_about_nothing_of_the_plan_is_refused(plan):
    leader = appraiser_actor(plan)
    for about in ({"value_position": 99}, {"result_line": plan.public_id}):
        with pytest.raises(DomainError):
            give_feedback(plan, period_of(plan), "Baik.", actor=leader, **about)
    give_feedback(
        plan, period_of(plan), "Baik.", actor=leader,
        result_line=indicator_of(plan).result.line,
    )
    assert Feedback.objects.count() == 1
