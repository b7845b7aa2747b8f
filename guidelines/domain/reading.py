"""Reading a regulation: which edition, which part, with which status, and how it is cited."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from ..importing.definitions import definitions_of as definitions_in
from ..importing.tree import Definition, Kind
from ..models import Provision, RegulationPage, RegulationText, Relation
from ..queries import changes_of, editions_of, published_on, within
from .force import Act, Status, force_on
from .terms import Glossary
from .units import ROW_FIELDS, Row, Unit, tree_of, units_of
from .wording import label_of

__all__ = [
    "Citation", "Contents", "Entry", "Status", "acts_of", "cite", "cite_many", "contents_of",
    "definitions_of", "edition_on", "other_edition_with", "part", "parts", "status_on",
]  # fmt: skip

#: Parts that have a page of their own; all others are places on one of these.
PAGE_KINDS = (
    Kind.TITLE, Kind.PREAMBLE, Kind.BOOK, Kind.CHAPTER, Kind.PART, Kind.SUBPART, Kind.ARTICLE,
    Kind.CLOSING, Kind.ELUCIDATION, Kind.GENERAL, Kind.COMMENT, Kind.ANNEX,
)  # fmt: skip
KEPT_SECONDS = 24 * 60 * 60
NOBODY = AnonymousUser()


# --- Editions and status ------------------------------------------------------------------


def edition_on(page: Any, on: date, user: Any) -> RegulationText | None:
    """The published edition in force on a day; None where none had begun or it is closed."""
    if not RegulationPage.objects.visible_to(user).filter(pk=page.pk).exists():
        return None
    return published_on(page, on)


def acts_of(relations: Iterable[Relation]) -> list[Act]:
    """What the subjects of relations do to their target, with the day from which it counts."""
    return [
        Act(row.kind, row.since or row.subject.begins_on, row.target_key, row.subject)
        for row in relations
    ]


def status_on(page: Any, on: date, user: Any = NOBODY) -> Status:
    """Force of a regulation on a day, from live pages that ``user`` may read; two queries."""
    readable = RegulationPage.objects.visible_to(user)
    return force_on(page.begins_on, acts_of(changes_of([page], readable)[page.pk]), on)


# --- Contents and parts -------------------------------------------------------------------


class Entry(NamedTuple):
    """A part that has a page: ``start`` and ``end`` (exclusive) are positions of rows."""

    key: str
    kind: str
    number: str
    heading: str
    depth: int
    start: int
    end: int

    @property
    def label(self) -> str:
        """Its name: "Pasal 5", "BAB II"."""
        return label_of(self.key.rsplit("/", 1)[-1])


@dataclass(frozen=True)
class Contents:
    """The parts of an edition that have pages, in order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """The entries by their keys."""
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def _starts(self) -> list[int]:
        return [entry.start for entry in self.entries]

    def around(self, entry: Entry) -> list[Entry]:
        """What the part lies in, the outermost first."""
        return [e for e in self.entries if e.start < entry.start and e.end >= entry.end]

    def at(self, position: int) -> Entry | None:
        """The innermost part with a page that holds a row."""
        for entry in reversed(self.entries[: bisect_right(self._starts, position)]):
            if entry.end > position:
                return entry
        return None

    def inside(self, outer: Entry) -> tuple[Entry, ...]:
        """All parts in one, without itself."""
        first = bisect_right(self._starts, outer.start)
        return self.entries[first : bisect_left(self._starts, outer.end)]

    def directly_in(self, outer: Entry | None) -> list[Entry]:
        """The parts right below one, or the outermost."""
        found: list[Entry] = []
        past = -1
        for entry in self.entries if outer is None else self.inside(outer):
            if entry.start >= past:
                found.append(entry)
                past = entry.end
        return found

    def neighbors(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The part of the same kind before and the one after."""
        same = [e for e in self.entries if e.kind == entry.kind]
        place = same.index(entry)
        after = same[place + 1] if place + 1 < len(same) else None
        return (same[place - 1] if place else None), after

    def articles_in(self, outer: Entry) -> list[Entry]:
        """The articles of a chapter or part."""
        return [entry for entry in self.inside(outer) if entry.kind == Kind.ARTICLE]


def _kept(name: str, edition: RegulationText, make: Any) -> Any:
    """The value for an edition; kept where the text cannot change any more."""
    if edition.is_draft or not edition.digest:
        return make()
    key = f"guidelines:{name}:{edition.pk}:{edition.digest}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT_SECONDS)
    return found


def contents_of(edition: RegulationText) -> Contents:
    """The parts with pages; one query, and none while it is kept."""

    def make() -> tuple[tuple[Any, ...], ...]:
        rows = Provision.objects.filter(edition=edition, kind__in=PAGE_KINDS).order_by("position")
        fields = rows.values_list(
            "key", "kind", "number", "heading", "depth", "position", "position_end"
        )
        return tuple(fields)

    # Kept as bare tuples: they are read back many times faster than objects.
    return Contents(tuple(Entry(*row) for row in _kept("contents", edition, make)))


def definitions_of(edition: RegulationText) -> Glossary:
    """The words that the regulation's own Pasal 1 gives a meaning; one query, none while kept."""

    def make() -> tuple[Definition, ...]:
        root, source = tree_of(_rows(_subtree(edition, "pasal-1")))
        return definitions_in(root, source)

    return Glossary(_kept("definitions", edition, make))


def _rows(provisions: Any) -> list[Row]:
    return [Row(*row) for row in provisions.values_list(*ROW_FIELDS)]


def parts(edition: RegulationText, entries: Sequence[Entry]) -> tuple[Unit, ...]:
    """Several parts that do not overlap, in the order of the text; one query."""
    if not entries:
        return ()
    return units_of(_rows(within(edition, [(entry.start, entry.end) for entry in entries])))


def part(edition: RegulationText, key: str) -> Unit | None:
    """One part by its key, whole; None where the edition has no such part. One query."""
    found = units_of(_rows(_subtree(edition, key)))
    return found[0] if found and found[0].key == key else None


def _subtree(edition: Any, key: str) -> Any:
    unit = Provision.objects.filter(edition=edition, key=key).exclude(kind__in=_LEAVES)
    return Provision.objects.filter(
        edition=edition,
        position__gte=Subquery(unit.values("position")),
        position__lt=Subquery(unit.values("position_end")),
    ).order_by("position")


_LEAVES = (Kind.LABEL, Kind.TEXT, Kind.NOISE)


def place_of(edition: RegulationText, key: str) -> int | None:
    """The position of a part that has an address; None for others. One query."""
    rows = Provision.objects.filter(edition=edition, key=key).exclude(kind__in=_LEAVES)
    return rows.values_list("position", flat=True).first()


def other_edition_with(page: Any, key: str, edition: RegulationText | None) -> Any:
    """The newest published edition that has such a part, other than this one; one query."""
    having = editions_of(page).filter(provisions__key=key).exclude(pk=edition and edition.pk)
    return having.first()


# --- Citing -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Citation:
    """A part as it is cited elsewhere.

    Attributes:
        label: "Pasal 5 ayat (2) PP 30/2019".
        address: of the part on our pages; empty where the reader may not go there.
        unit: the part with its words; None where there is none to show.
        edition: number of the edition it is from.
        trouble: a sentence where the words cannot be shown; empty otherwise.
    """

    page: Any
    key: str
    label: str
    address: str = ""
    unit: Unit | None = None
    edition: int | None = None
    trouble: str = ""

    @property
    def words(self) -> str:
        """The words, a line for each paragraph."""
        return self.unit.plain if self.unit is not None else ""


def cite(
    page: Any, key: str, on: date, user: Any = NOBODY, edition: int | None = None
) -> Citation:
    """The words of a part as in force on a day, or of a pinned edition; see ``cite_many``."""
    return cite_many([(page, key, edition)], on, user)[0]


def cite_many(
    wanted: Sequence[tuple[Any, str, int | None]], on: date, user: Any = NOBODY
) -> list[Citation]:
    """Each ``(regulation page, key, number of a pinned edition or None)`` with its words.

    Four queries however many are asked, one more for each part that is missing.
    """
    page_ids = {page.pk for page, _key, _edition in wanted}
    readable = set(
        RegulationPage.objects.visible_to(user).filter(pk__in=page_ids).values_list("pk", flat=True)
    )
    editions: dict[int, list[RegulationText]] = {}
    rows = RegulationText.objects.filter(regulation__in=readable).in_force(date.max)
    for edition in rows.defer("source_text", "findings"):
        editions.setdefault(edition.regulation_id, []).append(edition)
    chosen = [
        _pick(editions.get(page.pk, []), on, number) for page, _key, number in wanted
    ]
    units = _units_by_place(
        {(e.pk, key) for e, (_page, key, _n) in zip(chosen, wanted, strict=True) if e is not None}
    )
    return [
        _citation(page, key, edition, units, is_readable=page.pk in readable)
        for edition, (page, key, _number) in zip(chosen, wanted, strict=True)
    ]


def _pick(
    editions: list[RegulationText], on: date, number: int | None
) -> RegulationText | None:
    """Of editions, the newest first: the one with the number, or the one in force on the day."""
    for edition in editions:
        if number is not None:
            if edition.number == number:
                return edition
        elif edition.applies_from is None or edition.applies_from <= on:
            return edition
    return None


def _units_by_place(places: set[tuple[int, str]]) -> dict[tuple[int, str], Unit]:
    if not places:
        return {}
    named = Q(pk__in=())
    for edition, key in places:
        named |= Q(edition=edition, key=key)
    roots = Provision.objects.filter(named).exclude(kind__in=_LEAVES)
    found: dict[tuple[int, str], Unit] = {}
    inside = Q(pk__in=())
    spans = list(roots.values_list("edition", "key", "position", "position_end"))
    for edition, _key, start, end in spans:
        inside |= Q(edition=edition, position__gte=start, position__lt=end)
    rows = list(
        Provision.objects.filter(inside)
        .order_by("edition", "position")
        .values_list("edition", *ROW_FIELDS)
    )
    for edition, key, start, end in spans:
        own = [Row(*row[1:]) for row in rows if row[0] == edition and start <= row[1] < end]
        found[edition, key] = units_of(own)[0]
    return found


def _citation(
    page: Any, key: str, edition: RegulationText | None,
    units: dict[tuple[int, str], Unit], *, is_readable: bool,
) -> Citation:  # fmt: skip
    label = f"{label_of(key)} {page.citation}" if key else page.citation
    if not is_readable:
        return Citation(
            page, key, label, trouble=_("This regulation is not shown in the portal now.")
        )
    unit = units.get((edition.pk, key)) if edition is not None else None
    if edition is not None and unit is not None:
        return Citation(page, key, label, page.article_address(key), unit, edition.number)
    address = page.portal_address()
    if edition is None:
        return Citation(page, key, label, address, trouble=_("No text of it is in force yet."))
    other = other_edition_with(page, key, edition)
    trouble = (
        _("The wording in force has no %(part)s; an edition of another time has it.")
        if other is not None
        else _("This regulation has no %(part)s.")
    )
    return Citation(
        page, key, label, address, edition=edition.number, trouble=trouble % {"part": label_of(key)}
    )
