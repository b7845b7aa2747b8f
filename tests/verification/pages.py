"""Asking the pages of the checker as a browser would."""

from typing import Any

from django.urls import reverse

from portal.planning.models import EvidenceUse
from portal.verification.domain.verdicts import seen_now
from portal.verification.states import Outcome, ReasonCode
from tests.helpers import reload

QUEUE = "/periksa/"
USES = "/periksa/cari/"
PLANTED = "Notulen sangat khas 8842"
RETURN = {"reason_code": ReasonCode.INCOMPLETE, "note": "Daftar hadir halaman dua belum ada."}


def bench_of(use: EvidenceUse) -> str:
    """Address of the bench of a use."""
    return reverse("verification:bench", args=[use.pk])


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def sent(use: EvidenceUse, outcome: str = Outcome.ACCEPTED, **typed: Any) -> dict[str, Any]:
    """What the form sends when a button is pressed; ``typed``: what else was filled in."""
    return {"seen": seen_now(reload(use)), "outcome": outcome, **typed}
