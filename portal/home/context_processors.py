"""What every page frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Name of the office, places, person."""
    return {"office_name": settings.PORTAL["OFFICE_NAME"]}
