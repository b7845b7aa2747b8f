"""Mandates: one person types for another, and it shows."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..models import Employee, Mandate, MandateScope
from ..permissions import END_MANDATE
from ..signals import mandate_ended

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
        DomainError: the helper is of another agency or has left, the time is over
            or reaches into the past, or the helper holds the same mandate already.
    """
    if actor.user is None or owner.user_id != actor.user.pk:
        raise PermissionDenied(_("Only the person concerned may give this mandate."))
    if owner.pk == helper.pk:
        raise DomainError(_("You need no mandate for yourself. Choose a colleague."))
    if helper.agency_id != owner.agency_id or helper.left_on is not None:
        raise DomainError(_("Only a colleague who works in your agency now can hold a mandate."))
    if valid_from < today(owner.agency):
        raise DomainError(_("A mandate cannot begin in the past; what was typed stays as it is."))
    same = Mandate.objects.filter(owner=owner, helper=helper, scope=scope)
    if same.exclude(valid_until__lte=valid_from).exists():
        raise DomainError(
            _("%(name)s holds this mandate already. End it first, to change its time.")
            % {"name": helper.name}
        )
    mandate = Mandate(
        owner=owner, helper=helper, scope=scope, valid_from=valid_from, valid_until=valid_until
    )
    mandate.full_clean()
    mandate.save()
    record_event(owner, "give_mandate", actor=actor, detail=f"{helper.name} · {scope}")
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, on: date, *, actor: Actor) -> None:
    """End a mandate on a day; from that day on the helper may do nothing more under it.

    The owner takes it back, or the helper lays it down. One that has not begun
    never begins.

    Raises:
        PermissionDenied: the actor is neither.
        DomainError: it has ended already, perhaps by a second click.
    """
    actor.require(END_MANDATE, mandate)
    end = max(on, mandate.valid_from)
    same = Mandate.objects.filter(pk=mandate.pk).exclude(valid_until__lte=end)
    if not same.update(valid_until=end):
        raise DomainError(_("This mandate has ended already."))
    mandate.valid_until = end
    record_event(
        mandate.owner, "end_mandate", actor=actor,
        detail=f"{mandate.helper.name} · {mandate.scope}",
    )
    mandate_ended.send(Mandate, mandate=mandate)
