"""Both rosters together, by key. Data only, nothing of Django."""

from zoneinfo import ZoneInfo

from . import roster_kabupaten, roster_kemenag
from .roster import AgencyRow, PersonRow

ROSTERS = (roster_kabupaten, roster_kemenag)
PERSON: dict[str, PersonRow] = {row.key: row for one in ROSTERS for row in one.PEOPLE}
AGENCY_OF: dict[str, AgencyRow] = {row.key: one.AGENCY for one in ROSTERS for row in one.PEOPLE}
NIP: dict[str, str | None] = {
    row.key: row.nip(sequence) for sequence, row in enumerate(PERSON.values(), start=1)
}


def zone_of(key: str) -> ZoneInfo:
    """The time zone in which a person works."""
    return ZoneInfo(AGENCY_OF[key].time_zone)
