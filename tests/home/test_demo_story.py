"""The story of the demo office by itself: order, documents, and what an interruption leaves."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from evidence.models import Evidence, EvidenceKind
from portal.core.clock import set_clock
from portal.home.demo import telling
from portal.home.demo.events import Event, Filed, Opened, Redescribed, Renewed, Withdrawn
from portal.home.demo.everyone import NIP, PERSON, ROSTERS
from portal.home.demo.logins import LOGINS, printed
from portal.home.demo.story import EVENTS
from portal.people.models import Employee, User
from portal.people.validators import validate_nip
from tests.conftest import NOW

A_FRIDAY = date(2026, 11, 20)
FILED = [event for event in EVENTS if isinstance(event, Filed)]


def test_the_rosters_are_whole() -> None:
    for roster in ROSTERS:
        units = {row.key for row in roster.UNITS}
        keys = {row.key for row in roster.PEOPLE}
        for row in roster.PEOPLE:
            assert row.unit in units
            assert not row.appraiser or row.appraiser in keys
    for key, nip in NIP.items():
        if nip is None:
            assert PERSON[key].status == "official"
        else:
            validate_nip(nip)
    accounts = [row.account for row in PERSON.values() if row.account]
    assert len(accounts) == len(set(accounts))
    assert all(PERSON[login.person].account == login.name for login in LOGINS)


def test_the_table_of_logins_is_told_in_both_languages() -> None:
    for english in (False, True):
        lines = printed(english)
        assert len(lines) == len(LOGINS) + 1
        assert all(login.name in line for login, line in zip(LOGINS, lines[1:], strict=True))


@pytest.mark.parametrize("days_later", [*range(8), 30, 100, 400])
def test_a_file_is_there_before_anything_happens_to_it(days_later: int) -> None:
    now = NOW + timedelta(days=days_later)
    known: set[str] = set()
    for event in sorted(EVENTS, key=lambda event: event.happens(now)):
        if isinstance(event, Filed):
            known.add(event.key)
        elif isinstance(event, Renewed | Redescribed | Withdrawn | Opened):
            assert event.key in known, event


def test_people_file_on_working_days() -> None:
    for event in FILED:
        assert event.happens(NOW).weekday() < 5, event.title


def _one_of_each_ending() -> dict[str, Event]:
    return {Path(event.paper.name).suffix: event for event in FILED}


@pytest.mark.parametrize("event", _one_of_each_ending().values(), ids=_one_of_each_ending())
def test_two_runs_make_equal_bytes(event: Filed) -> None:
    assert event.paper.make(A_FRIDAY) == event.paper.make(A_FRIDAY)


@pytest.mark.django_db
def test_every_kind_in_the_story_is_known() -> None:
    known = set(EvidenceKind.objects.values_list("code", flat=True))
    assert {event.kind for event in FILED} <= known


@pytest.mark.django_db
def test_an_interrupted_load_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(Event):
        def tell(self, *args: Any) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(telling, "EVENTS", (*EVENTS[:3], Interrupted("2025-01-07 08.00", "camat")))
    with set_clock(NOW), pytest.raises(KeyboardInterrupt):
        call_command("load_demo", stdout=io.StringIO())
    assert not Employee.objects.exists()
    assert not User.objects.exists()
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_a_clock_before_the_story_is_named() -> None:
    with (
        set_clock(datetime(2024, 6, 1, tzinfo=UTC)),
        pytest.raises(CommandError, match="Jam komputer menunjukkan 2024-06-01"),
    ):
        call_command("load_demo", stdout=io.StringIO())
    assert not Employee.objects.exists()
