"""Who may open a file because of its use, what freezes it, and what a newer version moves."""

from datetime import date

import pytest

from evidence.domain.versions import describe_evidence, withdraw_version
from evidence.models import EvidenceVersion
from evidence.states import WithdrawalReason
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import history_of
from portal.people.domain.assignments import appoint_appraiser
from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.domain import uses
from portal.planning.models import EvidenceUse
from portal.planning.permissions import CHECK_USE
from portal.planning.states import (
    HANDED_IN,
    UseState,
)
from tests.factories.evaluation import make_evaluation
from tests.factories.evidence import make_description, make_next_version, make_version
from tests.factories.people import (
    KEEPER,
    _keeper_account,
    make_employee_with_user,
)
from tests.factories.planning import (
    actor_of,
    make_plan,
    make_use,
    period_of,
)
from tests.helpers import reload
from tests.planning.pages import make_helper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROLES = ["owner", "head", "colleague", "outsider", "auditor", "superuser"]
@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


def readers(everyone, version):
    """Names of those who may open the file now."""
    return {
        name
        for name, user in everyone.users.items()
        if user.is_authenticated
        and EvidenceVersion.objects.visible_to(user).filter(pk=version.pk).exists()
    }


# --- Newer versions ---------------------------------------------------------------------


@pytest.mark.parametrize("state", UseState)
def test_newer_version_moves_unfrozen_and_returned_uses_only(plan, state):
    use = make_use(plan, state=state)

    version = make_next_version(use.version.evidence)

    now = reload(use)
    if state in {UseState.DRAFT, UseState.RETURNED}:
        assert now.version == version
        assert now.state == (UseState.DRAFT if state == UseState.DRAFT else UseState.SUBMITTED)
        assert not use.version.grants.filter(source=use.source).exists()
        assert not use.version.holds.filter(source=use.source).exists()
        assert version.grants.filter(source=use.source).exists()
        assert history_of(use).filter(verb="follow_version").count() == 1
    else:
        assert now.version == use.version
        assert now.state == state


def test_newer_version_leaves_the_uses_of_others(everyone, plan):
    shared = make_version(everyone.colleague, sharing="unit")
    use = make_use(plan, state=UseState.DRAFT, version=shared)

    make_next_version(shared.evidence)

    assert reload(use).version == shared


def test_newer_version_moves_nothing_in_a_period_whose_evaluation_is_out(plan):
    use = make_use(plan, state=UseState.RETURNED)
    make_evaluation(plan, state="delivered")

    make_next_version(use.version.evidence)

    assert reload(use).version == use.version
    assert reload(use).state == UseState.RETURNED


# --- Who may open the file --------------------------------------------------------------


@pytest.mark.parametrize("state", UseState)
def test_file_opens_to_the_appraiser_from_handing_in_on(everyone, plan, state):
    use = make_use(plan, state=state)

    expected = {"owner", "auditor"} | ({"head"} if state in HANDED_IN else set())
    assert readers(everyone, use.version) == expected


def test_draft_of_a_borrowed_file_opens_to_the_two_persons_only(everyone, plan):
    lent = make_version(everyone.team_member, sharing="team", team=everyone.team)
    use = make_use(plan, state=UseState.DRAFT, version=lent)
    tokens = set(lent.grants.filter(source=use.source).values_list("token", flat=True))

    assert tokens == {f"person:{everyone.owner.pk}"}


@pytest.mark.parametrize("state", [UseState.DRAFT, *sorted(HANDED_IN)])
def test_helper_by_letter_opens_what_was_handed_in(everyone, plan, state):
    make_helper(everyone, everyone.named)
    use = make_use(plan, state=state)

    assert ("named" in readers(everyone, use.version)) == (state in HANDED_IN)
    assert everyone.named.user.has_perm(CHECK_USE, use) == (state in HANDED_IN)


