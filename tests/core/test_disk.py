"""A full disk is recognized whoever met it, and is a sentence instead of a failure."""

import errno
import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.urls import reverse

from evidence.domain.versions import create_evidence
from evidence.models import Evidence
from portal.core.actor import Actor
from portal.core.disk import is_disk_full
from portal.files.models import StoredFile
from portal.files.storing import StorageFailed
from portal.people.models import SignInAttempt
from tests.evidence.pages import UPLOAD, a_file, page_of, typed
from tests.factories.evidence import make_description, make_incoming, make_version
from tests.factories.people import PASSWORD


def driver_error(**facts):
    error = RuntimeError("database or disk is full")
    for name, value in facts.items():
        setattr(error, name, value)
    return error


def wrapped(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


FULL = [
    driver_error(sqlite_errorname="SQLITE_FULL"),
    driver_error(sqlite_errorname="SQLITE_IOERR_SHMSIZE"),
    driver_error(sqlite_errorname=None, sqlstate="53100"),
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
]
OTHER = [
    driver_error(sqlite_errorname="SQLITE_BUSY"),
    driver_error(sqlite_errorname="SQLITE_IOERR_READ"),
    driver_error(sqlstate="53300"),
    driver_error(sqlstate=None),
    OSError(errno.EIO, "Input/output error"),
    ValueError("database or disk is full"),
]


@pytest.mark.parametrize("cause", FULL, ids=repr)
def test_a_full_disk_is_recognized_by_its_code(cause):
    assert is_disk_full(cause)
    assert is_disk_full(wrapped(cause))


@pytest.mark.parametrize("cause", [*OTHER, None], ids=repr)
def test_other_errors_are_not_taken_for_a_full_disk(cause):
    assert not is_disk_full(cause)
    assert not is_disk_full(wrapped(cause))


def test_an_error_while_a_full_disk_is_handled_is_its_own():
    try:
        try:
            raise FULL[0]
        except RuntimeError:
            raise ValueError("ours")  # noqa: B904 - the context is what is tested (2026-11-24)
    except ValueError as error:
        assert not is_disk_full(error)


def test_postgres_says_it_in_the_cause_of_what_django_raises():
    psycopg = pytest.importorskip("psycopg")

    assert is_disk_full(wrapped(psycopg.errors.DiskFull("could not extend file")))


@pytest.fixture
def full_database(pristine, everyone):
    """Call it, and the real database takes no further page."""
    def fill():
        with connection.cursor() as cursor:
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    yield fill
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000000")


LONG = "Uraian panjang. " * 20_000


@pytest.mark.sqlite_only
def test_rows_that_do_not_fit_are_the_sentence_of_bytes_that_do_not_fit(
    full_database, everyone, settings
):
    make_version(everyone.owner)
    full_database()
    description = make_description(description=LONG)

    actor = Actor(user=everyone.owner.user)
    said = pytest.raises(StorageFailed, match="Ruang di server habis")
    with closing(make_incoming()) as incoming, said:
        create_evidence(everyone.owner, description, incoming, actor=actor)

    assert (Evidence.objects.count(), StoredFile.objects.count()) == (1, 1)
    files = [path for path in settings.PORTAL["FILES_DIR"].rglob("*") if path.is_file()]
    assert len(files) == 1


@pytest.mark.sqlite_only
def test_a_real_full_database_carries_the_code(full_database):
    full_database()

    with pytest.raises(DatabaseError) as refusal, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler AS SELECT zeroblob(1000000) AS bytes")

    assert is_disk_full(refusal.value)


@pytest.fixture
def no_writes(db):
    """Within the block every write of a row meets a full disk."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            cause = sqlite3.OperationalError("database or disk is full")
            cause.sqlite_errorname = "SQLITE_FULL"
            raise wrapped(cause)
        return execute(sql, params, many, context)

    return lambda: connection.execute_wrapper(refuse)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_upload_whose_rows_do_not_fit_is_answered_as_one_whose_bytes_do_not(
    everyone, client_of, no_writes, settings, accept
):
    client = client_of(everyone.owner.user)
    form = typed(files=[a_file()])

    with no_writes():
        response = client.post(UPLOAD, form, headers={"accept": accept})

    assert response.status_code == (507 if accept == "application/json" else 422)
    assert "Ruang di server habis" in response.content.decode()
    assert [path for path in settings.PORTAL["FILES_DIR"].rglob("*") if path.is_file()] == []


def test_signing_in_on_a_full_disk_is_507_with_a_sentence(client, everyone, no_writes):
    client.raise_request_exception = False
    owner = everyone.owner.user

    with no_writes():
        response = client.post(
            reverse("people:sign_in"), {"username": owner.username, "password": PASSWORD}
        )

    assert response.status_code == 507
    assert "Ruang simpan portal penuh" in response.content.decode()
    assert not SignInAttempt.objects.exists()


def test_a_limited_file_whose_opening_cannot_be_noted_is_507(everyone, client_of, no_writes):
    version = make_version(everyone.owner, confidentiality="limited")
    client = client_of(everyone.owner.user)
    client.raise_request_exception = False

    with no_writes():
        page = client.get(page_of("download", version))
        told = client.get(page_of("download", version), headers={"accept": "application/json"})

    assert (page.status_code, told.status_code) == (507, 507)
    assert b"Notulen" not in page.content
    assert told.json()["message"]
