"""The filing page: value and story of one indicator in one period, and its files."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message
from portal.core.forms import PortalForm
from portal.core.history import history_of
from portal.core.transitions import available
from portal.people.keep_typing import SESSION_KEY, SHOWN_BY, fill_in, keep_typing

from ..domain.common import Conflict
from ..domain.locks import lock_reason
from ..domain.realizations import (
    accept_realization,
    begin_realization,
    record_realization,
    reopen_realization,
    return_realization,
    submit_realization,
)
from ..forms.realization import (
    RealizationForm,
    ReopenForm,
    ReturnForm,
    UseUploadForm,
    initial_words,
)
from ..models import ActionPlan, Plan, Realization
from ..permissions import DECIDE_REALIZATION, RECORD_REALIZATION, REOPEN_REALIZATION
from ..queries import action_plan_of, indicators_of, open_uses, periods_of
from ..states import REALIZATION_TABLE
from .filing_rows import (
    OF_USE,
    WORDS_OF_REALIZATION,
    lines_of,
    remainders_of,
    sees_lines,
    target_of,
    timeline_of,
    use_rows,
)
from .periods import WITH_FACTS, is_own

REALIZATION_FACTS = (
    *(f"plan__{name}" for name in WITH_FACTS), "period__agency", "indicator__result",
)


def seen_realization(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> Realization:
    """The realization; to its owner also one that is not begun yet (unsaved); else 404."""
    found = (
        Realization.objects.visible_to(request.user)
        .select_related(*REALIZATION_FACTS)
        .filter(plan__public_id=public_id, period_id=period, indicator_line=line)
        .first()
    )
    if found is not None:
        return found
    mine = Plan.objects.visible_to(request.user).filter(employee__user=request.user)
    plan = get_object_or_404(mine.select_related(*WITH_FACTS), public_id=public_id)
    for one in periods_of(plan):
        if one.pk != period:
            continue
        for indicator in indicators_of(plan.standing_version):
            if indicator.line == line:
                return Realization(
                    plan=plan, period=one, indicator_line=line, indicator=indicator
                )
    raise Http404


def page_of(request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID) -> str:
    """Address of the filing page, for addresses below it that only take a POST."""
    return reverse("planning:realization", args=[public_id, period, line])


def period_url(realization: Realization) -> str:
    """Address of the period's page."""
    return reverse("planning:period", args=[realization.plan.public_id, realization.period_id])


def was_kept(request: HttpRequest, name: str) -> bool:
    """Whether typing that was kept over a sign-in names the field ``name``."""
    kept = request.session.get(SESSION_KEY) or {}
    is_here = SHOWN_BY in request.GET and kept.get("path") == request.path
    return is_here and any(key == name for key, _value in kept.get("pairs", ()))


def filled(form: Any, request: HttpRequest, name: str) -> Any:
    """``fill_in`` for the one of several forms of a page whose field ``name`` was kept."""
    return fill_in(form, request) if was_kept(request, name) else form


