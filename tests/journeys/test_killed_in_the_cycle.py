"""The process is killed in the middle of a verb of the cycle: all is as before, nothing half."""

import hashlib
import json
import os

from django.apps import apps

from portal.core.clock import set_clock
from portal.evaluation.states import EvaluationState
from portal.planning.states import ActionState, PlanState, RealizationState, UseState
from tests.conftest import NOW
from tests.dying import verbs
from tests.factories.evaluation import make_achievement, make_evaluation, make_superior
from tests.factories.evidence import make_version
from tests.factories.people import appoint, make_employee_with_user, make_unit
from tests.factories.planning import (
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
)
from tests.helpers import FileDatabase, run_jobs

KILLS = int(os.environ.get("PORTAL_KILLS", "5"))
APPS = ("planning", "verification", "evaluation", "search")
TABLES = ("core.HistoryEvent", "core.Job", "evidence.AccessGrant", "evidence.Hold")


def fingerprint() -> str:
    """SHA-256 over every row that a verb of the cycle could write."""
    sha = hashlib.sha256()
    models = [model for label in APPS for model in apps.get_app_config(label).get_models(True)]
    for model in [*models, *(apps.get_model(name) for name in TABLES)]:
        for row in model._base_manager.order_by("pk").values_list():
            sha.update(repr((model._meta.label, row)).encode())
    return sha.hexdigest()


class Office:
    """One leader whose people stand each at another step, ready for the next verb."""

    def __init__(self) -> None:
        self.unit = make_unit()
        self.head = make_employee_with_user(self.unit, "Hendra Gunawan", is_head=True)
        make_superior(self.head)
        self.count = 0

    def person(self):
        self.count += 1
        person = make_employee_with_user(self.unit, f"Pegawai {self.count}")
        appoint(self.head, person)
        return person

    def plan(self, state=PlanState.AGREED):
        return make_plan(self.person(), state=state)

    def version(self, state):
        return self.plan(state).versions.latest("number").pk

    def records(self) -> dict[str, int]:
        """The key of a record for each verb, in a state in which the verb is lawful."""
        rated = self.plan()
        make_achievement(rated)
        evaluation = make_evaluation(rated).pk
        states = EvaluationState
        out = {state: make_evaluation(self.plan(), state=state).pk for state in states}
        run_jobs()
        linking = self.plan()
        make_version(linking.employee)
        submitted = RealizationState.SUBMITTED
        drafts = [make_action_plan(self.plan(), state=ActionState.DRAFT).pk for _n in range(2)]
        return {
            "save_result": self.version(PlanState.DRAFT),
            "submit_plan": self.version(PlanState.DRAFT),
            "return_plan": self.version(PlanState.SUBMITTED),
            "agree_plan": self.version(PlanState.SUBMITTED),
            "set_expectations": self.version(PlanState.SUBMITTED),
            "open_change": self.plan().pk,
            "save_action_plan": drafts[0],
            "submit_action_plan": drafts[1],
            "agree_action_plan": make_action_plan(self.plan(), state=ActionState.SUBMITTED).pk,
            "record_realization": make_realization(self.plan()).pk,
            "use_evidence": make_realization(linking).pk,
            "submit_realization": make_use(self.plan(), state=UseState.DRAFT).realization_id,
            "accept_realization": make_realization(self.plan(), state=submitted).pk,
            "return_realization": make_realization(self.plan(), state=submitted).pk,
            "reopen_realization": make_realization(self.plan(), state=submitted).pk,
            "accept_use": make_use(self.plan()).pk,
            "return_use": make_use(self.plan()).pk,
            "withdraw_use": make_use(self.plan(), state=UseState.RETURNED).pk,
            "give_feedback": evaluation,
            "save_ratings": evaluation,
            "record_unit_achievement": rated.pk,
            "deliver_evaluation": out[EvaluationState.OPEN],
            "recall_evaluation": make_evaluation(self.plan(), state=states.DELIVERED).pk,
            "respond_to_evaluation": out[EvaluationState.DELIVERED],
            "accept_evaluation": self._with_documents(),
            "record_bkn_result": out[EvaluationState.ACCEPTED],
            "tick_copied": self.plan().pk,
        }

    def _with_documents(self) -> int:
        made = make_evaluation(self.plan(), state=EvaluationState.DELIVERED).pk
        run_jobs()
        return made


def test_a_verb_that_dies_leaves_everything_as_it_was(file_database: FileDatabase):
    with set_clock(NOW):
        records = Office().records()
        names = list(records)
        assert set(names) == set(verbs())
        # Every verb dies before its commit; then each a write later, as often as is asked for.
        rounds = max(1, -(-KILLS // 5))
        writes = [99, *range(1, rounds)]
        steps = [[name, records[name], write] for write in writes for name in names]
        before = fingerprint()

        process = file_database.start("-m", "tests.dying", json.dumps(steps))
        assert process.popen.wait(600) == 0, process.output()

        outcomes = json.loads(process.output().splitlines()[-1])
        told = zip(steps, outcomes, strict=True)
        survived = [step for step, outcome in told if outcome != "killed"]
        assert survived == [], process.output()
        assert fingerprint() == before
        # Nothing that a dead process left behind is in the way of the next try.
        for name in names:
            verbs()[name](records[name])
            assert fingerprint() != before, name
            before = fingerprint()
