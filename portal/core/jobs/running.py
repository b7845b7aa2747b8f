"""Calling a job's function and telling how it ended; running waiting jobs in this process."""

import json
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction

from . import claiming
from .models import Job
from .registry import QUEUES, UnknownJob, pumps_of, type_named
from .states import Cause

LONGEST_RESULT = 60_000
_current: ContextVar[Job | None] = ContextVar("current_job", default=None)


class GiveUp(Exception):
    """Raised by a job: another try would not help. The message is shown to staff."""


class Gone(Exception):
    """Raised by a job: its record was deleted meanwhile, there is nothing left to do."""


class TimeLimit(BaseException):
    """The time of a job in this process is over. No ``Exception``, so that jobs do not catch it."""


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended, JSON-able to travel from the child to its worker."""

    cause: str = ""
    facts: str = ""
    result: Any = None
    error_class: str = ""
    traceback: str = ""
    final: bool = False

    def to_bytes(self) -> bytes:
        """One line; its end tells that the message is whole."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_bytes(cls, message: bytes) -> "Outcome | None":
        """The outcome, or None when the child died before its message was whole."""
        return cls(**json.loads(message)) if message.endswith(b"\n") else None

    def write(self, job: Job) -> bool:
        """Write the outcome to the row. False: the attempt is not running any more."""
        if self.cause in ("", Cause.GONE):
            return claiming.finish(job, self.result, self.cause)
        return claiming.fail(
            job,
            Cause(self.cause),
            self.facts,
            error_class=self.error_class,
            traceback=self.traceback,
            final=self.final,
        )


def current_job() -> Job | None:
    """The job whose function is being called in this process, or None."""
    return _current.get()


def call(job: Job) -> tuple[Outcome, BaseException | None]:
    """Call the function of ``job`` here; the outcome, and the exception it ended with."""
    try:
        job_type = type_named(job.name)
    except UnknownJob as error:
        return Outcome(cause=Cause.UNKNOWN, facts=job.name), error
    token = _current.set(job)
    try:
        return Outcome(result=_json_able(_call_function(job_type.function, job.arguments))), None
    except Gone as error:
        return Outcome(cause=Cause.GONE), error
    except GiveUp as error:
        return _failure(Cause.REFUSED, str(error), error, final=True), error
    except MemoryError as error:
        return _failure(Cause.MEMORY, str(job_type.memory_bytes // 2**20), error), error
    except TimeLimit as error:
        return _failure(Cause.TIME, f"{job_type.limit_seconds:g}", error), error
    # The boundary of background work: whatever a job raises is kept on its row for staff.
    except (Exception, SystemExit) as error:  # noqa: BLE001  see above (2026-11-24)
        facts = f"{type(error).__name__}: {error}"
        return _failure(Cause.ERROR, facts, error), error
    finally:
        _current.reset(token)


def _call_function(function: Any, arguments: list[Any]) -> Any:
    if connection.in_atomic_block:
        # Inline inside somebody's transaction: an error must undo the job alone.
        with transaction.atomic():
            return function(*arguments)
    return function(*arguments)


def _failure(cause: Cause, facts: str, error: BaseException, *, final: bool = False) -> Outcome:
    return Outcome(
        cause=cause,
        facts=claiming.trim(facts, 1000),
        error_class=f"{type(error).__module__}.{type(error).__qualname__}"[:200],
        traceback=claiming.trim("".join(traceback.format_exception(error))),
        final=final,
    )


def _json_able(result: Any) -> Any:
    """The result as it can be stored, or None: a finished job does not fail by its answer."""
    try:
        text = json.dumps(result, ensure_ascii=False)
    except (TypeError, ValueError):
        return None
    if len(text) > LONGEST_RESULT:
        return None
    # PostgreSQL stores neither NUL nor half a surrogate pair.
    text = text.encode("utf-8", "replace").decode()
    return json.loads(text.replace("\\u0000", "\\ufffd"))


def run_pending_inline(
    queues: Iterable[str] | None = None, *, limit: int = 10_000, raise_errors: bool = True
) -> int:
    """Run due jobs, and the pumps of their queues, here and now; for tests and the demo office.

    Asks the project's clock, so jobs planned for later run once it is moved
    there. No limits of time or memory hold. An outcome is written first; with
    ``raise_errors`` the exception of a job that went wrong is then raised.

    Args:
        queues: which queues, all when None; in order of preference.
        limit: the most jobs to run.

    Returns:
        How many jobs ran.
    """
    names = tuple(QUEUES if queues is None else queues)
    ran = 0
    while True:
        pumped = [pump() for queue in names for pump in pumps_of(queue)]
        job = claiming.claim(names, "inline") if ran < limit else None
        if job is not None:
            ran += 1
            outcome, error = call(job)
            outcome.write(job)
            if error is not None and raise_errors and not isinstance(error, Gone):
                raise error
        elif not any(pumped):
            return ran
