"""A backup restores to the same bytes, says when it is not whole, and keeps no half of itself."""

import errno
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from evidence.models import EvidenceVersion
from portal.core.clock import now, set_clock
from portal.files.storing import absolute_path
from portal.home.backup import (
    BackupFailed,
    Fault,
    digest,
    faults_of,
    make_backup,
    newest_backup,
    verify_backup,
)
from portal.home.backup_notes import LAST_MADE, LAST_VERIFIED, last_made, last_verified
from tests.factories.evidence import make_version


@pytest.fixture
def version(pristine, everyone):
    return make_version(everyone.owner, text="Berita acara serah terima.")


def test_backup_restores_into_an_empty_folder_byte_identical(version, scratch):
    backup = make_backup(scratch / "backups")

    result = verify_backup(backup, scratch / "restored")

    stored = version.stored_file
    assert result.problems == []
    assert digest(scratch / "restored" / "files" / stored.path) == stored.sha256
    assert result.row_count > 0
    assert last_made()["backup"] == last_verified()["backup"] == backup.name
    assert faults_of(backup) == {}


@pytest.mark.sqlite_only
def test_restored_database_serves_the_same_rows(version, scratch, file_database):
    backup = make_backup(scratch / "backups")
    verify_backup(backup, scratch / "restored")
    file_database.url = f"sqlite:///{scratch / 'restored' / 'database.sqlite3'}"

    done = file_database.manage(
        "shell", "-v0", "-c",
        "from evidence.models import EvidenceVersion as V; print(V.objects.get().original_name)",
    )

    assert done.stdout.strip() == EvidenceVersion.objects.get().original_name


def test_second_backup_takes_no_room_for_equal_files(version, scratch):
    first = make_backup(scratch / "backups")
    with set_clock(now().replace(year=2030)):
        second = make_backup(scratch / "backups")

    path = version.stored_file.path
    assert (first / "files" / path).stat().st_ino == (second / "files" / path).stat().st_ino
    assert newest_backup(scratch / "backups") == second


@pytest.mark.parametrize("harm", ["changed", "missing", "added"])
def test_verify_names_what_is_not_as_it_was(version, scratch, harm):
    backup = make_backup(scratch / "backups")
    path = backup / "files" / version.stored_file.path
    if harm == "changed":
        path.chmod(0o600)
        path.write_text("Berita acara serah terimo.")
    elif harm == "missing":
        path.unlink()
    else:
        path.with_name("planted").write_text("x")

    result = verify_backup(backup, scratch / "restored")

    assert len(result.problems) == 1
    assert last_verified() is None


def test_a_full_disk_while_noting_a_verification_leaves_the_note_before(
    version, scratch, monkeypatch
):
    backup = make_backup(scratch / "backups")
    verify_backup(backup, scratch / "first")
    before = last_verified()
    noted = sorted(path.name for path in scratch.glob(f"{LAST_VERIFIED}*"))

    def fail(handle):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("portal.home.backup_notes.os.fsync", fail)
    with set_clock(now().replace(year=2030)), pytest.raises(OSError, match="full"):
        verify_backup(backup, scratch / "second")

    assert last_verified() == before
    assert sorted(path.name for path in scratch.glob(f"{LAST_VERIFIED}*")) == noted
    assert noted == [LAST_VERIFIED]


WHOLE = '{"backup": "backup-20261124T010000Z", "at": "2026-11-24T08:00:00+07:00", "files": 3}'
NAIVE = '{"backup": "backup-20261124T010000Z", "at": "2026-11-24T08:00:00", "files": 3}'


@pytest.mark.parametrize(
    "damaged",
    [*(WHOLE[:length] for length in range(len(WHOLE))), WHOLE + "}", WHOLE * 2, "null", "[]", "7",
     "{}", WHOLE.replace("at", "on"), WHOLE.replace("2026-11-24T", "kemarin "), NAIVE, "\0" * 90,
     WHOLE.replace("3}", "Infinity}"), WHOLE.replace("3}", "null}"), "\ud800"],
    ids=len,
)  # fmt: skip
def test_a_damaged_note_of_a_verification_counts_as_none(scratch, damaged):
    (scratch / LAST_VERIFIED).write_bytes(damaged.encode(errors="surrogatepass"))

    assert last_verified() is None


def test_a_whole_note_of_a_verification_is_read(scratch):
    (scratch / LAST_VERIFIED).write_text(WHOLE)

    assert last_verified() == json.loads(WHOLE)


