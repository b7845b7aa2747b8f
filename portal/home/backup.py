"""Backups: a snapshot of the database first, then every file its rows name.

A backup is a folder ``backup-<instant>`` with ``database.sqlite3`` or
``database.dump``, ``files/``, ``media/`` and ``manifest.json``, which holds the
SHA-256 of each. It is built beside its name and renamed when complete, so a
folder with the right name is whole. Files equal to those of the last backup are
linked to it and take no room. The key of the installation is not in it.

Files are only ever added, and removal waits longer than a backup takes, so
"database first, files after" never misses bytes of a row.
"""

import hashlib
import json
import logging
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.errors import DomainError
from portal.files.models import StoredFile

PREFIX = "backup-"
MANIFEST = "manifest.json"
SQLITE_NAME, DUMP_NAME = "database.sqlite3", "database.dump"
LAST_VERIFIED = "last-verified-backup.json"
BLOCK_BYTES = 1024 * 1024
logger = logging.getLogger(__name__)
Progress = Callable[[str], None]


class BackupFailed(DomainError):
    """No backup was made, or it is not whole; the message says what to do."""


@dataclass
class Verification:
    """What a restored backup showed. ``problems`` is empty when it is byte-identical."""

    backup: str
    file_count: int = 0
    row_count: int = 0
    size_bytes: int = 0
    problems: list[str] = field(default_factory=list)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    sha = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK_BYTES):
            sha.update(block)
    return sha.hexdigest()


def make_backup(folder: Path, *, tell: Progress = lambda line: None) -> Path:
    """Write a backup into ``folder`` and return it.

    Raises:
        BackupFailed: no room, a stored file is missing or changed, or the tool
            that dumps PostgreSQL is not installed.
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
        _sync(folder)
    except OSError as error:
        shutil.rmtree(growing, ignore_errors=True)
        raise BackupFailed(
            _("The backup could not be written: %(error)s. Nothing was changed.")
            % {"error": error.strerror or error}
        ) from error
    except BackupFailed:
        shutil.rmtree(growing, ignore_errors=True)
        raise
    return target


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
    store = Path(settings.PORTAL["FILES_DIR"])
    for done, (relative, sha256) in enumerate(paths, start=1):
        source = store / relative
        if not source.is_file():
            raise BackupFailed(
                _("Stored file %(path)s is missing; run check_stored_files.") % {"path": relative}
            )
        copied = _copy(source, growing / "files" / relative, previous, sha256)
        if copied != sha256:
            raise BackupFailed(
                _("Stored file %(path)s was changed; run check_stored_files.") % {"path": relative}
            )
        files[f"files/{relative}"] = copied
        if done % 1000 == 0:
            tell(_("%(done)d of %(all)d files") % {"done": done, "all": len(paths)})
    media = Path(settings.MEDIA_ROOT)
    for source in sorted(media.rglob("*")) if media.is_dir() else ():
        if source.is_file():
            relative = f"media/{source.relative_to(media).as_posix()}"
            files[relative] = _copy(source, growing / relative, None, "")
    database = SQLITE_NAME if (growing / SQLITE_NAME).exists() else DUMP_NAME
    files[database] = digest(growing / database)
    return {
        "made_at": clock.now().isoformat(),
        "database": database,
        "rows": counts,
        "files": files,
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


def _copy(source: Path, target: Path, previous: Path | None, sha256: str) -> str:
    """Copy a file, or link the equal one of the last backup; its SHA-256 as read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if previous is not None:
        before = previous / "files" / target.relative_to(target.parents[2])
        if before.is_file() and digest(before) == sha256:
            os.link(before, target)
            return digest(source)
    sha = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(BLOCK_BYTES):
            sha.update(block)
            writing.write(block)
    return sha.hexdigest()


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify_backup(backup: Path, into: Path) -> Verification:
    """Restore a backup into an empty folder and compare every byte with its manifest.

    The SQLite database is opened and checked, its rows are counted, and each
    row of a stored file must have its bytes with the right SHA-256. A dump of
    PostgreSQL is read through by ``pg_restore``.

    Raises:
        BackupFailed: the backup is not whole, or ``into`` is not empty.
    """
    try:
        manifest = json.loads((backup / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupFailed(_("%(path)s is no complete backup.") % {"path": backup}) from error
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise BackupFailed(_("%(path)s is not empty. Name an empty folder.") % {"path": into})
    result = Verification(backup.name)
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
        _check_database(into, manifest, result)
    if not result.problems:
        _remember(result)
    return result


def _unlisted(backup: Path, listed: dict[str, str]) -> Iterator[str]:
    for path in sorted(backup.rglob("*")):
        relative = path.relative_to(backup).as_posix()
        if path.is_file() and relative != MANIFEST and relative not in listed:
            yield relative


def _check_database(into: Path, manifest: dict[str, Any], result: Verification) -> None:
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
            if manifest["files"].get(f"files/{path}") != sha256:
                result.problems.append(_("a row without its bytes: %(path)s") % {"path": path})


def _remember(result: Verification) -> None:
    """Keep what the health page tells: which backup was verified, and when."""
    target = Path(settings.PORTAL["DATA_DIR"]) / LAST_VERIFIED
    target.parent.mkdir(parents=True, exist_ok=True)
    facts = {"backup": result.backup, "at": clock.now().isoformat(), "files": result.file_count}
    # Beside it and renamed when complete: whoever reads meets the old facts or the new ones.
    handle, name = tempfile.mkstemp(prefix=f"{LAST_VERIFIED}.", dir=target.parent)
    growing = Path(name)
    try:
        with open(handle, "w", encoding="utf-8") as writing:
            json.dump(facts, writing)
            writing.flush()
            os.fsync(writing.fileno())
        # The web processes may run as another account than the backup does.
        growing.chmod(0o644)
        growing.replace(target)
    except OSError:
        growing.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def last_verified() -> dict[str, Any] | None:
    """The last verified backup (``backup``, ``at`` as ISO instant, ``files``), or None.

    A damaged file counts as none: the next verification writes it anew.
    """
    path = Path(settings.PORTAL["DATA_DIR"]) / LAST_VERIFIED
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(facts["at"])
        whole = {"backup": str(facts["backup"]), "at": at.isoformat(), "files": int(facts["files"])}
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, OverflowError):
        logger.warning("%s is damaged; no backup counts as verified", path)
        return None
    # An instant without its zone was not written here and would be read as another one.
    return whole if at.tzinfo else None
