"""Writing a plan: basics, results, changes, and the moves that are the owner's."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.actor import Actor, actor_of
from portal.core.errors import DomainError, first_message
from portal.people.keep_typing import fill_in, keep_typing

from ..domain.common import Conflict
from ..domain.plans import discard_version, open_change, save_basics, submit_plan, take_back_plan
from ..domain.results import remove_result, save_result
from ..forms.plan import (
    BasicsForm,
    ChangeForm,
    ResultForm,
    VersionForm,
    formset_of,
    indicator_rows,
    seen,
)
from ..models import Accumulation, Aspect, Perspective, Plan, PlannedResult, PlanVersion, with_unit
from ..permissions import CHANGE_PLAN, WRITE_PLAN
from .plan_common import address, plan_trail, seen_plan, writing_version

FORM = ["GET", "POST"]


def page_of_plan(request: HttpRequest, public_id: uuid.UUID, **more: Any) -> str:
    """Where the forms of the owner's moves stand."""
    return address("plan", Plan(public_id=public_id))


def _own_plan(request: HttpRequest, public_id: uuid.UUID) -> tuple[Plan, PlanVersion, Actor]:
    """The plan, the version that is written on, and the owner; 404 unseen, 403 not theirs."""
    plan = seen_plan(request, public_id)
    actor = actor_of(request)
    actor.require(WRITE_PLAN, plan)
    return plan, writing_version(plan), actor


