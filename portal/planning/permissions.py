"""Names of the permissions of planning, with the record each is asked of."""

VIEW_PLAN = "planning.view_plan"  # Plan
CREATE_PLAN = "planning.create_plan"  # PositionAssignment
WRITE_PLAN = "planning.write_plan"  # PlanVersion: write, submit, take back, discard
CHANGE_PLAN = "planning.change_plan"  # Plan: open the next version
DECIDE_PLAN = "planning.decide_plan"  # PlanVersion: return or agree
SET_EXPECTATIONS = "planning.set_expectations"  # Plan: special expectations of behavior
SET_UNIT_EXPECTATIONS = "planning.set_unit_expectations"  # OrgUnit
CLOSE_PLAN = "planning.close_plan"  # PlanVersion: the system only, with the year's evaluation
WRITE_ACTION_PLAN = "planning.write_action_plan"  # ActionPlan
DECIDE_ACTION_PLAN = "planning.decide_action_plan"  # ActionPlan
VIEW_REALIZATION = "planning.view_realization"  # Realization
RECORD_REALIZATION = "planning.record_realization"  # Realization: write, submit, link files
DECIDE_REALIZATION = "planning.decide_realization"  # Realization: accept or return
REOPEN_REALIZATION = "planning.reopen_realization"  # Realization
VIEW_USE = "planning.view_use"  # EvidenceUse
CHECK_USE = "planning.check_use"  # EvidenceUse: accept or return the use
UNDO_VERDICT = "planning.undo_verdict"  # EvidenceUse: the system only
