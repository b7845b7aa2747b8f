"""Finds what an event is about: plan, period, realization, evaluation, and who decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from evidence.models import EvidenceVersion
from portal.calendar.dates import today
from portal.calendar.models import Period, PeriodKind
from portal.core.actor import Actor
from portal.evaluation.models import Evaluation
from portal.evaluation.rules import rater_of
from portal.people.domain.assignments import answers_for
from portal.planning.models import EvidenceUse, Indicator, Plan, PlanVersion, Realization
from portal.planning.queries import indicators_of
from portal.planning.states import UseState
from portal.rulesets.models import ScaleLevel

from ..everyone import AGENCY_OF
from ..office import Office


def year_in(text: str) -> int:
    """The year of a period that is written ``2025-03`` or ``2025``."""
    return int(text[:4])


def period_of(office: Office, key: str, text: str) -> Period:
    """The period of a person's agency: ``2025-03`` lies in it, ``2025`` is the whole year."""
    agency = office.agencies[AGENCY_OF[key].code]
    rows = Period.objects.select_related("agency")
    if len(text) == 4:
        return rows.get(agency=agency, kind=PeriodKind.YEAR, starts_on=date(int(text), 1, 1))
    day = date.fromisoformat(f"{text}-01")
    return rows.filter(agency=agency, kind=agency.evaluation_rhythm).containing(day).get()


def plan_of(office: Office, key: str, year: int) -> Plan:
    """The plan of a person's present post for a year."""
    return Plan.objects.select_related(
        "employee__agency", "employee__user", "unit__agency", "rule_set",
        "position_assignment__position__unit", "position_assignment__employee__agency",
    ).get(position_assignment=office.posts[key], year=year)


def version_of(plan: Plan, *states: str) -> PlanVersion:
    """The newest version of a plan, of those in ``states`` where some are named."""
    rows = plan.versions.select_related("plan__employee__agency", "plan__employee__user")
    if states:
        rows = rows.filter(state__in=states)
    found: PlanVersion = rows.latest("number")
    found.plan = plan
    return found


def indicator_at(plan: Plan, place: int) -> Indicator:
    """An indicator of the standing version by its place on the forms, from 1."""
    return indicators_of(plan.standing_version)[place - 1]


def decider_of(plan: Plan) -> Actor:
    """Who decides on the records of a plan today."""
    person = answers_for(plan.position_assignment, today(plan.employee.agency))
    if person is None:
        raise LookupError(f"Nobody decides on {plan}.")
    return Actor(user=person.user)


def rater_for(plan: Plan, period: Period) -> Actor:
    """Who rates a plan for a period."""
    person = rater_of(plan, period, today(plan.employee.agency))
    if person is None:
        raise LookupError(f"Nobody rates {plan}.")
    return Actor(user=person.user)


def realizations_in(plan: Plan, period: Period, *places: int) -> list[Realization]:
    """Realizations of a period in the order of the forms; of some places, where named."""
    order = {one.line: place for place, one in enumerate(indicators_of(plan.standing_version), 1)}
    rows = Realization.objects.filter(plan=plan, period=period).select_related(
        "plan__employee__agency", "plan__employee__user", "plan__unit",
        "plan__position_assignment__employee__agency", "period", "indicator__result",
    )
    chosen = [one for one in rows if not places or order.get(one.indicator_line) in places]
    return sorted(chosen, key=lambda one: order.get(one.indicator_line, 0))


def uses_in(plan: Plan, period: Period, *states: str, key: str = "",
            office: Office | None = None) -> list[EvidenceUse]:
    """Uses of a period in some states; of one piece of evidence where ``key`` names it."""
    rows = EvidenceUse.objects.filter(
        realization__plan=plan, realization__period=period, state__in=states or UseState.values
    ).select_related(
        "realization__plan__employee__agency", "realization__plan__employee__user",
        "realization__plan__unit", "realization__plan__position_assignment__employee__agency",
        "realization__period", "realization__indicator", "version__evidence__owner",
        "version__stored_file", "linked_by",
    )
    if key and office is not None:
        rows = rows.filter(version__evidence_id=office.evidence_ids[key])
    return list(rows.order_by("pk"))


def newest_version(office: Office, key: str) -> EvidenceVersion:
    """The newest version of a piece of evidence."""
    found: EvidenceVersion = EvidenceVersion.objects.select_related(
        "evidence__owner", "stored_file"
    ).filter(evidence_id=office.evidence_ids[key]).latest("number")
    return found


def evaluation_at(office: Office, key: str, period: str) -> Evaluation:
    """The evaluation of a person in a period."""
    return Evaluation.objects.select_related(
        "plan__employee__agency", "plan__employee__user", "plan__unit__agency", "plan__rule_set",
        "plan__position_assignment__position__unit",
        "plan__position_assignment__employee__agency", "period__agency", "result_level",
        "behavior_level", "overall_level", "delivered_by",
    ).get(
        plan__position_assignment=office.posts[key], period=period_of(office, key, period)
    )


def level_of(rule_set: Any, scale: str, code: str) -> ScaleLevel:
    """A level of a scale by its code."""
    found: ScaleLevel = rule_set.levels.get(scale=scale, code=code)
    return found
