"""Building and moving the tree of units."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.models import Agency
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..models import OrgUnit, Position
from ..permissions import MANAGE_PEOPLE


def require_people_keeper(actor: Actor) -> None:
    """Stop unless the actor keeps people and units, or is an import of the system.

    Raises:
        PermissionDenied: neither.
    """
    if not actor.is_system and not (actor.user and actor.user.has_perm(MANAGE_PEOPLE)):
        raise PermissionDenied(_("Only who keeps the people's data may do this."))


@transaction.atomic
def add_unit(
    agency: Agency, name: str, *, actor: Actor, parent: OrgUnit | None = None, short_name: str = ""
) -> OrgUnit:
    """Add a unit under ``parent``, or at the top of the agency."""
    require_people_keeper(actor)
    unit = OrgUnit.objects.create(agency=agency, parent=parent, name=name, short_name=short_name)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record_event(unit, "add_unit", actor=actor, unit=unit)
    return unit


@transaction.atomic
def move_unit(unit: OrgUnit, parent: OrgUnit | None, *, actor: Actor) -> None:
    """Hang a unit, with everything below it, under another one.

    Raises:
        DomainError: ``parent`` lies below the unit itself.
    """
    require_people_keeper(actor)
    if parent is not None and parent.path.startswith(unit.path):
        raise DomainError(_("A unit cannot be put under itself."))
    old, new = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    for member in OrgUnit.objects.below(unit):
        member.path = new + member.path[len(old) :]
        member.save(update_fields=["path"])
    unit.parent, unit.path = parent, new
    unit.save(update_fields=["parent", "path"])
    record_event(unit, "move_unit", actor=actor, unit=unit, detail=f"{old} → {new}")


@transaction.atomic
def add_position(
    unit: OrgUnit, title: str, kind: str, *, actor: Actor, grade: str = "", is_head: bool = False
) -> Position:
    """Add a post to a unit."""
    require_people_keeper(actor)
    position = Position.objects.create(
        unit=unit, title=title, kind=kind, grade=grade, is_head=is_head
    )
    record_event(position, "add_position", actor=actor, unit=unit)
    return position
