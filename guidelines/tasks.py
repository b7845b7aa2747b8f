"""Background work of rules and guides."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from portal.core import clock
from portal.core.errors import DomainError, first_message
from portal.core.jobs.models import Job
from portal.core.jobs.queue import GiveUp, Gone, enqueue, every, job
from portal.core.jobs.states import State

from .domain.submissions import forget_old

logger = logging.getLogger(__name__)

SCHEDULE_FAILED = "guidelines.schedule_failed"


@every(timedelta(minutes=1))
@job("guidelines.publish_due", label=_("Publish and unpublish pages whose hour has come"))
def publish_due() -> int:
    """Ask for each due step as a job of its own, so that none holds up another.

    A step that failed for good is not asked for again: staff retry or dismiss it.
    Returns how many were asked for.
    """
    now = clock.now()
    over = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    asked = 0
    for pk, instant in over.values_list("pk", "expire_at"):
        asked += _ask(unpublish_page, "unpublish", pk, instant)
    for pk, instant in due.values_list("pk", "approved_go_live_at"):
        asked += _ask(publish_version, "publish", pk, instant)
    return asked


def _ask(function: Any, verb: str, pk: int, instant: datetime) -> bool:
    key = f"{verb}:{pk}:{instant.isoformat()}"
    given_up = Job.objects.filter(
        name=f"guidelines.{function.__name__}", key=key, state__in=[State.FAILED, State.DISMISSED]
    )
    if given_up.exists():
        return False
    enqueue(function, pk, instant.isoformat(), key=key)
    return True


@job("guidelines.publish_version", label=_("Publish a page at its hour"))
def publish_version(revision_id: int, instant: str) -> None:
    """Publish a version that is still scheduled for ``instant`` (ISO 8601), or do nothing of it.

    Raises:
        GiveUp: a rule of the office refuses it.
        Gone: it was published, rescheduled or called off meanwhile.
    """

    def publish() -> Page:
        revision = (
            Revision.objects.select_for_update()
            .filter(pk=revision_id, approved_go_live_at=datetime.fromisoformat(instant))
            .first()
        )
        if revision is None:
            raise Gone
        revision.publish(log_action="wagtail.publish.scheduled")
        page = Page.objects.get(pk=revision.object_id).specific
        if page.expire_at and page.expire_at <= clock.now():
            # Its time was over before the worker came to it: nobody reads it in between.
            _unpublish(page)
        return page

    page_id = Revision.objects.filter(pk=revision_id).values_list("object_id", flat=True).first()
    _do(publish, page_id)


@job("guidelines.unpublish_page", label=_("Unpublish a page at its hour"))
def unpublish_page(page_id: int, instant: str) -> None:
    """Unpublish a page that still expires at ``instant`` (ISO 8601).

    Raises:
        GiveUp: a rule of the office refuses it.
        Gone: it was unpublished, deleted or given another hour meanwhile.
    """

    def unpublish() -> None:
        page = (
            Page.objects.select_for_update()
            .filter(pk=page_id, live=True, expire_at=datetime.fromisoformat(instant))
            .first()
        )
        if page is None:
            raise Gone
        _unpublish(page.specific)

    _do(unpublish, page_id)


def _unpublish(page: Page) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _do(step: Callable[[], Any], page_id: Any) -> None:
    """Take a step whole or not at all; a refusal is told in the log and in the page's history."""
    try:
        with transaction.atomic():
            step()
    except (DomainError, ValidationError) as refusal:
        reason = first_message(refusal)
        page = Page.objects.filter(pk=page_id).first()
        logger.error("The scheduled step for page %s was refused: %s", page_id, reason)
        if page is not None:
            log(instance=page.specific, action=SCHEDULE_FAILED, data={"reason": reason})
        raise GiveUp(f"{page}: {reason}") from refusal


@every(timedelta(days=1))
@job("guidelines.forget_submissions", label=_("Forget files that were handed in and never saved"))
def forget_submissions() -> None:
    """Forget texts handed in for import from which nothing was made for 30 days."""
    forget_old()
