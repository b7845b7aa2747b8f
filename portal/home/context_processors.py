"""What every page frame needs: two queries for a signed-in person, none for anybody else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .person import person_of
from .places import places_of


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
        "places": places_of(request, person),
    }
