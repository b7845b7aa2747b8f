"""Whom a document names: posts as on the period's last day, and who delivered it."""

from datetime import date

import pytest

from portal.evaluation.domain.facts import facts_of
from portal.evaluation.states import EvaluationState
from portal.people.domain.assignments import transfer_employee
from portal.people.models import Employee
from tests.evaluation.people import TODAY, change_appraiser
from tests.factories.evaluation import make_evaluation
from tests.factories.people import KEEPER, appoint, make_employee_with_user, make_position
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
AFTER_THE_PERIOD = date(2026, 10, 15)


def test_appraiser_is_named_in_the_post_of_the_last_day(everyone, plan):
    evaluation = make_evaluation(plan)
    before = facts_of(evaluation)["appraiser"]

    new_post = make_position(everyone.other_unit, "Sekretaris Kecamatan")
    transfer_employee(everyone.head, new_post, AFTER_THE_PERIOD, actor=KEEPER)

    assert facts_of(reload(evaluation))["appraiser"] == before
    assert before["position"] != "Sekretaris Kecamatan"


def test_superior_is_the_one_of_the_last_day(everyone, plan):
    then = make_employee_with_user(everyone.root, "Camat Bambang", is_head=True)
    now = make_employee_with_user(everyone.root, "Camat Sutrisno")
    appoint(then, everyone.head)
    evaluation = make_evaluation(plan)

    change_appraiser(everyone.head, now, AFTER_THE_PERIOD)

    assert facts_of(evaluation)["superior"]["name"] == then.name


def test_who_delivered_it_stays_named_after_leaving_the_agency(everyone, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    successor = make_employee_with_user(everyone.unit, "Nurul Hidayah")
    change_appraiser(everyone.owner, successor, AFTER_THE_PERIOD)

    Employee.objects.filter(pk=everyone.head.pk).update(left_on=TODAY)

    assert facts_of(reload(evaluation))["appraiser"]["name"] == everyone.head.name
