"""What the pages of evidence show, in a fixed number of queries. Nothing is written here."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from portal.calendar.dates import today
from portal.people.models import Employee, TeamMembership, WorkTeam

from .models import Evidence, EvidenceVersion


def teams_of(employee: Employee) -> QuerySet[WorkTeam]:
    """Teams the employee belongs to today."""
    memberships = TeamMembership.objects.filter(employee=employee).in_force(today(employee.agency))
    return WorkTeam.objects.filter(pk__in=memberships.values("team_id")).order_by("name")


def colleagues_of(employee: Employee) -> QuerySet[Employee]:
    """People of the same agency who are still there, without the employee."""
    return Employee.objects.active().filter(agency=employee.agency).exclude(pk=employee.pk)


def files_for(user: Any, *, mine: bool) -> QuerySet[Evidence]:
    """A person's own files, or those others share with them; each with state and year.

    ``current_state`` and ``current_withdrawn`` are of the version that the list
    shows: the newest standing one the person may see, else the newest tombstone.
    """
    seen = EvidenceVersion.objects.visible_to(user)
    shown = in_showing_order(seen.filter(evidence=OuterRef("pk")))
    # Own files are found by their owner, without asking every grant.
    files = (
        Evidence.objects.owned_by(user)
        if mine
        else Evidence.objects.visible_to(user).exclude(owner__user=user)
    )
    return files.select_related("kind", "owner", "unit").annotate(
        current_state=Subquery(shown.values("state")[:1]),
        current_withdrawn=Subquery(shown.values("withdrawn_at")[:1]),
        year=Coalesce(ExtractYear("dated_on"), ExtractYear("created_at")),
    )


def in_showing_order(versions: QuerySet[EvidenceVersion]) -> QuerySet[EvidenceVersion]:
    """Standing versions first, newest first: the first one is what a page shows."""
    from_tombstones = Q(withdrawn_at=None)
    return versions.annotate(stands=from_tombstones).order_by("-stands", "-number")


def shown_versions(files: Iterable[Evidence], user: Any) -> dict[int, EvidenceVersion]:
    """The version to show of each file, by the file's key; one query."""
    versions = (
        EvidenceVersion.objects.visible_to(user)
        .filter(evidence__in=[file.pk for file in files])
        .select_related("stored_file", "evidence__owner__agency", "evidence__kind", "uploaded_by")
    )
    shown: dict[int, EvidenceVersion] = {}
    for version in in_showing_order(versions):
        shown.setdefault(version.evidence_id, version)
    return shown