def filing_page(
    request: HttpRequest,
    realization: Realization,
    *,
    status: int = 200,
    form: RealizationForm | None = None,
    upload: UseUploadForm | None = None,
    returning: ReturnForm | None = None,
    reopening: ReopenForm | None = None,
    conflict: list[dict[str, Any]] | None = None,
    saved: str = "",
) -> HttpResponse:
    """The page with the forms that are open to the person; a bound form shows what was typed."""
    plan, period = realization.plan, realization.period
    user = request.user
    lock = lock_reason(plan, period)
    mine = is_own(request, plan)
    can = set() if lock else available(realization, user, REALIZATION_TABLE)
    may_record = user.has_perm(RECORD_REALIZATION, realization)
    can_write = may_record and realization.is_writable and not lock
    action_plan = action_plan_of(plan, period)
    uses = _uses_of(realization, user)
    files = use_rows(uses, user, is_planner=may_record and not lock)
    events = history_of(realization) if realization.pk else ()
    bound = next((one for one in (form, upload, returning, reopening) if one is not None), None)
    context = {
        "realization": realization,
        "plan": plan,
        "period": period,
        "indicator": realization.indicator,
        "is_owner": mine,
        "sees_plan": mine or Plan.objects.visible_to(user).filter(pk=plan.pk).exists(),
        "lock": lock,
        "can": can,
        "can_write": can_write,
        "files": [files[use.pk] for use in uses],
        "conflict": conflict or [],
        "saved": saved,
        "form": bound,
        "words": form or _words_form(request, realization),
        "upload": _upload_form(request, realization, upload) if can_write else None,
        "is_upload_open": upload is not None or not uses or was_kept(request, "kind"),
        "is_reopening": reopening is not None or was_kept(request, "reason"),
        "returning": returning or filled(ReturnForm(), request, "return_note"),
        "reopening": reopening or filled(ReopenForm(), request, "reason"),
        "events": timeline_of(events, WORDS_OF_REALIZATION, is_owner=mine),
        "draft_key": _draft_key(realization),
        **_target_facts(realization, action_plan, mine=mine),
    }
    return render(request, "planning/realization_form.html", context, status=status)


def _draft_key(realization: Realization) -> str:
    """Names the revision, so that words typed over older ones never return over newer ones."""
    return (
        f"realization-{realization.plan_id}-{realization.period_id}-"
        f"{realization.indicator_line.hex}-{realization.revision}"
    )


def _uses_of(realization: Realization, user: Any) -> list[Any]:
    if realization.pk is None:
        return []
    return list(open_uses(realization).visible_to(user).select_related(*OF_USE, "linked_by"))


def _words_form(request: HttpRequest, realization: Realization) -> RealizationForm:
    return filled(RealizationForm(initial=initial_words(realization)), request, "value")


def _upload_form(
    request: HttpRequest, realization: Realization, bound: UseUploadForm | None
) -> UseUploadForm:
    if bound is not None:
        return bound
    return filled(UseUploadForm(user=request.user, initial=_expected(realization)), request, "kind")


def _expected(realization: Realization) -> dict[str, Any]:
    """Where one kind only is expected, it is chosen already."""
    line = realization.action_line
    kinds = list(line.kinds.all()) if line is not None else []
    return {"kind": kinds[0].pk} if len(kinds) == 1 else {}


def _target_facts(
    realization: Realization, action_plan: ActionPlan | None, *, mine: bool
) -> dict[str, Any]:
    indicator = realization.indicator
    line = lines_of(action_plan).get(realization.indicator_line)
    remainders = remainders_of(realization.plan, realization.period, [indicator])
    return {
        "target": target_of(indicator, line, sees_draft=sees_lines(action_plan, is_owner=mine)),
        "remainder": remainders[indicator.line],
    }


