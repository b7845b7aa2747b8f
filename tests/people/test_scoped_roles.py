"""Roles by letter: who needs classes, and what may stay empty."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from tests.factories.people import KEEPER, SINCE, make_employee_with_user, make_unit

pytestmark = pytest.mark.django_db
Role = ScopedRole.Role
RoleForm = modelform_factory(ScopedRole, fields="__all__")


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def person(unit):
    return make_employee_with_user(unit)


def form_for(person, unit, role, classes):
    return RoleForm(
        {
            "employee": person.pk, "role": role, "unit": unit.pk, "classes": classes,
            "valid_from": SINCE.isoformat(),
        }
    )  # fmt: skip


@pytest.mark.parametrize("classes", ["", "[]"])
def test_a_form_takes_an_hr_role_without_classes_and_granter(person, unit, classes):
    form = form_for(person, unit, Role.HR, classes)

    assert form.errors == {}
    granted = form.save()
    assert (granted.classes, granted.granted_by) == ([], None)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HELPER])
@pytest.mark.parametrize("classes", ["", "[]", "{}", '"ordinary"', '[""]', "[1]"])
def test_a_form_demands_classes_of_a_role_that_opens_files(person, unit, role, classes):
    assert list(form_for(person, unit, role, classes).errors) == ["classes"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HELPER])
def test_a_role_that_opens_files_is_granted_with_classes_only(person, unit, role):
    with pytest.raises(ValidationError) as refusal:
        grant_role(person, role, SINCE, actor=KEEPER, unit=unit)

    assert list(refusal.value.message_dict) == ["classes"]
    assert not ScopedRole.objects.exists()
    granted = grant_role(person, role, SINCE, actor=KEEPER, unit=unit, classes=["ordinary"])
    assert (granted.classes, granted.granted_by) == (["ordinary"], None)


def test_each_role_says_whether_it_opens_files():
    assert set(Role) - ScopedRole.OPENS_FILES == {Role.HR}
