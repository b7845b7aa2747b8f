"""Writing, deciding and expecting over the pages of a plan; nothing typed is lost."""


import pytest
from django.urls import reverse

from portal.planning.domain import expectations
from portal.planning.domain.results import IndicatorInput
from portal.planning.models import PlannedResult, PlanVersion, UnitExpectation
from portal.planning.states import PlanState
from tests.factories.people import PASSWORD
from tests.factories.planning import NOTE, add_result, make_draft, make_plan
from tests.factories.planning import actor_of as acting
from tests.helpers import reload

from .plan_pages import PLANTED, ROW, at, make_change, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# --- Writing -----------------------------------------------------------------------------


def test_result_is_written_with_its_indicators_without_scripts(everyone, client_of):
    version = reload(make_draft(everyone.owner, complete=False))
    client = client_of(everyone.owner.user)

    response = client.post(
        at("result_new", version.plan), typed(version, ROW, {}, more="1", assigned_by="Camat")
    )

    result = version.results.get()
    assert response.url == at("result", version.plan, result.pk) + "#indikator"
    assert (result.statement, result.assigned_by) == (PLANTED, "Camat")
    assert result.indicators.get().target_printed == "12 dokumen"
    page = text_of(client.get(at("result", version.plan, result.pk)))
    assert 'name="indicators-TOTAL_FORMS" value="3"' in page


def test_row_is_changed_kept_and_taken_out(everyone, client_of):
    version = make_draft(everyone.owner, complete=False)
    pair = (IndicatorInput("Jumlah", "1", "kali"), IndicatorInput("Mutu", "9", "%", "quality"))
    result = add_result(version, indicators=pair)
    first, second = result.indicators.all()
    version = reload(version)
    rows = (
        {**ROW, "line": str(first.line)},
        {"line": str(second.line), "remove": "on"},
        {"statement": "Waktu", "target_text": "5 hari", "aspect": "time"},
    )

    response = client_of(everyone.owner.user).post(
        at("result", version.plan, result.pk),
        typed(version, *rows, **{"indicators-INITIAL_FORMS": 2}),
    )

    assert response.status_code == 302
    left = list(result.indicators.values_list("line", "statement", "aspect"))
    assert left[0] == (first.line, "Jumlah laporan", "quantity")
    assert left[1][1:] == ("Waktu", "time")
    assert len(left) == 2


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ({**ROW, "target_unit": ""}, {}),
        ({**ROW, "statement": ""}, {}),
        (ROW, {"statement": " "}),
        (ROW, {"kind": "forged"}),
        (ROW, {"supported_text": "x" * 1001}),
        ({**ROW, "aspect": "forged"}, {}),
        ({**ROW, "line": "forged"}, {}),
        (ROW, {"indicators-TOTAL_FORMS": ""}),
        (ROW, {"indicators-TOTAL_FORMS": "9999999"}),
    ],
)
def test_refused_result_comes_back_with_everything_typed(everyone, client_of, row, values):
    version = reload(make_draft(everyone.owner))
    data = typed(version, row, **{"assigned_by": "Camat Sukamaju", **values})

    response = client_of(everyone.owner.user).post(at("result_new", version.plan), data)

    assert response.status_code == 422
    page = text_of(response)
    assert 'class="errors"' in page
    assert "Camat Sukamaju" in page
    assert version.results.count() == 1


@pytest.mark.parametrize("revision", ["", "0", "abc", "-1", "99999999999999999999"])
def test_forged_revision_changes_nothing(everyone, client_of, revision):
    version = reload(make_draft(everyone.owner))

    response = client_of(everyone.owner.user).post(
        at("result_new", version.plan), typed(version, ROW, revision=revision)
    )

    assert response.status_code == 422
    assert reload(version).revision == version.revision


def test_two_tabs_are_shown_side_by_side_and_nothing_is_overwritten(everyone, client_of):
    version = make_draft(everyone.owner, statement="Kalimat awal")
    result = version.results.get()
    old = reload(version)
    add_result(version, 2)
    client = client_of(everyone.owner.user)
    address = at("result", version.plan, result.pk)

    response = client.post(address, typed(old, ROW))

    assert response.status_code == 409
    page = text_of(response)
    assert "Kalimat awal" in page
    assert PLANTED in page
    assert reload(result).statement == "Kalimat awal"
    assert f'name="revision" value="{reload(version).revision}"' in page
    assert client.post(address, typed(reload(version), ROW)).status_code == 302
    assert reload(result).statement == PLANTED


