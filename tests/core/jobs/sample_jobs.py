"""Jobs that behave and misbehave, for the tests of the queue and of real worker processes."""

import ctypes
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from portal.core.jobs.queue import GiveUp, Gone, every, job, register_pump

served: list[str] = []
"""What ``serve`` was called with, in order, in this process."""


@job("sample.serve")
def serve(name: str) -> str:
    """Remember and return ``name``."""
    served.append(name)
    return name


@job("sample.serve_slowly", queue="slow")
def serve_slowly(name: str) -> str:
    """Like ``serve``, in the slow queue."""
    served.append(name)
    return name


@job("sample.fail", max_attempts=3)
def fail(message: str) -> None:
    """Raise a ``ValueError``."""
    raise ValueError(message)


@job("sample.give_up")
def give_up() -> None:
    """Say that another try would not help."""
    raise GiveUp("The file has no pages.")


@job("sample.gone")
def gone() -> None:
    """Find the record deleted."""
    raise Gone("no such record")


@job("sample.answer")
def answer(kind: str) -> object:
    """Return something that some database cannot store."""
    return {"nul": "a\x00b", "half": "a\ud800b", "object": object(), "long": "x" * 100_000}[kind]


@every(timedelta(hours=1))
@job("sample.hourly")
def hourly() -> None:
    """Be repeated."""
    served.append("hourly")


@job("sample.write_line", limit_seconds=2, max_attempts=1000, retry_seconds=0.05)
def write_line(path: str, line: str, seconds: float = 0.02) -> None:
    """Work a little, then add ``line`` to a file in one write, the last thing it does."""
    time.sleep(seconds)
    with Path(path).open("a") as handle:
        handle.write(line + "\n")


@job("sample.hang_in_c", limit_seconds=1, max_attempts=1)
def hang_in_c() -> None:
    """Hang in C code that holds the interpreter's lock: no Python signal handler ever runs."""
    sum(itertools.repeat(0))


@job("sample.eat_memory", memory_bytes=400_000_000, max_attempts=1)
def eat_memory() -> int:
    """Ask for a gigabyte."""
    return len(bytearray(1_000_000_000))


@job("sample.crash", max_attempts=2, retry_seconds=0.05)
def crash() -> None:
    """Die by a segmentation fault, for real."""
    ctypes.string_at(0)


@job("sample.exit", max_attempts=1)
def leave() -> None:
    """End the process behind everybody's back."""
    os._exit(7)


@job("sample.leave_programs", limit_seconds=1, max_attempts=1)
def leave_programs(path: str, wait: bool) -> None:
    """Start a program that would run for a minute and write its number; then end, or hang."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(path).write_text(str(program.pid))
    if wait:
        program.wait()


@job("sample.work_on", limit_seconds=30)
def work_on(path: str, seconds: float) -> None:
    """Tell that it began, work, tell that it ended."""
    with Path(path).open("a") as handle:
        handle.write("began\n")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.02)
    with Path(path).open("a") as handle:
        handle.write("ended\n")


@job("sample.kill_worker", limit_seconds=0.2, max_attempts=2)
def kill_worker() -> None:
    """Take the worker down, as the kernel does when memory is short."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


@job("sample.look_around")
def look_around() -> dict[str, object]:
    """What a job's process is like."""
    return {
        "tantivy": "tantivy" in sys.modules,
        "threads": threading.active_count(),
        "pid": os.getpid(),
        "group": os.getpgid(0),
    }


@job("sample.hang_here", queue="index", limit_seconds=0.5, max_attempts=1)
def hang_here() -> None:
    """Hang in Python code."""
    while True:
        time.sleep(0.01)


@job("sample.hang_here_in_c", queue="index", limit_seconds=0.5, max_attempts=1)
def hang_here_in_c() -> None:
    """Hang in C code, in the worker itself."""
    sum(itertools.repeat(0))


@job("sample.process_of_index", queue="index")
def process_of_index() -> int:
    """The process the index queue runs in."""
    return os.getpid()


def pump_file() -> bool:
    """Take one line from the file named by PORTAL_PUMP_FILE, or fail on the line ``bad``."""
    path = Path(os.environ.get("PORTAL_PUMP_FILE", ""))
    lines = path.read_text().splitlines() if path.is_file() else []
    if not lines:
        return False
    path.write_text("".join(line + "\n" for line in lines[1:]))
    if lines[0] == "bad":
        raise OSError("The index is broken.")
    return True


def register_pump_of_file() -> None:
    """Only in worker processes: the pumps of a test process are the project's own."""
    register_pump("index", pump_file)
