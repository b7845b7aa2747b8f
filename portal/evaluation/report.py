"""EvaluationReport: all that a page or a document of a delivered evaluation may show, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.people.snapshots import PersonSnapshot


@dataclass(frozen=True)
class Said:
    """One piece of feedback with its giver."""

    giver: str
    text: str


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of a result. ``target``: of the period, where one was set, else of the year."""

    aspect: str
    perspective: str
    statement: str
    target: str
    year_target: str
    realization: str


@dataclass(frozen=True)
class ResultRow:
    """One planned result. ``kind``: main or additional."""

    kind: str
    supports: str
    statement: str
    indicators: tuple[IndicatorRow, ...] = ()
    feedback: tuple[Said, ...] = ()


@dataclass(frozen=True)
class BehaviorRow:
    """One value of behavior with its guides, the special expectation and what was said."""

    value: str
    guides: tuple[str, ...] = ()
    expectation: str = ""
    feedback: tuple[Said, ...] = ()


@dataclass(frozen=True)
class EvaluationReport:
    """The facts of one snapshot, ready to print. ``sha256`` is that of the snapshot."""

    form: str
    agency: str
    is_companion: bool
    period_label: str
    year: int
    is_annual: bool
    starts_on: date
    last_day: date
    employee: PersonSnapshot
    appraiser: PersonSnapshot
    superior: PersonSnapshot
    unit: str
    achievement: str
    results: tuple[ResultRow, ...]
    behavior: tuple[BehaviorRow, ...]
    result_rating: str
    behavior_rating: str
    overall: str
    rating_note: str
    recommendation: str
    response: str
    answer: str
    delivered_on: date | None
    accepted_on: date | None
    counted_as_received: bool
    other_plans: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    sha256: str
    uses: tuple[dict[str, str], ...] = field(default_factory=tuple)
    is_leadership: bool = False

    @classmethod
    def from_facts(cls, facts: dict[str, Any], sha256: str) -> EvaluationReport:
        """The report of a snapshot's facts."""
        period, organization = facts["period"], facts["organization"]
        return cls(
            form=facts["form"],
            agency=facts["agency"],
            is_companion=facts["is_companion"],
            period_label=period["label"],
            year=period["year"],
            is_annual=period["is_annual"],
            starts_on=date.fromisoformat(period["starts_on"]),
            last_day=date.fromisoformat(period["last_day"]),
            employee=PersonSnapshot.from_json(facts["employee"]),
            appraiser=PersonSnapshot.from_json(facts["appraiser"]),
            superior=PersonSnapshot.from_json(facts["superior"]),
            unit=organization["unit"],
            achievement=organization["level"],
            results=tuple(_result(row) for row in facts["results"]),
            behavior=tuple(_behavior(row) for row in facts["behavior"]),
            result_rating=facts["result_rating"],
            behavior_rating=facts["behavior_rating"],
            overall=facts["overall"],
            rating_note=facts["rating_note"],
            recommendation=facts["recommendation"],
            response=facts["response"],
            answer=facts["answer"],
            delivered_on=_day(facts["delivered_on"]),
            accepted_on=_day(facts["accepted_on"]),
            counted_as_received=facts["counted_as_received"],
            other_plans=tuple(facts["other_plans"]),
            reasons=tuple(sorted(facts["reasons"].items())),
            sha256=sha256,
            uses=tuple(facts["uses"]),
            is_leadership=facts.get("is_leadership", False),
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(rows: list[dict[str, str]]) -> tuple[Said, ...]:
    return tuple(Said(**row) for row in rows)


def _result(row: dict[str, Any]) -> ResultRow:
    return ResultRow(
        kind=row["kind"],
        supports=row["supports"],
        statement=row["statement"],
        indicators=tuple(IndicatorRow(**one) for one in row["indicators"]),
        feedback=_said(row["feedback"]),
    )


def _behavior(row: dict[str, Any]) -> BehaviorRow:
    return BehaviorRow(
        value=row["value"],
        guides=tuple(row["guides"]),
        expectation=row["expectation"],
        feedback=_said(row["feedback"]),
    )
