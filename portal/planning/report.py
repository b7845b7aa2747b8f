"""PlanReport: all that the official form of a plan may show, frozen (domain.md 1.13, F1 to F3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from portal.calendar.dates import today
from portal.calendar.models import Issuing
from portal.people.domain.assignments import answers_for
from portal.people.snapshots import PersonSnapshot

from .domain.expectations import expectations_of
from .domain.plans import people_on
from .models import Approach, PlanVersion
from .queries import results_of
from .states import PlanState


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as printed."""

    aspect: str
    perspective: str
    statement: str
    target: str


@dataclass(frozen=True)
class ResultLine:
    """One planned result. ``kind``: main or additional."""

    kind: str
    supports: str
    statement: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class BehaviorLine:
    """One value of behavior, its guides and the special expectation of the leader."""

    value: str
    guides: tuple[str, ...]
    expectation: str


@dataclass(frozen=True)
class PlanReport:
    """A version of a plan ready to print; people and expectations as agreed, or as of today."""

    form: str
    agency: str
    is_companion: bool
    year: int
    starts_on: date
    last_day: date
    employee: PersonSnapshot
    appraiser: PersonSnapshot
    results: tuple[ResultLine, ...]
    behavior: tuple[BehaviorLine, ...]
    annexes: tuple[tuple[str, tuple[str, ...]], ...]
    number: int
    agreed_on: date | None
    is_draft: bool
    is_leadership: bool = False


def form_of(version: PlanVersion) -> str:
    """F3 where the plan is qualitative, F2 for senior leaders, else F1."""
    if version.approach == Approach.QUALITATIVE:
        return "F3"
    return "F2" if version.plan.is_leadership else "F1"


def plan_report(version: PlanVersion) -> PlanReport:
    """The facts of a version; official words, so Indonesian whoever asks."""
    with override("id"):
        return _report(version)


def _report(version: PlanVersion) -> PlanReport:
    plan = version.plan
    agency = plan.employee.agency
    agreed = version.agreed_at is not None
    day = today(agency)
    people = version.people or people_on(plan, answers_for(plan.position_assignment, day), day)
    expectations = version.expectations if agreed else expectations_of(plan)
    texts = list(plan.rule_set.texts.filter(key__startswith="behavior-").order_by("position"))
    guides: dict[str, list[str]] = {}
    for text in texts:
        guides.setdefault(text.key, []).append(text.text)
    values = [text for text in texts if text.key == "behavior-value"]
    return PlanReport(
        form=form_of(version),
        agency=agency.name,
        is_companion=agency.issuing == Issuing.COMPANION,
        year=plan.year,
        starts_on=max(plan.starts_on, version.effective_from),
        last_day=plan.until - plan.until.resolution,
        employee=PersonSnapshot.from_json(people["employee"]),
        appraiser=PersonSnapshot.from_json(people["appraiser"]),
        results=tuple(
            ResultLine(
                kind=result.kind,
                supports=result.supports,
                statement=result.printed,
                indicators=tuple(
                    IndicatorLine(
                        str(one.get_aspect_display()), str(one.get_perspective_display()),
                        one.statement, one.target_printed,
                    )
                    for one in result.indicators.all()
                ),
            )
            for result in results_of(version)
        ),
        behavior=tuple(
            BehaviorLine(
                value.text,
                tuple(guides.get(f"behavior-guide-{value.position}", [])),
                expectations[number] if number < len(expectations) else "",
            )
            for number, value in enumerate(values)
        ),
        annexes=(
            ("Dukungan Sumber Daya", tuple(version.resources.splitlines())),
            ("Skema Pertanggungjawaban", tuple(version.accountability.splitlines())),
            ("Konsekuensi", tuple(version.consequences.splitlines())),
        ),
        number=version.number,
        agreed_on=version.agreed_at.astimezone(agency.zone).date() if version.agreed_at else None,
        is_draft=version.state not in {PlanState.AGREED, PlanState.CLOSED, PlanState.SUPERSEDED},
        is_leadership=plan.is_leadership,
    )
