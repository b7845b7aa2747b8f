"""Days as an agency counts them, its periods and working days."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from portal.calendar.dates import add_working_days, is_working_day, month_after, open_year, today
from portal.calendar.models import Agency, Holiday, Period, validate_time_zone
from portal.core.clock import set_clock

pytestmark = pytest.mark.django_db


def make(zone="Asia/Jakarta", rhythm="quarter", code="contoh"):
    return Agency.objects.create(
        code=code, name="Kantor Contoh", time_zone=zone, evaluation_rhythm=rhythm
    )


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("Asia/Jakarta", datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("Asia/Jakarta", datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
        ("Asia/Makassar", datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("Asia/Makassar", datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        ("Asia/Jayapura", datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("Asia/Jayapura", datetime(2026, 12, 31, 15, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_turns_at_midnight_of_the_agency(zone, instant, day):
    with set_clock(instant):
        assert today(make(zone)) == day


def test_without_an_agency_the_zone_of_the_portal_counts():
    with set_clock(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):
        assert today() == date(2027, 1, 1)


@pytest.mark.parametrize("zone", ["WIB", "Asia/Bandung", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(ValidationError):
        validate_time_zone(zone)


@pytest.mark.parametrize(
    ("rhythm", "parts"), [("month", 12), ("quarter", 4), ("semester", 2), ("year", 0)]
)
def test_a_year_is_covered_without_gap_or_overlap(rhythm, parts):
    agency = make(rhythm=rhythm)

    year = open_year(agency, 2026)

    assert (year.starts_on, year.until) == (date(2026, 1, 1), date(2027, 1, 1))
    rows = list(year.parts.order_by("starts_on"))
    assert len(rows) == parts
    if rows:
        assert (rows[0].starts_on, rows[-1].until) == (year.starts_on, year.until)
        assert all(a.until == b.starts_on for a, b in zip(rows, rows[1:], strict=False))


def test_opening_a_year_twice_changes_nothing():
    agency = make()
    open_year(agency, 2026)
    before = set(Period.objects.values_list("pk", flat=True))

    open_year(agency, 2026)

    assert set(Period.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2026, 9, 30), date(2026, 7, 1)), (date(2026, 10, 1), date(2026, 10, 1)),
     (date(2026, 12, 31), date(2026, 10, 1))],
)
def test_a_day_lies_in_one_quarter(day, start):
    agency = make()
    open_year(agency, 2026)

    assert agency.periods.filter(kind="quarter").containing(day).get().starts_on == start


def test_the_day_after_the_year_lies_in_no_period():
    agency = make()
    open_year(agency, 2026)

    assert not agency.periods.containing(date(2027, 1, 1)).exists()


@pytest.mark.parametrize(
    ("rhythm", "start", "text"),
    [("quarter", date(2026, 10, 1), "IV"), ("semester", date(2026, 7, 1), "II"),
     ("month", date(2026, 2, 1), "Februari"), ("year", date(2026, 1, 1), "2026")],
)
def test_periods_are_called_as_the_field_calls_them(rhythm, start, text):
    agency = make(rhythm=rhythm)
    open_year(agency, 2026)

    assert text in str(agency.periods.get(kind=rhythm, starts_on=start))


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError):
        Period.objects.create(
            agency=make(), kind="month", starts_on=date(2026, 2, 1), until=date(2026, 2, 1)
        )


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [(date(2026, 1, 31), 1, date(2026, 2, 1)), (date(2026, 12, 1), 1, date(2027, 1, 1)),
     (date(2026, 3, 15), -3, date(2025, 12, 1)), (date(2026, 1, 1), 0, date(2026, 1, 1))],
)
def test_month_after(day, months, expected):
    assert month_after(day, months) == expected


FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_weekends_and_holidays_are_no_working_days():
    agency, other = make(), make(code="lain")
    Holiday.objects.create(day=MONDAY, name="Hari libur bersama")
    Holiday.objects.create(day=date(2026, 11, 24), name="Hari jadi kabupaten", agency=agency)

    assert is_working_day(FRIDAY, agency)
    assert not is_working_day(date(2026, 11, 21), agency)
    assert not is_working_day(MONDAY, agency)
    assert not is_working_day(MONDAY)
    assert not is_working_day(date(2026, 11, 24), agency)
    assert is_working_day(date(2026, 11, 24), other)
    assert is_working_day(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, FRIDAY), (1, MONDAY), (5, date(2026, 11, 27))]
)
def test_counting_working_days(count, expected):
    assert add_working_days(FRIDAY, count) == expected


def test_counting_working_days_steps_over_a_holiday():
    Holiday.objects.create(day=MONDAY, name="Hari libur")

    assert add_working_days(FRIDAY, 1) == date(2026, 11, 24)
