"""Which unit counts for a delivery, and what silence closes where the portal issues."""

from datetime import timedelta

import pytest

from portal.calendar.models import Agency, Issuing
from portal.evaluation.domain import evaluations
from portal.evaluation.domain.achievements import record_unit_achievement
from portal.evaluation.queries import organization_of
from portal.evaluation.rules import sets_achievement_of
from portal.evaluation.states import EvaluationState
from portal.people.domain.assignments import end_position
from portal.planning.models import Plan
from portal.rulesets.models import Scale
from tests.evaluation.people import TODAY
from tests.factories.evaluation import level, make_evaluation, make_superior
from tests.factories.people import KEEPER, make_employee_with_user
from tests.factories.planning import actor_of, make_plan
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_silence_closes_the_period_where_the_portal_issues(plan, clock):
    Agency.objects.update(issuing=Issuing.ISSUER)
    evaluation = make_evaluation(Plan.objects.get(pk=plan.pk), state=EvaluationState.DELIVERED)
    run_jobs()
    clock.move_to(clock.instant + timedelta(days=15))

    assert evaluations.count_as_received(evaluation)

    assert reload(evaluation).state == EvaluationState.CLOSED


def test_unit_without_a_head_is_measured_by_the_one_above(everyone):
    above = make_employee_with_user(everyone.root, "Camat Bambang", is_head=True)
    plan = make_plan(everyone.owner)
    evaluation = make_evaluation(plan)
    end_position(everyone.head.positions.get(), TODAY, actor=KEEPER)
    assert organization_of(plan, TODAY) == above.positions.get().position.unit
    assert len(evaluations.missing_for_delivery(evaluation)) == 1

    make_superior(above)
    record_unit_achievement(
        everyone.root, evaluation.period, level(plan, Scale.ACHIEVEMENT, "good"),
        "Laporan kinerja kecamatan.",
        actor=actor_of(sets_achievement_of(everyone.root, TODAY)),
    )

    assert evaluations.missing_for_delivery(evaluation) == []
