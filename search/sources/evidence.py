"""Evidence as search finds it: one record for each piece, of its newest standing version.

A superseded version is not found, a withdrawn or quarantined one neither. The
key is the piece of evidence, so that a new version replaces the old one's record.

What is used as evidence of a realization has a record for each use
(:mod:`search.sources.uses`). Whoever finds one of those does not find the same
version here once more: the tokens of its uses are left out, and those that were
granted for a use never come in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Length, RowNumber, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.domain.versions import mark_searchable
from evidence.models import AccessGrant, Evidence, EvidenceKind, EvidenceVersion, ExtractedPage
from evidence.states import FINAL, ProcessingState
from portal.core import audience
from portal.people.models import OrgUnit
from portal.planning.models import EvidenceUse
from search.marks import Marker, Snippet
from search.query import QueryReading
from search.records import IndexRecord, PageContent
from search.sources.base import Choices, Loaded, Plain, Shown

NAME: Final = "evidence"
#: Grants that a use gives begin with it.
USE_GRANTS: Final = "use:"
_FACETS: Final = frozenset({"kind", "unit", "year", "state"})
Row = TypeVar("Row", bound=Any)
#: Characters of text that are held in memory at once while records are built.
_TEXT_AT_ONCE: Final = 20_000_000
#: For a snippet: pages of a version that are looked at, and text of each.
_PAGES_LOOKED_AT: Final = 500
_PAGES_READ: Final = 2
_PAGE_TEXT: Final = 40_000


class EvidenceSource:
    """See :class:`search.sources.base.Source`."""

    name = NAME
    label = gettext_lazy("Evidence")

    # -- building ---------------------------------------------------------------

    def keys_after(self, key: str, limit: int) -> list[str]:
        """Evidence in the order of its primary key."""
        found = Evidence.objects.filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)[:limit]]

    def load(self, keys: Collection[str]) -> Iterator[Loaded]:
        """Three queries, and one more for each 20 million characters of text."""
        versions = list(
            EvidenceVersion.objects.current()
            .filter(evidence__in=[int(key) for key in keys])
            .select_related("evidence__owner__agency", "evidence__kind", "evidence__unit")
            .prefetch_related(
                Prefetch("grants", AccessGrant.objects.filter(until=None), to_attr="open_grants"),
                Prefetch("uses", EvidenceUse.objects.standing(), to_attr="standing_uses"),
            )
            .annotate(text_length=Sum(Length("pages__text")))
        )
        for batch in batches(versions):
            pages = pages_of([version.pk for version in batch])
            for version in batch:
                tokens = _tokens_of(version)
                if tokens:
                    record = _record_of(version, tokens, pages[version.pk])
                    yield Loaded(record, version.pk if version.state in FINAL else None)

    def committed(self, notes: Iterable[Any]) -> None:
        """Their rows may say "searchable" now. Versions that still wait to be read do not."""
        mark_searchable(notes)

    def unnoted(self) -> list[str]:
        """Evidence whose newest version was read and does not say "searchable" yet."""
        found = EvidenceVersion.objects.current().filter(state__in=FINAL, searchable_at=None)
        return [str(pk) for pk in found.values_list("evidence_id", flat=True)]

    # -- showing ----------------------------------------------------------------

    def show(self, ids: Sequence[str], user: Any, reading: QueryReading) -> dict[str, Shown]:
        """Two queries; asks the database again who may see, which is newer than the index."""
        versions = list(
            EvidenceVersion.objects.visible_to(user)
            .current()
            .filter(evidence__in=[int(id.partition(":")[2]) for id in ids])
            .select_related("evidence__owner", "evidence__kind", "evidence__unit")
        )
        marker = Marker(reading)
        snippets = snippets_of(marker, [version.pk for version in versions])
        return {
            f"{NAME}:{version.evidence_id}": _shown(version, marker, snippets.get(version.pk))
            for version in versions
        }

    def labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """Labels of kinds and units from their rows, of states from their names."""
        if facet == "kind":
            return {kind.code: kind.label for kind in EvidenceKind.objects.filter(code__in=values)}
        if facet == "unit":
            units = OrgUnit.objects.filter(pk__in=[v for v in values if v.isdecimal()])
            return {str(unit.pk): unit.label for unit in units}
        if facet == "state":
            known = [value for value in values if value in ProcessingState.values]
            return {value: str(ProcessingState(value).label) for value in known}
        return {}

    # -- without the engine -----------------------------------------------------

    def find_plainly(
        self, words: Sequence[str], user: Any, choices: Choices, start: int, end: int
    ) -> Plain:
        """Newest first. Two queries."""
        if set(choices.filters) - _FACETS:
            return Plain()
        used = EvidenceUse.objects.standing().visible_to(user).filter(version=OuterRef("pk"))
        found: QuerySet[EvidenceVersion] = EvidenceVersion.objects.visible_to(user).current()
        found = found.exclude(Exists(used))
        for word in words:
            found = found.filter(
                Q(evidence__title__icontains=word) | Q(evidence__number__icontains=word)
            )
        for name, values in choices.filters.items():
            found = found.filter(chosen(name, values))
        if choices.dated_from:
            found = found.filter(_dated("gte", choices.dated_from))
        if choices.dated_until:
            found = found.filter(_dated("lt", choices.dated_until))
        keys = found.order_by("-uploaded_at", "-pk").values_list("evidence_id", flat=True)
        return Plain(tuple(f"{NAME}:{key}" for key in keys[start:end]), found.count())


def use_tokens(use: EvidenceUse, owner_id: int, grants: Iterable[AccessGrant]) -> set[str]:
    """Who may find a use: the file's owner, and those to whom it opened the file."""
    granted = {grant.token for grant in grants if grant.source == use.source}
    return {audience.person(owner_id)} | granted


