"""What happened in the days before today, where the plans of the present year are agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from portal.calendar.models import Period
from portal.planning.domain.locks import lock_reason
from portal.planning.models import Plan
from portal.planning.states import RealizationState

from ..events import Event
from ..everyone import AGENCY_OF
from ..office import Office

# Before this day the dated events of the story tell what is new.
LIVE_FROM = date(2026, 10, 1)


@dataclass(frozen=True)
class Lately(Event):
    """An event of the present period of ``who``, or of the one before; left out where nothing fits.

    ``make`` builds the event from its instant and period. ``settled``: only
    where everything of the period was accepted.
    """

    make: Callable[[str, str], Event]
    before: bool = False
    settled: bool = False

    def tell(self, office: Office, moment: datetime) -> None:
        agency = office.agencies[AGENCY_OF[self.who].code]
        day = moment.astimezone(agency.zone).date()
        periods = agency.periods.filter(kind=agency.evaluation_rhythm)
        period = periods.containing(day).get()
        if self.before:
            period = periods.filter(until=period.starts_on).get()
        if period.starts_on >= LIVE_FROM and self._fits(office, period):
            event = self.make(self.at, f"{period.starts_on:%Y-%m}")
            event.tell(office, moment)

    def _fits(self, office: Office, period: Period) -> bool:
        plan = Plan.objects.filter(
            position_assignment=office.posts[self.who], year=period.starts_on.year
        ).first()
        if plan is None or plan.standing_version is None or lock_reason(plan, period):
            return False
        states = set(plan.realizations.filter(period=period).values_list("state", flat=True))
        return not self.settled or states == {RealizationState.ACCEPTED}
