"""How far a period is: shares of its indicators by state, ready to be drawn and read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.calendar.models import Period
from portal.people.models import Employee

from ..models import EvidenceUse, Plan, Realization
from ..queries import indicators_of, period_now
from ..states import STANDING_PLAN, RealizationState, UseState

TO_DO = "todo"
"""Stands for an indicator without a realization."""
GROUPS = (
    ("good", gettext_lazy("accepted"), {RealizationState.ACCEPTED}),
    ("wait", gettext_lazy("handed in"), {RealizationState.SUBMITTED}),
    ("bad", gettext_lazy("returned"), {RealizationState.RETURNED}),
    ("open", gettext_lazy("not handed in"), {RealizationState.DRAFT, TO_DO}),
)


def shares_of(states: Collection[str], use_states: Collection[str]) -> dict[str, Any]:
    """Shares of the indicators by state: percent for the drawing, numbers for reading.

    ``states``: of each indicator's realization, ``TO_DO`` where there is none;
    ``use_states``: of the files linked to them.
    """
    total = len(states)
    parts = []
    start = 0
    for tone, label, wanted in GROUPS:
        count = sum(state in wanted for state in states)
        if count:
            parts.append(
                {
                    "tone": tone, "label": str(label), "count": count,
                    "x": f"{100 * start / total:.2f}%", "width": f"{100 * count / total:.2f}%",
                    "middle": f"{100 * (start + count / 2) / total:.2f}%",
                }
            )
        start += count
    done = sum(state in {RealizationState.ACCEPTED, RealizationState.SUBMITTED} for state in states)
    return {
        "parts": parts,
        "total": total,
        "text": _("%(done)s of %(total)s indicators handed in") % {"done": done, "total": total},
        "files": _files_sentence(use_states),
    }


def _files_sentence(use_states: Collection[str]) -> str:
    if not use_states:
        return _("No file is linked yet.")
    total = len(use_states)
    words = [ngettext("%(count)s file", "%(count)s files", total) % {"count": total}]
    counts = {state: sum(one == state for one in use_states) for state in UseState}
    words += [f"{count} {state.label}" for state, count in counts.items() if count]
    return " · ".join(words)


@dataclass(frozen=True)
class Progress:
    """The period a person works on now, and how far it is."""

    plan: Plan
    period: Period
    picture: dict[str, Any]


def progress_of(employee: Employee) -> Progress | None:
    """How far the person's own present period is; None without an agreed plan."""
    plans = list(
        Plan.objects.filter(employee=employee, versions__state__in=STANDING_PLAN)
        .select_related("employee__agency")
        .distinct()
        .order_by("-year", "-starts_on")[:2]
    )
    now = period_now(plans)
    if now is None:
        return None
    plan, period = now
    lines = [indicator.line for indicator in indicators_of(plan.standing_version)]
    if not lines:
        return None
    mine = Realization.objects.filter(plan=plan, period=period)
    states = dict(mine.values_list("indicator_line", "state"))
    uses = EvidenceUse.objects.standing().filter(realization__in=mine)
    picture = shares_of(
        [states.get(line, TO_DO) for line in lines], list(uses.values_list("state", flat=True))
    )
    return Progress(plan, period, picture)
