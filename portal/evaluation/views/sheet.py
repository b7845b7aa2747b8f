"""The page of one evaluation, for whoever may see it: what it shows and which forms it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.calendar.models import Issuing
from portal.core.actor import Actor
from portal.core.transitions import available
from portal.people.keep_typing import fill_in
from portal.planning.domain.locks import lock_reason
from portal.rulesets.models import Scale

from ..domain.bands import Sheet, sheet_of, why
from ..domain.evaluations import counts_as_received_on, missing_for_delivery
from ..domain.facts import other_plans
from ..domain.ratings import levels_of, matrix_of
from ..domain.snapshots import documents_exist, newest_snapshot
from ..forms.answers import AnswerForm, BknResultForm, ResponseForm
from ..forms.ratings import FeedbackForm, RatingForm, RecallForm
from ..models import BknResult, Evaluation, ResultDocument, ResultSnapshot
from ..permissions import ANSWER_EVALUATION, RATE_EVALUATION, RECORD_ACHIEVEMENT, RECORD_RESULT
from ..states import EVALUATION_TABLE, LOCKING, Demand, EvaluationState
from .common import actor_for

BEFORE = "not_begun"


@dataclass(frozen=True)
class Typed:
    """A form that was refused, to be shown again: its name and, of feedback, what it is about."""

    name: str
    form: Any
    about: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix as a table shows it."""

    label: str
    is_lit: bool


@dataclass(frozen=True)
class DocumentRow:
    """One document with the words of its link."""

    label: str
    kind: str
    url: str
    made_at: Any


