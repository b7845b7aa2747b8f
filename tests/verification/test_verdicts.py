"""Who may judge a use, in which state, on what; and what is left of a verdict."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from evidence.domain.versions import withdraw_version
from evidence.states import ProcessingState
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.models import AppendOnlyError
from portal.evaluation.states import EvaluationState
from portal.files.storing import absolute_path
from portal.people.domain.assignments import appoint_appraiser
from portal.people.domain.employees import retire_employee
from portal.people.domain.mandates import give_mandate
from portal.people.domain.teams import grant_role
from portal.people.models import AppraiserAssignment, ScopedRole
from portal.planning.domain import realizations
from portal.planning.domain.realizations import RealizationInput
from portal.planning.models import EvidenceUse
from portal.planning.permissions import CHECK_USE
from portal.planning.states import ACCEPT_USE, HANDED_IN, RETURN_USE, RealizationState, UseState
from portal.verification.domain.verdicts import answers_to_offer, give_verdict, seen_now
from portal.verification.models import EvidenceReview
from portal.verification.queries import checkable_by
from portal.verification.states import POINTS, POINTS_OF_FILE, Outcome, ReasonCode
from portal.verification.validators import validate_verdict
from tests.factories.evaluation import make_evaluation
from tests.factories.evidence import make_next_version, make_version
from tests.factories.people import KEEPER, SINCE, appoint, make_employee_with_user
from tests.factories.planning import (
    actor_of,
    indicator_of,
    judge,
    make_plan,
    make_use,
    period_of,
)
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
REFUSALS = (PermissionDenied, DomainError)


def letter(employee, *classes, since=SINCE, **scope):
    """Name somebody to check files."""
    return grant_role(
        employee, ScopedRole.Role.HELPER, since, actor=KEEPER,
        classes=list(classes or ("ordinary",)), **scope,
    )


def fresh(user):
    """The account as a new request would load it: permissions are kept on the old one."""
    return type(user)._default_manager.get(pk=user.pk)


def tried(use, actor, outcome=Outcome.ACCEPTED):
    """The verdict, or the refusal."""
    try:
        with transaction.atomic():
            return judge(reload(use), outcome, actor=actor)
    except REFUSALS as refusal:
        return refusal


# --- Who, in every state ------------------------------------------------------------------


@pytest.fixture
def cast(everyone):
    """Accounts by what they are to the owner's use: first those who may judge it."""
    unit, about, other_class, later = (
        make_employee_with_user(everyone.other_unit, f"Pemeriksa {number}") for number in range(4)
    )
    letter(unit, unit=everyone.root)
    letter(everyone.named, team=everyone.team)
    letter(about, about=everyone.owner)
    letter(other_class, "limited", "secret", unit=everyone.root)
    letter(later, unit=everyone.root, since=date(2026, 10, 1))
    letter(everyone.owner, unit=everyone.root)
    give_mandate(
        everyone.head, everyone.colleague, "prepare", TODAY, actor=actor_of(everyone.head)
    )
    may = {
        "appraiser": everyone.head.user, "helper of the unit": unit.user,
        "helper of the team": everyone.named.user, "helper for the employee": about.user,
    }
    may_not = {
        "helper of another class": other_class.user, "helper of another period": later.user,
        "owner with a letter": everyone.owner.user, "preparer": everyone.colleague.user,
        "team member": everyone.team_member.user, "outsider": everyone.outsider.user,
        "auditor": everyone.auditor.user, "admin": everyone.admin.user,
        "foreigner": everyone.foreigner.user, "superuser": everyone.superuser,
    }
    return may, may_not


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("state", UseState)
def test_give_verdict_in_every_state_by_everybody(plan, cast, state, outcome):
    may, may_not = cast
    use = make_use(plan, state=state)
    before = EvidenceReview.objects.count()
    lawful = state in (ACCEPT_USE if outcome == Outcome.ACCEPTED else RETURN_USE).sources

    for name, user in may_not.items():
        refusal = tried(use, Actor(user=fresh(user)), outcome)
        assert isinstance(refusal, REFUSALS), name
        assert not isinstance(refusal, TransitionRefused), name
    assert EvidenceReview.objects.count() == before
    assert reload(use).state == state
    for name, user in may.items():
        point = transaction.savepoint()
        result = tried(use, Actor(user=fresh(user)), outcome)
        assert isinstance(result, EvidenceReview) == lawful, f"{name}: {result}"
        if lawful:
            assert reload(use).state == outcome
            assert result.reviewer == user.employee
        else:
            assert reload(use).state == state
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("state", sorted(HANDED_IN))
def test_what_is_listed_is_what_may_be_judged(plan, cast, state):
    may, may_not = cast
    use = make_use(plan, state=state)

    for name, user in {**may, **may_not}.items():
        user = fresh(user)
        allowed = {use} if user.has_perm(CHECK_USE, use) else set()
        assert set(checkable_by(user).filter(state=state)) == allowed, name
        assert bool(allowed) == (name in may), name


