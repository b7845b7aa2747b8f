"""One cycle from plan to closed year, by the verbs alone."""

from datetime import timedelta

import pytest

from portal.evaluation.models import ResultDocument
from portal.evaluation.states import EvaluationState
from portal.planning.states import PlanState, UseState
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import make_action_plan, make_plan, make_use, year_of
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_year_is_closed_with_its_evaluation(clock):
    owner = make_employee_with_appraiser()
    plan = make_plan(owner, results=2)
    make_action_plan(plan)
    use = make_use(plan, state=UseState.ACCEPTED)
    assert use.state == UseState.ACCEPTED
    periodic = make_evaluation(plan, state=EvaluationState.DELIVERED)
    assert periodic.overall_level.code == "good"
    clock.move_to(clock.instant + timedelta(days=34))

    annual = make_evaluation(plan, year_of(plan), state=EvaluationState.CLOSED)

    assert annual.state == EvaluationState.CLOSED
    assert reload(plan).versions.get().state == PlanState.CLOSED
    assert ResultDocument.objects.filter(snapshot__evaluation=annual).count() == 4
