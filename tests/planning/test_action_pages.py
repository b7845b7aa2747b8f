"""The page of an action plan: from the owner to agreement, and back."""


import pytest

from portal.planning.states import ActionState
from tests.evidence.pages import text_of
from tests.factories.evidence import make_kind
from tests.factories.planning import (
    NOTE,
    make_action_plan,
    make_plan,
    period_of,
)
from tests.helpers import english, reload
from tests.planning.pages import (
    PLANTED,
    filing,
    in_period,
    line_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


@pytest.fixture
def client(everyone, client_of):
    return english(client_of(everyone.owner.user))


def test_action_plan_goes_from_the_owner_to_agreement(everyone, client, client_of, plan):
    address = in_period("action_plan", plan)
    kind = make_kind()
    data = line_data(plan, action="Menyusun laporan", target_text="3", kinds=[kind.pk])

    assert client.post(in_period("submit_action", plan), data).status_code == 302
    leader = english(client_of(everyone.head.user))
    assert "Menyusun laporan" in text_of(leader.get(address))
    leader.post(in_period("agree_action", plan))

    page = text_of(client.get(filing("realization", plan)))
    assert "3 dokumen" in page
    assert kind.label_en in page
    record = plan.action_plans.get()
    assert record.state == ActionState.AGREED


def test_action_plan_of_two_tabs_shows_both(client, plan):
    address = in_period("action_plan", plan)
    client.post(address, line_data(plan, action="Dari tab pertama", target_text="3"))

    response = client.post(address, line_data(plan, action=PLANTED, target_text="4"))

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert "Dari tab pertama" in text_of(response)
    assert plan.action_plans.get().lines.get().target_text == "3"


def test_empty_action_plan_is_not_sent(client, plan):
    response = client.post(
        in_period("submit_action", plan), line_data(plan, action="", target_text="")
    )

    assert response.status_code == 422
    assert "at least one indicator" in text_of(response)


def test_action_plan_is_returned_with_a_note_and_taken_back(everyone, client, client_of, plan):
    make_action_plan(plan, state=ActionState.SUBMITTED)
    leader = english(client_of(everyone.head.user))

    assert leader.post(in_period("return_action", plan), {"return_note": "x"}).status_code == 422
    leader.post(in_period("return_action", plan), {"return_note": NOTE})

    assert NOTE in text_of(client.get(in_period("action_plan", plan)))
    assert client.post(in_period("reopen_action", plan)).status_code == 302
    assert plan.action_plans.get().state == ActionState.RETURNED


def test_remainder_of_the_year_stands_beside_the_field(client, plan):
    make_action_plan(plan, period_of(plan, 1), target="4")

    page = text_of(client.get(in_period("action_plan", plan)))

    assert "4 planned in the other periods, 8 dokumen remains." in page


@pytest.mark.parametrize("name", ["return_action", "agree_action"])
def test_owner_may_not_agree_on_the_action_plan(client, plan, name):
    record = make_action_plan(plan, state=ActionState.SUBMITTED)

    assert client.post(in_period(name, plan), {"return_note": NOTE}).status_code == 403
    assert reload(record).state == ActionState.SUBMITTED


@pytest.mark.parametrize("name", ["submit_action", "reopen_action"])
def test_appraiser_may_not_hand_in_or_take_back_the_action_plan(
    everyone, client_of, plan, name
):
    leader = client_of(everyone.head.user)

    assert leader.post(in_period(name, plan)).status_code == 403
    assert leader.post(in_period("action_plan", plan), {"revision": 1}).status_code == 403
