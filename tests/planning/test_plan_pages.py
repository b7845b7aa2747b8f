"""The pages of a plan: who sees them, what they say, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.planning.domain.results import IndicatorInput
from portal.planning.models import PlannedResult, PlanVersion
from portal.planning.states import PlanState
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import NOTE, add_result, make_draft, make_plan
from tests.helpers import english

from .plan_pages import PLANTED, at, make_change, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
STRANGERS = ["colleague", "outsider", "foreigner", "superuser"]
OF_PLAN = (
    "plan", "plan_pdf", "compare", "basics", "result_new", "change", "submit", "take_back",
    "discard", "return", "agree", "expectations",
)  # fmt: skip
READING = ("plan", "plan_pdf")
FORMS_OF_OWNER = ("basics", "result_new", "change")
MOVES_OF_OWNER = ("submit", "take_back", "discard")


def addresses_of(plan):
    found = [at(name, plan) for name in OF_PLAN]
    result = PlannedResult.objects.filter(version__plan=plan).first()
    return [*found, at("result", plan, result.pk), at("result_remove", plan, result.pk)]


# --- Who sees ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", PlanState)
def test_strangers_get_404_without_a_trace(everyone, client_of, state):
    plan = make_plan(everyone.owner, state=state, statement=PLANTED)
    for name in STRANGERS:
        client = client_of(everyone.users[name])
        for address in addresses_of(plan):
            for ask in (client.get, client.post):
                response = ask(address)
                assert response.status_code in {404, 405}, f"{name} {address}"
                assert PLANTED not in text_of(response)
        assert PLANTED not in text_of(client.get(reverse("planning:plans")))


def test_anonymous_is_asked_to_sign_in_everywhere(everyone, client_of):
    plan = make_plan(everyone.owner)
    client = client_of(everyone.anonymous)

    for address in (reverse("planning:plans"), *addresses_of(plan)):
        assert client.get(address).status_code in {302, 405}, address


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("name", ["head", "auditor"])
def test_others_read_only_what_was_handed_in(everyone, client_of, state, name):
    plan = make_plan(everyone.owner, state=state, statement=PLANTED)
    client = client_of(everyone.users[name])

    for page in READING:
        response = client.get(at(page, plan))
        assert response.status_code == (404 if state == PlanState.DRAFT else 200), page
    page = text_of(client.get(at("plan", plan)))
    assert (PLANTED in page) == (state != PlanState.DRAFT)
    if state != PlanState.DRAFT:
        for form in FORMS_OF_OWNER:
            assert client.get(at(form, plan)).status_code == 403, form
            assert at(form, plan) not in page
        for move in MOVES_OF_OWNER:
            assert client.post(at(move, plan)).status_code == 403, move
            assert at(move, plan) not in page


def test_drafts_of_the_owner_are_invisible_to_the_leader(everyone, client_of):
    plan = make_plan(everyone.owner)
    change = make_change(plan)
    add_result(change, 2, statement=PLANTED)
    leader = client_of(everyone.head.user)

    page = text_of(leader.get(at("plan", plan)))
    assert PLANTED not in page
    for address in (at("plan", plan) + "?v=2", at("plan_pdf", plan) + "?v=2", at("compare", plan)):
        assert leader.get(address).status_code == 404, address
    owner = client_of(everyone.owner.user)
    assert PLANTED in text_of(owner.get(at("plan", plan)))
    # The history tells the owner of the change on every version's page.
    first = text_of(owner.get(at("plan", plan) + "?v=1"))
    assert PLANTED not in first.partition("<aside")[0]
    assert PLANTED in text_of(owner.get(at("compare", plan)))


def test_plan_that_was_taken_back_is_gone_for_the_leader(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    leader = client_of(everyone.head.user)
    assert leader.get(at("plan", plan)).status_code == 200

    assert client_of(everyone.owner.user).post(at("take_back", plan)).status_code == 302

    assert leader.get(at("plan", plan)).status_code == 404
    assert leader.post(at("agree", plan)).status_code == 404


@pytest.mark.parametrize("asked", ["9", "0", "x", "-1"])
def test_version_that_is_not_there_is_404(everyone, client_of, asked):
    plan = make_plan(everyone.owner)

    assert client_of(everyone.owner.user).get(at("plan", plan) + f"?v={asked}").status_code == 404


# --- What the pages say ------------------------------------------------------------------


@pytest.mark.parametrize("state", PlanState)
def test_owner_finds_the_plan_its_state_and_its_moves(everyone, client_of, state):
    plan = make_plan(everyone.owner, state=state, statement=PLANTED)
    version = plan.versions.exclude(state=PlanState.DISCARDED).order_by("number").last()

    page = text_of(english(client_of(everyone.owner.user)).get(at("plan", plan)))

    assert PLANTED in page
    assert "SKP 2026" in page
    with override("en"):
        assert version.get_state_display() in page
    writable = version.state in {PlanState.DRAFT, PlanState.RETURNED}
    for name, shown in (
        ("basics", writable),
        ("submit", writable),
        ("take_back", state == PlanState.SUBMITTED),
        ("change", version.state == PlanState.AGREED),
        ("agree", False),
        ("return", False),
        ("expectations", False),
    ):
        assert (at(name, plan) in page) == shown, name
    assert (NOTE in page) == (state == PlanState.RETURNED)


def test_leader_finds_agree_and_return_on_the_same_page(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)

    page = text_of(english(client_of(everyone.head.user)).get(at("plan", plan)))
    auditor = text_of(client_of(everyone.auditor.user).get(at("plan", plan)))

    for name in ("agree", "return", "expectations"):
        assert at(name, plan) in page, name
        assert at(name, plan) not in auditor, name
    assert "Your decision" in page


def test_gaps_are_links_to_what_lacks_them(everyone, client_of):
    version = make_draft(everyone.owner, indicators=(IndicatorInput("Jumlah laporan"),))
    result = version.results.get()

    page = text_of(english(client_of(everyone.owner.user)).get(at("plan", version.plan)))

    assert f'<a href="{at("result", version.plan, result.pk)}">“Jumlah laporan” has no' in page
    assert at("submit", version.plan) not in page
    assert "1 thing is missing." in page


def test_pages_speak_both_languages(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    client = client_of(everyone.owner.user)

    assert '<html lang="id">' in text_of(client.get(at("plan", plan)))
    page = text_of(english(client).get(at("plan", plan)))
    assert '<html lang="en">' in page
    assert "Behavior and special expectations" in page
    # The values of behavior are official words in both.
    assert "Berorientasi Pelayanan" in page


def test_senior_leaders_have_perspectives_and_support_nothing(everyone, client_of):
    position = everyone.owner.positions.get().position
    position.kind = "jpt"
    position.save()
    row = IndicatorInput("Kepuasan warga", "95", "%", perspective="recipients")
    version = make_draft(everyone.owner, indicators=(row,))
    client = english(client_of(everyone.owner.user))

    page = text_of(client.get(at("plan", version.plan)))
    form = text_of(client.get(at("result_new", version.plan)))

    assert "service recipients" in page
    assert "Not linked yet" not in page
    assert 'name="indicators-0-perspective"' in form
    assert "supported_" not in form


def test_qualitative_plans_have_measures_instead_of_aspects(everyone, client_of):
    version = make_draft(everyone.owner, approach="qualitative")
    client = english(client_of(everyone.owner.user))

    page = text_of(client.get(at("plan", version.plan)))
    form = text_of(client.get(at("result_new", version.plan)))

    assert "Measure of success" in page
    assert ">Aspect<" not in page
    assert "Measure of success in a sentence" in form
    assert '<input type="hidden" name="indicators-0-aspect"' in form


def test_form_as_pdf_is_named_after_year_and_person(everyone, client_of):
    plan = make_plan(everyone.owner)

    response = client_of(everyone.owner.user).get(at("plan_pdf", plan))

    assert response.content.startswith(b"%PDF")
    name = 'attachment; filename="SKP-2026-ratna-wulandari-ssos.pdf"'
    assert response["Content-Disposition"] == name


def test_two_versions_are_told_apart_by_word(everyone, client_of):
    plan = make_plan(everyone.owner, results=3)
    change = make_change(plan)
    add_result(change, 9, statement=PLANTED)
    first, second, _third, _new = change.results.order_by("position")
    first.delete()
    PlannedResult.objects.filter(pk=second.pk).update(statement="Kalimat kedua yang lain")
    PlanVersion.objects.filter(pk=change.pk).update(resources="Dua komputer")

    client = english(client_of(everyone.owner.user))
    page = text_of(client.get(at("compare", plan)))

    for word in ("added", "taken out", "changed", "Kalimat kedua yang lain", "Dua komputer"):
        assert word in page, word
    assert "1 result without a change" in page
    assert client.get(at("compare", plan) + "?dari=1&ke=7").status_code == 404


def test_one_version_is_compared_with_nothing(everyone, client_of):
    plan = make_plan(everyone.owner)

    assert client_of(everyone.owner.user).get(at("compare", plan)).status_code == 404


def test_history_of_drafts_is_for_the_owner_alone(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)

    mine = text_of(english(client_of(everyone.owner.user)).get(at("plan", plan)))
    theirs = text_of(english(client_of(everyone.head.user)).get(at("plan", plan)))

    assert "A result was saved." in mine
    assert "A result was saved." not in theirs
    assert "Version 1 was handed in." in mine
    assert "Version 1 was handed in." in theirs


# --- Beginning ---------------------------------------------------------------------------


def test_plan_is_begun_from_the_list_for_this_year_and_from_november_the_next(
    everyone, client_of
):
    client = client_of(everyone.owner.user)
    post = everyone.owner.positions.get()
    page = text_of(client.get(reverse("planning:plans")))
    assert re.findall(r'name="year" value="(\d+)"', page) == ["2026", "2027"]

    response = client.post(reverse("planning:begin"), {"post": post.pk, "year": 2026})

    plan = post.plans.get()
    assert response.url == plan.get_absolute_url()
    page = text_of(client.get(reverse("planning:plans")))
    assert re.findall(r'name="year" value="(\d+)"', page) == ["2027"]
    assert plan.get_absolute_url() in page


def test_next_year_is_not_offered_before_november(everyone, client_of, clock):
    clock.move_to(clock.instant - timedelta(days=60))
    client = client_of(everyone.owner.user)
    post = everyone.owner.positions.get()

    page = text_of(client.get(reverse("planning:plans")))
    client.post(reverse("planning:begin"), {"post": post.pk, "year": 2027})

    assert re.findall(r'name="year" value="(\d+)"', page) == ["2026"]
    assert not post.plans.exists()


@pytest.mark.parametrize("year", ["1999", "99999", "x", ""])
def test_forged_year_or_post_begins_nothing(everyone, client_of, year):
    client = client_of(everyone.owner.user)
    other = everyone.colleague.positions.get()

    for post, asked in ((everyone.owner.positions.get().pk, year), (other.pk, 2026)):
        response = client.post(reverse("planning:begin"), {"post": post, "year": asked})
        assert response.status_code == 302
    assert not PlanVersion.objects.exists()


def test_account_without_an_employee_has_no_plans(everyone, client_of):
    client = client_of(everyone.superuser)

    assert client.get(reverse("planning:plans")).status_code == 200
    assert client.post(reverse("planning:begin"), {}).status_code == 404


# --- Weight ------------------------------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_plan_of_sixty_results_costs_the_queries_of_one(everyone, client_of):
    version = make_draft(everyone.owner)
    plan = version.plan
    client = client_of(everyone.owner.user)
    one = queries_of(client, at("plan", plan))
    rows = tuple(IndicatorInput(f"Jumlah {n}", "1", "kali") for n in range(5))
    for number in range(2, 61):
        add_result(version, number, indicators=rows)

    page = text_of(client.get(at("plan", plan)))

    assert page.count("<article") == 60
    assert queries_of(client, at("plan", plan)) == one


def test_form_of_many_indicators_costs_the_queries_of_one(everyone, client_of):
    version = make_draft(everyone.owner)
    plan = version.plan
    client = client_of(everyone.owner.user)
    one = queries_of(client, at("result", plan, version.results.get().pk))
    rows = tuple(IndicatorInput(f"Jumlah {n}", "1", "kali") for n in range(12))
    many = add_result(version, 2, indicators=rows)

    assert queries_of(client, at("result", plan, many.pk)) == one


def test_list_of_plans_costs_the_same_with_more_of_them(everyone, client_of):
    first = make_draft(everyone.owner)
    client = client_of(everyone.owner.user)
    one = queries_of(client, reverse("planning:plans"))
    for year in (2024, 2025):
        make_draft(everyone.owner, year=year)

    assert queries_of(client, reverse("planning:plans")) == one
    assert first.plan.get_absolute_url() in text_of(client.get(reverse("planning:plans")))


def test_list_of_what_waits_costs_the_same_with_more_of_them(everyone, client_of):
    make_plan(everyone.owner, state=PlanState.SUBMITTED)
    client = client_of(everyone.head.user)
    one = queries_of(client, reverse("planning:plans"))
    for _number in range(2):
        other = make_employee_with_appraiser(everyone.unit, everyone.head)
        make_plan(other, state=PlanState.SUBMITTED)

    assert queries_of(client, reverse("planning:plans")) == one


def test_comparison_costs_the_same_with_more_results(everyone, client_of):
    plan = make_plan(everyone.owner)
    change = make_change(plan)
    client = client_of(everyone.owner.user)
    one = queries_of(client, at("compare", plan))
    for number in range(2, 6):
        add_result(change, number)

    assert queries_of(client, at("compare", plan)) == one