def test_acting_appraiser_comes_before_the_regular_one(everyone, plan):
    use = make_use(plan)
    post = everyone.owner.positions.get()
    appoint_appraiser(post, everyone.outsider, TODAY, actor=KEEPER, acting=True)

    assert isinstance(tried(use, actor_of(everyone.head)), PermissionDenied)
    assert list(checkable_by(fresh(everyone.head.user))) == []
    assert list(checkable_by(fresh(everyone.outsider.user))) == [use]
    assert isinstance(tried(use, actor_of(everyone.outsider)), EvidenceReview)


def test_former_appraiser_sees_but_judges_no_more(everyone, plan):
    use = make_use(plan)
    post = everyone.owner.positions.get()
    appoint_appraiser(post, everyone.outsider, date(2026, 11, 1), actor=KEEPER)

    assert EvidenceUse.objects.visible_to(fresh(everyone.head.user)).get() == use
    assert isinstance(tried(use, actor_of(everyone.head)), PermissionDenied)
    assert list(checkable_by(fresh(everyone.head.user))) == []
    assert isinstance(tried(use, actor_of(everyone.outsider)), EvidenceReview)


def test_superior_steps_in_for_an_appraiser_who_left(everyone, plan):
    above = make_employee_with_user(everyone.root, "Camat Contoh", is_head=True)
    appoint(above, everyone.head)
    use = make_use(plan)
    assert list(checkable_by(fresh(above.user))) == []

    retire_employee(everyone.head, date(2026, 11, 20), actor=KEEPER)

    assert list(checkable_by(fresh(above.user))) == [use]
    assert EvidenceUse.objects.visible_to(fresh(above.user)).get() == use
    assert isinstance(tried(use, Actor(user=fresh(above.user))), EvidenceReview)
    appoint(everyone.outsider, everyone.owner)
    assert list(checkable_by(fresh(above.user))) == []
    assert list(checkable_by(fresh(everyone.outsider.user))) == [use]


def test_nobody_judges_their_own_even_as_their_own_appraiser(everyone, plan):
    use = make_use(plan)
    AppraiserAssignment.objects.create(
        employee_assignment=everyone.owner.positions.get(), appraiser=everyone.owner,
        valid_from=SINCE, acting=True,
    )

    refusal = tried(use, Actor(user=fresh(everyone.owner.user)))

    assert type(refusal) is DomainError
    assert list(checkable_by(fresh(everyone.owner.user))) == []


def test_who_linked_the_file_by_mandate_does_not_judge_it(everyone, plan):
    helper = everyone.colleague
    letter(helper, unit=everyone.unit)
    use = make_use(plan)
    EvidenceUse.objects.filter(pk=use.pk).update(linked_by=helper.user)

    refusal = tried(use, Actor(user=fresh(helper.user)))

    assert type(refusal) is DomainError
    assert list(checkable_by(fresh(helper.user))) == []
    assert isinstance(tried(use, actor_of(everyone.head)), EvidenceReview)


