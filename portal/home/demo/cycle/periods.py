"""What happens in a period: action plan, realizations, and the evidence that proves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from evidence.models import EvidenceKind
from portal.planning.domain import action_plans, realizations, uses
from portal.planning.domain.action_plans import LineInput
from portal.planning.domain.realizations import RealizationInput
from portal.planning.models import ActionPlan
from portal.planning.queries import indicators_of
from portal.planning.states import RealizationState, UseState

from ..events import Event
from ..office import Office
from .finding import (
    decider_of,
    indicator_at,
    newest_version,
    period_of,
    plan_of,
    realizations_in,
    uses_in,
    year_in,
)
from .words import Skp, share_of, story_of, value_of


@dataclass(frozen=True)
class ActionPlanned(Event):
    """A person plans a period, the ``number``-th of ``count``; ``hand_in``: and hands it in.

    ``kinds``: expected kinds of evidence by the place of the indicator.
    """

    skp: Skp
    period: str
    number: int
    count: int
    hand_in: bool = True
    kinds: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def tell(self, office: Office, moment: datetime) -> None:
        actor, year = office.actor(self.who), year_in(self.period)
        plan = plan_of(office, self.who, year)
        found = action_plans.begin_action_plan(
            plan, period_of(office, self.who, self.period), actor=actor
        )
        told = self.skp.indicators_in(year)
        lines = {}
        for place, indicator in enumerate(indicators_of(plan.standing_version), 1):
            if place > len(told):
                break
            one = told[place - 1]
            kinds = EvidenceKind.objects.filter(code__in=self.kinds.get(place, ()))
            target = share_of(one, year, self.number, self.count)
            lines[indicator.line] = LineInput(one.act, target, tuple(kinds))
        action_plans.save_action_plan(found, lines, actor=actor, revision=found.revision)
        if self.hand_in:
            action_plans.submit_action_plan(found, actor=actor)


def _action_plan(office: Office, key: str, period: str) -> ActionPlan:
    plan = plan_of(office, key, year_in(period))
    found = ActionPlan.objects.get(plan=plan, period=period_of(office, key, period))
    found.plan = plan
    return found


@dataclass(frozen=True)
class HandedInActionPlan(Event):
    """A person hands an action plan in again."""

    period: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = _action_plan(office, self.who, self.period)
        action_plans.submit_action_plan(found, actor=office.actor(self.who))


@dataclass(frozen=True)
class ReturnedActionPlan(Event):
    """The leader of ``who`` returns an action plan."""

    period: str
    note: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = _action_plan(office, self.who, self.period)
        action_plans.return_action_plan(found, self.note, actor=decider_of(found.plan))


@dataclass(frozen=True)
class AgreedActionPlan(Event):
    """The leader of ``who`` agrees on an action plan."""

    period: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = _action_plan(office, self.who, self.period)
        action_plans.agree_action_plan(found, actor=decider_of(found.plan))


@dataclass(frozen=True)
class ReopenedActionPlan(Event):
    """A person takes an action plan back to change it."""

    period: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = _action_plan(office, self.who, self.period)
        action_plans.reopen_action_plan(found, actor=office.actor(self.who))


@dataclass(frozen=True)
class Proof:
    """A file that proves an indicator, by its place on the forms.

    ``count``: for how many of the claimed units it counts, 0 for not said.
    """

    place: int
    key: str
    note: str = ""
    count: int = 0


@dataclass(frozen=True)
class Realized(Event):
    """A person writes what came of a period, links ``proofs``, and hands in where ``hand_in``.

    ``places``: which indicators, all where none is named. ``values``: what was
    reached, by place, where it is not simply near the target.
    """

    skp: Skp
    period: str
    number: int
    count: int
    hand_in: bool = True
    places: tuple[int, ...] = ()
    proofs: tuple[Proof, ...] = ()
    values: Mapping[int, str] = field(default_factory=dict)

    def tell(self, office: Office, moment: datetime) -> None:
        actor, year = office.actor(self.who), year_in(self.period)
        plan, period = plan_of(office, self.who, year), period_of(office, self.who, self.period)
        told = self.skp.indicators_in(year)
        for place, indicator in enumerate(indicators_of(plan.standing_version), 1):
            if place > len(told) or (self.places and place not in self.places):
                continue
            one = told[place - 1]
            value = self.values.get(place) or value_of(one, year, self.number, self.count)
            found = realizations.begin_realization(plan, period, indicator.line, actor=actor)
            realizations.record_realization(
                found, RealizationInput(value, story_of(one, self.number, value), one.source),
                actor=actor, revision=found.revision,
            )
            for proof in self.proofs:
                if proof.place == place:
                    uses.use_evidence(
                        found, newest_version(office, proof.key), actor=actor, note=proof.note,
                        count=Decimal(proof.count) if proof.count else None,
                    )
            if self.hand_in:
                realizations.submit_realization(found, actor=actor)


@dataclass(frozen=True)
class Proven(Event):
    """A person links a file to a realization that is in their hands."""

    period: str
    proof: Proof

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        line = indicator_at(plan, self.proof.place).line
        actor = office.actor(self.who)
        found = realizations.begin_realization(plan, period, line, actor=actor)
        uses.use_evidence(
            found, newest_version(office, self.proof.key), actor=actor, note=self.proof.note,
            count=Decimal(self.proof.count) if self.proof.count else None,
        )


@dataclass(frozen=True)
class TookOut(Event):
    """A person takes a file out of a realization; the file stays."""

    period: str
    key: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        for use in uses_in(plan, period, UseState.DRAFT, UseState.RETURNED, key=self.key,
                           office=office):
            uses.withdraw_use(use, actor=office.actor(self.who))


@dataclass(frozen=True)
class HandedIn(Event):
    """A person hands in what of a period is still in their hands."""

    period: str
    places: tuple[int, ...] = ()

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        for one in realizations_in(plan, period, *self.places):
            if one.is_writable:
                realizations.submit_realization(one, actor=office.actor(self.who))


@dataclass(frozen=True)
class Corrected(Event):
    """A person writes another value or story for one indicator."""

    period: str
    place: int
    value: str
    story: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        (one,) = realizations_in(plan, period, self.place)
        realizations.record_realization(
            one, RealizationInput(self.value, self.story, one.data_source),
            actor=office.actor(self.who), revision=one.revision,
        )


@dataclass(frozen=True)
class Reopened(Event):
    """A person takes a realization back."""

    period: str
    place: int
    reason: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        (one,) = realizations_in(plan, period, self.place)
        realizations.reopen_realization(one, self.reason, actor=office.actor(self.who))


@dataclass(frozen=True)
class ReturnedRealization(Event):
    """The leader of ``who`` returns one realization."""

    period: str
    place: int
    note: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        (one,) = realizations_in(plan, period, self.place)
        realizations.return_realization(one, self.note, actor=decider_of(plan))


@dataclass(frozen=True)
class AcceptedRealizations(Event):
    """The leader of ``who`` accepts what was handed in of a period."""

    period: str
    places: tuple[int, ...] = ()

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        leader = decider_of(plan)
        for one in realizations_in(plan, period, *self.places):
            if one.state == RealizationState.SUBMITTED:
                realizations.accept_realization(one, actor=leader)
