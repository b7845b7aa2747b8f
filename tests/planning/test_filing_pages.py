"""The pages of a period: who sees what, what is kept, how many questions are asked."""

import uuid
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.planning.domain.realizations import RealizationInput, record_realization
from portal.planning.models import Realization
from portal.planning.queries import periods_of
from portal.planning.states import ActionState, PlanState, RealizationState, UseState
from tests.evidence.pages import text_of
from tests.factories.evaluation import make_evaluation
from tests.factories.people import PASSWORD, appoint, make_employee_with_appraiser
from tests.factories.planning import (
    NOTE,
    actor_of,
    indicator_of,
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import english, reload
from tests.planning.pages import (
    PLANTED,
    STRANGERS,
    every_address,
    filing,
    in_period,
    make_helper,
    many,
    now,
    of_use,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


@pytest.fixture
def client(everyone, client_of):
    return english(client_of(everyone.owner.user))


# --- Who sees ---------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("state", [UseState.DRAFT, UseState.SUBMITTED, UseState.ACCEPTED])
def test_strangers_get_404_without_a_trace(everyone, client_of, plan, stranger, state):
    use = make_use(plan, state=state, title=PLANTED)
    client = client_of(everyone.users[stranger])

    for address in every_address(use):
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {404, 405}, address
            assert PLANTED not in text_of(response)
    assert PLANTED not in text_of(client.get("/realisasi/"))
    assert reload(use).state == state


def test_anonymous_is_asked_to_sign_in(everyone, client_of, plan):
    use = make_use(plan)
    client = client_of(everyone.anonymous)

    for address in (reverse("planning:my_period"), *every_address(use)):
        response = client.get(address)
        if response.status_code == 405:
            assert client.post(address).status_code == 401, address
        else:
            assert urlsplit(response.url).path == reverse("people:sign_in"), address


def test_appraiser_sees_nothing_of_a_draft_and_all_of_what_was_handed_in(
    everyone, client_of, plan, client
):
    realization = make_realization(plan, value="7", narrative=PLANTED)
    leader = client_of(everyone.head.user)

    assert leader.get(filing("realization", plan)).status_code == 404
    page = text_of(english(leader).get(in_period("period", plan)))
    assert PLANTED not in page
    assert "Drafts are seen by their owner only" in page

    client.post(filing("submit_realization", plan))
    assert reload(realization).state == RealizationState.SUBMITTED
    assert PLANTED in text_of(leader.get(filing("realization", plan)))


@pytest.mark.parametrize("state", ActionState)
def test_appraiser_reads_an_action_plan_only_while_it_is_handed_in(
    everyone, client_of, plan, state
):
    make_action_plan(plan, state=state, action=PLANTED)

    for name, shown in (("owner", True), ("head", state in {"submitted", "agreed"})):
        page = text_of(client_of(everyone.users[name]).get(in_period("action_plan", plan)))
        assert (PLANTED in page) == shown, name


# --- Where one begins -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (None, "You have no plan yet"),
        (PlanState.DRAFT, "Your plan is not agreed yet"),
        (PlanState.SUBMITTED, "Your plan is not agreed yet"),
        (PlanState.AGREED, "Realization Quarter IV 2026"),
    ],
)
def test_my_period_says_what_comes_next(everyone, client, state, sentence):
    if state:
        make_plan(everyone.owner, state=state)

    assert sentence in text_of(client.get(reverse("planning:my_period")))


def test_my_period_says_why_an_account_without_a_post_has_none(everyone, client_of):
    page = english(client_of(everyone.superuser)).get(reverse("planning:my_period"))

    assert "This account belongs to no employee" in text_of(page)


def test_period_begins_at_midnight_of_the_agency(everyone, client_of, clock):
    plan = make_plan(everyone.owner)
    agency = everyone.owner.agency
    clock.move_to(datetime(2026, 9, 30, 16, 0, tzinfo=UTC))
    client = english(client_of(everyone.owner.user))

    assert "Realization Quarter III 2026" in text_of(client.get(reverse("planning:my_period")))
    agency.time_zone = "Asia/Jayapura"
    agency.save()
    assert "Realization Quarter IV 2026" in text_of(client.get(reverse("planning:my_period")))
    assert len(periods_of(plan)) == 4


