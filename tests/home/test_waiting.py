"""What waits in the cycle: one line for each kind, for whom it is, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.evaluation.states import EvaluationState
from portal.home.person import person_of
from portal.home.waiting import waiting_lines
from portal.people.domain.assignments import transfer_employee
from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.domain.plans import draft_plan
from portal.planning.states import ActionState, PlanState, RealizationState, UseState
from tests.factories.evaluation import make_achievement, make_evaluation, make_superior
from tests.factories.people import (
    KEEPER,
    SINCE,
    appoint,
    make_employee_with_user,
    make_position,
)
from tests.factories.planning import (
    actor_of,
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)


def lines(employee):
    return waiting_lines(employee.user, employee, DAY, leads=True, checks=True)


def kinds(employee):
    return {line.kind for line in lines(employee)}


def line(employee, kind):
    return next(one for one in lines(employee) if one.kind == kind)


def test_a_post_without_a_plan_waits_to_be_planned(everyone):
    assert kinds(everyone.owner) == {"own_plan_missing"}

    draft_plan(everyone.owner.positions.get(), 2026, actor=actor_of(everyone.owner))

    assert kinds(everyone.owner) == {"plan_draft"}


@pytest.mark.parametrize("state", PlanState)
def test_plan_waits_for_the_one_in_whose_hands_it_is(everyone, state):
    make_plan(everyone.owner, state=state)

    mine = {"draft": "plan_draft", "returned": "plan_returned"}.get(state)
    found = kinds(everyone.owner) & {"plan_draft", "plan_returned", "own_plan_missing"}
    assert found == ({mine} if mine else set())
    assert ("plans_to_agree" in kinds(everyone.head)) is (state == PlanState.SUBMITTED)
    assert "plans_to_agree" not in kinds(everyone.outsider)


@pytest.mark.parametrize("state", ActionState)
def test_action_plan_waits_for_the_one_in_whose_hands_it_is(everyone, state):
    make_action_plan(make_plan(everyone.owner), state=state)

    assert ("action_plan_returned" in kinds(everyone.owner)) is (state == ActionState.RETURNED)
    assert ("action_plans_to_agree" in kinds(everyone.head)) is (state == ActionState.SUBMITTED)


def test_indicators_that_are_not_handed_in_wait_until_the_period_ends(everyone):
    plan = make_plan(everyone.owner, results=3)
    make_realization(plan, period_of(plan, 4), state=RealizationState.SUBMITTED)
    make_realization(plan, period_of(plan, 3), state=RealizationState.DRAFT)

    filing = [one for one in lines(everyone.owner) if one.kind == "filing"]

    assert [(one.due_on, one.minutes) for one in filing] == [
        (date(2026, 9, 30), 30), (date(2026, 12, 31), 20)
    ]


@pytest.mark.parametrize("state", RealizationState)
def test_realization_waits_for_the_one_in_whose_hands_it_is(everyone, state):
    make_realization(make_plan(everyone.owner), state=state)

    returned = state == RealizationState.RETURNED
    assert ("realizations_returned" in kinds(everyone.owner)) is returned
    waits = state == RealizationState.SUBMITTED
    assert ("realizations_to_accept" in kinds(everyone.head)) is waits


@pytest.mark.parametrize("state", UseState)
def test_use_waits_for_checker_or_owner(everyone, state):
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, unit=everyone.unit,
        classes=["ordinary"],
    )
    make_use(make_plan(everyone.owner), state=state)

    assert ("uses_returned" in kinds(everyone.owner)) is (state == UseState.RETURNED)
    for checker in (everyone.head, everyone.outsider):
        assert ("uses_to_check" in kinds(checker)) is (state == UseState.SUBMITTED)
    assert "uses_to_check" not in kinds(everyone.colleague)


@pytest.mark.parametrize("state", EvaluationState)
def test_evaluation_waits_for_rater_then_employee(everyone, state):
    make_evaluation(make_plan(everyone.owner), state=state)

    own = kinds(everyone.owner) & {"evaluation_to_receive", "bkn_missing"}
    expected = {"delivered": {"evaluation_to_receive"}, "accepted": {"bkn_missing"}}
    assert own == expected.get(state, set())
    assert ("evaluations_to_deliver" in kinds(everyone.head)) is (state == EvaluationState.OPEN)


def test_an_evaluation_says_until_when_it_is_to_be_received(everyone):
    make_evaluation(make_plan(everyone.owner), state=EvaluationState.DELIVERED)

    assert line(everyone.owner, "evaluation_to_receive").due_on == DAY + timedelta(days=14)


def test_what_was_delivered_does_not_wait_any_more(everyone):
    plan = make_plan(everyone.owner)
    make_use(plan, state=UseState.RETURNED)
    make_realization(plan, period_of(plan, 2), state=RealizationState.RETURNED)
    for number in (2, 3):
        make_evaluation(plan, period_of(plan, number), state=EvaluationState.DELIVERED)

    found = kinds(everyone.owner)
    assert not found & {"uses_returned", "realizations_returned"}
    due = [one.due_on for one in lines(everyone.owner) if one.kind == "filing"]
    assert due == [date(2026, 12, 31)]


def test_achievement_of_a_unit_waits_for_the_leader_above(everyone):
    above = make_superior(everyone.head)
    assert "achievement_missing" in kinds(above)
    assert "achievement_missing" not in kinds(everyone.head)

    make_achievement(make_plan(everyone.owner))

    assert "achievement_missing" not in kinds(above)


def test_own_records_never_wait_for_oneself_as_leader(everyone):
    # The head is, by a slip of the list, appraiser of nobody but themselves and the owner.
    make_plan(everyone.owner, state=PlanState.SUBMITTED)

    assert "plans_to_agree" not in kinds(everyone.owner)


def test_the_new_post_of_a_transfer_waits_for_its_plan(everyone):
    make_plan(everyone.owner)
    transfer_employee(
        everyone.owner, make_position(everyone.other_unit, "Penelaah"), date(2026, 11, 1),
        actor=KEEPER,
    )

    assert "own_plan_missing" in kinds(everyone.owner)


def test_the_number_of_queries_does_not_grow_with_people(everyone):
    def price():
        with CaptureQueriesContext(connection) as queries:
            lines(everyone.head)
        return len(queries)

    make_use(make_plan(everyone.owner))
    before = price()
    for number in range(3):
        person = make_employee_with_user(everyone.unit, f"Pegawai {number}")
        appoint(everyone.head, person)
        make_use(make_plan(person), text=f"Berkas {number}")
        make_plan(make_with_appraiser(everyone, number), state=PlanState.SUBMITTED)

    assert price() <= before + 1


def make_with_appraiser(everyone, number):
    person = make_employee_with_user(everyone.unit, f"Pegawai lain {number}")
    appoint(everyone.head, person)
    return person


def test_the_frame_keeps_the_number_for_a_while(everyone, rf, settings):
    settings.PORTAL = {**settings.PORTAL, "WAITING_SECONDS": 60}

    def waiting():
        request = rf.get("/")
        request.user = everyone.owner.user
        with CaptureQueriesContext(connection) as queries:
            count = person_of(request).waiting_count
        return count, len(queries)

    first, price = waiting()
    again, cheap = waiting()
    assert first == again == 1
    assert cheap <= 3 < price


def test_home_shows_how_far_the_present_period_is(everyone, client_of):
    plan = make_plan(everyone.owner, results=3)
    make_use(plan, period_of(plan, 4), state=UseState.ACCEPTED)

    page = client_of(everyone.owner.user).get("/")

    progress = page.context["progress"]
    assert progress.period == period_of(plan, 4)
    assert [(part["tone"], part["count"]) for part in progress.picture["parts"]] == [
        ("wait", 1), ("open", 2)
    ]
    assert 'role="img"' in page.content.decode()
    assert client_of(everyone.colleague.user).get("/").context["progress"] is None
