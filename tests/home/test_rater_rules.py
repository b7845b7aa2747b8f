"""What is to be rated waits for who rates it: in office on the last day of the period."""

from datetime import date

import pytest
from django.urls import reverse

from portal.evaluation.domain.evaluations import respond_to_evaluation
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.states import EvaluationState
from portal.home.waiting import waiting_lines
from portal.people.models import Employee
from tests.evaluation.people import change_appraiser
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_employee_with_user
from tests.factories.planning import actor_of, make_plan
from tests.helpers import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)


def kinds(person):
    return {
        line.kind for line in waiting_lines(person.user, person, DAY, leads=True, checks=False)
    }


@pytest.fixture
def successor(everyone):
    return make_employee_with_user(everyone.unit, "Nurul Hidayah")


@pytest.mark.parametrize(
    ("changed_on", "rates"), [(date(2026, 9, 20), "successor"), (date(2026, 10, 15), "head")]
)
def test_open_evaluation_waits_for_who_was_in_office_on_the_last_day(
    everyone, successor, changed_on, rates
):
    make_evaluation(make_plan(everyone.owner))
    change_appraiser(everyone.owner, successor, changed_on)

    waits = {
        name for name, person in (("head", everyone.head), ("successor", successor))
        if "evaluations_to_deliver" in kinds(person)
    }
    assert waits == {rates}


def test_response_waits_for_who_delivered_it(everyone, successor):
    evaluation = make_evaluation(make_plan(everyone.owner), state=EvaluationState.DELIVERED)
    run_jobs()
    respond_to_evaluation(
        evaluation, "Mohon dilihat lagi.", actor=actor_of(everyone.owner),
        sha256=newest_snapshot(evaluation).sha256,
    )
    change_appraiser(everyone.owner, successor, date(2026, 10, 15))

    assert "response_to_answer" in kinds(everyone.head)
    assert "response_to_answer" not in kinds(successor)


def test_evaluation_of_who_left_the_agency_waits_for_who_answers_now(everyone, successor):
    make_evaluation(make_plan(everyone.owner))
    change_appraiser(everyone.owner, successor, date(2026, 10, 15))

    Employee.objects.filter(pk=everyone.head.pk).update(left_on=DAY)

    assert "evaluations_to_deliver" in kinds(successor)


def test_former_appraiser_of_nobody_else_still_finds_the_way(everyone, successor, client_of):
    make_evaluation(make_plan(everyone.owner))
    change_appraiser(everyone.owner, successor, date(2026, 10, 15))

    page = client_of(everyone.head.user).get(reverse("home:dashboard"))

    assert f'href="{reverse("evaluation:people")}"' in page.content.decode()
