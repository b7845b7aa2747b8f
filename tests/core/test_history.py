"""The trail: written once, sealed, and any later change shows."""

from datetime import timedelta

import pytest
from django.db import connection

from portal.core.actor import Actor
from portal.core.history import _chain, broken_seals, history_of, key_of, record_event, seal_history
from portal.core.models import AppendOnlyError, HistoryEvent, HistorySeal
from tests.factories.people import make_employee_with_user
from tests.helpers import reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(clock):
    return make_employee_with_user()


def write(person, verb="look", **facts):
    return record_event(person, verb, actor=Actor(user=person.user), **facts)


def change_behind_the_back(event, **columns):
    """What somebody with the database's password could do."""
    names = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE core_historyevent SET {names} WHERE id = %s", [*columns.values(), event.pk]
        )


def test_an_event_keeps_who_what_when_and_where(person, clock):
    unit = person.positions.get().position.unit
    event = reload(
        record_event(
            person,
            "move",
            actor=Actor(user=person.user, request_id="r-1"),
            unit=unit,
            before="draft",
            after="done",
            detail="catatan",
        )
    )

    assert (event.record, event.verb, event.actor) == (key_of(person), "move", person.user)
    assert (event.at, event.unit, event.request_id) == (clock.instant, str(unit.pk), "r-1")
    assert (event.before, event.after, event.detail) == ("draft", "done", "catatan")
    assert key_of(person) == f"people.employee:{person.pk}"


def test_a_system_event_names_the_part_and_no_person(person):
    event = record_event(person, "read", actor=Actor.system("reader"))

    assert (event.actor, event.system_name) == (None, "reader")


def test_an_event_is_written_once(person):
    event = write(person)
    event.detail = "lain"

    for change in (event.save, event.delete, HistoryEvent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        HistoryEvent.objects.update(detail="lain")
    assert reload(event).detail == ""


def test_a_seal_is_written_once(person, clock):
    write(person)
    clock.move_to(clock.instant + timedelta(days=1))
    seal = seal_history()
    seal.digest = "0" * 64

    for change in (seal.save, seal.delete):
        with pytest.raises(AppendOnlyError):
            change()


def test_history_of_a_record_is_oldest_first_and_only_its_own(person, clock):
    other = make_employee_with_user()
    for verb in ("first", "second"):
        write(person, verb)
        clock.move_to(clock.instant + timedelta(minutes=1))
    write(other, "theirs")

    verbs = [event.verb for event in history_of(person)]

    assert verbs[-2:] == ["first", "second"]
    assert "theirs" not in verbs


def test_history_prints_people_without_more_queries(person, django_assert_num_queries):
    for _number in range(3):
        write(person)

    with django_assert_num_queries(1):
        assert {str(event.actor or event.system_name) for event in history_of(person)}


def sealed(person, clock, days=3):
    """Three days with events, each sealed a day later."""
    events = []
    for _day in range(days):
        events.append(write(person, detail="asli"))
        clock.move_to(clock.instant + timedelta(days=1))
        assert seal_history() is not None
    return events


def test_seals_bind_one_to_the_next(person, clock):
    sealed(person, clock)

    first, second, third = HistorySeal.objects.order_by("covers_until")

    assert first.previous == ""
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert second.covers_from == first.covers_until
    assert sum(seal.event_count for seal in (first, second, third)) == HistoryEvent.objects.count()
    assert broken_seals() == []


def test_nothing_new_makes_no_seal(person, clock):
    sealed(person, clock, days=1)

    clock.move_to(clock.instant + timedelta(days=1))
    assert seal_history() is None
    assert seal_history(clock.instant - timedelta(days=30)) is None


def test_events_of_the_last_hour_wait_for_the_next_seal(person, clock):
    clock.move_to(clock.instant + timedelta(days=1))
    late = write(person)
    seal_history()

    assert HistorySeal.objects.get().covers_until <= late.at
    clock.move_to(clock.instant + timedelta(hours=2))
    assert seal_history().event_count == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"detail": "diubah"},
        {"verb": "other"},
        {"actor_id": None},
        {"after": "x"},
        {"record": "people.employee:999"},
        {"on_behalf_of_id": None, "system_name": "x"},
    ],
)
def test_a_changed_event_breaks_its_seal(person, clock, columns):
    events = sealed(person, clock)
    change_behind_the_back(events[1], **columns)

    assert [seal.pk for seal in broken_seals()] == [HistorySeal.objects.all()[1].pk]


def test_a_moved_a_removed_and_an_added_event_break_a_seal(person, clock):
    events = sealed(person, clock)
    second = HistorySeal.objects.all()[1]

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_historyevent WHERE id = %s", [events[1].pk])
    assert second in broken_seals()


def test_an_event_slipped_in_later_breaks_a_seal(person, clock):
    sealed(person, clock)
    third = HistorySeal.objects.all()[2]
    clock.move_to(third.covers_from + timedelta(minutes=5))
    write(person, "slipped in")

    assert broken_seals() == [third]


def test_a_rewritten_chain_breaks_at_the_next_seal(person, clock):
    """Who changes an event and mends its seal as well still breaks the one after it."""
    events = sealed(person, clock)
    change_behind_the_back(events[0], detail="diubah")
    first = HistorySeal.objects.all()[0]
    _count, digest = _chain("", None, first.covers_until)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_historyseal SET digest = %s WHERE id = %s", [digest, first.pk])

    assert [seal.pk for seal in broken_seals()] == [HistorySeal.objects.all()[1].pk]
