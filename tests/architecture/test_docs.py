"""What the documents say is what the code has."""

import re

import pytest
import rules.permissions
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from evidence import permissions as evidence_permissions
from portal.evaluation import permissions as evaluation_permissions
from portal.people.roles import GROUPS
from portal.planning import permissions as planning_permissions
from portal.verification import permissions as verification_permissions
from tests.helpers import ROOT_DIR

OURS = ("portal", "evidence", "search", "guidelines")
OPERATIONS = (ROOT_DIR / "docs" / "operations.md").read_text()
PERMISSIONS = (ROOT_DIR / "docs" / "permissions.md").read_text()


def rows_of(document: str) -> set[str]:
    """What stands in backquotes in the first cell of each table row."""
    cells = re.findall(r"^\| (`[^|]*`) \|", document, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([\w.]+)", cell)}


def test_every_product_option_is_documented():
    assert set(settings.PORTAL) - rows_of(OPERATIONS) == set()


def test_every_variable_that_is_read_is_documented_and_the_reverse():
    source = "".join(path.read_text() for path in (ROOT_DIR / "portal/settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    told = set(re.findall(r"`((?:PORTAL_|DATABASE_)[A-Z_]+)`", OPERATIONS))

    assert read == told


def test_every_command_is_documented_and_the_reverse():
    ours = {
        name
        for name, app in get_commands().items()
        if (app if isinstance(app, str) else app.__name__).split(".")[0] in OURS
    }
    section = OPERATIONS[OPERATIONS.index("## Commands") : OPERATIONS.index("## Backup")]

    assert rows_of(section) == ours


def test_every_permission_is_documented_and_the_reverse():
    modules = (
        evidence_permissions, planning_permissions, verification_permissions,
        evaluation_permissions,
    )
    named = {
        value for module in modules for name, value in vars(module).items() if name.isupper()
    } | set(rules.permissions.permissions)
    of_models = {
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS
        for codename, _name in model._meta.permissions
    }
    of_groups = {permission for group in GROUPS.values() for permission in group}

    assert rows_of(PERMISSIONS) == named | of_models | of_groups


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_is_named_with_its_permissions(group):
    for permission in GROUPS[group]:
        row = next(
            line for line in PERMISSIONS.splitlines() if line.startswith(f"| `{permission}`")
        )
        assert group in row
