"""Background work of evidence: ids in, fetch, call the verb."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.jobs.queue import enqueue, every, job

from .domain import extraction, previews
from .domain.access import set_grants
from .models import AccessGrant, EvidenceVersion
from .states import ProcessingState

logger = logging.getLogger(__name__)


@job("evidence.read_version", queue="slow", limit_seconds=60, label=_("Read the text of a file"))
def read_version(version_id: int) -> None:
    """Read one version; nothing to do when it is gone or done."""
    version = _version(version_id)
    if version is not None:
        extraction.read_version(version)


@job(
    "evidence.render_page",
    queue="slow",
    limit_seconds=60,
    max_attempts=2,
    label=_("Make the image of a page"),
)
def render_page(version_id: int, number: int) -> None:
    """Make one page image of a standing version."""
    version = _version(version_id)
    if version is not None and version.is_standing:
        previews.make_image(version, number)


@job(
    "evidence.forget_images",
    queue="fast",
    limit_seconds=60,
    label=_("Delete the page images of a quarantined file"),
)
def forget_images(version_id: int) -> None:
    """Throw away the page images of a quarantined version."""
    version = _version(version_id)
    if version is not None:
        previews.forget_images(version)


@every(timedelta(minutes=15))
@job(
    "evidence.read_what_waits",
    queue="fast",
    limit_seconds=60,
    label=_("Look for files that wait unread"),
)
def read_what_waits() -> None:
    """Give versions that wait without a job a new one: after a restored backup, say."""
    waiting = EvidenceVersion.objects.standing().filter(
        state__in=[ProcessingState.RECEIVED, ProcessingState.READING],
        uploaded_at__lt=clock.now() - timedelta(minutes=15),
    )
    for version_id in waiting.values_list("pk", flat=True)[:500]:
        enqueue(read_version, version_id, key=f"read:{version_id}")


@every(timedelta(minutes=5))
@job(
    "evidence.lift_expired_grants",
    queue="fast",
    limit_seconds=60,
    label=_("End access whose time is over"),
)
def lift_expired_grants() -> None:
    """Remove grants whose time is over. They opened nothing any more; this keeps the table true."""
    over = AccessGrant.objects.filter(until__lte=clock.now()).select_related("version")
    for grant in over[:500]:
        set_grants(grant.version, grant.source, ())


def _version(version_id: int) -> EvidenceVersion | None:
    found = (
        EvidenceVersion.objects.select_related("stored_file", "evidence__owner__agency")
        .filter(pk=version_id)
        .first()
    )
    if found is None:
        logger.info("version %s is gone; nothing to do", version_id)
    return found


def pages_ahead() -> int:
    """How many page images are made before anybody asks."""
    return int(settings.PORTAL["PREVIEW_PAGES_AHEAD"])
