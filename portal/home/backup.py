"""Backups: a snapshot of the database first, then every file its rows name.

A backup is a folder ``backup-<instant>`` with ``database.sqlite3`` or
``database.dump``, ``files/``, ``media/`` and ``manifest.json``, which holds the
SHA-256 of each. It is built beside its name and renamed when complete, so a
folder with the right name is whole. Files equal to those of the last backup are
linked to it and take no room. The key of the installation is not in it.

Files are only ever added, and removal waits longer than a backup takes, so
"database first, files after" never misses bytes of a row.
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.errors import DomainError
from portal.files.models import StoredFile
from portal.files.storing import is_readable

from .backup_notes import LAST_MADE, LAST_VERIFIED, remember, sync

PREFIX = "backup-"
MANIFEST = "manifest.json"
SQLITE_NAME, DUMP_NAME = "database.sqlite3", "database.dump"
BLOCK_BYTES = 1024 * 1024
Progress = Callable[[str], None]


class BackupFailed(DomainError):
    """No backup was made, or it is not whole; the message says what to do."""


@dataclass
class Verification:
    """What a restored backup showed.

    ``problems``: the backup itself is not as it was written. ``lost``: stored files
    that were missing or damaged before it was written, without right bytes in it.
    ``saved``: such files, but an earlier backup gave their right bytes.
    Without ``problems`` and ``lost`` it is byte-identical.
    """

    backup: str
    file_count: int = 0
    row_count: int = 0
    size_bytes: int = 0
    problems: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Everything the database names can be restored from it."""
        return not self.problems and not self.lost


@dataclass(frozen=True)
class Fault:
    """A stored file that was not as received when a backup was written.

    ``kind``: ``missing`` or ``damaged``. ``is_saved``: its right bytes are in the
    backup all the same, from the one before.
    """

    kind: str
    is_saved: bool

    def sentence(self, path: str) -> str:
        """What a person is told of it."""
        if self.kind == "missing":
            words = _("missing in the store when the backup was made: %(path)s")
        else:
            words = _("damaged in the store when the backup was made: %(path)s")
        line = words % {"path": path}
        if self.is_saved:
            line += " " + _("(its right bytes are kept from the backup before)")
        return line


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    sha = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK_BYTES):
            sha.update(block)
    return sha.hexdigest()


