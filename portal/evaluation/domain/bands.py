"""What the rating page shows of one person, band by band, in a fixed number of queries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.calendar.dates import today
from portal.calendar.models import Period
from portal.people.models import Employee, OrgUnit
from portal.planning.models import EvidenceUse, PlannedResult, Realization
from portal.planning.queries import periods_of, results_of
from portal.planning.states import HANDED_IN

from ..models import Evaluation, Feedback, UnitAchievement
from ..queries import (
    Measured,
    Trouble,
    achievement_of,
    feedback_of,
    measured,
    organization_of,
    parts_of,
    trouble_of,
)
from ..rules import rater_of, sets_achievement_of


@dataclass(frozen=True)
class About:
    """What feedback is about: a result by its line, or a value of behavior by its place."""

    result_line: uuid.UUID | None = None
    value_position: int | None = None

    @property
    def key(self) -> str:
        """Its short name in forms and addresses: ``r-<line>`` or ``v-<place>``."""
        if self.result_line is not None:
            return f"r-{self.result_line}"
        return f"v-{self.value_position}"

    @classmethod
    def from_key(cls, key: str) -> About | None:
        """Back from its short name; None where it is none."""
        kind, _dash, rest = key.partition("-")
        try:
            if kind == "r":
                return cls(result_line=uuid.UUID(rest))
            if kind == "v" and 0 < int(rest) < 100:
                return cls(value_position=int(rest))
        except ValueError:
            pass
        return None


@dataclass(frozen=True)
class IndicatorBand:
    """One indicator: target, realization, evidence, and the last period beside it."""

    measured: Measured
    last_period: str
    realizations: list[Realization]
    uses: list[EvidenceUse]

    @property
    def target(self) -> str:
        """The target of the period, or of the year where none was set."""
        return self.measured.period_target or self.measured.indicator.target_printed

    @property
    def year_target(self) -> str:
        """The target of the year, where the period has one of its own."""
        return self.measured.indicator.target_printed if self.measured.period_target else ""


@dataclass
class ResultBand:
    """One planned result with its indicators and what was said about it."""

    result: PlannedResult
    about: About
    indicators: list[IndicatorBand] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    form: Any = None
    is_open: bool = False


@dataclass
class ValueBand:
    """One value of behavior with its guides, the special expectation and what was said."""

    value: str
    about: About
    guides: list[str] = field(default_factory=list)
    expectation: str = ""
    feedback: list[Feedback] = field(default_factory=list)
    form: Any = None
    is_open: bool = False


@dataclass(frozen=True)
class Sheet:
    """Everything the page shows above the ratings. ``sets_it``: who records the achievement."""

    results: list[ResultBand]
    values: list[ValueBand]
    trouble: Trouble
    unit: OrgUnit
    achievement: UnitAchievement | None
    sets_it: Employee | None
    rater: Employee | None
    last_period: Period | None
    last_evaluation: Evaluation | None


def sheet_of(evaluation: Evaluation) -> Sheet:
    """The sheet of an evaluation, saved or not yet opened."""
    plan, period = evaluation.plan, evaluation.period
    day = today(plan.employee.agency)
    rows = measured(plan, period)
    unit = organization_of(plan, min(evaluation.last_day, day))
    said = feedback_of(plan, *{one.pk: one for one in [*parts_of(plan, period), period]}.values())
    before = _period_before(evaluation)
    version = plan.standing_version
    return Sheet(
        results=_results(version, rows, said, _last_values(plan, before)),
        values=_values(plan, version, said),
        trouble=trouble_of(rows, annual=evaluation.is_annual),
        unit=unit,
        achievement=achievement_of(unit, period),
        sets_it=sets_achievement_of(unit, day),
        rater=rater_of(plan, period, day),
        last_period=before,
        last_evaluation=(
            Evaluation.objects.filter(plan=plan, period=before)
            .select_related("overall_level", "result_level", "behavior_level")
            .first()
            if before is not None
            else None
        ),
    )


def _period_before(evaluation: Evaluation) -> Period | None:
    """The period before within the plan's year; a year has none."""
    earlier = [
        one
        for one in periods_of(evaluation.plan)
        if one.until <= evaluation.period.starts_on
    ]
    return earlier[-1] if earlier and not evaluation.is_annual else None


def _last_values(plan: Any, before: Period | None) -> dict[uuid.UUID, str]:
    if before is None:
        return {}
    rows = Realization.objects.filter(plan=plan, period=before, submitted_at__isnull=False)
    return {one.indicator_line: one.value_printed for one in rows.select_related("indicator")}


def _results(
    version: Any, rows: list[Measured], said: list[Feedback], last: dict[uuid.UUID, str]
) -> list[ResultBand]:
    bands = {}
    for result in results_of(version) if version is not None else []:
        about = About(result_line=result.line)
        spoken = [one for one in said if one.result_line == result.line]
        bands[result.pk] = ResultBand(result, about, feedback=spoken)
    for row in rows:
        # What never left its owner's hands is nobody else's to read.
        seen = [one for one in row.realizations if one.submitted_at is not None]
        bands[row.indicator.result_id].indicators.append(
            IndicatorBand(
                row,
                last.get(row.indicator.line, ""),
                seen,
                [use for one in seen for use in one.uses.all() if use.state in HANDED_IN],
            )
        )
    return list(bands.values())


def _values(plan: Any, version: Any, said: list[Feedback]) -> list[ValueBand]:
    texts = list(plan.rule_set.texts.filter(key__startswith="behavior-").order_by("position"))
    guides: dict[str, list[str]] = {}
    for text in texts:
        guides.setdefault(text.key, []).append(text.text)
    expectations = version.expectations if version is not None else []
    bands = []
    for number, value in enumerate(text for text in texts if text.key == "behavior-value"):
        bands.append(
            ValueBand(
                value.text,
                About(value_position=value.position),
                guides.get(f"behavior-guide-{value.position}", []),
                expectations[number] if number < len(expectations) else "",
                [one for one in said if one.value_position == value.position],
            )
        )
    return bands


def why(evaluation: Evaluation) -> str:
    """The sentence that explains the overall rating by the matrix; empty while it is not rated."""
    if evaluation.overall_level is None:
        return ""
    return _(
        "Results “%(result)s” and behavior “%(behavior)s” make “%(overall)s” in the matrix of "
        "%(rules)s. It is looked up, not computed."
    ) % {
        "result": evaluation.result_level.label,
        "behavior": evaluation.behavior_level.label,
        "overall": evaluation.overall_level.label,
        "rules": evaluation.plan.rule_set.name,
    }
