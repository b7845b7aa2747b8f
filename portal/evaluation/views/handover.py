"""Salin ke e-Kinerja: every field in the order of BKN's screens, copied and ticked one by one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.calendar.models import Period
from portal.core.actor import actor_of
from portal.core.errors import DomainError
from portal.people.keep_typing import keep_typing, prefers_json
from portal.planning.models import Plan
from portal.planning.queries import periods_of

from ..domain.handover import (
    CopyField,
    CopySection,
    period_sections,
    plan_sections,
    tick_copied,
    ticks_of,
    untick,
)
from ..models import CopyTick
from ..permissions import COPY_PLAN


@dataclass(frozen=True)
class CopyRow:
    """One field as the page shows it: its text, and whether this text was copied."""

    field: CopyField
    tick: CopyTick | None

    @property
    def is_done(self) -> bool:
        """Whether the text that stands now was copied."""
        return self.tick is not None and self.tick.digest == self.field.digest

    @property
    def changed_since(self) -> datetime | None:
        """When an earlier text was copied, where it is another one now."""
        return self.tick.at if self.tick is not None and not self.is_done else None

    @property
    def anchor(self) -> str:
        """Id of the row on the page."""
        return anchor_of(self.field.key)


@dataclass(frozen=True)
class CopyPage:
    """A plan, or one period of it, with what of it was copied."""

    plan: Plan
    period: Period | None
    sections: list[tuple[CopySection, list[CopyRow]]]

    @property
    def rows(self) -> list[CopyRow]:
        """All rows in their order."""
        return [row for _section, rows in self.sections for row in rows]

    @property
    def fields(self) -> list[CopyField]:
        """All fields in their order."""
        return [row.field for row in self.rows]

    @property
    def done(self) -> int:
        """How many fields were copied as they stand now."""
        return sum(row.is_done for row in self.rows)

    @property
    def progress(self) -> str:
        """The same in words."""
        return _("%(done)s of %(total)s copied") % {"done": self.done, "total": len(self.rows)}

    @property
    def address(self) -> str:
        """The page."""
        return address_of(self.plan.public_id, self.period.pk if self.period else None)

    @property
    def tick_address(self) -> str:
        """Where its rows are ticked."""
        return f"{self.address}tandai/"


def anchor_of(key: str) -> str:
    """A key as the id of an element."""
    return f"salin-{key.replace(':', '-')}"


def address_of(public_id: uuid.UUID, period: int | None = None) -> str:
    """The copy page of a plan or of one of its periods."""
    if period is None:
        return reverse("evaluation:copy_plan", args=[public_id])
    return reverse("evaluation:copy_period", args=[public_id, period])


def own_plan(request: HttpRequest, public_id: uuid.UUID) -> Plan:
    """The plan, or 404 when it is not there or not the person's own."""
    plan: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related(
            "employee__agency", "employee__user", "unit", "position_assignment__position"
        ),
        public_id=public_id,
    )
    if not request.user.has_perm(COPY_PLAN, plan):
        raise Http404
    return plan


def _page_of(request: HttpRequest, plan: Plan, period_id: int | None) -> CopyPage:
    period = None
    if period_id is not None:
        period = next((one for one in periods_of(plan) if one.pk == period_id), None)
        if period is None:
            raise Http404
    sections = (
        plan_sections(plan)
        if period is None
        else period_sections(plan, period, lambda code: _short_address(request, code))
    )
    ticks = ticks_of(plan, period)
    return CopyPage(
        plan,
        period,
        [
            (section, [CopyRow(field, ticks.get(field.key)) for field in section.fields])
            for section in sections
        ],
    )


def _short_address(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("planning:short", args=[code]))


def _tabs(page: CopyPage) -> list[dict[str, Any]]:
    tabs = [
        {
            "label": _("Plan (SKP)"),
            "url": address_of(page.plan.public_id),
            "is_current": page.period is None,
        }
    ]
    for period in periods_of(page.plan):
        tabs.append(
            {
                "label": period.label,
                "url": address_of(page.plan.public_id, period.pk),
                "is_current": page.period is not None and page.period.pk == period.pk,
            }
        )
    return tabs


def _way_back(page: CopyPage) -> str:
    if page.period is None:
        return page.plan.get_absolute_url()
    return reverse("planning:period", args=[page.plan.public_id, page.period.pk])


def _trail(page: CopyPage) -> list[dict[str, str]]:
    trail = [{"label": str(page.plan), "url": page.plan.get_absolute_url()}]
    if page.period is not None:
        trail.append({"label": page.period.label, "url": _way_back(page)})
    return [*trail, {"label": _("Copy to e-Kinerja")}]


def _shown(
    request: HttpRequest, page: CopyPage, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "plan": page.plan,
        "period": page.period,
        "tabs": _tabs(page),
        "trail": _trail(page),
        "back_url": _way_back(page),
        "refusal": refusal,
        "is_agreed": page.plan.standing_version is not None,
    }
    return render(request, "evaluation/copy_page.html", context, status=status)


@require_GET
@keep_typing
def copy_plan(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The plan, field by field."""
    return _shown(request, _page_of(request, own_plan(request, public_id), None))


@require_GET
@keep_typing
def copy_period(request: HttpRequest, public_id: uuid.UUID, period: int) -> HttpResponse:
    """A period, field by field: action plan, evidence, realization."""
    return _shown(request, _page_of(request, own_plan(request, public_id), period))


def _page_of_row(_request: HttpRequest, public_id: uuid.UUID, period: int | None = None) -> str:
    return address_of(public_id, period)


@require_POST
@keep_typing(page=_page_of_row)
def tick(
    request: HttpRequest, public_id: uuid.UUID, period: int | None = None
) -> HttpResponseBase:
    """Tick one field, or take its tick away; a script gets JSON, a browser the page at its row."""
    plan = own_plan(request, public_id)
    page = _page_of(request, plan, period)
    key = request.POST.get("key", "")
    actor = actor_of(request)
    try:
        if "undo" in request.POST:
            untick(plan, page.period, key, actor=actor)
            sentence = _("The tick is taken away.")
        else:
            digest = request.POST.get("digest", "")
            tick_copied(plan, page.period, key, digest, page.fields, actor=actor)
            sentence = _("Ticked as copied.")
    except DomainError as refusal:
        if prefers_json(request):
            return JsonResponse({"message": str(refusal)}, status=409)
        return _shown(request, page, refusal=str(refusal), status=409)
    if prefers_json(request):
        page = _page_of(request, plan, period)
        return JsonResponse(
            {"message": sentence, "done": page.done, "total": len(page.rows), "text": page.progress}
        )
    messages.success(request, sentence)
    return redirect(f"{page.address}#{anchor_of(key)}" if key else page.address)
