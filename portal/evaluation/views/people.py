"""Everybody whom a leader rates, on one page, trouble first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.calendar.dates import today
from portal.calendar.models import Period, PeriodKind
from portal.people.domain.mandates import mandates_held
from portal.people.keep_typing import keep_typing
from portal.people.models import Employee, Mandate, MandateScope
from portal.planning.queries import plans_to_decide

from ..domain.overview import (
    MINE,
    PersonRow,
    Step,
    UnitRow,
    people_rows,
    period_of_work,
    periods_to_choose,
    units_kept,
    units_to_set,
)
from ..states import EvaluationState

TONES = {
    Step.ANSWER: "bad",
    Step.PLAN_MISSING: "warn",
    Step.FILES_MISSING: "warn",
    Step.RECEIPT: "wait",
    Step.OTHER: "open",
    Step.NOTHING: "good",
}


@require_GET
@keep_typing
def people(request: HttpRequest) -> HttpResponse:
    """Lembar penilaian: all people of a leader in one period."""
    me = Employee.objects.select_related("agency").filter(user=request.user).first()
    mandates = mandates_held(request.user, MandateScope.PREPARE)
    chosen = _chosen(request, mandates)
    leader = chosen.owner if chosen is not None else me
    context: dict[str, Any] = {"leader": leader, "mandate": chosen, "tabs": _tabs(mandates, chosen)}
    if leader is None:
        return render(request, "evaluation/people.html", context)
    day = today(leader.agency)
    periods = periods_to_choose(leader.agency, day)
    asked = request.GET.get("periode", "")
    period = next((one for one in periods if str(one.pk) == asked), None) or period_of_work(
        periods, day
    )
    context |= {"periods": periods, "period": period}
    if period is None:
        return render(request, "evaluation/people.html", context)
    found = people_rows(leader, period, day)
    context |= {
        "rows": [_row(row, period) for row in found],
        "to_do": sum(row.step in MINE for row in found),
        "waiting_plans": list(plans_to_decide(leader)) if chosen is None else [],
        "units": _units(leader, found, period, day) if chosen is None else [],
        "is_year": period.kind == PeriodKind.YEAR,
    }
    return render(request, "evaluation/people.html", context)


def _units(leader: Employee, rows: list[PersonRow], period: Period, day: date) -> list[UnitRow]:
    """Units whose achievement the person records, as who stands above or as HR by letter."""
    posts = [row.post for row in rows if row.post.is_in_force(day)]
    return units_to_set(posts, period, day) + units_kept(leader, period, day)


def _chosen(request: HttpRequest, mandates: list[Mandate]) -> Mandate | None:
    asked = request.GET.get("untuk", "")
    return next((one for one in mandates if str(one.owner_id) == asked), None)


def _tabs(mandates: list[Mandate], chosen: Mandate | None) -> list[dict[str, Any]]:
    """Own people, and those of each leader one prepares for; nothing without a mandate."""
    base = reverse("evaluation:people")
    tabs = [{"label": _("My people"), "url": base, "is_current": chosen is None}]
    for one in mandates:
        label = _("For %(name)s") % {"name": one.owner.name}
        url = f"{base}?untuk={one.owner_id}"
        tabs.append({"label": label, "url": url, "is_current": one == chosen})
    return tabs if mandates else []


def _row(row: PersonRow, period: Period) -> dict[str, Any]:
    """One card: words, tones, and the one address where to go on."""
    step = Step(row.step)
    counts, evaluation = row.counts, row.evaluation
    return {
        "name": row.post.employee.name,
        "title": row.post.position.title,
        "unit": row.post.position.unit.name,
        "rater": row.rater,
        "plan_state": row.version.get_state_display() if row.version else _("no plan yet"),
        "plan_tone": row.version.state if row.version else "open",
        "action_state": row.action_plan.get_state_display() if row.action_plan else "",
        "action_tone": row.action_plan.state if row.action_plan else "open",
        "counts": counts,
        "evaluation_state": evaluation.get_state_display() if evaluation else _("not begun"),
        "evaluation_tone": evaluation.state if evaluation else "open",
        # What is not delivered is a draft, and changes until then.
        "overall": evaluation.overall_level if evaluation else None,
        "is_draft": evaluation is not None and evaluation.state == EvaluationState.OPEN,
        "step": step.label,
        "step_tone": TONES.get(step, "info"),
        "is_mine": step in MINE,
        "url": _address(row, period),
    }


def _address(row: PersonRow, period: Period) -> str:
    """Where the next step is done; empty where nothing can be opened yet."""
    plan = row.plan
    if plan is None or plan.handed_in_at is None:
        return ""
    if row.step in {Step.AGREE_PLAN, Step.PLAN_MISSING}:
        return plan.get_absolute_url()
    if row.step == Step.AGREE_ACTION:
        return reverse("planning:action_plan", args=[plan.public_id, period.pk])
    if row.step == Step.CHECK and period.kind != PeriodKind.YEAR:
        return reverse("planning:period", args=[plan.public_id, period.pk])
    return reverse("evaluation:evaluation", args=[plan.public_id, period.pk])
