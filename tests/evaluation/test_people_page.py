"""All people of a leader on one page, trouble first; and the achievement of units."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.actor import Actor
from portal.evaluation.domain.overview import Step, people_rows, period_of_work, periods_to_choose
from portal.evaluation.models import Evaluation, UnitAchievement
from portal.evaluation.states import EvaluationState
from portal.people.domain.teams import grant_role
from portal.people.models import Employee, ScopedRole
from portal.planning.states import UseState
from portal.rulesets.models import RuleSet, Scale
from tests.evaluation.people import TODAY, Line, change_appraiser
from tests.evidence.pages import a_file
from tests.factories.evaluation import make_evaluation
from tests.factories.people import appoint, make_auditor, make_employee_with_user
from tests.factories.planning import (
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
    year_of,
)
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PEOPLE = "/skp/bawahan/"
PLANTED = "Orang sangat khas 7731"


def text_of(response):
    return response.content.decode()


def steps_of(leader, period, on=TODAY):
    return {row.post.employee.name: row.step for row in people_rows(leader, period, on)}


def make_member(everyone, name):
    member = make_employee_with_user(everyone.unit, name)
    appoint(everyone.head, member)
    return member


# --- What stands there ------------------------------------------------------------------


def test_nothing_is_checked_any_more_once_the_year_is_out(everyone, clock):
    plan = make_plan(everyone.owner)
    make_use(plan)
    quarter = period_of(plan)
    assert steps_of(everyone.head, quarter)[everyone.owner.name] == Step.CHECK

    clock.move_to(clock.instant + timedelta(days=34))
    make_evaluation(plan, year_of(plan), state=EvaluationState.DELIVERED)

    step = steps_of(everyone.head, quarter, date(2026, 12, 28))[everyone.owner.name]
    assert step == Step.RATE


def test_who_needs_the_leader_stands_on_top(everyone):
    quarter = period_of(make_plan(everyone.owner, state="submitted"))
    make_plan(make_member(everyone, "Bahar"), state="draft")
    rated = make_plan(make_member(everyone, "Citra"))
    make_evaluation(rated, state=EvaluationState.DELIVERED)
    make_use(make_plan(make_member(everyone, "Dian")))
    make_action_plan(make_plan(make_member(everyone, "Eka")), state="submitted")
    make_plan(make_member(everyone, "Fajar"))
    make_member(everyone, "Gita")
    answered = make_plan(make_member(everyone, "Hadi"))
    make_evaluation(answered, state=EvaluationState.DELIVERED)
    Evaluation.objects.filter(plan=answered).update(response="Mohon dilihat.")

    found = [
        (row.post.employee.name, row.step) for row in people_rows(everyone.head, quarter, TODAY)
    ]

    assert found == [
        ("Hadi", Step.ANSWER),
        ("Ratna Wulandari, S.Sos.", Step.AGREE_PLAN),
        ("Eka", Step.AGREE_ACTION),
        ("Dian", Step.CHECK),
        ("Fajar", Step.RATE),
        ("Bahar", Step.PLAN_MISSING),
        ("Gita", Step.PLAN_MISSING),
        ("Citra", Step.RECEIPT),
    ]


def test_counts_are_those_of_the_period_and_of_the_year(everyone):
    plan = make_plan(everyone.owner, results=2)
    make_use(plan, state=UseState.RETURNED)
    make_realization(plan, period_of(plan, 1), state="accepted")

    (quarter,) = people_rows(everyone.head, period_of(plan), TODAY)
    (year,) = people_rows(everyone.head, year_of(plan), TODAY)

    first = (quarter.counts.expected, quarter.counts.handed_in, quarter.counts.accepted)
    whole = (year.counts.expected, year.counts.handed_in, year.counts.accepted)
    assert first == (2, 1, 0)
    assert whole == (8, 2, 1)
    assert (quarter.counts.returned, quarter.counts.unchecked) == (1, 0)


def test_drafts_of_the_employee_are_not_counted_or_shown(everyone, client_of):
    plan = make_plan(everyone.owner)
    make_realization(plan, narrative=PLANTED, value="777")

    (row,) = people_rows(everyone.head, period_of(plan), TODAY)
    page = text_of(client_of(everyone.head.user).get(PEOPLE))

    assert row.counts.handed_in == 0
    assert PLANTED not in page


def test_who_rated_then_still_has_the_person_and_the_successor_is_told(everyone):
    plan = make_plan(everyone.owner)
    successor = make_employee_with_user(everyone.unit, "Nurul Hidayah")
    change_appraiser(everyone.owner, successor, date(2026, 10, 15))
    quarter = period_of(plan)

    assert steps_of(everyone.head, quarter) == {everyone.owner.name: Step.RATE}
    assert steps_of(successor, quarter) == {everyone.owner.name: Step.OTHER}
    Employee.objects.filter(pk=everyone.head.pk).update(left_on=date(2026, 11, 1))
    assert steps_of(successor, quarter) == {everyone.owner.name: Step.RATE}


def test_periods_are_newest_first_and_the_last_one_stays_for_a_month(everyone):
    periods = periods_to_choose(everyone.agency, TODAY)

    assert [one.starts_on.month for one in periods] == [1, 10, 7, 4, 1]
    assert period_of_work(periods, date(2026, 10, 20)).starts_on == date(2026, 7, 1)
    assert period_of_work(periods, date(2026, 11, 24)).starts_on == date(2026, 10, 1)


# --- The page ---------------------------------------------------------------------------


def test_page_leads_to_what_is_to_be_done(everyone, client_of):
    submitted = make_plan(everyone.owner, state="submitted")
    to_rate = make_plan(make_member(everyone, "Fajar"))
    quarter = period_of(to_rate)

    page = text_of(client_of(everyone.head.user).get(f"{PEOPLE}?periode={quarter.pk}"))

    assert f'href="{submitted.get_absolute_url()}"' in page
    assert reverse("evaluation:evaluation", args=[to_rate.public_id, quarter.pk]) in page


def test_others_see_nobody_of_a_leader(everyone, client_of):
    member = make_member(everyone, PLANTED)
    make_plan(member)
    assert PLANTED in text_of(client_of(everyone.head.user).get(PEOPLE))

    for name, user in everyone.users.items():
        if name in {"head", "anonymous"}:
            continue
        response = client_of(user).get(f"{PEOPLE}?untuk={everyone.head.pk}")
        assert response.status_code == 200, name
        assert PLANTED not in text_of(response), name


def test_preparer_finds_the_people_of_the_leader(everyone, client_of):
    line = Line(everyone)
    make_plan(line.owner)
    client = english(client_of(line.preparer.user))

    assert line.owner.name not in text_of(client.get(PEOPLE))
    page = text_of(client.get(f"{PEOPLE}?untuk={line.rater.pk}"))

    assert line.owner.name in page
    assert "who alone delivers their evaluations" in page


@pytest.mark.parametrize("periode", ["", "abc", "999999"])
def test_any_period_typed_gives_a_page(everyone, client_of, periode):
    make_plan(everyone.owner)

    assert client_of(everyone.head.user).get(f"{PEOPLE}?periode={periode}").status_code == 200


def test_page_asks_the_same_number_of_queries_for_three_and_ten_people(everyone, client_of):
    client = client_of(everyone.head.user)
    plan = make_plan(everyone.owner)
    address = f"{PEOPLE}?periode={period_of(plan).pk}"
    counts = []
    for number in range(1, 10):
        member = make_plan(make_member(everyone, f"Anggota {number}"))
        make_action_plan(member)
        make_use(member)
        if number % 3 == 0:
            make_evaluation(member)
        if number in {2, 9}:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
    assert counts[0] == counts[1]


# --- Achievement of units ---------------------------------------------------------------


@pytest.fixture
def superior(everyone):
    found = make_employee_with_user(everyone.root, "Camat Bambang", is_head=True)
    appoint(found, everyone.head)
    return found


def achievement_at(everyone, name="achievement"):
    quarter = next(
        one for one in periods_to_choose(everyone.agency, TODAY) if one.starts_on.month == 7
    )
    return reverse(f"evaluation:{name}", args=[everyone.unit.pk, quarter.pk])


def sent(code="good", **more):
    rules = RuleSet.objects.get()
    found = rules.levels.get(scale=Scale.ACHIEVEMENT, code=code)
    return {"level": found.pk, "basis": "Laporan kinerja triwulan III.", "revision": 0, **more}


def test_superior_records_the_achievement_of_the_units_they_set(everyone, client_of, superior):
    client = english(client_of(superior.user))
    address = achievement_at(everyone)
    quarter = address.split("/")[-2]
    assert address in text_of(client.get(f"{PEOPLE}?periode={quarter}"))

    assert client.get(address).status_code == 200
    assert client.post(address, sent()).status_code == 302

    row = UnitAchievement.objects.get()
    assert (row.level.code, row.recorded_by) == ("good", superior)


def test_achievement_is_not_there_for_anybody_else(everyone, client_of, superior):
    for name, user in everyone.users.items():
        if name == "anonymous":
            continue
        client = client_of(user)
        for address in (achievement_at(everyone), achievement_at(everyone, "achievement_letter")):
            assert client.get(address).status_code == 404, name
        assert client.post(achievement_at(everyone), sent()).status_code == 404, name
    assert not UnitAchievement.objects.exists()


def test_achievement_of_two_tabs_shows_both(everyone, client_of, superior):
    client = english(client_of(superior.user))
    client.post(achievement_at(everyone), sent())

    response = client.post(achievement_at(everyone), sent("poor", basis=PLANTED))

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert "Laporan kinerja triwulan III." in text_of(response)
    assert UnitAchievement.objects.get().level.code == "good"


def test_achievement_without_a_basis_is_named_and_typing_kept(everyone, client_of, superior):
    client = english(client_of(superior.user))

    response = client.post(achievement_at(everyone), sent(basis="Baik"))

    assert response.status_code == 422
    assert "Baik</textarea>" in text_of(response)


def test_hr_records_with_a_letter_where_nobody_stands_above(everyone, client_of):
    keeper = make_auditor(everyone.root, everyone.colleague).granted_by
    grant_role(
        everyone.named, ScopedRole.Role.HR, date(2026, 1, 1), actor=Actor(user=keeper),
        unit=everyone.root,
    )
    client = english(client_of(everyone.named.user))
    address = achievement_at(everyone)
    assert address in text_of(client.get(f"{PEOPLE}?periode={address.split('/')[-2]}"))
    assert client.post(address, sent()).status_code == 422

    letter = a_file("surat.txt", b"Capaian: Baik.")
    assert client.post(address, sent(files=[letter])).status_code == 302

    row = UnitAchievement.objects.get()
    assert reload(row).file.size_bytes == 14
    stored = client.get(achievement_at(everyone, "achievement_letter"))
    assert b"".join(stored) == b"Capaian: Baik."
