"""Helper for predicates about one record."""

from collections.abc import Callable
from typing import Any

import rules as django_rules


def record_rule(function: Callable[[Any, Any], bool]) -> django_rules.Predicate:
    """Predicate that is False without a record or without a signed-in, active user.

    Join a negation to a positive fact: ``~is_owner`` alone is true for strangers.
    """

    def guarded(user: Any, record: Any = None) -> bool:
        if record is None or user is None or not user.is_authenticated or not user.is_active:
            return False
        return bool(function(user, record))

    return django_rules.predicate(guarded, name=function.__name__)
