"""What the pages of verification share: finding a use, and going from one to the next."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal.people.keep_typing import SHOWN_BY
from portal.planning.models import EvidenceUse
from portal.planning.permissions import CHECK_USE

WITH_FACTS = (
    "realization__plan__employee__agency",
    "realization__plan__employee__user",
    "realization__plan__unit",
    "realization__plan__position_assignment__employee",
    "realization__period",
    "realization__indicator__result__version__plan",
    "realization__indicator__result__supported_result",
    "version__stored_file",
    "version__evidence__kind",
    "version__evidence__owner__agency",
    "linked_by",
)
NOT_KEPT = ("page", SHOWN_BY)


def checkable_use(request: HttpRequest, pk: int) -> EvidenceUse:
    """The use while the person may judge it; else 404, as for one that is not there."""
    seen = EvidenceUse.objects.visible_to(request.user).select_related(*WITH_FACTS)
    use: EvidenceUse = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm(CHECK_USE, use):
        raise Http404
    return use


def kept_query(request: HttpRequest) -> str:
    """The filters of the queue, to be carried from one use to the next."""
    query = request.GET.copy()
    for name in NOT_KEPT:
        query.pop(name, None)
    return query.urlencode()


def bench_address(use: EvidenceUse, kept: str = "") -> str:
    """The bench of a use."""
    address = reverse("verification:bench", args=[use.pk])
    return f"{address}?{kept}" if kept else address
