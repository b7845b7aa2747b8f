"""A view of Wagtail's admin does all of what was asked or nothing, and says why not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from .errors import DomainError

View = Callable[..., HttpResponseBase]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def atomic_unless_safe(view: View) -> View:
    """Run a view in one transaction unless its method only reads.

    Wagtail's edit view saves a version, publishes it and writes its log in steps of
    their own; a process that is killed in between would leave half of it.

    Everything is undone when the view raises, when it answers with a status of 400
    or more, and when it leaves an error message: all views of Wagtail's admin that
    say so mean that they did not do what was asked, and one of them saves the page
    before its approval is refused. A ``DomainError`` becomes a message and leads back
    to where the person was. Wrapping a view twice does no harm.
    """

    @wraps(view)
    def atomic_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reads_only = request.method in SAFE_METHODS
        try:
            if reads_only:
                return view(request, *args, **kwargs)
            with transaction.atomic():
                errors_before = _errors_told(request)
                response = view(request, *args, **kwargs)
                if response.status_code >= 400 or _errors_told(request) > errors_before:
                    transaction.set_rollback(True)
                return response
        except DomainError as refusal:
            return _refuse(request, str(refusal), reads_only)

    atomic_view.is_atomic = True  # type: ignore[attr-defined]  # a test looks for it (2026-11-25)
    return atomic_view


def _errors_told(request: HttpRequest) -> int:
    """How many error messages wait for the person or are on the page made for them."""
    stored = messages.get_messages(request)
    was_shown = getattr(stored, "used", False)
    count = sum(message.level >= messages.ERROR for message in stored)
    if hasattr(stored, "used"):
        # Counting is not showing.
        stored.used = was_shown
    return count


def _refuse(request: HttpRequest, reason: str, reads_only: bool) -> HttpResponseBase:
    if not reads_only:
        undone = _(
            "Nothing of this step was saved: neither what you typed since the page was last "
            "saved nor the action itself."
        )
        reason = f"{reason} {undone}"
    if not request.accepts("text/html"):
        # Wagtail's own form saves itself from time to time and expects this shape.
        return JsonResponse(
            {"success": False, "error_code": "refused", "error_message": reason}, status=400
        )
    messages.error(request, reason)
    back = _where_they_were(request)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        # A dialog of Wagtail follows this; the message is shown on the page it leads to.
        return JsonResponse({"step": "success", "redirect": back})
    return HttpResponseRedirect(back)


def _where_they_were(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    here = request.build_absolute_uri()
    is_ours = url_has_allowed_host_and_scheme(
        referrer, {request.get_host()}, require_https=request.is_secure()
    )
    # A page that refuses to be opened must not lead to itself.
    if is_ours and not (request.method in SAFE_METHODS and referrer == here):
        return referrer
    return reverse("wagtailadmin_home")
