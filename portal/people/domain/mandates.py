"""Mandates: one person types for another, and it shows."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.core.actor import Actor
from portal.core.history import record_event

from ..models import Employee, Mandate, MandateScope

# What a scope covers, by verb. Verbs of later packages join by their names.
VERBS = {
    MandateScope.EVIDENCE: frozenset({"create_evidence", "add_version", "describe_evidence"}),
    MandateScope.PREPARE: frozenset({"prepare_rating", "prepare_feedback"}),
}


def covers(actor: Actor, verb: str) -> bool:
    """Whether the actor's mandate is in force today, joins these two people and covers ``verb``."""
    mandate = actor.mandate
    return (
        isinstance(mandate, Mandate)
        and mandate.owner.user_id == getattr(actor.on_behalf_of, "pk", None)
        and mandate.helper.user_id == getattr(actor.user, "pk", None)
        and mandate.is_in_force(today(mandate.owner.agency))
        and verb in VERBS[MandateScope(mandate.scope)]
    )


def mandates_held(user: Any, scope: str) -> list[Mandate]:
    """Mandates in force today under which ``user`` may type for others."""
    employee = getattr(user, "employee", None)
    if employee is None:
        return []
    return list(
        Mandate.objects.filter(helper=employee, scope=scope)
        .in_force(today(employee.agency))
        .select_related("owner__user", "owner__agency", "helper")
        .order_by("owner__name")
    )


@transaction.atomic
def give_mandate(
    owner: Employee,
    helper: Employee,
    scope: str,
    valid_from: date,
    *,
    actor: Actor,
    valid_until: date | None = None,
) -> Mandate:
    """The owner lets a helper type for them.

    Raises:
        PermissionDenied: the actor is not the owner.
        ValidationError: owner and helper are one person.
    """
    if actor.user is None or owner.user_id != actor.user.pk:
        raise PermissionDenied(_("Only the person concerned may give this mandate."))
    mandate = Mandate(
        owner=owner, helper=helper, scope=scope, valid_from=valid_from, valid_until=valid_until
    )
    mandate.full_clean()
    mandate.save()
    record_event(owner, "give_mandate", actor=actor, detail=f"{helper.name} · {scope}")
    return mandate
