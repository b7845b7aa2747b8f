"""Reading plans: the own ones, one plan, two versions side by side, the form as PDF."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from portal.calendar.dates import today
from portal.core.actor import actor_of
from portal.core.errors import DomainError
from portal.core.transitions import available
from portal.people.keep_typing import fill_in, keep_typing
from portal.people.models import Employee

from ..domain.completeness import gaps_of
from ..domain.plans import draft_plan
from ..forms.plan import BeginForm, ReturnForm
from ..models import Plan, PlanVersion
from ..pdf.plan_form import build_plan_form
from ..permissions import CHANGE_PLAN, SET_EXPECTATIONS, WRITE_PLAN
from ..queries import (
    Difference,
    compare,
    plans_of,
    plans_to_decide,
    posts_to_plan,
    results_of,
    units_led,
)
from ..report import plan_report
from ..states import PLAN_TABLE, PlanState
from .plan_common import (
    address,
    chosen_version,
    is_owner,
    plan_trail,
    seen_plan,
    seen_versions,
    timeline,
)

PLANS = "planning:plans"


@require_GET
@keep_typing
def plan_list(request: HttpRequest) -> HttpResponse:
    """Own plans, posts that lack one, and what waits for the person's agreement."""
    employee: Employee | None = getattr(request.user, "employee", None)
    context: dict[str, Any] = {"employee": employee}
    if employee is not None:
        day = today(employee.agency)
        context["rows"] = [_row(plan) for plan in _with_versions(plans_of(employee))]
        context["lacking"] = [] if employee.left_on else posts_to_plan(employee, day)
        context["waiting"] = list(plans_to_decide(employee))
        units = units_led(employee, day)
        context["expectations"] = [
            {"unit": unit, "year": year, "url": unit_address(unit.pk, year)}
            for unit in units
            for year in ([day.year] if day.month < 11 else [day.year, day.year + 1])
        ]
    return render(request, "planning/plan_list.html", context)


def unit_address(unit: int, year: int) -> str:
    """Page of the special expectations of a unit for a year."""
    return reverse("planning:unit_expectations", args=[unit, year])


def _with_versions(plans: Any) -> list[Plan]:
    return list(plans.prefetch_related("versions"))


def _row(plan: Plan) -> dict[str, Any]:
    versions = sorted(plan.versions.all(), key=lambda version: -version.number)
    return {"plan": plan, "version": chosen_version(versions, None), "count": len(versions)}


@require_POST
@keep_typing(page=lambda request: reverse(PLANS))
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin the plan of an own post for a year."""
    employee: Employee | None = getattr(request.user, "employee", None)
    if employee is None:
        raise Http404
    day = today(employee.agency)
    years = [day.year] if day.month < 11 else [day.year, day.year + 1]
    posts = list(employee.positions.in_force(day))
    form = BeginForm(request.POST, posts=posts, years=years)
    if not form.is_valid():
        messages.error(request, _("This plan cannot be begun now. Choose one of those below."))
        return redirect(PLANS)
    post, year = form.cleaned_data["post"], form.cleaned_data["year"]
    try:
        plan = draft_plan(post, year, actor=actor_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(PLANS)
    messages.success(request, _("The plan is begun. It is yours alone until you hand it in."))
    return redirect(plan)


@require_GET
@keep_typing
def plan_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A plan at its newest version, or at the one that ``?v=`` names."""
    plan = seen_plan(request, public_id)
    versions = seen_versions(request, plan)
    version = chosen_version(versions, request.GET.get("v"))
    return render_plan(request, plan, version, versions)


