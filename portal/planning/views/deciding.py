"""What the leader does with a plan: agree, return, and say what is expected of behavior."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.actor import actor_of
from portal.core.errors import DomainError, TransitionRefused, first_message
from portal.people.keep_typing import fill_in, keep_typing
from portal.people.models import OrgUnit
from portal.rulesets.models import RuleSet

from ..domain.expectations import (
    expectations_of,
    set_expectations,
    set_unit_expectations,
)
from ..domain.plans import agree_plan, return_plan
from ..forms.plan import ExpectationsForm, ReturnForm, VersionForm
from ..models import UnitExpectation
from ..permissions import DECIDE_PLAN, SET_EXPECTATIONS, SET_UNIT_EXPECTATIONS
from .plan_common import plan_trail, seen_plan, seen_versions
from .plan_writing import page_of_plan
from .plans import render_plan, unit_address

FORM = ["GET", "POST"]
# Years for which somebody may still write expectations by hand.
YEARS = range(2020, 2100)


@require_POST
@keep_typing(page=page_of_plan)
def agree(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Agree on the version that the page showed."""
    plan = seen_plan(request, public_id)
    version = seen_versions(request, plan)[0]
    form = VersionForm(request.POST)
    revision = form.revision_of(version) if form.is_valid() else 0
    try:
        agree_plan(version, actor=actor_of(request), revision=revision)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(
            request, _("Agreed. The plan of %(name)s stands.") % {"name": plan.employee.name}
        )
    return redirect(plan)


@require_POST
@keep_typing(page=page_of_plan)
def return_to_owner(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Return the waiting version with a note; a note that says nothing is to be mended."""
    plan = seen_plan(request, public_id)
    versions = seen_versions(request, plan)
    version = versions[0]
    actor = actor_of(request)
    actor.require(DECIDE_PLAN, version)
    form = ReturnForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            return_plan(version, form.cleaned_data["note"], actor=actor)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        except DomainError as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(
                request,
                _("Returned. %(name)s reads your note.") % {"name": plan.employee.name},
            )
            return redirect(plan)
    return render_plan(request, plan, version, versions, return_form=form, status=status)


def _values(rule_set: RuleSet) -> dict[int, tuple[str, list[str]]]:
    """The values of behavior of a rule set by position, each with its guides; one query."""
    values: dict[int, tuple[str, list[str]]] = {}
    guides: dict[str, list[str]] = {}
    for text in rule_set.texts.filter(key__startswith="behavior-").order_by("position"):
        if text.key == "behavior-value":
            values[text.position] = (text.text, guides.setdefault(
                f"behavior-guide-{text.position}", []
            ))
        else:
            guides.setdefault(text.key, []).append(text.text)
    return values


@require_http_methods(FORM)
@keep_typing
def expectations(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Special expectations of one person; the words of the unit stand where none are written."""
    plan = seen_plan(request, public_id)
    actor = actor_of(request)
    actor.require(SET_EXPECTATIONS, plan)
    values = _values(plan.rule_set)
    if request.method == "POST":
        form = ExpectationsForm(request.POST, values=values, stands={})
        if form.is_valid():
            try:
                set_expectations(plan, form.texts, actor=actor)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved. They are agreed together with the plan."))
                return redirect(f"{plan.get_absolute_url()}#ekspektasi")
    else:
        stands = dict(zip(values, expectations_of(plan), strict=True))
        form = fill_in(ExpectationsForm(values=values, stands=stands), request)
    may_unit = request.user.has_perm(SET_UNIT_EXPECTATIONS, plan.unit)
    context = {
        "plan": plan,
        "form": form,
        "unit_url": unit_address(plan.unit_id, plan.year) if may_unit else "",
        "trail": plan_trail(request, plan, _("Special expectations")),
    }
    status = 422 if form.errors else 200
    return render(request, "planning/plan_expectations.html", context, status=status)


@require_http_methods(FORM)
@keep_typing
def unit_expectations(request: HttpRequest, unit: int, year: int) -> HttpResponseBase:
    """Special expectations of a whole unit for a year, by whoever heads it or one above it."""
    found = get_object_or_404(OrgUnit.objects.select_related("agency"), pk=unit)
    if year not in YEARS or not request.user.has_perm(SET_UNIT_EXPECTATIONS, found):
        raise Http404
    rule_set = RuleSet.objects.in_force(date(year, 1, 1))
    if rule_set is None:
        raise Http404
    values = _values(rule_set)
    rows = UnitExpectation.objects.filter(unit=found, year=year)
    stands: dict[int, Any] = dict(rows.values_list("position", "text"))
    if request.method == "POST":
        form = ExpectationsForm(request.POST, values=values, stands=stands)
        if form.is_valid():
            set_unit_expectations(found, year, form.texts, actor=actor_of(request))
            messages.success(request, _("Saved for the whole unit. Agreed plans keep theirs."))
            return redirect(unit_address(found.pk, year))
    else:
        form = fill_in(ExpectationsForm(values=values, stands=stands), request)
    context = {
        "unit": found,
        "year": year,
        "form": form,
        "trail": [
            {"label": _("Plans (SKP)"), "url": reverse("planning:plans")},
            {"label": _("Special expectations"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/plan_unit_expectations.html", context, status=status)
