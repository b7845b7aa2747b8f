"""Background work of the core."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from .history import seal_history
from .jobs.queue import every, job


@every(timedelta(days=1))
@job(
    "core.seal_history",
    queue="fast",
    limit_seconds=1800,
    label=_("Seal the history of the day"),
)
def seal() -> int:
    """Bind the day's history into the chain; how many events."""
    made = seal_history()
    return made.event_count if made else 0
