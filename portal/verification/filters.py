"""Filters of the queue, and the search over uses with its facets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evidence.models import EvidenceKind
from portal.calendar.models import Period
from portal.core.forms import PortalForm
from portal.people.models import OrgUnit
from portal.planning.models import EvidenceUse
from portal.planning.states import HANDED_IN, UseState

PERSON = "realization__plan__employee"
PERIOD = "realization__period"
UNIT = "realization__plan__unit"
KIND = "version__evidence__kind"
MOST_CHOICES = 20
MOST_WORDS = 10


class QueueFilter(PortalForm):
    """Query string of the queue: ``person``, ``period`` (keys), ``kind`` (code).

    Offers only what waits; what cannot be understood filters nothing.
    """

    help_prefix = "verification.queue"

    person = forms.TypedChoiceField(
        label=_("Person"), required=False, coerce=int, empty_value=None
    )
    period = forms.TypedChoiceField(
        label=pgettext_lazy("time", "Period"), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, *, waiting: QuerySet[EvidenceUse]) -> None:
        super().__init__(data)
        rows = waiting.select_related(None).order_by()
        people = rows.values_list(f"{PERSON}_id", f"{PERSON}__name").distinct()
        periods = Period.objects.filter(pk__in=rows.values(f"{PERIOD}_id")).order_by("starts_on")
        kinds = EvidenceKind.objects.filter(pk__in=rows.values(f"{KIND}_id"))
        every = ("", _("all"))
        self.fields["person"].choices = [every, *sorted(people, key=lambda one: one[1])]
        self.fields["period"].choices = [every, *((one.pk, str(one)) for one in periods)]
        self.fields["kind"].choices = [every, *((one.code, one.label) for one in kinds)]

    def apply(self, waiting: QuerySet[EvidenceUse]) -> QuerySet[EvidenceUse]:
        """What fits every filter that could be understood."""
        self.is_valid()
        chosen = self.cleaned_data
        wanted = {
            f"{PERSON}_id": chosen.get("person"),
            f"{PERIOD}_id": chosen.get("period"),
            f"{KIND}__code": chosen.get("kind"),
        }
        return waiting.filter(**{name: value for name, value in wanted.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter takes something away."""
        return any(self.cleaned_data.get(name) for name in self.fields)


class UseSearchForm(PortalForm):
    """The words of the search over uses."""

    help_prefix = "verification.uses"

    q = forms.CharField(
        label=_("Words in title, number, person or indicator"), required=False, max_length=200
    )


@dataclass(frozen=True)
class _Facet:
    """One facet. ``path``: what is compared; ``is_sound``: whether a typed value can be one."""

    label: str | Promise
    path: str
    is_sound: Callable[[str], object]
    labels: Callable[[list[Any]], dict[str, str]]


def _is_key(value: str) -> object:
    return re.fullmatch(r"[0-9]{1,9}", value, re.ASCII)


_OF_STATE = {str(state): state.label for state in UseState if state in HANDED_IN}
FACETS: dict[str, _Facet] = {
    "state": _Facet(
        _("State"), "state", _OF_STATE.__contains__,
        lambda values: {key: str(label) for key, label in _OF_STATE.items() if key in values},
    ),
    "period": _Facet(
        pgettext_lazy("time", "Period"), f"{PERIOD}_id", _is_key,
        lambda values: {
            str(one.pk): str(one)
            for one in Period.objects.filter(pk__in=values).order_by("-starts_on", "kind")
        },
    ),
    "unit": _Facet(
        _("Unit"), f"{UNIT}_id", _is_key,
        lambda values: {
            str(one.pk): one.name for one in OrgUnit.objects.filter(pk__in=values).order_by("name")
        },
    ),
    "kind": _Facet(
        _("Kind"), f"{KIND}__code", re.compile(r"[-\w]{1,60}", re.ASCII).fullmatch,
        lambda values: {
            one.code: one.label for one in EvidenceKind.objects.filter(code__in=values)
        },
    ),
}


class UseSearch:
    """A search over uses one may check: words, and facets counted without their own choice."""

    def __init__(self, query: QueryDict, uses: QuerySet[EvidenceUse]) -> None:
        self.form = UseSearchForm(query)
        self.form.is_valid()
        self.text: str = self.form.cleaned_data.get("q", "")
        self.chosen = {
            key: [value for value in query.getlist(key)[:MOST_CHOICES] if facet.is_sound(value)]
            for key, facet in FACETS.items()
        }
        self._worded = _with_words(uses, self.text)

    @property
    def is_narrowed(self) -> bool:
        """Whether words or facets take something away."""
        return bool(self.text) or any(self.chosen.values())

    def found(self, *, but: str = "") -> QuerySet[EvidenceUse]:
        """What fits words and facets; ``but`` names a facet that is left out."""
        uses = self._worded
        for key, values in self.chosen.items():
            if values and key != but:
                uses = uses.filter(**{f"{FACETS[key].path}__in": values})
        return uses

    def facets(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Groups for ``components/_facet_group.html``, and chips of what is chosen."""
        groups, chips = [], []
        for key, facet in FACETS.items():
            rows = self.found(but=key).order_by().values_list(facet.path).annotate(Count("pk"))
            counts = {str(value): count for value, count in rows}
            items = [
                {
                    "value": value,
                    "label": label,
                    "count": counts[value],
                    "is_chosen": value in self.chosen[key],
                }
                for value, label in facet.labels(list(counts)).items()
            ]
            if items:
                groups.append({"label": facet.label, "key": key, "items": items})
            chips += [
                {"label": item["label"], "key": key, "value": item["value"]}
                for item in items
                if item["is_chosen"]
            ]
        return groups, chips


def _with_words(uses: QuerySet[EvidenceUse], text: str) -> QuerySet[EvidenceUse]:
    for word in text.split()[:MOST_WORDS]:
        uses = uses.filter(
            Q(version__evidence__title__icontains=word)
            | Q(version__evidence__number__icontains=word)
            | Q(**{f"{PERSON}__name__icontains": word})
            | Q(realization__indicator__statement__icontains=word)
        )
    return uses
