"""The achievement of a unit, recorded one level above."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evidence.domain.versions import receive
from portal.calendar.dates import today
from portal.calendar.models import Period, PeriodKind
from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message
from portal.files.serving import serve
from portal.people.keep_typing import fill_in, keep_typing
from portal.people.models import OrgUnit
from portal.planning.domain.common import Conflict
from portal.rulesets.models import RuleSet

from ..domain.achievements import record_unit_achievement
from ..forms.achievement import AchievementForm
from ..models import UnitAchievement
from ..permissions import RECORD_ACHIEVEMENT
from ..queries import achievement_of
from ..rules import head_of, sets_achievement_of
from .common import stored


def _found(request: HttpRequest, unit: int, period: int) -> tuple[OrgUnit, Period]:
    """Unit and period, or 404 for whoever does not record it."""
    found = get_object_or_404(OrgUnit.objects.select_related("agency"), pk=unit)
    if not request.user.has_perm(RECORD_ACHIEVEMENT, found):
        raise Http404
    kinds = {found.agency.evaluation_rhythm, PeriodKind.YEAR}
    rows = Period.objects.filter(agency=found.agency, kind__in=kinds).select_related("agency")
    return found, get_object_or_404(rows, pk=period)


@require_http_methods(["GET", "POST"])
@keep_typing
def achievement(request: HttpRequest, unit: int, period: int) -> HttpResponseBase:
    """Record or correct the achievement of a unit."""
    found, span = _found(request, unit, period)
    saved = achievement_of(found, span)
    rule_set = RuleSet.objects.in_force(span.starts_on)
    if request.method != "POST":
        form = fill_in(AchievementForm(rule_set=rule_set, saved=saved), request)
        return _page(request, found, span, form, saved)
    form = AchievementForm(request.POST, request.FILES, rule_set=rule_set, saved=saved)
    if not form.is_valid():
        return _page(request, found, span, form, saved, status=422)
    data = form.cleaned_data
    try:
        kept = receive(data["files"][0]) if data["files"] else None
        with transaction.atomic():
            record_unit_achievement(
                found, span, data["level"], data["basis"], actor=actor_of(request),
                revision=data["revision"], file=stored(kept, request),
            )
    except Conflict as refusal:
        now = achievement_of(found, span)
        again = request.POST.copy()
        again["revision"] = str(now.revision if now else 0)
        form = AchievementForm(again, rule_set=rule_set, saved=now)
        form.is_valid()
        form.add_error(None, first_message(refusal))
        return _page(request, found, span, form, now, status=409)
    except (DomainError, ValidationError) as refusal:
        form.add_error(None, first_message(refusal))
        return _page(request, found, span, form, saved, status=422)
    messages.success(
        request,
        _("The achievement of “%(unit)s” is recorded. Leaders can deliver their ratings.")
        % {"unit": found.name},
    )
    return redirect(f"{reverse('evaluation:people')}?periode={span.pk}")


def _page(
    request: HttpRequest,
    unit: OrgUnit,
    period: Period,
    form: AchievementForm,
    saved: UnitAchievement | None,
    status: int = 200,
) -> HttpResponse:
    day = today(unit.agency)
    head = head_of(unit, day)
    context: dict[str, Any] = {
        "unit": unit,
        "period": period,
        "form": form,
        "saved": saved,
        "head": head.employee if head else None,
        "nobody_above": sets_achievement_of(unit, day) is None,
        "letter_url": (
            reverse("evaluation:achievement_letter", args=[unit.pk, period.pk])
            if saved is not None and saved.file_id
            else ""
        ),
    }
    return render(request, "evaluation/achievement.html", context, status=status)


@require_GET
@keep_typing
def letter(request: HttpRequest, unit: int, period: int) -> HttpResponseBase:
    """The letter that was stored with an achievement."""
    found, span = _found(request, unit, period)
    saved = UnitAchievement.objects.filter(unit=found, period=span).exclude(file=None)
    row = get_object_or_404(saved.select_related("file__filer_file"))
    return serve(request, row.file, row.file.filer_file.original_filename, inline=True)
