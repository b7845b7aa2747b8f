"""A period of a plan: what is due in it, what was handed in, and which one to work on now."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.calendar.dates import today
from portal.calendar.models import Period
from portal.core.transitions import available
from portal.people.keep_typing import keep_typing

from ..domain.locks import lock_reason
from ..models import Plan
from ..queries import action_plan_of, period_now, periods_of, plans_of
from ..states import ACTION_TABLE, STANDING_PLAN, ActionState
from .filing_rows import handed_in_by_period, indicator_rows, picture_of, sees_lines

WITH_FACTS = (
    "employee__agency", "employee__user", "position_assignment__position__unit", "unit",
)


def seen_plan(request: HttpRequest, public_id: uuid.UUID) -> Plan:
    """The plan, or 404 when it is not there or not for this person."""
    plan: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related(*WITH_FACTS), public_id=public_id
    )
    return plan


def seen_period(request: HttpRequest, public_id: uuid.UUID, period: int) -> tuple[Plan, Period]:
    """The plan and one of its periods, or 404."""
    plan = seen_plan(request, public_id)
    for found in periods_of(plan):
        if found.pk == period:
            return plan, found
    raise Http404


def is_own(request: HttpRequest, plan: Plan) -> bool:
    """Whether the plan is the signed-in person's own."""
    return bool(plan.employee.user_id == request.user.pk)


@require_GET
@keep_typing
def my_period(request: HttpRequest) -> HttpResponse:
    """The period to work on now, or what has to happen first."""
    employee = getattr(request.user, "employee", None)
    plans = list(plans_of(employee)) if employee is not None else []
    agreed = _with_standing_version(plans)
    now = period_now(agreed)
    if now is None:
        context = {"employee": employee, "plan": plans[0] if plans else None}
        return render(request, "planning/period_none.html", context)
    plan, period = now
    return _period_page(request, plan, period, agreed)


def _with_standing_version(plans: list[Plan]) -> list[Plan]:
    agreed = set(
        Plan.objects.filter(
            pk__in=[plan.pk for plan in plans], versions__state__in=STANDING_PLAN
        ).values_list("pk", flat=True)
    )
    return [plan for plan in plans if plan.pk in agreed]


@require_GET
@keep_typing
def period(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponse:
    """One period of a plan, for its owner and for whoever may see the plan."""
    plan, found = seen_period(request, public_id, period)
    plans = []
    if is_own(request, plan):
        plans = _with_standing_version(list(plans_of(plan.employee)))
    return _period_page(request, plan, found, plans)


def _period_page(
    request: HttpRequest, plan: Plan, period: Period, plans: list[Plan]
) -> HttpResponse:
    mine = is_own(request, plan)
    lock = lock_reason(plan, period)
    action_plan = action_plan_of(plan, period)
    rows = indicator_rows(plan, period, request.user, action_plan, is_locked=bool(lock))
    next_row = next((row for row in rows if row.url and row.state in {"todo", "draft"}), None)
    returned = next((row for row in rows if row.url and row.state == "returned"), None)
    context = {
        "plan": plan,
        "period": period,
        "last_day": period.until - period.until.resolution,
        "today": today(plan.employee.agency),
        "is_over": period.until <= today(plan.employee.agency),
        "is_owner": mine,
        "sees_plan": True,
        "rows": rows,
        "picture": picture_of(rows) if rows else None,
        "lock": lock,
        "next_row": (returned or next_row) if mine and not lock else None,
        "returned_files": sum(
            file["use"].state == "returned" for row in rows for file in row.files
        ),
        "action": _action_facts(request, plan, action_plan, mine=mine),
        "tabs": _tabs(request, plan, period, len(rows)),
        "other_plans": [other for other in plans if other.pk != plan.pk],
        "other_years": _other_years(plans, plan),
    }
    return render(request, "planning/period_detail.html", context)


def _action_facts(
    request: HttpRequest, plan: Plan, action_plan: Any, *, mine: bool
) -> dict[str, Any]:
    """State of the action plan in words, for the band that leads to it."""
    if action_plan is None:
        return {"state": "todo", "label": _("not begun"), "can": set(), "is_open": mine}
    shown = sees_lines(action_plan, is_owner=mine)
    can = available(action_plan, request.user, ACTION_TABLE)
    label = str(action_plan.get_state_display()) if shown else _("with its owner")
    return {
        "state": action_plan.state if shown else "todo",
        "label": label,
        "can": can,
        "is_open": True,
        "waits_for_me": action_plan.state == ActionState.SUBMITTED and "agree_action_plan" in can,
    }


def _tabs(request: HttpRequest, plan: Plan, period: Period, total: int) -> list[dict[str, Any]]:
    done = handed_in_by_period(plan, request.user)
    return [
        {
            "label": one.label,
            "url": reverse("planning:period", args=[plan.public_id, one.pk]),
            "is_current": one.pk == period.pk,
            "count": f"{done.get(one.pk, 0)}/{total}",
        }
        for one in periods_of(plan)
    ]


def _other_years(plans: list[Plan], plan: Plan) -> list[dict[str, str]]:
    """Own other agreed plans, each leading to its newest begun period."""
    found = []
    for other in plans:
        if other.pk == plan.pk:
            continue
        now = period_now([other])
        if now is not None:
            found.append(
                {
                    "label": f"{other.year} · {other.position_assignment.position}",
                    "url": reverse("planning:period", args=[other.public_id, now[1].pk]),
                }
            )
    return found