def test_period_of_another_agency_or_year_is_not_there(everyone, client, plan):
    foreign = make_plan(make_employee_with_appraiser())
    foreign_period = period_of(foreign)

    assert client.get(in_period("period", plan, foreign_period)).status_code == 404
    assert client.get(filing("realization", plan, line=uuid.uuid4())).status_code == 404


# --- The owner files --------------------------------------------------------------------


def test_opening_the_page_writes_nothing(client, plan):
    assert client.get(filing("realization", plan)).status_code == 200

    assert not Realization.objects.exists()


def test_words_are_saved_and_handed_in_with_one_button_each(client, plan):
    saved = client.post(filing("realization", plan), words("3"))
    assert saved.status_code == 302
    assert (now(plan).value, now(plan).state) == ("3", RealizationState.DRAFT)

    client.post(filing("submit_realization", plan), words("4", revision=now(plan).revision))

    assert (now(plan).value, now(plan).state) == ("4", RealizationState.SUBMITTED)


def test_handing_in_without_a_value_keeps_the_story(client, plan):
    response = client.post(filing("submit_realization", plan), words("", narrative=PLANTED))

    assert response.status_code == 422
    page = text_of(response)
    assert "Write what was reached" in page
    assert "saved as a draft" in page
    assert PLANTED in page
    assert now(plan).narrative == PLANTED
    again = client.post(
        filing("submit_realization", plan), words("0", revision=now(plan).revision)
    )
    assert again.status_code == 302


def test_two_tabs_are_shown_side_by_side_and_overwrite_nothing(client, plan):
    client.post(filing("realization", plan), words("3", narrative="Dari tab pertama."))

    response = client.post(filing("realization", plan), words("9", narrative=PLANTED))

    assert response.status_code == 409
    page = text_of(response)
    assert "Dari tab pertama." in page
    assert PLANTED in page
    assert now(plan).value == "3"
    revision = now(plan).revision
    assert f'name="revision" value="{revision}"' in page
    again = client.post(filing("realization", plan), words("9", revision=revision))
    assert again.status_code == 302
    assert now(plan).value == "9"


def test_words_typed_after_the_other_tab_handed_in_are_not_lost(client, plan):
    client.post(filing("submit_realization", plan), words("3"))

    response = client.post(filing("realization", plan), words("9", narrative=PLANTED))

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert now(plan).value == "3"


def test_typing_survives_a_session_that_ended(everyone, plan):
    client = english(Client())

    response = client.post(filing("realization", plan), words("8", narrative=PLANTED))
    assert response.status_code == 401
    assert PLANTED in text_of(response)
    assert not Realization.objects.exists()
    carried = {f"typed.{name}": value for name, value in words("8", narrative=PLANTED).items()}
    answer = client.post(
        f"/masuk/?next={filing('realization', plan)}",
        {
            "username": everyone.owner.user.username, "password": PASSWORD,
            "next": filing("realization", plan), **carried,
        },
        follow=True,
    )

    assert PLANTED in text_of(answer)
    assert 'value="8"' in text_of(answer)
    assert not Realization.objects.exists()


def test_note_typed_before_the_session_ended_does_not_empty_the_words(everyone, plan):
    make_realization(plan, value="5", state=RealizationState.SUBMITTED)
    client = english(Client())
    carried = {"typed.reason": "Angka laporan keliru, satu terlewat."}

    answer = client.post(
        "/masuk/",
        {
            "username": everyone.owner.user.username, "password": PASSWORD,
            "next": filing("realization", plan), **carried,
        },
        follow=True,
    )

    assert "Angka laporan keliru" in text_of(answer)
    assert "5 dokumen" in text_of(answer)


