"""The cycle in the story of the demo office: plans, periods and ratings in an order that can be."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.home.demo.ahead import PapersAhead
from portal.home.demo.cycle.checking import Checked, SentBack
from portal.home.demo.cycle.flows import at
from portal.home.demo.cycle.lately import Lately
from portal.home.demo.cycle.periods import Proof, Proven, Realized
from portal.home.demo.cycle.plans import AgreedPlan, Planned
from portal.home.demo.cycle.rating import Rated, Received
from portal.home.demo.cycle.words import level, many, rate, share_of, story_of, value_of
from portal.home.demo.documents.paper import Paper
from portal.home.demo.events import Event, Filed
from portal.home.demo.everyone import PERSON
from portal.home.demo.story import EVENTS
from portal.planning.validators import number_of
from tests.conftest import NOW

CYCLE = [event for event in EVENTS if ".cycle." in type(event).__module__]
A_WEEK_OF_NOWS = [NOW + timedelta(days=days) for days in (*range(-3, 8), 40)]


def told(now: datetime) -> list[Event]:
    return sorted(EVENTS, key=lambda event: event.happens(now))


def now_told(event: Event) -> Event:
    """What an event of the last days becomes in the present month."""
    return event.make(event.at, "2026-11") if isinstance(event, Lately) else event


def of(kind: Any) -> list[Any]:
    return [event for event in told(NOW) if isinstance(event, kind)]


def test_the_parts_of_a_year_add_up_to_its_target() -> None:
    for target in ("12", "7", "4800", "1.200"):
        parts = [
            share_of(many("Jumlah laporan", target, "laporan"), 2026, number, 12)
            for number in range(1, 13)
        ]
        assert sum(int(part) for part in parts) == int(target.replace(".", ""))


@pytest.mark.parametrize("number", range(1, 13))
def test_values_lie_near_their_target_and_are_numbers(number: int) -> None:
    percent = rate("Persentase layanan tepat waktu", "98")
    index = level("Indeks kepuasan", ("81", "84"), "indeks")
    for indicator in (percent, index, many("Jumlah pemohon", "4800", "pemohon")):
        assert number_of(value_of(indicator, 2026, number, 12)) is not None
    assert number_of(value_of(percent, 2026, number, 12)) <= 100
    assert value_of(index, 2026, 12, 12) == "84,4"


def test_what_was_done_is_told_in_turns() -> None:
    indicator = many("Jumlah", "12", "laporan", "Menyusun", "register", "satu", "dua")
    assert [story_of(indicator, number) for number in (1, 2, 3)] == ["satu", "dua", "satu"]
    assert story_of(indicator, 1, "0").startswith("Belum ada")
    assert story_of(many("Jumlah", "12", "laporan"), 1) == ""


def test_instants_of_a_flow_lie_on_working_days() -> None:
    assert at("2025-07", 0, 5, "08.10") == "2025-07-07 08.10"
    assert at("2025-12", 1, 9, "08.00") == "2026-01-09 08.00"


@pytest.mark.parametrize("now", A_WEEK_OF_NOWS, ids=lambda now: f"{now:%m-%d}")
def test_a_file_is_there_before_it_proves_something(now: datetime) -> None:
    known: set[str] = set()
    for event in map(now_told, told(now)):
        if isinstance(event, Filed):
            known.add(event.key or event.title)
        elif isinstance(event, Realized):
            assert {proof.key for proof in event.proofs} <= known, event
        elif isinstance(event, Proven):
            assert event.proof.key in known, event


def test_a_plan_is_agreed_before_anything_is_reached() -> None:
    agreed: set[tuple[str, int]] = set()
    written: set[tuple[str, int]] = set()
    for event in told(NOW):
        if isinstance(event, Planned):
            written.add((event.who, event.year))
        elif isinstance(event, AgreedPlan):
            assert (event.who, event.year) in written, event
            agreed.add((event.who, event.year))
        elif isinstance(event, Realized):
            assert (event.who, int(event.period[:4])) in agreed, event


def test_what_is_checked_or_received_was_handed_in_or_rated_before() -> None:
    filed: set[tuple[str, str]] = set()
    rated: set[tuple[str, str]] = set()
    for event in told(NOW):
        if isinstance(event, Realized):
            filed.add((event.who, event.period))
        elif isinstance(event, Rated):
            rated.add((event.who, event.period))
        elif isinstance(event, Checked | SentBack):
            assert (event.who, event.period) in filed, event
        elif isinstance(event, Received):
            assert (event.who, event.period) in rated, event


def test_events_of_the_last_days_are_about_the_person_they_name() -> None:
    lately = of(Lately)
    assert len(lately) >= 8
    for event in lately:
        assert now_told(event).who == event.who
        assert event.at.startswith("-")


def test_everybody_in_the_cycle_has_an_account() -> None:
    for event in CYCLE:
        row = PERSON[event.who]
        assert row.account, row.name


def test_the_plans_name_no_regulation_and_no_real_number() -> None:
    for event in of(Planned):
        for result in event.skp.results:
            words = [result.text, *(one.text for one in result.indicators)]
            assert not any(" Pasal " in text or "Nomor " in text for text in words), result.text
            assert all(one.target for one in result.indicators), result.text


def test_proofs_say_what_they_show_or_for_how_many_they_count() -> None:
    proofs = [proof for event in of(Realized) for proof in event.proofs]
    assert 60 <= len(proofs) + len(of(Proven)) <= 110
    assert all(proof.note or proof.count for proof in proofs)
    assert Proof(1, "x").count == 0


def test_papers_are_made_ahead_in_their_order_and_asked_for_in_any() -> None:
    made: list[str] = []

    def paper(name: str) -> Paper:
        return Paper(name, lambda day: made.append(name) or f"{name} {day}".encode())

    one, two, unexpected = paper("satu"), paper("dua"), paper("tiga")
    day = date(2026, 11, 24)
    with PapersAhead([(one, day), (two, day)]) as papers:
        assert papers.make(two, day) == b"dua 2026-11-24"
        assert papers.make(unexpected, day) == b"tiga 2026-11-24"
        assert papers.make(one, day) == b"satu 2026-11-24"
        assert papers.make(one, day) == b"satu 2026-11-24"
    assert sorted(made) == ["dua", "satu", "satu", "tiga"]
