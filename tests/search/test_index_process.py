"""The index process as a real process, killed while people file."""

import os
import random
import shutil
import time

import pytest

from evidence.models import EvidenceVersion
from evidence.states import ProcessingState
from portal.core.audience import person
from portal.core.jobs.models import WorkerBeat
from search.backends.base import SearchUnavailable
from search.backends.current import current_backend
from search.indexing import active_target
from search.models import IndexChange
from search.records import SearchRequest
from tests.factories.evidence import make_version
from tests.factories.people import make_employee_with_user
from tests.helpers import wait_until

KILLS = int(os.environ.get("PORTAL_KILLS", "5"))
WORKER = ("manage.py", "run_worker", "--queue", "index", "--no-fork")


@pytest.fixture
def owner(file_database):
    return make_employee_with_user()


def found_by(owner, text: str) -> int:
    """Hits of the owner; -1 while there is no index that this database knows."""
    if active_target() is None:
        return -1
    try:
        tokens = frozenset({person(owner.pk)})
        return current_backend().search(SearchRequest(tokens=tokens, text=text)).total
    except SearchUnavailable:
        return -1


def test_killed_again_and_again_it_loses_nothing_that_was_filed(file_database, owner):
    chance = random.Random(3)
    filed = 0
    for _ in range(KILLS):
        process = file_database.start(*WORKER)
        pid = process.popen.pid
        wait_until(lambda pid=pid: WorkerBeat.objects.filter(pid=pid).exists(), 60)
        end = time.monotonic() + chance.random()
        while time.monotonic() < end:
            make_version(owner, state=ProcessingState.READ, title=f"Berkas {filed}")
            filed += 1
        process.kill()
    file_database.start(*WORKER)

    wait_until(lambda: not IndexChange.objects.exists(), 60, what="the outbox is drained")
    wait_until(lambda: found_by(owner, "berkas") == filed, 10, what="all are found")
    unmarked = EvidenceVersion.objects.filter(searchable_at=None)
    wait_until(lambda: not unmarked.exists(), 60, what="every row says so")


def test_a_folder_deleted_under_it_is_filled_again_by_itself(file_database, owner, scratch):
    make_version(owner, state=ProcessingState.READ, title="Berkas melati")
    file_database.start(*WORKER)
    wait_until(lambda: found_by(owner, "melati") == 1, 60)

    shutil.rmtree(scratch / "index", ignore_errors=True)
    wait_until(lambda: found_by(owner, "melati") == 1, 30, what="a new index answers")
    make_version(owner, state=ProcessingState.READ, title="Berkas mawar")
    wait_until(lambda: found_by(owner, "mawar") == 1, 30)


def test_a_rebuild_beside_it_loses_nothing(file_database, owner):
    for number in range(5):
        make_version(owner, state=ProcessingState.READ, title=f"Berkas {number}")
    process = file_database.start(*WORKER)
    wait_until(lambda: found_by(owner, "berkas") == 5, 60)
    before = active_target().name
    rebuild = file_database.start("manage.py", "rebuild_search")
    for number in range(5, 15):
        make_version(owner, state=ProcessingState.READ, title=f"Berkas {number}")
    assert rebuild.popen.wait(60) == 0, rebuild.output()

    wait_until(lambda: found_by(owner, "berkas") == 15, 30)
    assert active_target().name != before
    assert process.stop() == 0
    assert "Traceback" not in process.output()
