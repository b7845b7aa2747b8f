"""People as a form prints them on a day: facts that never change afterwards (domain.md 1.13)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .models import Employee, EmploymentStatus, PositionAssignment


@dataclass(frozen=True)
class PersonSnapshot:
    """One block of the header: name, number, rank, post and unit as printed.

    ``number_label``: NIP, or NI PPPK of a contract employee. A head of region
    has neither number nor rank: both stay empty.
    """

    name: str = ""
    number: str = ""
    number_label: str = "NIP"
    rank: str = ""
    rank_label: str = "PANGKAT/GOL. RUANG"
    position: str = ""
    unit: str = ""
    agency: str = ""

    def as_json(self) -> dict[str, str]:
        """For a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any] | None) -> PersonSnapshot:
        """Back from a JSON column; empty where nothing was kept."""
        known = cls.__dataclass_fields__
        return cls(**{name: value for name, value in (facts or {}).items() if name in known})


def snapshot_of(
    employee: Employee, on: date, *, assignment: PositionAssignment | None = None
) -> PersonSnapshot:
    """A person as on a day, in the post ``assignment`` or else in the regular one."""
    if assignment is None:
        assignment = (
            PositionAssignment.objects.filter(employee=employee)
            .in_force(on)
            .select_related("position__unit")
            .order_by("acting", "-valid_from", "pk")
            .first()
        )
    contract = employee.status == EmploymentStatus.PPPK
    ranks = [employee.rank_code] if contract else [employee.rank, employee.rank_code]
    title = assignment.position.title if assignment else ""
    if assignment and assignment.position.grade:
        title = f"{title} {assignment.position.grade}"
    return PersonSnapshot(
        name=employee.name,
        number=employee.nip or "",
        number_label="NI PPPK" if contract else "NIP",
        rank=", ".join(part for part in ranks if part),
        rank_label="GOLONGAN" if contract else "PANGKAT/GOL. RUANG",
        position=f"Plt. {title}" if assignment and assignment.acting else title,
        unit=assignment.position.unit.name if assignment else "",
        agency=employee.agency.name,
    )
