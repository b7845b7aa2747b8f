"""A database of its own for real worker processes, and the processes themselves."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections
from django.db.utils import load_backend

from portal.core.jobs.models import Job, JobSchedule, WorkerBeat
from portal.settings import env

ROOT_DIR = Path(__file__).resolve().parents[3]


def wait_until(true: Callable[[], Any], seconds: float = 20) -> Any:
    """What ``true()`` returns once it is truthy; fails the test after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"Not within {seconds} s: {true}")


@pytest.fixture
def database_url(tmp_path: Path, django_db_setup: Any, django_db_blocker: Any) -> Iterator[str]:
    """A fresh database with the job tables, which the test's default connection uses as well.

    On SQLite a file with the pragmas of production, because a process cannot
    share the memory of another; on PostgreSQL a database on the same server.
    """
    ours = connections["default"].settings_dict
    name = f"portal_jobs_{os.getpid()}"
    if "sqlite" in ours["ENGINE"]:
        url = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    else:
        address = f"{quote(ours['USER'])}:{quote(ours['PASSWORD'])}@"
        query = ""
        if ours["HOST"].startswith("/"):
            query = f"?host={quote(ours['HOST'], safe='')}"
            address += f"localhost:{ours['PORT']}"
        else:
            address += f"{ours['HOST']}:{ours['PORT']}"
        url = f"postgresql://{address}/{name}{query}"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("DATABASE_URL", url)
        mine = {**ours, **env.database_url("DATABASE_URL", "")}
        server = None
        if "postgresql" in mine["ENGINE"]:
            server = load_backend(mine["ENGINE"]).DatabaseWrapper(
                {**mine, "NAME": "postgres"}, "server"
            )
            with server.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name}")
        before = connections["default"]
        wrapper = load_backend(mine["ENGINE"]).DatabaseWrapper(mine, "default")
        connections["default"] = wrapper
        try:
            with wrapper.schema_editor() as editor:
                for model in (Job, JobSchedule, WorkerBeat):
                    editor.create_model(model)
            yield url
        finally:
            wrapper.close()
            connections["default"] = before
            if server is not None:
                with server.cursor() as cursor:
                    cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
                server.close()


class Workers:
    """Starts worker processes and ends those that a test leaves."""

    def __init__(self, url: str, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.core.jobs.process_settings",
            "PORTAL_TEST_DIR": str(folder),
            "PORTAL_PUMP_FILE": str(folder / "pump"),
        }
        self.folder = folder
        self.all: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str, settings: str = "") -> subprocess.Popen[bytes]:
        """A worker with these arguments of ``run_worker``; what it writes goes to ``self.log``."""
        environment = dict(self.environment)
        if settings:
            environment["DJANGO_SETTINGS_MODULE"] = settings
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tests.core.jobs.worker_process", *arguments],
                cwd=ROOT_DIR,
                env=environment,
                stderr=log,
            )
        self.all.append(process)
        return process

    @property
    def log(self) -> Path:
        """Where the workers write their warnings."""
        return self.folder / "workers.log"

    def end_all(self) -> None:
        """Kill what still runs."""
        for process in self.all:
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.fixture
def workers(database_url: str, tmp_path: Path) -> Iterator[Workers]:
    """Worker processes on the test's own database."""
    workers = Workers(database_url, tmp_path)
    yield workers
    workers.end_all()
