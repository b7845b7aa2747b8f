"""Words, shapes, sizes and dates as every page writes them.

Load with ``{% load portal_tags %}``. Nothing here knows a record of the office:
callers pass labels, states and instants.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .. import clock

register = template.Library()

# A state is told by word and shape; color only repeats it (look.md 1).
TONE_SHAPES = {"good": "●", "info": "◐", "wait": "◐", "open": "○", "warn": "▲", "bad": "▲"}
# Stylesheet classes: what waits has the color of warning, told apart by its shape.
TONE_CLASSES = {"wait": "warn"}
# States of all packages by their stored word. tests/design/test_tags.py fails on a missing one.
STATE_TONES = {
    # evidence: processing of a version
    "received": "wait",
    "reading": "wait",
    "read": "good",
    "empty": "info",
    "locked": "warn",
    "unreadable": "warn",
    "quarantined": "bad",
    "withdrawn": "open",
    # guidelines: an edition of a text
    "draft": "info",
    "submitted": "wait",
    "published": "good",
    # guidelines: force of a regulation on a day
    "not_yet": "wait",
    "in_force": "good",
    "amended": "info",
    "partly_revoked": "warn",
    "revoked": "bad",
    # search: a generation of the index
    "filling": "wait",
    "active": "good",
    # background jobs
    "ready": "wait",
    "running": "info",
    "done": "good",
    "failed": "bad",
    "dismissed": "open",
    # planning: a version of a plan
    "returned": "bad",
    "agreed": "good",
    "accepted": "good",
    "superseded": "open",
    "closed": "good",
    "discarded": "open",
    # planning: a line of the comparison of two versions
    "added": "good",
    "removed": "bad",
    "changed": "info",
    # evaluation: one plan in one period
    "not_begun": "open",
    "open": "open",
    "delivered": "wait",
    # what a person still has to do
    "todo": "open",
    "overdue": "bad",
}
MESSAGE_TONES = {"success": "good", "warning": "warn", "error": "bad"}

_term_numbers = count(1)


def tone_of(word: str) -> str:
    """Tone for a tone's own name or a known state; "open" for a word nobody registered."""
    word = str(word)
    return word if word in TONE_SHAPES else STATE_TONES.get(word, "open")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One line icon of the sprite. Decoration only: a word always stands beside it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("portal/icons/sprite.svg"),
        name,
    )


@register.inclusion_tag("components/_status_tag.html")
def status_tag(label: str, state: str = "open") -> dict[str, str]:
    """Word and shape of a state. ``state``: a tone or a stored state word."""
    tone = tone_of(state)
    return {"label": label, "shape": TONE_SHAPES[tone], "tone": TONE_CLASSES.get(tone, tone)}


@register.filter
def tone_class(word: str) -> str:
    """Stylesheet class of a tone or state."""
    tone = tone_of(word)
    return TONE_CLASSES.get(tone, tone)


@register.filter
def tone_shape(word: str) -> str:
    """Shape of a tone or state: ● ◐ ○ ▲."""
    return TONE_SHAPES[tone_of(word)]


@register.filter
def message_tone(level_tag: str) -> str:
    """Tone of a Django message by its level's name."""
    return MESSAGE_TONES.get(level_tag, "info")


@register.filter
def file_size(size_bytes: int | None) -> str:
    """Size as people say it: "12 B", "310 KB", "1,2 MB"; a KB has 1024 bytes."""
    if size_bytes is None:
        return ""
    size = float(size_bytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            break
        size /= 1024
    # One decimal only where it tells something: 1,2 MB, but 25 MB and 310 KB.
    decimals = 1 if unit in ("MB", "GB") and round(size, 1) % 1 else 0
    return f"{number_format(round(size, decimals), decimals)}\u00a0{unit}"


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter
def long_date(day: date | datetime | None) -> str:
    """ "Senin, 24 November 2026" in the reader's language and the active time zone."""
    return date_format(_local(day), "l, j F Y") if day else ""


@register.filter
def short_date(day: date | datetime | None) -> str:
    """ "24 Nov 2026"."""
    return date_format(_local(day), "j M Y") if day else ""


@register.filter
def clock_time(moment: datetime | None) -> str:
    """ "14.02" in Indonesian, "14:02" in English."""
    if not moment:
        return ""
    return date_format(_local(moment), "H.i" if get_language() == "id" else "H:i")


@register.filter
def moment(instant: datetime | None) -> str:
    """ "24 Nov 2026 14.02"."""
    return f"{short_date(instant)}\u00a0{clock_time(instant)}" if instant else ""


@register.filter
def long_moment(instant: datetime | None) -> str:
    """ "Senin, 24 November 2026 pukul 14.02 WIB": for receipts, with the zone named."""
    if not instant:
        return ""
    return _("%(date)s at %(time)s %(zone)s") % {
        "date": long_date(instant),
        "time": clock_time(instant),
        "zone": date_format(_local(instant), "T"),
    }


def _today() -> date:
    return timezone.localtime(clock.now()).date()


@register.filter
def days_left(day: date | datetime | None, today: date | None = None) -> str:
    """Distance to a day in words: "hari ini", "besok", "4 hari lagi", "lewat 2 hari".

    ``today``: the agency's day; without it the day in the active time zone.
    """
    if not day:
        return ""
    local = _local(day)
    due = local.date() if isinstance(local, datetime) else local
    days = (due - (today or _today())).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}


@register.filter
def due_tone(day: date | datetime | None, today: date | None = None) -> str:
    """Tone of a deadline: bad when past, warn within a week, info later."""
    if not day:
        return "info"
    local = _local(day)
    due = local.date() if isinstance(local, datetime) else local
    days = (due - (today or _today())).days
    if days < 0:
        return "bad"
    return "warn" if days <= 7 else "info"


def _address(query: QueryDict) -> str:
    text = query.urlencode()
    return f"?{text}" if text else "?"


def _current_query(context: Mapping[str, Any]) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def query_set(context: Mapping[str, Any], **values: Any) -> str:
    """This page's query string with the named values set; None or "" removes.

    Any change but ``page`` itself goes back to page 1.
    """
    query = _current_query(context)
    if "page" not in values:
        query.pop("page", None)
    for key, value in values.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, Iterable) and not isinstance(value, str):
            query.setlist(key, [str(part) for part in value])
        else:
            query[key] = str(value)
    return _address(query)


@register.simple_tag(takes_context=True)
def query_toggle(context: Mapping[str, Any], key: str, value: Any) -> str:
    """This page's query string with one choice of a facet added, or taken away when it is there."""
    query = _current_query(context)
    query.pop("page", None)
    chosen = query.getlist(key)
    text = str(value)
    query.setlist(key, [v for v in chosen if v != text] if text in chosen else [*chosen, text])
    return _address(query)


@register.inclusion_tag("components/_term.html")
def term(word: str, explanation: str) -> dict[str, Any]:
    """An official word with its meaning: by pointing, by keyboard and by touch, without scripts."""
    return {"word": word, "explanation": explanation, "number": next(_term_numbers)}


@register.filter
def page_numbers(page: Page) -> list[int]:
    """Numbers to show: first, last, one on each side of the present; 0 where some are left out."""
    return [
        n if isinstance(n, int) else 0
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
