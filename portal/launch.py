"""Start the portal on one machine: ``make start``.

Sets up what is missing, then runs web, worker and index process together until
Ctrl-C. Speaks Indonesian, like the portal. Uses nothing but the standard
library until the environment is known to be complete, so that a second start
spends its time only on the three processes.
"""

import ctypes
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
from pathlib import Path
from types import FrameType

ROOT_DIR = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
READY_SECONDS = 60
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1
# Needed only on PostgreSQL: everything else that the portal uses comes with its Python packages.
POSTGRES_TOOLS = {"pg_dump": "cadangan (manage.py backup) tidak dapat dibuat"}


def say(line: str = "") -> None:
    """One line of progress."""
    print(line, flush=True)


class Portal:
    """The three processes, watched until they are told to end."""

    def __init__(self, port: int, data_dir: Path) -> None:
        self.port = port
        self.data_dir = data_dir
        self.environment = {**os.environ, "PORTAL_DATA_DIR": str(data_dir)}
        self.environment.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        self.environment.setdefault("PORTAL_BASE_URL", f"http://{HOST}:{port}")
        self.running: dict[str, subprocess.Popen[bytes]] = {}
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
        """Run a management command; end the start when it fails."""
        environment = {**self.environment, "PORTAL_DATA_DIR": str(data_dir or self.data_dir)}
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT_DIR, env=environment, check=False
        )
        if done.returncode:
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
        say("Menyiapkan basis data baru …")
        self._fill(building)
        # The database last: while it is missing, the next start builds anew.
        for path in sorted(building.iterdir(), key=lambda path: path.name.startswith("db.")):
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
        self.running[name] = subprocess.Popen(
            self.commands[name],
            cwd=ROOT_DIR,
            env=self.environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def run(self) -> int:
        """Run until told to end; 0 when it ended as told."""
        for name in self.commands:
            self.start(name)
        try:
            if not self._wait_until_ready():
                return 1
            self._welcome()
            while not self.ending:
                self._restart_what_ended()
                time.sleep(0.3)
        finally:
            self.stop()
        return 0

    def end(self, number: int, frame: FrameType | None) -> None:
        """Signal handler: leave the loop, then stop in order."""
        self.ending = True

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and not self.ending:
            if self.running["web"].poll() is not None:
                say("Proses web berhenti sebelum siap; pesannya ada di atas.")
                return False
            if answers(f"http://{HOST}:{self.port}/kesehatan/"):
                return True
            time.sleep(0.1)
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

    def _restart_what_ended(self) -> None:
        """Start a process that ended again, after a pause that grows to a minute."""
        now = time.monotonic()
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            if name not in self.restart_at:
                self.failures[name] = self.failures.get(name, 0) + 1
                pause = min(60.0, 0.5 * 2 ** self.failures[name])
                code = process.returncode
                say(f"Proses {name} berhenti ({code}); dimulai lagi dalam {pause:g} detik.")
                self.restart_at[name] = now + pause
            elif now >= self.restart_at[name]:
                del self.restart_at[name]
                self.start(name)

    def stop(self) -> None:
        """Ask all to end, wait, then insist; nothing stays behind."""
        say("Menghentikan portal …")
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        say("Semua proses berhenti.")


def _die_with_parent() -> None:
    """In the child: end when the launcher dies, even when that was killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


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
    portal.prepare()
    return 0 if portal.ending else portal.run()


if __name__ == "__main__":
    sys.exit(main())
