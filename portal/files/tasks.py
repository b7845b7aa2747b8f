"""Background work of the store."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.core.jobs.queue import every, job

from . import checking


@every(timedelta(hours=6))
@job("files.sweep", queue="fast", limit_seconds=600, label=_("Clear away unfinished uploads"))
def sweep() -> int:
    """Remove bytes without a row that are older than a day."""
    return checking.sweep()


@every(timedelta(days=1))
@job(
    "files.check",
    queue="slow",
    limit_seconds=4 * 3600,
    max_attempts=2,
    label=_("Check every stored file"),
)
def check() -> dict[str, object]:
    """Compare every stored file with its row; the staff page shows the newest result."""
    return checking.check_stored_files().as_json()
