"""Builds both agencies from the rosters, by the verbs of people."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import call_command

from portal.calendar.models import Agency
from portal.core.actor import Actor
from portal.people.domain.assignments import appoint_appraiser, assign_position
from portal.people.domain.employees import open_account, register_employee
from portal.people.domain.units import add_position, add_unit
from portal.people.roles import PEOPLE_KEEPER

from .everyone import NIP, PERSON, ROSTERS
from .logins import LOGINS, PASSWORD
from .office import KEEPERS, Office
from .roster import PersonRow

IMPORT = Actor.system("import")

# Kept by everybody at work already; who comes later is told by the story.
FIRST_DAY = date(2025, 1, 2)


def found_office() -> Office:
    """Agencies, units, posts, people, accounts, appraisers and groups as on the first day."""
    call_command("sync_roles", verbosity=0)
    office = Office()
    for one in ROSTERS:
        row = one.AGENCY
        # Agencies are settings of an installation; no verb makes them.
        office.agencies[row.code] = Agency.objects.create(
            code=row.code, name=row.name, time_zone=row.time_zone, evaluation_rhythm=row.rhythm
        )
        _build_units(office, one)
        present = [p for p in one.PEOPLE if date.fromisoformat(p.post_since) <= FIRST_DAY]
        for person in present:
            enter(office, person, office.agencies[row.code], actor=IMPORT)
        for person in present:
            appoint(office, person, actor=IMPORT)
    _join_groups(office)
    return office


def _build_units(office: Office, one: Any) -> None:
    agency = office.agencies[one.AGENCY.code]
    for unit in one.UNITS:
        office.units[unit.key] = add_unit(
            agency, unit.name, actor=IMPORT, short_name=unit.short_name,
            parent=office.units.get(unit.parent),
        )


def enter(office: Office, row: PersonRow, agency: Agency, *, actor: Actor) -> None:
    """Register a person, put them into their post and open the account of those who have one."""
    rank, _, rank_code = row.rank.partition(", ")
    employee = register_employee(
        agency, row.name, row.status, actor=actor, nip=NIP[row.key], rank=rank,
        rank_code=rank_code, email=f"{row.key.replace('_', '.')}@{agency.code}.example",
    )
    office.employee_ids[row.key] = employee.pk
    office.positions[row.key] = add_position(
        office.units[row.unit], row.title, row.kind, actor=actor, grade=row.grade,
        is_head=row.head,
    )
    office.posts[row.key] = assign_position(
        employee, office.positions[row.key], date.fromisoformat(row.post_since), actor=actor
    )
    if row.account:
        open_account(employee, row.account, PASSWORD, actor=actor)


def appoint(office: Office, row: PersonRow, *, actor: Actor) -> None:
    """Name the appraiser of a person's post; nobody for the top of an agency."""
    if row.appraiser:
        post = office.posts[row.key]
        appoint_appraiser(post, office.employee(row.appraiser), post.valid_from, actor=actor)


def _join_groups(office: Office) -> None:
    wanted = {one.person: one.group for one in LOGINS if one.group}
    wanted |= dict.fromkeys(KEEPERS.values(), PEOPLE_KEEPER)
    for key, name in wanted.items():
        user = office.employee(key).user
        if user is None:
            raise LookupError(f"{PERSON[key].name} needs an account for the group {name}.")
        user.groups.add(Group.objects.get(name=name))
