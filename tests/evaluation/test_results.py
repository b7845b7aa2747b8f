"""The year, the result of e-Kinerja, who rates after a change, and what a snapshot keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from portal.calendar.dates import open_year
from portal.calendar.models import Agency, Issuing
from portal.core.errors import DomainError, TransitionRefused
from portal.evaluation.domain.evaluations import accept_evaluation, lock_of, recall_evaluation
from portal.evaluation.domain.facts import digest_of, facts_of
from portal.evaluation.domain.results import record_bkn_result
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import BknResult
from portal.evaluation.queries import measured
from portal.evaluation.rules import rater_of
from portal.evaluation.states import EvaluationState
from portal.people.models import Employee
from portal.planning.domain.common import Conflict
from portal.planning.domain.results import IndicatorInput
from portal.planning.models import Accumulation
from portal.planning.states import PlanState
from portal.rulesets.models import Scale
from tests.evaluation.people import TODAY, change_appraiser
from tests.factories.evaluation import level, make_evaluation
from tests.factories.people import appoint, make_employee_with_user
from tests.factories.planning import (
    actor_of,
    appraiser_actor,
    make_plan,
    make_realization,
    period_of,
    year_of,
)
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DATED = date(2026, 10, 5)
JANUARY = datetime(2027, 1, 11, 3, tzinfo=UTC)


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


# --- The year ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accumulation", "printed"),
    [
        (Accumulation.CUMULATIVE, "7 dokumen (Triwulan I: 3 dokumen; Triwulan II: 4 dokumen)"),
        (Accumulation.LAST, "4 dokumen berdasarkan buku register"),
        (Accumulation.PER_PERIOD, "Triwulan I: 3 dokumen; Triwulan II: 4 dokumen"),
    ],
)
def test_year_adds_up_as_the_indicator_says(everyone, accumulation, printed):
    indicator = IndicatorInput("Jumlah laporan", "12", "dokumen", accumulation=accumulation)
    plan = make_plan(everyone.owner, indicators=(indicator,))
    make_realization(plan, period_of(plan, 1), state="accepted", value="3")
    make_realization(plan, period_of(plan, 2), state="accepted", value="4")

    with override("id"):
        (row,) = measured(plan, year_of(plan))
        assert row.printed == printed


def test_annual_evaluation_closes_its_plan_while_the_next_year_runs(plan, clock):
    clock.move_to(JANUARY)
    open_year(plan.employee.agency, 2027)
    following = make_plan(plan.employee, year=2027)

    make_evaluation(plan, year_of(plan), state=EvaluationState.CLOSED)

    assert plan.versions.get().state == PlanState.CLOSED
    assert following.versions.get().state == PlanState.AGREED
    assert lock_of(plan, period_of(plan, 2)) != ""
    assert lock_of(following, period_of(following, 1)) == ""


# --- The result of e-Kinerja ------------------------------------------------------------


def record(evaluation, code="good", **facts):
    plan = evaluation.plan
    facts.setdefault("actor", actor_of(plan.employee))
    return record_bkn_result(
        evaluation, facts.pop("dated_on", DATED), level(plan, Scale.OVERALL, code), **facts
    )


@pytest.mark.parametrize("state", [EvaluationState.OPEN, EvaluationState.DELIVERED])
def test_result_waits_until_the_evaluation_is_received(plan, state):
    evaluation = make_evaluation(plan, state=state)

    with pytest.raises(TransitionRefused):
        record(evaluation, actor=appraiser_actor(plan))
    assert not BknResult.objects.exists()


def test_result_closes_the_period_as_companion_and_tells_a_difference(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)

    row = record(evaluation, "needs_improvement", note="Beda di e-Kinerja.")

    assert reload(evaluation).state == EvaluationState.CLOSED
    assert row.differs
    with pytest.raises(TransitionRefused):
        recall_evaluation(reload(evaluation), "Sudah terlambat.", actor=appraiser_actor(plan))


def test_correction_by_the_other_side_is_a_conflict_until_it_was_seen(plan):
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)
    first = record(evaluation, "poor")

    with pytest.raises(Conflict):
        record(evaluation, "good", actor=appraiser_actor(plan))
    assert reload(first).level.code == "poor"

    record(evaluation, "good", actor=appraiser_actor(plan), revision=first.revision)
    assert not reload(first).differs


def test_result_is_recorded_by_the_two_sides_only(everyone, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)

    for other in (everyone.outsider, everyone.colleague, everyone.auditor):
        with pytest.raises(PermissionDenied):
            record(evaluation, actor=actor_of(other))


@pytest.mark.parametrize("day", [date(2026, 6, 30), TODAY + timedelta(days=1)])
def test_result_is_dated_within_the_period_and_today(plan, day):
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)

    with pytest.raises(DomainError):
        record(evaluation, dated_on=day)


def test_receiving_closes_the_period_where_the_portal_issues(plan):
    Agency.objects.update(issuing=Issuing.ISSUER)
    evaluation = make_evaluation(
        type(plan).objects.get(pk=plan.pk), state=EvaluationState.DELIVERED
    )
    run_jobs()

    accept_evaluation(
        evaluation, actor=actor_of(plan.employee), sha256=newest_snapshot(evaluation).sha256
    )

    assert reload(evaluation).state == EvaluationState.CLOSED


# --- Who rates --------------------------------------------------------------------------


@pytest.fixture
def successor(everyone):
    return make_employee_with_user(everyone.unit, "Nurul Hidayah")


@pytest.mark.parametrize(
    ("changed_on", "rates"), [(date(2026, 9, 20), "successor"), (date(2026, 10, 15), "head")]
)
def test_who_was_in_office_on_the_last_day_rates(everyone, plan, successor, changed_on, rates):
    change_appraiser(everyone.owner, successor, changed_on)

    expected = successor if rates == "successor" else everyone.head
    assert rater_of(plan, period_of(plan), TODAY) == expected


def test_present_appraiser_rates_when_the_former_left_the_agency(everyone, plan, successor):
    change_appraiser(everyone.owner, successor, date(2026, 10, 15))
    Employee.objects.filter(pk=everyone.head.pk).update(left_on=date(2026, 11, 1))

    assert rater_of(plan, period_of(plan), TODAY) == successor


def test_superior_rates_when_nobody_answers_any_more(everyone, plan, successor):
    appoint(successor, everyone.head)
    Employee.objects.filter(pk=everyone.head.pk).update(left_on=date(2026, 11, 1))

    assert rater_of(plan, period_of(plan), TODAY) == successor


def test_before_its_end_a_period_is_rated_by_who_is_in_office_now(everyone, plan, successor):
    change_appraiser(everyone.owner, successor, date(2026, 12, 1))

    assert rater_of(plan, period_of(plan, 4), TODAY) == everyone.head
    assert rater_of(plan, period_of(plan, 4), date(2026, 12, 5)) == successor


# --- Snapshots --------------------------------------------------------------------------


def test_people_of_a_snapshot_stay_as_they_were_printed(everyone, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    before = newest_snapshot(evaluation)

    Employee.objects.filter(pk=everyone.owner.pk).update(name="Ratna W. Hartono")

    after = reload(before)
    assert after.facts["employee"]["name"] == "Ratna Wulandari, S.Sos."
    assert after.facts["appraiser"]["name"] == "Hendra Gunawan, S.STP."
    assert digest_of(after.facts) == after.sha256


def test_equal_facts_give_an_equal_hash_in_every_language(plan):
    evaluation = make_evaluation(plan)

    with override("en"):
        english = digest_of(facts_of(evaluation))
    with override("id"):
        indonesian = digest_of(facts_of(type(evaluation).objects.get(pk=evaluation.pk)))

    assert english == indonesian
    evaluation.recommendation = "Ikuti pelatihan kearsipan."
    assert digest_of(facts_of(evaluation)) != english