def test_no_mandate_covers_a_verdict(everyone, plan):
    use = make_use(plan)
    for scope in ("prepare", "evidence"):
        mandate = give_mandate(
            everyone.head, everyone.colleague, scope, TODAY, actor=actor_of(everyone.head)
        )
        actor = Actor(
            user=everyone.colleague.user, on_behalf_of=everyone.head.user, mandate=mandate
        )
        assert isinstance(tried(use, actor), PermissionDenied), scope
    assert reload(use).state == UseState.SUBMITTED


# --- What a verdict must say ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "note", "fields"),
    [
        ("", "Daftar hadir belum ada.", {"reason_code"}),
        ("bukan_kode", "Daftar hadir belum ada.", {"reason_code"}),
        (ReasonCode.INCOMPLETE, "   kurang   ", {"note"}),
        ("", "", {"reason_code", "note"}),
    ],
)
def test_return_names_reason_and_note(everyone, plan, reason, note, fields):
    use = make_use(plan)

    with pytest.raises(ValidationError) as refusal:
        give_verdict(
            use, Outcome.RETURNED, actor=actor_of(everyone.head), seen=seen_now(use),
            reason_code=reason, note=note,
        )

    assert set(refusal.value.message_dict) == fields
    assert reload(use).state == UseState.SUBMITTED


@pytest.mark.parametrize("point", POINTS)
def test_acceptance_answers_no_point_with_no(everyone, plan, point):
    use = make_use(plan)
    answers = {**dict.fromkeys(POINTS, True), point: False}

    with pytest.raises(ValidationError) as refusal:
        give_verdict(
            use, Outcome.ACCEPTED, actor=actor_of(everyone.head), seen=seen_now(use),
            answers=answers,
        )

    assert set(refusal.value.message_dict) == {"answers"}
    assert not EvidenceReview.objects.exists()


def test_there_is_no_ninth_point():
    with pytest.raises(ValidationError):
        validate_verdict(Outcome.ACCEPTED, {9: True}, "", "")


# --- What a verdict rests on ----------------------------------------------------------------


def test_verdict_on_words_that_changed_meanwhile_is_refused(everyone, plan):
    use = make_use(plan)
    seen = seen_now(use)
    mine = actor_of(everyone.owner)
    realization = realizations.reopen_realization(
        reload(use.realization), "Angka keliru ketik.", actor=mine
    )
    realizations.record_realization(
        realization, RealizationInput("4", "Empat laporan.", "buku register"), actor=mine,
        revision=reload(realization).revision,
    )
    realizations.submit_realization(reload(realization), actor=mine)

    with pytest.raises(TransitionRefused):
        give_verdict(reload(use), Outcome.ACCEPTED, actor=actor_of(everyone.head), seen=seen)

    assert reload(use).state == UseState.SUBMITTED
    assert not EvidenceReview.objects.exists()


def test_verdict_on_bytes_that_were_replaced_meanwhile_is_refused(everyone, plan):
    use = make_use(plan, state=UseState.RETURNED)
    seen = seen_now(use)
    make_next_version(use.version.evidence, state=ProcessingState.READ)
    moved = reload(use)
    assert (moved.version.number, moved.state) == (2, UseState.SUBMITTED)

    with pytest.raises(TransitionRefused):
        give_verdict(moved, Outcome.ACCEPTED, actor=actor_of(everyone.head), seen=seen)

    assert reload(use).state == UseState.SUBMITTED
    assert isinstance(tried(moved, actor_of(everyone.head)), EvidenceReview)


@pytest.mark.parametrize("harm", ["changed", "missing", "marked"])
def test_damaged_bytes_are_not_accepted_but_may_be_returned(everyone, plan, clock, harm):
    use = make_use(plan)
    stored = use.version.stored_file
    path = absolute_path(stored)
    if harm == "changed":
        path.chmod(0o644)
        path.write_bytes(b"lain")
    elif harm == "missing":
        path.unlink()
    else:
        type(stored).objects.filter(pk=stored.pk).update(damaged_at=clock.instant)

    assert isinstance(tried(use, actor_of(everyone.head)), TransitionRefused)
    assert reload(use).state == UseState.SUBMITTED
    assert isinstance(tried(use, actor_of(everyone.head), Outcome.RETURNED), EvidenceReview)


