"""What is said about evidence: as it is kept, as it differs, and whom it may name."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.people.models import Employee

from ..models import Evidence
from ..queries import teams_of
from ..states import Sharing
from ..validators import Description

DESCRIPTION_FIELDS = (
    "title",
    "kind",
    "number",
    "dated_on",
    "activity_from",
    "activity_until",
    "issuer",
    "description",
    "confidentiality",
    "sharing",
    "team",
)


def require_own_team(description: Description, owner: Employee, before: Any = None) -> None:
    """Raise ``ValidationError`` when the file would go to a team the owner is not a member of.

    ``before`` is the team it is shared with already: leaving a team does not
    make the description unsaveable.
    """
    if description.sharing != Sharing.TEAM or description.team == before:
        return
    if not teams_of(owner).filter(pk=description.team.pk).exists():
        raise ValidationError({"team": _("You can share only with a team you belong to.")})


def tidy(description: Description) -> Description:
    """The description as it is kept: trimmed, and without people or team that do not count."""
    named = description.shared_with if description.sharing == Sharing.NAMED else ()
    return replace(
        description,
        title=" ".join(description.title.split()),
        number=description.number.strip(),
        issuer=description.issuer.strip(),
        description=description.description.strip(),
        shared_with=tuple(named),
        team=description.team if description.sharing == Sharing.TEAM else None,
    )


def description_of(evidence: Evidence) -> Description:
    """What is said about a piece of evidence now."""
    return Description(
        shared_with=tuple(share.employee for share in evidence.shares.select_related("employee")),
        **{name: getattr(evidence, name) for name in DESCRIPTION_FIELDS},
    )


def changed_fields(evidence: Evidence, description: Description) -> list[str]:
    """Names of the fields in which ``description`` differs from what is said now."""
    now, description = tidy(description_of(evidence)), tidy(description)
    changed = [
        name for name in DESCRIPTION_FIELDS if getattr(now, name) != getattr(description, name)
    ]
    if {person.pk for person in now.shared_with} != {p.pk for p in description.shared_with}:
        changed.append("shared_with")
    return changed
