"""Windows: between which days a unit takes a step of a period."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.calendar.models import Period
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from ..models import OrgUnit, StepWindow
from .units import require_people_keeper


@transaction.atomic
def set_window(
    period: Period, unit: OrgUnit, step: str, opens: date, closes: date, *, actor: Actor
) -> StepWindow:
    """Say when a unit takes a step of a period; ``closes`` is exclusive. A second call moves it.

    Raises:
        PermissionDenied: the actor does not keep people and units.
        DomainError: it would close before it opens, or the period is another agency's.
    """
    require_people_keeper(actor)
    if closes <= opens:
        raise DomainError(_("A window closes after it opens. Check both days."))
    if period.agency_id != unit.agency_id:
        raise DomainError(_("This period belongs to another agency."))
    window, _made = StepWindow.objects.update_or_create(
        period=period, unit=unit, step=step, defaults={"opens": opens, "closes": closes}
    )
    record_event(
        unit, "set_window", actor=actor, unit=unit,
        detail=f"{step} {period.starts_on} {opens}–{closes}",
    )
    return window
