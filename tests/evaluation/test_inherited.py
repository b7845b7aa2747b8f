"""A transfer with two plans, and the appraiser of the first post gone from the agency."""

from datetime import date

import pytest

from portal.evaluation.models import Evaluation
from portal.evaluation.permissions import RATE_EVALUATION, VIEW_EVALUATION
from portal.evaluation.rules import rater_of
from portal.people.domain.assignments import appoint_appraiser, transfer_employee
from portal.people.models import Employee, User
from portal.planning.models import Plan
from portal.planning.permissions import VIEW_PLAN
from tests.factories.people import KEEPER, make_position
from tests.factories.planning import make_plan, period_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def test_present_appraiser_sees_and_rates_what_the_one_who_left_did_not(everyone, client_of):
    owner, former, present = everyone.owner, everyone.head, everyone.outsider
    plan = make_plan(owner)
    period = period_of(plan)
    post = transfer_employee(
        owner, make_position(everyone.other_unit, "Penelaah"), date(2026, 10, 1), actor=KEEPER
    )
    appoint_appraiser(post, present, date(2026, 10, 1), actor=KEEPER)
    assert rater_of(plan, period, TODAY) == former
    assert plan not in Plan.objects.visible_to(present.user)

    Employee.objects.filter(pk=former.pk).update(left_on=TODAY)

    assert rater_of(plan, period, TODAY) == present
    evaluation = Evaluation(plan=plan, period=period)
    user = User.objects.get(pk=present.user.pk)
    assert user.has_perm(VIEW_PLAN, plan)
    assert user.has_perm(RATE_EVALUATION, evaluation)
    assert user.has_perm(VIEW_EVALUATION, evaluation)
    assert plan in Plan.objects.visible_to(user)
    page = client_of(user).get(evaluation.get_absolute_url())
    assert page.status_code == 200
