"""Versions of plans in every state, and the verbs that write on them, for several tests."""

from portal.planning.domain import plans, results
from portal.planning.domain.results import ResultInput
from portal.planning.states import ChangeReason, PlanState
from tests.factories.planning import NOTE, appraiser_actor, make_plan
from tests.factories.planning import actor_of as acting
from tests.helpers import reload

REASON = "Prioritas kecamatan berubah."


def version_in(owner, state):
    """A second version in ``state``, so that every move of the table has its place."""
    if state in {PlanState.SUPERSEDED, PlanState.CLOSED, PlanState.DISCARDED, PlanState.AGREED}:
        plan = make_plan(owner, state=state)
        found = plan.versions.get(state=state)
    else:
        plan = make_plan(owner)
        found = plans.open_change(
            plan, ChangeReason.PRIORITY, REASON, plan.starts_on, actor=acting(owner)
        )
        if state != PlanState.DRAFT:
            plans.submit_plan(found, actor=acting(owner))
        if state == PlanState.RETURNED:
            plans.return_plan(found, NOTE, actor=appraiser_actor(plan))
    assert reload(found).state == state
    return reload(found)


WRITERS = {
    "save_basics": lambda version, actor: plans.save_basics(
        version, approach="qualitative", resources="a", accountability="", consequences="",
        actor=actor, revision=version.revision,
    ),
    "save_result": lambda version, actor: results.save_result(
        version, ResultInput("Hasil baru"), actor=actor, revision=version.revision
    ),
    "remove_result": lambda version, actor: results.remove_result(
        version.results.first(), actor=actor, revision=version.revision
    ),
}  # fmt: skip
