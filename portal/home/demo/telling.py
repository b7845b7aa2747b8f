"""Tells the story: sets the clock, lets each event happen, has the files read and indexed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.db import transaction

from evidence.domain.previews import can_show, make_image
from evidence.models import EvidenceVersion
from evidence.states import WITH_RECEIPT
from evidence.tasks import pages_ahead
from portal.core import clock
from portal.core.audience import one_moment
from portal.core.history import seal_history
from portal.core.jobs.queue import run_pending_inline

from .ahead import PapersAhead
from .documents.text import MONTHS
from .events import Event, Filed, Renewed
from .office import Office
from .people import found_office
from .story import EVENTS
from .years import open_years, set_windows

# Enough for the fastest worker to be believed.
READ_AFTER = timedelta(seconds=20)
INDEXED_AFTER = timedelta(seconds=5)
BEGINNING = datetime.fromisoformat("2025-01-02T08:00:00+07:00")
# Before this day too little of the story has happened for the latest days to make sense.
FIRST_NOW = datetime.fromisoformat("2025-04-01T00:00:00+07:00")

Say = Callable[[str], None]


class ClockIsWrong(RuntimeError):
    """The machine's clock stands before the story."""


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
    if now < FIRST_NOW:
        raise ClockIsWrong(now)
    events = sorted(EVENTS, key=lambda event: event.happens(now))
    past = [event for event in events if event.happens(now) < now]
    # One transaction: an interrupted load leaves no half office, and no commit waits for the disk.
    with (
        transaction.atomic(), one_hash(), few_collections(), clock.set_clock(BEGINNING) as hands,
        ImagesAhead() as images,
        PapersAhead(
            (event.paper, event.happens(now).date())
            for event in past if isinstance(event, Filed | Renewed)
        ) as papers,
    ):
        office = found_office()
        office.papers = papers
        open_years(office, now.date())
        say(f"Kantor contoh: {len(office.employee_ids)} pegawai, {len(office.units)} unit kerja")
        done = 0
        for (year, month), group in groupby(past, key=lambda event: _month(event, now)):
            for event in group:
                _let_happen(event, office, hands, event.happens(now), images)
                done += 1
            # What is left over: page images, made meanwhile, and what quarantine leaves to do.
            images.wait()
            run_pending_inline()
            seal_history()
            files = EvidenceVersion.objects.count()
            say(f"{MONTHS[month - 1]} {year}: {files} berkas, {done} dari {len(past)} kejadian")
        hands.move_to(now)
        say(f"{set_windows(office)} jangka waktu pengisian")
        run_pending_inline()
    return Told(office, done, len(events) - len(past), time.monotonic() - started)


@contextmanager
def one_hash() -> Iterator[None]:
    """Hash the password of the accounts once: all have the same, and the README prints it.

    Half a second each would be a third of the whole load.
    """
    once = lru_cache(make_password)
    with mock.patch("django.contrib.auth.base_user.make_password", once):
        yield


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles among objects less often: millions of short-lived rows pass by."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _let_happen(
    event: Event, office: Office, hands: clock.SetClock, moment: datetime, images: ImagesAhead
) -> None:
    hands.move_to(moment)
    # Rights are asked many times in one event, and do not change within it.
    with one_moment():
        event.tell(office, moment)
    if not event.reads:
        return
    hands.move_to(moment + READ_AFTER)
    # The reading comes before page images in this queue; those are made beside it.
    run_pending_inline(("slow",), limit=1)
    images.make_newest()
    hands.move_to(moment + READ_AFTER + INDEXED_AFTER)
    run_pending_inline(("index",))


class ImagesAhead:
    """Makes page images on the second core while the story goes on; their jobs then find them.

    The thread touches files only, never the database: its connection could not
    see what is not committed yet.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._waiting: list[Future[Any]] = []

    def __enter__(self) -> ImagesAhead:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def make_newest(self) -> None:
        """Begin with the first pages of the version that came last."""
        version = EvidenceVersion.objects.select_related("stored_file").latest("pk")
        if version.state in WITH_RECEIPT and can_show(version):
            for number in range(1, min(version.page_count or 1, pages_ahead()) + 1):
                self._waiting.append(self._pool.submit(make_image, version, number))

    def wait(self) -> None:
        """Until all that was begun is made; an error in the thread is raised here."""
        for future in self._waiting:
            future.result()
        self._waiting.clear()


def _month(event: Event, now: datetime) -> tuple[int, int]:
    moment = event.happens(now)
    return moment.year, moment.month
