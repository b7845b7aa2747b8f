"""``make start`` keeps its processes, ends them all, and when cut leaves nothing half."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from portal.launch import HOST, LONGEST_PAUSE, WELL_SECONDS, Portal, answers
from tests.helpers import ROOT_DIR, Process, free_port, wait_until

# Like gunicorn: binds, then forks who answers. Who answers outlives the first, if it is let.
WEB = """
import os, signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{os.getppid()} {os.getpid()}".encode())

server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
child = os.fork()
if child == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    server.serve_forever()
signal.pause()
"""
WORKER = "import signal; signal.pause()"
SMALL = """
import os, sys
from portal import launch

class Small(launch.Portal):
    commands = {{
        "web": [sys.executable, {web!r}, os.environ["PORT"]],
        "pekerja": [sys.executable, "-c", {worker!r}],
    }}

    def prepare(self):
        pass

launch.Portal = Small
sys.exit(launch.main())
"""

# The demo office takes most of a minute to tell; how it is told is tested elsewhere.
WITHOUT_DEMO = """
import sys
from portal import launch

class WithoutDemo(launch.Portal):
    def manage(self, *arguments, **options):
        if arguments[0] != "load_demo":
            super().manage(*arguments, **options)

launch.Portal = WithoutDemo
sys.exit(launch.main())
"""


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Failing(Portal):
    """Runs one process that ends at once, with code 3."""

    commands = {"web": ["/bin/sh", "-c", "exit 3"]}

    def pause_after_next_end(self) -> float:
        """Wait until the process ended; the seconds until it is started again."""

        def is_planned() -> bool:
            self.restart_what_ended()
            return "web" in self.restart_at

        wait_until(is_planned, 10)
        return self.restart_at["web"] - self.clock()


def is_living(pid: int) -> bool:
    """Whether the process runs; one that only waits to be collected does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def living_with(mark: str) -> set[int]:
    """Processes whose environment or command line contains ``mark``."""
    found = set()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or not is_living(int(folder.name)):
            continue
        try:
            facts = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
        if mark.encode() in facts:
            found.add(int(folder.name))
    return found


class Started:
    """A launcher in a process of its own."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.port = free_port()
        log = folder / f"launch-{len(list(folder.glob('launch-*')))}.log"
        self.data_dir = folder / "data"
        environment = {
            **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PORTAL_TEST_DIR"}},
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "PORT": str(self.port),
            "PORTAL_DATA_DIR": str(self.data_dir),
            "PYTHONPATH": str(ROOT_DIR),
            "PYTHONUNBUFFERED": "1",
        }
        with log.open("wb") as output:
            popen = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT_DIR, env=environment, stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.process = Process(popen, log)

    @property
    def left(self) -> set[int]:
        """What lives of it."""
        return living_with(str(self.data_dir))

    def pids(self) -> list[int]:
        """The numbers of the fake web process: first, and who answers."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/", timeout=2) as answer:
                return [int(number) for number in answer.read().split()]
        except (urllib.error.URLError, OSError):
            return []

    def wait_until_ready(self, seconds: float = 20) -> None:
        """Until it said so."""
        wait_until(lambda: "siap di" in self.process.output(), seconds, what="the portal is ready")


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Start launchers; what they leave behind is killed at the end, and only that."""
    made: list[Started] = []

    def start(*command: str) -> Started:
        made.append(Started(tmp_path, *command))
        return made[-1]

    yield start
    for one in made:
        one.process.kill()
        for pid in one.left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def small(launched: Callable[..., Started], tmp_path: Path) -> Started:
    """A launcher with small processes, ready."""
    script = tmp_path / "web.py"
    script.write_text(WEB)
    one = launched("-c", SMALL.format(web=str(script), worker=WORKER))
    one.wait_until_ready()
    return one


def test_each_pause_is_longer_until_a_minute_and_forgotten_when_it_ran_well(tmp_path):
    hands = Hands()
    portal = Failing(free_port(), tmp_path, clock=hands)
    portal.start("web")
    pauses = []
    for _time in range(9):
        pauses.append(portal.pause_after_next_end())
        hands.at += pauses[-1]
        portal.restart_what_ended()

    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    hands.at += WELL_SECONDS
    assert portal.pause_after_next_end() == 1
    hands.at += 1
    portal.restart_what_ended()
    hands.at += WELL_SECONDS - 1
    assert portal.pause_after_next_end() == 2
    portal.stop()


def test_the_pause_is_kept(tmp_path):
    hands = Hands()
    portal = Failing(free_port(), tmp_path, clock=hands)
    portal.start("web")
    pause = portal.pause_after_next_end()
    ended = portal.running["web"]

    hands.at += pause - 0.1
    portal.restart_what_ended()
    assert portal.running["web"] is ended
    hands.at += 0.1
    portal.restart_what_ended()
    assert portal.running["web"] is not ended
    portal.stop()


def test_a_killed_web_process_is_started_again_and_its_orphans_do_not_hold_the_port(small):
    first, answering = small.pids()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: answering not in (small.pids() or [answering]), 8, what="another answers")

    assert not is_living(answering)
    assert small.process.output().count("berhenti (-9)") == 1
    assert small.process.stop() == 0
    assert small.left == set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_leaves_no_process(small, number):
    pids = small.pids()
    small.process.popen.send_signal(number)

    assert small.process.popen.wait(20) == 0
    assert [pid for pid in pids if is_living(pid)] == []
    assert small.left == set()
    assert not answers(f"http://{HOST}:{small.port}/")


def test_when_the_launcher_is_killed_its_processes_end(small):
    first = small.pids()[0]
    small.process.kill()

    # Who answers in our small web process heeds no signal; gunicorn's ends with its first.
    wait_until(lambda: not is_living(first), 5)


def test_a_start_cut_at_any_moment_leaves_nothing_half(launched):
    first = launched("-m", "portal.launch")
    database = first.data_dir / "db.sqlite3"
    building = first.data_dir / "building" / "db.sqlite3"
    wait_until(building.exists, 60, what="the migrations began")
    first.process.kill()
    wait_until(lambda: first.left == set(), 5, what="the migrations ended with the launcher")
    assert not database.exists()

    # As a cut between two moves leaves it.
    (first.data_dir / "db.sqlite3-wal").write_bytes(b"of a database that was never there")
    second = launched("-m", "portal.launch")
    wait_until(lambda: "kantor contoh" in second.process.output(), 240, what="the demo is told")
    second.process.popen.send_signal(signal.SIGINT)
    assert second.process.popen.wait(10) == 0
    assert second.left == set()
    assert "Traceback" not in second.process.output()
    assert not database.exists()

    third = launched("-c", WITHOUT_DEMO)
    third.wait_until_ready(180)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from people_employee").fetchone() == (0,)
    assert not building.parent.exists()
    assert not re.search("Traceback|Error", third.process.output())
    assert third.process.stop(30) == 0
    assert third.left == set()

    again = launched("-m", "portal.launch")
    again.wait_until_ready(60)
    assert "kantor contoh" not in again.process.output()
    assert again.process.stop(30) == 0
    assert again.left == set()