def sheet_page(
    request: HttpRequest,
    evaluation: Evaluation,
    *,
    typed: Typed | None = None,
    missing: list[str] | None = None,
    saved_rows: list[dict[str, Any]] | None = None,
    typed_rows: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``typed`` is the refused form, ``saved_rows`` what another tab saved meanwhile."""
    plan, period = evaluation.plan, evaluation.period
    actor = actor_for(request, evaluation)
    sheet = sheet_of(evaluation)
    can = moves_of(evaluation, request.user, actor)
    forms = _forms(request, evaluation, sheet, can, typed)
    context = {
        "evaluation": evaluation,
        "plan": plan,
        "employee": plan.employee,
        "period": period,
        "version": plan.standing_version,
        "sheet": sheet,
        "can": can,
        "state_label": state_label(evaluation),
        "state": evaluation.state if evaluation.pk else BEFORE,
        "is_own": plan.employee.user_id == request.user.pk,
        "is_out": evaluation.state in LOCKING,
        "preparing_for": actor.on_behalf_of.employee if actor.on_behalf_of else None,
        "matrix": _matrix(evaluation),
        "why": why(evaluation),
        "reasons": reason_rows(evaluation),
        "missing": missing if missing is not None else _missing(evaluation, can),
        "other_plans": other_plans(plan) if evaluation.is_annual else [],
        "achievement_url": _achievement_url(request, sheet, period),
        "saved_rows": saved_rows,
        "typed_rows": typed_rows,
        "form": typed.form if typed else None,
        **forms,
        **(_after_delivery(evaluation) if evaluation.pk else {}),
    }
    return render(request, "evaluation/evaluation.html", context, status=status)


def state_label(evaluation: Evaluation) -> str:
    """The state in words; of an evaluation that nobody opened, that."""
    return str(evaluation.get_state_display()) if evaluation.pk else _("not begun")


def moves_of(evaluation: Evaluation, user: Any, actor: Actor) -> set[str]:
    """What is open to this person, at their own desk or as preparer of the rater."""
    plan, period = evaluation.plan, evaluation.period
    is_own = plan.employee.user_id == user.pk
    moves = available(evaluation, user, EVALUATION_TABLE) if evaluation.pk else set()
    rates = not is_own and actor.rights_of.has_perm(RATE_EVALUATION, evaluation)
    if rates and evaluation.state == EvaluationState.OPEN:
        moves.add("rate" if evaluation.pk else "open")
        if not lock_reason(plan, period):
            moves.add("feedback")
    delivered = evaluation.state == EvaluationState.DELIVERED
    if delivered and user.has_perm(ANSWER_EVALUATION, evaluation):
        moves.add("respond")
    if delivered and evaluation.response and user.has_perm(RATE_EVALUATION, evaluation):
        moves.add("answer")
    received = evaluation.state in {EvaluationState.ACCEPTED, EvaluationState.CLOSED}
    if received and user.has_perm(RECORD_RESULT, evaluation):
        moves.add("record_result")
    return moves


def _missing(evaluation: Evaluation, can: set[str]) -> list[str]:
    return missing_for_delivery(evaluation) if {"rate", "open"} & can else []


def _matrix(evaluation: Evaluation) -> dict[str, Any]:
    """The matrix as rows of results, the best on top, against columns of behavior."""
    rule_set = evaluation.plan.rule_set
    cells = matrix_of(rule_set)
    columns = levels_of(rule_set, Scale.BEHAVIOR)
    lit = (evaluation.result_level_id, evaluation.behavior_level_id)
    return {
        "columns": columns,
        "rows": [
            (
                result,
                [
                    Cell(str(cells.get((result.pk, one.pk), "")), (result.pk, one.pk) == lit)
                    for one in columns
                ],
            )
            for result in levels_of(rule_set, Scale.RESULT)
        ],
        "is_lit": None not in lit,
        "is_three": len(columns) == 3,
    }


def reason_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The reasons that were given, each with what asked for it."""
    words = dict(Demand.choices)
    return [
        {"label": words[code], "value": text}
        for code, text in sorted(evaluation.reasons.items())
        if code in words
    ]


def rating_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The ratings as saved, for comparing with what was typed."""
    return [
        {"label": _("Rating of results"), "value": evaluation.result_level},
        {"label": _("Rating of behavior"), "value": evaluation.behavior_level},
        {"label": _("Why this rating"), "value": evaluation.rating_note},
        {"label": _("Notes and recommendation"), "value": evaluation.recommendation},
        *reason_rows(evaluation),
    ]


def typed_rating_rows(form: RatingForm) -> list[dict[str, Any]]:
    """What was typed into the ratings, where the form itself is gone."""
    data = form.cleaned_data
    return [
        {"label": form.fields[name].label, "value": value}
        for name, value in data.items()
        if name != "revision" and value
    ]


def _achievement_url(request: HttpRequest, sheet: Sheet, period: Any) -> str:
    if not request.user.has_perm(RECORD_ACHIEVEMENT, sheet.unit):
        return ""
    return reverse("evaluation:achievement", args=[sheet.unit.pk, period.pk])


def rating_form(evaluation: Evaluation, trouble: Any, data: Any = None) -> RatingForm:
    """The form of the ratings for what is in trouble now."""
    return RatingForm(
        data, rule_set=evaluation.plan.rule_set, trouble=trouble, saved=evaluation
    )


def _forms(
    request: HttpRequest, evaluation: Evaluation, sheet: Sheet, can: set[str], typed: Typed | None
) -> dict[str, Any]:
    """Every form of the page; what was typed before goes back only into the one it came from."""
    made: dict[str, Any] = {}
    if "rate" in can:
        made["rating"] = rating_form(evaluation, sheet.trouble)
    if "feedback" in can or (typed is not None and typed.about):
        _add_feedback_forms(request, sheet, typed, only_typed="feedback" not in can)
    if "recall_evaluation" in can:
        made["recall"] = RecallForm()
    if "respond" in can:
        made["respond"] = ResponseForm(initial={"response": evaluation.response})
    if "answer" in can:
        made["answer"] = AnswerForm(initial={"answer": evaluation.answer})
    if "record_result" in can:
        saved = BknResult.objects.filter(evaluation=evaluation).first()
        made["bkn"] = BknResultForm(rule_set=evaluation.plan.rule_set, saved=saved)
    if typed is not None and typed.name in made:
        made[typed.name] = typed.form
    elif request.method == "GET" and request.GET.get("form") in made:
        fill_in(made[request.GET["form"]], request)
    return {f"{name}_form": form for name, form in made.items()}


def _add_feedback_forms(
    request: HttpRequest, sheet: Sheet, typed: Typed | None, *, only_typed: bool
) -> None:
    """One small form for each band; their help is asked for once."""
    asked = request.GET.get("about", "") if request.GET.get("form") == "feedback" else ""
    helps = FeedbackForm().helps
    for band in [*sheet.results, *sheet.values]:
        key = band.about.key
        if typed is not None and typed.about == key:
            band.form = typed.form
        elif only_typed:
            continue
        else:
            band.form = FeedbackForm(prefix=key)
            if request.method == "GET" and asked == key:
                fill_in(band.form, request)
        band.form.helps = helps
        band.is_open = asked == key or band.form.is_bound


def _after_delivery(evaluation: Evaluation) -> dict[str, Any]:
    """Documents, until when silence counts as receiving, and the result of e-Kinerja."""
    snapshot = newest_snapshot(evaluation)
    result = BknResult.objects.filter(evaluation=evaluation).select_related(
        "level", "recorded_by", "file"
    ).first()
    if result is not None:
        result.evaluation = evaluation
    return {
        "snapshot": snapshot,
        "documents_ready": snapshot is not None and documents_exist(snapshot),
        "documents": document_rows(evaluation) if snapshot is not None else [],
        "counts_on": (
            counts_as_received_on(evaluation)
            if evaluation.state == EvaluationState.DELIVERED
            else None
        ),
        "bkn": result,
        "is_companion": evaluation.plan.employee.agency.issuing == Issuing.COMPANION,
    }


def document_rows(evaluation: Evaluation) -> list[DocumentRow]:
    """Every document of every snapshot, the newest first."""
    rows = ResultDocument.objects.filter(snapshot__evaluation=evaluation)
    ordered = rows.select_related("snapshot").order_by("-snapshot__number", "form")
    return [document_row(evaluation, one.snapshot, one) for one in ordered]


def document_row(
    evaluation: Evaluation, snapshot: ResultSnapshot, document: ResultDocument
) -> DocumentRow:
    """One document as pages list it; asks nothing of the database."""
    return DocumentRow(
        f"{document.form} · {document.get_form_display()}",
        str(snapshot.get_kind_display()),
        reverse(
            "evaluation:document",
            args=[
                evaluation.plan.public_id, evaluation.period_id, document.form, snapshot.number
            ],
        ),
        document.made_at,
    )

