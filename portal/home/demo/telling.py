"""Tells the story: sets the clock, lets each event happen, has the files read and indexed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from portal.core import clock
from portal.core.history import seal_history
from portal.core.jobs.queue import run_pending_inline

from .events import Event
from .office import Office
from .people import found_office
from .story import EVENTS
from .years import open_years, set_windows

# Enough for the fastest worker to be believed.
READ_AFTER = timedelta(seconds=20)
INDEXED_AFTER = timedelta(seconds=5)
BEGINNING = "2025-01-02T08:00:00+07:00"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Told:
    """What was told: the office, how many events, and real seconds."""

    office: Office
    events: int
    skipped: int
    seconds: float


def tell(say: Say) -> Told:
    """Bring the demo office to life, from January 2025 to this instant.

    Events of days that are still to come are skipped. Raises what a verb
    raises: a story that breaks a rule of the office is wrong.
    """
    started = time.monotonic()
    now = clock.now()
    beginning = datetime.fromisoformat(BEGINNING)
    events = sorted(EVENTS, key=lambda event: event.happens(now))
    past = [event for event in events if beginning < event.happens(now) < now]
    # One transaction: an interrupted load leaves no half office, and no commit waits for the disk.
    with transaction.atomic(), clock.set_clock(min(beginning, now)) as hands:
        office = found_office()
        open_years(office, now.date())
        say(f"Kantor contoh: {len(office.employee_ids)} pegawai, {len(office.units)} unit kerja")
        done = 0
        for (year, month), group in groupby(past, key=lambda event: _month(event, now)):
            happened = list(group)
            for event in happened:
                hands.move_to(event.happens(now))
                event.tell(office, event.happens(now))
                if event.reads:
                    hands.move_to(event.happens(now) + READ_AFTER)
                    run_pending_inline(("fast", "slow"))
                    hands.move_to(event.happens(now) + READ_AFTER + INDEXED_AFTER)
                    run_pending_inline(("index",))
            done += len(happened)
            seal_history()
            say(f"{year}-{month:02}: {done} dari {len(past)} kejadian")
        hands.move_to(now)
        say(f"{set_windows(office)} jangka waktu pengisian")
        run_pending_inline()
    return Told(office, done, len(events) - len(past), time.monotonic() - started)


def _month(event: Event, now: datetime) -> tuple[int, int]:
    moment = event.happens(now)
    return moment.year, moment.month