def test_verify_refuses_a_folder_that_is_not_empty(version, scratch):
    backup = make_backup(scratch / "backups")
    (scratch / "full").mkdir()
    (scratch / "full" / "mine").write_text("x")

    with pytest.raises(BackupFailed):
        verify_backup(backup, scratch / "full")


def harm_file(stored, harm, monkeypatch):
    path = absolute_path(stored)
    if harm == "missing":
        path.unlink()
    elif harm == "damaged":
        path.chmod(0o600)
        path.write_text("Berita acara serah terimo.")
    else:
        make_unreadable(path, monkeypatch)


def make_unreadable(path, monkeypatch):
    """Let the disk give no bytes of one file, as with a broken sector."""
    opens = Path.open

    class Broken:
        def __enter__(self):
            raise OSError(errno.EIO, "Input/output error")

        def __exit__(self, *error):
            raise AssertionError("was never entered")

    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: Broken() if self == path else opens(self, *a, **k)
    )


@pytest.mark.parametrize("harm", ["missing", "damaged", "unreadable"])
def test_backup_takes_everything_else_and_names_what_was_lost(
    version, everyone, scratch, monkeypatch, harm
):
    other = make_version(everyone.owner, text="Yang lain utuh.")
    harm_file(version.stored_file, harm, monkeypatch)
    kind = "missing" if harm == "missing" else "damaged"
    said = []

    backup = make_backup(scratch / "backups", tell=said.append)

    path = version.stored_file.path
    assert faults_of(backup) == {path: Fault(kind, is_saved=False)}
    assert any(path in line for line in said)
    assert digest(backup / "files" / other.stored_file.path) == other.stored_file.sha256
    result = verify_backup(backup, scratch / "restored")
    assert (result.problems, result.saved, len(result.lost)) == ([], [], 1)
    assert path in result.lost[0]
    assert last_made()["backup"] == backup.name
    assert last_verified() is None


@pytest.mark.parametrize("harm", ["missing", "damaged", "unreadable"])
def test_right_bytes_of_the_backup_before_are_kept(version, scratch, monkeypatch, harm):
    make_backup(scratch / "backups")
    harm_file(version.stored_file, harm, monkeypatch)
    with set_clock(now().replace(year=2030)):
        second = make_backup(scratch / "backups")

    result = verify_backup(second, scratch / "restored")

    assert (result.problems, result.lost, len(result.saved)) == ([], [], 1)
    restored = scratch / "restored" / "files" / version.stored_file.path
    assert digest(restored) == version.stored_file.sha256
    assert last_verified()["backup"] == second.name


def test_an_error_of_the_backup_disk_is_not_taken_for_damage(version, scratch, monkeypatch):
    def fail(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("portal.home.backup._copy", fail)

    with pytest.raises(BackupFailed, match="Input/output error"):
        make_backup(scratch / "backups")
    assert list((scratch / "backups").iterdir()) == []


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_commands_end_with_an_error_that_says_what_is_lost(
    version, scratch, monkeypatch, harm
):
    harm_file(version.stored_file, harm, monkeypatch)
    output, errors = StringIO(), StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("backup", str(scratch / "backups"), stdout=output, stderr=errors)
    assert "manifest.json" in str(refusal.value)
    assert version.stored_file.path in errors.getvalue()
    backup = newest_backup(scratch / "backups")
    assert output.getvalue().strip() == str(backup)

    with pytest.raises(CommandError) as refusal:
        call_command("verify_backup", str(backup), stdout=output)
    assert backup.name in str(refusal.value)
    assert version.stored_file.path in output.getvalue()


def test_a_backup_that_cannot_be_noted_is_whole_all_the_same(version, scratch, monkeypatch):
    def refuse(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("portal.home.backup.remember", refuse)
    said = []

    backup = make_backup(scratch / "backups", tell=said.append)

    assert newest_backup(scratch / "backups") == backup
    assert "No space left on device" in said[-1]
    assert not (scratch / LAST_MADE).exists()


def test_commands_make_and_verify_the_newest_backup(version, scratch):
    output = StringIO()

    call_command("backup", str(scratch / "backups"), stdout=output, stderr=StringIO())
    call_command("verify_backup", str(scratch / "backups"), stdout=output)

    manifest = json.loads((newest_backup(scratch / "backups") / "manifest.json").read_text())
    assert f"files/{version.stored_file.path}" in manifest["files"]
    with pytest.raises(CommandError):
        call_command("verify_backup", str(scratch / "nowhere"), stdout=output)


def test_dump_of_postgres_needs_its_tool(version, scratch, monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    monkeypatch.setenv("PATH", "")

    with pytest.raises(BackupFailed, match="pg_dump"):
        make_backup(scratch / "backups")
