"""Plans, realizations, uses and verdicts, made by the verbs of their packages."""

from datetime import date
from decimal import Decimal
from typing import Any

from evidence.models import EvidenceVersion
from evidence.states import ProcessingState
from portal.calendar.models import Period, PeriodKind
from portal.core.actor import Actor
from portal.people.domain.assignments import appraiser_in_office
from portal.people.models import Employee
from portal.planning.domain import action_plans, plans, realizations, results, uses
from portal.planning.domain.action_plans import LineInput
from portal.planning.domain.realizations import RealizationInput
from portal.planning.domain.results import IndicatorInput, ResultInput
from portal.planning.models import (
    ActionPlan,
    EvidenceUse,
    Indicator,
    Plan,
    PlanVersion,
    Realization,
)
from portal.planning.queries import indicators_of, periods_of
from portal.planning.states import ActionState, PlanState, RealizationState, UseState
from portal.verification.domain.verdicts import give_verdict, seen_now
from portal.verification.states import Outcome, ReasonCode

from .evidence import make_version

YEAR = 2026
NOTE = "Perbaiki bagian ini dahulu."


def actor_of(employee: Employee) -> Actor:
    """An employee acting for themselves."""
    return Actor(user=employee.user)


def appraiser_actor(plan: Plan) -> Actor:
    """The appraiser in office of a plan."""
    named = appraiser_in_office(plan.position_assignment, date(YEAR, 11, 24))
    assert named is not None
    return Actor(user=named.appraiser.user)


def make_draft(
    owner: Employee, *, results_count: int = 1, year: int = YEAR, approach: str = "quantitative",
    complete: bool = True, **result: Any,
) -> PlanVersion:
    """The first version of a plan in its owner's hands; ``result``: fields of ``ResultInput``."""
    post = owner.positions.get(acting=False, valid_until=None)
    plan = plans.draft_plan(post, year, actor=actor_of(owner), approach=approach)
    version = plan.versions.get()
    if complete:
        for number in range(1, results_count + 1):
            add_result(version, number, **result)
    return version


def add_result(version: PlanVersion, number: int = 1, **facts: Any) -> Any:
    """A complete result with an indicator of quantity."""
    facts.setdefault("statement", f"Terlaksananya pelayanan administrasi ke-{number}")
    facts.setdefault(
        "indicators",
        (
            IndicatorInput(
                f"Jumlah laporan pelayanan ke-{number} yang diselesaikan", "12", "dokumen"
            ),
        ),
    )
    version.refresh_from_db()
    owner = version.plan.employee
    return results.save_result(
        version, ResultInput(**facts), actor=actor_of(owner), revision=version.revision
    )


def make_plan(
    owner: Employee, *, results: int = 1, state: str = PlanState.AGREED, **facts: Any
) -> Plan:
    """A plan whose newest version is in ``state``, led there by lawful moves only."""
    version = make_draft(owner, results_count=results, **facts)
    plan = version.plan
    mine = actor_of(owner)
    if state == PlanState.DRAFT:
        return plan
    plans.submit_plan(version, actor=mine)
    if state == PlanState.SUBMITTED:
        return plan
    if state == PlanState.RETURNED:
        plans.return_plan(version, NOTE, actor=appraiser_actor(plan))
        return plan
    plans.agree_plan(version, actor=appraiser_actor(plan))
    if state in {PlanState.SUPERSEDED, PlanState.DISCARDED}:
        change = plans.open_change(
            plan, "priority", "Prioritas kecamatan berubah.", plan.starts_on, actor=mine
        )
        if state == PlanState.DISCARDED:
            plans.discard_version(change, actor=mine)
        else:
            plans.submit_plan(change, actor=mine)
            plans.agree_plan(change, actor=appraiser_actor(plan))
    elif state == PlanState.CLOSED:
        plans.close_plan(plan, actor=plans.PLANNER)
    return Plan.objects.get(pk=plan.pk)


def period_of(plan: Plan, number: int = 3) -> Period:
    """A period of the plan by its place in the year; the third quarter, which is over."""
    periods = periods_of(plan)
    return periods[min(number, len(periods)) - 1]


