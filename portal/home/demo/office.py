"""The demo office while it comes to life: everybody and everything by the key of the story."""

from dataclasses import dataclass, field

from evidence.models import Evidence
from portal.calendar.models import Agency
from portal.core.actor import Actor
from portal.people.models import Employee, Mandate, OrgUnit, Position, PositionAssignment, WorkTeam

from .ahead import PapersAhead
from .everyone import AGENCY_OF

# Who keeps the people's data of each agency, once the first import is done.
KEEPERS = {"lembah-arunika": "kasubag_umpeg", "kemenag-teluk-kirana": "analis_kepeg"}


@dataclass
class Office:
    """Keys of the story and the rows they became."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    units: dict[str, OrgUnit] = field(default_factory=dict)
    employee_ids: dict[str, int] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    posts: dict[str, PositionAssignment] = field(default_factory=dict)
    teams: dict[str, WorkTeam] = field(default_factory=dict)
    mandates: dict[tuple[str, str], Mandate] = field(default_factory=dict)
    evidence_ids: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    papers: PapersAhead = field(default_factory=PapersAhead)

    def employee(self, key: str) -> Employee:
        """A person as the database has them now."""
        return Employee.objects.select_related("user", "agency").get(pk=self.employee_ids[key])

    def actor(self, key: str) -> Actor:
        """A person acting for themselves."""
        return Actor(user=self.employee(key).user)

    def helper_for(self, owner: str, helper: str) -> Actor:
        """``helper`` typing for ``owner`` under the mandate that was given."""
        return Actor(
            user=self.employee(helper).user,
            on_behalf_of=self.employee(owner).user,
            mandate=self.mandates[owner, helper],
        )

    def keeper_of(self, key: str) -> Actor:
        """Who keeps the data of the agency to which a person belongs."""
        return self.actor(KEEPERS[AGENCY_OF[key].code])

    def evidence(self, key: str) -> Evidence:
        """A piece of evidence as the database has it now."""
        return Evidence.objects.select_related("owner__user", "owner__agency", "unit", "team").get(
            pk=self.evidence_ids[key]
        )
