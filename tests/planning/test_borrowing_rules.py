"""What one sees because of a use is not one's own to use: neither a leader's nor a borrower's."""

import pytest

from evidence.models import EvidenceVersion
from portal.core.errors import DomainError
from portal.planning.domain import uses
from portal.planning.queries import shareable_versions
from portal.planning.states import UseState
from tests.factories.evaluation import make_superior
from tests.factories.planning import actor_of, make_plan, make_realization, make_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_appraiser_does_not_use_the_files_of_their_people(everyone):
    use = make_use(make_plan(everyone.owner), state=UseState.SUBMITTED)
    make_superior(everyone.head)
    seen = EvidenceVersion.objects.visible_to(everyone.head.user)
    assert seen.filter(pk=use.version_id).exists()

    assert not shareable_versions(everyone.head.user).filter(pk=use.version_id).exists()
    with pytest.raises(DomainError):
        uses.use_evidence(
            make_realization(make_plan(everyone.head)), use.version, actor=actor_of(everyone.head)
        )