def year_of(plan: Plan) -> Period:
    """The year of the plan as a period."""
    return Period.objects.get(
        agency=plan.employee.agency, kind=PeriodKind.YEAR, starts_on=date(plan.year, 1, 1)
    )


def indicator_of(plan: Plan, number: int = 1) -> Indicator:
    """An indicator of the standing version by its place."""
    return indicators_of(plan.standing_version)[number - 1]


def make_action_plan(
    plan: Plan, period: Period | None = None, *, state: str = ActionState.AGREED,
    target: str = "3", action: str = "Menyusun laporan setiap bulan",
) -> ActionPlan:
    """The action plan of a period in ``state`` with a line for each indicator."""
    mine = actor_of(plan.employee)
    made = action_plans.begin_action_plan(plan, period or period_of(plan), actor=mine)
    lines = {
        one.line: LineInput(action, target) for one in indicators_of(plan.standing_version)
    }
    made = action_plans.save_action_plan(made, lines, actor=mine, revision=made.revision)
    if state == ActionState.DRAFT:
        return made
    action_plans.submit_action_plan(made, actor=mine)
    if state == ActionState.RETURNED:
        action_plans.return_action_plan(made, NOTE, actor=appraiser_actor(plan))
    elif state == ActionState.AGREED:
        action_plans.agree_action_plan(made, actor=appraiser_actor(plan))
    return made


def make_realization(
    plan: Plan, period: Period | None = None, *, indicator: Indicator | None = None,
    state: str = RealizationState.DRAFT, value: str = "3",
    narrative: str = "Tiga laporan selesai tepat waktu.", data_source: str = "buku register",
    versions: tuple[EvidenceVersion, ...] = (),
) -> Realization:
    """A realization in ``state``, with uses of ``versions`` linked before it is handed in."""
    mine = actor_of(plan.employee)
    indicator = indicator or indicator_of(plan)
    period = period or period_of(plan)
    made = realizations.begin_realization(plan, period, indicator.line, actor=mine)
    made = realizations.record_realization(
        made, RealizationInput(value, narrative, data_source), actor=mine, revision=made.revision
    )
    for version in versions:
        uses.use_evidence(made, version, actor=mine, note="Bukti laporan.", count=Decimal(3))
    if state != RealizationState.DRAFT:
        realizations.submit_realization(made, actor=mine)
    if state == RealizationState.ACCEPTED:
        realizations.accept_realization(made, actor=appraiser_actor(plan))
    elif state == RealizationState.RETURNED:
        realizations.return_realization(made, NOTE, actor=appraiser_actor(plan))
    return made


def make_use(
    plan: Plan, period: Period | None = None, *, state: str = UseState.SUBMITTED,
    version: EvidenceVersion | None = None, indicator: Indicator | None = None, **file: Any,
) -> EvidenceUse:
    """A use in ``state``; ``file``: facts of the evidence made where no version is given."""
    file.setdefault("state", ProcessingState.READ)
    version = version or make_version(plan.employee, **file)
    before = UseState.DRAFT in {state} or state == UseState.WITHDRAWN
    realization = make_realization(
        plan, period, indicator=indicator, versions=(version,),
        state=RealizationState.DRAFT if before else RealizationState.SUBMITTED,
    )
    use = realization.uses.exclude(state=UseState.WITHDRAWN).get(version=version)
    if state == UseState.WITHDRAWN:
        uses.withdraw_use(use, actor=actor_of(plan.employee))
    elif state == UseState.ACCEPTED:
        judge(use)
    elif state == UseState.RETURNED:
        judge(use, Outcome.RETURNED)
    return EvidenceUse.objects.get(pk=use.pk)


def judge(use: EvidenceUse, outcome: str = Outcome.ACCEPTED, *, actor: Actor | None = None) -> Any:
    """Let the appraiser (or ``actor``) give a verdict."""
    returned = outcome == Outcome.RETURNED
    return give_verdict(
        use, outcome, actor=actor or appraiser_actor(use.realization.plan), seen=seen_now(use),
        reason_code=ReasonCode.INCOMPLETE if returned else "",
        note="Daftar hadir halaman dua belum ada." if returned else "",
    )
