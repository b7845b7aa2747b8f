"""What waits for a person and until when; what is new around them. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.models import Evidence, EvidenceVersion
from evidence.states import ProcessingState
from portal.people.domain.assignments import appraiser_of, posts_of
from portal.people.models import Employee

from .person import Person, unopened_versions
from .places import address_of
from .waiting import waiting_lines

UNDER_WAY = (ProcessingState.RECEIVED, ProcessingState.READING)
MOST_FILES = 5


@dataclass(frozen=True)
class TodoItem:
    """One line of what waits: why, until when (inclusive), how long, and the one thing to do.

    ``kind``: of a line of the cycle, as in ``waiting``; empty for files and windows.
    """

    label: str
    url: str
    action: str
    reason: str = ""
    due_on: date | None = None
    minutes: int | None = None
    tone: str = ""
    kind: str = ""


@dataclass(frozen=True)
class OpenWindow:
    """A step that is open for the person's unit. ``last_day`` is inclusive."""

    label: str
    period: str
    last_day: date
    days_gone: int
    days_all: int
    filed: int


def _steps() -> dict[str, tuple[str, str, str, int]]:
    """Steps that have a page here: label, address, verb, minutes."""
    return {"evidence": (_("Evidence"), reverse("evidence:upload"), _("File evidence"), 10)}


def todo_items(person: Person) -> list[TodoItem]:
    """What waits for the person, the first to end first; files that nobody can open after that."""
    if person.employee is None:
        return []
    items = []
    for window in person.windows_closing:
        label, url, action, minutes = _steps()[window.step]
        items.append(
            TodoItem(
                label=f"{label} · {window.period}",
                url=url,
                action=action,
                due_on=window.closes - timedelta(days=1),
                minutes=minutes,
            )
        )
    items += [
        TodoItem(
            label=line.label, url=line.url, action=line.action, reason=line.reason,
            due_on=line.due_on, minutes=line.minutes, tone=line.tone, kind=line.kind,
        )
        for line in waiting_lines(
            person.user, person.employee, person.day, leads=person.leads, checks=person.checks
        )
    ]
    # What was returned first, then by day; what has no day keeps its order.
    items.sort(key=lambda item: (item.tone != "warn", item.due_on or date.max))
    return items + (_unopened_items(person) if person.unopened else [])


def _unopened_items(person: Person) -> list[TodoItem]:
    versions = (
        unopened_versions()
        .filter(evidence__owner=person.employee)
        .select_related("evidence")
        .order_by("-uploaded_at")
    )
    items = [
        TodoItem(
            label=version.evidence.title,
            url=version.evidence.get_absolute_url(),
            action=_("Replace the file"),
            reason=(
                _("locked by a password: nobody can check it")
                if version.state == ProcessingState.LOCKED
                else _("stored, but it cannot be opened")
            ),
            minutes=5,
            tone="warn",
        )
        for version in versions[:MOST_FILES]
    ]
    more = person.unopened - len(items)
    if more <= 0:
        return items
    rest = TodoItem(
        label=ngettext("%(count)s more file", "%(count)s more files", more) % {"count": more},
        url=reverse("evidence:list"),
        action=_("See all"),
        reason=_("cannot be opened"),
        tone="warn",
    )
    return [*items, rest]


def windows_now(person: Person) -> list[OpenWindow]:
    """The open windows with how far they are and what was filed in their period."""
    windows, employee, day = person.windows, person.employee, person.day
    if not windows or employee is None:
        return []
    zone = employee.agency.zone
    filed = Evidence.objects.filter(owner=employee).aggregate(
        **{
            f"in_{window.pk}": Count(
                "pk",
                filter=Q(
                    created_at__gte=_midnight(window.period.starts_on, zone),
                    created_at__lt=_midnight(window.closes, zone),
                ),
            )
            for window in windows
        }
    )
    rows = []
    for window in windows:
        label, _url, _action, _minutes = _steps()[window.step]
        rows.append(
            OpenWindow(
                label=label,
                period=str(window.period),
                last_day=window.closes - timedelta(days=1),
                days_gone=(day - window.opens).days + 1,
                days_all=(window.closes - window.opens).days,
                filed=filed[f"in_{window.pk}"],
            )
        )
    return rows


def _midnight(day: date, zone: Any) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=zone)


def under_way(employee: Employee) -> int:
    """Own files that are still waiting to be read, or being read."""
    return EvidenceVersion.objects.current().filter(
        evidence__owner=employee, state__in=UNDER_WAY
    ).count()


def last_files(employee: Employee) -> list[EvidenceVersion]:
    """The newest versions of the employee's own evidence."""
    return list(
        EvidenceVersion.objects.current()
        .filter(evidence__owner=employee)
        .select_related("evidence__kind")
        .order_by("-uploaded_at")[:MOST_FILES]
    )


def shared_lately(user: Any, employee: Employee) -> list[EvidenceVersion]:
    """The newest versions of others that the person may see."""
    return list(
        EvidenceVersion.objects.visible_to(user)
        .current()
        .exclude(evidence__owner=employee)
        .select_related("evidence__owner", "evidence__unit")
        .order_by("-uploaded_at")[:MOST_FILES]
    )


def first_steps(employee: Employee, day: date) -> list[dict[str, Any]]:
    """Three steps for somebody who has filed nothing yet."""
    is_known = bool(posts_of(employee, day)) and appraiser_of(employee, day) is not None
    to_do, later = _("to do"), _("later")
    return [
        {
            "label": _("Check what the portal knows about you"),
            "hint": (
                _("Post, unit and appraiser are filled in. Are they right?")
                if is_known
                else _("A post or an appraiser is missing. Your profile says who mends it.")
            ),
            "url": reverse("people:profile"),
            "state_label": to_do if is_known else _("needs mending"),
            "state": "todo" if is_known else "warn",
        },
        {
            "label": _("File a first document"),
            "hint": _("A photo of an assignment letter is enough. Title and kind, and it is kept."),
            "url": reverse("evidence:upload"),
            "state_label": to_do,
            "state": "todo",
        },
        {
            "label": _("Find it again by a word inside"),
            "hint": _("A minute after filing, the search knows every word of it."),
            "url": address_of("search:results"),
            "state_label": later,
            "state": "open",
        },
    ]
