"""Importing a text in Wagtail's admin: hand in, look at the proposal, save as a draft."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.actor import actor_of
from portal.core.errors import DomainError

from ..domain.editions import may_add_regulation
from ..domain.source import SourceRefused, facts_of
from ..domain.submissions import KEPT, accept, discard, proposal_of, submit, waiting_for
from ..domain.wording import label_of
from ..edition_forms import AppliesForm, RecordForm, SourceForm
from ..importing.checks import Place
from ..importing.rows import Row
from ..importing.tree import FindingKind
from ..models import RegulationPage, RegulationText, SubmittedText
from ..permissions import MEND_EDITION

MOST_SHOWN = 200
AROUND = 160
"""So many characters before and after a place are shown."""


@dataclass(frozen=True)
class Shown:
    """A finding with the text around it: ``before`` the place, ``there``, ``after``."""

    place: Place
    name: str
    before: str
    there: str
    after: str


def page_to_edit(request: HttpRequest, page_id: int) -> RegulationPage:
    """The regulation, or 404 for whom Wagtail does not let edit it."""
    page: RegulationPage = get_object_or_404(RegulationPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return page


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page of ours: addresses and names."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return [home, *({"url": url, "label": label} for url, label in steps)]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, page_id: int | None = None) -> HttpResponse:
    """Take a file or a pasted text, for a new regulation or another edition of one."""
    page = None
    if page_id is not None:
        page = page_to_edit(request, page_id)
        if not request.user.has_perm(MEND_EDITION, RegulationText(regulation=page)):
            messages.warning(request, _("This page is locked, so it gets no other text now."))
            return redirect("wagtailadmin_pages:edit", page.pk)
    elif not may_add_regulation(request.user):
        raise Http404
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        raw, name = form.source()
        key: uuid.UUID = form.cleaned_data["submission_id"]
        try:
            submitted = submit(key, raw, name, person=request.user, page=page)
        except SourceRefused as refusal:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(refusal))
        else:
            return redirect("import_preview", submitted.pk)
    title = _("Import a new edition") if page else _("Import a regulation")
    context = {
        "form": form,
        "page": page,
        "waiting": waiting_for(request.user, page),
        "kept_days": KEPT.days,
        "header_title": title,
        "page_title": title,
        "page_subtitle": page.citation if page else "",
        "breadcrumbs_items": crumbs(*_page_crumb(page), ("", title)),
    }
    return render(request, "guidelines/admin/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what would become of the file; save it as a draft, or forget it."""
    submitted = get_object_or_404(
        SubmittedText.objects.select_related("regulation", "edition"), pk=pk, person=request.user
    )
    page = submitted.regulation
    if submitted.edition is not None:
        return _made(request, submitted.edition, is_new=False)
    if page is not None:
        page_to_edit(request, page.pk)
    elif not may_add_regulation(request.user):
        raise Http404
    if request.method == "POST" and "discard" in request.POST:
        discard(submitted)
        messages.success(request, _("The file was forgotten; nothing was made of it."))
        return redirect(_start_of(page))
    source, rows, places, summary = proposal_of(submitted)
    form: Any
    if page is not None:
        form = AppliesForm(request.POST or None)
    else:
        form = RecordForm(request.POST or None, initial=facts_of(source.text))
    if request.method == "POST" and form.is_valid():
        try:
            edition, is_new = accept(submitted, actor=actor_of(request), **_wanted(form))
        except ValidationError as error:
            form.add_error(None, error)
        except (DomainError, PermissionDenied) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _made(request, edition, is_new=is_new)
    context = {
        "submitted": submitted,
        "page": page,
        "form": form,
        "letters": len(source.text),
        "replaced": source.replaced,
        "summary": summary,
        "parts": sum(not row.is_leaf for row in rows),
        "found": shown_places(rows, places[:MOST_SHOWN]),
        "found_count": len(places),
        "more": max(0, len(places) - MOST_SHOWN),
        "kept_days": KEPT.days,
        "page_title": _("Look at the proposal"),
        "header_title": _("Look at the proposal"),
        "page_subtitle": submitted.name,
        "breadcrumbs_items": crumbs(
            *_page_crumb(page), (_start_of(page), _("Import")), ("", submitted.name)
        ),
    }
    return render(request, "guidelines/admin/import_preview.html", context)


def _wanted(form: Any) -> dict[str, Any]:
    if isinstance(form, AppliesForm):
        return {"applies_from": form.cleaned_data["applies_from"]}
    return {"metadata": form.cleaned_data}


def _made(request: HttpRequest, edition: RegulationText, *, is_new: bool) -> HttpResponse:
    if is_new:
        messages.success(
            request,
            _("Saved as a draft. Mend its structure here, then send the page to approval."),
        )
    else:
        messages.info(request, _("This file was saved before; here is what became of it."))
    address = reverse("mend_edition", args=[edition.regulation_id])
    return redirect(f"{address}?edisi={edition.number}")


def _start_of(page: RegulationPage | None) -> str:
    return reverse("import_edition", args=[page.pk]) if page else reverse("import_regulation")


def _page_crumb(page: RegulationPage | None) -> list[tuple[str, str]]:
    if page is None:
        return []
    return [(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.citation)]


def shown_places(rows: Sequence[Row], places: Sequence[Place]) -> list[Shown]:
    """Findings with the text around each, for people."""
    return [_shown(rows, place) for place in places]


def _shown(rows: Sequence[Row], place: Place) -> Shown:
    """The words of a finding within its row, or its place before the row, with text around."""
    position, end = place["position"], place["position"]
    here = ""
    while end < len(rows) and (len(here) < 2 * AROUND or end == position):
        here += rows[end].text
        end += 1
    before, start = "", position
    while start > 0 and len(before) < AROUND:
        start -= 1
        before = rows[start].text + before
    name = label_of(place["key"]) if place["key"] else ""
    words = place["detail"].split()
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = None
    if words and place["kind"] != FindingKind.GAP:
        found = re.search(pattern, here)
    from_, to = found.span() if found else (0, 0)
    lead = (before + here[:from_])[-AROUND:]
    return Shown(place, name, lead, here[from_:to], here[to : to + AROUND])
