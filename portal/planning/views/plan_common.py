"""What the views of a plan share: finding it, its versions, and its history in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.history import history_of
from portal.core.models import HistoryEvent

from ..models import Plan, PlanVersion
from ..queries import versions_seen_by
from ..states import ChangeReason, PlanState

WITH_FACTS = (
    "employee__agency",
    "employee__user",
    "unit",
    "rule_set",
    "position_assignment__employee__agency",
    "position_assignment__position__unit",
)
SAVES = {"save_plan", "save_result", "remove_result"}
# What somebody does before handing in is for the owner's eyes.
FOR_OWNER_ONLY = SAVES | {"open_change", "discard_plan", "take_back_plan", "draft_plan"}
EVENT_WORDS = {
    "draft_plan": gettext_lazy("The plan was begun."),
    "save_plan": gettext_lazy("Basics and annexes were saved."),
    "save_result": gettext_lazy("A result was saved."),
    "remove_result": gettext_lazy("A result was taken out."),
    "submit_plan": gettext_lazy("Version %(number)s was handed in."),
    "take_back_plan": gettext_lazy("Version %(number)s was taken back."),
    "return_plan": gettext_lazy("Version %(number)s was returned."),
    "agree_plan": gettext_lazy("Version %(number)s was agreed."),
    "open_change": gettext_lazy("A change was begun as version %(number)s."),
    "discard_plan": gettext_lazy("Version %(number)s was discarded."),
    "supersede_plan": gettext_lazy("Version %(number)s was replaced."),
    "close_plan": gettext_lazy("Version %(number)s was closed with the year."),
    "set_expectations": gettext_lazy("Special expectations were set."),
}
EVENT_TONES = {"agree_plan": "good", "return_plan": "warn", "close_plan": "good"}
MOST_EVENTS = 150


def seen_plan(request: HttpRequest, public_id: uuid.UUID) -> Plan:
    """The plan, or 404 when it is not there or not for this person."""
    plan: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related(*WITH_FACTS), public_id=public_id
    )
    return plan


def is_owner(request: HttpRequest, plan: Plan) -> bool:
    """Whether the plan is the signed-in person's own."""
    return plan.employee.user_id == request.user.pk


def seen_versions(request: HttpRequest, plan: Plan) -> list[PlanVersion]:
    """Versions the person may read, the newest first; 404 where there are none."""
    versions = versions_seen_by(plan, request.user)
    if not versions:
        raise Http404
    return versions


def chosen_version(versions: list[PlanVersion], asked: str | None) -> PlanVersion:
    """The version that ``?v=`` names, else the newest that was not discarded; 404 for others."""
    if asked:
        for version in versions:
            if str(version.number) == asked:
                return version
        raise Http404
    for version in versions:
        if version.state != PlanState.DISCARDED:
            return version
    return versions[0]


def writing_version(plan: Plan) -> PlanVersion:
    """The version that a form writes on: the open one, else the newest, which refuses."""
    version: PlanVersion | None = plan.open_version or plan.versions.order_by("number").last()
    if version is None:
        raise Http404
    version.plan = plan
    return version


def address(name: str, plan: Plan, *more: Any) -> str:
    """Address of a page of the plan."""
    return reverse(f"planning:{name}", args=[plan.public_id, *more])


def plan_trail(request: HttpRequest, plan: Plan, *here: str) -> list[dict[str, str]]:
    """Breadcrumb: the plans, this plan, and the page below it where there is one."""
    name = f"SKP {plan.year}"
    if not is_owner(request, plan):
        name = f"{name} · {plan.employee.name}"
    trail = [{"label": _("Plans (SKP)"), "url": reverse("planning:plans")}]
    trail.append({"label": name, "url": plan.get_absolute_url() if here else ""})
    return trail + [{"label": label, "url": ""} for label in here]


def timeline(
    plan: Plan, versions: Iterable[PlanVersion], *, of_owner: bool
) -> list[dict[str, Any]]:
    """What happened to the plan, newest first, for ``components/_timeline.html``.

    Savings that follow each other on one day by one person are one line.
    """
    shown = list(versions)
    numbers = {f"planning.planversion:{version.pk}": version.number for version in shown}
    newest = history_of(plan, *shown).order_by("-at", "-pk")
    if not of_owner:
        newest = newest.exclude(verb__in=FOR_OWNER_ONLY)
    lines: list[dict[str, Any]] = []
    last: tuple[Any, ...] = ()
    for event in newest[:MOST_EVENTS]:
        if event.verb not in EVENT_WORDS:
            continue
        key = (event.verb, event.record, event.actor_id, event.at.date())
        if event.verb in SAVES and key == last:
            lines[-1]["times"] += 1
            continue
        last = key
        lines.append(_line(event, numbers.get(event.record, "")))
    for line in lines:
        if line["times"] > 1:
            line["detail"] = ngettext(
                "%(count)s time on this day", "%(count)s times on this day", line["times"]
            ) % {"count": line["times"]}
    return lines


def _line(event: HistoryEvent, number: int | str) -> dict[str, Any]:
    return {
        "at": event.at,
        "text": EVENT_WORDS[event.verb] % {"number": number},
        "who": str(event.actor) if event.actor else _("the portal"),
        "on_behalf_of": str(event.on_behalf_of) if event.on_behalf_of else "",
        "detail": _detail_of(event),
        "tone": EVENT_TONES.get(event.verb, ""),
        "times": 1,
    }


def _detail_of(event: HistoryEvent) -> str:
    if event.verb == "save_plan":
        return ""
    if event.verb == "open_change":
        reason, _colon, note = event.detail.partition(": ")
        labels = dict(ChangeReason.choices)
        return f"{labels.get(reason, reason)}: {note}"
    return event.detail
