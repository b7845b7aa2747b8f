"""The pages of the checker: who finds them, what they show, how a verdict is sent."""

from datetime import date
from decimal import Decimal

import pytest

from evidence.domain.versions import withdraw_version
from evidence.states import ProcessingState
from portal.core.history import history_of
from portal.evaluation.states import EvaluationState
from portal.files.storing import absolute_path
from portal.planning.domain.realizations import reopen_realization
from portal.planning.domain.uses import describe_use
from portal.planning.states import UseState
from portal.verification.domain.verdicts import seen_now
from portal.verification.models import EvidenceReview
from portal.verification.states import Outcome
from tests.factories.evaluation import make_evaluation
from tests.factories.evidence import make_version
from tests.factories.people import appoint
from tests.factories.planning import (
    actor_of,
    indicator_of,
    judge,
    make_action_plan,
    make_plan,
    make_use,
    period_of,
)
from tests.helpers import reload

from .pages import PLANTED, QUEUE, RETURN, bench_of, sent, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# --- Who finds the bench --------------------------------------------------------------------


@pytest.mark.parametrize("state", UseState)
def test_bench_is_there_for_the_checker_of_what_was_handed_in(everyone, plan, client_of, state):
    use = make_use(plan, state=state, title=PLANTED)
    is_shown = state not in {UseState.DRAFT, UseState.WITHDRAWN}

    for name, user in everyone.users.items():
        if name == "anonymous":
            continue
        client = client_of(user)
        expected = 200 if name == "head" and is_shown else 404
        response = client.get(bench_of(use))
        assert response.status_code == expected, name
        assert (PLANTED in text_of(response)) == (expected == 200), name
        if name != "head":
            assert client.post(bench_of(use), sent(use)).status_code == 404, name
    assert reload(use).state == state


def test_bench_asks_to_sign_in_and_keeps_what_was_typed(plan, client):
    use = make_use(plan)

    assert client.get(bench_of(use)).status_code == 302
    response = client.post(bench_of(use), sent(use, note="Sudah diketik."))
    assert response.status_code == 401
    assert "Sudah diketik." in text_of(response)


def test_bench_is_not_there_for_who_linked_the_file(everyone, plan, client_of):
    use = make_use(plan)
    type(use).objects.filter(pk=use.pk).update(linked_by=everyone.head.user)

    assert client_of(everyone.head.user).get(bench_of(use)).status_code == 404


# --- What the bench shows -------------------------------------------------------------------


def test_bench_shows_target_realization_and_document(plan, checker):
    make_action_plan(plan, target="3")
    use = make_use(plan, number="005/112/2026", title=PLANTED)

    page = text_of(checker.get(bench_of(use)))

    for words in (
        "Jumlah laporan pelayanan ke-1", "3 dokumen", "12 dokumen", "agreed", "005/112/2026",
        "Tiga laporan selesai tepat waktu.", "buku register", "Bukti laporan.", PLANTED,
    ):
        assert words in page, words
    assert "not agreed yet" not in page


def test_bench_says_when_no_target_of_the_period_was_agreed(plan, checker):
    use = make_use(plan)
    assert "none was written" in text_of(checker.get(bench_of(use)))
    make_action_plan(plan, target="3", state="submitted")
    assert "not agreed yet" in text_of(checker.get(bench_of(use)))


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({"dated_on": date(2026, 7, 1)}, False),
        ({"dated_on": date(2026, 9, 30)}, False),
        ({"dated_on": date(2026, 10, 1)}, True),
        ({"dated_on": date(2026, 6, 30)}, True),
        ({"activity_from": date(2026, 6, 1), "activity_until": date(2026, 7, 1)}, False),
        ({"activity_from": date(2026, 10, 1)}, True),
        ({}, False),
    ],
)
def test_days_outside_the_period_are_told(plan, checker, facts, is_told):
    use = make_use(plan, **facts)

    page = text_of(checker.get(bench_of(use)))

    assert ("that is not in Quarter III 2026" in page) == is_told


