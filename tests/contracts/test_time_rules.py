"""Who sees a year, or a period, is who stood to it in that time: not who came later or left before.

The twins (``visible_to`` and the permission) agree on the way.
"""

from datetime import date

import pytest

from evidence.models import EvidenceVersion
from portal.evaluation.models import Evaluation
from portal.evaluation.permissions import VIEW_EVALUATION
from portal.evaluation.states import EvaluationState
from portal.people.domain.teams import grant_role
from portal.people.models import AppraiserAssignment, ScopedRole, TeamMembership
from portal.planning.models import EvidenceUse, Plan, Realization
from portal.planning.permissions import CHECK_USE, VIEW_PLAN, VIEW_REALIZATION, VIEW_USE
from tests.factories.evaluation import make_evaluation
from tests.factories.people import KEEPER, SINCE
from tests.factories.planning import make_plan, make_use

from .test_visibility import seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
RECORDS = [
    (Plan, VIEW_PLAN), (Realization, VIEW_REALIZATION), (EvidenceUse, VIEW_USE),
    (Evaluation, VIEW_EVALUATION),
]  # fmt: skip


@pytest.mark.parametrize(("model", "permission"), RECORDS)
@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [
        (SINCE, date(2026, 1, 1), False),
        (date(2027, 1, 1), None, False),
        (date(2026, 8, 1), date(2026, 9, 1), True),
    ],
)
def test_line_of_another_year_sees_nothing(everyone, model, permission, since, until, sees):
    AppraiserAssignment.objects.create(
        employee_assignment=everyone.owner.positions.get(), appraiser=everyone.outsider,
        valid_from=since, valid_until=until, acting=True,
    )  # fmt: skip
    plan = make_plan(everyone.owner)
    make_use(plan)
    make_evaluation(plan, state=EvaluationState.DELIVERED)

    assert bool(seen_by(everyone, model, permission)["outsider"]) == sees


@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [
        (SINCE, date(2026, 7, 1), False),
        (date(2026, 10, 1), None, False),
        (date(2026, 8, 1), date(2026, 9, 1), True),
    ],
)
def test_helper_of_a_team_sees_the_time_in_the_team_only(everyone, since, until, sees):
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, team=everyone.team,
        classes=["ordinary"],
    )
    TeamMembership.objects.filter(employee=everyone.owner).update(
        valid_from=since, valid_until=until
    )
    use = make_use(make_plan(everyone.owner))

    assert bool(seen_by(everyone, EvidenceUse, VIEW_USE)["outsider"]) == sees
    assert bool(seen_by(everyone, Realization, VIEW_REALIZATION)["outsider"]) == sees
    assert everyone.outsider.user.has_perm(CHECK_USE, use) == sees
    opens = EvidenceVersion.objects.visible_to(everyone.outsider.user)
    assert opens.filter(pk=use.version_id).exists() == sees
