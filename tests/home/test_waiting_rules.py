"""What can no longer be done does not wait: each line of the cycle after a delivery."""

from datetime import UTC, date, datetime

import pytest

from portal.evaluation.states import EvaluationState
from portal.home.waiting import waiting_lines
from portal.planning.states import ActionState, RealizationState, UseState
from tests.factories.evaluation import make_evaluation
from tests.factories.planning import (
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
    year_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)
MAKERS = {
    "uses_returned": lambda plan: make_use(plan, state=UseState.RETURNED),
    "realizations_returned": lambda plan: make_realization(plan, state=RealizationState.RETURNED),
    "action_plan_returned": lambda plan: make_action_plan(plan, state=ActionState.RETURNED),
    "filing": lambda plan: make_realization(plan),
    "realizations_to_accept": lambda plan: make_realization(
        plan, state=RealizationState.SUBMITTED
    ),
    "action_plans_to_agree": lambda plan: make_action_plan(plan, state=ActionState.SUBMITTED),
    "uses_to_check": lambda plan: make_use(plan, state=UseState.SUBMITTED),
}
OF_LEADER = {"realizations_to_accept", "action_plans_to_agree", "uses_to_check"}


def waits(everyone, kind, day=DAY):
    """How many lines of a kind wait for whom it is."""
    person = everyone.head if kind in OF_LEADER else everyone.owner
    lines = waiting_lines(person.user, person, day, leads=True, checks=True)
    return sum(line.kind == kind for line in lines)


@pytest.mark.parametrize("kind", MAKERS)
def test_delivery_of_the_period_ends_the_waiting(everyone, kind):
    plan = make_plan(everyone.owner)
    MAKERS[kind](plan)
    before = waits(everyone, kind)
    assert before

    make_evaluation(plan, period_of(plan), state=EvaluationState.DELIVERED)

    assert waits(everyone, kind) == before - 1


@pytest.mark.parametrize("kind", MAKERS)
def test_delivery_of_the_year_ends_the_waiting_in_all_its_periods(everyone, clock, kind):
    day = date(2026, 12, 28)
    clock.move_to(datetime(2026, 12, 28, 3, tzinfo=UTC))
    plan = make_plan(everyone.owner)
    MAKERS[kind](plan)
    assert waits(everyone, kind, day)

    make_evaluation(plan, year_of(plan), state=EvaluationState.DELIVERED)

    assert waits(everyone, kind, day) == 0
