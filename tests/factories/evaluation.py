"""Evaluations and what they need, made by the verbs of ``portal.evaluation``."""

from typing import Any

from portal.calendar.models import Period
from portal.core.actor import Actor
from portal.evaluation.domain import achievements, evaluations
from portal.evaluation.domain.ratings import levels_of
from portal.evaluation.domain.results import record_bkn_result
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import Evaluation, UnitAchievement
from portal.evaluation.queries import achievement_of, organization_of
from portal.evaluation.rules import sets_achievement_of
from portal.evaluation.states import Demand, EvaluationState
from portal.people.models import Employee
from portal.planning.models import Plan
from portal.rulesets.models import Scale, ScaleLevel
from tests.factories.people import appoint, make_employee_with_user, make_unit
from tests.factories.planning import actor_of, appraiser_actor, period_of
from tests.helpers import run_jobs

REASON = "Dilihat langsung pada kunjungan lapangan."


def level(plan: Plan, scale: str, code: str) -> ScaleLevel:
    """A level of the plan's rule set by its code."""
    return next(one for one in levels_of(plan.rule_set, scale) if one.code == code)


def make_superior(head: Employee) -> Employee:
    """Somebody who appraises a head of a unit, made where nobody does."""
    unit = head.positions.get(acting=False).position.unit
    above = make_employee_with_user(
        make_unit(unit.agency, "Kecamatan di Atas"), "Sri Mulyani Hartati, M.Si.", is_head=True
    )
    appoint(above, head)
    return above


def make_achievement(
    plan: Plan, period: Period | None = None, code: str = "good"
) -> UnitAchievement:
    """The achievement of the plan's organization; who stands above is made where nobody does."""
    period = period or period_of(plan)
    unit = organization_of(plan, period.starts_on)
    above = sets_achievement_of(unit, period.starts_on)
    if above is None:
        above = make_superior(appraiser_actor(plan).user.employee)
    before = achievement_of(unit, period)
    return achievements.record_unit_achievement(
        unit, period, level(plan, Scale.ACHIEVEMENT, code), "Laporan kinerja triwulan unit.",
        actor=actor_of(above), revision=before.revision if before else 0,
    )


def make_evaluation(
    plan: Plan, period: Period | None = None, *, state: str = EvaluationState.OPEN,
    result: str = "meets", behavior: str = "meets", rated: bool = True, **facts: Any,
) -> Evaluation:
    """An evaluation in ``state``, rated; its documents are made for real where somebody answers."""
    period = period or period_of(plan)
    rater: Actor = appraiser_actor(plan)
    made = evaluations.open_evaluation(plan, period, actor=rater)
    if rated:
        made = evaluations.save_ratings(
            made,
            result_level=level(plan, Scale.RESULT, result),
            behavior_level=level(plan, Scale.BEHAVIOR, behavior),
            reasons=dict.fromkeys(Demand.values, REASON),
            actor=rater,
            revision=made.revision,
            **facts,
        )
    if state == EvaluationState.OPEN:
        return made
    if achievement_of(organization_of(plan, period.starts_on), period) is None:
        make_achievement(plan, period)
    evaluations.deliver_evaluation(made, actor=rater)
    if state == EvaluationState.DELIVERED:
        return made
    run_jobs()
    snapshot = newest_snapshot(made)
    assert snapshot is not None
    evaluations.accept_evaluation(made, actor=actor_of(plan.employee), sha256=snapshot.sha256)
    run_jobs()
    if state == EvaluationState.CLOSED:
        record_bkn_result(
            made, period.starts_on, made.overall_level, actor=actor_of(plan.employee)
        )
    return Evaluation.objects.get(pk=made.pk)
