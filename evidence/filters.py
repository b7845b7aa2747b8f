"""Filters of the list of files. What cannot be understood filters nothing."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm

from .models import Evidence, EvidenceKind
from .states import ProcessingState

WAITING, WITHDRAWN = "waiting", "withdrawn"
STATES = (
    ("", _("all")),
    (WAITING, _("waits to be read")),
    (ProcessingState.READ, _("text read")),
    (ProcessingState.EMPTY, _("no text in it")),
    (ProcessingState.LOCKED, _("locked by a password")),
    (ProcessingState.UNREADABLE, _("cannot be opened")),
    (WITHDRAWN, _("withdrawn")),
)
SORTS = {
    "": (_("newest first"), ("-created_at", "-pk")),
    "oldest": (_("oldest first"), ("created_at", "pk")),
    "title": (_("by title"), ("title", "pk")),
    "date": (_("by date of the document"), (F("dated_on").desc(nulls_last=True), "-pk")),
}


class EvidenceFilter(PortalForm):
    """Query string of the list: ``q``, ``kind`` (code), ``state``, ``year``, ``sort``."""

    help_prefix = "evidence.filter"

    q = forms.CharField(label=_("Words in title or number"), required=False, max_length=200)
    kind = forms.ModelChoiceField(
        EvidenceKind.objects.all(),
        label=_("Kind"),
        required=False,
        to_field_name="code",
        empty_label=_("all"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(key, label) for key, (label, _order) in SORTS.items()],
    )

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [("", _("all")), *((year, str(year)) for year in years)]

    def apply(self, files: QuerySet[Evidence]) -> QuerySet[Evidence]:
        """The files that fit every filter that could be understood, in order."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split()[:10]:
            files = files.filter(Q(title__icontains=word) | Q(number__icontains=word))
        if chosen.get("kind"):
            files = files.filter(kind=chosen["kind"])
        if chosen.get("year"):
            files = files.filter(year=chosen["year"])
        files = self._in_state(files, chosen.get("state", ""))
        _label, order = SORTS[chosen.get("sort", "")]
        return files.order_by(*order)

    @staticmethod
    def _in_state(files: QuerySet[Evidence], state: str) -> QuerySet[Evidence]:
        if not state:
            return files
        if state == WITHDRAWN:
            return files.exclude(current_withdrawn=None)
        states = (
            [ProcessingState.RECEIVED, ProcessingState.READING] if state == WAITING else [state]
        )
        return files.filter(current_withdrawn=None, current_state__in=states)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter takes something away."""
        chosen = self.cleaned_data
        return any(chosen.get(name) for name in ("q", "kind", "state", "year"))
