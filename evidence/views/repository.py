"""The list of files, and the pages of one file: pages, text, history, versions."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import history_of
from portal.core.paging import page
from portal.people.keep_typing import fill_in, keep_typing

from ..domain.access import emergency_accesses_of
from ..domain.describing import changed_fields, description_of
from ..domain.previews import can_show, failure_path, image_size, thumb_path, want_image
from ..domain.versions import (
    describe_evidence,
    equal_versions,
    note_opening,
    withdraw_version,
)
from ..extractors.base import MESSAGE_READ
from ..filters import EvidenceFilter
from ..forms import EditForm, WithdrawForm
from ..models import Evidence, EvidenceVersion
from ..permissions import ADD_VERSION, DESCRIBE_EVIDENCE, WITHDRAW_VERSION
from ..queries import files_for, shown_versions
from ..report import (
    FIELD_LABELS,
    damage_of,
    description_rows,
    is_final,
    marks_of,
    shown_value,
    timeline,
    who_may_see,
)
from ..states import FINAL, WITH_RECEIPT, ProcessingState
from .bytes import can_be_shown, has_page
from .common import actor_for, newest_version, seen_evidence, seen_version, seen_versions
from .rows import address, file_row, steps_for_page, withdrawn_label

TEXT_PAGES = 10
TEXT_CHARACTERS = 20_000
THUMBS_AROUND = 4


@require_GET
@keep_typing
def file_list(request: HttpRequest) -> HttpResponse:
    """My files, or those shared with me."""
    mine = request.GET.get("box") != "shared"
    files = files_for(request.user, mine=mine)
    years = sorted(set(files.order_by().values_list("year", flat=True)), reverse=True)
    form = EvidenceFilter(request.GET, years=years)
    shown = page(request, form.apply(files))
    versions = shown_versions(shown.object_list, request.user)
    base = reverse("evidence:list")
    context = {
        "rows": [
            file_row(versions[file.pk], of_others=not mine)
            for file in shown.object_list
            if file.pk in versions
        ],
        "page": shown,
        "form": form,
        "mine": mine,
        "is_empty": not years,
        "is_narrowed": form.is_narrowed,
        "tabs": [
            {"label": _("My files"), "url": base, "is_current": mine},
            {"label": _("Shared with me"), "url": f"{base}?box=shared", "is_current": not mine},
        ],
    }
    return render(request, "evidence/evidence_list.html", context)


@require_GET
@keep_typing
def detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The file page at its newest version."""
    return _file_page(request, newest_version(request, public_id))


