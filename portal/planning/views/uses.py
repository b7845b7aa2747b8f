"""Files of a realization: upload, pick, describe, replace, take out; and the short address."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evidence.domain.versions import add_version, already_filed
from evidence.forms import VersionForm
from evidence.models import EvidenceVersion
from evidence.permissions import ADD_VERSION
from evidence.views.common import wants_json
from evidence.views.rows import file_row, stored_answer
from evidence.views.upload import Outcome, file_one, refused, submission_of
from portal.core.actor import Actor, actor_of
from portal.core.errors import DomainError, first_message
from portal.core.history import history_of
from portal.core.paging import page
from portal.people.keep_typing import fill_in, keep_typing

from ..domain.common import Conflict
from ..domain.locks import lock_reason
from ..domain.realizations import begin_realization
from ..domain.uses import describe_use, require_linkable, use_evidence, withdraw_use
from ..forms.realization import PickForm, UseForm, UseUploadForm, count_text, initial_use
from ..models import EvidenceUse, Plan, Realization
from ..permissions import RECORD_REALIZATION
from ..queries import others_using, shareable_versions
from ..states import UseState
from .filing import REALIZATION_FACTS, filing_page, page_of, seen_realization
from .filing_rows import WORDS_OF_USE, timeline_of, use_rows

PICKS = 20


# --- Linking ----------------------------------------------------------------------------


def _begun(found: Realization, actor: Actor) -> Realization:
    """The realization with a row of its own, open for files.

    Raises:
        PermissionDenied, DomainError: as the verbs.
    """
    actor.require(RECORD_REALIZATION, found, verb="use_evidence")
    record = begin_realization(found.plan, found.period, found.indicator_line, actor=actor)
    require_linkable(record, actor)
    return record


@require_POST
@keep_typing(page=page_of)
def upload(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Store new files and link each to the realization; each has its own outcome."""
    found = seen_realization(request, public_id, period, line)
    actor = actor_of(request)
    actor.require(RECORD_REALIZATION, found, verb="use_evidence")
    form = UseUploadForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _upload_refused(request, found, form, ())
    try:
        # Before the bytes are kept: what was handed in takes no more files.
        record = _begun(found, actor)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _upload_refused(request, found, form, ())
    outcomes = [_store(record, form, incoming, actor) for incoming in form.cleaned_data["files"]]
    stored = [outcome.version for outcome in outcomes if outcome.version is not None]
    failed = [outcome for outcome in outcomes if outcome.refusal]
    if failed:
        for outcome in failed:
            form.add_error("files", outcome.refusal)
        return _upload_refused(request, record, form, stored, failed[0].status)
    if wants_json(request):
        answers = [stored_answer(version) for version in stored]
        status = max(outcome.status for outcome in outcomes)
        return JsonResponse({**answers[0], "files": answers}, status=status)
    messages.success(request, _stored_sentence(len(stored)))
    return redirect(f"{record.get_absolute_url()}#files")


def _store(
    record: Realization, form: UseUploadForm, incoming: Any, actor: Actor
) -> Outcome:
    outcome = file_one(form, incoming, actor)
    if outcome.version is None:
        return outcome
    try:
        use_evidence(
            record, outcome.version, actor=actor, note=form.cleaned_data["note"],
            count=form.cleaned_data["count"],
        )
    except (DomainError, ValidationError) as refusal:
        sentence = _(
            "“%(name)s” is stored among your files but not linked here: %(reason)s"
        ) % {"name": outcome.name, "reason": first_message(refusal)}
        return Outcome(outcome.name, refusal=sentence)
    return outcome


def _stored_sentence(count: int) -> str:
    return ngettext(
        "%(count)s file is stored and linked. Its receipt follows when it has been opened.",
        "%(count)s files are stored and linked. Receipts follow when they have been opened.",
        count,
    ) % {"count": count}


