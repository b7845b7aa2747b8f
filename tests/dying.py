"""Takes verbs of the cycle, each in a process of its own that dies in the middle of it.

    python -m tests.dying '[["submit_plan", 12, 3], …]'

Each step names the verb, the key of its record, and before which write to the
database the process is killed; where there are fewer, right before the commit.
The last line says of each whether it was killed or survived.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

# Long enough for every verb that asks for a sentence.
NOTE = "Lengkapi bagian ini dahulu, ya."


def verbs() -> dict[str, Callable[[int], Any]]:
    """Every verb of the cycle by its name, done by who may; takes the key of its record."""
    from portal.evaluation.domain import achievements, evaluations, feedback, handover, results
    from portal.evaluation.domain.snapshots import newest_snapshot
    from portal.evaluation.models import Evaluation
    from portal.evaluation.queries import organization_of
    from portal.evaluation.rules import sets_achievement_of
    from portal.planning.domain import action_plans, expectations, plans, realizations, uses
    from portal.planning.domain.action_plans import LineInput
    from portal.planning.domain.realizations import RealizationInput
    from portal.planning.models import ActionPlan, EvidenceUse, Plan, PlanVersion, Realization
    from portal.planning.queries import indicators_of, shareable_versions
    from tests.factories import planning as make
    from tests.factories.evaluation import level

    def own(record: Any) -> Any:
        return make.actor_of(record.plan.employee)

    def decide(record: Any) -> Any:
        return make.appraiser_actor(record.plan)

    def version(pk: int) -> Any:
        return PlanVersion.objects.get(pk=pk)

    def action(pk: int) -> Any:
        return ActionPlan.objects.get(pk=pk)

    def real(pk: int) -> Any:
        return Realization.objects.get(pk=pk)

    def use(pk: int) -> Any:
        return EvidenceUse.objects.get(pk=pk)

    def rated(pk: int) -> Any:
        return Evaluation.objects.get(pk=pk)

    def save_action(pk: int) -> Any:
        one = action(pk)
        lines = {
            row.line: LineInput("Menyusun ulang", "5")
            for row in indicators_of(one.plan.standing_version)
        }
        return action_plans.save_action_plan(one, lines, actor=own(one), revision=one.revision)

    def link(pk: int) -> Any:
        one = real(pk)
        file = shareable_versions(one.plan.employee.user).first()
        return uses.use_evidence(one, file, actor=own(one), note="Halaman dua.")

    def add_result(pk: int) -> Any:
        return make.add_result(version(pk), 2)

    def ratings(pk: int) -> Any:
        one = rated(pk)
        return evaluations.save_ratings(
            one, result_level=level(one.plan, "result_rating", "above"),
            behavior_level=level(one.plan, "behavior_rating", "above"), actor=decide(one),
            reasons=one.reasons, revision=one.revision,
        )

    def achieve(pk: int) -> Any:
        plan = Plan.objects.get(pk=pk)
        period = make.period_of(plan, 2)
        unit = organization_of(plan, period.starts_on)
        above = sets_achievement_of(unit, period.starts_on)
        return achievements.record_unit_achievement(
            unit, period, level(plan, "unit_achievement", "good"), "Laporan kinerja unit.",
            actor=make.actor_of(above),
        )

    def tick(pk: int) -> Any:
        plan = Plan.objects.get(pk=pk)
        fields = [one for section in handover.plan_sections(plan) for one in section.fields]
        return handover.tick_copied(
            plan, None, fields[0].key, fields[0].digest, fields, actor=make.actor_of(plan.employee)
        )

    def bkn(pk: int) -> Any:
        one = rated(pk)
        return results.record_bkn_result(
            one, one.period.starts_on, one.overall_level, actor=own(one)
        )

    def answer_sha(one: Any) -> str:
        return newest_snapshot(one).sha256

    return {
        "save_result": add_result,
        "submit_plan": lambda pk: plans.submit_plan(version(pk), actor=own(version(pk))),
        "return_plan": lambda pk: plans.return_plan(version(pk), NOTE, actor=decide(version(pk))),
        "agree_plan": lambda pk: plans.agree_plan(version(pk), actor=decide(version(pk))),
        "set_expectations": lambda pk: expectations.set_expectations(
            version(pk).plan, {1: "Dahulukan lansia."}, actor=decide(version(pk))
        ),
        "open_change": lambda pk: plans.open_change(
            Plan.objects.get(pk=pk), "priority", NOTE, Plan.objects.get(pk=pk).starts_on,
            actor=make.actor_of(Plan.objects.get(pk=pk).employee),
        ),
        "save_action_plan": save_action,
        "submit_action_plan": lambda pk: action_plans.submit_action_plan(
            action(pk), actor=own(action(pk))
        ),
        "agree_action_plan": lambda pk: action_plans.agree_action_plan(
            action(pk), actor=decide(action(pk))
        ),
        "record_realization": lambda pk: realizations.record_realization(
            real(pk), RealizationInput("7", "Berubah", "register"), actor=own(real(pk)),
            revision=real(pk).revision,
        ),
        "use_evidence": link,
        "submit_realization": lambda pk: realizations.submit_realization(
            real(pk), actor=own(real(pk))
        ),
        "accept_realization": lambda pk: realizations.accept_realization(
            real(pk), actor=decide(real(pk))
        ),
        "return_realization": lambda pk: realizations.return_realization(
            real(pk), NOTE, actor=decide(real(pk))
        ),
        "reopen_realization": lambda pk: realizations.reopen_realization(
            real(pk), NOTE, actor=own(real(pk))
        ),
        "accept_use": lambda pk: make.judge(use(pk)),
        "return_use": lambda pk: make.judge(use(pk), "returned"),
        "withdraw_use": lambda pk: uses.withdraw_use(
            use(pk), actor=make.actor_of(use(pk).realization.plan.employee)
        ),
        "give_feedback": lambda pk: feedback.give_feedback(
            rated(pk).plan, rated(pk).period, "Pertahankan.", actor=decide(rated(pk)),
            value_position=1,
        ),
        "save_ratings": ratings,
        "record_unit_achievement": achieve,
        "deliver_evaluation": lambda pk: evaluations.deliver_evaluation(
            rated(pk), actor=decide(rated(pk))
        ),
        "recall_evaluation": lambda pk: evaluations.recall_evaluation(
            rated(pk), NOTE, actor=decide(rated(pk))
        ),
        "respond_to_evaluation": lambda pk: evaluations.respond_to_evaluation(
            rated(pk), "Saya setuju.", actor=own(rated(pk)), sha256=answer_sha(rated(pk))
        ),
        "accept_evaluation": lambda pk: evaluations.accept_evaluation(
            rated(pk), actor=own(rated(pk)), sha256=answer_sha(rated(pk))
        ),
        "record_bkn_result": bkn,
        "tick_copied": tick,
    }


def take(verb: str, pk: int, write: int) -> None:
    """Do the verb, and die before its ``write``-th write, or before the commit."""
    from django.db import connection

    writes = 0

    def count(execute: Any, sql: str, *args: Any) -> Any:
        nonlocal writes
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            writes += 1
            if writes == write:
                die()
        return execute(sql, *args)

    connection.commit = die
    with connection.execute_wrapper(count):
        verbs()[verb](pk)


def die(*args: Any) -> None:
    """As when the power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Fork for each step and wait for its end."""
    django.setup()
    from datetime import UTC, datetime

    from django.db import connections

    from portal.core.clock import set_clock

    verbs()
    outcomes = []
    with set_clock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC)):
        for step in json.loads(sys.argv[1]):
            connections.close_all()
            child = os.fork()
            if not child:
                try:
                    take(*step)
                finally:
                    sys.stdout.flush()
                    os._exit(0)
            _pid, status = os.waitpid(child, 0)
            outcomes.append("killed" if os.WIFSIGNALED(status) else "survived")
    sys.stdout.write(json.dumps(outcomes) + "\n")


if __name__ == "__main__":
    main()
