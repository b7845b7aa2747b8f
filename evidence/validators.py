"""What is valid about evidence; called by forms, verbs and imports alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from portal.people.models import Employee, WorkTeam

from .states import Confidentiality, Sharing


@dataclass(frozen=True)
class Description:
    """What a person says about a piece of evidence. Dates as in ``Evidence``."""

    title: str
    kind: Any
    number: str = ""
    dated_on: date | None = None
    activity_from: date | None = None
    activity_until: date | None = None
    issuer: str = ""
    description: str = ""
    confidentiality: str = Confidentiality.ORDINARY
    sharing: str = Sharing.ONLY_ME
    shared_with: Sequence[Employee] = field(default_factory=tuple)
    team: WorkTeam | None = None


def validate_description(description: Description, owner: Employee) -> None:
    """Raise ``ValidationError`` by field for dates out of order or sharing that cannot be.

    A secret file goes to named people only, a limited one never to the whole
    unit: the wider the circle, the less the class means.
    """
    errors: dict[str, Any] = {}
    start, until = description.activity_from, description.activity_until
    if not description.title.strip():
        errors["title"] = _("Give the file a title, so that others recognize it.")
    if start and until and until < start:
        errors["activity_until"] = _("The work cannot end before it began. Check both dates.")
    for name in ("dated_on", "activity_from", "activity_until"):
        value = getattr(description, name)
        if value is not None and not date(1945, 1, 1) <= value < date(2100, 1, 1):
            errors[name] = _("Check the year of this date.")
    sharing_error = _sharing_error(description, owner)
    if sharing_error:
        errors["sharing"] = sharing_error
    if errors:
        raise ValidationError(errors)


def _sharing_error(description: Description, owner: Employee) -> Any:
    sharing, class_name = description.sharing, description.confidentiality
    if class_name == Confidentiality.SECRET and sharing in {Sharing.TEAM, Sharing.UNIT}:
        return _("A secret file may be shared only with people you name.")
    if class_name == Confidentiality.LIMITED and sharing == Sharing.UNIT:
        return _("A limited file may not be shared with the whole unit. Name people or your team.")
    if sharing == Sharing.NAMED:
        if not description.shared_with:
            return _("Name at least one colleague, or choose “only me”.")
        if any(person.agency_id != owner.agency_id for person in description.shared_with):
            return _("You can share only with colleagues of your own agency.")
    if sharing == Sharing.TEAM and description.team is None:
        return _("Choose the team that may see the file.")
    return None


PROBLEMS = {
    "too_large": _(
        "File “%(name)s” is %(size)s, more than %(limit)s. Scan at 200 dpi or split it."
    ),
    "disk_full": _("The server has no room left, so “%(name)s” was not stored. Try again later."),
    "interrupted": _("The line was cut before “%(name)s” arrived. Send it again."),
}


def validate_incoming(incoming: Any) -> None:
    """Raise ``ValidationError`` when a received file cannot be kept: too large, no room, empty.

    Which types are taken is decided from the content, by ``validate_type``.
    """
    if incoming.problem:
        raise ValidationError(
            PROBLEMS[incoming.problem],
            code=incoming.problem,
            params={
                "name": incoming.name,
                "size": filesizeformat(incoming.size),
                "limit": filesizeformat(settings.PORTAL["MAX_UPLOAD_BYTES"]),
            },
        )
    if incoming.size == 0:
        raise ValidationError(
            _("File “%(name)s” is empty. Open it on your device and send it again."),
            code="empty",
            params={"name": incoming.name},
        )
