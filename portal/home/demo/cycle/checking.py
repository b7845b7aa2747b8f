"""Evidence is checked: accepted, or returned with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from portal.planning.states import UseState
from portal.verification.domain.verdicts import give_verdict, seen_now
from portal.verification.states import POINTS, Outcome

from ..events import Event
from ..office import Office
from .finding import decider_of, period_of, plan_of, uses_in, year_in


@dataclass(frozen=True)
class Checked(Event):
    """The leader of ``who``, or the helper ``by``, accepts evidence of a period that waits.

    ``keys``: which files, all where none is named.
    """

    period: str
    by: str = ""
    keys: tuple[str, ...] = ()
    note: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        actor = office.actor(self.by) if self.by else decider_of(plan)
        wanted = {office.evidence_ids[key] for key in self.keys}
        states = (UseState.SUBMITTED, UseState.RETURNED) if wanted else (UseState.SUBMITTED,)
        for use in uses_in(plan, period, *states):
            if wanted and use.version.evidence_id not in wanted:
                continue
            give_verdict(
                use, Outcome.ACCEPTED, actor=actor, seen=seen_now(use),
                answers=dict.fromkeys(POINTS, True), note=self.note,
            )


@dataclass(frozen=True)
class SentBack(Event):
    """The leader of ``who``, or the helper ``by``, returns one file with reason and note."""

    period: str
    key: str
    reason: str
    note: str
    by: str = ""
    answers: Mapping[int, bool | None] = field(default_factory=dict)

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        actor = office.actor(self.by) if self.by else decider_of(plan)
        states = (UseState.SUBMITTED, UseState.ACCEPTED)
        for use in uses_in(plan, period, *states, key=self.key, office=office):
            give_verdict(
                use, Outcome.RETURNED, actor=actor, seen=seen_now(use),
                answers=dict.fromkeys(POINTS, True) | dict(self.answers),
                reason_code=self.reason, note=self.note,
            )
