"""From a snapshot to stored documents: render, take custody, one row each."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import IntegrityError, transaction

from portal.core import clock
from portal.files.models import StoredFile
from portal.files.storing import discard, keep, register, take_from_disk

from ..domain.snapshots import forms_of
from ..models import ResultDocument, ResultSnapshot
from ..report import EvaluationReport
from .forms import RENDERER, build_form


def make_documents(snapshot: ResultSnapshot) -> list[ResultDocument]:
    """Make each form that is not there yet; running it again makes nothing twice.

    Raises:
        StorageFailed: the disk could not keep one; the job tries again.
    """
    there = set(snapshot.documents.values_list("form", flat=True))
    report = EvaluationReport.from_facts(snapshot.facts, snapshot.sha256)
    return [_make(snapshot, report, form) for form in forms_of(snapshot) if form not in there]


def _make(snapshot: ResultSnapshot, report: EvaluationReport, form: str) -> ResultDocument:
    with TemporaryDirectory(prefix="portal-form-") as folder:
        path = Path(folder) / f"{form}.pdf"
        path.write_bytes(build_form(form, report))
        incoming = take_from_disk(path, f"{form}.pdf")
    with closing(incoming):
        kept = keep(incoming)
    try:
        with transaction.atomic():
            stored: StoredFile = register(kept, uploader=None)
            return ResultDocument.objects.create(
                snapshot=snapshot, form=form, stored_file=stored, renderer=RENDERER,
                made_at=clock.now(),
            )
    except IntegrityError:
        # Another worker made it between our look and our row; a record is written once.
        discard(kept)
        return snapshot.documents.get(form=form)
