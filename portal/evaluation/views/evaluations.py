"""The rating page of the leader: open, rate, give feedback, deliver, take back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.core.actor import Actor
from portal.core.errors import DomainError, first_message
from portal.people.keep_typing import keep_typing
from portal.planning.domain.common import Conflict

from ..domain.bands import About
from ..domain.evaluations import (
    deliver_evaluation,
    open_evaluation,
    recall_evaluation,
    save_ratings,
)
from ..domain.feedback import give_feedback
from ..forms.ratings import FeedbackForm, RatingForm, RecallForm
from ..models import Evaluation
from ..permissions import RATE_EVALUATION
from ..queries import measured, trouble_of
from ..states import EvaluationState
from .common import actor_for, page_address, page_with, seen_evaluation, seen_or_new
from .sheet import Typed, rating_form, rating_rows, sheet_page, typed_rating_rows


@require_GET
@keep_typing
def evaluation(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponse:
    """One person in one period: what came of it, what was said, how it is rated."""
    return sheet_page(request, seen_or_new(request, public_id, period))


@require_POST
@keep_typing(page=page_with(""))
def open_it(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Begin to rate."""
    found = seen_or_new(request, public_id, period)
    actor = actor_for(request, found)
    actor.require(RATE_EVALUATION, found, verb="prepare_rating")
    try:
        open_evaluation(found.plan, found.period, actor=actor)
    except DomainError as refusal:
        messages.error(request, first_message(refusal))
    return redirect(f"{page_address(request, public_id, period)}#rating")


def _rater_actor(request: HttpRequest, found: Evaluation, verb: str) -> Actor:
    """Who acts, once they may; 403 for who only reads."""
    actor = actor_for(request, found)
    actor.require(RATE_EVALUATION, found, verb=verb)
    return actor


def _posted(request: HttpRequest, found: Evaluation) -> RatingForm:
    trouble = trouble_of(measured(found.plan, found.period), annual=found.is_annual)
    return rating_form(found, trouble, request.POST)


@require_POST
@keep_typing(page=page_with("rating"))
def rate(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Save the ratings as far as they are."""
    found = seen_evaluation(request, public_id, period)
    actor = _rater_actor(request, found, "prepare_rating")
    form = _posted(request, found)
    refusal = _save(request, found, form, actor)
    if refusal is not None:
        return refusal
    messages.success(request, _("Saved. Nobody but the line of leaders sees it yet."))
    return redirect(f"{page_address(request, public_id, period)}#rating")


def _save(
    request: HttpRequest, found: Evaluation, form: RatingForm, actor: Actor
) -> HttpResponse | None:
    """Save what was typed; the page that says why not, or None when it is saved."""
    if not form.is_valid():
        return sheet_page(request, found, typed=Typed("rating", form), status=422)
    try:
        save_ratings(found, **form.rated, actor=actor)
    except Conflict as refusal:
        return _conflict(request, found, form, refusal)
    except DomainError as refusal:
        form.add_error(None, first_message(refusal))
        return sheet_page(request, found, typed=Typed("rating", form), status=422)
    return None


def _conflict(
    request: HttpRequest, found: Evaluation, form: RatingForm, refusal: Conflict
) -> HttpResponse:
    """409: what was typed beside what is saved now; saving again is then a choice."""
    now = seen_evaluation(request, found.plan.public_id, found.period_id)
    saved = rating_rows(now)
    if now.state != EvaluationState.OPEN:
        messages.error(request, first_message(refusal))
        rows = typed_rating_rows(form)
        return sheet_page(request, now, saved_rows=saved, typed_rows=rows, status=409)
    data = request.POST.copy()
    data["revision"] = str(now.revision)
    again = rating_form(now, trouble_of(measured(now.plan, now.period), annual=now.is_annual), data)
    again.is_valid()
    again.add_error(None, first_message(refusal))
    return sheet_page(request, now, typed=Typed("rating", again), saved_rows=saved, status=409)


@require_POST
@keep_typing(page=page_with("feedback"))
def feedback(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Feedback on one result or one value."""
    found = seen_or_new(request, public_id, period)
    actor = _rater_actor(request, found, "prepare_feedback")
    about = About.from_key(request.POST.get("about", ""))
    if about is None:
        raise Http404
    form = FeedbackForm(request.POST, prefix=about.key)
    typed = Typed("feedback", form, about.key)
    if not form.is_valid():
        return sheet_page(request, found, typed=typed, status=422)
    try:
        give_feedback(
            found.plan, found.period, form.cleaned_data["text"], actor=actor,
            result_line=about.result_line, value_position=about.value_position,
        )
    except DomainError as refusal:
        form.add_error(None, first_message(refusal))
        return sheet_page(request, found, typed=typed, status=422)
    messages.success(request, _("Your feedback is kept."))
    return redirect(f"{page_address(request, public_id, period)}#{about.key}")


@require_POST
@keep_typing(page=page_with("rating"))
def deliver(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Save what stands in the form, then settle it and hand it over."""
    found = seen_evaluation(request, public_id, period)
    actor = _rater_actor(request, found, "deliver_evaluation")
    # The button stands below the form: what was typed into it belongs to what is delivered.
    if "rating_note" in request.POST:
        refusal = _save(request, found, _posted(request, found), actor)
        if refusal is not None:
            return refusal
    else:
        found.revision = _number(request.POST.get("revision"))
    try:
        deliver_evaluation(found, actor=actor)
    except ValidationError as refused:
        messages.error(request, _("Your ratings are saved, but they cannot be delivered yet."))
        return sheet_page(request, found, missing=list(refused.messages), status=422)
    except DomainError as refused:
        messages.error(request, first_message(refused))
    else:
        messages.success(
            request,
            _("Delivered to %(name)s. The documents are being made; the period is locked.")
            % {"name": found.plan.employee.name},
        )
    return redirect(page_address(request, public_id, period))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


@require_POST
@keep_typing(page=page_with("recall"))
def recall(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Take a delivered evaluation back, with a reason."""
    found = seen_evaluation(request, public_id, period)
    actor = _rater_actor(request, found, "recall_evaluation")
    form = RecallForm(request.POST)
    if not form.is_valid():
        return sheet_page(request, found, typed=Typed("recall", form), status=422)
    try:
        recall_evaluation(found, form.cleaned_data["recall_reason"], actor=actor)
    except DomainError as refusal:
        form.add_error("recall_reason", first_message(refusal))
        return sheet_page(request, found, typed=Typed("recall", form), status=422)
    messages.success(
        request,
        _("Taken back. What was delivered stays on record; the period can be changed again."),
    )
    return redirect(page_address(request, public_id, period))
