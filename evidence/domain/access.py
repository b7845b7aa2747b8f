"""Grants and holds: the only way in which packages above open or freeze a version."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core import audience, clock
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import key_of, record_event
from portal.people.models import EmergencyAccess
from portal.people.permissions import OPEN_EMERGENCY

from ..models import AccessGrant, Evidence, EvidenceVersion, Hold
from ..signals import version_changed
from ..states import Sharing


@transaction.atomic
def set_grants(
    version: EvidenceVersion,
    source: str,
    tokens: Collection[str],
    *,
    until: datetime | None = None,
) -> None:
    """Make the grants of ``source`` on a version exactly ``tokens``; an empty set lifts them."""
    rows = version.grants.filter(source=source)
    if set(rows.values_list("token", "until")) == {(token, until) for token in tokens}:
        return
    rows.delete()
    AccessGrant.objects.bulk_create(
        AccessGrant(version=version, source=source, token=token, until=until)
        for token in sorted(tokens)
    )
    version_changed.send(EvidenceVersion, version=version)


def owner_tokens(evidence: Evidence) -> set[str]:
    """The owner, and auditors of the unit for the class of the file."""
    tokens = {audience.person(evidence.owner_id)}
    if evidence.unit_id is not None:
        tokens.add(audience.audit(evidence.unit_id, evidence.confidentiality))
    return tokens


def sharing_tokens(evidence: Evidence) -> set[str]:
    """Those the owner shares with, as the evidence says now."""
    if evidence.sharing == Sharing.NAMED:
        return {
            audience.person(employee_id)
            for employee_id in evidence.shares.values_list("employee_id", flat=True)
        }
    if evidence.sharing == Sharing.TEAM and evidence.team_id is not None:
        return {audience.team(evidence.team_id)}
    if evidence.sharing == Sharing.UNIT and evidence.unit_id is not None:
        return {audience.unit(evidence.unit_id)}
    return set()


def grant_owner_and_sharing(version: EvidenceVersion) -> None:
    """Write the two standing sources of a version from its evidence; use grants stay."""
    set_grants(version, AccessGrant.OWNER, owner_tokens(version.evidence))
    set_grants(version, AccessGrant.SHARING, sharing_tokens(version.evidence))


@transaction.atomic
def hold(version: EvidenceVersion, source: str, reason: str) -> None:
    """Freeze a version for a reason; the same source again only renews the reason.

    Raises:
        TransitionRefused: the version was withdrawn, so there is nothing left to freeze.
    """
    # The lock decides between a hold and a withdrawal at the same instant.
    now = EvidenceVersion.objects.select_for_update().get(pk=version.pk)
    if not now.is_standing and not now.holds.filter(source=source).exists():
        raise TransitionRefused(_("This version was withdrawn. Choose another one."))
    Hold.objects.update_or_create(version=version, source=source, defaults={"reason": reason})


@transaction.atomic
def release(version: EvidenceVersion, source: str) -> None:
    """Lift the hold of a source."""
    version.holds.filter(source=source).delete()


LONGEST_EMERGENCY = timedelta(hours=24)


@transaction.atomic
def open_emergency_access(
    version: EvidenceVersion, *, actor: Actor, reason: str, lasts: timedelta = timedelta(hours=2)
) -> EmergencyAccess:
    """Open one version to the actor for a reason and a time; the owner sees that it was done.

    Raises:
        PermissionDenied: the actor may not open in emergencies.
        DomainError: no reason, longer than a day, or an account without an employee.
    """
    if actor.user is None or not actor.user.has_perm(OPEN_EMERGENCY):
        raise PermissionDenied(_("You may not open files in an emergency."))
    if len(reason.strip()) < 10:
        raise DomainError(_("Write the reason in a sentence; the owner will read it."))
    if lasts > LONGEST_EMERGENCY:
        raise DomainError(_("Emergency access lasts a day at most."))
    employee = getattr(actor.user, "employee", None)
    if employee is None:
        raise DomainError(_("Only an account that belongs to an employee can open a file."))
    now = clock.now()
    access = EmergencyAccess.objects.create(
        user=actor.user, record=key_of(version), reason=reason, starts_at=now, ends_at=now + lasts
    )
    set_grants(
        version, f"emergency:{access.pk}", {audience.person(employee.pk)}, until=access.ends_at
    )
    record_event(version, "open_emergency", actor=actor, unit=version.evidence.unit, detail=reason)
    return access


def emergency_accesses_of(version: EvidenceVersion) -> Any:
    """Emergency accesses to a version, for its owner to see."""
    return EmergencyAccess.objects.filter(record=key_of(version)).select_related("user")
