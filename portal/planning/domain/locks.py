"""Whether a period may still be written in. Higher packages say what locks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.core.errors import TransitionRefused

Lock = Callable[[Any, Any], str]
LockOfRows = Callable[[str], Any]
_locks: list[Lock] = []
_locks_of_rows: list[LockOfRows] = []


def register_lock(lock: Lock, of_rows: LockOfRows | None = None) -> None:
    """Let a package say why (plan, period) is locked: a whole sentence, or "" while it is not.

    ``of_rows``: its twin for lists, a condition on rows that have a plan and a
    period; it is told the way to both, for example ``realization__``.
    """
    if lock not in _locks:
        _locks.append(lock)
    if of_rows is not None and of_rows not in _locks_of_rows:
        _locks_of_rows.append(of_rows)


def lock_reason(plan: Any, period: Any) -> str:
    """Why nothing of the period may change any more; empty while it may."""
    for lock in _locks:
        reason = lock(plan, period)
        if reason:
            return reason
    return ""


def is_locked(way: str = "") -> Q:
    """Twin of ``lock_reason`` for lists: rows in whose period nothing may change any more."""
    found = Q(pk__in=[])
    for of_rows in _locks_of_rows:
        found |= Q(of_rows(way))
    return found


def require_unlocked(plan: Any, period: Any) -> None:
    """Stop when the period is locked, for example by a delivered evaluation.

    Raises:
        TransitionRefused: with the sentence of what locks it.
    """
    reason = lock_reason(plan, period)
    if reason:
        not_saved = _("What you typed was not saved.")
        raise TransitionRefused(f"{reason} {not_saved}")
