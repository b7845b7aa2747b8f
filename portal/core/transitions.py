"""The one way a record changes its state."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from .actor import Actor
from .errors import TransitionRefused
from .history import record_event
from .models import HistoryEvent
from .signals import state_changed
from .states import Transition


def move(
    record: models.Model,
    transition: Transition,
    *,
    actor: Actor,
    changes: dict[str, Any] | None = None,
    detail: str = "",
) -> HistoryEvent:
    """Move ``record`` by ``transition``: permission, compare-and-set, history, signal.

    All in one transaction; ``changes`` are written by the same update. Of two
    people (or clicks) at once exactly one wins.

    Raises:
        PermissionDenied: the person may not, the mandate does not cover it, or a
            system actor tries a move that is not the system's.
        TransitionRefused: the record is in no source state, or changed meanwhile.
    """
    if actor.is_system:
        if not transition.by_system:
            raise PermissionDenied(_("Only a person may do this."))
    else:
        actor.require(transition.permission, record, verb=transition.name)
    seen = record.state
    if seen not in transition.sources:
        raise TransitionRefused(_("This is no longer possible: the state has changed."))
    values = {"state": transition.target, **(changes or {})}
    with transaction.atomic():
        same = type(record)._base_manager.filter(pk=record.pk, state=seen)
        if not same.update(**values):
            raise TransitionRefused(_("Someone else changed this a moment ago."))
        for name, value in values.items():
            setattr(record, name, value)
        event = record_event(
            record,
            transition.name,
            actor=actor,
            before=seen,
            after=transition.target,
            detail=detail,
        )
        state_changed.send(type(record), record=record, event=event, transition=transition)
    return event


def available(record: models.Model, user: Any, table: Iterable[Transition]) -> set[str]:
    """Names of the transitions of ``table`` open to ``user`` in the record's present state."""
    return {
        transition.name
        for transition in table
        if record.state in transition.sources and user.has_perm(transition.permission, record)
    }
