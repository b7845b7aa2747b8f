"""Agencies, units, people and roles, made by the verbs of ``portal.people``."""

import itertools
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission

from portal.calendar.dates import open_year
from portal.calendar.models import Agency
from portal.core.actor import Actor
from portal.people.domain.assignments import appoint_appraiser, assign_position
from portal.people.domain.employees import open_account, register_employee
from portal.people.domain.teams import found_team, grant_role, join_team
from portal.people.domain.units import add_position, add_unit
from portal.people.models import (
    AppraiserAssignment,
    Employee,
    EmploymentStatus,
    OrgUnit,
    PositionAssignment,
    PositionKind,
    ScopedRole,
    User,
    WorkTeam,
)
from portal.people.roles import PEOPLE_KEEPER, SYSTEM_ADMIN

KEEPER = Actor.system("tests")
SINCE = date(2020, 1, 1)
PASSWORD = "sandi-untuk-uji-coba"

_numbers = itertools.count(1)


def make_agency(name: str = "Pemerintah Kabupaten Contoh", **facts: Any) -> Agency:
    """An agency with the year of the tests opened; ``rhythm`` of evaluation as the model has it."""
    agency = Agency.objects.create(code=f"agency-{next(_numbers)}", name=name, **facts)
    open_year(agency, 2026)
    return agency


def make_unit(
    agency: Agency | None = None, name: str = "Seksi Pemerintahan", parent: OrgUnit | None = None
) -> OrgUnit:
    """A unit, below ``parent`` where one is named; in a new agency where none is."""
    agency = agency or (parent.agency if parent else make_agency())
    return add_unit(agency, name, actor=KEEPER, parent=parent)


def make_position(
    unit: OrgUnit,
    title: str = "Pengelola Data",
    kind: str = PositionKind.EXECUTIVE,
    *,
    is_head: bool = False,
) -> PositionAssignment | Any:
    """A post in a unit."""
    return add_position(unit, title, kind, actor=KEEPER, is_head=is_head)


def make_nip(number: int) -> str:
    """An invented NIP of the right shape, different for each number up to 250,000."""
    day, rest = divmod(number, 9000)
    return f"198501{1 + day:02d}201001{1 + rest // 1000}{rest % 1000:03d}"


def make_employee(
    unit: OrgUnit | None = None,
    name: str = "Ratna Wulandari, S.Sos.",
    *,
    status: str = EmploymentStatus.PNS,
    is_head: bool = False,
    valid_from: date = SINCE,
    **facts: Any,
) -> Employee:
    """An employee with a post in ``unit``, without an account."""
    unit = unit or make_unit()
    number = next(_numbers)
    facts.setdefault("nip", make_nip(number))
    employee = register_employee(unit.agency, name, status, actor=KEEPER, **facts)
    position = make_position(unit, "Kepala" if is_head else "Pengelola Data", is_head=is_head)
    assign_position(employee, position, valid_from, actor=KEEPER)
    return employee


def make_employee_with_user(
    unit: OrgUnit | None = None,
    name: str = "Ratna Wulandari, S.Sos.",
    *,
    username: str = "",
    **facts: Any,
) -> Employee:
    """An employee with a post and an account; the password is ``PASSWORD``."""
    employee = make_employee(unit, name, **facts)
    open_account(employee, username or f"orang{employee.pk}", PASSWORD, actor=KEEPER)
    return employee


def make_employee_with_appraiser(
    unit: OrgUnit | None = None, appraiser: Employee | None = None, **facts: Any
) -> Employee:
    """An employee with an account whose post has an appraiser, made where none is named."""
    unit = unit or make_unit()
    employee = make_employee_with_user(unit, **facts)
    appoint(appraiser or make_employee_with_user(unit, "Hendra Gunawan", is_head=True), employee)
    return employee


def appoint(appraiser: Employee, employee: Employee) -> AppraiserAssignment:
    """Make somebody the appraiser of the post that ``employee`` holds."""
    post = employee.positions.get(acting=False)
    return appoint_appraiser(post, appraiser, SINCE, actor=KEEPER)


