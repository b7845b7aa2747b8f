"""Limits that the reading child puts on itself before it opens anything.

Every limit is the kernel's: the libraries abort, loop and allocate without asking.
"""

import ctypes
import os
import resource
import signal
import sys

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
FILE_SIZE_LIMIT = 64 * 1024 * 1024


def limit_self(*, seconds: float, memory_bytes: int, parent_id: int) -> bool:
    """Limit address space, processor time, written files and core dumps; leave the network.

    Args:
        seconds: Processor seconds, rounded up; the parent watches the wall clock.
        memory_bytes: Address space, so also more than the peak of used memory.
        parent_id: Process whose death ends this one.

    Returns:
        Whether the network was left: containers without that right refuse it.
    """
    # The network first: new credentials may forget the request to die with the parent.
    without_network = _leave_network()
    _die_with_parent(parent_id)
    processor_seconds = int(seconds) + 1
    for kind, value in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, FILE_SIZE_LIMIT),
            (resource.RLIMIT_CPU, processor_seconds),
            (resource.RLIMIT_AS, memory_bytes)):
        _, hard = resource.getrlimit(kind)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (allowed, allowed))
    # A write past the limit is an OSError in the library instead of the end of the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return without_network


def peak_bytes(pid: int | str = "self") -> int:
    """Most resident memory of a running program so far; 0 where the system does not tell.

    The usual ``ru_maxrss`` starts with the memory of the parent that was copied for a moment.
    """
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        # Gone in this moment, or a system without /proc: then nobody can tell.
        return 0
    return 0


def _die_with_parent(parent_id: int) -> None:
    if sys.platform != "linux":
        return
    library = _libc()
    library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent_id:
        # The parent died before the request above was made.
        os._exit(1)


def _leave_network() -> bool:
    if sys.platform != "linux":
        return False
    library = _libc()
    return any(library.unshare(flags) == 0
               for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
