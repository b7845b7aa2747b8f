"""Days as an agency counts them, and the periods of its year."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from portal.core import clock

from .models import Agency, Holiday, Period, PeriodKind

_MONTHS_IN = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SEMESTER: 6,
    PeriodKind.YEAR: 12,
}


def today(agency: Agency | None = None) -> date:
    """The calendar day in the agency's zone now; in the portal's zone without an agency."""
    zone = agency.zone if agency is not None else timezone.get_default_timezone()
    return clock.now().astimezone(zone).date()


def month_after(day: date, months: int) -> date:
    """The first day of the month ``months`` after the month of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@transaction.atomic
def open_year(agency: Agency, year: int) -> Period:
    """Make the year of an agency with the periods of its rhythm; calling twice changes nothing."""
    start = date(year, 1, 1)
    whole, _ = Period.objects.get_or_create(
        agency=agency,
        kind=PeriodKind.YEAR,
        starts_on=start,
        defaults={"until": date(year + 1, 1, 1)},
    )
    length = _MONTHS_IN[PeriodKind(agency.evaluation_rhythm)]
    for month in range(0, 12, length):
        if length < 12:
            Period.objects.get_or_create(
                agency=agency,
                kind=agency.evaluation_rhythm,
                starts_on=month_after(start, month),
                defaults={"until": month_after(start, month + length), "parent": whole},
            )
    return whole


def is_working_day(day: date, agency: Agency | None = None) -> bool:
    """Monday to Friday and no holiday of all or of the agency."""
    if day.weekday() >= 5:
        return False
    everybody = Holiday.objects.filter(day=day, agency=None)
    own = Holiday.objects.filter(day=day, agency=agency) if agency else Holiday.objects.none()
    return not (everybody | own).exists()


def add_working_days(day: date, count: int, agency: Agency | None = None) -> date:
    """The ``count``-th working day after ``day``; ``day`` itself for 0."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day, agency):
            count -= 1
    return day