@require_GET
@keep_typing
def version_detail(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """The file page at one version."""
    return _file_page(request, seen_version(request, public_id, number))


def _file_page(request: HttpRequest, version: EvidenceVersion) -> HttpResponse:
    evidence = version.evidence
    # Page images and text are an opening as much as a download is.
    if version.is_standing:
        note_opening(version, "open", actor=actor_for(request, evidence.owner))
    context = _frame(request, version, "pages")
    context.update(
        {
            "rows": description_rows(evidence, version),
            "audience": who_may_see(evidence, is_owner=context["is_owner"]),
            "emergencies": emergency_accesses_of(version) if context["is_owner"] else (),
            "viewer": viewer_of(request, version) if version.is_standing else None,
            "equal": list(equal_versions(version, request.user)[:5]),
        }
    )
    return render(request, "evidence/evidence_detail.html", context)


def _frame(request: HttpRequest, version: EvidenceVersion, tab: str) -> dict[str, Any]:
    """What all pages of one file show: head, truth, tabs, what this person may do."""
    evidence = version.evidence
    actor = actor_for(request, evidence.owner)
    rights = actor.rights_of
    names = (
        ("pages", _("File"), "version"),
        ("text", _("Text"), "text"),
        ("history", _("History"), "history"),
    )
    return {
        "evidence": evidence,
        "version": version,
        "versions": list(seen_versions(request).filter(evidence=evidence).order_by("-number")),
        "is_owner": evidence.owner.user_id == request.user.pk,
        "steps": steps_for_page(version),
        "is_final": is_final(version),
        "status_url": address("status", version),
        "withdrawn_label": withdrawn_label(version),
        "notices": _notices(version, actor),
        "facts": [mark["text"] for mark in marks_of(version) if not mark["needs_attention"]],
        "can_show": version.is_standing and can_be_shown(version),
        "can": {
            "describe": rights.has_perm(DESCRIBE_EVIDENCE, evidence),
            "add": rights.has_perm(ADD_VERSION, evidence),
            "withdraw": version.is_standing and request.user.has_perm(WITHDRAW_VERSION, version),
        },
        "tabs": [
            {
                "label": label,
                "url": address(name, version),
                "is_current": key == tab,
            }
            for key, label, name in names
        ],
    }


def _notices(version: EvidenceVersion, actor: Actor) -> list[dict[str, str]]:
    """What a person should know before reading on: mandate, what the reader says, marks."""
    notices = []
    damage = damage_of(version)
    if damage:
        notices.append({"tone": "bad", "text": damage})
    if actor.mandate is not None:
        sentence = _("You act here for %(name)s, by their mandate. What you do carries your name.")
        owner = version.evidence.owner
        notices.append({"tone": "info", "text": sentence % {"name": owner.name}})
    if version.is_standing and version.state in FINAL and version.reading_message:
        tone = "info" if version.state in WITH_RECEIPT else "warn"
        if version.reading_message != MESSAGE_READ:
            notices.append({"tone": tone, "text": _(version.reading_message)})
    notices.extend(
        {"tone": "warn", "text": f"{mark['text']}."}
        for mark in marks_of(version)
        if mark["needs_attention"] and version.state in WITH_RECEIPT
    )
    return notices


def viewer_of(
    request: HttpRequest, version: EvidenceVersion, page_url: Callable[[int], str] | None = None
) -> dict[str, Any] | None:
    """Pages of a PDF or picture, one large; None for other files.

    ``page_url``: address that shows another page, on pages other than the file's own.
    """
    if not can_show(version) or version.state not in WITH_RECEIPT:
        return None
    count = version.page_count or 1
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    if not has_page(version, number):
        number = 1
    here = address("version", version)
    page_url = page_url or (lambda near: f"{here}?page={near}")
    viewer: dict[str, Any] = {
        "name": version.evidence.title,
        "number": number,
        "count": count,
        "image_url": address("page_image", version, number),
        "text": text_of_page(version, number),
        "pages": [
            {
                "number": near,
                "url": page_url(near),
                "thumb_url": address("page_thumb", version, near)
                if thumb_path(version, near).exists()
                else "",
            }
            for near in _around(number, count)
        ],
        "previous_url": page_url(number - 1) if number > 1 else "",
        "next_url": page_url(number + 1) if number < count else "",
    }
    size = image_size(version, number)
    if size is not None:
        viewer["width"], viewer["height"] = size
    elif failure_path(version, number).exists():
        viewer["note"] = _("This page cannot be drawn here. Download the file to see it.")
    else:
        want_image(version, number)
        viewer["note"] = _(
            "The image of this page is being prepared. Load the page again in a moment."
        )
        viewer["is_waiting"] = True
    return viewer


def _around(number: int, count: int) -> list[int]:
    """The first and last page and those near the present one."""
    near = range(max(1, number - THUMBS_AROUND), min(count, number + THUMBS_AROUND) + 1)
    return sorted({1, *near, count})


def text_of_page(version: EvidenceVersion, number: int) -> str:
    """What was read from a page, at most ``TEXT_CHARACTERS`` of it."""
    text = (
        version.pages.filter(number=number)
        .values_list(Substr("text", 1, TEXT_CHARACTERS), flat=True)
        .first()
    )
    return text or ""


@require_GET
@keep_typing
def text(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """What was read from the file, page by page."""
    version = seen_version(request, public_id, number)
    if not version.is_standing:
        raise Http404
    note_opening(version, "open", actor=actor_for(request, version.evidence.owner))
    pages = version.pages.annotate(shown=Substr("text", 1, TEXT_CHARACTERS + 1)).defer("text")
    shown = page(request, pages.order_by("number"), TEXT_PAGES)
    for part in shown.object_list:
        part.is_cut = len(part.shown) > TEXT_CHARACTERS
        part.shown = part.shown[:TEXT_CHARACTERS]
        part.is_poor = part.quality < 0.5
    context = _frame(request, version, "text")
    context.update({"page": shown, "waits": version.state not in FINAL})
    return render(request, "evidence/evidence_text.html", context)


@require_GET
@keep_typing
def history(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """What happened to the file; openings and emergencies are for the owner alone."""
    version = seen_version(request, public_id, number)
    context = _frame(request, version, "history")
    events = history_of(version.evidence, *context["versions"])
    context["page"] = page(
        request, timeline_list(events, context["versions"], is_owner=context["is_owner"]), 50
    )
    return render(request, "evidence/evidence_history.html", context)


def timeline_list(events: Any, versions: list[EvidenceVersion], *, is_owner: bool) -> list[Any]:
    """Newest first."""
    return list(reversed(timeline(events, versions, is_owner=is_owner)))


@require_http_methods(["GET", "POST"])
@keep_typing
def describe(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Change what is said about a file; a change in between is shown side by side."""
    evidence = seen_evidence(request, public_id)
    actor = actor_for(request, evidence.owner)
    actor.require(DESCRIBE_EVIDENCE, evidence, verb="describe_evidence")
    conflict: list[dict[str, Any]] = []
    if request.method == "POST":
        form = EditForm(request.POST, evidence=evidence)
        if form.is_valid():
            try:
                describe_evidence(
                    evidence, form.described(), actor=actor, revision=form.cleaned_data["revision"]
                )
            except TransitionRefused as refusal:
                evidence = seen_evidence(request, public_id)
                conflict = _differences(evidence, form)
                form = _again(request, evidence)
                form.add_error(None, str(refusal))
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Saved. The search follows in a moment."))
                return redirect(evidence)
    else:
        form = fill_in(EditForm(evidence=evidence), request)
    context = {"form": form, "evidence": evidence, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "evidence/evidence_form.html", context, status=status)


def _again(request: HttpRequest, evidence: Evidence) -> EditForm:
    """The form with what was typed, and the revision that stands now."""
    data = request.POST.copy()
    data["revision"] = str(evidence.revision)
    form = EditForm(data, evidence=evidence)
    form.is_valid()
    return form


def _differences(evidence: Evidence, form: EditForm) -> list[dict[str, Any]]:
    """Fields in which what stands now and what was typed differ, side by side."""
    typed, stands = form.described(), description_of(evidence)
    return [
        {
            "label": FIELD_LABELS[name],
            "stands": shown_value(stands, name),
            "typed": shown_value(typed, name),
        }
        for name in changed_fields(evidence, typed)
    ]


@require_http_methods(["GET", "POST"])
@keep_typing
def withdraw(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Take a version back, after one page that says what that means."""
    version = seen_version(request, public_id, number)
    if not version.is_standing:
        return redirect(version)
    actor = actor_for(request, version.evidence.owner)
    form = WithdrawForm(request.POST or None)
    actor.require(WITHDRAW_VERSION, version, verb="withdraw_version")
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_version(
                version,
                form.cleaned_data["reason"],
                actor=actor,
                note=form.cleaned_data["note"],
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _withdrawn_sentence(version))
            return redirect(version)
    if request.method == "GET":
        form = fill_in(form, request)
    context = {"form": form, "version": version, "evidence": version.evidence}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evidence/version_withdraw.html", context, status=status)


def _withdrawn_sentence(version: EvidenceVersion) -> str:
    if version.state == ProcessingState.QUARANTINED:
        return _("The file is locked away. Nobody can open it any more, and search forgets it.")
    return _("The version is withdrawn. Nobody can open it any more, and search forgets it.")
