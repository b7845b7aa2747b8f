"""Which tokens a person holds, of every kind, and on which day."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.calendar.dates import today
from portal.core import audience
from portal.core.actor import Actor
from portal.core.audience import tokens_for
from portal.people.domain import assignments
from portal.people.domain.employees import retire_employee
from portal.people.domain.mandates import end_mandate, give_mandate
from portal.people.domain.teams import grant_role, leave_team
from portal.people.domain.units import move_unit
from portal.people.models import AppraiserAssignment, Mandate, ScopedRole
from tests.factories.people import (
    KEEPER,
    SINCE,
    appoint,
    make_auditor,
    make_employee_with_user,
    make_position,
    make_superuser,
    make_team,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)
CLASSES = ("ordinary", "limited", "secret")


class Branch:
    """Kecamatan › Seksi › Subseksi, and a sister of the Seksi."""

    def __init__(self):
        self.root = make_unit(name="Kecamatan")
        self.section = make_unit(name="Seksi", parent=self.root)
        self.below = make_unit(name="Subseksi", parent=self.section)
        self.sister = make_unit(name="Seksi lain", parent=self.root)


@pytest.fixture
def branch(db):
    return Branch()


def held(employee):
    return tokens_for(employee.user)


def test_a_visitor_holds_public_only(db):
    assert tokens_for(AnonymousUser()) == {audience.PUBLIC}
    assert tokens_for(None) == {audience.PUBLIC}


def test_a_closed_account_holds_public_only(branch):
    person = make_employee_with_user(branch.section)
    retire_employee(person, DAY, actor=KEEPER)

    assert held(person) == {audience.PUBLIC}


def test_a_superuser_without_a_post_is_staff_and_no_more(branch):
    assert tokens_for(make_superuser()) == {audience.PUBLIC, audience.STAFF}


def test_a_superuser_with_a_post_holds_the_tokens_of_the_post_only(branch):
    person = make_employee_with_user(branch.section)
    person.user.is_superuser = True
    person.user.save()

    assert held(person) == {
        audience.PUBLIC,
        audience.STAFF,
        audience.person(person.pk),
        audience.unit(branch.section.pk),
    }


def test_an_employee_holds_person_and_own_unit(branch):
    person = make_employee_with_user(branch.section)

    assert held(person) == {
        audience.PUBLIC,
        audience.STAFF,
        audience.person(person.pk),
        audience.unit(branch.section.pk),
    }


def test_a_head_holds_every_unit_below_and_none_beside_or_above(branch):
    head = make_employee_with_user(branch.section, is_head=True)

    units = {token for token in held(head) if token.startswith("unit:")}

    assert units == {audience.unit(branch.section.pk), audience.unit(branch.below.pk)}


def test_units_whose_number_begins_alike_are_not_taken_for_each_other(branch):
    head = make_employee_with_user(branch.section, is_head=True)
    branch.sister.path = f"{branch.root.path}{branch.section.pk}9/"
    branch.sister.save()

    assert audience.unit(branch.sister.pk) not in held(head)


def test_a_moved_branch_follows_at_once(branch):
    head = make_employee_with_user(branch.sister, is_head=True)
    assert audience.unit(branch.below.pk) not in held(head)

    move_unit(branch.section, branch.sister, actor=KEEPER)

    assert audience.unit(branch.below.pk) in held(head)


def test_an_acting_head_holds_the_units_of_both_posts(branch):
    person = make_employee_with_user(branch.sister)
    post = make_position(branch.section, "Kepala Seksi", is_head=True)
    acting = assignments.assign_position(person, post, DAY, actor=KEEPER, acting=True)

    units = {token for token in held(person) if token.startswith("unit:")}
    assert units == {
        audience.unit(unit.pk) for unit in (branch.sister, branch.section, branch.below)
    }

    assignments.end_position(acting, DAY, actor=KEEPER)
    assert audience.unit(branch.section.pk) not in held(person)


@pytest.mark.parametrize(("starts", "until", "holds"), [(0, None, True), (1, None, False),
                                                        (-9, 0, False), (-9, 1, True)])
def test_posts_count_from_their_first_day_to_the_day_before_their_end(branch, starts, until, holds):
    first = DAY + timedelta(days=starts)
    person = make_employee_with_user(branch.section, valid_from=first)
    if until is not None:
        assignments.end_position(person.positions.get(), DAY + timedelta(days=until), actor=KEEPER)

    assert (audience.unit(branch.section.pk) in held(person)) is holds


def test_members_and_lead_hold_the_team_while_they_are_in_it(branch):
    lead, member = make_employee_with_user(branch.section), make_employee_with_user(branch.sister)
    stranger = make_employee_with_user(branch.section)
    team = make_team(branch.root, lead, member)

    assert audience.team(team.pk) in held(lead)
    assert audience.team(team.pk) in held(member)
    assert audience.team(team.pk) not in held(stranger)
    leave_team(team.memberships.get(employee=member), DAY, actor=KEEPER)
    assert audience.team(team.pk) not in held(member)


def test_appraiser_and_superior_hold_the_line_of_the_assignment(branch):
    staff = make_employee_with_user(branch.below)
    appraiser = make_employee_with_user(branch.section, is_head=True)
    superior = make_employee_with_user(branch.root, is_head=True)
    of_staff = appoint(appraiser, staff)
    of_appraiser = appoint(superior, appraiser)

    assert audience.line(of_staff.pk) in held(appraiser)
    assert audience.superior(of_staff.pk) in held(superior)
    assert audience.line(of_staff.pk) not in held(superior)
    assert audience.line(of_appraiser.pk) in held(superior)
    assert not {audience.line(of_staff.pk), audience.superior(of_staff.pk)} & held(staff)


def test_a_former_appraiser_keeps_the_line_of_his_time_and_gets_no_new_one(branch):
    staff = make_employee_with_user(branch.section)
    former, present = (make_employee_with_user(branch.section) for _number in range(2))
    old = appoint(former, staff)
    new = assignments.appoint_appraiser(staff.positions.get(), present, DAY, actor=KEEPER)

    assert AppraiserAssignment.objects.get(pk=old.pk).valid_until == DAY
    assert audience.line(old.pk) in held(former)
    assert audience.line(new.pk) not in held(former)
    assert audience.line(old.pk) not in held(present)
    assert audience.line(new.pk) in held(present)


def test_the_superior_of_a_former_appraiser_steps_back(branch):
    staff, appraiser, superior = (make_employee_with_user(branch.section) for _n in range(3))
    of_staff = appoint(appraiser, staff)
    appoint(superior, appraiser)
    successor = make_employee_with_user(branch.section)
    assignments.appoint_appraiser(appraiser.positions.get(), successor, DAY, actor=KEEPER)

    assert audience.superior(of_staff.pk) not in held(superior)
    assert audience.superior(of_staff.pk) in held(successor)


def test_an_auditor_holds_unit_times_class_for_the_units_below(branch):
    auditor = make_employee_with_user(branch.sister)
    make_auditor(branch.section, auditor, "ordinary", "limited")

    found = {token for token in held(auditor) if token.startswith("audit:")}

    assert found == {
        audience.audit(unit.pk, name)
        for unit in (branch.section, branch.below)
        for name in ("ordinary", "limited")
    }


def test_an_auditor_by_letter_until_yesterday_holds_nothing(branch):
    auditor = make_employee_with_user(branch.sister)
    grant_role(
        auditor, ScopedRole.Role.AUDITOR, SINCE, actor=KEEPER, unit=branch.section,
        classes=["ordinary"], valid_until=DAY,
    )

    assert not [token for token in held(auditor) if token.startswith("audit:")]


def test_a_helper_holds_the_periods_that_overlap_the_letter(branch):
    helper = make_employee_with_user(branch.sister)
    grant_role(
        helper, ScopedRole.Role.HELPER, date(2026, 10, 1), actor=KEEPER, unit=branch.section,
        classes=["ordinary"], aspect="completeness", valid_until=date(2027, 1, 1),
    )
    agency = branch.root.agency
    quarter = agency.periods.get(kind="quarter", starts_on=date(2026, 10, 1))
    year = agency.periods.get(kind="year")

    found = {token for token in held(helper) if token.startswith("verify:")}

    assert found == {
        audience.verify("unit", unit.pk, period.pk, "ordinary")
        for unit in (branch.section, branch.below)
        for period in (quarter, year)
    }


@pytest.mark.parametrize("scope", ["team", "about"])
def test_a_helper_for_a_team_or_one_employee(branch, scope):
    helper, other = make_employee_with_user(branch.sister), make_employee_with_user(branch.section)
    team = make_team(branch.root, other)
    thing = team if scope == "team" else other
    grant_role(
        helper, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, classes=["ordinary"], **{scope: thing}
    )

    word = "team" if scope == "team" else "employee"
    found = {token for token in held(helper) if token.startswith("verify:")}

    assert found
    assert all(token.startswith(f"verify:{word}-{thing.pk}:") for token in found)


def test_an_hr_administrator_sees_no_file_by_that_role(branch):
    keeper = make_employee_with_user(branch.sister)
    before = held(keeper)
    grant_role(keeper, ScopedRole.Role.HR, SINCE, actor=KEEPER, unit=branch.root)

    assert held(keeper) == before


def test_a_preparer_holds_the_leaders_lines_while_the_mandate_holds(branch):
    staff, leader, preparer = (make_employee_with_user(branch.section) for _n in range(3))
    assignment = appoint(leader, staff)
    mandate = give_mandate(leader, preparer, "prepare", DAY, actor=Actor(user=leader.user))

    assert audience.line(assignment.pk) in held(preparer)
    end_mandate(mandate, DAY, actor=Actor(user=leader.user))
    assert audience.line(assignment.pk) not in held(preparer)


def test_a_mandate_to_file_evidence_opens_no_line(branch):
    staff, leader, helper = (make_employee_with_user(branch.section) for _n in range(3))
    assignment = appoint(leader, staff)
    give_mandate(leader, helper, "evidence", DAY, actor=Actor(user=leader.user))

    assert audience.line(assignment.pk) not in held(helper)
    assert Mandate.objects.count() == 1


def test_the_day_of_the_agency_decides(branch, clock):
    """22.30 UTC is the next day in Jakarta: a post that begins then is held already."""
    clock.move_to(clock.instant.replace(hour=17, minute=30))
    person = make_employee_with_user(branch.section, valid_from=DAY + timedelta(days=1))

    assert today(branch.root.agency) == DAY + timedelta(days=1)
    assert audience.unit(branch.section.pk) in held(person)


def test_builders_give_different_tokens_for_different_things():
    built = [
        audience.PUBLIC, audience.STAFF, audience.person(1), audience.unit(1), audience.team(1),
        audience.line(1), audience.superior(1), audience.case(1),
        *(audience.audit(1, name) for name in CLASSES),
        *(
            audience.verify(scope, 1, 2, name)
            for scope in ("unit", "team", "employee")
            for name in CLASSES
        ),
        audience.verify("unit", 12, 1, "ordinary"), audience.verify("unit", 1, 21, "ordinary"),
    ]

    assert len(set(built)) == len(built)


def test_tokens_are_computed_once_within_one_moment(branch, django_assert_num_queries):
    person = make_employee_with_user(branch.section)

    with audience.one_moment():
        first = held(person)
        with django_assert_num_queries(0):
            assert held(person) is first


def test_the_number_of_queries_does_not_grow_with_people(branch):
    head = make_employee_with_user(branch.section, is_head=True)

    def count():
        with CaptureQueriesContext(connection) as queries:
            held(head)
        return len(queries)

    before = count()
    for _number in range(5):
        appoint(head, make_employee_with_user(branch.below))
    make_team(branch.root, head)

    assert count() == before
