"""Regulations as search finds them: one record for each, and one for each of its articles.

What can be found is the edition in force today, of a live page. Its records:

* ``<page>``: the regulation itself, with the words that stand in none of the parts below;
* ``<page>:<key>``: each article; the preamble; each annex; the general elucidation; and what
  the elucidation says of one article, unless that is only "Cukup jelas".

A part in a part (an article in an annex) has the words to itself, so that a hit
opens where they stand. All records of a regulation are one group. Its force
depends on the day and is therefore asked when a hit is shown, never indexed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.db.models import (
    Case,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber, Substr
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from guidelines.domain.force import force_on
from guidelines.domain.reading import acts_of
from guidelines.domain.wording import label_of
from guidelines.kinds import SHORT_NAMES, RegulationKind
from guidelines.models import Provision, RegulationPage, RegulationText, Relation
from guidelines.models.reading import reader_tokens
from guidelines.queries import changes_of
from guidelines.states import EditionState
from portal.calendar.dates import today
from search.marks import Marker, Snippet
from search.query import QueryReading
from search.sources.base import Choices, Loaded, Plain, Shown
from search.sources.regulation_records import (
    HEADED,
    KIND_PREFIX,
    NAME,
    NO_WORDS,
    UNITS,
    day_of,
    named,
    parts_of,
    record_of_page,
    record_of_part,
)

#: Regulations whose keys are read at once, and rows of a text.
_PAGES_AT_ONCE: Final = 20
_ROWS_AT_ONCE: Final = 1_000
_PIECE_TEXT: Final = 40_000


class RegulationSource:
    """See :class:`search.sources.base.Source`."""

    name = NAME
    label = _("Regulations")

    # -- building ---------------------------------------------------------------

    def keys_after(self, key: str, limit: int) -> list[str]:
        """By page, the regulation itself first, then its parts in the database's order of keys."""
        page_id, _colon, part = key.partition(":")
        found = [f"{page_id}:{each}" for each in _parts_after(int(page_id), part, limit)] if (
            page_id
        ) else []  # fmt: skip
        last = int(page_id or 0)
        while len(found) < limit:
            pages = list(
                RegulationPage.objects.filter(pk__gt=last)
                .order_by("pk")
                .values_list("pk", flat=True)[:_PAGES_AT_ONCE]
            )
            if not pages:
                break
            editions = editions_on(pages, today())
            parts: defaultdict[int, list[str]] = defaultdict(list)
            rows = Provision.objects.filter(edition__in=editions.values(), kind__in=UNITS)
            for edition, each in rows.order_by("key").values_list("edition", "key"):
                parts[edition].append(each)
            for pk in pages:
                found.append(str(pk))
                if pk in editions:
                    found += [f"{pk}:{each}" for each in parts[editions[pk]]]
            last = pages[-1]
        return found[:limit]

    def load(self, keys: Collection[str]) -> Iterator[Loaded]:
        """Five queries; the texts pass by in parts, one article is held at a time."""
        wanted: defaultdict[int, set[str]] = defaultdict(set)
        for key in keys:
            page_id, _colon, part = key.partition(":")
            wanted[int(page_id)].add(part)
        restrictions = list(
            PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        )
        # What nobody may read has no tokens and so no record.
        pages = {
            page.pk: (page, tokens)
            for page in RegulationPage.objects.live().filter(pk__in=list(wanted))
            if (tokens := reader_tokens(page, restrictions))
        }
        editions = editions_on(pages, today())
        for pk, (page, tokens) in pages.items():
            if pk not in editions and "" in wanted[pk]:
                yield Loaded(record_of_page(page, tokens, ""))
        page_of = {edition: pages[pk] for pk, edition in editions.items()}
        rows = (
            Provision.objects.filter(edition__in=list(page_of))
            .exclude(kind__in=NO_WORDS)
            .order_by("edition", "position")
            .values_list("edition", "depth", "kind", "heading", "key", "text")
        )
        for edition, own_rows in groupby(
            rows.iterator(chunk_size=_ROWS_AT_ONCE), key=lambda row: row[0]
        ):
            page, tokens = page_of[edition]
            for part in parts_of(row[1:] for row in own_rows):
                if part.key not in wanted[page.pk] or part.says_nothing:
                    continue
                if part.key:
                    yield Loaded(record_of_part(page, tokens, part))
                else:
                    yield Loaded(record_of_page(page, tokens, part.words))

    def committed(self, notes: Iterable[Any]) -> None:
        """Nothing is noted of regulations."""

    def unnoted(self) -> list[str]:
        """None."""
        return []

    # -- showing ----------------------------------------------------------------

    def show(self, ids: Sequence[str], user: Any, reading: QueryReading) -> dict[str, Shown]:
        """Seven queries. What is not in the edition in force any more is left out."""
        places = {id: id.split(":", 2)[1:] for id in ids}
        readable = RegulationPage.objects.visible_to(user)
        wanted = {int(place[0]) for place in places.values()}
        pages = {page.pk: page for page in readable.filter(pk__in=wanted)}
        day = today()
        editions = editions_on(pages, day)
        changes = changes_of(pages.values(), readable)
        keys = {
            (editions[int(place[0])], place[1])
            for place in places.values()
            if len(place) > 1 and int(place[0]) in editions
        }
        spans, paths = _places_of(keys)
        marker = Marker(reading)
        snippets = _snippets(marker, spans)
        found: dict[str, Shown] = {}
        for id, place in places.items():
            page = pages.get(int(place[0]))
            if page is None:
                continue
            if len(place) == 1:
                snippet = marker.snippet(page.localized_summary)
                found[id] = _shown(page, changes[page.pk], day, marker, snippet)
                continue
            unit = (editions.get(page.pk, 0), place[1])
            if unit in spans:
                found[id] = _shown(
                    page, changes[page.pk], day, marker, snippets.get(unit), place[1], paths[unit]
                )
        return found

    def labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """The official names of kinds."""
        if facet != "kind":
            return {}
        return {f"{KIND_PREFIX}{kind.value}": str(kind.label) for kind in RegulationKind}

    # -- without the engine -----------------------------------------------------

    def find_plainly(
        self, words: Sequence[str], user: Any, choices: Choices, start: int, end: int
    ) -> Plain:
        """Regulations, not their articles, the newest first."""
        if set(choices.filters) - {"kind", "year"}:
            return Plain()
        found: QuerySet[RegulationPage] = RegulationPage.objects.visible_to(user)
        for word in words:
            found = found.filter(_named(word))
        for name, values in choices.filters.items():
            if name == "kind":
                prefixed = [value for value in values if value.startswith(KIND_PREFIX)]
                codes = [value.removeprefix(KIND_PREFIX) for value in prefixed]
                found = found.filter(kind__in=codes)
            else:
                found = found.filter(year__in=[int(value) for value in values])
        found = found.annotate(day=Coalesce("enacted_on", "promulgated_on", "in_force_on"))
        if choices.dated_from:
            found = found.filter(day__gte=choices.dated_from)
        if choices.dated_until:
            found = found.filter(day__lt=choices.dated_until)
        keys = found.order_by(F("day").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
        total = found.count()
        return Plain(tuple(f"{NAME}:{key}" for key in keys[start:end]), total)


# -- editions and keys ------------------------------------------------------------------


def editions_on(pages: Iterable[int], on: date) -> dict[int, int]:
    """The edition in force on a day of each regulation that has one, by ids; one query."""
    rows = RegulationText.objects.filter(regulation__in=list(pages)).in_force(on)
    found: dict[int, int] = {}
    for page_id, edition in rows.values_list("regulation", "pk"):
        found.setdefault(page_id, edition)
    return found


def keys_of(page_id: int, editions: Collection[int] = ()) -> list[str]:
    """Keys of all records that a regulation has, had or may come to have; one query.

    Parts of every published edition, and of those named: an article that a newer
    edition dropped is looked at again, and is gone.
    """
    rows = Provision.objects.filter(
        Q(edition__state=EditionState.PUBLISHED) | Q(edition__in=editions),
        edition__regulation=page_id,
        kind__in=UNITS,
    )
    parts = rows.order_by("key").values_list("key", flat=True).distinct()
    return [str(page_id), *(f"{page_id}:{part}" for part in parts)]


def coming_days(page_id: int) -> list[date]:
    """Days on which a published edition of a regulation will take the place of another."""
    rows = RegulationText.objects.filter(
        regulation=page_id, state=EditionState.PUBLISHED, applies_from__gt=today()
    )
    return sorted(set(rows.values_list("applies_from", flat=True)))


def _parts_after(page_id: int, part: str, limit: int) -> list[str]:
    editions = editions_on([page_id], today())
    rows = Provision.objects.filter(
        edition__in=editions.values(), kind__in=UNITS, key__gt=part
    ).order_by("key")
    return list(rows.values_list("key", flat=True)[:limit])


# -- in words -----------------------------------------------------------------------------

_Unit = tuple[int, str]
_Span = tuple[int, int]


def _places_of(
    units: Collection[_Unit],
) -> tuple[dict[_Unit, _Span], dict[_Unit, list[str]]]:
    """Where parts stand in their editions, and the headings above each. One query."""
    if not units:
        return {}, {}
    editions = {edition for edition, _key in units}
    asked = Q(kind__in=HEADED)
    for edition, key in units:
        asked |= Q(edition=edition, key=key)
    rows = list(
        Provision.objects.filter(asked, edition__in=editions)
        .order_by("edition", "position")
        .values_list("edition", "key", "kind", "heading", "position", "position_end")
    )
    spans = {
        (edition, key): (start, end)
        for edition, key, kind, _heading, start, end in rows
        if (edition, key) in units and kind in UNITS
    }
    paths = {
        unit: [
            named(key, heading)
            for edition, key, kind, heading, start, end in rows
            if edition == unit[0] and kind in HEADED and start < span[0] and end >= span[1]
        ]
        for unit, span in spans.items()
    }
    return spans, paths


def _shown(
    page: RegulationPage,
    changes: list[Relation],
    day: date,
    marker: Marker,
    snippet: Snippet | None,
    key: str = "",
    path: Sequence[str] = (),
) -> Shown:
    status = force_on(page.begins_on, acts_of(changes), day)
    title, number = page.localized_title, page.citation
    if key:
        title, number = f"{label_of(key)} {page.citation}", page.localized_title
    return Shown(
        url=page.article_address(key) if key else page.portal_address(),
        title=marker.pieces(title),
        number=marker.pieces(number),
        kind=str(RegulationKind(page.kind).label),
        unit=" › ".join(path),
        date=None if key else day_of(page),
        state=status.force.value,
        state_label=str(status.force.label),
        snippet=snippet,
    )


def _snippets(marker: Marker, spans: dict[_Unit, _Span]) -> dict[_Unit, Snippet]:
    """Part to the piece of it that says most of the query. One query."""
    if not marker.needles or not spans:
        return {}
    units = list(spans)
    inside = Q()
    places = []
    for number, unit in enumerate(units):
        start, end = spans[unit]
        condition = Q(edition=unit[0], position__gte=start, position__lt=end)
        inside |= condition
        places.append(When(condition, then=Value(number)))
    # Of parts within each other the inner one begins later, and has the words to itself.
    places.sort(key=lambda when: -spans[units[when.result.value]][0])
    said = sum(
        (
            Case(
                When(text__icontains=needle, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
            for needle in marker.needles
        ),
        start=Value(0),
    )
    best_first = Window(
        RowNumber(), partition_by=F("unit"), order_by=[F("said").desc(), "position"]
    )
    pieces = (
        Provision.objects.filter(inside)
        .exclude(kind__in=NO_WORDS)
        .annotate(unit=Case(*places, output_field=IntegerField()), said=said)
        .filter(said__gt=0)
        .annotate(rank=best_first)
        .filter(rank__lte=2)
        .order_by("unit", "rank")
        .values_list("unit", Substr("text", 1, _PIECE_TEXT))
    )
    found: dict[_Unit, Snippet] = {}
    for number, text in pieces:
        unit = units[number]
        if unit not in found and (snippet := marker.snippet(text)) is not None:
            found[unit] = snippet
    return found


def _named(word: str) -> Q:
    """Regulations whose title or citation holds a word."""
    said = (
        Q(title__icontains=word)
        | Q(title_en__icontains=word)
        | Q(number__icontains=word)
        | Q(issuer_code__icontains=word)
        | Q(kind__in=[code for code, short in SHORT_NAMES.items() if short.lower() == word])
    )
    if word.isascii() and word.isdigit() and len(word) == 4:
        said |= Q(year=int(word))
    return said
