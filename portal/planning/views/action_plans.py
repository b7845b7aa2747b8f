"""The action plan of a period: what is done, how much, and what will prove it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evidence.models import EvidenceKind
from portal.calendar.models import Period
from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message
from portal.core.forms import ErrorLine
from portal.core.transitions import available
from portal.people.keep_typing import keep_typing

from ..domain.action_plans import (
    agree_action_plan,
    begin_action_plan,
    reopen_action_plan,
    return_action_plan,
    save_action_plan,
    submit_action_plan,
)
from ..domain.common import Conflict
from ..domain.locks import lock_reason
from ..forms.action_plan import ActionLineForm, ActionPlanForm
from ..forms.realization import ReturnForm
from ..models import ActionPlan, Indicator, Plan
from ..permissions import DECIDE_ACTION_PLAN, WRITE_ACTION_PLAN
from ..queries import action_plan_of, indicators_of
from ..states import ACTION_TABLE, WRITABLE_ACTION
from .filing import filled
from .filing_rows import lines_of, remainders_of, sees_lines, target_of
from .periods import is_own, seen_period


def page_of(request: HttpRequest, public_id: uuid.UUID, period: int) -> str:
    """Address of the page of the action plan."""
    return reverse("planning:action_plan", args=[public_id, period])


def line_forms(
    request: HttpRequest, indicators: list[Indicator], action_plan: ActionPlan | None,
    data: Any = None,
) -> list[ActionLineForm]:
    """One form per indicator, filled with what is saved or typed; kinds and help asked for once."""
    kinds = list(EvidenceKind.objects.all())
    lines = lines_of(action_plan)
    forms: list[ActionLineForm] = []
    for indicator in indicators:
        line = lines.get(indicator.line)
        initial = {}
        if line is not None:
            initial = {
                "action": line.action, "target_text": line.target_text,
                "kinds": [kind.pk for kind in line.kinds.all()],
            }
        form = ActionLineForm(data, line=indicator.line, kinds=kinds, initial=initial)
        form = filled(form, request, form.add_prefix("action"))
        if forms:
            form.__dict__["helps"] = forms[0].helps
        forms.append(form)
    return forms


def _page(
    request: HttpRequest,
    plan: Plan,
    period: Period,
    *,
    forms: list[ActionLineForm] | None = None,
    head: ActionPlanForm | None = None,
    returning: ReturnForm | None = None,
    conflict: list[dict[str, Any]] | None = None,
    refusal: str = "",
    saved: str = "",
    status: int = 200,
) -> HttpResponse:
    action_plan = action_plan_of(plan, period)
    indicators = indicators_of(plan.standing_version)
    lock = lock_reason(plan, period)
    mine = is_own(request, plan)
    record = action_plan or ActionPlan(plan=plan, period=period)
    may_write = request.user.has_perm(WRITE_ACTION_PLAN, record)
    can_write = may_write and record.state in WRITABLE_ACTION and not lock and bool(indicators)
    can = set() if lock or action_plan is None else available(record, request.user, ACTION_TABLE)
    if can_write and forms is None:
        forms = line_forms(request, indicators, action_plan)
    lines = lines_of(action_plan)
    shown = sees_lines(action_plan, is_owner=mine)
    remainders = remainders_of(plan, period, indicators)
    if head is None:
        head = filled(ActionPlanForm(initial={"revision": record.revision}), request, "revision")
    bound = [head, *(forms or ()), *([returning] if returning else ())]
    context = {
        "plan": plan,
        "period": period,
        "action_plan": action_plan,
        "is_owner": mine,
        "sees_plan": True,
        "lock": lock,
        "can": can,
        "can_write": can_write,
        "shown": shown,
        "head": head,
        "form": next((form for form in bound if form.errors), None),
        "rows": [
            {
                "indicator": indicator,
                "form": forms[place] if can_write and forms else None,
                "target": target_of(indicator, lines.get(indicator.line), sees_draft=shown),
                "remainder": remainders[indicator.line],
            }
            for place, indicator in enumerate(indicators)
        ],
        "returning": returning or filled(ReturnForm(), request, "return_note"),
        "error_lines": _error_lines(bound, refusal),
        "saved": saved,
        "conflict": conflict or [],
        "draft_key": f"action-{plan.pk}-{period.pk}-{record.revision}",
    }
    return render(request, "planning/action_plan_form.html", context, status=status)


def _error_lines(forms: list[Any], refusal: str) -> list[ErrorLine]:
    lines = [ErrorLine(refusal, "")] if refusal else []
    for form in forms:
        if form.is_bound:
            lines.extend(form.error_lines)
    return lines


@require_http_methods(["GET", "POST"])
@keep_typing
def action_plan(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """The action plan; a POST saves it as a draft."""
    plan, found = seen_period(request, public_id, period)
    if request.method != "POST":
        return _page(request, plan, found)
    return _save(request, plan, found, hands_in=False)


@require_POST
@keep_typing(page=page_of)
def submit(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Save what was typed, then hand the action plan to the appraiser."""
    plan, found = seen_period(request, public_id, period)
    if "revision" in request.POST:
        return _save(request, plan, found, hands_in=True)
    record = _found(request, public_id, period, WRITE_ACTION_PLAN)
    return _do(request, record, submit_action_plan, _("Sent to your appraiser."))


