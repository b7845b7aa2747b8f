"""What every page frame needs: two queries for a signed-in person, none for anybody else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from .person import Person, person_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Name of the office, places, person, and how much waits."""
    context: dict[str, Any] = {
        "office_name": settings.PORTAL["OFFICE_NAME"],
        "help_contact": settings.PORTAL["HELP_CONTACT"],
    }
    # Error pages come without a user when an early middleware failed.
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    person = person_of(request)
    return {
        **context,
        "person": person.employee,
        "waiting_count": person.waiting_count,
        "places": _places(request, person),
    }


def _places(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """At most six (look.md 2); later pieces bring theirs."""
    home = reverse("home:dashboard")
    places: list[dict[str, Any]] = [
        {"url": home, "label": _("Home"), "icon": "home", "count": person.waiting_count},
        {"url": reverse("evidence:list"), "label": _("Evidence"), "icon": "folder"},
        {"url": reverse("search:results"), "label": _("Search"), "icon": "search"},
    ]
    if person.keeps_house:
        failed = person.failed_jobs if person.keeps_jobs else 0
        places.append(
            {
                "url": reverse("home:house"),
                "label": _("Keep house"),
                "icon": "settings",
                "count": failed,
            }
        )
    for place in places:
        url = place["url"]
        place["is_current"] = request.path == url or (
            url != home and request.path.startswith(url)
        )
    return places
