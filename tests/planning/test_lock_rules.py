"""What a delivered evaluation locks, told by the evaluation itself and not by a stand-in."""

import pytest

from portal.core.errors import TransitionRefused
from portal.evaluation.models import Evaluation
from portal.evaluation.queries import is_delivered
from portal.evaluation.states import EvaluationState
from portal.planning.domain import action_plans
from portal.planning.domain.action_plans import LineInput
from portal.planning.domain.locks import is_locked, lock_reason
from portal.planning.models import ActionPlan
from portal.planning.states import ActionState
from tests.factories.evaluation import make_evaluation
from tests.factories.planning import (
    actor_of,
    indicator_of,
    make_action_plan,
    make_plan,
    period_of,
    year_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_words_of_an_action_plan_are_not_written_after_the_delivery(everyone):
    plan = make_plan(everyone.owner)
    record = make_action_plan(plan, state=ActionState.DRAFT)
    make_evaluation(plan, state=EvaluationState.DELIVERED)

    with pytest.raises(TransitionRefused):
        action_plans.save_action_plan(
            record, {indicator_of(plan).line: LineInput("Aksi lain", "9")},
            actor=actor_of(everyone.owner), revision=record.revision,
        )
    assert record.lines.get().target_text == "3"


@pytest.mark.parametrize("state", EvaluationState)
@pytest.mark.parametrize("of_year", [False, True])
def test_lock_of_rows_is_the_lock_of_the_verbs(everyone, state, of_year):
    plan = make_plan(everyone.owner)
    records = [make_action_plan(plan, period_of(plan, number)) for number in (2, 3)]
    period = year_of(plan) if of_year else period_of(plan, 3)
    Evaluation.objects.create(plan=plan, period=period, state=state)

    locked = set(ActionPlan.objects.filter(is_locked()))
    assert locked == set(ActionPlan.objects.filter(is_delivered("")))
    assert locked == {one for one in records if lock_reason(plan, one.period)}
    out = state != EvaluationState.OPEN
    assert len(locked) == (0 if not out else 2 if of_year else 1)