def test_version_that_was_taken_back_can_only_be_returned(everyone, plan):
    use = make_use(plan)
    withdraw_version(use.version, "personal_data", actor=actor_of(everyone.owner))

    assert isinstance(tried(use, actor_of(everyone.head)), TransitionRefused)
    assert isinstance(tried(use, actor_of(everyone.head), Outcome.RETURNED), EvidenceReview)
    assert reload(use).state == UseState.RETURNED


def test_nothing_is_judged_after_the_evaluation_was_delivered(everyone, plan):
    use = make_use(plan)
    make_evaluation(plan, state=EvaluationState.DELIVERED)

    for outcome in Outcome:
        assert isinstance(tried(use, actor_of(everyone.head), outcome), TransitionRefused)
    assert reload(use).state == UseState.SUBMITTED


# --- What is left of it ---------------------------------------------------------------------


def test_second_look_is_offered_what_is_true_of_the_bytes_only(everyone):
    plan = make_plan(everyone.owner, results=3)
    version = make_version(everyone.owner, state=ProcessingState.READ)
    first = make_use(plan, version=version)
    second = make_use(plan, version=version, indicator=indicator_of(plan, 2))
    other = make_use(plan, indicator=indicator_of(plan, 3), text="Isi yang lain.")
    answers = {**dict.fromkeys(POINTS, True), 6: None, 7: False}
    assert answers_to_offer(second) == {}

    give_verdict(
        first, Outcome.RETURNED, actor=actor_of(everyone.head), seen=seen_now(first),
        answers=answers, reason_code=ReasonCode.PERSONAL_DATA, note="Tutupi NIK pada halaman dua.",
    )

    assert answers_to_offer(second) == {1: True, 6: None, 7: False}
    assert answers_to_offer(first) == answers_to_offer(second)
    assert set(answers_to_offer(second)) == POINTS_OF_FILE
    assert answers_to_offer(other) == {}
    make_next_version(version.evidence, state=ProcessingState.READ)
    assert answers_to_offer(reload(first)) == {}


def test_verdict_is_written_once(plan):
    review = judge(make_use(plan))
    review.note = "Diganti kemudian."

    for change in (
        review.save,
        review.delete,
        lambda: EvidenceReview.objects.update(note="lain"),
        lambda: EvidenceReview.objects.all().delete(),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert EvidenceReview.objects.get().note == ""


def test_judging_again_keeps_both_verdicts(plan):
    use = make_use(plan)
    first = judge(use)
    second = judge(reload(use), Outcome.RETURNED)
    third = judge(reload(use))

    assert list(EvidenceReview.objects.order_by("pk")) == [first, second, third]
    assert [one.outcome for one in (first, second, third)] == ["accepted", "returned", "accepted"]
    assert reload(use).state == UseState.ACCEPTED


def test_verdict_says_what_it_rests_on(everyone, plan):
    use = make_use(plan)

    review = judge(use)

    now = reload(use)
    assert review.version_sha256 == now.checked_sha256 == use.version.stored_file.sha256
    assert review.realization_digest == now.checked_digest == now.realization.digest()
    assert (review.reviewer, review.user) == (everyone.head, everyone.head.user)


def test_another_period_is_another_verdict(everyone, plan):
    version = make_version(everyone.owner, state=ProcessingState.READ)
    third = make_use(plan, period_of(plan, 3), version=version, state=UseState.ACCEPTED)
    second = make_use(plan, period_of(plan, 2), version=version)

    assert reload(third).state == UseState.ACCEPTED
    assert reload(second).state == UseState.SUBMITTED
    assert second.realization.state == RealizationState.SUBMITTED