def _not_open(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    sentence = _("This version is not in your hands now, so it cannot be written on.")
    messages.info(request, sentence)
    return redirect(plan)


@require_http_methods(FORM)
@keep_typing
def basics(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Approach and annexes."""
    plan, version, actor = _own_plan(request, public_id)
    conflict: list[dict[str, str]] = []
    names = ("approach", "resources", "accountability", "consequences")
    if request.method == "POST":
        form = BasicsForm(request.POST)
        if form.is_valid():
            typed = {name: form.cleaned_data[name] for name in names}
            try:
                save_basics(version, **typed, actor=actor, revision=form.revision_of(version))
            except Conflict as refusal:
                version = writing_version(plan)
                form = BasicsForm(_as_seen_now(request, version))
                form.add_error(None, str(refusal))
                conflict = _basics_differ(version, typed)
                return _basics_page(request, plan, version, form, conflict, 409)
            except (DomainError, ValidationError) as refusal:
                form.add_error(None, first_message(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect(plan)
    elif not version.is_writable:
        return _not_open(request, plan)
    else:
        initial = {name: getattr(version, name) for name in names}
        form = fill_in(BasicsForm(initial={**initial, **seen(version)}), request)
    return _basics_page(request, plan, version, form, conflict, 422 if form.errors else 200)


def _as_seen_now(request: HttpRequest, version: PlanVersion) -> Any:
    """What was typed, with the version and revision that stand now."""
    data = request.POST.copy()
    for name, value in seen(version).items():
        data[name] = str(value)
    return data


def _basics_differ(version: PlanVersion, typed: dict[str, str]) -> list[dict[str, str]]:
    shown = BasicsForm.base_fields
    approaches = dict(shown["approach"].choices)
    rows = []
    for name, value in typed.items():
        stands = getattr(version, name)
        if "\n".join(value.split()) == "\n".join(stands.split()):
            continue
        if name == "approach":
            value, stands = approaches.get(value, value), approaches.get(stands, stands)
        rows.append({"label": shown[name].label, "stands": stands, "typed": value})
    return rows


def _basics_page(
    request: HttpRequest, plan: Plan, version: PlanVersion, form: Any, conflict: Any, status: int
) -> HttpResponse:
    context = {
        "plan": plan,
        "version": version,
        "form": form,
        "conflict": conflict,
        "trail": plan_trail(request, plan, _("Approach and annexes")),
    }
    return render(request, "planning/plan_basics.html", context, status=status)


@require_http_methods(FORM)
@keep_typing
def result_new(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """One more result."""
    plan, version, actor = _own_plan(request, public_id)
    return _result_form(request, plan, version, actor, None)


@require_http_methods(FORM)
@keep_typing
def result(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponseBase:
    """One result with its indicators. What was typed outlives the result itself."""
    plan, version, actor = _own_plan(request, public_id)
    found = _result_of(version, pk)
    if found is None and request.method != "POST":
        if PlannedResult.objects.filter(pk=pk, version__plan=plan).exists():
            return _not_open(request, plan)
        raise Http404
    return _result_form(request, plan, version, actor, found, is_gone=found is None)


def _result_of(version: PlanVersion, pk: int) -> PlannedResult | None:
    found = version.results.filter(pk=pk).prefetch_related("indicators").first()
    if found is not None:
        found.version = version
    return found


def _result_form(
    request: HttpRequest,
    plan: Plan,
    version: PlanVersion,
    actor: Actor,
    found: PlannedResult | None,
    *,
    is_gone: bool = False,
) -> HttpResponseBase:
    page = _ResultPage(request, plan, version, found)
    if request.method != "POST":
        if not version.is_writable:
            return _not_open(request, plan)
        form = fill_in(ResultForm(plan_version=version, result=found), request)
        return page.render(form, indicator_rows(version, found, request))
    form = ResultForm(request.POST, plan_version=version, result=found)
    rows = formset_of()(request.POST, plan_version=version)
    if not (form.is_valid() & rows.is_valid()):
        return page.render(form, rows, status=422)
    typed = form.typed(rows.typed())
    # Of a result that another tab took out nobody saw any revision.
    revision = 0 if is_gone else form.revision_of(version)
    try:
        saved = save_result(version, typed, actor=actor, revision=revision, result=found)
    except Conflict as refusal:
        return page.conflict(refusal, typed, form, is_gone=is_gone)
    except ValidationError as refusal:
        form.add_error(None, first_message(refusal))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _("The result is saved."))
        if "more" in request.POST:
            return redirect(address("result", plan, saved.pk) + "#indikator")
        return redirect(f"{plan.get_absolute_url()}#hasil-{saved.pk}")
    return page.render(form, rows, status=422)


class _ResultPage:
    """The page of one result, as it stands, with errors, or after somebody else's change."""

    def __init__(
        self, request: HttpRequest, plan: Plan, version: PlanVersion, found: PlannedResult | None
    ) -> None:
        self.request, self.plan, self.version, self.result = request, plan, version, found

    def render(
        self, form: ResultForm, rows: Any, *, status: int = 200, conflict: Any = ()
    ) -> HttpResponse:
        here = _("Result") if self.result else _("New result")
        context = {
            "plan": self.plan,
            "version": self.version,
            "result": self.result,
            "form": form,
            "rows": rows,
            "lines": [*form.error_lines, *rows.error_lines],
            "conflict": conflict,
            "post_url": address("result", self.plan, self.result.pk)
            if self.result
            else address("result_new", self.plan),
            "trail": plan_trail(self.request, self.plan, here),
        }
        return render(self.request, "planning/plan_result.html", context, status=status)

    def conflict(
        self, refusal: Conflict, typed: Any, form: ResultForm, *, is_gone: bool
    ) -> HttpResponse:
        self.version = writing_version(self.plan)
        if self.result is not None:
            self.result = _result_of(self.version, self.result.pk)
            is_gone = self.result is None
        data = _as_seen_now(self.request, self.version)
        form = ResultForm(data, plan_version=self.version, result=self.result)
        rows = formset_of()(data, plan_version=self.version)
        rows.is_valid()
        sentence = str(refusal)
        if is_gone:
            sentence = _(
                "This result was taken out meanwhile, perhaps in another tab. What you typed "
                "stands below; saving adds it again."
            )
        form.add_error(None, sentence)
        differing = _result_differs(self.result, typed) if self.result else []
        return self.render(form, rows, status=409, conflict=differing)


def _result_differs(result: PlannedResult, typed: Any) -> list[dict[str, str]]:
    """What stands and what was typed, side by side, where they differ."""
    fields = ResultForm.base_fields
    supports = typed.supported_result.statement if typed.supported_result else typed.supported_text
    kinds = dict(fields["kind"].choices)
    pairs = [
        (fields["statement"].label, result.statement, typed.statement),
        (fields["kind"].label, kinds.get(result.kind, ""), kinds.get(typed.kind, "")),
        (fields["supported_result"].label, result.supports, supports),
        (fields["assigned_by"].label, result.assigned_by, typed.assigned_by),
        (
            _("Indicators"),
            "\n".join(_words(one) for one in result.indicators.all()),
            "\n".join(_words(one) for one in typed.indicators),
        ),
    ]
    return [
        {"label": label, "stands": stands, "typed": words}
        for label, stands, words in pairs
        if stands != words
    ]


def _words(indicator: Any) -> str:
    """An indicator, saved or typed, as one line with every choice that can differ."""
    target = with_unit(indicator.target_text, indicator.target_unit)
    choices = [
        dict(Aspect.choices).get(indicator.aspect, ""),
        dict(Perspective.choices).get(indicator.perspective, ""),
        dict(Accumulation.choices).get(indicator.accumulation, ""),
    ]
    return f"{indicator.statement} — {target} ({', '.join(str(one) for one in choices if one)})"


@require_POST
@keep_typing(page=page_of_plan)
def result_remove(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponseBase:
    """Take a result out of the version that is being written."""
    plan, version, actor = _own_plan(request, public_id)
    found = _result_of(version, pk)
    if found is None:
        raise Http404
    form = VersionForm(request.POST)
    revision = form.revision_of(version) if form.is_valid() else 0
    try:
        remove_result(found, actor=actor, revision=revision)
    except Conflict:
        sentence = _("The plan was changed meanwhile, so nothing was taken out. Look once more.")
        messages.error(request, sentence)
        return redirect(address("result", plan, pk) if version.is_writable else plan)
    messages.success(request, _("The result is taken out."))
    return redirect(f"{plan.get_absolute_url()}#hasil")


@require_http_methods(FORM)
@keep_typing
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Open the next version of an agreed plan, for one of the lawful reasons."""
    plan = seen_plan(request, public_id)
    actor = actor_of(request)
    actor.require(CHANGE_PLAN, plan)
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if form.is_valid():
            values = form.cleaned_data
            try:
                open_change(
                    plan, values["reason"], values["note"], values["effective_from"], actor=actor
                )
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("The change is begun. The agreed version stands until this one is.")
                )
                return redirect(plan)
    else:
        form = fill_in(ChangeForm(), request)
    context = {
        "plan": plan,
        "form": form,
        "last_day": plan.until - plan.until.resolution,
        "trail": plan_trail(request, plan, _("Change the plan")),
    }
    status = 422 if form.errors else 200
    return render(request, "planning/plan_change.html", context, status=status)


def _move(
    request: HttpRequest, public_id: uuid.UUID, verb: Callable[..., Any], done: str
) -> HttpResponseBase:
    """Let a move of the owner take place, or say why not; then the plan again."""
    plan, version, actor = _own_plan(request, public_id)
    try:
        verb(version, actor=actor)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(request, done)
    return redirect(plan)


@require_POST
@keep_typing(page=page_of_plan)
def submit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand the open version in."""
    return _move(request, public_id, submit_plan, _("Handed in. Your leader finds it waiting."))


@require_POST
@keep_typing(page=page_of_plan)
def take_back(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take a version back before it is decided."""
    return _move(request, public_id, take_back_plan, _("Taken back. You may write on it again."))


@require_POST
@keep_typing(page=page_of_plan)
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give an open change up."""
    done = _("The change is discarded. The agreed version stands as before.")
    return _move(request, public_id, discard_version, done)
