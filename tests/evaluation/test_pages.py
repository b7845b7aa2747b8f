"""The rating page for everybody: what it shows, what it refuses, and that typing is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.history import history_of
from portal.evaluation.domain.feedback import give_feedback
from portal.evaluation.models import Evaluation, Feedback
from portal.evaluation.states import EvaluationState
from portal.rulesets.models import Scale
from tests.evaluation.pages import PLANTED, POSTS, at, text_of, typed
from tests.factories.evaluation import REASON, level, make_achievement, make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import (
    appraiser_actor,
    indicator_of,
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
    year_of,
)
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
RATER_ONLY = ("open", "rate", "feedback", "deliver", "recall", "answer")


# --- Who sees ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", EvaluationState)
def test_stranger_gets_404_without_a_trace(everyone, client_of, plan, state):
    evaluation = make_evaluation(plan, state=state, rating_note=PLANTED)
    for name in ("colleague", "outsider", "foreigner", "admin", "superuser"):
        client = client_of(everyone.users[name])
        answers = [client.get(at(plan)), client.get(at(plan, "bkn_file"))]
        answers.append(client.get(at(plan, "document", "F7", 1)))
        answers += [client.post(at(plan, verb), typed(evaluation)) for verb in POSTS]
        for response in answers:
            assert response.status_code == 404, (name, response.request["PATH_INFO"])
            assert PLANTED not in text_of(response)
    assert reload(evaluation).state == state


def test_evaluation_not_begun_is_there_for_the_line_only(everyone, client_of, plan):
    for name, user in everyone.users.items():
        response = client_of(user).get(at(plan))
        expected = {"head": 200, "anonymous": 302}.get(name, 404)
        assert response.status_code == expected, name


def test_period_of_another_year_is_not_there(leader, plan):
    address = reverse("evaluation:evaluation", args=[plan.public_id, 10**6])

    assert leader.get(address).status_code == 404


def test_employee_reads_it_from_the_delivery_on(everyone, employee, plan):
    evaluation = make_evaluation(plan, rating_note=PLANTED)
    assert employee.get(at(plan)).status_code == 404

    make_achievement(plan)
    Evaluation.objects.update(state=EvaluationState.DELIVERED, delivered_by=everyone.head)

    assert PLANTED in text_of(employee.get(at(plan)))
    for verb in RATER_ONLY:
        assert employee.post(at(plan, verb), typed(evaluation)).status_code == 403, verb


def test_reader_of_the_line_may_change_nothing(client_of, line, plan):
    evaluation = make_evaluation(plan, rating_note=PLANTED)
    client = client_of(line.superior.user)

    assert PLANTED in text_of(client.get(at(evaluation.plan)))
    for verb in POSTS:
        response = client.post(at(evaluation.plan, verb), typed(evaluation))
        assert response.status_code == 403, verb


def test_auditor_reads_what_was_delivered(everyone, client_of, plan):
    make_evaluation(plan, state=EvaluationState.DELIVERED, rating_note=PLANTED)

    assert PLANTED in text_of(client_of(everyone.auditor.user).get(at(plan)))


# --- What the page shows ----------------------------------------------------------------


def test_page_shows_target_realization_evidence_feedback_and_the_lit_cell(leader, plan):
    make_realization(plan, period_of(plan, 2), state="accepted", value="2")
    make_action_plan(plan)
    make_use(plan, title="Notulen triwulan")
    give_feedback(
        plan, period_of(plan), "Rapi dan tepat.", actor=appraiser_actor(plan),
        result_line=indicator_of(plan).result.line,
    )
    make_evaluation(plan, result="meets", behavior="above")

    page = text_of(leader.get(at(plan)))

    for words in (
        "3 dokumen", "3 dokumen berdasarkan buku register", "Notulen triwulan", "not checked yet",
        "Rapi dan tepat.", "Quarter II", "2 dokumen",
    ):
        assert words in page, words
    assert page.count('class="lit" aria-current="true"') == 1
    assert "It is looked up, not computed." in page


def test_what_was_never_handed_in_is_not_shown_to_the_leader(leader, plan):
    make_realization(plan, value="777", narrative=PLANTED)

    page = text_of(leader.get(at(plan)))

    assert "777" not in page
    assert PLANTED not in page


def test_annual_page_sums_the_periods_and_lists_other_posts(leader, plan):
    make_realization(plan, period_of(plan, 1), state="accepted", value="3")
    make_realization(plan, period_of(plan, 2), state="accepted", value="4")

    page = text_of(leader.get(at(plan, period=year_of(plan))))

    assert "7 dokumen (Quarter I: 3 dokumen; Quarter II: 4 dokumen)" in page


def test_rating_page_asks_the_same_number_of_queries_for_two_and_twenty_results(
    everyone, client_of
):
    counts = []
    for results in (2, 20):
        owner = make_employee_with_appraiser()
        plan = make_plan(owner, results=results)
        for number in range(1, results + 1):
            make_use(plan, indicator=indicator_of(plan, number))
            give_feedback(
                plan, period_of(plan), "Baik.", actor=appraiser_actor(plan),
                result_line=indicator_of(plan, number).result.line,
            )
        make_evaluation(plan)
        client = client_of(appraiser_actor(plan).user)
        client.get(at(plan))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(plan)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- Rating -----------------------------------------------------------------------------


def test_leader_begins_rates_and_delivers(leader, plan):
    assert leader.post(at(plan, "open")).status_code == 302
    evaluation = Evaluation.objects.get()
    leader.post(at(plan, "rate"), typed(evaluation))
    assert reload(evaluation).overall_level.code == "good"
    assert reload(evaluation).reasons == {"not_accepted": REASON, "no_target": REASON}
    make_achievement(plan)

    response = leader.post(at(plan, "deliver"), typed(reload(evaluation), recommendation=PLANTED))

    assert response.status_code == 302
    now = reload(evaluation)
    assert (now.state, now.recommendation) == (EvaluationState.DELIVERED, PLANTED)


def test_delivery_says_everything_that_is_missing_and_keeps_what_was_typed(leader, plan):
    evaluation = make_evaluation(plan, rated=False)

    response = leader.post(
        at(plan, "deliver"), typed(evaluation, behavior_level="", reason_no_target="")
    )

    assert response.status_code == 422
    page = text_of(response)
    for words in ("Choose the rating of behavior.", "is not recorded yet", "Give a reason: 1 ×"):
        assert words in page, words
    assert reload(evaluation).rating_note == "Sesuai laporan bulanan."


def test_delivery_from_a_page_without_the_form_settles_only_what_was_seen(leader, plan):
    evaluation = make_evaluation(plan)
    make_achievement(plan)

    leader.post(at(plan, "deliver"), {"revision": evaluation.revision - 1})
    assert reload(evaluation).state == EvaluationState.OPEN
    leader.post(at(plan, "deliver"), {"revision": evaluation.revision})

    assert reload(evaluation).state == EvaluationState.DELIVERED
    assert reload(evaluation).overall_level == evaluation.overall_level


def test_rating_from_two_tabs_shows_both_and_overwrites_nothing(leader, plan):
    evaluation = make_evaluation(plan, rating_note="Dari tab pertama.")
    stale = typed(evaluation, rating_note=PLANTED, revision=evaluation.revision - 1)

    response = leader.post(at(plan, "rate"), stale)

    page = text_of(response)
    assert response.status_code == 409
    assert PLANTED in page
    assert "Dari tab pertama." in page
    assert reload(evaluation).rating_note == "Dari tab pertama."
    again = {**stale, "revision": response.context["rating_form"]["revision"].value()}
    assert leader.post(at(plan, "rate"), again).status_code == 302
    assert reload(evaluation).rating_note == PLANTED


def test_rating_of_what_was_delivered_meanwhile_keeps_what_was_typed(leader, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)

    response = leader.post(at(plan, "rate"), typed(evaluation, rating_note=PLANTED))

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert reload(evaluation).rating_note == ""


def test_level_of_another_scale_is_no_answer(leader, plan):
    evaluation = make_evaluation(plan, rated=False)
    wrong = level(plan, Scale.OVERALL, "good").pk

    response = leader.post(at(plan, "rate"), typed(evaluation, result_level=wrong))

    assert response.status_code == 422
    assert "Sesuai laporan bulanan." in text_of(response)


def test_feedback_is_kept_for_one_band_and_an_empty_one_is_named(leader, plan):
    about = f"r-{indicator_of(plan).result.line}"

    response = leader.post(at(plan, "feedback"), {"about": about, f"{about}-text": ""})
    assert response.status_code == 422
    assert "Fill in “Feedback”." in text_of(response)
    leader.post(at(plan, "feedback"), {"about": about, f"{about}-text": PLANTED})
    leader.post(at(plan, "feedback"), {"about": "v-3", "v-3-text": PLANTED})

    assert [one.value_position for one in Feedback.objects.all()] == [None, 3]
    assert leader.post(at(plan, "feedback"), {"about": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("verb", "form", "field"),
    [("rate", "rating", "rating_note"), ("feedback", "feedback", "v-2-text")],
)
def test_typing_outlives_the_end_of_the_session(
    everyone, client, client_of, plan, verb, form, field
):
    evaluation = make_evaluation(plan)
    sent = typed(evaluation, about="v-2", **{field: PLANTED})

    response = client.post(at(plan, verb), sent)
    assert response.status_code == 401
    again = {f"typed.{name}": value for name, value in sent.items()}
    again["typed-again"] = "1"
    signed_in = english(client_of(everyone.head.user))
    back = signed_in.post(at(plan, verb), again)
    page = text_of(signed_in.get(back.url))

    assert f"form={form}" in back.url
    assert PLANTED in page
    assert page.count(PLANTED) == 1


# --- The preparer -----------------------------------------------------------------------


def test_preparer_types_for_the_leader_and_is_told_so_but_delivers_nothing(
    client_of, line
):
    plan = make_plan(line.owner)
    client = english(client_of(line.preparer.user))
    client.post(at(plan, "open"))
    evaluation = Evaluation.objects.get()
    make_achievement(plan)

    page = text_of(client.get(at(plan)))
    client.post(at(plan, "rate"), typed(evaluation))
    client.post(at(plan, "feedback"), {"about": "v-1", "v-1-text": PLANTED})
    refused = client.post(at(plan, "deliver"), typed(reload(evaluation)))

    assert "who alone delivers it" in page
    assert at(plan, "deliver") not in page
    assert refused.status_code == 403
    now = reload(evaluation)
    assert (now.state, now.overall_level.code) == (EvaluationState.OPEN, "good")
    assert Feedback.objects.get().giver == line.rater
    event = history_of(now).filter(verb="save_ratings").last()
    assert (event.actor, event.on_behalf_of) == (line.preparer.user, line.rater.user)
