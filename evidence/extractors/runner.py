"""Runs the reading child and turns whatever happens to it into an answer.

A fresh interpreter per file: pdfium and calamine abort the process on some files, and no
``except`` helps against that. The child and all it starts form a process group that is
killed when time is up and after every answer.
"""

import contextlib
import json
import os
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from .base import MESSAGE_DAMAGED, MESSAGE_TOO_LONG, MESSAGE_TOO_MUCH, Limits
from .limits import peak_bytes

ANSWER_LIMIT = 64 * 1024 * 1024
_LOOK_EVERY_SECONDS = 0.05
_ROOT = Path(__file__).resolve().parents[2]
_BOOT = ("import sys; sys.path.insert(0, sys.argv.pop(1)); "
         "from evidence.extractors.child import main; main()")


@dataclass(frozen=True)
class Ended:
    """How the child ended.

    Attributes:
        answer: What it said; None when it was killed, died or said nothing sensible.
        message: English message id for the person when there is no answer.
        detail: Technical reason when there is no answer.
        seconds: Wall clock, start of the interpreter included.
        peak_memory_mb: Most resident memory of the child and its children, MB (10^6 bytes).
    """

    answer: dict[str, Any] | None
    message: str
    detail: str
    seconds: float
    peak_memory_mb: float


def limits_from_settings() -> Limits:
    """The office's limits, read at call time."""
    options = settings.PORTAL
    return Limits(seconds=options["READER_SECONDS"], memory_bytes=options["READER_MEMORY_BYTES"],
                  pages=options["READER_PAGES"],
                  text_characters=options["READER_TEXT_CHARS"])


def run_child(task: str, path: Path, limits: Limits, **request: Any) -> Ended:
    """Run one task on one file in a limited child; never raises for what the file does.

    Raises:
        OSError: the machine cannot start a process or make a folder.
    """
    started = time.monotonic()
    folder = tempfile.mkdtemp(prefix="portal-reader-")
    try:
        return _run(task, path, limits, request, folder, started)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(task: str, path: Path, limits: Limits, request: dict[str, Any], folder: str,
         started: float) -> Ended:
    read_end, write_end = os.pipe()
    try:
        body = json.dumps({
            "task": task, "path": str(path.absolute()), "limits": asdict(limits),
            "answer_to": write_end, "parent_id": os.getpid(), **request})
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-c", _BOOT, str(_ROOT), body],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=folder, env=_environment(folder), pass_fds=(write_end,), start_new_session=True)
    except BaseException:
        os.close(read_end)
        raise
    finally:
        os.close(write_end)
    in_time, peak_bytes = False, 0
    try:
        said, in_time, peak_bytes = _listen(read_end, process.pid, started + limits.seconds)
    finally:
        os.close(read_end)
        usage = _end(process, patience=0.5 if in_time else 0)
    seconds = round(time.monotonic() - started, 3)
    answer = _parse(said) if in_time else None
    if answer is not None:
        peak_bytes = max(peak_bytes, answer.get("peak_bytes", 0))
    peak_mb = round(peak_bytes / 1e6, 1)
    if answer is not None:
        return Ended(answer, "", "", seconds, peak_mb)
    message, detail = _reason(process.returncode, in_time, usage, peak_bytes, limits)
    return Ended(None, message, detail, seconds, peak_mb)


def _environment(folder: str) -> dict[str, str]:
    """Nothing of the portal's own: no secrets, no proxies, one thread, one heap."""
    return {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": folder,
        "TMPDIR": folder, "PYTHONHASHSEED": "0", "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1",
    }


def _listen(read_end: int, pid: int, deadline: float) -> tuple[bytes, bool, int]:
    """What the child says until it closes the pipe, whether in time, and its peak of memory.

    Memory is looked at while waiting, because a child that aborts can no longer tell, and
    what the kernel tells of it then begins with the memory of this process.
    """
    said = bytearray()
    peak_bytes_seen = 0
    with selectors.DefaultSelector() as selector:
        selector.register(read_end, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return bytes(said), False, peak_bytes_seen
            if not selector.select(min(left, _LOOK_EVERY_SECONDS)):
                peak_bytes_seen = max(peak_bytes_seen, peak_bytes(pid))
                continue
            piece = os.read(read_end, 1 << 20)
            if not piece:
                return bytes(said), True, peak_bytes_seen
            said += piece
            if len(said) > ANSWER_LIMIT:
                return b"", True, peak_bytes_seen


def _end(process: "subprocess.Popen[bytes]", *, patience: float) -> resource.struct_rusage:
    """Kill the whole group and collect the child with its use of memory and processor."""
    status, usage = _wait(process.pid, seconds=patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if usage is None:
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _wait(pid: int, *, seconds: float) -> tuple[int, resource.struct_rusage | None]:
    """The child closes the pipe a moment before it is gone; give it that moment."""
    deadline = time.monotonic() + seconds
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            return status, usage
        if time.monotonic() > deadline:
            return 0, None
        time.sleep(0.002)


def _parse(said: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _reason(returncode: int, in_time: bool, usage: resource.struct_rusage, peak: int,
            limits: Limits) -> tuple[str, str]:
    processor_seconds = usage.ru_utime + usage.ru_stime
    if not in_time:
        return MESSAGE_TOO_LONG, f"stopped after {limits.seconds} s"
    if returncode == -signal.SIGXCPU or processor_seconds >= limits.seconds:
        return MESSAGE_TOO_LONG, f"stopped after {processor_seconds:.0f} s of processor time"
    if returncode >= 0:
        return MESSAGE_DAMAGED, f"ended with code {returncode} without an answer"
    name = signal.Signals(-returncode).name
    # Libraries abort when memory is refused. The last request is never seen as used memory.
    if peak > limits.memory_bytes / 3 or name == "SIGKILL":
        return MESSAGE_TOO_MUCH, f"{name} near the limit of memory"
    return MESSAGE_DAMAGED, name
