"""Uses of evidence as search finds them: one record for each, of the version it is pinned to.

A record carries its own use's person, unit, period, indicator and state, and the
tokens of its own readers (``use:`` grants) and of the file's owner: nobody finds
a use by what is true of another one. A use that was taken out has no record,
and none of a version that was withdrawn or quarantined has one. All uses of a
piece of evidence are one group, and its record belongs to it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy, override

from evidence.domain.versions import mark_searchable
from evidence.models import AccessGrant, EvidenceVersion
from evidence.states import FINAL, ProcessingState
from portal.calendar.models import Period
from portal.planning.models import EvidenceUse
from portal.planning.states import UseState
from search.marks import Marker, Snippet
from search.query import QueryReading
from search.records import IndexRecord, PageContent
from search.sources.base import Choices, Loaded, Plain, Shown
from search.sources.evidence import (
    USE_GRANTS,
    batches,
    day_of,
    pages_of,
    snippets_of,
    state_hint,
    use_tokens,
)

NAME: Final = "use"
#: Values of the facet "state": apart from those of the reading of a file.
STATE_PREFIX: Final = f"{NAME}."
STATES: Final = tuple(f"{STATE_PREFIX}{state}" for state in UseState if state != "withdrawn")
_FACETS: Final = frozenset({"kind", "unit", "year", "state", "period"})


class UseSource:
    """See :class:`search.sources.base.Source`."""

    name = NAME
    label = gettext_lazy("Evidence in realizations")

    # -- building ---------------------------------------------------------------

    def keys_after(self, key: str, limit: int) -> list[str]:
        """Uses in the order of their primary key."""
        found = EvidenceUse.objects.filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)[:limit]]

    def load(self, keys: Collection[str]) -> Iterator[Loaded]:
        """Two queries, and one more for each 20 million characters of text."""
        grants = AccessGrant.objects.filter(until=None, source__startswith=USE_GRANTS)
        uses = (
            _findable()
            .filter(pk__in=[int(key) for key in keys])
            .select_related("version__evidence__owner__agency", *_WITH_FACTS)
            .prefetch_related(Prefetch("version__grants", grants, to_attr="use_grants"))
            .annotate(text_length=Sum(Length("version__pages__text")))
        )
        for batch in batches(list(uses)):
            pages = pages_of({use.version_id for use in batch})
            for use in batch:
                record = _record_of(use, pages[use.version_id])
                yield Loaded(record, use.version_id if use.version.state in FINAL else None)

    def committed(self, notes: Iterable[Any]) -> None:
        """The owner finds these versions by their uses: their rows may say "searchable"."""
        mark_searchable(notes)

    def unnoted(self) -> list[str]:
        """Uses of versions that were read and do not say "searchable" yet."""
        found = _findable().filter(version__state__in=FINAL, version__searchable_at=None)
        return [str(pk) for pk in found.values_list("pk", flat=True)]

    # -- showing ----------------------------------------------------------------

    def show(self, ids: Sequence[str], user: Any, reading: QueryReading) -> dict[str, Shown]:
        """Two queries; asks the database again who may see, which is newer than the index."""
        uses = list(
            _seen(user)
            .filter(pk__in=[int(id.partition(":")[2]) for id in ids])
            .select_related(*_WITH_FACTS)
        )
        marker = Marker(reading)
        snippets = snippets_of(marker, list({use.version_id for use in uses}))
        return {
            f"{NAME}:{use.pk}": _shown(use, marker, snippets.get(use.version_id)) for use in uses
        }

    def labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """Names of periods and of the states of uses; the rest is said by evidence."""
        if facet == "period":
            ids = [value for value in values if value.isdecimal()]
            return {str(period.pk): str(period) for period in Period.objects.filter(pk__in=ids)}
        if facet == "state":
            known = [value for value in values if value in STATES]
            return {value: _state_label(value.removeprefix(STATE_PREFIX)) for value in known}
        return {}

    # -- without the engine -----------------------------------------------------

    def find_plainly(
        self, words: Sequence[str], user: Any, choices: Choices, start: int, end: int
    ) -> Plain:
        """Linked last first. Two queries."""
        if set(choices.filters) - _FACETS:
            return Plain()
        found: QuerySet[EvidenceUse] = _seen(user)
        for word in words:
            found = found.filter(
                Q(version__evidence__title__icontains=word)
                | Q(version__evidence__number__icontains=word)
            )
        for name, values in choices.filters.items():
            found = found.filter(_chosen(name, values))
        if choices.dated_from:
            found = found.filter(_dated("gte", choices.dated_from))
        if choices.dated_until:
            found = found.filter(_dated("lt", choices.dated_until))
        keys = found.order_by("-linked_at", "-pk").values_list("pk", flat=True)
        return Plain(tuple(f"{NAME}:{key}" for key in keys[start:end]), found.count())


_WITH_FACTS: Final = (
    "version__evidence__owner",
    "version__evidence__kind",
    "realization__plan__employee",
    "realization__plan__unit",
    "realization__period",
    "realization__indicator",
)


def _findable() -> QuerySet[EvidenceUse]:
    """Uses that were not taken out, of versions that stand."""
    return (
        EvidenceUse.objects.standing()
        .filter(version__withdrawn_at=None)
        .exclude(version__state=ProcessingState.QUARANTINED)
    )


def _seen(user: Any) -> QuerySet[EvidenceUse]:
    """Those of them that a person may see, with the file."""
    uses: QuerySet[EvidenceUse] = EvidenceUse.objects.visible_to(user)
    return uses.filter(
        pk__in=_findable().values("pk"),
        version__in=EvidenceVersion.objects.visible_to(user).values("pk"),
    )


def _record_of(use: EvidenceUse, pages: list[PageContent]) -> IndexRecord:
    version, realization = use.version, use.realization
    evidence, plan = version.evidence, realization.plan
    day = day_of(version)
    kind, periods = evidence.kind, _period_words(realization.period)
    names = (plan.employee.name, evidence.owner.name, evidence.issuer, plan.unit.name)
    facets = {
        "kind": kind.code,
        "year": str(day.year),
        "state": f"{STATE_PREFIX}{use.state}",
        "owner": str(plan.employee_id),
        "source": NAME,
        "unit": str(plan.unit_id),
        "period": str(realization.period_id),
    }
    about = "\n".join(
        (
            use.note, realization.indicator.statement, evidence.description,
            version.original_name,
        )
    )  # fmt: skip
    return IndexRecord(
        id=f"{NAME}:{use.pk}",
        group=str(evidence.pk),
        source=NAME,
        title=evidence.title,
        tokens=frozenset(use_tokens(use, evidence.owner_id, version.use_grants)),
        url=version.get_absolute_url(),
        number=evidence.number,
        names=tuple(dict.fromkeys(name for name in names if name)),
        # Both languages: people search in the one they read.
        keywords=(kind.label_id, kind.label_en, *periods),
        pages=(PageContent(0, "", about), *pages),
        facets={name: frozenset({value}) for name, value in facets.items()},
        date=day,
        revision=evidence.revision,
    )


def _period_words(period: Period) -> tuple[str, ...]:
    words = []
    for language in ("id", "en"):
        with override(language):
            words.append(str(period))
    return tuple(words)


def _state_label(state: str) -> str:
    return str(UseState(state).label)


def _shown(use: EvidenceUse, marker: Marker, snippet: Snippet | None) -> Shown:
    version, realization = use.version, use.realization
    evidence, plan = version.evidence, realization.plan
    return Shown(
        url=version.get_absolute_url(),
        title=marker.pieces(evidence.title),
        number=marker.pieces(evidence.number),
        kind=evidence.kind.label,
        unit=plan.unit.label,
        period=str(realization.period),
        proves=marker.pieces(realization.indicator.statement),
        date=evidence.dated_on,
        person=plan.employee.name,
        state=use.state,
        state_label=_state_label(use.state),
        state_hint=state_hint(version.state),
        snippet=snippet or marker.snippet(use.note) or marker.snippet(evidence.description),
    )


def _chosen(facet: str, values: Collection[str]) -> Q:
    if facet == "kind":
        return Q(version__evidence__kind__code__in=values)
    if facet == "unit":
        return Q(realization__plan__unit__in=[int(value) for value in values])
    if facet == "period":
        return Q(realization__period__in=[int(value) for value in values])
    if facet == "state":
        return Q(state__in=[v.removeprefix(STATE_PREFIX) for v in values if v in STATES])
    if facet == "year":
        years = [int(value) for value in values]
        undated = Q(version__evidence__dated_on=None, version__uploaded_at__year__in=years)
        return Q(version__evidence__dated_on__year__in=years) | undated
    raise ValueError(f"“{facet}” is not a facet of uses")


def _dated(lookup: str, day: Any) -> Q:
    undated = Q(
        version__evidence__dated_on=None, **{f"version__uploaded_at__date__{lookup}": day}
    )
    return Q(**{f"version__evidence__dated_on__{lookup}": day}) | undated
