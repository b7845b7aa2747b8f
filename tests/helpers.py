"""Small things that tests of every package need."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import models
from django.test import Client

from portal.core.jobs.queue import run_pending_inline
from tests.factories.people import PASSWORD

ROOT_DIR = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
Found = TypeVar("Found")
Record = TypeVar("Record", bound=models.Model)


def skip_aloud(missing: str) -> Any:
    """Skip this test and say what is missing; where nothing may be skipped, fail.

    ``.ci/run`` sets ``PORTAL_NOTHING_SKIPPED``: a machine that lacks a part must
    not pass as one that tested it.
    """
    if os.environ.get("PORTAL_NOTHING_SKIPPED"):
        pytest.fail(f"Nothing may be skipped here, but this is missing: {missing}", pytrace=False)
    pytest.skip(f"missing: {missing}")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true: Callable[[], Found], seconds: float = 20, *, what: str = "") -> Found:
    """What ``true()`` returns once it is truthy; fails the test after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"Not within {seconds} s: {what or true}")


def reload(record: Record) -> Record:
    """The row as the database has it now, as a new object."""
    return type(record)._default_manager.get(pk=record.pk)


def sign_in(client: Client, user: Any) -> Client:
    """The client signed in as ``user``; ``AnonymousUser`` leaves it signed out."""
    client.logout()
    if user.is_authenticated:
        # The last of the backends checks passwords; the first only decides about rights.
        client.force_login(user, backend="portal.people.sign_in.NipOrNameBackend")
    return client


def english(client: Client) -> Client:
    """The client after its person chose English with the switch."""
    client.cookies["django_language"] = "en"
    return client


def run_jobs(*queues: str) -> int:
    """Run every due job of the queues here and now; of all but the index when none is named."""
    return run_pending_inline(queues or ("fast", "slow"))


def run_index() -> int:
    """Bring the search index up to date here and now."""
    return run_pending_inline(("index",))


@dataclass
class Process:
    """A process that a test started, and what it says."""

    popen: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        """Everything it wrote so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """As when the power goes."""
        self.popen.kill()
        self.popen.wait()

    def stop(self, seconds: float = 20) -> int:
        """Ask it to end, wait for that, and tell its exit code."""
        if self.popen.poll() is None:
            self.popen.terminate()
        return self.popen.wait(seconds)


@dataclass
class FileDatabase:
    """The test database as other processes open it: same rows, same folders.

    ``env`` is the environment for them. The test itself reads and writes
    through Django's default connection, truly committed.
    """

    url: str
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "PORTAL_TEST_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``manage.py`` to its end."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT_DIR, env=self.env, capture_output=True, text=True, timeout=120,
        )
        if check and done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done

    def start(self, *command: str) -> Process:
        """Start a process of Python (``"-m", "gunicorn"``, ``"manage.py", "run_worker"``)."""
        log = self.folder / f"process-{len(self.processes)}.log"
        with log.open("wb") as output:
            popen = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT_DIR, env=self.env, stdout=output, stderr=subprocess.STDOUT,
            )
        process = Process(popen, log)
        self.processes.append(process)
        return process

    def end_all(self) -> None:
        """End what is still running."""
        for process in self.processes:
            if process.popen.poll() is None:
                process.popen.terminate()
        for process in self.processes:
            try:
                process.popen.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def sign_in_page(page: Any, address: str, user: Any) -> None:
    """Sign in through the sign-in page in a real browser; ``address`` without the final slash."""
    page.goto(f"{address}/masuk/")
    page.fill("[name=username]", user.get_username())
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
