"""What the views of evidence share: finding what the person may see, and for whom they act."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.core.actor import Actor, actor_of
from portal.people.domain.mandates import mandates_held
from portal.people.models import Employee, Mandate, MandateScope

from ..models import Evidence, EvidenceVersion
from ..queries import in_showing_order

WITH_FACTS = (
    "stored_file",
    "uploaded_by",
    "evidence__owner__agency",
    "evidence__owner__user",
    "evidence__kind",
    "evidence__unit",
    "evidence__team",
)


def mandated(request: HttpRequest, mandate: Mandate | None) -> Actor:
    """The signed-in person, for the owner of ``mandate`` where there is one."""
    if mandate is None:
        return actor_of(request)
    return Actor(
        user=request.user,
        on_behalf_of=mandate.owner.user,
        mandate=mandate,
        request_id=getattr(request, "request_id", ""),
    )


def actor_for(request: HttpRequest, owner: Employee) -> Actor:
    """The signed-in person; for the owner, where a mandate in force joins the two."""
    if owner.user_id == request.user.pk:
        return actor_of(request)
    for mandate in mandates_held(request.user, MandateScope.EVIDENCE):
        if mandate.owner_id == owner.pk:
            return mandated(request, mandate)
    return actor_of(request)


def seen_versions(request: HttpRequest) -> Any:
    """Versions the person may see, with what pages print of them."""
    return EvidenceVersion.objects.visible_to(request.user).select_related(*WITH_FACTS)


def seen_version(request: HttpRequest, public_id: uuid.UUID, number: int) -> EvidenceVersion:
    """The version, or 404 when it is not there or not for this person."""
    version: EvidenceVersion = get_object_or_404(
        seen_versions(request), evidence__public_id=public_id, number=number
    )
    return version


def standing_version(request: HttpRequest, public_id: uuid.UUID, number: int) -> EvidenceVersion:
    """The version while its bytes may be handed out; else 404."""
    version = seen_version(request, public_id, number)
    if not version.is_standing:
        raise Http404
    return version


def newest_version(request: HttpRequest, public_id: uuid.UUID) -> EvidenceVersion:
    """The newest standing version the person may see, else the newest tombstone, else 404."""
    version = in_showing_order(seen_versions(request).filter(evidence__public_id=public_id)).first()
    if version is None:
        raise Http404
    return version


def seen_evidence(request: HttpRequest, public_id: uuid.UUID) -> Evidence:
    """The evidence, or 404."""
    evidence: Evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related(
            "owner__agency", "owner__user", "kind", "unit", "team", "uploader"
        ),
        public_id=public_id,
    )
    return evidence


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks (``Accept: application/json``) rather than a person's browser."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
