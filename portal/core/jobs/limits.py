"""What keeps a child process within its bounds, whatever code it runs (Linux)."""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Loaded once here: a child between fork and exec must not load libraries.
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies. Also fit as a ``preexec_fn``.

    Programs a job starts (converters, OCR) need it too: when a worker is killed
    its child dies, but the child's own children would live on.

    Raises:
        OSError: the kernel refuses.
    """
    if _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def bind_child(parent_pid: int, memory_bytes: int) -> None:
    """Bound this freshly forked process: own group, dies with its parent, limited memory, no core.

    ``memory_bytes`` limits the address space; beyond it Python raises
    ``MemoryError`` and C code gets NULL.
    """
    os.setpgid(0, 0)
    die_with_parent()
    if os.getppid() != parent_pid:
        # The parent died before the line above took hold.
        os._exit(1)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        # When the whole machine is short of memory, the job goes before the web process.
        # Some containers forbid it; the job's own limit above holds all the same.
        Path("/proc/self/oom_score_adj").write_text("500")
    # The worker decides when to stop; a service manager that signals everybody must not
    # fail the job. Functions, not SIG_IGN, so that programs the job starts get the default.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: None)


def kill_group(pid: int) -> None:
    """Kill the process group led by ``pid``: the job and every program it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def thread_count() -> int:
    """Native threads of this process; forking with more than one is unsafe."""
    return len(os.listdir("/proc/self/task"))