@pytest.mark.parametrize(
    ("letter", "opens"),
    [
        ({"classes": ("ordinary",)}, False),
        ({"classes": ("limited",)}, True),
        ({"classes": ("limited",), "unit": "other_unit"}, False),
        ({"classes": ("limited",), "about": "owner"}, True),
        ({"classes": ("limited",), "about": "colleague"}, False),
        ({"classes": ("limited",), "team": "team"}, True),
    ],
)
def test_letter_opens_its_unit_person_team_and_class_only(everyone, plan, letter, opens):
    scope = {
        key: getattr(everyone, value) for key, value in letter.items() if key != "classes"
    }
    make_helper(everyone, everyone.named, *letter["classes"], **scope)

    use = make_use(plan, state=UseState.SUBMITTED, confidentiality="limited")

    assert ("named" in readers(everyone, use.version)) == opens


def test_letter_opens_periods_of_its_time_only(everyone, plan):
    grant_role(
        everyone.named, ScopedRole.Role.HELPER, date(2026, 7, 1),
        actor=Actor(user=_keeper_account()), classes=["ordinary"], unit=everyone.unit,
    )

    first = make_use(plan, period_of(plan, 1), state=UseState.SUBMITTED)
    third = make_use(plan, period_of(plan, 3), state=UseState.SUBMITTED, text="lain")

    assert "named" not in readers(everyone, first.version)
    assert not everyone.named.user.has_perm(CHECK_USE, first)
    assert "named" in readers(everyone, third.version)
    assert everyone.named.user.has_perm(CHECK_USE, third)


def test_other_class_is_granted_anew(everyone, plan):
    make_helper(everyone, everyone.named)
    use = make_use(plan, state=UseState.SUBMITTED)
    evidence = use.version.evidence
    assert "named" in readers(everyone, use.version)

    describe_evidence(
        evidence, make_description(evidence.title, confidentiality="limited"),
        actor=actor_of(everyone.owner), revision=evidence.revision,
    )

    assert readers(everyone, use.version) == {"owner", "head", "auditor"}


def test_successor_sees_the_year_and_the_former_one_what_overlaps(everyone, plan):
    before = make_use(plan, period_of(plan, 1), state=UseState.SUBMITTED)
    after = make_use(plan, period_of(plan, 4), state=UseState.SUBMITTED, text="lain")
    successor = make_employee_with_user(everyone.unit, "Penerus", is_head=True)
    post = everyone.owner.positions.get(acting=False)

    appoint_appraiser(post, successor, date(2026, 7, 1), actor=KEEPER)

    seen = EvidenceVersion.objects.visible_to(successor.user)
    assert set(seen) == {before.version, after.version}
    former = EvidenceVersion.objects.visible_to(everyone.head.user)
    assert set(former) == {before.version}
    assert set(EvidenceUse.objects.visible_to(everyone.head.user)) == {before}


@pytest.mark.parametrize("state", UseState)
def test_visible_to_agrees_with_the_permission(everyone, plan, state):
    make_helper(everyone, everyone.named)
    use = reload(make_use(plan, state=state))

    for name, user in everyone.users.items():
        seen = EvidenceUse.objects.visible_to(user).filter(pk=use.pk).exists()
        assert seen == user.has_perm("planning.view_use", use), name


# --- Holds ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", UseState)
def test_handed_in_file_is_withdrawn_only_because_of_personal_data(everyone, plan, state):
    use = make_use(plan, state=state)
    mine = actor_of(everyone.owner)

    if state in HANDED_IN:
        with pytest.raises(DomainError):
            withdraw_version(use.version, WithdrawalReason.MISTAKE, actor=mine)
        withdraw_version(use.version, WithdrawalReason.PERSONAL_DATA, actor=mine)
    else:
        withdraw_version(use.version, WithdrawalReason.MISTAKE, actor=mine)

    assert not reload(use.version).is_standing


def test_taking_out_lifts_grants_and_hold(everyone, plan):
    use = make_use(plan, state=UseState.RETURNED)
    assert use.version.holds.filter(source=use.source).exists()

    uses.withdraw_use(use, actor=actor_of(everyone.owner))

    assert not use.version.holds.exists()
    assert not use.version.grants.filter(source=use.source).exists()
    assert readers(everyone, use.version) == {"owner", "auditor"}
