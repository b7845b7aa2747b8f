"""A database of its own for real worker processes, and the processes; also used by the bench."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

from django.db import connections
from django.db.utils import load_backend

from portal.core.jobs.models import Job, JobSchedule, WorkerBeat
from portal.settings import env

ROOT_DIR = Path(__file__).resolve().parents[3]


def wait_until(true: Callable[[], Any], seconds: float = 20) -> Any:
    """What ``true()`` returns once it is truthy.

    Raises:
        AssertionError: not within ``seconds``.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"Not within {seconds} s: {true}")


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """A fresh database with the job tables; within the block the default connection uses it.

    On SQLite a file with the pragmas of production, because a process cannot
    share the memory of another; on PostgreSQL a database on the same server.
    Gives the ``DATABASE_URL`` for other processes.
    """
    ours = connections["default"].settings_dict
    name = f"portal_jobs_{os.getpid()}"
    if "sqlite" in ours["ENGINE"]:
        url = f"sqlite:///{folder / 'jobs.sqlite3'}"
    else:
        host, query = ours["HOST"], ""
        if host.startswith("/"):
            host, query = "localhost", f"?host={quote(host, safe='')}"
        port = f":{ours['PORT']}" if ours["PORT"] else ""
        person = f"{quote(ours['USER'])}:{quote(ours['PASSWORD'])}"
        url = f"postgresql://{person}@{host}{port}/{name}{query}"
    with mock.patch.dict(os.environ, DATABASE_URL=url):
        mine = {**ours, **env.database_url("DATABASE_URL", "")}
    database = load_backend(mine["ENGINE"]).DatabaseWrapper
    server = None
    if "postgresql" in mine["ENGINE"]:
        server = database({**mine, "NAME": "postgres"}, "server")
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
    before = connections["default"]
    connections["default"] = database(mine, "default")
    try:
        with connections["default"].schema_editor() as editor:
            for model in (Job, JobSchedule, WorkerBeat):
                editor.create_model(model)
        yield url
    finally:
        connections["default"].close()
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
