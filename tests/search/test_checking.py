"""Comparing the index with the database, mending, and the two commands."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from evidence.models import AccessGrant, Evidence
from evidence.states import ProcessingState
from portal.core.jobs.models import Job
from portal.core.jobs.queue import enqueue
from search.backends.base import SearchUnavailable
from search.backends.current import current_backend
from search.comparing import KEPT_CHECKS, begin_check
from search.indexing import active_target, begin_rebuild
from search.models import IndexChange, IndexCheck
from search.status import index_figures
from search.tasks import check_index
from tests.contracts.search_backends.shelf import record
from tests.factories.evidence import make_version
from tests.helpers import run_index

READ = ProcessingState.READ


@pytest.fixture
def versions(everyone):
    """Four files in the index."""
    made = [make_version(everyone.owner, state=READ, title=f"Notulen {n}") for n in range(4)]
    run_index()
    return made


@pytest.fixture
def differing(versions):
    """One record is missing in the index, one older there, one only there."""
    backend, target = current_backend(), active_target()
    backend.remove(target.name, [f"evidence:{versions[0].evidence_id}"])
    backend.commit(target.name)
    # Past every verb and signal, as a restored table would be.
    Evidence.objects.filter(pk=versions[1].evidence_id).update(title="Judul lain")
    AccessGrant.objects.filter(version=versions[2]).delete()
    return versions


def command(name: str, *arguments: str) -> str:
    output = StringIO()
    with override("en"):
        call_command(name, *arguments, stdout=output)
    return output.getvalue()


def test_a_sound_index_has_no_difference(versions):
    report = json.loads(command("check_search", "--json"))

    assert report["waiting_changes"] == 0
    assert report["sources"] == [
        {
            "source": source, "backend": "EmbeddedBackend", "in_database": count,
            "in_index": count, "missing": 0, "stale": 0, "extra": 0,
        }
        for source, count in (("evidence", 4), ("use", 0), ("regulation", 0), ("guide", 0))
    ]  # fmt: skip
    assert "evidence" in command("check_search")


def test_the_command_names_each_kind_of_difference_and_mends_on_request(differing):
    with pytest.raises(SystemExit) as ended:
        command("check_search", "--json")
    assert ended.value.code == 1
    assert not IndexChange.objects.exists()
    with pytest.raises(SystemExit):
        command("check_search", "--mend")
    assert IndexChange.objects.count() == 3

    run_index()
    report = json.loads(command("check_search", "--json"))
    row = report["sources"][0]
    assert (row["in_database"], row["in_index"]) == (3, 3)


def test_changes_on_their_way_are_no_difference(versions, everyone):
    make_version(everyone.owner, state=READ)

    report = json.loads(command("check_search", "--json"))
    assert report["waiting_changes"] > 0
    assert report["sources"][0]["missing"] == 0


def test_the_nightly_check_mends_and_is_shown(differing):
    enqueue(check_index)
    run_index()

    check = index_figures().last_check
    assert (check.missing, check.stale, check.extra, check.checked) == (1, 1, 1, 3)
    assert check.finished_at is not None
    assert not IndexChange.objects.exists()
    enqueue(check_index)
    run_index()
    assert index_figures().last_check.differences == 0


def test_records_the_database_knows_nothing_of_are_removed(versions):
    backend, target = current_backend(), active_target()
    strange = record(999_999, "Notulen asing")
    backend.upsert(target.name, [strange])
    backend.commit(target.name)
    enqueue(check_index)
    run_index()

    assert index_figures().last_check.extra == 1
    assert len(backend.digests(target.name)) == len(versions)


def test_a_check_of_an_index_that_was_replaced_ends(versions):
    enqueue(check_index)
    begin_check(active_target())
    command("rebuild_search")
    run_index()

    assert not Job.objects.filter(state="failed").exists()


def test_old_checks_are_forgotten(versions):
    for _ in range(KEPT_CHECKS + 5):
        begin_check(active_target())

    assert IndexCheck.objects.count() == KEPT_CHECKS


def test_rebuild_fills_another_index_and_says_so(versions):
    before = active_target().name
    said = command("rebuild_search")

    assert active_target().name != before
    assert "4 records" in said
    run_index()
    assert json.loads(command("check_search", "--json"))["sources"][0]["in_index"] == 4


def test_rebuild_goes_on_with_one_under_way(versions):
    name = begin_rebuild(current_backend()).name
    command("rebuild_search")

    assert active_target().name == name


def test_rebuild_makes_the_first_index_too(everyone, scratch):
    make_version(everyone.owner, state=READ)
    shutil.rmtree(scratch / "index", ignore_errors=True)

    assert "1 record." in command("rebuild_search")


def test_commands_say_what_to_do_when_they_cannot(db, monkeypatch):
    with pytest.raises(CommandError, match="rebuild_search"):
        command("check_search")

    def full(*args):
        raise SearchUnavailable("No space left on device")

    monkeypatch.setattr(current_backend(), "create", full)
    with pytest.raises(CommandError, match="No space left"):
        command("rebuild_search")
