"""What waits to be checked, and the search over everything one may check."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET

from portal.core import clock
from portal.core.paging import page
from portal.people.keep_typing import keep_typing
from portal.planning.models import EvidenceUse

from ..filters import QueueFilter, UseSearch
from ..queries import may_check, queue_facts, queue_of, uses_to_search
from .common import bench_address, kept_query


@require_GET
@keep_typing
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the person, the oldest first."""
    waiting = queue_of(request.user)
    form = QueueFilter(request.GET, waiting=waiting)
    rows = form.apply(waiting)
    shown = page(request, rows)
    kept = kept_query(request)
    first = rows.first()
    context = {
        "facts": queue_facts(request.user),
        "next_url": bench_address(first, kept) if first is not None else "",
        "form": form,
        "page": shown,
        "columns": [
            {"label": _("File")}, {"label": _("Person")}, {"label": _("Indicator")},
            {"label": pgettext("time", "Period")}, {"label": _("Waits")},
        ],
        "rows": [_cells(use, kept) for use in shown.object_list],
        "tabs": tabs("queue"),
        "may_check": may_check(request.user),
    }
    return render(request, "verification/queue.html", context)


@require_GET
@keep_typing
def uses(request: HttpRequest) -> HttpResponse:
    """Everything the person may check, waiting or judged, by words and facets."""
    search = UseSearch(request.GET, uses_to_search(request.user))
    shown = page(request, search.found())
    facets, chips = search.facets()
    context = {
        "form": search.form,
        "page": shown,
        "rows": [{"use": use, "url": bench_address(use)} for use in shown.object_list],
        "facets": facets,
        "chips": chips,
        "kept": [(chip["key"], chip["value"]) for chip in chips],
        "clear_url": reverse("verification:uses"),
        "is_narrowed": search.is_narrowed,
        "tabs": tabs("uses"),
        "may_check": may_check(request.user),
    }
    return render(request, "verification/uses.html", context)


def tabs(here: str) -> list[dict[str, Any]]:
    """The two lists of the checker."""
    names = (("queue", _("Waiting")), ("uses", _("All files to check")))
    return [
        {"label": label, "url": reverse(f"verification:{name}"), "is_current": name == here}
        for name, label in names
    ]


def _cells(use: EvidenceUse, kept: str) -> list[dict[str, Any]]:
    """One row of the queue; the first cell names the file and leads to the bench."""
    realization = use.realization
    return [
        {"text": use.version.evidence.title, "url": bench_address(use, kept)},
        _cell(realization.plan.employee.name),
        _cell(realization.indicator.statement),
        _cell(str(realization.period)),
        _cell(_waits(use).replace(" ", "\u00a0")),
    ]


def _cell(text: str) -> dict[str, Any]:
    return {"text": text}


def _waits(use: EvidenceUse) -> str:
    """For how long it waits: "6 days"."""
    days = (clock.now() - use.submitted_at).days if use.submitted_at else 0
    if not days:
        return _("since today")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
