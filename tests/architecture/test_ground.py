"""The ground of the tests themselves: database, folders, people, processes."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Site

from evidence.models import EvidenceKind, EvidenceVersion
from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.files.models import StoredFile
from portal.files.storing import absolute_path
from tests.conftest import NOW
from tests.factories.evidence import make_next_version, make_version
from tests.helpers import reload


@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_begins_with_the_rows_of_the_migrations(pristine, turn):
    assert Site.objects.count() == 1
    assert EvidenceKind.objects.count() > 20
    assert not Group.objects.filter(name="left behind").exists()
    Group.objects.create(name="left behind")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_live_server_test_leaves_nothing_behind(live_server, turn):
    assert Site.objects.count() == 1
    assert not Group.objects.filter(name="left behind").exists()
    Group.objects.create(name="left behind")


def test_a_rolled_back_test_follows_a_transactional_one_unharmed(db):
    assert Site.objects.count() == 1
    assert not Group.objects.filter(name="left behind").exists()


@pytest.mark.parametrize("state", ProcessingState)
def test_factories_reach_every_state_of_a_version(everyone, state):
    version = make_version(everyone.owner, state=state)

    assert reload(version).state == state
    assert absolute_path(version.stored_file).is_file()


def test_factories_add_versions(everyone):
    first = make_version(everyone.owner, text="satu")
    second = make_next_version(first.evidence, text="dua")

    assert [first.number, second.number] == [1, 2]
    assert StoredFile.objects.count() == 2


def test_the_clock_stands_still(clock):
    assert portal_clock.now() == NOW


def test_processes_see_the_rows_and_files_of_the_test(file_database, scratch, settings):
    from tests.factories.people import make_employee_with_user

    version = make_version(make_employee_with_user(), text="Laporan kegiatan posyandu.")
    code = (
        "from evidence.models import EvidenceVersion as V; from portal.files.storing import *;"
        f"v = V.objects.get(pk={version.pk}); print(absolute_path(v.stored_file).read_text())"
    )
    done = file_database.manage("shell", "-v0", "-c", code)

    assert done.stdout.strip() == "Laporan kegiatan posyandu."
    assert EvidenceVersion.objects.count() == 1
