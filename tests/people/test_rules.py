"""Who may see whom, and that groups hold what the table of roles says."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from portal.core.actor import Actor
from portal.people.domain.employees import register_employee
from portal.people.domain.units import add_unit, require_people_keeper
from portal.people.models import Employee
from portal.people.permissions import MANAGE_PEOPLE, OPEN_EMERGENCY, VIEW_EMPLOYEE
from portal.people.roles import GROUPS, PEOPLE_KEEPER
from portal.people.rules import is_colleague, is_self
from tests.helpers import reload

pytestmark = pytest.mark.django_db


def test_visible_to_agrees_with_view_employee(everyone):
    people = list(Employee.objects.all())
    for user in everyone:
        allowed = {person for person in people if user.has_perm(VIEW_EMPLOYEE, person)}
        assert set(Employee.objects.visible_to(user)) == allowed


@pytest.mark.parametrize(
    ("name", "sees_owner"),
    [("owner", True), ("colleague", True), ("outsider", True), ("admin", True),
     ("foreigner", False), ("superuser", False), ("anonymous", False)],
)
def test_only_colleagues_of_the_agency_see_somebody(everyone, name, sees_owner):
    user = everyone.users[name]

    assert user.has_perm(VIEW_EMPLOYEE, everyone.owner) is sees_owner


def test_a_closed_account_sees_nobody(everyone):
    user = everyone.colleague.user
    user.is_active = False
    user.save()
    user = reload(user)

    assert not user.has_perm(VIEW_EMPLOYEE, everyone.owner)
    assert not Employee.objects.visible_to(user).exists()


def test_a_superuser_passes_without_a_record_and_never_with_one(everyone):
    assert everyone.superuser.has_perm(MANAGE_PEOPLE)
    for permission in (VIEW_EMPLOYEE, MANAGE_PEOPLE, OPEN_EMERGENCY, "core.manage_jobs"):
        assert not everyone.superuser.has_perm(permission, everyone.owner)


def test_a_predicate_is_false_without_a_record_or_a_person(everyone):
    for predicate in (is_self, is_colleague):
        assert not predicate(everyone.owner.user, None)
        assert not predicate(everyone.anonymous, everyone.owner)
        assert not predicate(None, everyone.owner)


def test_groups_hold_exactly_the_table_and_syncing_mends_them(roles):
    group = Group.objects.get(name=PEOPLE_KEEPER)
    group.permissions.clear()
    call_command("sync_roles", verbosity=0)

    for name, wanted in GROUPS.items():
        held = Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {f"{label}.{codename}" for label, codename in held} == set(wanted)


@pytest.mark.parametrize("name", ["owner", "head", "auditor", "foreigner"])
def test_only_who_keeps_people_changes_people(everyone, name):
    actor = Actor(user=everyone.users[name])

    with pytest.raises(PermissionDenied):
        add_unit(everyone.agency, "Seksi baru", actor=actor)
    with pytest.raises(PermissionDenied):
        register_employee(everyone.agency, "Orang baru", "pns", actor=actor)


def test_keepers_and_imports_may_change_people(everyone):
    require_people_keeper(Actor(user=everyone.admin.user))
    require_people_keeper(Actor.system("import"))
    with pytest.raises(PermissionDenied):
        require_people_keeper(Actor(user=everyone.anonymous))
    with pytest.raises(PermissionDenied):
        require_people_keeper(Actor())