# --- The owner writes -------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@keep_typing
def realization(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """The filing page; a POST saves value, story and source."""
    found = seen_realization(request, public_id, period, line)
    if request.method != "POST":
        return filing_page(request, found)
    return _save(request, found, hands_in=False)


@require_POST
@keep_typing(page=page_of)
def submit(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Save what was typed, then hand in value and files."""
    found = seen_realization(request, public_id, period, line)
    if "revision" in request.POST:
        return _save(request, found, hands_in=True)
    try:
        submit_realization(found, actor=actor_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
        return redirect(found)
    return _handed_in(request, found)


def _handed_in(request: HttpRequest, realization: Realization) -> HttpResponse:
    messages.success(request, _("Handed in. Value and files are fixed now."))
    return redirect(period_url(realization))


def _save(request: HttpRequest, found: Realization, *, hands_in: bool) -> HttpResponse:
    actor = actor_of(request)
    actor.require(RECORD_REALIZATION, found, verb="record_realization")
    form = RealizationForm(request.POST)
    if not form.is_valid():
        return filing_page(request, found, form=form, status=422)
    saved = ""
    try:
        record = begin_realization(found.plan, found.period, found.indicator_line, actor=actor)
        record_realization(
            record, form.typed, actor=actor, revision=form.cleaned_data["revision"]
        )
        saved = _("What you typed is saved as a draft.")
        if hands_in:
            submit_realization(record, actor=actor)
            return _handed_in(request, record)
    except Conflict as refusal:
        now = _now(request, found)
        form = _again(request, now, refusal)
        return filing_page(
            request, now, form=form, conflict=_differences(now, form), status=409
        )
    except (DomainError, ValidationError) as refusal:
        now = _now(request, found)
        form = _again(request, now, refusal)
        return filing_page(request, now, form=form, saved=saved, status=422)
    messages.success(request, _("Saved as a draft. Hand it in when value and files are complete."))
    return redirect(record)


def _now(request: HttpRequest, found: Realization) -> Realization:
    return seen_realization(
        request, found.plan.public_id, found.period_id, found.indicator_line
    )


def _again(
    request: HttpRequest, realization: Realization, refusal: Exception
) -> RealizationForm:
    """The form with what was typed, the refusal, and the revision that stands now."""
    data = request.POST.copy()
    data["revision"] = str(realization.revision)
    form = RealizationForm(data)
    form.is_valid()
    form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
    return form


def _differences(realization: Realization, form: RealizationForm) -> list[dict[str, Any]]:
    """Fields in which what stands now and what was typed differ, side by side."""
    typed, stands = form.typed, realization
    rows = []
    for name in ("value", "narrative", "data_source"):
        before, now = getattr(stands, name), getattr(typed, name)
        if before != now:
            rows.append({"label": form.fields[name].label, "stands": before, "typed": now})
    return rows


@require_POST
@keep_typing(page=page_of)
def reopen(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Take back what was handed in, with the reason."""
    found = seen_realization(request, public_id, period, line)
    actor_of(request).require(REOPEN_REALIZATION, found)
    form = ReopenForm(request.POST)
    refused = _try(
        form,
        lambda: reopen_realization(found, form.cleaned_data["reason"], actor=actor_of(request)),
        "reason",
    )
    if refused:
        now = _now(request, found)
        return filing_page(request, now, reopening=form, status=422)
    messages.success(request, _("Taken back. Verdicts on its files stay while nothing changes."))
    return redirect(found)


def _try(form: PortalForm, verb: Any, name: str) -> bool:
    """Whether the verb, or the form before it, refused; the sentence then stands at the field."""
    if not form.is_valid():
        return True
    try:
        verb()
    except (DomainError, ValidationError) as refusal:
        form.add_error(name, first_message(refusal))
        return True
    return False


# --- The appraiser decides --------------------------------------------------------------


@require_POST
@keep_typing(page=page_of)
def accept(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Accept what was handed in."""
    found = seen_realization(request, public_id, period, line)
    actor_of(request).require(DECIDE_REALIZATION, found)
    try:
        accept_realization(found, actor=actor_of(request))
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
        return redirect(found)
    messages.success(request, _("Accepted: %(indicator)s") % {"indicator": found.indicator})
    return redirect(period_url(found))


@require_POST
@keep_typing(page=page_of)
def give_back(
    request: HttpRequest, public_id: uuid.UUID, period: int, line: uuid.UUID
) -> HttpResponseBase:
    """Return what was handed in, with what has to be mended."""
    found = seen_realization(request, public_id, period, line)
    actor_of(request).require(DECIDE_REALIZATION, found)
    form = ReturnForm(request.POST)
    refused = _try(
        form,
        lambda: return_realization(
            found, form.cleaned_data["return_note"], actor=actor_of(request)
        ),
        "return_note",
    )
    if refused:
        now = _now(request, found)
        return filing_page(request, now, returning=form, status=422)
    messages.success(
        request, _("Returned to %(name)s with your note.") % {"name": found.plan.employee.name}
    )
    return redirect(period_url(found))
