"""Forms of an evaluation by code. ``RENDERER`` rises when the same facts come to look otherwise."""

from __future__ import annotations

from ..report import EvaluationReport
from .document_form import build_document_form
from .evaluation_form import build_evaluation_form

RENDERER = "1"


def build_form(form: str, report: EvaluationReport) -> bytes:
    """The PDF of F4, F5, F6 or F7; equal reports, equal bytes.

    Raises:
        ValueError: an evaluation has no such form.
    """
    if form == "F7":
        return build_document_form(report)
    if form in {"F4", "F5", "F6"}:
        return build_evaluation_form(form, report)
    raise ValueError(f"No form of an evaluation: {form}")
