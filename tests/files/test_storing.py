"""Custody of bytes: what is acknowledged lies on the disk as received, or nothing is said."""

import errno
import hashlib
import os
import stat
from contextlib import closing

import pytest
from django.db import transaction
from filer.models import File

from portal.files import storing
from portal.files.models import StoredFile
from portal.files.storing import (
    StorageFailed,
    absolute_path,
    discard,
    hash_of,
    keep,
    register,
    take_from_disk,
)
from tests.factories.evidence import make_incoming


def register_in_a_transaction(kept):
    with transaction.atomic():
        return register(kept)


def test_kept_bytes_are_those_received_write_once_and_read_back(settings):
    with closing(make_incoming(b"isi berkas", "surat.txt")) as incoming:
        kept = keep(incoming)

    path = absolute_path(kept)
    assert path.read_bytes() == b"isi berkas"
    assert kept.sha256 == hashlib.sha256(b"isi berkas").hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


def test_closing_a_received_file_that_nobody_took_removes_it(settings):
    make_incoming().close()

    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "room"), (errno.EDQUOT, "room"), (errno.EXDEV, "same disk")]
)
def test_disk_that_refuses_is_a_sentence_and_keeps_nothing(monkeypatch, settings, code, words):
    def refuse(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    settings.LANGUAGE_CODE = "en"

    with closing(make_incoming()) as incoming, pytest.raises(StorageFailed, match=words):
        keep(incoming)
    assert [path for path in settings.PORTAL["FILES_DIR"].rglob("*") if path.is_file()] == []


def test_error_that_nobody_foresaw_is_not_swallowed(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(os, "link", refuse)

    with closing(make_incoming()) as incoming, pytest.raises(OSError, match="I/O error"):
        keep(incoming)


def test_damaged_bytes_are_not_acknowledged(settings):
    with closing(make_incoming(b"isi berkas")) as incoming:
        incoming.path.write_bytes(b"isi berkaz")
        with pytest.raises(StorageFailed):
            keep(incoming)
    assert [path for path in settings.PORTAL["FILES_DIR"].rglob("*") if path.is_file()] == []


def test_existing_file_is_never_overwritten(monkeypatch, settings):
    same = "11111111-1111-4111-8111-111111111111"
    with closing(make_incoming(b"satu")) as first, closing(make_incoming(b"dua")) as second:
        monkeypatch.setattr(storing.uuid, "uuid4", lambda: same)
        kept = keep(first)
        # What refuses must not remove what is there.
        with pytest.raises(FileExistsError):
            keep(second)
    assert absolute_path(kept).read_bytes() == b"satu"


@pytest.mark.django_db
def test_equal_bytes_are_two_files():
    paths = set()
    for _ in range(2):
        with closing(make_incoming(b"sama")) as incoming:
            paths.add(register_in_a_transaction(keep(incoming)).path)

    assert len(paths) == 2
    assert StoredFile.objects.values("sha256").distinct().count() == 1


@pytest.mark.django_db(transaction=True)
def test_registering_outside_a_transaction_is_a_programming_error():
    with closing(make_incoming()) as incoming:
        kept = keep(incoming)
    with pytest.raises(RuntimeError):
        register(kept)


def test_discarded_bytes_are_gone():
    with closing(make_incoming()) as incoming:
        kept = keep(incoming)
    discard(kept)
    discard(kept)

    assert not absolute_path(kept).exists()


def test_hash_is_that_of_the_disk(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x" * 3_000_000)

    assert hash_of(path) == hashlib.sha256(b"x" * 3_000_000).hexdigest()


def test_file_of_this_machine_is_taken_as_if_uploaded(tmp_path, settings):
    path = tmp_path / "surat.txt"
    path.write_bytes(b"isi")
    with closing(take_from_disk(path, "surat.txt")) as incoming:
        assert (incoming.size, incoming.problem) == (3, "")
        assert keep(incoming).original_name == "surat.txt"
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 2}
    with closing(take_from_disk(path, "surat.txt")) as incoming:
        assert incoming.problem == "too_large"


@pytest.mark.django_db
def test_row_knows_name_type_and_size_without_opening_the_file(monkeypatch):
    with closing(make_incoming(b"isi berkas", "surat.txt")) as incoming:
        kept = keep(incoming)
    absolute_path(kept).unlink()

    stored = register_in_a_transaction(kept)

    row = File.objects.get(pk=stored.filer_file_id)
    assert (row.mime_type, row.size, row.sha1) == (
        "text/plain",
        10,
        hashlib.sha1(b"isi berkas", usedforsecurity=False).hexdigest(),
    )