def make_team(unit: OrgUnit, *members: Employee, name: str = "Tim Layanan Terpadu") -> WorkTeam:
    """A work team of a unit; the first member leads it."""
    team = found_team(unit, name, SINCE, actor=KEEPER)
    for place, member in enumerate(members):
        join_team(team, member, SINCE, actor=KEEPER, is_lead=place == 0)
    return team


def make_auditor(unit: OrgUnit, employee: Employee, *classes: str) -> ScopedRole:
    """Let ``employee`` audit a unit and those below; all three classes where none is named."""
    return grant_role(
        employee,
        ScopedRole.Role.AUDITOR,
        SINCE,
        actor=Actor(user=_keeper_account()),
        unit=unit,
        classes=list(classes or ("ordinary", "limited", "secret")),
    )


def _keeper_account() -> User:
    """An account that keeps the people's data: a role names who granted it."""
    keeper, _made = User.objects.get_or_create(username="kepegawaian")
    keeper.groups.add(Group.objects.get_or_create(name=PEOPLE_KEEPER)[0])
    permission = Permission.objects.get(codename="manage_people", content_type__app_label="people")
    keeper.user_permissions.add(permission)
    return keeper


def make_superuser(username: str = "akar") -> User:
    """Django's superuser, without an employee behind it."""
    return User.objects.create_superuser(username, password=PASSWORD)


class Everyone:
    """An office with one person for each way in which somebody can stand to a file of ``owner``.

    Attributes:
        owner: whose records the test makes.
        colleague: has a post in the same unit.
        head: heads the owner's unit and appraises the owner.
        team_member: sits elsewhere, shares the ``team`` with the owner.
        named: sits elsewhere; tests name them when they share.
        outsider: has a post in another unit, nothing else.
        auditor: may audit the owner's unit, all classes.
        admin: keeps the system (group "Pengelola sistem"), sits in another unit.
        foreigner: belongs to another agency.
        superuser: passes every permission that asks for no record.
        anonymous: nobody signed in.
    """

    def __init__(self) -> None:
        self.agency = make_agency()
        self.root = make_unit(self.agency, "Kecamatan Sukamaju")
        self.unit = make_unit(self.agency, "Seksi Pemerintahan", self.root)
        self.other_unit = make_unit(self.agency, "Seksi Kesejahteraan Rakyat", self.root)
        self.owner = make_employee_with_user(self.unit, "Ratna Wulandari, S.Sos.")
        self.colleague = make_employee_with_user(self.unit, "Budi Santoso")
        self.head = make_employee_with_user(self.unit, "Hendra Gunawan, S.STP.", is_head=True)
        self.team_member = make_employee_with_user(self.other_unit, "Dewi Lestari")
        self.named = make_employee_with_user(self.other_unit, "Yusuf Maulana")
        self.outsider = make_employee_with_user(self.other_unit, "Siti Rahma")
        self.auditor = make_employee_with_user(self.other_unit, "Agus Salim")
        self.admin = make_employee_with_user(self.other_unit, "Rina Kartika")
        other_agency = make_agency("Kantor Contoh Lain")
        self.foreigner = make_employee_with_user(make_unit(other_agency, "Bagian Umum"), "Wahyu")
        appoint(self.head, self.owner)
        self.team = make_team(self.root, self.owner, self.team_member)
        make_auditor(self.unit, self.auditor)
        self.admin.user.groups.add(Group.objects.get(name=SYSTEM_ADMIN))
        self.superuser = make_superuser()
        self.anonymous = AnonymousUser()

    @property
    def users(self) -> dict[str, Any]:
        """The accounts by the names above."""
        people = (
            "owner", "colleague", "head", "team_member", "named", "outsider", "auditor", "admin",
            "foreigner",
        )
        found = {name: getattr(self, name).user for name in people}
        return {**found, "superuser": self.superuser, "anonymous": self.anonymous}

    def __iter__(self) -> Any:
        """Every account; those of employees, the superuser and the anonymous one."""
        return iter(self.users.values())