def _tokens_of(version: EvidenceVersion) -> frozenset[str]:
    """Who may see a version, but for those who find it by one of its uses."""
    grants = version.open_grants
    tokens = {grant.token for grant in grants if not grant.source.startswith(USE_GRANTS)}
    for use in version.standing_uses:
        tokens -= use_tokens(use, version.evidence.owner_id, grants)
    return frozenset(tokens)


def state_hint(state: str) -> str:
    """What a reader should know of how a file without text can be found."""
    if state == ProcessingState.READ:
        return ""
    return _("found by title, number and names")


def _record_of(
    version: EvidenceVersion, tokens: frozenset[str], pages: list[PageContent]
) -> IndexRecord:
    evidence = version.evidence
    day = day_of(version)
    names = (evidence.owner.name, evidence.issuer, evidence.unit.name if evidence.unit else "")
    facets = {
        "kind": evidence.kind.code,
        "year": str(day.year),
        "state": str(version.state),
        "owner": str(evidence.owner_id),
        "source": NAME,
        "unit": str(evidence.unit_id or ""),
    }
    about = PageContent(0, "", f"{evidence.description}\n{version.original_name}")
    return IndexRecord(
        id=f"{NAME}:{evidence.pk}",
        group=str(evidence.pk),
        source=NAME,
        title=evidence.title,
        tokens=tokens,
        url=evidence.get_absolute_url(),
        number=evidence.number,
        names=tuple(name for name in names if name),
        # Both languages: people search in the one they read.
        keywords=(evidence.kind.label_id, evidence.kind.label_en),
        pages=(about, *pages),
        facets={name: frozenset({value}) for name, value in facets.items() if value},
        date=day,
        # One index process numbers by what it read; digests tell the rest.
        revision=evidence.revision,
    )


def day_of(version: EvidenceVersion) -> date:
    """The document's own date, or the day of the upload in the owner's agency."""
    evidence = version.evidence
    return evidence.dated_on or version.uploaded_at.astimezone(evidence.owner.agency.zone).date()


def pages_of(version_ids: Collection[int]) -> defaultdict[int, list[PageContent]]:
    """The text of versions, page by page. One query."""
    pages: defaultdict[int, list[PageContent]] = defaultdict(list)
    found = ExtractedPage.objects.filter(version__in=version_ids)
    for page in found.order_by("version", "number"):
        pages[page.version_id].append(PageContent(page.number, page.label, page.text))
    return pages


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows with a ``text_length`` in groups whose text fits into memory."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        length = row.text_length or 0
        if batch and size + length > _TEXT_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += length
    if batch:
        yield batch


def _shown(version: EvidenceVersion, marker: Marker, snippet: Snippet | None) -> Shown:
    evidence = version.evidence
    return Shown(
        url=evidence.get_absolute_url(),
        title=marker.pieces(evidence.title),
        number=marker.pieces(evidence.number),
        kind=evidence.kind.label,
        unit=evidence.unit.label if evidence.unit else "",
        date=evidence.dated_on,
        person=evidence.owner.name,
        state=version.state,
        state_label=str(ProcessingState(version.state).label),
        state_hint=state_hint(version.state),
        snippet=snippet or marker.snippet(evidence.description),
    )


def snippets_of(marker: Marker, version_ids: Sequence[int]) -> dict[int, Snippet]:
    """Version to the best part of its first pages that say most of the query. One query."""
    if not marker.needles or not version_ids:
        return {}
    holds = [Q(text__icontains=needle) for needle in marker.needles]
    any_of = Q()
    for condition in holds:
        any_of |= condition
    said = sum(
        (
            Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
            for condition in holds
        ),
        start=Value(0),
    )
    best_first = Window(
        RowNumber(), partition_by=F("version"), order_by=[F("said").desc(), "number"]
    )
    pages = (
        ExtractedPage.objects.filter(any_of, version__in=version_ids, number__lte=_PAGES_LOOKED_AT)
        .annotate(said=said)
        .annotate(rank=best_first)
        .filter(rank__lte=_PAGES_READ)
        .order_by("version", "rank")
        .values_list("version", "number", "label", Substr("text", 1, _PAGE_TEXT))
    )
    found: dict[int, Snippet] = {}
    for version_id, number, label, text in pages:
        if version_id not in found and (snippet := marker.snippet(text)) is not None:
            found[version_id] = Snippet(
                snippet.pieces, number, label, snippet.starts_inside, snippet.ends_inside
            )
    return found


def chosen(facet: str, values: Collection[str]) -> Q:
    if facet == "kind":
        return Q(evidence__kind__code__in=values)
    if facet == "unit":
        return Q(evidence__unit__in=[int(value) for value in values])
    if facet == "state":
        return Q(state__in=values)
    if facet == "year":
        years = [int(value) for value in values]
        undated = Q(evidence__dated_on=None, uploaded_at__year__in=years)
        return Q(evidence__dated_on__year__in=years) | undated
    raise ValueError(f"“{facet}” is not a facet of evidence")


def _dated(lookup: str, day: date) -> Q:
    undated = Q(evidence__dated_on=None, **{f"uploaded_at__date__{lookup}": day})
    return Q(**{f"evidence__dated_on__{lookup}": day}) | undated