def _save(request: HttpRequest, plan: Plan, period: Period, *, hands_in: bool) -> HttpResponse:
    actor = actor_of(request)
    before = ActionPlan(plan=plan, period=period)
    actor.require(WRITE_ACTION_PLAN, before)
    indicators = indicators_of(plan.standing_version)
    stands = action_plan_of(plan, period)
    forms = line_forms(request, indicators, stands, request.POST)
    head = ActionPlanForm(request.POST)
    if not all([head.is_valid(), *[form.is_valid() for form in forms]]):
        return _page(request, plan, period, forms=forms, head=head, status=422)
    saved = ""
    try:
        record = begin_action_plan(plan, period, actor=actor)
        save_action_plan(
            record, {form.line: form.typed for form in forms}, actor=actor,
            revision=head.cleaned_data["revision"],
        )
        saved = _("What you typed is saved as a draft.")
        if hands_in:
            submit_action_plan(record, actor=actor)
            messages.success(request, _("Sent to your appraiser."))
            return redirect("planning:period", plan.public_id, period.pk)
    except (DomainError, ValidationError) as refusal:
        is_conflict = isinstance(refusal, Conflict)
        now = action_plan_of(plan, period)
        return _page(
            request, plan, period, forms=forms,
            head=ActionPlanForm({"revision": now.revision if now else 1}),
            refusal=first_message(refusal), saved=saved,
            conflict=_differences(indicators, now, forms) if is_conflict else None,
            status=409 if is_conflict else 422,
        )
    messages.success(request, _("Saved as a draft. Send it when every target is right."))
    return redirect(page_of(request, plan.public_id, period.pk))


def _differences(
    indicators: list[Indicator], now: ActionPlan | None, forms: list[ActionLineForm]
) -> list[dict[str, Any]]:
    """Lines in which what stands now and what was typed differ, side by side."""
    lines = lines_of(now)
    rows = []
    for indicator, form in zip(indicators, forms, strict=True):
        line = lines.get(indicator.line)
        typed = form.typed
        pairs = (
            (form.fields["action"].label, line.action if line else "", typed.action),
            (form.fields["target_text"].label, line.target_text if line else "", typed.target_text),
        )
        rows += [
            {"label": f"{indicator.statement} · {label}", "stands": stands, "typed": words}
            for label, stands, words in pairs
            if stands != words
        ]
    return rows


def _do(request: HttpRequest, record: ActionPlan, verb: Any, sentence: str) -> HttpResponse:
    address = page_of(request, record.plan.public_id, record.period_id)
    try:
        verb(record, actor=actor_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(request, sentence)
    return redirect(address)


def _found(
    request: HttpRequest, public_id: uuid.UUID, period: int, permission: str
) -> ActionPlan:
    """The action plan, for whoever has the permission; 403 for others who see the plan."""
    plan, found = seen_period(request, public_id, period)
    actor_of(request).require(permission, ActionPlan(plan=plan, period=found))
    record: ActionPlan = get_object_or_404(ActionPlan, plan=plan, period=found)
    record.plan, record.period = plan, found
    return record


@require_POST
@keep_typing(page=page_of)
def agree(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Agree on the targets of the period."""
    record = _found(request, public_id, period, DECIDE_ACTION_PLAN)
    return _do(request, record, agree_action_plan, _("Agreed. The targets of the period hold now."))


@require_POST
@keep_typing(page=page_of)
def reopen(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Take the action plan back to change it."""
    record = _found(request, public_id, period, WRITE_ACTION_PLAN)
    sentence = _("Taken back. What was agreed holds until it is agreed anew.")
    return _do(request, record, reopen_action_plan, sentence)


@require_POST
@keep_typing(page=page_of)
def give_back(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponseBase:
    """Return the action plan with what has to be mended."""
    record = _found(request, public_id, period, DECIDE_ACTION_PLAN)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            return_action_plan(record, form.cleaned_data["return_note"], actor=actor_of(request))
        except (DomainError, ValidationError) as refusal:
            form.add_error("return_note", first_message(refusal))
        else:
            name = record.plan.employee.name
            messages.success(request, _("Returned to %(name)s with your note.") % {"name": name})
            return redirect("planning:period", record.plan.public_id, record.period_id)
    return _page(request, record.plan, record.period, returning=form, status=422)
