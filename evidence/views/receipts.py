"""The receipt of a version, as a page and as a PDF."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_GET

from portal.people.keep_typing import keep_typing

from ..pdf.receipt import build_receipt
from ..report import damage_of, is_final, receipt_of
from .common import seen_version
from .rows import address, steps_for_page


@require_GET
@keep_typing
def receipt(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """The receipt, or what stands in its way."""
    version = seen_version(request, public_id, number)
    facts = receipt_of(version)
    context = {
        "version": version,
        "evidence": version.evidence,
        "facts": facts,
        "damage": damage_of(version),
        "steps": steps_for_page(version),
        "is_final": is_final(version),
        "status_url": address("status", version),
        "pdf_url": address("receipt_pdf", version),
    }
    return render(request, "evidence/version_receipt.html", context)


@require_GET
@keep_typing
def receipt_pdf(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponseBase:
    """The receipt as PDF, an official document: always in Indonesian."""
    version = seen_version(request, public_id, number)
    with override("id"):
        facts = receipt_of(version)
        if facts is None:
            raise Http404
        content = build_receipt(facts)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"tanda-terima-{version.evidence.public_id}-v{version.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
