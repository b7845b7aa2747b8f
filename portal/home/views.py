"""The home page, what every office needs beside it, and the error pages."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core.disk import is_disk_full
from portal.people.keep_typing import AGAIN, Typed, prefers_json
from portal.people.views import safe_next
from portal.planning.domain.progress import progress_of

from .component_samples import component_samples
from .dashboard import (
    first_steps,
    last_files,
    shared_lately,
    todo_items,
    under_way,
    windows_now,
)
from .health import UNKNOWN, UNREACHABLE, health
from .house import troubles
from .person import person_of

logger = logging.getLogger(__name__)
DISK_FULL = gettext_noop(
    "The portal’s disk is full, so the last step was not taken and nothing was changed. "
    "Tell the keeper of the portal."
)


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for the person; for a visitor what the portal is and how to get in."""
    if not request.user.is_authenticated:
        return render(request, "home/start.html")
    person = person_of(request)
    employee = person.employee
    context: dict[str, Any] = {
        "employee": employee,
        "today": person.day,
        "items": todo_items(person),
        "house": troubles(keeps_jobs=person.keeps_jobs, keeps_files=person.keeps_files),
    }
    if employee is not None:
        files = last_files(employee)
        context |= {
            "windows": windows_now(person),
            "under_way": under_way(employee),
            "files": files,
            "progress": progress_of(employee),
            "shared": shared_lately(request.user, employee),
            "last_visit": _last_visit(request),
            "steps": [] if files else first_steps(employee, person.day),
        }
    return render(request, "home/dashboard.html", context)


def _last_visit(request: HttpRequest) -> datetime | None:
    text = request.session.get("last_visit")
    return datetime.fromisoformat(text) if text else None


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person and who sees it, in plain words."""
    template = "home/privacy_en.html" if get_language() == "en" else "home/privacy_id.html"
    return render(request, template)


@never_cache
@require_safe
def health_page(request: HttpRequest) -> HttpResponseBase:
    """Whether the portal is well: a page, or JSON for monitoring; 503 when it is not."""
    as_json = prefers_json(request) or request.GET.get("format") == "json"
    try:
        facts = health()
    except UNREACHABLE:
        logger.exception("The database does not answer.")
        if as_json:
            return JsonResponse(UNKNOWN, status=503)
        # Without request: the frame would ask the database again.
        return HttpResponse(render_to_string("home/health_down.html"), status=503)
    status = 200 if facts.is_well else 503
    if as_json:
        return JsonResponse(facts.as_json(), status=status)
    return render(request, "home/health.html", {"health": facts}, status=status)


@login_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components with invented data, for whoever keeps or builds the portal."""
    if not person_of(request).keeps_house:
        raise Http404
    return render(request, "home/components.html", component_samples())


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: it is not there, or not for this person; which of the two is not said."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: the person may see the thing, but not do this with it."""
    return render(request, "403.html", {"message": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in; what was typed into it is offered again.

    Only what this portal's own page sent is shown: a foreign page must not
    fill our forms.
    """
    user = getattr(request, "user", None)
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_ours and request.path == reverse("people:sign_out") and not user.is_authenticated:
        return redirect("people:sign_out")
    context: dict[str, Any] = {"address": request.get_full_path(), "again": AGAIN}
    if is_ours and user is not None and user.is_authenticated:
        if request.path == reverse("people:sign_in"):
            # Signed in through another tab: the sign-in form's own job is done.
            context |= {"typed": Typed.carried(request), "address": safe_next(request)}
            if not context["typed"].pairs:
                return redirect(context["address"])
        else:
            context["typed"] = Typed.of_form(request)
        context["keeps_typing"] = _keeps_typing(context["address"])
    return render(request, "home/stale_form.html", context, status=403)


def _keeps_typing(address: str) -> bool:
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return False
    return getattr(match.func, "keeps_typing", False)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without the request: its context processors may be what failed.

    507 where the disk is full, whoever met it: a view, a session, the history of an opening.
    """
    # Django calls this while it handles the error, and hands it no other way.
    if is_disk_full(sys.exc_info()[1]):
        if prefers_json(request):
            return JsonResponse({"errors": {}, "message": _(DISK_FULL)}, status=507)
        return HttpResponse(render_to_string("507.html"), status=507)
    return HttpResponse(render_to_string("500.html"), status=500)
