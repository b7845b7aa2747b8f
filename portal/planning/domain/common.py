"""What the verbs of planning share: compare-and-set by revision, and who decides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import TransitionRefused
from portal.core.models import TimeStamped
from portal.people.models import Employee


class Conflict(TransitionRefused):
    """Somebody wrote meanwhile: another tab, another device. What was typed is not lost."""


def conflict() -> Conflict:
    """The one sentence for it."""
    return Conflict(
        _(
            "This was changed meanwhile, perhaps in another tab. Nothing was overwritten: what "
            "you typed stands below. Compare it with what is saved, then save again."
        )
    )


def take_revision(record: Any, revision: int, states: Any = None) -> None:
    """Claim the next revision of a record for the writing that follows in this transaction.

    Raises:
        Conflict: it is not at ``revision`` any more, or has left ``states``.
    """
    rows = type(record)._base_manager.filter(pk=record.pk, revision=revision)
    if states is not None:
        rows = rows.filter(state__in=states)
    values: dict[str, Any] = {"revision": F("revision") + 1}
    if isinstance(record, TimeStamped):
        record.updated_at = values["updated_at"] = clock.now()
    if not rows.update(**values):
        raise conflict()
    record.revision = revision + 1


def employee_of(actor: Actor) -> Employee:
    """The employee who acts, the owner of the mandate where there is one.

    Raises:
        PermissionDenied: an account without an employee.
    """
    employee: Employee | None = getattr(actor.rights_of, "employee", None)
    if employee is None:
        raise PermissionDenied(_("Only an account that belongs to an employee may do this."))
    return employee
