"""Which functions are jobs, how often they repeat, and what a queue's worker does between jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Function = TypeVar("Function", bound=Callable[..., Any])
Pump = Callable[[], bool]

QUEUES = ("fast", "slow", "index")
"""``fast``: seconds; ``slow``: reading files; ``index``: without fork, by the one index writer."""

_QUEUE_LABELS = {"fast": _("Short jobs"), "slow": _("Reading of files"), "index": _("Search index")}


@dataclass(frozen=True)
class JobType:
    """A registered function with its limits.

    ``label`` says to staff what the job does, in the reader's language; "" where it has none.
    ``limit_seconds`` is the time one try may take, ``memory_bytes`` the address
    space of its process (forked workers only), ``retry_seconds`` the pause
    before the second try; each further pause is four times longer.
    """

    name: str
    function: Callable[..., Any]
    queue: str
    limit_seconds: float
    memory_bytes: int
    max_attempts: int
    retry_seconds: float
    label: str | Promise = ""


_types: dict[str, JobType] = {}
_names: dict[Callable[..., Any], str] = {}
_schedules: dict[str, timedelta] = {}
_pumps: dict[str, list[Pump]] = {}


class UnknownJob(LookupError):
    """No registered job has this name, or the function is not a job."""


def job(
    name: str,
    *,
    queue: str = "fast",
    limit_seconds: float = 60,
    memory_bytes: int = 1_500_000_000,
    max_attempts: int = 4,
    retry_seconds: float = 10,
    label: str | Promise = "",
) -> Callable[[Function], Function]:
    """Make a plain module-level function a job named ``name``; the function stays callable.

    It takes JSON-able positional arguments and runs at least once: it must do
    no harm when it runs again, and write its results in one short ``atomic()``
    at the end. Raise ``GiveUp`` when another try would not help, ``Gone`` when
    the record was deleted meanwhile; any other exception is tried again.
    ``label`` names it on the staff pages.

    Raises:
        ValueError: an unknown queue, or the name is taken by another function.
    """
    if queue not in QUEUES:
        raise ValueError(f"Queue {queue!r} is none of {', '.join(QUEUES)}.")

    def register(function: Function) -> Function:
        known = _types.get(name)
        if known is not None and _place(known.function) != _place(function):
            raise ValueError(f"Two jobs are named {name!r}.")
        _types[name] = JobType(
            name, function, queue, limit_seconds, memory_bytes, max_attempts, retry_seconds, label
        )
        _names[function] = name
        return function

    return register


def every(interval: timedelta) -> Callable[[Function], Function]:
    """Repeat a job without arguments; stands above ``@job``. First due after one interval."""

    def register(function: Function) -> Function:
        _schedules[type_of(function).name] = interval
        return function

    return register


def register_pump(queue: str, function: Pump) -> None:
    """Call ``function`` in the worker of ``queue`` before each job and while it is idle.

    It does one bounded piece of work in the worker's own process and returns
    True when there was any. Only a worker started with ``--no-fork`` pumps.

    Raises:
        ValueError: an unknown queue.
    """
    if queue not in QUEUES:
        raise ValueError(f"Queue {queue!r} is none of {', '.join(QUEUES)}.")
    pumps = _pumps.setdefault(queue, [])
    if function not in pumps:
        pumps.append(function)


def type_of(function: Callable[..., Any]) -> JobType:
    """The registration of a function.

    Raises:
        UnknownJob: it carries no ``@job``.
    """
    try:
        return _types[_names[function]]
    except KeyError:
        raise UnknownJob(f"{function!r} is not a job: give it @job.") from None


def type_named(name: str) -> JobType:
    """The registration under a name.

    Raises:
        UnknownJob: this version of the portal has no such job.
    """
    try:
        return _types[name]
    except KeyError:
        raise UnknownJob(name) from None


def label_of(name: str) -> str:
    """What staff read for a job's name: its label, else the name, as for a job of older code."""
    known = _types.get(name)
    return str(known.label) if known and known.label else name


def queue_label(queue: str) -> str:
    """What staff read for a queue's name; an unknown one stays as it is."""
    return str(_QUEUE_LABELS.get(queue, queue))


def job_types() -> tuple[JobType, ...]:
    """Every registered job."""
    return tuple(_types.values())


def schedules() -> dict[str, timedelta]:
    """Name and interval of every repeated job."""
    return dict(_schedules)


def pumps_of(queue: str) -> tuple[Pump, ...]:
    """The functions to call between jobs of a queue."""
    return tuple(_pumps.get(queue, ()))


def _place(function: Callable[..., Any]) -> tuple[str, str]:
    return function.__module__, function.__qualname__
