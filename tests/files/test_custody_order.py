"""What must have happened before a file is acknowledged, and in which order.

Each call to the system is recorded with the path behind its descriptor. Each
test here failed when its step was taken out of the code (2026-11-24).
"""

import os
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import RequestFactory

from evidence.domain.versions import create_evidence
from evidence.models import ExtractedPage
from evidence.states import ProcessingState, WithdrawalReason
from portal.core.actor import Actor
from portal.files.storing import StorageFailed, absolute_path, keep, take_from_disk
from portal.files.uploading import IncomingUploadHandler
from tests.factories.evidence import make_description, make_incoming, make_version, withdraw

DATA = b"Berita acara serah terima."
OTHER = b"Berita acara serah terimo."


def path_of(descriptor):
    return Path(os.readlink(f"/proc/self/fd/{descriptor}"))


@dataclass
class Calls:
    """Name and path of each call in order; ``before`` holds what to do first in one of them."""

    seen: list[tuple[str, Path]] = field(default_factory=list)
    before: dict = field(default_factory=dict)

    def note(self, name, path):
        self.seen.append((name, path))
        if name in self.before:
            self.before.pop(name)(path)

    def paths(self, name):
        return [path for called, path in self.seen if called == name]

    def names(self):
        return [name for name, _path in self.seen]


@pytest.fixture
def calls(monkeypatch):
    made = Calls()
    link, fsync, advise = os.link, os.fsync, os.posix_fadvise

    def noted_link(source, target):
        link(source, target)
        made.note("link", Path(target))

    def noted_fsync(descriptor):
        made.note("sync", path_of(descriptor))
        fsync(descriptor)

    def noted_advise(descriptor, start, length, advice):
        assert (start, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        made.note("forget", path_of(descriptor))
        advise(descriptor, start, length, advice)

    monkeypatch.setattr(os, "link", noted_link)
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "posix_fadvise", noted_advise)
    return made


def overwrite(path):
    """Other bytes of the same length, as a failing disk would give them."""
    path.chmod(0o600)
    path.write_bytes(OTHER)


def stored_under(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_received_bytes_are_synced_whole_before_the_upload_counts_as_complete(calls):
    request = RequestFactory().post("/")
    request.user = get_user_model()()
    handler = IncomingUploadHandler(request)
    handler.new_file("files", "surat.pdf", "application/pdf", None, None)
    handler.receive_data_chunk(DATA, 0)
    sizes = []
    calls.before["sync"] = lambda path: sizes.append(path.stat().st_size)
    assert calls.seen == []

    with closing(handler.file_complete(len(DATA))) as incoming:
        assert calls.seen == [("sync", incoming.path)]
    assert sizes == [len(DATA)]


def test_a_file_of_this_machine_is_synced_whole_as_well(calls, tmp_path):
    source = tmp_path / "surat.txt"
    source.write_bytes(DATA)
    sizes = []
    calls.before["sync"] = lambda path: sizes.append(path.stat().st_size)

    with closing(take_from_disk(source, "surat.txt")) as incoming:
        assert calls.seen == [("sync", incoming.path)]
    assert sizes == [len(DATA)]


def test_every_folder_above_is_synced_after_the_link_and_before_reading_back(calls, settings):
    with closing(make_incoming(DATA)) as incoming:
        kept = keep(incoming)

    target = absolute_path(kept)
    store = Path(settings.PORTAL["FILES_DIR"])
    assert calls.seen == [
        ("link", target),
        ("sync", target.parent),
        ("sync", target.parent.parent),
        ("sync", store),
        ("forget", target),
    ]


def test_bytes_are_read_back_from_the_disk_after_the_cached_copy_is_forgotten(calls, settings):
    calls.before["forget"] = overwrite

    with closing(make_incoming(DATA)) as incoming, pytest.raises(StorageFailed):
        keep(incoming)

    assert stored_under(settings.PORTAL["FILES_DIR"]) == []


@pytest.mark.parametrize("step", ["link", "sync", "forget"])
def test_bytes_that_change_on_their_way_to_the_disk_are_not_acknowledged(calls, settings, step):
    def overwrite_stored(path):
        overwrite(calls.paths("link")[0])

    calls.before[step] = overwrite_stored

    with closing(make_incoming(DATA)) as incoming, pytest.raises(StorageFailed):
        keep(incoming)

    assert stored_under(settings.PORTAL["FILES_DIR"]) == []


@pytest.mark.django_db
def test_no_row_is_written_before_the_bytes_are_proven(calls, everyone):
    def note_rows(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            calls.note("row", Path(sql.split('"')[1]))
        return execute(sql, params, many, context)

    with closing(make_incoming(DATA)) as incoming, connection.execute_wrapper(note_rows):
        create_evidence(
            everyone.owner, make_description(), incoming, actor=Actor(user=everyone.owner.user)
        )

    names = calls.names()
    assert names[:5] == ["link", "sync", "sync", "sync", "forget"]
    assert set(names[5:]) == {"row"}
    assert Path("files_storedfile") in calls.paths("row")


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ProcessingState.READ, ProcessingState.EMPTY])
def test_text_of_personal_data_is_thrown_away_and_that_of_others_stays(everyone, state):
    pages = ["NIK 3374010101900001", "Alamat rumah"]
    version = make_version(everyone.owner, state=state, pages=pages)
    other = make_version(everyone.owner, state=ProcessingState.READ, pages=["Notulen"])
    assert ExtractedPage.objects.filter(version=version).count() == 2

    withdraw(version, WithdrawalReason.PERSONAL_DATA)

    assert list(ExtractedPage.objects.values_list("version_id", flat=True)) == [other.pk]
