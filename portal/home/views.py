"""Error pages; they say what happened and what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: it is not there, or not for this person; which of the two is not said."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: the person may see the thing, but not do this with it."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in; opening it again mends that."""
    return render(request, "403.html", {"form_is_stale": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from a template that needs nothing else to work."""
    return render(request, "500.html", status=500)
