"""The address of a search, read: every input is understood or told, none is an error page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.states import ProcessingState
from portal.core.forms import DateField, PortalForm
from search.query import TEXT_LENGTH
from search.records import Breadth, SearchRequest, Sort
from search.sources import uses
from search.sources.registry import SOURCES

PAGE_SIZE: Final = 10
#: Values of one facet that one address may choose.
_CHOICES_LIMIT: Final = 20

_WELL_FORMED: Final[Mapping[str, Callable[[str], object]]] = {
    "source": lambda value: value in SOURCES,
    # With the source before a full stop, except for kinds of evidence.
    "kind": re.compile(r"(?:[a-z]{1,20}\.)?[-\w]{1,60}", re.ASCII).fullmatch,
    "unit": re.compile(r"[0-9]{1,9}").fullmatch,
    "year": re.compile(r"[12][0-9]{3}").fullmatch,
    "period": re.compile(r"[0-9]{1,9}").fullmatch,
    "state": lambda value: value in ProcessingState.values or value in uses.STATES,
}

SORT_LABELS: Final = {
    Sort.RELEVANCE: gettext_lazy("Best match"),
    Sort.NEWEST: gettext_lazy("Newest"),
    Sort.OLDEST: gettext_lazy("Oldest"),
    Sort.TITLE: gettext_lazy("Title"),
}


class DatesForm(PortalForm):
    """The range of the documents' dates; both days are included."""

    REVERSED: Final = "reversed"
    help_prefix = "search.dates"
    use_required_attribute = False
    since = DateField(label=gettext_lazy("Dated from"), required=False)
    until = DateField(label=gettext_lazy("Dated until"), required=False)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            # At the field, as typed: whoever moved one day of a range wants to move the other too.
            self.add_error(
                "until",
                forms.ValidationError(
                    _(
                        "The last day is before the first day, %(day)s. Files of all days were "
                        "searched; change one of the two days."
                    )
                    % {"day": date_format(since, "j M Y")},
                    self.REVERSED,
                ),
            )
        return cleaned

    @property
    def is_reversed(self) -> bool:
        """Both days were understood, but the first is after the last: neither holds."""
        return self.has_error("until", self.REVERSED)


@dataclass(frozen=True)
class Question:
    """What the address asks for, and sentences about what in it was not understood."""

    text: str
    filters: Mapping[str, frozenset[str]]
    dates: DatesForm
    dated_from: date | None = None
    dated_until: date | None = None
    sort: Sort = Sort.RELEVANCE
    breadth: Breadth = Breadth.AUTO
    page: int = 1
    notices: tuple[str, ...] = field(default=())

    @property
    def last_day(self) -> date | None:
        """The last day that is included."""
        return self.dated_until - timedelta(days=1) if self.dated_until else None

    @property
    def is_narrowed(self) -> bool:
        """Whether filters or dates narrow the hits."""
        return bool(self.filters or self.dated_from or self.dated_until)

    def request(self, tokens: frozenset[str]) -> SearchRequest:
        """The question of a person, for the engine."""
        return SearchRequest(
            tokens=tokens,
            text=self.text,
            filters=self.filters,
            dated_from=self.dated_from,
            dated_until=self.dated_until,
            sort=self.sort,
            breadth=self.breadth,
            page=self.page,
            page_size=PAGE_SIZE,
        )


def read_question(data: QueryDict) -> Question:
    """Read an address. Never raises."""
    notices: list[str] = []
    text = " ".join(data.get("q", "").replace("\x00", " ").split())
    if len(text) > TEXT_LENGTH:
        text = text[:TEXT_LENGTH]
        notices.append(
            _("Only the first %(limit)s characters were searched for.") % {"limit": TEXT_LENGTH}
        )
    filters = _filters(data, notices)
    dates = DatesForm({name: data.get(name, "") for name in ("since", "until")})
    since = until = None
    if not dates.is_valid():
        notices += [line.message for line in dates.error_lines]
    if not dates.is_reversed:
        # A day that was understood holds even where the other one was not.
        since, until = dates.cleaned_data.get("since"), dates.cleaned_data.get("until")
    return Question(
        text=text,
        filters=filters,
        dates=dates,
        dated_from=since,
        dated_until=until + timedelta(days=1) if until and until < date.max else None,
        sort=_one_of(Sort, data.get("sort", ""), Sort.RELEVANCE, notices),
        breadth=_one_of(Breadth, data.get("match", ""), Breadth.AUTO, notices),
        page=_page(data.get("page", ""), notices),
        notices=tuple(dict.fromkeys(notices)),
    )


def _filters(data: QueryDict, notices: list[str]) -> dict[str, frozenset[str]]:
    filters: dict[str, frozenset[str]] = {}
    for name, is_well_formed in _WELL_FORMED.items():
        values = [value for value in dict.fromkeys(data.getlist(name)) if value]
        good = [value for value in values if is_well_formed(value)][:_CHOICES_LIMIT]
        if len(good) < len(values):
            notices.append(_("A filter in the address is not known and was left out."))
        if good:
            filters[name] = frozenset(good)
    return filters


def _one_of(choices: Any, value: str, default: Any, notices: list[str]) -> Any:
    if not value:
        return default
    if value in list(choices):
        return choices(value)
    notices.append(_("An order or a choice in the address is not known and was left out."))
    return default


def _page(value: str, notices: list[str]) -> int:
    if not value:
        return 1
    if re.fullmatch(r"[0-9]{1,6}", value, re.ASCII) and int(value) > 0:
        return int(value)
    notices.append(_("There is no such page; this is the first."))
    return 1
