"""Filing: several files at once, each with its own outcome; a new version of one."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from portal.core.actor import Actor
from portal.core.errors import DomainError, first_message
from portal.files.storing import StorageFailed
from portal.files.uploading import IncomingFile
from portal.people.keep_typing import fill_in, keep_typing

from ..domain.versions import add_version, already_filed, create_evidence, filed_a_moment_ago
from ..forms import UploadForm, VersionForm, title_from
from ..models import EvidenceVersion
from ..permissions import ADD_VERSION
from ..queries import in_showing_order
from .common import actor_for, mandated, newest_version, seen_versions, wants_json
from .rows import file_row, stored_answer

STATUS_OF_REFUSAL = {"too_large": 413, "disk_full": 507}


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a version, or the sentence why not."""

    name: str
    version: EvidenceVersion | None = None
    was_there: bool = False
    refusal: str = ""
    status: int = 422


def submission_of(base: uuid.UUID | None, incoming: IncomingFile) -> uuid.UUID | None:
    """The key that makes two clicks one upload.

    It names the bytes, not only their place in the form: who goes back and
    chooses another file sends another file.
    """
    if base is None or not incoming.sha256:
        return None
    return uuid.uuid5(base, f"{incoming.sha256}/{incoming.name}")


def file_one(form: UploadForm, incoming: IncomingFile, actor: Actor) -> Outcome:
    """Try one file of the form."""
    name = incoming.name or ""
    key = submission_of(form.cleaned_data["submission_id"], incoming)
    description = form.described(title_from(name))
    before = already_filed(key, actor) or filed_a_moment_ago(
        form.owner, description, incoming, actor=actor
    )
    if before is not None:
        return Outcome(name, before, was_there=True, status=200)
    try:
        version = create_evidence(form.owner, description, incoming, actor=actor, submission_id=key)
    except (ValidationError, DomainError) as refusal:
        return refused(name, refusal)
    return Outcome(name, version, status=201)


def refused(name: str, refusal: ValidationError | DomainError) -> Outcome:
    """The sentence, with the file's name in front where it does not name it."""
    sentence = first_message(refusal)
    if name and name not in sentence:
        sentence = _("“%(name)s”: %(reason)s") % {"name": name, "reason": sentence}
    code = "disk_full" if isinstance(refusal, StorageFailed) else getattr(refusal, "code", "")
    return Outcome(name, refusal=sentence, status=STATUS_OF_REFUSAL.get(code or "", 422))


@require_http_methods(["GET", "POST"])
@keep_typing
def upload(request: HttpRequest) -> HttpResponseBase:
    """The form to file evidence."""
    if request.method != "POST":
        form = fill_in(UploadForm(user=request.user), request)
        return _upload_page(request, form)
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if not form.can_file:
        return _upload_page(request, form, status=403)
    if not form.is_valid():
        return _form_refused(request, form)
    actor = mandated(request, form.mandate)
    outcomes = [file_one(form, incoming, actor) for incoming in form.cleaned_data["files"]]
    stored = [outcome for outcome in outcomes if outcome.version is not None]
    failed = [outcome for outcome in outcomes if outcome.version is None]
    if wants_json(request):
        return _answer(stored, failed)
    if failed:
        return _partly_stored(request, form, stored, failed)
    return redirect(_received_address(stored))


