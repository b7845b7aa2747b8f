"""The verbs of an evaluation: who may do what in which state, and what they ask for."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.transitions import move
from portal.evaluation.domain import evaluations
from portal.evaluation.domain.feedback import give_feedback
from portal.evaluation.domain.ratings import overall_rating
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import Evaluation, Feedback
from portal.evaluation.queries import achievement_of
from portal.evaluation.states import EVALUATION_TABLE, EvaluationState
from portal.people.models import AppraiserAssignment
from portal.planning.domain.common import Conflict
from portal.rulesets.models import Scale
from tests.evaluation.people import let_prepare, post_of
from tests.factories.evaluation import level, make_achievement, make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import (
    appraiser_actor,
    make_plan,
    period_of,
)
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROLES = ["owner", "rater", "former", "superior", "preparer", "outsider", "superuser"]
ALLOWED = {
    ("rater", "deliver_evaluation"), ("rater", "recall_evaluation"),
    ("owner", "accept_evaluation"),
}  # fmt: skip
# (result, behavior): overall; PermenPANRB 6/2022 as practiced
MATRIX = [
    ("above", "above", "very_good"),
    ("above", "meets", "good"),
    ("above", "below", "poor"),
    ("meets", "above", "good"),
    ("meets", "meets", "good"),
    ("meets", "below", "poor"),
    ("below", "above", "needs_improvement"),
    ("below", "meets", "needs_improvement"),
    ("below", "below", "very_poor"),
]


class Undo(Exception):
    """Takes back what a verb did."""


def sha_of(evaluation):
    snapshot = newest_snapshot(evaluation)
    return snapshot.sha256 if snapshot else ""


def do(transition, evaluation, actor):
    """The verb of a move; the system's own moves have none for people."""
    if transition.name == "deliver_evaluation":
        return evaluations.deliver_evaluation(evaluation, actor=actor)
    if transition.name == "recall_evaluation":
        return evaluations.recall_evaluation(evaluation, "Angka triwulan keliru.", actor=actor)
    if transition.name == "accept_evaluation":
        return evaluations.accept_evaluation(evaluation, actor=actor, sha256=sha_of(evaluation))
    return move(evaluation, transition, actor=actor)


# --- The matrix -------------------------------------------------------------------------


@pytest.mark.parametrize(("result", "behavior", "overall"), MATRIX)
def test_overall_rating_is_the_cell_of_the_matrix(plan, result, behavior, overall):
    found = overall_rating(
        level(plan, Scale.RESULT, result), level(plan, Scale.BEHAVIOR, behavior), plan.rule_set
    )

    assert found.code == overall


def test_matrix_refuses_levels_of_another_scale(plan):
    meets = level(plan, Scale.RESULT, "meets")

    with pytest.raises(DomainError):
        overall_rating(meets, meets, plan.rule_set)


# --- State, role, action ----------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", EvaluationState)
def test_each_move_is_open_to_its_person_in_its_state_only(everyone, line, state, role):
    evaluation = make_evaluation(make_plan(everyone.owner), state=state)
    make_achievement_where_missing(evaluation)
    run_jobs()
    for transition in EVALUATION_TABLE:
        found = Evaluation.objects.get(pk=evaluation.pk)
        allowed = (role, transition.name) in ALLOWED
        lawful = allowed and state in transition.sources
        refusal = TransitionRefused if allowed else (PermissionDenied, DomainError)
        where = f"{role} {transition.name} in {state}"
        if lawful:
            with pytest.raises(Undo), transaction.atomic():
                do(transition, found, line.actor(role))
                assert reload(evaluation).state == transition.target, where
                raise Undo
        else:
            with pytest.raises(refusal):
                do(transition, found, line.actor(role))
        assert reload(evaluation).state == state, where


def make_achievement_where_missing(evaluation):
    if achievement_of(evaluation.plan.unit, evaluation.period) is None:
        make_achievement(evaluation.plan, evaluation.period)


