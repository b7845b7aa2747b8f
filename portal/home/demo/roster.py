"""What a roster says: agencies, units and people. Data only, nothing of Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AgencyRow:
    """An agency: ``rhythm`` is a ``PeriodKind``; ``place`` stands in letters before the date."""

    code: str
    name: str
    time_zone: str
    rhythm: str
    place: str


@dataclass(frozen=True)
class UnitRow:
    """A unit; ``parent`` is the key of another one that stands above it in the list."""

    key: str
    name: str
    short_name: str = ""
    parent: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A person with the post held first.

    Attributes:
        key: How the story calls the person.
        name: With titles.
        born: Date of birth, ISO; empty for an official without NIP.
        since: Year of appointment; the month in the invented NIP is always 00.
        sex: 1 man, 2 woman, as in a NIP.
        status: ``EmploymentStatus``.
        rank: Rank and grade, ``"Penata, III/c"``; of PPPK the grade alone.
        unit: Key of the unit.
        title: Title of the post.
        kind: ``PositionKind``.
        appraiser: Key of the person who appraises; empty for the top.
        grade: Functional grade.
        head: Heads the unit.
        post_since: Day since when the post is held, ISO.
        account: Name of the account; empty for a person who has none yet.
    """

    key: str
    name: str
    born: str
    since: int
    sex: int
    status: str
    rank: str
    unit: str
    title: str
    kind: str
    appraiser: str = ""
    grade: str = ""
    head: bool = False
    post_since: str = "2024-01-02"
    account: str = ""

    def nip(self, sequence: int) -> str | None:
        """An invented NIP of the right shape: the month of appointment 00 never occurs."""
        if not self.born:
            return None
        born = date.fromisoformat(self.born)
        return f"{born:%Y%m%d}{self.since}00{self.sex}9{sequence:02}"

    @property
    def printed_title(self) -> str:
        """The title of the post as printed, with its functional grade."""
        return f"{self.title} {self.grade}".strip()
