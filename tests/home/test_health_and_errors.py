"""The health page for everybody, privacy, and pages for what goes wrong."""

import errno
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory

from portal.core.jobs.models import Job, WorkerBeat
from portal.core.jobs.states import State
from portal.files import room
from portal.files.checking import check_stored_files
from portal.files.storing import absolute_path
from portal.home import views
from portal.home.backup import make_backup, verify_backup
from tests.factories.evidence import make_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS = "/kesehatan/"


@pytest.fixture
def workers(clock):
    for queues in ("fast,slow", "index"):
        WorkerBeat.objects.create(
            name=queues, queues=queues, pid=1, started_at=clock.instant, seen_at=clock.instant
        )


def facts_of(client):
    response = client.get(ADDRESS, headers={"accept": "application/json"})
    return response.status_code, json.loads(response.content)


def test_everybody_sees_that_all_is_well(client, workers, run_index):
    run_index()

    status, facts = facts_of(client)

    assert status == 200
    assert facts == {
        "well": True, "database": True, "jobs_waiting": 0, "jobs_oldest_seconds": 0,
        "jobs_failed": 0, "queues_without_worker": [], "search_answers": True,
        "index_waiting": 0, "index_lag_seconds": 0, "backup_verified_at": None,
        "backup_made_at": None, "disk_has_room": True, "files_damaged": 0,
    }
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    assert "no-store" in page["Cache-Control"]
    assert client.get(f"{ADDRESS}?format=json").json() == facts


def test_a_queue_without_worker_is_503(client, run_index):
    run_index()

    status, facts = facts_of(client)

    assert (status, facts["well"]) == (503, False)
    assert facts["queues_without_worker"] == ["fast", "slow", "index"]
    assert client.get(ADDRESS).status_code == 503


def test_jobs_that_wait_long_are_503(client, workers, run_index, clock):
    run_index()
    Job.objects.create(
        name="x", queue="fast", state=State.READY, created_at=clock.instant,
        run_after=clock.instant - timedelta(minutes=16),
    )

    status, facts = facts_of(client)

    assert (status, facts["jobs_waiting"], facts["jobs_oldest_seconds"]) == (503, 1, 960)


def test_an_index_that_does_not_answer_is_503(client, workers):
    status, facts = facts_of(client)

    assert (status, facts["search_answers"]) == (503, False)


def test_a_failed_job_is_told_and_stops_nothing(client, workers, run_index, clock):
    run_index()
    Job.objects.create(
        name="x", queue="fast", state=State.FAILED, created_at=clock.instant,
        run_after=clock.instant,
    )

    status, facts = facts_of(client)

    assert (status, facts["jobs_failed"]) == (200, 1)


def test_little_room_on_the_disk_is_503(client, workers, run_index, settings):
    run_index()
    settings.PORTAL = {**settings.PORTAL, "LITTLE_ROOM_BYTES": 10**18}

    status, facts = facts_of(client)

    assert (status, facts["well"], facts["disk_has_room"]) == (503, False, False)
    assert "notice bad" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_disk_that_takes_no_write_is_503(client, workers, run_index, monkeypatch, code):
    run_index()

    def refuse(*args, **kwargs):
        raise OSError(code, "refused")

    monkeypatch.setattr(room.tempfile, "TemporaryFile", refuse)

    status, facts = facts_of(client)

    assert (status, facts["well"], facts["disk_has_room"]) == (503, False, False)


def test_the_write_probe_leaves_nothing(client, workers, run_index, scratch):
    run_index()
    before = sorted(scratch.rglob("*"))

    assert facts_of(client)[1]["disk_has_room"]
    assert sorted(scratch.rglob("*")) == before


def test_a_file_that_was_found_damaged_is_503_until_it_is_back(
    client, workers, run_index, everyone
):
    version = make_version(everyone.owner)
    run_index()
    Job.objects.all().delete()
    away = absolute_path(version.stored_file).rename(settings.PORTAL["DATA_DIR"] / "away")
    check_stored_files()

    status, facts = facts_of(client)
    assert (status, facts["well"], facts["files_damaged"]) == (503, False, 1)
    assert client.get(ADDRESS).status_code == 503

    away.rename(absolute_path(version.stored_file))
    check_stored_files()
    assert facts_of(client)[0] == 200


def test_the_last_verified_backup_is_told(client, tmp_path, clock):
    backup = make_backup(tmp_path / "backups")
    assert facts_of(client)[1]["backup_verified_at"] is None
    assert facts_of(client)[1]["backup_made_at"] == clock.instant.isoformat()
    clock.move_to(clock.instant + timedelta(days=3))
    assert client.get(ADDRESS).context["health"].backup_age == timedelta(days=3)

    verify_backup(backup, tmp_path / "restored")

    assert facts_of(client)[1]["backup_verified_at"] == clock.instant.isoformat()


def test_health_tells_nothing_about_anybody(client, everyone, workers):
    make_version(everyone.owner, title="Laporan rahasia")

    for response in (client.get(ADDRESS), client.get(f"{ADDRESS}?format=json")):
        text = response.content.decode()
        folder = str(settings.PORTAL["DATA_DIR"])
        for private in ("Laporan rahasia", everyone.owner.name, everyone.owner.nip, folder):
            assert private not in text


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_a_database_that_does_not_answer_is_503_without_needing_it(client, monkeypatch, query):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(views, "health", fail)
    monkeypatch.setattr(views, "logger", type("Quiet", (), {"exception": print}))

    response = client.get(ADDRESS + query)

    assert response.status_code == 503
    if query:
        assert response.json() == {"well": False, "database": False}
    else:
        assert "Basis data tidak menjawab" in response.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_privacy_is_told_in_both_languages(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get("/privasi/").content.decode()

    assert ("yang disimpan" in page) is (language == "id")
    assert ("What is kept about you" in page) is (language == "en")


def test_an_unknown_address_and_an_unseen_record_look_alike(client, everyone):
    version = make_version(everyone.owner, title="Rahasia")
    client.force_login(everyone.outsider.user)

    unseen = client.get(version.evidence.get_absolute_url())
    unknown = client.get("/bukti/00000000-0000-4000-8000-000000000000/")

    assert unseen.status_code == unknown.status_code == 404
    assert b"Rahasia" not in unseen.content

    def plain(page, address):
        return page.content.decode().replace(address, "").split("csrfmiddlewaretoken")[0]

    assert plain(unseen, version.evidence.get_absolute_url()) == plain(
        unknown, "/bukti/00000000-0000-4000-8000-000000000000/"
    )


def test_a_refusal_says_its_reason(everyone):
    request = RequestFactory().get("/")
    request.user = everyone.owner.user
    request.session = {}

    page = views.forbidden(request, PermissionDenied("Hanya pemilik yang boleh menarik."))

    assert page.status_code == 403
    assert "Hanya pemilik yang boleh menarik." in page.content.decode()


def test_an_error_page_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