def test_same_file_elsewhere_is_told_of_what_the_checker_may_see(everyone, plan, checker):
    use = make_use(plan, text="Isi sama", title="Asli")
    make_use(plan, text="Isi sama", title="Salinan", indicator=indicator_of(plan, 2))
    appoint(everyone.outsider, everyone.colleague)
    hidden = make_use(make_plan(everyone.colleague), text="Isi sama", title="Lain")

    page = text_of(checker.get(bench_of(use)))

    assert "also used by Ratna Wulandari, S.Sos. for “Jumlah laporan pelayanan ke-2" in page
    assert everyone.colleague.name not in page
    assert f'href="{bench_of(hidden)}"' not in page


def test_file_declared_as_shared_is_no_flag_for_another_person(everyone, plan, checker):
    appoint(everyone.head, everyone.colleague)
    version = make_version(
        everyone.owner, state=ProcessingState.READ, sharing="named",
        shared_with=(everyone.colleague,),
    )
    use = make_use(plan, version=version)
    make_use(make_plan(everyone.colleague), version=version)

    page = text_of(checker.get(bench_of(use)))

    assert "Check the count" not in page
    assert f"also used by {everyone.colleague.name}" in page
    make_use(plan, version=version, indicator=indicator_of(plan, 2))
    assert "Check the count" in text_of(checker.get(bench_of(use)))


def test_earlier_returns_are_told_here_and_elsewhere(everyone, plan, checker):
    use = make_use(plan, text="Isi sama", title="Asli", state=UseState.RETURNED)
    other = make_use(plan, text="Isi sama", title="Salinan", indicator=indicator_of(plan, 2))

    page = text_of(checker.get(bench_of(use)))
    assert "Returned before, on 24 Nov 2026 by Hendra Gunawan" in page
    assert "Daftar hadir halaman dua belum ada." in page
    assert "The same file was returned to Ratna" in text_of(checker.get(bench_of(other)))


def test_second_look_says_which_points_were_judged_before(plan, checker):
    version = make_version(plan.employee, state=ProcessingState.READ)
    first = make_use(plan, version=version)
    second = make_use(plan, version=version, indicator=indicator_of(plan, 2))
    checker.post(bench_of(first), sent(first, **{f"point_{n}": "yes" for n in range(1, 9)}))

    page = checker.get(bench_of(second))

    form = page.context["form"]
    assert {point.number for point in form.points if point.is_carried} == {1, 6, 7}
    assert text_of(page).count("judged at an earlier check") == 3
    answered = {point.number: point.field.value() for point in form.points}
    assert answered == {**dict.fromkeys(range(1, 9)), 1: "yes", 6: "yes", 7: "yes"}


def test_opening_the_bench_of_a_limited_file_is_noted(everyone, plan, checker):
    use = make_use(plan, confidentiality="limited")

    checker.get(bench_of(use))

    event = history_of(use.version).filter(verb="open").get()
    assert event.actor == everyone.head.user


def test_file_that_was_taken_back_can_only_be_returned(everyone, plan, checker):
    use = make_use(plan, title=PLANTED)
    withdraw_version(use.version, "personal_data", actor=actor_of(everyone.owner))

    page = text_of(checker.get(bench_of(use)))
    assert "so it can only be returned" in page
    assert checker.post(bench_of(use), sent(use)).status_code == 409
    assert checker.post(bench_of(use), sent(use, Outcome.RETURNED, **RETURN)).status_code == 302
    assert reload(use).state == UseState.RETURNED


def test_delivered_evaluation_takes_the_buttons_away(plan, checker):
    use = make_use(plan)
    make_evaluation(plan, state=EvaluationState.DELIVERED)

    page = text_of(checker.get(bench_of(use)))

    assert "was delivered, so nothing it rests on changes" in page
    assert 'name="outcome"' not in page
    assert checker.post(bench_of(use), sent(use)).status_code == 409
    assert not EvidenceReview.objects.exists()


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (UseState.SUBMITTED, {"accepted", "returned"}),
        (UseState.ACCEPTED, {"returned"}),
        (UseState.RETURNED, {"accepted"}),
    ],
)
def test_buttons_follow_the_state(plan, checker, state, buttons):
    page = text_of(checker.get(bench_of(make_use(plan, state=state))))

    assert {o for o in Outcome.values if f'name="outcome" value="{o}"' in page} == buttons


# --- Sending a verdict ----------------------------------------------------------------------


