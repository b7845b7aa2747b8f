"""Periods and years are rated, delivered, answered, received and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.core.actor import Actor
from portal.core.jobs.queue import run_pending_inline
from portal.evaluation.domain import achievements, evaluations, handover
from portal.evaluation.domain.feedback import give_feedback
from portal.evaluation.domain.results import record_bkn_result
from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import Evaluation
from portal.evaluation.queries import measured, trouble_of
from portal.evaluation.tasks import receive_what_is_due
from portal.planning.queries import results_of
from portal.planning.states import STANDING_PLAN
from portal.rulesets.models import RuleSet, Scale

from ..events import Event
from ..office import Office
from .finding import evaluation_at, level_of, period_of, plan_of, rater_for, version_of, year_in

REASONS = {
    "unchecked": "Berkas sudah dilihat langsung di tempat kerja, pemeriksaannya menyusul.",
    "returned": "Berkas yang dikembalikan tidak mengubah angka; pekerjaannya terlihat di lapangan.",
    "not_accepted": "Realisasi periode ini dibahas lisan dalam dialog kinerja dan dinilai dari "
                    "hasil yang terlihat.",
    "no_target": "Target periode mengikuti bagian dari target tahunan yang disepakati pada awal "
                 "tahun.",
}


@dataclass(frozen=True)
class Achieved(Event):
    """``who``, one level above, records the achievement of units in a period."""

    units: tuple[str, ...]
    period: str
    code: str
    basis: str

    def tell(self, office: Office, moment: datetime) -> None:
        actor = office.actor(self.who)
        period = period_of(office, self.who, self.period)
        rule_set = RuleSet.objects.in_force(period.starts_on)
        for unit in self.units:
            achievements.record_unit_achievement(
                office.units[unit], period, level_of(rule_set, Scale.ACHIEVEMENT, self.code),
                self.basis, actor=actor,
            )


@dataclass(frozen=True)
class Said(Event):
    """The rater of ``who`` gives feedback on a result (``place``) or a value of behavior.

    ``typed_by``: who types it under the rater's mandate; ``rater`` names whose.
    """

    period: str
    text: str
    place: int = 0
    value: int = 0
    typed_by: str = ""
    rater: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        actor = _rater(office, plan, period, self.rater, self.typed_by)
        about: dict[str, Any] = {"value_position": self.value}
        if self.place:
            standing = version_of(plan, *STANDING_PLAN)
            about = {"result_line": results_of(standing)[self.place - 1].line}
        give_feedback(plan, period, self.text, actor=actor, **about)


def _rater(office: Office, plan: Any, period: Any, rater: str, typed_by: str) -> Actor:
    return office.helper_for(rater, typed_by) if typed_by else rater_for(plan, period)


@dataclass(frozen=True)
class Rated(Event):
    """The rater of ``who`` rates a period, and delivers where ``deliver``."""

    period: str
    result: str = "meets"
    behavior: str = "meets"
    note: str = ""
    advice: str = ""
    deliver: bool = True
    typed_by: str = ""
    rater: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        leader = rater_for(plan, period)
        actor = _rater(office, plan, period, self.rater, self.typed_by)
        found = evaluations.open_evaluation(plan, period, actor=actor)
        found = evaluation_at(office, self.who, self.period)
        rule_set = plan.rule_set
        asked = trouble_of(measured(found.plan, found.period), annual=found.is_annual).counts
        evaluations.save_ratings(
            found,
            result_level=level_of(rule_set, Scale.RESULT, self.result),
            behavior_level=level_of(rule_set, Scale.BEHAVIOR, self.behavior)
            if self.behavior else None,
            rating_note=self.note,
            recommendation=self.advice,
            reasons={code: REASONS[code] for code, count in asked.items() if count},
            actor=actor,
            revision=found.revision,
        )
        if self.deliver:
            evaluations.deliver_evaluation(found, actor=leader)
            make_documents()


def make_documents() -> None:
    """Make what was just delivered or received, as the worker would within the minute."""
    run_pending_inline(("fast",))


@dataclass(frozen=True)
class Recalled(Event):
    """The rater of ``who`` takes a delivered evaluation back."""

    period: str
    reason: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = evaluation_at(office, self.who, self.period)
        evaluations.recall_evaluation(
            found, self.reason, actor=rater_for(found.plan, found.period)
        )


@dataclass(frozen=True)
class Responded(Event):
    """``who`` writes a response to a delivered evaluation."""

    period: str
    text: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = evaluation_at(office, self.who, self.period)
        evaluations.respond_to_evaluation(
            found, self.text, actor=office.actor(self.who), sha256=_seen(found)
        )


def _seen(evaluation: Evaluation) -> str:
    snapshot = newest_snapshot(evaluation)
    if snapshot is None:
        raise LookupError(f"{evaluation} was not delivered.")
    sha256: str = snapshot.sha256
    return sha256


@dataclass(frozen=True)
class AnsweredResponse(Event):
    """The rater of ``who`` answers the response."""

    period: str
    text: str

    def tell(self, office: Office, moment: datetime) -> None:
        found = evaluation_at(office, self.who, self.period)
        evaluations.answer_response(
            found, self.text, actor=rater_for(found.plan, found.period)
        )


@dataclass(frozen=True)
class Received(Event):
    """``who`` receives an evaluation, and notes what e-Kinerja shows where ``bkn`` says so.

    ``bkn``: code of the overall rating there, ``same`` for that of the portal.
    """

    period: str
    bkn: str = "same"
    note: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        found = evaluation_at(office, self.who, self.period)
        evaluations.accept_evaluation(
            found, actor=office.actor(self.who), sha256=_seen(found)
        )
        if self.bkn:
            note_bkn(office, self.who, self.period, self.bkn, moment.date(), self.note)


def note_bkn(
    office: Office, who: str, period: str, code: str, dated_on: date, note: str
) -> None:
    """``who`` records the rating that e-Kinerja shows."""
    found = evaluation_at(office, who, period)
    level = (
        found.overall_level if code == "same"
        else level_of(found.plan.rule_set, Scale.OVERALL, code)
    )
    record_bkn_result(found, dated_on, level, actor=office.actor(who), note=note)


@dataclass(frozen=True)
class BknNoted(Event):
    """``who`` records what e-Kinerja shows."""

    period: str
    code: str = "same"
    note: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        note_bkn(office, self.who, self.period, self.code, moment.date(), self.note)


@dataclass(frozen=True)
class TimeRanOut(Event):
    """What was delivered long enough ago counts as received, as the daily job does it."""

    def tell(self, office: Office, moment: datetime) -> None:
        make_documents()
        receive_what_is_due()
        make_documents()


@dataclass(frozen=True)
class Copied(Event):
    """``who`` copies a period into e-Kinerja and ticks each field."""

    period: str

    def tell(self, office: Office, moment: datetime) -> None:
        plan = plan_of(office, self.who, year_in(self.period))
        period = period_of(office, self.who, self.period)
        sections = handover.period_sections(plan, period, lambda code: f"/b/{code}")
        fields = [one for section in sections for one in section.fields]
        for one in fields:
            handover.tick_copied(
                plan, period, one.key, one.digest, fields, actor=office.actor(self.who)
            )
