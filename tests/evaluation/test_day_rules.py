"""Which day it is, is asked of the agency: an office in the east begins its day two hours early."""

from datetime import UTC, date, datetime

import pytest

from portal.core.errors import DomainError
from portal.evaluation.domain import evaluations
from portal.evaluation.domain.facts import facts_of
from portal.evaluation.domain.results import record_bkn_result
from portal.evaluation.models import Evaluation
from portal.evaluation.permissions import RATE_EVALUATION, RECORD_ACHIEVEMENT
from portal.evaluation.states import EvaluationState
from portal.people.domain.assignments import appoint_appraiser, transfer_employee
from portal.people.models import User
from portal.rulesets.models import DayKind, Deadline
from tests.factories.evaluation import make_achievement, make_evaluation
from tests.factories.people import (
    KEEPER,
    make_agency,
    make_employee_with_appraiser,
    make_employee_with_user,
    make_position,
    make_unit,
)
from tests.factories.planning import actor_of, appraiser_actor, make_plan, period_of
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def before_midnight(month, day):
    """23:30 in Jayapura, of the day before the one named."""
    return datetime(2026, month, day - 1, 14, 30, tzinfo=UTC)


def after_midnight(month, day):
    """00:30 in Jayapura, while Jakarta and Greenwich have the day before."""
    return datetime(2026, month, day - 1, 15, 30, tzinfo=UTC)


@pytest.fixture
def plan():
    """An agreed plan in an agency whose zone is not that of the portal."""
    unit = make_unit(make_agency(time_zone="Asia/Jayapura"))
    return make_plan(make_employee_with_appraiser(unit))


def test_period_is_opened_for_rating_from_its_first_midnight_on(plan, clock):
    clock.move_to(datetime(2026, 9, 30, 14, 30, tzinfo=UTC))
    with pytest.raises(DomainError):
        evaluations.open_evaluation(plan, period_of(plan, 4), actor=appraiser_actor(plan))

    clock.move_to(datetime(2026, 9, 30, 15, 30, tzinfo=UTC))
    evaluations.open_evaluation(plan, period_of(plan, 4), actor=appraiser_actor(plan))


def test_delivery_opens_at_midnight_of_the_agency(plan, clock):
    period = period_of(plan, 4)
    evaluation = make_evaluation(plan, period)
    make_achievement(plan, period)

    clock.move_to(before_midnight(12, 17))
    assert len(evaluations.missing_for_delivery(evaluation)) == 1
    clock.move_to(after_midnight(12, 17))
    assert evaluations.missing_for_delivery(evaluation) == []


def test_silence_counts_from_midnight_of_the_agency(plan, clock):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    run_jobs()

    clock.move_to(before_midnight(12, 9))
    assert evaluations.count_as_received(evaluation) is False
    clock.move_to(after_midnight(12, 9))
    assert evaluations.count_as_received(evaluation) is True


def test_day_of_a_delivery_is_that_of_the_agency(plan, clock):
    clock.move_to(after_midnight(11, 24))

    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)

    assert evaluations.counts_as_received_on(evaluation) == date(2026, 12, 9)
    assert facts_of(evaluation)["delivered_on"] == "2026-11-24"


def test_working_days_are_counted_whole(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    Deadline.objects.filter(rule_set=plan.rule_set, step="sign_and_return").update(
        amount=5, day_kind=DayKind.WORKING_DAY
    )

    # Delivered on a Tuesday: the fifth working day is the next Tuesday, and silence counts after.
    assert evaluations.counts_as_received_on(reload(evaluation)) == date(2026, 12, 2)


def test_successor_rates_from_midnight_of_the_agency_on(plan, clock):
    post = plan.position_assignment
    successor = make_employee_with_user(plan.unit, "Nurul Hidayah")
    appoint_appraiser(post, successor, date(2026, 12, 1), actor=KEEPER)
    evaluation = Evaluation(plan=plan, period=period_of(plan, 4))

    def rates():
        return User.objects.get(pk=successor.user.pk).has_perm(RATE_EVALUATION, evaluation)

    clock.move_to(datetime(2026, 11, 30, 14, 30, tzinfo=UTC))
    assert not rates()
    clock.move_to(datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    assert rates()


def test_result_of_ekinerja_may_be_dated_today_of_the_agency(plan, clock):
    clock.move_to(after_midnight(11, 24))
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)

    row = record_bkn_result(
        evaluation, date(2026, 11, 24), evaluation.overall_level, actor=actor_of(plan.employee)
    )

    assert row.dated_on == date(2026, 11, 24)


def test_achievement_is_recorded_by_who_stands_above_from_midnight_on(plan, clock):
    head = appraiser_actor(plan).user.employee
    above = make_employee_with_user(make_unit(plan.employee.agency), "Camat Bambang")
    appoint_appraiser(head.positions.get(), above, date(2026, 12, 1), actor=KEEPER)

    def records():
        return User.objects.get(pk=above.user.pk).has_perm(RECORD_ACHIEVEMENT, plan.unit)

    clock.move_to(datetime(2026, 11, 30, 14, 30, tzinfo=UTC))
    assert not records()
    clock.move_to(datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    assert records()


def test_document_of_a_running_period_names_the_post_of_today(plan, clock):
    head = appraiser_actor(plan).user.employee
    evaluation = make_evaluation(plan, period_of(plan, 4))
    new_post = make_position(plan.unit, "Sekretaris Kecamatan")
    transfer_employee(head, new_post, date(2026, 12, 1), actor=KEEPER)

    clock.move_to(datetime(2026, 11, 30, 14, 30, tzinfo=UTC))
    assert facts_of(evaluation)["appraiser"]["position"] == "Kepala"
    clock.move_to(datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    assert facts_of(evaluation)["appraiser"]["position"] == "Sekretaris Kecamatan"