def test_verdict_leads_to_the_next_file_with_the_way_back(plan, checker):
    first = make_use(plan, period_of(plan, 2), text="satu", title="Pertama <b>")
    second = make_use(plan, text="dua", title="Kedua")

    response = checker.post(bench_of(first), sent(first, point_4="yes", point_8="na"))

    assert response.url == bench_of(second)
    page = text_of(checker.get(response.url))
    assert "“Pertama &lt;b&gt;” of Ratna Wulandari, S.Sos. is accepted." in page
    assert f'<a href="{bench_of(first)}">Look at it again</a>' in page
    assert EvidenceReview.objects.get().answers == {"4": True, "8": None}
    last = checker.post(bench_of(second), sent(second, Outcome.RETURNED, **RETURN))
    assert last.url == QUEUE
    page = text_of(checker.get(QUEUE))
    assert "went back to Ratna Wulandari, S.Sos. with your note" in page
    assert "Everything is checked" in page


def test_verdict_keeps_the_filters_of_the_queue(everyone, plan, checker):
    appoint(everyone.head, everyone.colleague)
    theirs = make_use(make_plan(everyone.colleague), text="lain")
    first = make_use(plan, text="satu")
    second = make_use(plan, text="dua", indicator=indicator_of(plan, 2))
    kept = f"?person={everyone.owner.pk}"

    queue = text_of(checker.get(QUEUE + kept))
    assert bench_of(theirs) not in queue
    assert f'href="{bench_of(first)}{kept}"' in queue
    response = checker.post(bench_of(first) + kept, sent(first))
    assert response.url == bench_of(second) + kept
    # Nothing is left within the filter: the work goes on with the others.
    assert checker.post(response.url, sent(second)).url.startswith(bench_of(theirs))


ENOUGH = "Catatan yang cukup panjang."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": "returned", "note": ENOUGH}, "Choose the reason of the return."),
        (
            {"outcome": "returned", "reason_code": "duplikat", "note": "pendek"},
            "Write in a sentence what is missing",
        ),
        ({"outcome": "returned", "reason_code": "x", "note": ENOUGH}, "Select a valid choice"),
        ({"outcome": "accepted", "point_5": "no", "note": ENOUGH}, "is answered with no"),
        ({"outcome": "", "note": ENOUGH}, "Press one of the two buttons"),
        ({"outcome": "hangus", "note": ENOUGH}, "Select a valid choice"),
        ({"outcome": "accepted", "point_2": "mungkin", "note": ENOUGH}, "Select a valid choice"),
    ],
)
def test_verdict_that_says_too_little_comes_back_with_what_was_typed(
    plan, checker, typed, sentence
):
    use = make_use(plan)

    response = checker.post(bench_of(use), {**sent(use), **typed})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert typed["note"] in text_of(response)
    assert not EvidenceReview.objects.exists()


def test_what_changed_meanwhile_is_shown_and_not_judged(everyone, plan, checker):
    use = make_use(plan, state=UseState.RETURNED)
    stale = sent(use, note="Ini catatan saya yang panjang.")
    mine = actor_of(plan.employee)
    describe_use(reload(use), note="Kini tiga rapat.", count=Decimal(3), actor=mine)
    reopen_realization(reload(use.realization), "Angka keliru.", actor=mine)
    type(use.realization).objects.filter(pk=use.realization_id).update(value="4")

    response = checker.post(bench_of(use), stale)

    page = text_of(response)
    assert response.status_code == 409
    assert "changed while you looked" in page
    assert "Kini tiga rapat." in page
    assert "4 dokumen" in page
    assert "Ini catatan saya yang panjang." in page
    assert f'value="{seen_now(reload(use))}"' in page
    assert EvidenceReview.objects.count() == 1


def test_second_click_after_somebody_else_judged_changes_nothing(plan, checker):
    use = make_use(plan)
    typed = sent(use)
    judge(use)

    response = checker.post(bench_of(use), typed)

    assert response.status_code == 409
    assert EvidenceReview.objects.count() == 1


def test_damaged_bytes_are_told_to_the_checker(plan, checker):
    use = make_use(plan)
    absolute_path(use.version.stored_file).unlink()

    response = checker.post(bench_of(use), sent(use))

    assert response.status_code == 409
    assert "not those that were received" in text_of(response)
