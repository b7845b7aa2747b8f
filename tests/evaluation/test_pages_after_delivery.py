"""The pages after a delivery: documents, response, receipt, recall, the result of e-Kinerja."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.evaluation.domain.snapshots import newest_snapshot
from portal.evaluation.models import BknResult, ResultDocument
from portal.evaluation.states import EvaluationState
from portal.rulesets.models import Scale
from tests.evaluation.pages import PLANTED, at, text_of
from tests.evidence.pages import a_file
from tests.factories.evaluation import level, make_evaluation
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import (
    make_plan,
    period_of,
)
from tests.helpers import reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_employee_waits_for_the_documents_then_responds_and_receives(employee, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    sha = {"sha256": newest_snapshot(evaluation).sha256}
    assert "still being made" in text_of(employee.get(at(plan)))
    assert employee.post(at(plan, "accept"), sha, follow=True).redirect_chain
    assert reload(evaluation).state == EvaluationState.DELIVERED
    refused = employee.post(at(plan, "respond"), {"response": PLANTED, **sha})
    assert refused.status_code == 422
    assert PLANTED in text_of(refused)

    run_jobs()
    employee.post(at(plan, "respond"), {"response": PLANTED, **sha})
    employee.post(at(plan, "accept"), sha)

    now = reload(evaluation)
    assert (now.state, now.response) == (EvaluationState.ACCEPTED, PLANTED)


def test_answer_stands_beside_the_response(leader, employee, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)
    run_jobs()
    employee.post(
        at(plan, "respond"),
        {"response": PLANTED, "sha256": newest_snapshot(evaluation).sha256},
    )

    assert PLANTED in text_of(leader.get(at(plan)))
    leader.post(at(plan, "answer"), {"answer": "Sudah diperiksa ulang."})

    page = text_of(employee.get(at(plan)))
    assert PLANTED in page
    assert "Sudah diperiksa ulang." in page


def test_recall_needs_a_reason_and_hides_it_from_the_employee(leader, employee, plan):
    evaluation = make_evaluation(plan, state=EvaluationState.DELIVERED)

    assert leader.post(at(plan, "recall"), {"recall_reason": "Eh"}).status_code == 422
    leader.post(at(plan, "recall"), {"recall_reason": "Rating perilaku keliru."})

    assert reload(evaluation).state == EvaluationState.OPEN
    assert employee.get(at(plan)).status_code == 404


def test_documents_are_served_from_their_bytes_to_who_sees_the_evaluation(employee, plan):
    make_evaluation(plan, state=EvaluationState.ACCEPTED)
    documents = ResultDocument.objects.select_related("snapshot", "stored_file")
    assert documents.count() == 4

    for one in documents:
        response = employee.get(at(plan, "document", one.form, one.snapshot.number))
        data = b"".join(response)
        assert len(data) == one.stored_file.size_bytes
        assert data.startswith(b"%PDF")
    assert employee.get(at(plan, "document", "F9", 1)).status_code == 404


def test_result_of_ekinerja_is_recorded_with_its_file_and_a_difference_told(
    leader, employee, plan
):
    evaluation = make_evaluation(plan, state=EvaluationState.ACCEPTED)
    sent = {
        "dated_on": "05/10/2026", "level": level(plan, Scale.OVERALL, "poor").pk, "note": "",
        "revision": "0", "files": [a_file("hasil.txt", b"Predikat: Kurang.")],
    }  # fmt: skip

    assert employee.post(at(plan, "bkn_result"), sent).status_code == 302

    assert reload(evaluation).state == EvaluationState.CLOSED
    for client in (leader, employee):
        assert "e-Kinerja shows “Poor”" in text_of(client.get(at(plan)))
    assert b"".join(leader.get(at(plan, "bkn_file"))) == b"Predikat: Kurang."
    conflict = leader.post(at(plan, "bkn_result"), {**sent, "files": [], "note": PLANTED})
    assert conflict.status_code == 409
    assert PLANTED in text_of(conflict)
    assert BknResult.objects.get().note == ""


def test_own_evaluations_are_listed_with_their_documents_and_drafts_are_not(
    employee, plan, everyone
):
    make_evaluation(plan, period_of(plan, 1), rating_note=PLANTED)
    assert "No evaluation yet" in text_of(employee.get(reverse("evaluation:mine")))
    make_evaluation(plan, period_of(plan, 2), state=EvaluationState.DELIVERED)
    make_evaluation(plan, state=EvaluationState.ACCEPTED)
    other = make_plan(make_employee_with_appraiser())
    make_evaluation(other, state=EvaluationState.ACCEPTED)

    response = employee.get(reverse("evaluation:mine"))

    listed = [row["evaluation"].period for row in response.context["rows"]]
    assert listed == [period_of(plan), period_of(plan, 2)]
    assert at(plan, "document", "F7", 2) in text_of(response)


def test_list_of_own_evaluations_asks_a_constant_number_of_queries(
    employee, plan, django_assert_num_queries
):
    make_evaluation(plan, period_of(plan, 1), state=EvaluationState.ACCEPTED)
    employee.get(reverse("evaluation:mine"))
    with CaptureQueriesContext(connection) as one:
        employee.get(reverse("evaluation:mine"))
    for number in (2, 3):
        make_evaluation(plan, period_of(plan, number), state=EvaluationState.ACCEPTED)

    with django_assert_num_queries(len(one)):
        employee.get(reverse("evaluation:mine"))
