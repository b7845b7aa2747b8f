"""Names of the permissions of evaluation, with the record each is asked of."""

VIEW_EVALUATION = "evaluation.view_evaluation"  # Evaluation
RATE_EVALUATION = "evaluation.rate_evaluation"  # Evaluation: feedback, ratings, deliver, recall
ANSWER_EVALUATION = "evaluation.answer_evaluation"  # Evaluation: respond, accept
RECEIVE_EVALUATION = "evaluation.receive_evaluation"  # Evaluation: the system only
RECORD_RESULT = "evaluation.record_result"  # Evaluation: the result that BKN shows
RECORD_ACHIEVEMENT = "evaluation.record_achievement"  # OrgUnit
COPY_PLAN = "evaluation.copy_plan"  # Plan: Salin ke e-Kinerja
