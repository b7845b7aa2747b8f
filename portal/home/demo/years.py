"""The years of the demo office: periods, holidays, and when each step is due."""

from datetime import date, timedelta

from portal.calendar.dates import add_working_days, open_year, today
from portal.calendar.models import Agency, PeriodKind
from portal.people.domain.windows import set_window

from .holidays import note_holidays
from .office import KEEPERS, Office

FIRST_YEAR = 2025
LAST_YEAR = 2027

# Step, and on which working day after the period it closes. The office above closes later,
# so that it can look at what the units below have filed.
STEPS = (("evidence", 5), ("evaluation", 10))
LATER_DAYS = 2
SOON_DAYS = 4
# Units that set their own days beside those of the whole agency.
EARLIER_UNITS = {"lembah-arunika": ("kecamatan",), "kemenag-teluk-kirana": ("kua",)}


def open_years(office: Office, last_day: date) -> None:
    """Holidays and the periods from 2025 to the year after ``last_day``, 2027 at least."""
    note_holidays()
    for agency in office.agencies.values():
        for year in range(FIRST_YEAR, max(LAST_YEAR, last_day.year + 1) + 1):
            open_year(agency, year)


def set_windows(office: Office) -> int:
    """Set the windows of the present period, the one before and the one after, and of the year.

    Called at the end of the story, so that what waits is told as of today.
    Returns how many windows were set.
    """
    return sum(_set_windows(office, agency) for agency in office.agencies.values())


def _set_windows(office: Office, agency: Agency) -> int:
    actor = office.actor(KEEPERS[agency.code])
    top = office.units[{"lembah-arunika": "kabupaten"}.get(agency.code, "kantor")]
    earlier = [office.units[key] for key in EARLIER_UNITS[agency.code]]
    day = today(agency)
    present = agency.periods.filter(kind=agency.evaluation_rhythm).containing(day).get()
    around = agency.periods.filter(
        kind=agency.evaluation_rhythm,
        starts_on__lte=present.until,
        until__gte=present.starts_on,
    )
    year = agency.periods.filter(kind=PeriodKind.YEAR).containing(day)
    count = 0
    for period in [*around, *year]:
        for step, working_days in STEPS:
            opens = period.starts_on if step == "evidence" else period.until
            last = add_working_days(period.until - timedelta(days=1), working_days, agency)
            late = add_working_days(last, LATER_DAYS, agency)
            if period == present and step == "evidence":
                # Whenever the demo is loaded, something waits and is due within days.
                last = min(last, add_working_days(day, SOON_DAYS, agency))
            for unit, closes in [(top, late), *((unit, last) for unit in earlier)]:
                set_window(
                    period, unit, step, opens, closes + timedelta(days=1), actor=actor
                )
                count += 1
    return count
