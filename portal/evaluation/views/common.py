"""What the views of evaluation share: finding what the person may see, and for whom they act."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal.calendar.dates import today
from portal.core.actor import Actor, actor_of
from portal.files.models import StoredFile
from portal.files.storing import KeptBytes, register
from portal.people.domain.mandates import mandates_held
from portal.people.keep_typing import PREFIX
from portal.people.models import Mandate, MandateScope
from portal.planning.models import Plan
from portal.planning.queries import periods_of, year_of

from ..domain.bands import About
from ..models import Evaluation
from ..permissions import VIEW_EVALUATION
from ..rules import rater_of

OF_PLAN = (
    "employee__agency", "employee__user", "unit", "rule_set",
    "position_assignment__position__unit", "position_assignment__employee",
)
WITH_FACTS = (
    *(f"plan__{name}" for name in OF_PLAN),
    "period__agency", "result_level", "behavior_level", "overall_level", "delivered_by",
)


def seen_evaluation(request: HttpRequest, public_id: uuid.UUID, period: int) -> Evaluation:
    """The saved evaluation, or 404 when it is not there or not for this person."""
    evaluation: Evaluation = get_object_or_404(
        Evaluation.objects.visible_to(request.user).select_related(*WITH_FACTS),
        plan__public_id=public_id,
        period_id=period,
    )
    return evaluation


def seen_or_new(request: HttpRequest, public_id: uuid.UUID, period: int) -> Evaluation:
    """The evaluation, or an unsaved one where nobody opened it yet and the person may see it."""
    found = (
        Evaluation.objects.select_related(*WITH_FACTS)
        .filter(plan__public_id=public_id, period_id=period)
        .first()
    )
    if found is None:
        plan = get_object_or_404(
            Plan.objects.visible_to(request.user).select_related(*OF_PLAN), public_id=public_id
        )
        known = {one.pk: one for one in [*periods_of(plan), year_of(plan)]}
        if period not in known:
            raise Http404
        found = Evaluation(plan=plan, period=known[period])
    if not request.user.has_perm(VIEW_EVALUATION, found):
        raise Http404
    return found


def actor_for(request: HttpRequest, evaluation: Evaluation) -> Actor:
    """The signed-in person; for the rater, where a mandate to prepare joins the two."""
    plan = evaluation.plan
    rater = rater_of(plan, evaluation.period, today(plan.employee.agency))
    if rater is None or rater.user_id == request.user.pk:
        return actor_of(request)
    for mandate in mandates_held(request.user, MandateScope.PREPARE):
        if mandate.owner_id == rater.pk:
            return mandated(request, mandate)
    return actor_of(request)


def mandated(request: HttpRequest, mandate: Mandate) -> Actor:
    """The signed-in person, for the owner of the mandate."""
    return Actor(
        user=request.user,
        on_behalf_of=mandate.owner.user,
        mandate=mandate,
        request_id=getattr(request, "request_id", ""),
    )


def page_address(
    request: HttpRequest, public_id: uuid.UUID, period: int, *, form: str = ""
) -> str:
    """The page of an evaluation; with ``form``, the one of its forms that was typed in."""
    address = reverse("evaluation:evaluation", args=[public_id, period])
    if not form:
        return address
    text = request.POST.get("about") or request.POST.get(f"{PREFIX}about") or ""
    about = About.from_key(text)
    return f"{address}?form={form}" + (f"&about={about.key}" if about else "")


def page_with(form: str) -> Any:
    """For ``keep_typing``: the page on which ``form`` is filled in again."""

    def page(request: HttpRequest, public_id: uuid.UUID, period: int) -> str:
        return page_address(request, public_id, period, form=form)

    return page


def stored(kept: KeptBytes | None, request: HttpRequest) -> StoredFile | None:
    """The rows of kept bytes, written within the transaction of the verb that needs them."""
    return register(kept, uploader=request.user) if kept is not None else None