def render_plan(
    request: HttpRequest,
    plan: Plan,
    version: PlanVersion,
    versions: list[PlanVersion],
    *,
    return_form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a plan; ``return_form``: a note that was refused, to be mended."""
    owner = is_owner(request, plan)
    report = plan_report(version)
    results = results_of(version)
    for result in results:
        result.version = version
    can = _moves(request, plan, version, versions)
    gaps = gaps_of(version) if can["write"] else []
    number = versions.index(version)
    if return_form is None and can["return_plan"]:
        return_form = fill_in(ReturnForm(), request)
    context = {
        "plan": plan,
        "version": version,
        "versions": versions,
        "tabs": _tabs(plan, version, versions),
        "former": versions[number + 1] if number + 1 < len(versions) else None,
        "is_owner": owner,
        "report": report,
        "results": results,
        "annexes": _annexes(version),
        "expected": sum(1 for line in report.behavior if line.expectation),
        "can": can,
        "gaps": [
            {"message": gap.message, "target": _gap_address(plan, gap.result)} for gap in gaps
        ],
        "tasks": _tasks(plan, version, results, gaps, report) if can["write"] else [],
        "events": timeline(plan, versions, of_owner=owner),
        "trail": plan_trail(request, plan),
        "form": return_form,
    }
    return render(request, "planning/plan_detail.html", context, status=status)


def _moves(
    request: HttpRequest, plan: Plan, version: PlanVersion, versions: list[PlanVersion]
) -> dict[str, bool]:
    """What the person may do with this version now; for the buttons of the page."""
    user = request.user
    names = available(version, user, PLAN_TABLE)
    open_one = any(one.state in {"draft", "submitted", "returned"} for one in versions)
    submitted = version.state == PlanState.SUBMITTED
    return {
        "write": version.is_writable and user.has_perm(WRITE_PLAN, version),
        "change": version.state == PlanState.AGREED
        and not open_one
        and user.has_perm(CHANGE_PLAN, plan),
        "set_expectations": submitted and user.has_perm(SET_EXPECTATIONS, plan),
        "submit_plan": "submit_plan" in names,
        "take_back_plan": "take_back_plan" in names,
        "return_plan": "return_plan" in names,
        "agree_plan": "agree_plan" in names,
        # The first version is not discarded but written on.
        "discard_plan": "discard_plan" in names and version.number > 1,
    }


def _tabs(
    plan: Plan, version: PlanVersion, versions: list[PlanVersion]
) -> list[dict[str, Any]]:
    if len(versions) < 2:
        return []
    return [
        {
            "label": _("Version %(number)s · %(state)s")
            % {"number": one.number, "state": one.get_state_display()},
            "url": one.get_absolute_url(),
            "is_current": one == version,
        }
        for one in versions
    ]


def _annexes(version: PlanVersion) -> list[dict[str, Any]]:
    names = ("resources", "accountability", "consequences")
    return [
        {
            "label": version._meta.get_field(name).verbose_name,
            "points": getattr(version, name).splitlines(),
        }
        for name in names
    ]


def _gap_address(plan: Plan, result: int | None) -> str:
    if result is None:
        return address("result_new", plan)
    return address("result", plan, result)


def _tasks(
    plan: Plan, version: PlanVersion, results: list[Any], gaps: list[Any], report: Any
) -> list[dict[str, Any]]:
    """The sections of a plan that is being written, with done or to do."""
    written = sum(1 for annex in _annexes(version) if annex["points"])
    expected = sum(1 for line in report.behavior if line.expectation)
    is_full = bool(results) and not gaps
    return [
        _task(
            _("Approach and annexes"), written == 3, address("basics", plan),
            hint=_("%(count)s of 3 annexes are written.") % {"count": written},
        ),
        _task(
            _("Results with indicators and targets"), is_full, "#hasil",
            hint=_("%(count)s so far.") % {"count": len(results)},
        ),
        {
            "label": _("Special expectations of your leader"),
            "url": "#ekspektasi",
            "hint": _("Your leader writes them; you need not wait for them."),
            "state": "done" if expected else "info",
            "state_label": _("there") if expected else _("not yet"),
        },
        _task(
            _("Check and hand in"), False, "#ajukan",
            hint=_("Nothing is missing.") if is_full
            else ngettext(
                "%(count)s thing is missing.", "%(count)s things are missing.", len(gaps)
            ) % {"count": len(gaps)},
        ),
    ]


def _task(label: str, is_done: bool, url: str, *, hint: str) -> dict[str, Any]:
    return {
        "label": label,
        "url": url,
        "hint": hint,
        "state": "done" if is_done else "todo",
        "state_label": _("done") if is_done else _("to do"),
    }


@require_GET
@keep_typing
def compare_versions(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Two versions side by side; without choice the newest and the one before."""
    plan = seen_plan(request, public_id)
    versions = seen_versions(request, plan)
    if len(versions) < 2:
        raise Http404
    after = chosen_version(versions, request.GET.get("ke"))
    place = versions.index(after)
    earlier = versions[min(place + 1, len(versions) - 1)]
    before = chosen_version(versions, request.GET.get("dari") or str(earlier.number))
    lines = compare(before, after)
    context = {
        "plan": plan,
        "versions": versions,
        "before": before,
        "after": after,
        "facts": _changed_facts(before, after),
        "lines": [_compared(line) for line in lines if line.kind != "same"],
        "same": [line.after for line in lines if line.kind == "same"],
        "trail": plan_trail(request, plan, _("Compare versions")),
    }
    return render(request, "planning/plan_compare.html", context)


def _compared(line: Difference) -> dict[str, Any]:
    words = {"added": _("added"), "removed": _("taken out"), "changed": _("changed")}
    labels = {
        "result": _("Planned result"),
        "supports": _("Supports"),
        "indicator": _("Indicator"),
    }
    return {
        "state": line.kind,
        "state_label": words[line.kind],
        "result": line.after or line.before,
        "details": [
            {"label": labels[what], "before": before, "after": after}
            for what, before, after in line.details
        ],
    }


def _changed_facts(before: PlanVersion, after: PlanVersion) -> list[dict[str, Any]]:
    """Approach and annexes that differ."""
    facts = [
        {
            "label": before._meta.get_field("approach").verbose_name,
            "before": before.get_approach_display(),
            "after": after.get_approach_display(),
        }
    ]
    facts += [
        {
            "label": old["label"],
            "before": "\n".join(old["points"]),
            "after": "\n".join(new["points"]),
        }
        for old, new in zip(_annexes(before), _annexes(after), strict=True)
    ]
    return [fact for fact in facts if fact["before"] != fact["after"]]


@require_GET
@keep_typing
def plan_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The official form of a version, always in Indonesian."""
    plan = seen_plan(request, public_id)
    version = chosen_version(seen_versions(request, plan), request.GET.get("v"))
    content = build_plan_form(plan_report(version))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"SKP-{plan.year}-{slugify(plan.employee.name) or plan.public_id}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
