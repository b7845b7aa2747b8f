"""The test database: migrated once, kept as a template, laid in a moment.

Migrating takes 12 seconds, laying the template a twentieth of one. The key of a
template covers every migration file and the versions of what runs them, so a
changed migration makes a new one by itself. The real migrations run: pages,
sites and kinds of evidence come from data migrations.

On SQLite the database is a file with the pragmas of production, not memory:
every thread of the live server then has its own connection, as in the house.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Site

ROOT_DIR = Path(__file__).resolve().parents[1]
TEMPLATES_KEPT = 4


def worker_name() -> str:
    """A name of its own for each pytest process on this machine."""
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


def template_key() -> str:
    """SHA-256 over all migration files and the versions that decide what they do."""
    sha = hashlib.sha256(repr((django.VERSION, WAGTAIL_VERSION, connection.vendor)).encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            sha.update(f"{config.name}/{path.name}\0".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()[:20]


class TestDatabase:
    """One database of the kind that the settings name; the default connection leads to it."""

    __test__ = False

    def create(self) -> None:
        """Make the template if it is missing, then the database, and lead the connection there."""
        raise NotImplementedError

    def lay(self) -> None:
        """Put the database back to the template, whatever was committed to it."""
        raise NotImplementedError

    def drop(self) -> None:
        """Remove the database; the template stays."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """``DATABASE_URL`` with which another process opens the same database."""
        raise NotImplementedError

    def restore(self) -> None:
        """``lay`` and forget what this process remembers of the rows."""
        self.lay()
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()
        for cache in caches.all():
            cache.clear()

    def _lead_to(self, name: str) -> None:
        connections.close_all()
        # The dict of settings.DATABASES itself: connections of other threads follow it.
        connection.settings_dict["NAME"] = name


class SqliteTestDatabase(TestDatabase):
    """A file in the scratch folder of this process."""

    def __init__(self, folder: Path, cache_dir: Path) -> None:
        self.path = folder / "db.sqlite3"
        self.cache_dir = cache_dir

    def create(self) -> None:
        self.template = self.cache_dir / f"{template_key()}.sqlite3"
        with _locked(self.cache_dir):
            if not self.template.exists():
                unfinished = self.template.with_suffix(".part")
                unfinished.unlink(missing_ok=True)
                self._lead_to(str(unfinished))
                _migrate()
                with connection.cursor() as cursor:
                    # One file that can be copied, without its write-ahead log.
                    cursor.execute("PRAGMA journal_mode=DELETE")
                connections.close_all()
                unfinished.rename(self.template)
                _forget_old_templates(self.cache_dir)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.template, self.path)
        self._lead_to(str(self.path))

    def lay(self) -> None:
        connection.ensure_connection()
        source = sqlite3.connect(self.template)
        try:
            source.backup(connection.connection)
        finally:
            source.close()

    def drop(self) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"


class PostgresTestDatabase(TestDatabase):
    """A database on the server of ``DATABASE_URL``, copied from a template on the same server."""

    def __init__(self, cache_dir: Path) -> None:
        self.cache_dir = cache_dir
        self.name = f"portal_test_{worker_name()}"

    def create(self) -> None:
        self.template = f"portal_template_{template_key()}"
        with _locked(self.cache_dir):
            known = self._on_server(
                "SELECT 1 FROM pg_database WHERE datname = %s", [self.template]
            )
            if not known:
                unfinished = f"{self.template}_part"
                self._on_server(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
                self._on_server(f'CREATE DATABASE "{unfinished}"')
                self._lead_to(unfinished)
                _migrate()
                connections.close_all()
                self._on_server(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')
        self._lead_to(self.name)
        self.lay()

    def lay(self) -> None:
        connections.close_all()
        with _locked(self.cache_dir):
            self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            self._on_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def drop(self) -> None:
        connections.close_all()
        self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @property
    def url(self) -> str:
        ours = connection.settings_dict
        person = f"{quote(ours['USER'])}:{quote(ours['PASSWORD'])}"
        host, query = ours["HOST"], ""
        if host.startswith("/"):
            host, query = "localhost", f"?host={quote(host, safe='')}"
        port = f":{ours['PORT']}" if ours["PORT"] else ""
        return f"postgresql://{person}@{host}{port}/{self.name}{query}"

    def _on_server(self, statement: str, arguments: list[Any] | None = None) -> list[Any]:
        database = type(connections["default"])
        wrapper = database({**connection.settings_dict, "NAME": "postgres"}, "server")
        try:
            with wrapper.cursor() as cursor:
                cursor.execute(statement, arguments)
                return cursor.fetchall() if cursor.description else []
        finally:
            wrapper.close()


def test_database(folder: Path) -> TestDatabase:
    """The database of this process, not yet created; ``folder`` is its scratch folder."""
    cache_dir = Path(os.environ.get("PORTAL_TEST_CACHE", ROOT_DIR / "var" / "test-cache"))
    cache_dir.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        return SqliteTestDatabase(folder, cache_dir)
    return PostgresTestDatabase(cache_dir)


test_database.__test__ = False  # type: ignore[attr-defined]  # pytest must not collect it (2026-11-24)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _forget_old_templates(folder: Path) -> None:
    known = sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in known[:-TEMPLATES_KEPT]:
        path.unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