def _upload_refused(
    request: HttpRequest, found: Realization, form: UseUploadForm, stored: Any, status: int = 422
) -> HttpResponse:
    if wants_json(request):
        message = _("The file was not stored yet. Mend the entries that are named.")
        if form.errors.get("files"):
            message = form.errors["files"][0]
        body: dict[str, Any] = {"errors": form.errors, "message": message}
        if stored:
            body["stored"] = [stored_answer(version) for version in stored]
        return JsonResponse(body, status=status)
    saved = ""
    if stored:
        saved = _stored_sentence(len(stored))
    elif request.FILES:
        saved = _("What you typed is kept below. No file was stored: choose the files once more.")
    return filing_page(request, found, upload=form, saved=saved, status=status)


@require_http_methods(["GET", "POST"])
@keep_typing
def pick(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Files that are in the repository already, own or shared; a POST links one."""
    found = seen_realization(request, public_id, period, line)
    actor = actor_of(request)
    actor.require(RECORD_REALIZATION, found, verb="use_evidence")
    if request.method == "POST":
        return _link(request, found, actor)
    form = PickForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    shown = page(request, shareable_versions(request.user, text), PICKS)
    used = set()
    if found.pk:
        used = set(found.uses.standing().values_list("version__evidence_id", flat=True))
    own = getattr(request.user, "employee", None)
    context = {
        "realization": found,
        "plan": found.plan,
        "period": found.period,
        "search": form,
        "text": text,
        "page": shown,
        "lock": lock_reason(found.plan, found.period),
        "is_writable": found.is_writable,
        "rows": [
            {
                "file": file_row(version, of_others=version.evidence.owner_id != own.pk),
                "version": version,
                "is_used": version.evidence_id in used,
            }
            for version in shown.object_list
        ],
    }
    return render(request, "planning/use_pick.html", context)


def _link(request: HttpRequest, found: Realization, actor: Actor) -> HttpResponse:
    chosen = request.POST.get("version", "")
    version = None
    if chosen.isdecimal() and len(chosen) < 18:
        version = EvidenceVersion.objects.visible_to(request.user).filter(pk=chosen).first()
    if version is None:
        raise Http404
    try:
        record = _begun(found, actor)
        use = use_evidence(record, version, actor=actor)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
        return redirect(found)
    messages.success(request, _("Linked. Say in a sentence what the file shows."))
    return redirect("planning:use", use.pk)


# --- One use ----------------------------------------------------------------------------


def seen_use(request: HttpRequest, pk: int) -> EvidenceUse:
    """The use, or 404."""
    facts = [f"realization__{name}" for name in REALIZATION_FACTS]
    use: EvidenceUse = get_object_or_404(
        EvidenceUse.objects.visible_to(request.user).select_related(
            *facts, "version__evidence__kind", "version__evidence__owner__agency",
            "version__evidence__owner__user", "version__stored_file", "linked_by",
        ),
        pk=pk,
    )
    return use


def use_page(request: HttpRequest, pk: int) -> str:
    """Address of the page of a use."""
    return reverse("planning:use", args=[pk])


def _can_change(use: EvidenceUse, user: Any) -> bool:
    """Whether note and count are open: what the verb asks, for showing the form."""
    is_open = use.realization.is_writable or use.state == UseState.RETURNED
    return (
        is_open
        and use.state != UseState.WITHDRAWN
        and user.has_perm(RECORD_REALIZATION, use)
        and not lock_reason(use.realization.plan, use.realization.period)
    )


@require_http_methods(["GET", "POST"])
@keep_typing
def use(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a file shows and for how many it counts; its verdicts and its other uses."""
    found = seen_use(request, pk)
    if request.method != "POST":
        form = fill_in(UseForm(initial=initial_use(found)), request)
        return _use_page(request, found, form)
    actor = actor_of(request)
    actor.require(RECORD_REALIZATION, found, verb="use_evidence")
    form = UseForm(request.POST)
    if not form.is_valid():
        return _use_page(request, found, form, status=422)
    data = form.cleaned_data
    try:
        describe_use(
            found, note=data["note"], count=data["count"], actor=actor, seen=data["seen"]
        )
    except Conflict as refusal:
        now = seen_use(request, pk)
        again = request.POST.copy()
        again["seen"] = now.words_digest
        form = UseForm(again)
        form.is_valid()
        form.add_error(None, str(refusal))
        stands = [
            {"label": form.fields["note"].label, "stands": now.note, "typed": data["note"]},
            {
                "label": form.fields["count"].label, "stands": count_text(now.count),
                "typed": count_text(data["count"]),
            },
        ]
        return _use_page(request, now, form, conflict=stands, status=409)
    except (DomainError, ValidationError) as refusal:
        form.add_error(None, first_message(refusal))
        return _use_page(request, seen_use(request, pk), form, status=422)
    messages.success(request, _("Saved: what the file shows and for how many it counts."))
    return redirect(f"{found.realization.get_absolute_url()}#files")


def _use_page(
    request: HttpRequest,
    found: EvidenceUse,
    form: UseForm,
    *,
    conflict: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    realization = found.realization
    is_planner = realization.plan.employee.user_id == user.pk
    can_change = _can_change(found, user)
    others = others_using(found).filter(pk__in=EvidenceUse.objects.visible_to(user).values("pk"))
    rows = use_rows([found], user, is_planner=is_planner)
    context = {
        "use": found,
        "file": rows[found.pk],
        "realization": realization,
        "plan": realization.plan,
        "period": realization.period,
        "indicator": realization.indicator,
        "is_owner": is_planner,
        "sees_plan": Plan.objects.visible_to(user).filter(pk=realization.plan_id).exists(),
        "sees_realization": Realization.objects.visible_to(user)
        .filter(pk=realization.pk)
        .exists(),
        "can_change": can_change,
        "can_replace": can_change and rows[found.pk]["can_replace"],
        "lock": lock_reason(realization.plan, realization.period),
        "form": form,
        "conflict": conflict or [],
        "events": timeline_of(history_of(found), WORDS_OF_USE, is_owner=is_planner),
        "others": list(others[:20]),
    }
    return render(request, "planning/use_detail.html", context, status=status)


@require_POST
@keep_typing(page=use_page)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a file out of the realization; the file itself stays."""
    found = seen_use(request, pk)
    try:
        withdraw_use(found, actor=actor_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
        return redirect("planning:use", pk)
    messages.success(
        request, _("Taken out. The file itself stays among the files of its owner.")
    )
    return redirect(f"{found.realization.get_absolute_url()}#files")


@require_http_methods(["GET", "POST"])
@keep_typing
def replace(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a newer version in the place of a returned file; the use follows it."""
    found = seen_use(request, pk)
    evidence = found.version.evidence
    actor = actor_of(request)
    actor.require(RECORD_REALIZATION, found, verb="use_evidence")
    actor.require(ADD_VERSION, evidence, verb="add_version")
    if not _can_change(found, request.user):
        sentence = lock_reason(found.realization.plan, found.realization.period) or _(
            "This was handed in, so its files are fixed. Take it back to change them."
        )
        messages.error(request, sentence)
        return redirect("planning:use", pk)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        (incoming,) = form.cleaned_data["files"]
        key = submission_of(form.cleaned_data["submission_id"], incoming)
        try:
            before = already_filed(key, actor)
            version = before or add_version(evidence, incoming, actor=actor, submission_id=key)
        except (ValidationError, DomainError) as refusal:
            form.add_error("files", refused(incoming.name or "", refusal).refusal)
        else:
            if wants_json(request):
                return JsonResponse(stored_answer(version), status=200 if before else 201)
            messages.success(request, _("The new version is in its place and waits to be checked."))
            return redirect(f"{found.realization.get_absolute_url()}#files")
    if wants_json(request) and request.method == "POST":
        errors = form.errors.get("files") or [""]
        return JsonResponse({"errors": form.errors, "message": errors[0]}, status=422)
    context = {
        "use": found,
        "file": use_rows([found], request.user, is_planner=True)[found.pk],
        "realization": found.realization,
        "plan": found.realization.plan,
        "period": found.realization.period,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "planning/use_replace.html", context, status=status)


@require_GET
@keep_typing
def short(request: HttpRequest, code: str) -> HttpResponseBase:
    """The short stable address: leads to the file at the version that the use pins."""
    found = get_object_or_404(
        EvidenceUse.objects.visible_to(request.user).select_related("version__evidence"),
        short_code=code,
    )
    return redirect(found.version)