def _received_address(stored: list[Outcome]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("f", [str(outcome.version.evidence.public_id) for outcome in stored])
    if all(outcome.was_there for outcome in stored):
        query["again"] = "1"
    return f"{reverse('evidence:received')}?{query.urlencode()}"


def _answer(stored: list[Outcome], failed: list[Outcome]) -> JsonResponse:
    """The answer to a script; it sends one file a request, but several are answered too."""
    if failed:
        sentences = [outcome.refusal for outcome in failed]
        body = {"errors": {"files": sentences}, "message": sentences[0]}
        if stored:
            body["stored"] = [stored_answer(outcome.version) for outcome in stored]
        return JsonResponse(body, status=failed[0].status)
    answers = [stored_answer(outcome.version) for outcome in stored]
    body = {**answers[0], "files": answers}
    return JsonResponse(body, status=max(outcome.status for outcome in stored))


def _form_refused(request: HttpRequest, form: UploadForm) -> HttpResponse:
    if wants_json(request):
        message = _("The file was not stored yet. Mend the entries that are named.")
        return JsonResponse({"errors": form.errors, "message": message}, status=422)
    saved = ""
    if request.FILES:
        saved = _("What you typed is kept below. No file was stored: choose the files once more.")
    return _upload_page(request, form, saved=saved, status=422)


def _partly_stored(
    request: HttpRequest, form: UploadForm, stored: list[Outcome], failed: list[Outcome]
) -> HttpResponse:
    """Which are stored and which not and why; the typed text is still there."""
    for outcome in failed:
        form.add_error("files", outcome.refusal)
    saved = _("What you typed is kept below; choose only the files that are named here once more.")
    return _upload_page(
        request,
        form,
        saved=saved,
        rows=[file_row(outcome.version) for outcome in stored],
        summary=_stored_sentence(len(stored), len(failed)),
        status=422,
    )


def _stored_sentence(stored: int, failed: int) -> str:
    total = stored + failed
    if not stored:
        return ""
    return ngettext(
        "%(stored)s of %(total)s file is stored. Do not send it again.",
        "%(stored)s of %(total)s files are stored. Do not send these again.",
        total,
    ) % {"stored": stored, "total": total}


def _upload_page(
    request: HttpRequest,
    form: UploadForm,
    *,
    saved: str = "",
    rows: list[dict[str, Any]] | None = None,
    summary: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "saved": saved, "rows": rows or [], "summary": summary}
    return render(request, "evidence/evidence_upload.html", context, status=status)


@require_GET
@keep_typing
def received(request: HttpRequest) -> HttpResponse:
    """What was stored a moment ago, with the truth of each file; may be loaded again."""
    ids = []
    for text in request.GET.getlist("f")[:50]:
        try:
            ids.append(uuid.UUID(text))
        except ValueError:
            continue
    found: dict[int, EvidenceVersion] = {}
    for version in in_showing_order(seen_versions(request).filter(evidence__public_id__in=ids)):
        found.setdefault(version.evidence_id, version)
    versions = sorted(found.values(), key=lambda version: version.uploaded_at)
    rows = [file_row(version) for version in versions]
    context = {
        "rows": rows,
        "count": len(rows),
        "again": "again" in request.GET,
        "is_final": all(row["final"] for row in rows),
    }
    return render(request, "evidence/evidence_received.html", context)


@require_http_methods(["GET", "POST"])
@keep_typing
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Newer bytes for a piece of evidence."""
    newest = newest_version(request, public_id)
    evidence = newest.evidence
    actor = actor_for(request, evidence.owner)
    actor.require(ADD_VERSION, evidence, verb="add_version")
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        (incoming,) = form.cleaned_data["files"]
        key = submission_of(form.cleaned_data["submission_id"], incoming)
        try:
            before = already_filed(key, actor)
            version = before or add_version(evidence, incoming, actor=actor, submission_id=key)
        except (ValidationError, DomainError) as refusal:
            outcome = refused(incoming.name or "", refusal)
            if wants_json(request):
                return _answer([], [outcome])
            form.add_error("files", outcome.refusal)
        else:
            if wants_json(request):
                return JsonResponse(stored_answer(version), status=200 if before else 201)
            return redirect(version)
    if wants_json(request) and request.method == "POST":
        return JsonResponse({"errors": form.errors, "message": ""}, status=422)
    context = {"form": form, "evidence": evidence, "newest": newest}
    status = 422 if form.is_bound else 200
    return render(request, "evidence/version_form.html", context, status=status)