@pytest.mark.parametrize("role", ROLES)
def test_ratings_and_feedback_are_typed_by_rater_and_preparer_only(everyone, line, role):
    evaluation = make_evaluation(make_plan(everyone.owner), rated=False)
    plan = evaluation.plan

    def type_it():
        evaluations.save_ratings(
            evaluation, result_level=level(plan, Scale.RESULT, "above"), behavior_level=None,
            actor=line.actor(role), revision=evaluation.revision,
        )
        give_feedback(
            plan, evaluation.period, "Baik sekali.", actor=line.actor(role), value_position=1
        )

    if role in {"rater", "preparer"}:
        type_it()
        assert reload(evaluation).result_level.code == "above"
        said = Feedback.objects.get()
        assert (said.giver, said.typed_by) == (line.rater, line.actor(role).user)
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            type_it()
        assert reload(evaluation).result_level is None


def tricks(everyone, plan):
    """Ways in which somebody might come to rate themselves."""
    owner, head = everyone.owner, everyone.head
    AppraiserAssignment.objects.create(
        employee_assignment=post_of(owner), appraiser=owner, acting=True,
        valid_from=date(2026, 1, 1),
    )
    yield Actor(user=owner.user)
    AppraiserAssignment.objects.filter(appraiser=owner).delete()
    given = let_prepare(head, owner)
    yield Actor(user=owner.user, on_behalf_of=head.user, mandate=given)
    own = let_prepare(owner, everyone.colleague)
    yield Actor(user=everyone.colleague.user, on_behalf_of=owner.user, mandate=own)
    owner.user.is_superuser = True
    owner.user.save()
    yield Actor(user=owner.user)


def verbs_of_rating(evaluation, actor):
    """Everything that only a rater does, each ready to be called."""
    plan, period = evaluation.plan, evaluation.period
    return (
        lambda: evaluations.open_evaluation(plan, period_of(plan, 2), actor=actor),
        lambda: evaluations.save_ratings(
            evaluation, result_level=level(plan, Scale.RESULT, "above"), behavior_level=None,
            actor=actor, revision=evaluation.revision,
        ),
        lambda: evaluations.deliver_evaluation(evaluation, actor=actor),
        lambda: evaluations.recall_evaluation(evaluation, "Ingin mengubahnya.", actor=actor),
        lambda: evaluations.answer_response(evaluation, "Ya.", actor=actor),
        lambda: give_feedback(plan, period, "Hebat.", actor=actor, value_position=1),
    )


def test_nobody_rates_themselves_by_any_trick(everyone, plan):
    evaluation = make_evaluation(plan)
    make_achievement(plan)
    for actor in tricks(everyone, plan):
        for verb in verbs_of_rating(Evaluation.objects.get(pk=evaluation.pk), actor):
            with pytest.raises(DomainError):
                verb()
    assert reload(evaluation).result_level.code == "meets"
    assert reload(evaluation).state == EvaluationState.OPEN


def test_superuser_rates_nobody(everyone, plan):
    with pytest.raises(PermissionDenied):
        evaluations.open_evaluation(
            plan, period_of(plan), actor=Actor(user=everyone.superuser)
        )


# --- Saving -----------------------------------------------------------------------------


def test_saving_from_another_tab_is_a_conflict_and_overwrites_nothing(plan):
    evaluation = make_evaluation(plan, result="above", behavior="above")

    with pytest.raises(Conflict):
        evaluations.save_ratings(
            evaluation, result_level=None, behavior_level=None, actor=appraiser_actor(plan),
            revision=evaluation.revision - 1,
        )
    assert reload(evaluation).overall_level.code == "very_good"


def test_one_rating_alone_gives_no_overall_rating(plan):
    evaluation = make_evaluation(plan)

    evaluations.save_ratings(
        evaluation, result_level=level(plan, Scale.RESULT, "above"), behavior_level=None,
        actor=appraiser_actor(plan), revision=evaluation.revision,
    )

    assert reload(evaluation).overall_level is None


def test_open_refuses_a_period_that_has_not_begun_or_a_plan_not_agreed(everyone, clock):
    draft = make_plan(everyone.owner, state="submitted")
    with pytest.raises(DomainError):
        evaluations.open_evaluation(draft, period_of(draft), actor=appraiser_actor(draft))
    plan = make_plan(make_employee_with_appraiser())
    clock.move_to(datetime(2026, 9, 1, tzinfo=UTC))

    with pytest.raises(DomainError):
        evaluations.open_evaluation(plan, period_of(plan, 4), actor=appraiser_actor(plan))