def make_backup(folder: Path, *, tell: Progress = lambda line: None) -> Path:
    """Write a backup into ``folder`` and return it.

    Stored files that are missing or damaged stop nothing: they are named in the
    manifest, see ``faults_of``, and everything else is in the backup.

    Raises:
        BackupFailed: no room, or the tool that dumps PostgreSQL is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = PREFIX + clock.now().strftime("%Y%m%dT%H%M%SZ")
    target, growing = folder / name, folder / f"{name}.part"
    if target.exists():
        raise BackupFailed(_("%(path)s exists already.") % {"path": target})
    shutil.rmtree(growing, ignore_errors=True)
    previous = newest_backup(folder)
    try:
        growing.mkdir()
        manifest = _write(growing, previous, tell)
        (growing / MANIFEST).write_text(json.dumps(manifest, indent=1))
        _sync_tree(growing)
        growing.rename(target)
        sync(folder)
    except OSError as error:
        shutil.rmtree(growing, ignore_errors=True)
        raise BackupFailed(
            _("The backup could not be written: %(error)s. Nothing was changed.")
            % {"error": error.strerror or error}
        ) from error
    except BackupFailed:
        shutil.rmtree(growing, ignore_errors=True)
        raise
    try:
        remember(LAST_MADE, target.name, len(manifest["files"]))
    except OSError as error:
        # The backup is whole and on its own disk; only the health page does not know of it.
        tell(
            _("The backup is whole, but could not be noted for the health page: %(error)s.")
            % {"error": error.strerror or error}
        )
    return target


def read_manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        BackupFailed: it says nothing that can be read.
    """
    try:
        manifest: dict[str, Any] = json.loads((backup / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupFailed(_("%(path)s is no complete backup.") % {"path": backup}) from error
    return manifest


def faults_of(backup: Path) -> dict[str, Fault]:
    """Stored files that were missing or damaged when the backup was written, by path."""
    # Backups of an earlier version were refused instead, so they have no such entry.
    faults = read_manifest(backup).get("faults", {})
    return {path: Fault(**fault) for path, fault in faults.items()}


def newest_backup(folder: Path) -> Path | None:
    """The newest complete backup in a folder."""
    found = sorted(
        path for path in folder.glob(f"{PREFIX}*") if path.is_dir() and path.suffix != ".part"
    )
    return found[-1] if found else None


def _write(growing: Path, previous: Path | None, tell: Progress) -> dict[str, Any]:
    tell(_("database"))
    paths, counts = _snapshot(growing)
    files: dict[str, str] = {}
    faults: dict[str, dict[str, Any]] = {}
    store = Path(settings.PORTAL["FILES_DIR"])
    for done, (relative, sha256) in enumerate(paths, start=1):
        name = f"files/{relative}"
        written, fault = _keep(store / relative, growing / name, previous, sha256)
        if written:
            files[name] = written
        if fault is not None:
            faults[relative] = asdict(fault)
            tell(fault.sentence(relative))
        if done % 1000 == 0:
            tell(_("%(done)d of %(all)d files") % {"done": done, "all": len(paths)})
    media = Path(settings.MEDIA_ROOT)
    for source in sorted(media.rglob("*")) if media.is_dir() else ():
        if source.is_file():
            relative = f"media/{source.relative_to(media).as_posix()}"
            files[relative] = _copy(source, growing / relative)
    database = SQLITE_NAME if (growing / SQLITE_NAME).exists() else DUMP_NAME
    files[database] = digest(growing / database)
    return {
        "made_at": clock.now().isoformat(),
        "database": database,
        "rows": counts,
        "files": files,
        "faults": faults,
    }


def _snapshot(growing: Path) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """Snapshot the database; the files its rows name, and the number of rows per table."""
    if connection.vendor == "sqlite":
        target = growing / SQLITE_NAME
        # A connection of its own: within an open transaction of ours the copy would wait for
        # ever. In one step, a single read transaction: writers go on, and cannot restart it.
        source = f"file:{quote(str(connection.settings_dict['NAME']))}?mode=ro"
        with (
            closing(sqlite3.connect(source, uri=True, timeout=20)) as database,
            closing(sqlite3.connect(target)) as copy,
        ):
            database.backup(copy)
        with closing(sqlite3.connect(target)) as copy:
            # One file that can be opened read-only, without the log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            rows = copy.execute("SELECT path, sha256 FROM files_storedfile ORDER BY path")
            return list(rows), _sqlite_counts(copy)
    return _dump(growing / DUMP_NAME)


def _sqlite_counts(copy: sqlite3.Connection) -> dict[str, int]:
    names = copy.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {
        name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for (name,) in names
    }


def _dump(target: Path) -> tuple[list[tuple[str, str]], dict[str, int]]:
    options = connection.settings_dict
    command = _tool("pg_dump")
    environment = {**os.environ, "PGPASSWORD": options["PASSWORD"] or ""}
    arguments = [command, "--format=custom", f"--file={target}", f"--dbname={options['NAME']}"]
    for flag, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if options[key]:
            arguments.append(f"{flag}={options[key]}")
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(
            _("pg_dump stopped: %(error)s") % {"error": done.stderr.strip()[-500:]}
        )
    # Rows added after the dump bring files that the dump does not name; more files do no harm.
    files = list(StoredFile.objects.order_by("path").values_list("path", "sha256"))
    return files, {}


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupFailed(_("%(tool)s is not installed on this machine.") % {"tool": name})
    return found


def _keep(
    source: Path, target: Path, previous: Path | None, sha256: str
) -> tuple[str, Fault | None]:
    """Put one stored file into the backup; SHA-256 of what is there ("": nothing), and its fault.

    Right bytes of the backup before are linked. Without them a damaged file is
    kept as it is: it may be all that is left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    before = previous / "files" / target.relative_to(target.parents[2]) if previous else None
    is_saved = before is not None and before.is_file() and digest(before) == sha256
    if before is not None and is_saved:
        os.link(before, target)
    if not source.is_file():
        return (sha256 if is_saved else "", Fault("missing", is_saved))
    try:
        found = digest(source) if is_saved else _copy(source, target)
    except OSError as error:
        # EIO of a copy: the store could not be read or the backup not be written. Ask which.
        if error.errno != errno.EIO or is_readable(source):
            raise
        if not is_saved:
            target.unlink(missing_ok=True)
        return (sha256 if is_saved else "", Fault("damaged", is_saved))
    if found == sha256:
        return sha256, None
    return (sha256 if is_saved else found, Fault("damaged", is_saved))


def _copy(source: Path, target: Path) -> str:
    """Copy a file; its SHA-256 as read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sha = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(BLOCK_BYTES):
            sha.update(block)
            writing.write(block)
    return sha.hexdigest()


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def verify_backup(backup: Path, into: Path) -> Verification:
    """Restore a backup into an empty folder and compare every byte with its manifest.

    Files that were missing or damaged when it was written are told apart from
    what happened to the backup; without their right bytes it does not count as verified.
    The SQLite database is opened and checked, its rows are counted, and each
    row of a stored file must have its bytes with the right SHA-256. A dump of
    PostgreSQL is read through by ``pg_restore``.

    Raises:
        BackupFailed: the backup is not whole, or ``into`` is not empty.
    """
    manifest = read_manifest(backup)
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise BackupFailed(_("%(path)s is not empty. Name an empty folder.") % {"path": into})
    result = Verification(backup.name)
    faults = faults_of(backup)
    for relative, fault in faults.items():
        (result.saved if fault.is_saved else result.lost).append(fault.sentence(relative))
    for relative, sha256 in manifest["files"].items():
        source, target = backup / relative, into / relative
        if not source.is_file():
            result.problems.append(_("missing: %(path)s") % {"path": relative})
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        result.file_count += 1
        result.size_bytes += target.stat().st_size
        if digest(target) != sha256:
            result.problems.append(_("changed: %(path)s") % {"path": relative})
    for relative in _unlisted(backup, manifest["files"]):
        result.problems.append(_("not in the manifest: %(path)s") % {"path": relative})
    if not result.problems:
        _check_database(into, manifest, faults, result)
    if result.is_sound:
        remember(LAST_VERIFIED, result.backup, result.file_count)
    return result


def _unlisted(backup: Path, listed: dict[str, str]) -> Iterator[str]:
    for path in sorted(backup.rglob("*")):
        relative = path.relative_to(backup).as_posix()
        if path.is_file() and relative != MANIFEST and relative not in listed:
            yield relative


def _check_database(
    into: Path, manifest: dict[str, Any], faults: dict[str, Fault], result: Verification
) -> None:
    if manifest["database"] == DUMP_NAME:
        command = [_tool("pg_restore"), "--list", str(into / DUMP_NAME)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            result.problems.append(done.stderr.strip()[-500:])
        result.row_count = done.stdout.count("TABLE DATA")
        return
    with closing(sqlite3.connect(f"file:{into / SQLITE_NAME}?mode=ro", uri=True)) as database:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            result.problems.append(state)
        counts = _sqlite_counts(database)
        result.row_count = sum(counts.values())
        for name, count in manifest["rows"].items():
            if counts.get(name) != count:
                result.problems.append(_("rows differ: %(table)s") % {"table": name})
        for path, sha256 in database.execute("SELECT path, sha256 FROM files_storedfile"):
            is_lost = path in faults and not faults[path].is_saved
            if not is_lost and manifest["files"].get(f"files/{path}") != sha256:
                result.problems.append(_("a row without its bytes: %(path)s") % {"path": path})
