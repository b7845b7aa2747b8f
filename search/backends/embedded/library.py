"""Loading Tantivy, and turning its failures into ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from search.backends.base import IndexBusy, SearchUnavailable

if TYPE_CHECKING:
    from types import ModuleType


def tantivy() -> ModuleType:
    """The library, loaded at the first call.

    Imported inside the function because a process that forks (web server
    parent, job worker) must not hold its threads and locks: a child forked
    after a reload hung in a lock.
    """
    import tantivy as library

    return library


@contextmanager
def engine_errors(doing: str) -> Iterator[None]:
    """Raise :class:`SearchUnavailable` for whatever the library raises.

    ``ValueError`` stands for almost every failure of the library (missing or
    damaged files, full disk, lock). A Rust panic arrives as ``PanicException``,
    which is a ``BaseException`` of no importable name.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        if "LockBusy" in str(error) or "LockFailure" in str(error):
            raise IndexBusy(f"{doing}: another process writes to the index") from error
        raise SearchUnavailable(f"{doing}: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise SearchUnavailable(f"{doing}: the engine stopped ({error})") from error
        raise