def test_locked_period_says_so_once_and_keeps_what_was_typed(client, plan):
    make_realization(plan, value="3")
    make_evaluation(plan, state="delivered")

    page = text_of(client.get(in_period("period", plan)))
    assert page.count("nothing it rests on changes") == 1
    response = client.post(
        filing("realization", plan), words("9", narrative=PLANTED, revision=2)
    )

    assert response.status_code == 422
    assert "What you typed was not saved." in text_of(response)
    assert now(plan).value == "3"


# --- The appraiser decides --------------------------------------------------------------


def test_appraiser_accepts_or_returns_and_the_owner_reads_why(everyone, client_of, client):
    plan = make_plan(everyone.owner, results=2)
    first, second = indicator_of(plan, 1), indicator_of(plan, 2)
    for indicator in (first, second):
        make_realization(plan, indicator=indicator, state=RealizationState.SUBMITTED)
    leader = english(client_of(everyone.head.user))

    short = leader.post(
        filing("return_realization", plan, line=first.line), {"return_note": "kurang"}
    )
    assert short.status_code == 422
    assert "kurang" in text_of(short)
    leader.post(filing("return_realization", plan, line=first.line), {"return_note": NOTE})
    leader.post(filing("accept_realization", plan, line=second.line))

    assert NOTE in text_of(client.get(filing("realization", plan, line=first.line)))
    page = text_of(client.get(in_period("period", plan)))
    assert NOTE in page
    assert "1 of 2 indicators handed in" in page


@pytest.mark.parametrize("name", ["accept_realization", "return_realization"])
def test_owner_may_not_decide(client, plan, name):
    realization = make_realization(plan, state=RealizationState.SUBMITTED)

    response = client.post(filing(name, plan), {"return_note": NOTE})

    assert response.status_code == 403
    assert reload(realization).state == RealizationState.SUBMITTED


def test_owner_takes_back_with_a_reason(client, plan):
    realization = make_realization(plan, state=RealizationState.ACCEPTED)

    assert client.post(filing("reopen", plan), {"reason": "x"}).status_code == 422
    assert client.post(filing("reopen", plan), {"reason": NOTE}).status_code == 302

    assert reload(realization).state == RealizationState.DRAFT


# --- Questions to the database ----------------------------------------------------------


@pytest.mark.parametrize("reader", ["owner", "head"])
@pytest.mark.parametrize("name", ["period", "action_plan"])
def test_ten_indicators_ask_as_often_as_one(everyone, client_of, name, reader):
    counts = []
    for owner, number in ((everyone.owner, 1), (everyone.named, 10)):
        if number == 10:
            appoint(everyone.head, owner)
        plan = make_plan(owner, indicators=many(number))
        make_action_plan(plan)
        for place in range(1, number + 1):
            make_use(plan, indicator=indicator_of(plan, place), title=f"Berkas {place}")
        user = owner.user if reader == "owner" else everyone.head.user
        client = client_of(user)
        client.get(in_period(name, plan))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(in_period(name, plan)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


# --- History ----------------------------------------------------------------------------


def test_history_tells_drafts_to_the_owner_only(everyone, client, client_of, plan):
    realization = make_realization(plan, value="3")
    record_realization(
        realization, RealizationInput("44444"), actor=actor_of(everyone.owner),
        revision=realization.revision,
    )
    revision = reload(realization).revision
    client.post(filing("submit_realization", plan), words("5", revision=revision))

    assert "44444" in text_of(client.get(filing("realization", plan)))
    leader = text_of(english(client_of(everyone.head.user)).get(filing("realization", plan)))
    assert "44444" not in leader
    assert "Handed in." in leader


def test_helper_by_letter_reads_the_realization_without_links_that_lead_nowhere(
    everyone, client_of, plan
):
    make_helper(everyone, everyone.named)
    use = make_use(plan, state=UseState.SUBMITTED, title=PLANTED)
    helper = client_of(everyone.named.user)

    for address in (filing("realization", plan), of_use("use", use)):
        page = text_of(helper.get(address))
        assert PLANTED in page
        assert f'href="{in_period("period", plan)}"' not in page
        assert f'href="{plan.get_absolute_url()}"' not in page
    assert helper.get(in_period("period", plan)).status_code == 404
