"""The verbs of a plan: versions, results, what is missing, expectations, what stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.core.errors import DomainError, TransitionRefused
from portal.planning.domain import expectations, plans, results
from portal.planning.domain.common import Conflict
from portal.planning.domain.completeness import gaps_of
from portal.planning.domain.results import MOST_INDICATORS, IndicatorInput, ResultInput
from portal.planning.models import PlanVersion, UnitExpectation
from portal.planning.queries import compare, results_of, supportable_results, versions_seen_by
from portal.planning.report import form_of, plan_report
from portal.planning.states import ChangeReason, PlanState
from tests.factories.people import appoint, make_employee_with_user
from tests.factories.planning import actor_of as acting
from tests.factories.planning import (
    add_result,
    indicator_of,
    make_draft,
    make_plan,
)
from tests.helpers import reload

from .plan_states import REASON, WRITERS, version_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


# --- Versions ----------------------------------------------------------------------------


def test_first_version_is_not_discarded(everyone):
    version = make_draft(everyone.owner)

    with pytest.raises(DomainError):
        plans.discard_version(version, actor=acting(everyone.owner))
    assert reload(version).state == PlanState.DRAFT


def test_change_keeps_the_lines_and_replaces_the_agreed_version(everyone):
    plan = make_plan(everyone.owner, results=2)
    first = plan.versions.get()
    lines = [(one.line, one.indicators.get().line) for one in results_of(first)]

    change = plans.open_change(
        plan, ChangeReason.STRATEGY, REASON, date(2026, 7, 1), actor=acting(everyone.owner)
    )
    assert [(one.line, one.indicators.get().line) for one in results_of(change)] == lines
    assert plan.standing_version == first
    add_result(change, 3)
    plans.submit_plan(reload(change), actor=acting(everyone.owner))
    plans.agree_plan(reload(change), actor=acting(everyone.head))

    assert reload(first).state == PlanState.SUPERSEDED
    assert plan.standing_version == change
    assert [one.kind for one in compare(first, change)] == ["same", "same", "added"]
    assert first.results.count() == 2


def test_two_open_versions_are_refused_by_the_verb_and_by_the_database(everyone):
    version = version_in(everyone.owner, PlanState.DRAFT)
    plan = version.plan

    with pytest.raises(TransitionRefused):
        plans.open_change(
            plan, ChangeReason.PRIORITY, REASON, plan.starts_on, actor=acting(everyone.owner)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(plan=plan, number=9, effective_from=plan.starts_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(state=PlanState.AGREED)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_change_holds_from_a_day_of_the_plan(everyone, day):
    plan = make_plan(everyone.owner)

    with pytest.raises(DomainError):
        plans.open_change(plan, ChangeReason.LEAVE, REASON, day, actor=acting(everyone.owner))
    assert plan.versions.count() == 1


def test_what_is_taken_back_is_nobody_elses_to_read(everyone):
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    version = plan.versions.get()
    assert versions_seen_by(plan, everyone.head.user) == [version]

    plans.take_back_plan(version, actor=acting(everyone.owner))

    assert versions_seen_by(plan, everyone.head.user) == []
    assert versions_seen_by(plan, everyone.owner.user) == [version]


def test_agreement_keeps_the_people_as_they_were(everyone):
    plan = make_plan(everyone.owner)
    before = plan_report(plan.versions.get())
    for person in (everyone.owner, everyone.head):
        person.name, person.rank, person.rank_code = "Nama Lain", "Pembina", "IV/a"
        person.save()
    expectations.set_unit_expectations(
        everyone.unit, 2026, {1: "Baru"}, actor=acting(everyone.head)
    )

    after = plan_report(PlanVersion.objects.get())

    assert after == before
    assert after.employee.name == "Ratna Wulandari, S.Sos."
    draft = plans.open_change(
        plan, ChangeReason.PRIORITY, REASON, plan.starts_on, actor=acting(everyone.owner)
    )
    assert plan_report(reload(draft)).employee.name == "Nama Lain"
    assert plan_report(reload(draft)).behavior[0].expectation == "Baru"


@pytest.mark.parametrize(
    ("approach", "kind", "form"),
    [("quantitative", "executive", "F1"), ("quantitative", "jpt", "F2"),
     ("qualitative", "executive", "F3")],
)  # fmt: skip
def test_form_follows_approach_and_post(everyone, approach, kind, form):
    position = everyone.owner.positions.get().position
    position.kind = kind
    position.save()
    version = reload(make_draft(everyone.owner, approach=approach))

    assert form_of(version) == form


# --- Results -----------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["12", "1.250", "95-100", "97,5"])
def test_number_without_a_unit_is_refused_and_nothing_is_saved(everyone, target):
    version = reload(make_draft(everyone.owner))
    typed = ResultInput("Hasil lain", indicators=(IndicatorInput("Jumlah laporan", target),))

    with pytest.raises(ValidationError):
        results.save_result(
            version, typed, actor=acting(everyone.owner), revision=version.revision
        )

    now = reload(version)
    assert (now.revision, now.results.count()) == (version.revision, 1)


@pytest.mark.parametrize("target", ["12 dokumen", "30 November 2026", "5 hari kerja", "Sesuai SOP"])
def test_target_that_names_its_measure_is_taken(everyone, target):
    version = reload(make_draft(everyone.owner))
    typed = ResultInput("Hasil lain", indicators=(IndicatorInput("Jumlah laporan", target),))

    saved = results.save_result(
        version, typed, actor=acting(everyone.owner), revision=version.revision
    )

    assert saved.indicators.get().target_text == target


def test_saving_at_an_old_revision_is_a_conflict(everyone, clock):
    version = reload(make_draft(everyone.owner))
    old = version.revision
    clock.move_to(clock.instant + timedelta(minutes=5))
    add_result(version, 2)
    assert reload(version).updated_at == clock.instant

    for name, verb in WRITERS.items():
        stale = reload(version)
        stale.revision = old
        with pytest.raises(Conflict):
            verb(stale, acting(everyone.owner))
        assert reload(version).results.count() == 2, name


def test_indicators_keep_their_line_and_go_when_they_are_not_named(everyone):
    version = make_draft(everyone.owner, complete=False)
    pair = (IndicatorInput("Jumlah", "1", "kali"), IndicatorInput("Mutu", "9", "%", "quality"))
    saved = add_result(version, indicators=pair)
    first, second = saved.indicators.all()
    version = reload(version)

    kept = IndicatorInput("Jumlah yang benar", "2", "kali", line=first.line)
    results.save_result(
        version, ResultInput("Hasil", indicators=(kept,)), actor=acting(everyone.owner),
        revision=version.revision, result=saved,
    )

    left = saved.indicators.get()
    assert (left.line, left.statement, left.pk) == (first.line, "Jumlah yang benar", first.pk)
    assert not saved.indicators.filter(line=second.line).exists()


def test_result_has_so_many_indicators_and_no_more(everyone):
    version = reload(make_draft(everyone.owner))
    rows = tuple(IndicatorInput(f"Jumlah {n}", "1", "kali") for n in range(MOST_INDICATORS + 1))

    with pytest.raises(DomainError):
        results.save_result(
            version, ResultInput("Hasil", indicators=rows), actor=acting(everyone.owner),
            revision=version.revision,
        )


def test_result_without_a_sentence_is_refused(everyone):
    version = reload(make_draft(everyone.owner))

    with pytest.raises(ValidationError):
        results.save_result(
            version, ResultInput("  "), actor=acting(everyone.owner), revision=version.revision
        )


def test_only_agreed_results_of_the_own_leader_are_supported(everyone):
    above = make_employee_with_user(everyone.root, "Sri Mulyani", is_head=True)
    appoint(above, everyone.head)
    of_leader = indicator_of(make_plan(everyone.head)).result
    appoint(above, everyone.colleague)
    of_other = indicator_of(make_plan(everyone.colleague)).result
    version = reload(make_draft(everyone.owner))
    assert list(supportable_results(version.plan)) == [of_leader]

    with pytest.raises(DomainError):
        results.save_result(
            version, ResultInput("Hasil", supported_result=of_other), actor=acting(everyone.owner),
            revision=version.revision,
        )
    saved = results.save_result(
        version, ResultInput("Hasil", supported_result=of_leader, supported_text="lain"),
        actor=acting(everyone.owner), revision=version.revision,
    )
    assert (saved.supports, saved.supported_text) == (of_leader.statement, "")


# --- Completeness ------------------------------------------------------------------------

QUANTITY = IndicatorInput("Jumlah laporan", "12", "dokumen")
QUALITY = IndicatorInput("Mutu laporan", "95", "%", aspect="quality")
OPEN_TARGET = IndicatorInput("Jumlah laporan")


@pytest.mark.parametrize(
    ("facts", "approach", "count"),
    [
        ({"indicators": (QUANTITY,)}, "quantitative", 0),
        ({"indicators": (QUANTITY, QUALITY)}, "quantitative", 0),
        ({"indicators": (QUALITY,)}, "quantitative", 1),
        ({"indicators": (QUALITY,)}, "qualitative", 0),
        ({"indicators": ()}, "quantitative", 1),
        ({"indicators": (OPEN_TARGET,)}, "quantitative", 1),
        ({"indicators": (QUANTITY,), "kind": "additional"}, "quantitative", 1),
        ({"indicators": (), "kind": "additional"}, "quantitative", 2),
    ],
)
def test_gaps_are_named_and_stop_handing_in(everyone, facts, approach, count):
    version = make_draft(everyone.owner, approach=approach, **facts)

    gaps = gaps_of(version)

    assert len(gaps) == count
    if count:
        with pytest.raises(ValidationError) as refused:
            plans.submit_plan(version, actor=acting(everyone.owner))
        assert refused.value.messages == [gap.message for gap in gaps]
        assert reload(version).state == PlanState.DRAFT
    else:
        plans.submit_plan(version, actor=acting(everyone.owner))
        assert reload(version).state == PlanState.SUBMITTED


def test_plan_without_results_has_one_gap_that_belongs_to_no_result(everyone):
    version = make_draft(everyone.owner, complete=False)

    assert [gap.result for gap in gaps_of(version)] == [None]


# --- Expectations ------------------------------------------------------------------------


def test_expectations_come_from_the_person_else_the_nearest_unit(everyone):
    above = make_employee_with_user(everyone.root, "Sri Mulyani", is_head=True)
    plan = make_plan(everyone.owner, state=PlanState.SUBMITTED)
    root = {1: "Satu kecamatan", 2: "Dua kecamatan"}
    expectations.set_unit_expectations(everyone.root, 2026, root, actor=acting(above))
    expectations.set_unit_expectations(
        everyone.unit, 2026, {1: "Satu seksi"}, actor=acting(everyone.head)
    )
    assert expectations.expectations_of(plan)[:3] == ["Satu seksi", "Dua kecamatan", ""]

    expectations.set_expectations(plan, {1: "Satu sendiri"}, actor=acting(everyone.head))
    assert expectations.expectations_of(plan)[:2] == ["Satu sendiri", "Dua kecamatan"]
    expectations.set_expectations(plan, {1: " "}, actor=acting(everyone.head))
    assert expectations.expectations_of(plan)[0] == "Satu seksi"
    expectations.set_expectations(plan, {1: "Satu seksi"}, actor=acting(everyone.head))
    assert not plan.own_expectations.exists()


def test_agreement_keeps_the_expectations_as_they_stood(everyone):
    expectations.set_unit_expectations(
        everyone.unit, 2026, {1: "Lama"}, actor=acting(everyone.head)
    )
    plan = make_plan(everyone.owner)
    expectations.set_unit_expectations(
        everyone.unit, 2026, {1: ""}, actor=acting(everyone.head)
    )

    assert not UnitExpectation.objects.exists()
    assert plan.versions.get().expectations[0] == "Lama"
    assert plan_report(plan.versions.get()).behavior[0].expectation == "Lama"


def test_head_of_a_unit_above_sets_expectations_below(everyone):
    above = make_employee_with_user(everyone.root, "Sri Mulyani", is_head=True)

    expectations.set_unit_expectations(
        everyone.unit, 2026, {7: "Rukun"}, actor=acting(above)
    )

    assert UnitExpectation.objects.get().unit == everyone.unit
