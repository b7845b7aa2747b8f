"""Words of the staff pages."""

from datetime import timedelta

from django import template
from django.utils.translation import ngettext

from portal.core.jobs.registry import queue_label

register = template.Library()


@register.filter
def queue_names(queues: str) -> list[tuple[str, str]]:
    """Pairs of label and code of queues that are joined by commas."""
    codes = [code.strip() for code in queues.split(",")]
    return [(queue_label(code), code) for code in codes]


@register.filter
def duration(span: timedelta) -> str:
    """A span in its largest whole unit: "12 seconds", "5 minutes", "3 hours", "2 days"."""
    seconds = max(int(span.total_seconds()), 0)
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if seconds < 86400:
        hours = seconds // 3600
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = seconds // 86400
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
