"""Start the portal on one machine: ``make start``.

Sets up what is missing, then runs web, worker and index process together until
Ctrl-C. Speaks Indonesian, like the portal. Uses nothing but the standard
library until the environment is known to be complete, so that a second start
spends its time only on the three processes.
"""

import contextlib
import ctypes
import functools
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT_DIR = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
READY_SECONDS = 60
STOP_SECONDS = 15
# A process that ran for so long was well: what failed before it no longer counts.
WELL_SECONDS = 60.0
LONGEST_PAUSE = 60.0
PR_SET_PDEATHSIG = 1
# Needed only on PostgreSQL: everything else that the portal uses comes with its Python packages.
POSTGRES_TOOLS = {"pg_dump": "cadangan (manage.py backup) tidak dapat dibuat"}


def say(line: str = "") -> None:
    """One line of progress."""
    print(line, flush=True)


class Ended(Exception):
    """Told to end while the start was still being prepared."""


class Portal:
    """The three processes, watched until they are told to end.

    ``clock`` gives seconds that only grow, ``sleep`` waits for some of them.
    """

    def __init__(
        self,
        port: int,
        data_dir: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self.port = port
        self.data_dir = data_dir
        self.environment = {**os.environ, "PORTAL_DATA_DIR": str(data_dir)}
        self.environment.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        self.environment.setdefault("PORTAL_BASE_URL", f"http://{HOST}:{port}")
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started_at: dict[str, float] = {}
        self.restart_at: dict[str, float] = {}
        self.failures: dict[str, int] = {}
        self.ending = False

    @property
    def commands(self) -> dict[str, list[str]]:
        """What runs, by the name it is called in messages."""
        worker = [sys.executable, "manage.py", "run_worker", "--queue"]
        web = [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind={HOST}:{self.port}"]
        return {
            # Loaded once before it forks: one load less at every start.
            "web": [*web, "--preload", "--workers=2", "--threads=4", "--worker-class=gthread",
                    "--graceful-timeout=10", "--timeout=120", "--log-level=warning",
                    # The most that gunicorn takes; a longer address is answered in its own words.
                    "--limit-request-line=8190"],
            "pekerja": [*worker, "fast,slow"],
            "indeks": [*worker, "index", "--no-fork"],
        }

    # -- before the start --------------------------------------------------------------

    def manage(self, *arguments: str, data_dir: Path | None = None) -> None:
        """Run a management command; end the start when it fails.

        Raises:
            Ended: a signal told us to end meanwhile; the command was ended too.
        """
        environment = {**self.environment, "PORTAL_DATA_DIR": str(data_dir or self.data_dir)}
        command = _popen([sys.executable, "manage.py", *arguments], environment)
        while not _has_ended(command) and not self.ending:
            self.sleep(0.05)
        _kill_group(command)
        if self.ending:
            raise Ended
        if command.returncode:
            sys.exit(f"“manage.py {arguments[0]}” berhenti dengan galat; portal belum dijalankan.")

    def prepare(self) -> None:
        """Catalogues, database and demo office, each only when it is missing or older."""
        from portal.messages import compile_messages

        compile_messages()
        stamp = self.data_dir / "migrated"
        wanted = migrations_digest() + self.environment.get("DATABASE_URL", "")
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if "DATABASE_URL" in self.environment or (self.data_dir / "db.sqlite3").exists():
            say("Menyesuaikan basis data …")
            self._fill(self.data_dir)
        else:
            self._fill_aside()
        stamp.write_text(wanted)

    def _fill(self, data_dir: Path) -> None:
        self.manage("migrate", "--verbosity=0", data_dir=data_dir)
        self.manage("sync_roles", "--verbosity=0", data_dir=data_dir)
        say("Mengisi kantor contoh (hanya bila portal masih kosong) …")
        self.manage("load_demo", "--no-logins", data_dir=data_dir)

    def _fill_aside(self) -> None:
        """Build a new portal beside its place, so that a start that is cut leaves nothing half."""
        building = self.data_dir / "building"
        shutil.rmtree(building, ignore_errors=True)
        for left in self.data_dir.glob("db.sqlite3-*"):
            # A journal without its database would be replayed into the new one.
            left.unlink()
        say("Menyiapkan basis data baru …")
        self._fill(building)
        # The database last: while it is missing, the next start builds anew.
        for path in sorted(building.iterdir(), key=lambda path: path.name == "db.sqlite3"):
            target = self.data_dir / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.rename(target)
        building.rmdir()

    def name_missing_tools(self) -> None:
        """Say which optional tools are not here, and what is lost without them."""
        is_postgres = self.environment.get("DATABASE_URL", "").startswith("postgres")
        for tool, lost in (POSTGRES_TOOLS if is_postgres else {}).items():
            if shutil.which(tool) is None:
                say(f"Catatan: {tool} tidak terpasang; {lost}.")

    # -- running ------------------------------------------------------------------------

    def start(self, name: str) -> None:
        """Start one process, in a session of its own so that Ctrl-C reaches only us."""
        self.running[name] = _popen(self.commands[name], self.environment)
        self.started_at[name] = self.clock()

    def run(self) -> int:
        """Run until told to end; 0 when it ended as told."""
        try:
            for name in self.commands:
                self.start(name)
            if not self._wait_until_ready():
                return 1
            self._welcome()
            while not self.ending:
                self.restart_what_ended()
                self.sleep(0.3)
        finally:
            self.stop()
        return 0

    def end(self, number: int, frame: FrameType | None) -> None:
        """Signal handler: leave the loop, then stop in order."""
        self.ending = True

    def _wait_until_ready(self) -> bool:
        deadline = self.clock() + READY_SECONDS
        while self.clock() < deadline and not self.ending:
            if _has_ended(self.running["web"]):
                say("Proses web berhenti sebelum siap; pesannya ada di atas.")
                return False
            if answers(f"http://{HOST}:{self.port}/kesehatan/"):
                return True
            self.sleep(0.1)
        if not self.ending:
            say(f"Portal belum menjawab setelah {READY_SECONDS} detik; dihentikan.")
        return False

    def _welcome(self) -> None:
        from portal.home.demo.logins import printed

        say()
        say(f"Portal Kinerja siap di http://{HOST}:{self.port}/  (hentikan dengan Ctrl-C)")
        say()
        for line in printed():
            say(line)
        say()

    def restart_what_ended(self) -> None:
        """Start a process that ended again, after a pause that grows to a minute."""
        now = self.clock()
        for name, process in list(self.running.items()):
            if name in self.restart_at:
                if now >= self.restart_at[name]:
                    del self.restart_at[name]
                    self.start(name)
            elif _has_ended(process):
                # What it forked lives on when it was killed, and would hold the port.
                _kill_group(process)
                was_well = now - self.started_at[name] >= WELL_SECONDS
                self.failures[name] = 1 if was_well else self.failures.get(name, 0) + 1
                pause = min(LONGEST_PAUSE, 0.5 * 2 ** self.failures[name])
                code = process.returncode
                say(f"Proses {name} berhenti ({code}); dimulai lagi dalam {pause:g} detik.")
                self.restart_at[name] = now + pause

    def stop(self) -> None:
        """Ask all to end, wait, then insist; nothing stays behind."""
        say("Menghentikan portal …")
        # One that waits for its restart has ended and was waited for.
        living = [process for process in self.running.values() if process.returncode is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and not all(map(_has_ended, living)):
            time.sleep(0.05)
        for process in living:
            _kill_group(process)
        say("Semua proses berhenti.")


def _popen(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process that leads a session and a group of its own, and dies with us."""
    return subprocess.Popen(
        command,
        cwd=ROOT_DIR,
        env=environment,
        start_new_session=True,
        preexec_fn=functools.partial(_die_with_parent, os.getpid()),
    )


def _die_with_parent(parent: int) -> None:
    """In the child: end when the launcher dies, even when that was killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        # It died before the line above took hold.
        os._exit(1)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ended. Its number stays its own until ``_kill_group`` has waited for it."""
    if process.returncode is not None:
        return True
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, how) is not None


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process and of those that it forked, and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def migrations_digest() -> str:
    """Changes whenever a migration of ours, or a version of a dependency, may have changed."""
    sha = hashlib.sha256((ROOT_DIR / "pyproject.toml").read_bytes())
    for path in sorted(ROOT_DIR.glob("**/migrations/*.py")):
        if ".venv" not in path.parts:
            sha.update(path.relative_to(ROOT_DIR).as_posix().encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()


def answers(address: str) -> bool:
    """Whether something answers there, well or unwell."""
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Whether nobody listens on the port yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def main() -> int:
    """The whole start."""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} bukan nomor porta. Contoh: PORT=8080 make start")
    if not is_free(int(port)):
        sys.exit(
            f"Porta {port} sedang dipakai, mungkin oleh portal yang masih berjalan. "
            f"Hentikan dahulu, atau pilih porta lain: PORT={int(port) + 1} make start"
        )
    data_dir = Path(os.environ.get("PORTAL_DATA_DIR", ROOT_DIR / "var")).absolute()
    portal = Portal(int(port), data_dir)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, portal.end)
    portal.name_missing_tools()
    try:
        portal.prepare()
    except Ended:
        say("Dihentikan sebelum siap; yang setengah jadi dibuang saat dijalankan lagi.")
        return 0
    return 0 if portal.ending else portal.run()


if __name__ == "__main__":
    sys.exit(main())
