"""Everything a document of an evaluation may say, as plain facts of one instant.

Official documents are Indonesian and in the agency's zone, whoever asks for them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import override

from portal.calendar.dates import today
from portal.calendar.models import Issuing
from portal.people.domain.assignments import superior_of
from portal.people.snapshots import snapshot_of
from portal.planning.models import Approach, Plan, PlanVersion
from portal.planning.queries import results_of

from ..models import Evaluation, Feedback
from ..queries import Measured, achievement_of, feedback_of, measured, organization_of, parts_of
from ..rules import rater_of
from ..states import Form

FACTS_VERSION = 1


def canonical(facts: dict[str, Any]) -> str:
    """The JSON that a hash is taken of: sorted, without blanks."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(facts: dict[str, Any]) -> str:
    """SHA-256 of facts."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def form_of(plan: Plan, version: PlanVersion | None) -> str:
    """The main form of an evaluation: F6 where the plan is qualitative, F4 for JPT, else F5."""
    if version is not None and version.approach == Approach.QUALITATIVE:
        return Form.F6
    return Form.F4 if plan.is_leadership else Form.F5


def facts_of(evaluation: Evaluation) -> dict[str, Any]:
    """The facts of an evaluation as they stand now, people as on the period's last day."""
    with override("id"):
        return _facts(evaluation)


def _facts(evaluation: Evaluation) -> dict[str, Any]:
    plan, period = evaluation.plan, evaluation.period
    agency, version = plan.employee.agency, plan.standing_version
    day = min(evaluation.last_day, today(agency))
    rater = evaluation.delivered_by or rater_of(plan, period, today(agency))
    superior = superior_of(rater, day) if rater else None
    unit = organization_of(plan, day)
    achievement = achievement_of(unit, period)
    rows = measured(plan, period)
    feedback = feedback_of(plan, *parts_of(plan, period), period)
    return {
        "version": FACTS_VERSION,
        "form": form_of(plan, version),
        "agency": agency.name,
        "is_companion": agency.issuing == Issuing.COMPANION,
        "is_leadership": plan.is_leadership,
        "period": {
            "label": period.label,
            "year": plan.year,
            "is_annual": evaluation.is_annual,
            "starts_on": max(period.starts_on, plan.starts_on).isoformat(),
            "last_day": evaluation.last_day.isoformat(),
        },
        "employee": snapshot_of(
            plan.employee, day, assignment=plan.position_assignment
        ).as_json(),
        "appraiser": snapshot_of(rater, day).as_json() if rater else {},
        "superior": snapshot_of(superior, day).as_json() if superior else {},
        "organization": {
            "unit": unit.name,
            "level": achievement.level.label_id if achievement else "",
            "basis": achievement.basis if achievement else "",
        },
        "results": _results(version, rows, feedback),
        "behavior": _behavior(plan, version, feedback),
        "result_rating": _label(evaluation.result_level),
        "behavior_rating": _label(evaluation.behavior_level),
        "overall": _label(evaluation.overall_level),
        "rating_note": evaluation.rating_note,
        "recommendation": evaluation.recommendation,
        "reasons": evaluation.reasons,
        "response": evaluation.response,
        "answer": evaluation.answer,
        "delivered_on": _day(evaluation.delivered_at, agency.zone),
        "accepted_on": _day(evaluation.accepted_at, agency.zone),
        "counted_as_received": evaluation.counted_as_received,
        "other_plans": other_plans(plan) if evaluation.is_annual else [],
        "uses": _uses(rows),
    }


def _label(level: Any) -> str:
    return level.label_id if level is not None else ""


def _day(instant: datetime | None, zone: Any) -> str:
    return instant.astimezone(zone).date().isoformat() if instant else ""


def _said(feedback: list[Feedback], **about: Any) -> list[dict[str, str]]:
    return [
        {"giver": one.giver.name, "text": one.text}
        for one in feedback
        if all(getattr(one, name) == value for name, value in about.items())
    ]


def _results(
    version: PlanVersion | None, rows: list[Measured], feedback: list[Feedback]
) -> list[dict[str, Any]]:
    by_result: dict[int, list[Measured]] = {}
    for row in rows:
        by_result.setdefault(row.indicator.result_id, []).append(row)
    found = []
    for result in results_of(version) if version is not None else []:
        found.append(
            {
                "kind": result.kind,
                "supports": result.supports,
                "statement": result.printed,
                "indicators": [_indicator(row) for row in by_result.get(result.pk, [])],
                "feedback": _said(feedback, result_line=result.line),
            }
        )
    return found


def _indicator(row: Measured) -> dict[str, str]:
    indicator = row.indicator
    return {
        "aspect": str(indicator.get_aspect_display()),
        "perspective": str(indicator.get_perspective_display()),
        "statement": indicator.statement,
        "target": row.period_target or indicator.target_printed,
        "year_target": indicator.target_printed,
        "realization": row.printed,
    }


def _behavior(
    plan: Plan, version: PlanVersion | None, feedback: list[Feedback]
) -> list[dict[str, Any]]:
    texts = list(plan.rule_set.texts.filter(key__startswith="behavior-").order_by("position"))
    guides: dict[str, list[str]] = {}
    for text in texts:
        guides.setdefault(text.key, []).append(text.text)
    expectations = version.expectations if version is not None else []
    found = []
    values = [text for text in texts if text.key == "behavior-value"]
    for number, value in enumerate(values):
        found.append(
            {
                "value": value.text,
                "guides": guides.get(f"behavior-guide-{value.position}", []),
                "expectation": expectations[number] if number < len(expectations) else "",
                "feedback": _said(feedback, value_position=value.position),
            }
        )
    return found


def _uses(rows: list[Measured]) -> list[dict[str, str]]:
    """Every use with the bytes it rests on: what was verified can be proven years later."""
    return [
        {
            "code": use.short_code,
            "title": use.version.evidence.title,
            "version": str(use.version.number),
            "sha256": use.version.stored_file.sha256,
            "state": use.state,
        }
        for row in rows
        for use in row.uses
    ]


def other_plans(plan: Plan) -> list[str]:
    """Other posts of the year, pro rata as text (PP 30/2019 Pasal 36)."""
    rows = Plan.objects.filter(employee=plan.employee, year=plan.year).exclude(pk=plan.pk)
    lines = []
    for other in rows.select_related("position_assignment__position").order_by("starts_on"):
        until = other.position_assignment.valid_until or other.until
        last = min(until, other.until) - timedelta(days=1)
        rated = [
            f"{one.period.label}: {one.overall_level.label_id}"
            for one in other.evaluations.exclude(state="open")
            .select_related("period", "overall_level")
            .order_by("period__starts_on")
            if one.overall_level is not None
        ]
        share = (last - other.starts_on).days + 1
        whole = (date(plan.year + 1, 1, 1) - date(plan.year, 1, 1)).days
        title = other.position_assignment.position.title
        words = "; ".join(rated) or "belum dinilai"
        span = f"{other.starts_on:%d/%m/%Y}–{last:%d/%m/%Y}"
        lines.append(f"{title}, {span} ({share} dari {whole} hari): {words}")
    return lines
