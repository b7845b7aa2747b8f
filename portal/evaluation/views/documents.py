"""After the delivery: documents, response and answer, receiving, the result of e-Kinerja."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evidence.domain.versions import receive
from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message
from portal.core.paging import page
from portal.files.serving import serve
from portal.people.keep_typing import keep_typing
from portal.planning.domain.common import Conflict

from ..domain.evaluations import accept_evaluation, answer_response, respond_to_evaluation
from ..domain.results import record_bkn_result
from ..forms.answers import AcceptForm, AnswerForm, BknResultForm, ResponseForm
from ..models import BknResult, Evaluation, ResultDocument, ResultSnapshot
from ..permissions import ANSWER_EVALUATION, RATE_EVALUATION, RECORD_RESULT
from ..states import LOCKING
from .common import page_address, page_with, seen_evaluation, stored
from .sheet import Typed, document_row, sheet_page


@require_GET
@keep_typing
def mine(request: HttpRequest) -> HttpResponse:
    """Own evaluations that were delivered, the newest first, with their documents."""
    found = (
        Evaluation.objects.visible_to(request.user)
        .filter(plan__employee__user=request.user, state__in=LOCKING)
        .select_related(
            "plan__employee__agency", "plan__position_assignment__position", "period__agency",
            "overall_level", "delivered_by",
        )
        .prefetch_related(
            Prefetch("snapshots", ResultSnapshot.objects.order_by("-number")),
            "snapshots__documents",
        )
        .order_by("-period__until", "period__starts_on", "-pk")
    )
    shown = page(request, found)
    rows = [{"evaluation": one, "documents": _newest_documents(one)} for one in shown.object_list]
    return render(request, "evaluation/mine.html", {"rows": rows, "page": shown})


def _newest_documents(evaluation: Evaluation) -> list[Any]:
    for snapshot in evaluation.snapshots.all():
        documents = sorted(snapshot.documents.all(), key=lambda one: one.form)
        return [document_row(evaluation, snapshot, one) for one in documents]
    return []


@require_GET
@keep_typing
def document(
    request: HttpRequest, public_id: uuid.UUID, period: int, form: str, number: int
) -> HttpResponseBase:
    """One document, from the bytes that were stored."""
    found = seen_evaluation(request, public_id, period)
    made = get_object_or_404(
        ResultDocument.objects.select_related("stored_file"),
        snapshot__evaluation=found, snapshot__number=number, form=form,
    )
    name = f"{form} {found.plan.employee.name} {found.period} ({number}).pdf"
    return serve(request, made.stored_file, name, inline=True)


@require_POST
@keep_typing(page=page_with("respond"))
def respond(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """The employee's response to what they read."""
    found = seen_evaluation(request, public_id, period)
    actor = actor_of(request)
    actor.require(ANSWER_EVALUATION, found)
    form = ResponseForm(request.POST)
    if not form.is_valid():
        return sheet_page(request, found, typed=Typed("respond", form), status=422)
    try:
        respond_to_evaluation(
            found, form.cleaned_data["response"], actor=actor,
            sha256=form.cleaned_data["sha256"],
        )
    except DomainError as refusal:
        form.add_error(None, first_message(refusal))
        return sheet_page(request, found, typed=Typed("respond", form), status=422)
    messages.success(request, _("Your response is kept. Your appraiser reads it and answers."))
    return redirect(f"{page_address(request, public_id, period)}#response")


@require_POST
@keep_typing(page=page_with("answer"))
def answer(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """The appraiser's answer to a response."""
    found = seen_evaluation(request, public_id, period)
    actor = actor_of(request)
    actor.require(RATE_EVALUATION, found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return sheet_page(request, found, typed=Typed("answer", form), status=422)
    try:
        answer_response(found, form.cleaned_data["answer"], actor=actor)
    except DomainError as refusal:
        form.add_error(None, first_message(refusal))
        return sheet_page(request, found, typed=Typed("answer", form), status=422)
    messages.success(request, _("Your answer is kept beside the response."))
    return redirect(f"{page_address(request, public_id, period)}#response")


@require_POST
@keep_typing(page=page_with(""))
def accept(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """The employee receives the evaluation."""
    found = seen_evaluation(request, public_id, period)
    actor = actor_of(request)
    actor.require(ANSWER_EVALUATION, found)
    form = AcceptForm(request.POST)
    sha256 = form.cleaned_data["sha256"] if form.is_valid() else ""
    try:
        accept_evaluation(found, actor=actor, sha256=sha256)
    except DomainError as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(request, _("Received. The documents with this date are being made."))
    return redirect(page_address(request, public_id, period))


@require_POST
@keep_typing(page=page_with("bkn"))
def bkn_result(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """What e-Kinerja shows: recorded the first time, corrected afterwards."""
    found = seen_evaluation(request, public_id, period)
    actor = actor_of(request)
    actor.require(RECORD_RESULT, found)
    rule_set = found.plan.rule_set
    saved = BknResult.objects.filter(evaluation=found).select_related("level").first()
    form = BknResultForm(request.POST, request.FILES, rule_set=rule_set, saved=saved)
    typed = Typed("bkn", form)
    if not form.is_valid():
        return sheet_page(request, found, typed=typed, status=422)
    data = form.cleaned_data
    try:
        kept = receive(data["files"][0]) if data["files"] else None
        with transaction.atomic():
            row = record_bkn_result(
                found, data["dated_on"], data["level"], actor=actor, note=data["note"],
                file=stored(kept, request), revision=data["revision"],
            )
    except Conflict as refusal:
        return _bkn_conflict(request, found, refusal)
    except (DomainError, ValidationError) as refusal:
        form.add_error(None, first_message(refusal))
        return sheet_page(request, found, typed=typed, status=422)
    row.evaluation = found
    if row.differs:
        messages.warning(
            request,
            _("Recorded. e-Kinerja shows another rating than the portal; both of you see this."),
        )
    else:
        messages.success(request, _("Recorded. It agrees with the rating here."))
    return redirect(f"{page_address(request, public_id, period)}#bkn")


def _bkn_conflict(request: HttpRequest, found: Evaluation, refusal: Conflict) -> HttpResponse:
    """409: what was typed beside what the other side recorded meanwhile."""
    now = seen_evaluation(request, found.plan.public_id, found.period_id)
    saved = BknResult.objects.filter(evaluation=now).select_related("level").first()
    data = request.POST.copy()
    data["revision"] = str(saved.revision if saved else 0)
    form = BknResultForm(data, rule_set=now.plan.rule_set, saved=saved)
    form.is_valid()
    form.add_error(None, first_message(refusal))
    return sheet_page(request, now, typed=Typed("bkn", form), status=409)


@require_GET
@keep_typing
def bkn_file(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """The document of e-Kinerja as it was stored."""
    found = seen_evaluation(request, public_id, period)
    result = BknResult.objects.filter(evaluation=found).select_related("file__filer_file").first()
    if result is None or result.file is None:
        raise Http404
    name = result.file.filer_file.original_filename
    return serve(request, result.file, name, inline=True)
