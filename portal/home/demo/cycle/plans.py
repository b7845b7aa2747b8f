"""What happens to plans: written, handed in, agreed, returned, changed, given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal.planning.domain import expectations, plans, results
from portal.planning.domain.results import IndicatorInput, ResultInput
from portal.planning.models import PlannedResult, PlanVersion
from portal.planning.queries import results_of, supportable_results
from portal.planning.states import PlanState

from ..events import Event
from ..office import Office
from .finding import decider_of, plan_of, version_of
from .words import Ind, Res, Skp


@dataclass(frozen=True)
class Planned(Event):
    """A person writes the plan of a year; ``hand_in`` says whether it is handed in at once.

    ``leave_out``: how many results at the end are still to be written.
    """

    skp: Skp
    year: int
    hand_in: bool = True
    leave_out: int = 0

    def tell(self, office: Office, moment: datetime) -> None:
        actor = office.actor(self.who)
        plan = plans.draft_plan(
            office.posts[self.who], self.year, actor=actor, approach=self.skp.approach
        )
        version = version_of(plan_of(office, self.who, plan.year))
        if self.skp.resources:
            plans.save_basics(
                version, approach=self.skp.approach, resources=self.skp.resources,
                accountability=self.skp.accountability, consequences=self.skp.consequences,
                actor=actor, revision=version.revision,
            )
        chosen = self.skp.results_in(self.year)
        for row in chosen[: len(chosen) - self.leave_out]:
            write(version, row, self.year, actor)
        if self.hand_in:
            plans.submit_plan(version, actor=actor)


def write(
    version: PlanVersion, row: Res, year: int, actor: Any, result: PlannedResult | None = None
) -> None:
    """Write one result of the story into a version, or ``result`` anew."""
    supported = _supported(version, row)
    lines = [one.line for one in result.indicators.all()] if result is not None else []
    typed = ResultInput(
        statement=row.text,
        kind=row.kind,
        supported_result=supported,
        supported_text=row.supports if isinstance(row.supports, str) else "",
        assigned_by=row.assigned_by,
        indicators=[
            _indicator(one, year, lines[place] if place < len(lines) else None)
            for place, one in enumerate(row.indicators)
        ],
    )
    results.save_result(version, typed, actor=actor, revision=version.revision, result=result)


def _supported(version: PlanVersion, row: Res) -> PlannedResult | None:
    if isinstance(row.supports, str):
        return None
    found = list(supportable_results(version.plan))
    return found[row.supports - 1] if row.supports <= len(found) else None


def _indicator(one: Ind, year: int, line: Any) -> IndicatorInput:
    return IndicatorInput(
        one.text, one.target_in(year), one.unit, one.aspect, one.view, one.adds, line
    )


@dataclass(frozen=True)
class HandedInPlan(Event):
    """A person hands a plan in: the first time, or mended."""

    year: int

    def tell(self, office: Office, moment: datetime) -> None:
        version = version_of(plan_of(office, self.who, self.year))
        plans.submit_plan(version, actor=office.actor(self.who))


@dataclass(frozen=True)
class TookBackPlan(Event):
    """A person takes a plan back before it is decided."""

    year: int

    def tell(self, office: Office, moment: datetime) -> None:
        version = version_of(plan_of(office, self.who, self.year))
        plans.take_back_plan(version, actor=office.actor(self.who))


@dataclass(frozen=True)
class MendedPlan(Event):
    """A person writes the result at a place of the open version anew; place 0 adds one."""

    year: int
    place: int
    row: Res

    def tell(self, office: Office, moment: datetime) -> None:
        version = version_of(plan_of(office, self.who, self.year))
        result = results_of(version)[self.place - 1] if self.place else None
        write(version, self.row, self.year, office.actor(self.who), result)


@dataclass(frozen=True)
class ReturnedPlan(Event):
    """The leader of ``who`` returns the plan with what has to be mended."""

    year: int
    note: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, self.year)
        plans.return_plan(version_of(plan), self.note, actor=decider_of(plan))


@dataclass(frozen=True)
class AgreedPlan(Event):
    """The leader of ``who`` agrees; ``expects`` are special expectations of this person."""

    year: int
    expects: Mapping[int, str] = field(default_factory=dict)

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, self.year)
        leader = decider_of(plan)
        if self.expects:
            expectations.set_expectations(plan, self.expects, actor=leader)
        plans.agree_plan(version_of(plan, PlanState.SUBMITTED), actor=leader)


@dataclass(frozen=True)
class OpenedChange(Event):
    """A person opens a change of the agreed plan by one of the lawful reasons."""

    year: int
    reason: str
    note: str
    holds_from: str

    def tell(self, office: Office, moment: datetime) -> None:
        plans.open_change(
            plan_of(office, self.who, self.year), self.reason, self.note,
            date.fromisoformat(self.holds_from), actor=office.actor(self.who),
        )


@dataclass(frozen=True)
class GaveUpChange(Event):
    """A person discards an open change."""

    year: int

    def tell(self, office: Office, moment: datetime) -> None:
        version = version_of(plan_of(office, self.who, self.year))
        plans.discard_version(version, actor=office.actor(self.who))


@dataclass(frozen=True)
class ExpectedOfUnit(Event):
    """A leader writes what is expected of a unit in a year, by the number of the value."""

    unit: str
    year: int
    texts: Mapping[int, str]

    def tell(self, office: Office, moment: datetime) -> None:
        expectations.set_unit_expectations(
            office.units[self.unit], self.year, self.texts, actor=office.actor(self.who)
        )