def test_basics_of_two_tabs_are_shown_side_by_side(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    client = client_of(everyone.owner.user)
    data = {
        "version": 1, "revision": version.revision, "approach": "qualitative",
        "resources": "Dua komputer", "accountability": "", "consequences": "",
    }  # fmt: skip
    assert client.post(at("basics", version.plan), data).status_code == 302

    again = client.post(at("basics", version.plan), {**data, "resources": "Tiga komputer"})

    assert again.status_code == 409
    assert "Dua komputer" in text_of(again)
    assert "Tiga komputer" in text_of(again)
    assert reload(version).resources == "Dua komputer"


def test_what_was_typed_outlives_the_result_another_tab_took_out(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    result = version.results.get()
    client = client_of(everyone.owner.user)
    gone = {"version": 1, "revision": version.revision}
    assert client.post(at("result_remove", version.plan, result.pk), gone).status_code == 302

    response = client.post(at("result", version.plan, result.pk), typed(version, ROW))

    assert response.status_code == 409
    page = text_of(response)
    assert PLANTED in page
    assert f'action="{at("result_new", version.plan)}"' in page
    again = client.post(at("result_new", version.plan), typed(reload(version), ROW))
    assert again.status_code == 302
    assert version.results.get().statement == PLANTED


def test_what_was_typed_outlives_handing_in_from_another_tab(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    client = client_of(everyone.owner.user)
    assert client.post(at("submit", version.plan)).status_code == 302

    response = client.post(at("result_new", version.plan), typed(version, ROW))

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert version.results.count() == 1


def test_form_of_the_version_before_does_not_write_on_the_next_one(everyone, client_of):
    plan = make_plan(everyone.owner)
    change = make_change(plan)
    PlanVersion.objects.filter(pk=plan.versions.get(number=1).pk).update(revision=change.revision)
    before = reload(plan.versions.get(number=1))

    response = client_of(everyone.owner.user).post(at("result_new", plan), typed(before, ROW))

    assert response.status_code == 409
    assert change.results.count() == 1


def test_result_is_not_taken_out_at_an_old_revision(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    result = version.results.get()
    add_result(version, 2)

    client_of(everyone.owner.user).post(
        at("result_remove", version.plan, result.pk), {"version": 1, "revision": 2}
    )

    assert version.results.count() == 2


def test_forms_of_a_version_out_of_hand_lead_back_to_the_plan(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    client = client_of(everyone.owner.user)
    result = PlannedResult.objects.get()

    for address in (at("basics", plan), at("result_new", plan), at("result", plan, result.pk)):
        assert client.get(address).url == plan.get_absolute_url()


def test_typing_is_kept_when_the_session_has_ended(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    client = client_of(everyone.anonymous)
    rows = [{**ROW, "statement": f"Indikator {n}"} for n in range(6)]
    address = at("result_new", version.plan)

    ended = client.post(address, typed(version, *rows))
    hidden = {}
    for name, value in ended.context["typed"].inputs:
        hidden.setdefault(name, []).append(value)
    user = everyone.owner.user
    back = client.post(
        "/masuk/",
        {"username": user.username, "password": PASSWORD, "next": address, **hidden},
    )
    page = text_of(client.get(back["Location"]))

    assert ended.status_code == 401
    assert PLANTED in page
    assert all(f"Indikator {n}" in page for n in range(6))
    assert 'name="indicators-TOTAL_FORMS" value="6"' in page
    assert version.results.count() == 1


# --- Moves -------------------------------------------------------------------------------


def test_way_from_draft_to_agreement_over_the_pages(everyone, client_of):
    version = reload(make_draft(everyone.owner))
    plan = version.plan
    owner, leader = client_of(everyone.owner.user), client_of(everyone.head.user)

    owner.post(at("submit", plan))
    assert plan.get_absolute_url() in text_of(leader.get(reverse("planning:plans")))
    leader.post(at("return", plan), {"note": NOTE})
    assert reload(version).return_note == NOTE
    owner.post(at("submit", plan))
    now = reload(version)
    leader.post(at("agree", plan), {"version": now.number, "revision": now.revision})

    assert reload(version).state == PlanState.AGREED
    change = {"reason": "priority", "note": "Prioritas berubah.", "effective_from": "2026-07-01"}
    owner.post(at("change", plan), change)
    assert plan.versions.get(number=2).state == PlanState.DRAFT
    owner.post(at("discard", plan))
    assert plan.versions.get(number=2).state == PlanState.DISCARDED


def test_incomplete_plan_is_not_handed_in(everyone, client_of):
    version = make_draft(everyone.owner, complete=False)

    response = client_of(everyone.owner.user).post(at("submit", version.plan), follow=True)

    assert reload(version).state == PlanState.DRAFT
    assert "notice bad" in text_of(response)


def test_note_that_says_nothing_comes_back_with_the_page(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED, statement=PLANTED)

    response = client_of(everyone.head.user).post(at("return", plan), {"note": "kurang"})

    assert response.status_code == 422
    assert ">\nkurang</textarea>" in text_of(response)
    assert PLANTED in text_of(response)
    assert plan.versions.get().state == PlanState.SUBMITTED


def test_note_outlives_a_decision_made_meanwhile(everyone, client_of):
    plan = make_plan(everyone.owner)

    response = client_of(everyone.head.user).post(at("return", plan), {"note": NOTE})

    assert response.status_code == 409
    assert NOTE in text_of(response)
    assert plan.versions.get().state == PlanState.AGREED


@pytest.mark.parametrize("seen", [{}, {"version": 1, "revision": 1}, {"version": 7, "revision": 2}])
def test_leader_agrees_only_on_what_the_page_showed(everyone, client_of, seen):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)

    client_of(everyone.head.user).post(at("agree", plan), seen)

    assert plan.versions.get().state == PlanState.SUBMITTED


def test_auditor_reads_and_decides_nothing(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    version = plan.versions.get()
    seen = {"version": 1, "revision": version.revision}
    client = client_of(everyone.auditor.user)

    assert client.post(at("agree", plan), seen).status_code == 403
    assert client.post(at("return", plan), {"note": NOTE}).status_code == 403
    assert client.get(at("expectations", plan)).status_code == 403
    assert reload(version).state == PlanState.SUBMITTED


def test_owner_may_not_decide_over_the_pages(everyone, client_of):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    client = client_of(everyone.owner.user)
    seen = {"version": 1, "revision": plan.versions.get().revision}

    client.post(at("agree", plan), seen)
    assert client.post(at("return", plan), {"note": NOTE}).status_code == 403
    assert plan.versions.get().state == PlanState.SUBMITTED


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "because", "note": "Prioritas berubah.", "effective_from": "2026-07-01"},
        {"reason": "priority", "note": "ya", "effective_from": "2026-07-01"},
        {"reason": "priority", "note": "Prioritas berubah.", "effective_from": "2027-07-01"},
    ],
)
def test_change_without_a_lawful_reason_note_and_day_is_refused(everyone, client_of, values):
    plan = make_plan(everyone.owner)

    response = client_of(everyone.owner.user).post(at("change", plan), values)

    assert response.status_code == 422
    assert plan.versions.count() == 1


# --- Expectations ------------------------------------------------------------------------


def test_words_of_the_unit_stand_in_the_form_of_a_person(everyone, client_of):
    expectations.set_unit_expectations(
        everyone.unit, 2026, {1: "Kata unit"}, actor=acting(everyone.head)
    )
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    client = client_of(everyone.head.user)
    page = text_of(client.get(at("expectations", plan)))
    assert "Kata unit" in page
    assert reverse("planning:unit_expectations", args=[everyone.unit.pk, 2026]) in page

    typed = {"value_1": "Kata unit", "value_2": "Kata sendiri"}
    response = client.post(at("expectations", plan), typed)

    assert response.url == at("plan", plan) + "#ekspektasi"
    assert list(plan.own_expectations.values_list("position", "text")) == [(2, "Kata sendiri")]
    assert "Kata sendiri" in text_of(client.get(at("plan", plan)))


def test_expectations_after_the_agreement_come_back_with_what_was_typed(everyone, client_of):
    plan = make_plan(everyone.owner)

    client = client_of(everyone.head.user)
    response = client.post(at("expectations", plan), {"value_1": "Terlambat"})

    assert response.status_code == 422
    assert "Terlambat" in text_of(response)


def test_page_of_the_unit_is_there_for_its_head_alone(everyone, client_of):
    address = reverse("planning:unit_expectations", args=[everyone.unit.pk, 2026])
    for name, user in everyone.users.items():
        if name == "anonymous":
            continue
        expected = 200 if name == "head" else 404
        assert client_of(user).get(address).status_code == expected, name
        if name != "head":
            assert client_of(user).post(address, {"value_1": "x"}).status_code == 404, name
    assert not UnitExpectation.objects.exists()
    head = client_of(everyone.head.user)
    assert address in text_of(head.get(reverse("planning:plans")))
    assert head.post(address, {"value_1": "Kata unit"}).status_code == 302
    assert UnitExpectation.objects.get().text == "Kata unit"


@pytest.mark.parametrize("year", [0, 1999, 99999])
def test_page_of_the_unit_for_a_year_out_of_reach_is_404(everyone, client_of, year):
    address = reverse("planning:unit_expectations", args=[everyone.unit.pk, year])

    assert client_of(everyone.head.user).get(address).status_code == 404
