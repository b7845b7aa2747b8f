"""What the profile page shows: facts of today, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.calendar.dates import today

from .domain.assignments import appraiser_of, posts_of
from .models import AppraiserAssignment, Employee, Mandate, PositionAssignment, ScopedRole
from .queries import colleagues_near, keepers_of, memberships_of, path_of, roles_of


@dataclass(frozen=True)
class PostFacts:
    """One post held today; ``path`` names the units from the top down."""

    title: str
    grade: str
    acting: bool
    since: date
    path: list[str]
    heads: bool


@dataclass(frozen=True)
class MandateFacts:
    """One mandate that is in force or will be. ``last_day`` is inclusive, None while open."""

    pk: int
    other: str
    scope: str
    first_day: date
    last_day: date | None
    has_begun: bool


@dataclass(frozen=True)
class ProfileFacts:
    """Everything on the profile page. ``employee`` is None for a purely technical account."""

    employee: Employee | None
    user_name: str
    posts: list[PostFacts] = field(default_factory=list)
    appraiser: AppraiserAssignment | None = None
    appraiser_post: str = ""
    keepers: list[Employee] = field(default_factory=list)
    teams: list[tuple[str, bool]] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    mandates_given: list[MandateFacts] = field(default_factory=list)
    mandates_held: list[MandateFacts] = field(default_factory=list)
    colleagues: list[str] = field(default_factory=list)


def profile_facts(employee: Employee | None, user: Any) -> ProfileFacts:
    """The facts of a person on the day of their agency."""
    groups = [(name, "") for name in user.groups.order_by("name").values_list("name", flat=True)]
    if employee is None:
        return ProfileFacts(None, user.username, roles=groups)
    day = today(employee.agency)
    held = posts_of(employee, day)
    unit = held[0].position.unit if held else None
    appraiser = appraiser_of(employee, day)
    return ProfileFacts(
        employee=employee,
        user_name=user.username,
        posts=[_post(post) for post in held],
        appraiser=appraiser,
        appraiser_post=_main_post(appraiser.appraiser, day) if appraiser else "",
        keepers=keepers_of(unit, employee, day),
        teams=[(str(row.team), row.is_lead) for row in memberships_of(employee, day)],
        roles=[_role(role) for role in roles_of(employee, day)] + groups,
        mandates_given=_mandates(Q(owner=employee), "helper", day),
        mandates_held=_mandates(Q(helper=employee), "owner", day),
        colleagues=colleagues_near([post.position.unit_id for post in held], employee, day),
    )


def _post(post: PositionAssignment) -> PostFacts:
    position = post.position
    return PostFacts(
        title=position.title,
        grade=position.grade,
        acting=post.acting,
        since=post.valid_from,
        path=[unit.name for unit in path_of(position.unit)],
        heads=position.is_head,
    )


def _main_post(employee: Employee, day: date) -> str:
    held = posts_of(employee, day)
    return held[0].position.title if held else ""


def _role(role: ScopedRole) -> tuple[str, str]:
    """Name of the role, and over what, for what and until when in one line."""
    parts = [str(role.unit or role.team or role.about)]
    if role.aspect:
        parts.append(role.get_aspect_display())
    if role.valid_until:
        last = role.valid_until - timedelta(days=1)
        parts.append(_("until %(day)s") % {"day": f"{last:%d/%m/%Y}"})
    return role.get_role_display(), " · ".join(parts)


def _mandates(whose: Q, other: str, day: date) -> list[MandateFacts]:
    rows = (
        Mandate.objects.filter(whose)
        .exclude(valid_until__lte=day)
        .select_related("owner", "helper")
        .order_by("valid_from", "pk")
    )
    return [
        MandateFacts(
            pk=row.pk,
            other=getattr(row, other).name,
            scope=row.get_scope_display(),
            first_day=row.valid_from,
            last_day=row.valid_until - timedelta(days=1) if row.valid_until else None,
            has_begun=row.valid_from <= day,
        )
        for row in rows
    ]
