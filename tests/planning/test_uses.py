"""The verbs of a use: whose file, in which state, who may open it, and what freezes it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evidence.domain.versions import withdraw_version
from evidence.models import EvidenceVersion
from evidence.states import WithdrawalReason
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.states import Transition
from portal.core.transitions import available, move
from portal.planning.domain import locks, uses
from portal.planning.domain.common import Conflict
from portal.planning.domain.realizations import submit_realization
from portal.planning.models import EvidenceUse
from portal.planning.permissions import CHECK_USE
from portal.planning.states import (
    HANDED_IN,
    USE_TABLE,
    WITHDRAW_USE,
    RealizationState,
    UseState,
)
from portal.verification.states import Outcome
from tests.factories.evidence import make_next_version, make_version
from tests.factories.people import (
    make_auditor,
    make_employee_with_appraiser,
)
from tests.factories.planning import (
    NOTE,
    actor_of,
    judge,
    make_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import reload
from tests.planning.pages import make_helper
from tests.planning.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROLES = ["owner", "head", "colleague", "outsider", "auditor", "superuser"]
PEOPLE = {
    "submit_use": set(), "undo_verdict": set(), "accept_use": {"head"}, "return_use": {"head"},
    "withdraw_use": {"owner"},
}


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


# --- Who, and from which state ----------------------------------------------------------


@pytest.mark.parametrize("transition", USE_TABLE, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", UseState)
@pytest.mark.parametrize("role", ROLES)
def test_move_is_made_by_its_people_from_its_states_only(
    everyone, plan, transition: Transition, state, role
):
    use = reload(make_use(plan, state=state))
    user = everyone.users[role]
    lawful = role in PEOPLE[transition.name] and state in transition.sources

    assert set(PEOPLE) == {one.name for one in USE_TABLE}
    if not transition.by_system:
        assert (transition.name in available(use, user, USE_TABLE)) == lawful
    if lawful:
        move(use, transition, actor=Actor(user=user))
        assert reload(use).state == transition.target
    else:
        with pytest.raises((PermissionDenied, TransitionRefused)):
            if transition.by_system and state in transition.sources:
                raise PermissionDenied
            move(use, transition, actor=Actor(user=user))
        assert reload(use).state == state


@pytest.mark.parametrize("state", UseState)
@pytest.mark.parametrize("role", ROLES)
def test_use_is_taken_out_by_the_owner_while_unfrozen_or_returned(everyone, plan, state, role):
    use = reload(make_use(plan, state=state))
    frozen = state in HANDED_IN - {UseState.RETURNED}
    lawful = role == "owner" and state in WITHDRAW_USE.sources and not frozen

    if lawful:
        uses.withdraw_use(use, actor=Actor(user=everyone.users[role]))
        assert reload(use).state == UseState.WITHDRAWN
    else:
        with pytest.raises((PermissionDenied, DomainError)):
            uses.withdraw_use(use, actor=Actor(user=everyone.users[role]))
        assert reload(use).state == state


@pytest.mark.parametrize("state", UseState)
@pytest.mark.parametrize("role", ROLES)
def test_note_and_count_are_written_by_the_owner_while_unfrozen_or_returned(
    everyone, plan, state, role
):
    use = reload(make_use(plan, state=state))
    open_states = {UseState.DRAFT, UseState.RETURNED}
    actor = Actor(user=everyone.users[role])

    if role == "owner" and state in open_states:
        uses.describe_use(use, note="Lain.", count=Decimal(1), actor=actor)
        now = reload(use)
        assert now.note == "Lain."
        # A verdict that stood is undone: it rested on another note.
        assert now.state == (UseState.SUBMITTED if state == UseState.RETURNED else state)
    elif role != "owner" or state != UseState.WITHDRAWN:
        with pytest.raises((PermissionDenied, DomainError)):
            uses.describe_use(use, note="Lain.", count=Decimal(1), actor=actor)
        assert reload(use).note == use.note


def test_note_of_another_tab_is_not_overwritten(everyone, plan):
    use = make_use(plan, state=UseState.DRAFT)
    seen, mine = use.words_digest, actor_of(everyone.owner)
    uses.describe_use(reload(use), note="Satu.", count=None, actor=mine, seen=seen)

    with pytest.raises(Conflict):
        uses.describe_use(reload(use), note="Dua.", count=None, actor=mine, seen=seen)

    assert reload(use).note == "Satu."


# --- Whose file -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "usable"),
    [
        ({}, False),
        ({"sharing": "unit"}, True),
        ({"sharing": "named"}, True),
        ({"sharing": "team"}, True),
    ],
)
def test_file_of_somebody_else_is_usable_only_when_shared(everyone, plan, facts, usable):
    lender = everyone.colleague
    if facts.get("sharing") == "named":
        facts = {**facts, "shared_with": (everyone.owner,)}
    if facts.get("sharing") == "team":
        lender, facts = everyone.team_member, {**facts, "team": everyone.team}
    version = make_version(lender, **facts)
    realization = make_realization(plan)

    if usable:
        uses.use_evidence(realization, version, actor=actor_of(everyone.owner))
    else:
        with pytest.raises(DomainError):
            uses.use_evidence(realization, version, actor=actor_of(everyone.owner))
    assert realization.uses.exists() == usable


def test_what_one_sees_as_auditor_or_checker_is_not_ones_own_to_use(everyone):
    watcher = make_employee_with_appraiser(everyone.other_unit, name="Pengawas")
    make_auditor(everyone.unit, watcher)
    make_helper(everyone, watcher)
    use = make_use(make_plan(everyone.owner), state=UseState.SUBMITTED)
    assert EvidenceVersion.objects.visible_to(watcher.user).filter(pk=use.version_id).exists()

    with pytest.raises(DomainError):
        uses.use_evidence(
            make_realization(make_plan(watcher)), use.version, actor=actor_of(watcher)
        )


def test_withdrawn_file_is_not_linked(everyone, plan):
    version = make_version(everyone.owner)
    realization = make_realization(plan)
    withdraw_version(version, WithdrawalReason.MISTAKE, actor=actor_of(everyone.owner))

    with pytest.raises(DomainError):
        uses.use_evidence(realization, version, actor=actor_of(everyone.owner))


def test_same_file_twice_renews_note_and_count_only(everyone, plan):
    version = make_version(everyone.owner)
    realization = make_realization(plan, versions=(version,))

    again = uses.use_evidence(
        realization, version, actor=actor_of(everyone.owner), note="Baru.", count=Decimal(1)
    )

    assert realization.uses.get() == again
    assert (reload(again).note, reload(again).count) == ("Baru.", 1)


def test_count_below_zero_is_refused(everyone, plan):
    with pytest.raises(ValidationError):
        uses.use_evidence(
            make_realization(plan), make_version(everyone.owner), count=Decimal(-1),
            actor=actor_of(everyone.owner),
        )


def test_number_of_files_has_an_end(everyone, plan, monkeypatch):
    monkeypatch.setattr(uses, "MOST_USES", 1)
    realization = make_realization(plan, versions=(make_version(everyone.owner),))

    with pytest.raises(DomainError):
        uses.use_evidence(
            realization, make_version(everyone.owner, text="dua"), actor=actor_of(everyone.owner)
        )


# --- Short codes ------------------------------------------------------------------------


def test_short_codes_are_unique_and_have_no_letters_read_for_each_other(everyone, plan):
    codes = {uses.new_code() for _each in range(2000)}

    assert len(codes) == 2000
    assert {len(code) for code in codes} == {uses.CODE_LENGTH}
    assert not set("".join(codes)) & set("01ilo")


def test_code_that_is_taken_is_drawn_again(everyone, plan, monkeypatch):
    first = make_use(plan, state=UseState.DRAFT)
    codes = iter([first.short_code, first.short_code, "baru23456"])
    monkeypatch.setattr(uses, "new_code", lambda: next(codes))

    second = uses.use_evidence(
        first.realization, make_version(everyone.owner, text="dua"), actor=actor_of(everyone.owner)
    )

    assert second.short_code == "baru23456"


def test_short_code_stays_when_the_version_changes(everyone, plan):
    use = make_use(plan, state=UseState.DRAFT)

    make_next_version(use.version.evidence)

    assert reload(use).short_code == use.short_code


# --- Locks ------------------------------------------------------------------------------


def test_locked_period_refuses_every_verb(everyone, plan, monkeypatch):
    use = make_use(plan, state=UseState.DRAFT)
    submitted = make_use(plan, period_of(plan, 2), state=UseState.SUBMITTED, text="lain")
    monkeypatch.setattr(locks, "_locks", [lambda plan, period: "Terkunci."])
    mine = actor_of(everyone.owner)

    for verb in (
        lambda: uses.use_evidence(use.realization, make_version(everyone.owner), actor=mine),
        lambda: uses.describe_use(use, note="Lain.", count=None, actor=mine),
        lambda: uses.withdraw_use(use, actor=mine),
        lambda: judge(submitted),
        lambda: judge(submitted, Outcome.RETURNED),
    ):
        with pytest.raises(TransitionRefused, match="Terkunci"):
            verb()

    assert reload(use).state == UseState.DRAFT
    assert reload(submitted).state == UseState.SUBMITTED


def test_who_linked_a_file_for_somebody_does_not_judge_it(everyone, plan):
    use = make_use(plan, state=UseState.SUBMITTED)
    EvidenceUse.objects.filter(pk=use.pk).update(linked_by=everyone.head.user)

    with pytest.raises(DomainError):
        judge(reload(use))
    assert not everyone.head.user.has_perm(CHECK_USE, reload(use))


# --- Two at once ------------------------------------------------------------------------


@pytest.mark.usefixtures("pristine")
@pytest.mark.parametrize("round_number", range(3))
def test_two_clicks_at_once_link_once(round_number):
    plan = make_plan(make_employee_with_appraiser())
    realization = make_realization(plan)
    version = make_version(plan.employee)
    mine = actor_of(plan.employee)

    def link():
        return uses.use_evidence(reload(realization), reload(version), actor=mine, note=NOTE)

    results = at_once(link, link)

    assert realization.uses.count() == 1
    assert any(isinstance(result, EvidenceUse) for result in results), results


@pytest.mark.usefixtures("pristine")
def test_linking_and_handing_in_at_once_leave_no_draft_behind():
    plan = make_plan(make_employee_with_appraiser())
    realization = make_realization(plan)
    version = make_version(plan.employee)
    mine = actor_of(plan.employee)

    at_once(
        lambda: uses.use_evidence(reload(realization), reload(version), actor=mine),
        lambda: submit_realization(reload(realization), actor=mine),
    )

    assert reload(realization).state == RealizationState.SUBMITTED
    assert not realization.uses.filter(state=UseState.DRAFT).exists()


@pytest.mark.usefixtures("pristine")
def test_two_verdicts_at_once_give_one():
    plan = make_plan(make_employee_with_appraiser())
    use = make_use(plan, state=UseState.SUBMITTED)

    results = at_once(lambda: judge(reload(use)), lambda: judge(reload(use), Outcome.RETURNED))

    won = [result for result in results if not isinstance(result, Exception)]
    assert len(won) >= 1
    assert reload(use).state == reload(use).reviews.order_by("-at", "-pk").first().outcome
