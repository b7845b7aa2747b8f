""""Was this clear?": readers answer, signed in or not; the owner of the guide reads it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.core import clock
from portal.core.errors import DomainError

from ..models import GuideFeedback, GuidePage

#: An office shares one address, so the limit for all guides is wider than the one for each.
ANSWERS_PER_GUIDE = 5
ANSWERS_IN_ALL = 40
WITHIN = timedelta(hours=1)


class TooManyAnswers(DomainError):
    """More answers came from one place than people give."""


def source_of(user: Any, address: str) -> str:
    """A keyed hash of the account or the address, another one every day."""
    who = f"user:{user.pk}" if user.is_authenticated else f"address:{address}"
    day = clock.now().date().isoformat()
    return hmac.new(
        settings.SECRET_KEY.encode(), f"feedback:{day}:{who}".encode(), hashlib.sha256
    ).hexdigest()


def give_feedback(
    guide: GuidePage, *, is_clear: bool, note: str, submission_id: UUID, user: Any, address: str
) -> GuideFeedback:
    """Keep an answer; the same form sent twice is one answer.

    Raises:
        TooManyAnswers: the brake holds.
    """
    before = GuideFeedback.objects.filter(submission_id=submission_id).first()
    if before is not None:
        return before
    source = source_of(user, address)
    lately = GuideFeedback.objects.filter(source=source, at__gt=clock.now() - WITHIN)
    if (
        lately.filter(guide=guide).count() >= ANSWERS_PER_GUIDE
        or lately.count() >= ANSWERS_IN_ALL
    ):
        raise TooManyAnswers(
            _("Many answers came from here within the last hour. Yours was not kept; try later.")
        )
    try:
        with transaction.atomic():
            return GuideFeedback.objects.create(
                guide=guide,
                is_clear=is_clear,
                note=note,
                at=clock.now(),
                user=user if user.is_authenticated else None,
                submission_id=submission_id,
                source=source,
            )
    except IntegrityError:
        # The second of two clicks came at the same moment.
        return GuideFeedback.objects.get(submission_id=submission_id)


def feedback_for(user: Any) -> QuerySet[GuideFeedback]:
    """Answers about the guides that the person may edit, the newest first."""
    pages = PagePermissionPolicy(Page).instances_user_has_permission_for(user, "change")
    return GuideFeedback.objects.filter(guide__in=pages.values("pk")).select_related(
        "guide", "user"
    )
