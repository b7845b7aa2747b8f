"""Filters of the list of regulations. What cannot be understood filters nothing."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm

from .kinds import SHORT_NAMES, RegulationKind
from .models import RegulationPage

MOST_WORDS = 10
_NUMBER_AND_YEAR = re.compile(r"(\d+)/(\d{4})")


class RegulationFilter(PortalForm):
    """Query string of the list: ``q``, ``kind``, ``year``."""

    help_prefix = "guidelines.filter"

    q = forms.CharField(label=_("Words in title or number"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, kinds: list[str], years: list[int]) -> None:
        super().__init__(data)
        named = [kind for kind in RegulationKind if kind in kinds]
        self.fields["kind"].choices = [("", _("all")), *((k.value, k.label) for k in named)]
        self.fields["year"].choices = [("", _("all")), *((year, str(year)) for year in years)]

    def apply(self, pages: QuerySet[RegulationPage]) -> QuerySet[RegulationPage]:
        """The regulations that fit every filter that could be understood."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split()[:MOST_WORDS]:
            pages = pages.filter(_fits(word))
        if chosen.get("kind"):
            pages = pages.filter(kind=chosen["kind"])
        if chosen.get("year"):
            pages = pages.filter(year=chosen["year"])
        return pages

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter holds."""
        self.is_valid()
        return any(self.cleaned_data.get(name) for name in ("q", "kind", "year"))


def _fits(word: str) -> Q:
    """A word of a title or subject, a number, "30/2019", or a kind as people cite it ("PP")."""
    both = _NUMBER_AND_YEAR.fullmatch(word)
    if both:
        return Q(number=both[1], year=int(both[2]))
    found = Q(title__icontains=word) | Q(title_en__icontains=word) | Q(subjects__icontains=word)
    found |= Q(issuer_code__iexact=word) | Q(number__iexact=word)
    kinds = [kind for kind, short in SHORT_NAMES.items() if short.casefold() == word.casefold()]
    if kinds:
        found |= Q(kind__in=kinds)
    if word.isdigit() and len(word) == 4:
        found |= Q(year=int(word))
    return found
