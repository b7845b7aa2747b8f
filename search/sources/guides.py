"""Guides as search finds them: one record for each live guide, with all that its blocks say.

A hit opens at the section that says most of the query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import PageViewRestriction
from wagtail.rich_text import get_text_for_indexing

from guidelines.models import GuidePage
from guidelines.models.guides import Stage
from guidelines.models.reading import reader_tokens
from search.marks import Marker, Snippet
from search.query import QueryReading
from search.records import IndexRecord, PageContent
from search.sources.base import Choices, Loaded, Plain, Shown

NAME: Final = "guide"
#: Before a stage's code in the facet of kinds; no code of a kind of evidence has a full stop.
KIND_PREFIX: Final = f"{NAME}."
#: Fields of blocks that hold no words: keys, addresses, and whom they point to.
_NO_WORDS: Final = frozenset({"id", "type", "anchor", "key", "regulation", "edition"})


class GuideSource:
    """See :class:`search.sources.base.Source`."""

    name = NAME
    label = _("Guides")

    # -- building ---------------------------------------------------------------

    def keys_after(self, key: str, limit: int) -> list[str]:
        """Guides in the order of their primary key."""
        found = GuidePage.objects.filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)[:limit]]

    def load(self, keys: Collection[str]) -> Iterator[Loaded]:
        """Three queries."""
        restrictions = list(
            PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        )
        pages = GuidePage.objects.live().filter(pk__in=[int(key) for key in keys])
        for page in pages.order_by("pk").iterator(chunk_size=50):
            tokens = reader_tokens(page, restrictions)
            if tokens:
                yield Loaded(_record_of(page, tokens))

    def committed(self, notes: Iterable[Any]) -> None:
        """Nothing is noted of guides."""

    def unnoted(self) -> list[str]:
        """None."""
        return []

    # -- showing ----------------------------------------------------------------

    def show(self, ids: Sequence[str], user: Any, reading: QueryReading) -> dict[str, Shown]:
        """Three queries, one more for a person's groups."""
        keys = [int(id.partition(":")[2]) for id in ids]
        marker = Marker(reading)
        pages = GuidePage.objects.visible_to(user).filter(pk__in=keys)
        return {f"{NAME}:{page.pk}": _shown(page, marker) for page in pages}

    def labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """The stages."""
        if facet != "kind":
            return {}
        return {
            f"{KIND_PREFIX}{stage.value}": _("Guide: %(stage)s") % {"stage": stage.label}
            for stage in Stage
        }

    # -- without the engine -----------------------------------------------------

    def find_plainly(
        self, words: Sequence[str], user: Any, choices: Choices, start: int, end: int
    ) -> Plain:
        """By title, those published last first."""
        if set(choices.filters) - {"kind", "year"}:
            return Plain()
        found: QuerySet[GuidePage] = GuidePage.objects.visible_to(user)
        for word in words:
            found = found.filter(Q(title__icontains=word) | Q(title_en__icontains=word))
        for name, values in choices.filters.items():
            if name == "kind":
                prefixed = [value for value in values if value.startswith(KIND_PREFIX)]
                stages = [value.removeprefix(KIND_PREFIX) for value in prefixed]
                found = found.filter(stage__in=stages)
            else:
                found = found.filter(_published_in([int(value) for value in values]))
        if choices.dated_from:
            found = found.filter(last_published_at__gte=_first_moment(choices.dated_from))
        if choices.dated_until:
            found = found.filter(last_published_at__lt=_first_moment(choices.dated_until))
        newest = F("last_published_at").desc(nulls_last=True)
        pks = found.order_by(newest, "-pk").values_list("pk", flat=True)
        total = found.count()
        return Plain(tuple(f"{NAME}:{pk}" for pk in pks[start:end]), total)


# -- what a guide says ----------------------------------------------------------------------


@dataclass
class Section:
    """A heading with what follows it up to the next; the first one has none."""

    heading: str = ""
    anchor: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of it, a line for each field."""
        return "\n".join(text for text in self.texts if text)


def sections_of(page: GuidePage) -> list[Section]:
    """The words of a guide by its sections, from what is stored: no query.

    The cited articles are not repeated: they are found themselves.
    """
    found = [Section()]
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] == "section":
            found.append(Section(value.get("heading") or "", value.get("anchor") or ""))
        is_rich = block["type"] == "text"
        found[-1].texts += _words_in(value, is_rich=is_rich)
    return [section for section in found if section.words]


def _words_in(value: Any, *, is_rich: bool = False) -> Iterator[str]:
    """The words in a block's stored value, however deep; only rich text has tags to drop."""
    if isinstance(value, str):
        yield get_text_for_indexing(value) if is_rich else value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NO_WORDS:
                yield from _words_in(inner, is_rich=name == "text")
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner, is_rich=is_rich)


def _day_of(page: GuidePage) -> date | None:
    """The day on which it was published last."""
    published: datetime | None = page.last_published_at
    return timezone.localtime(published, timezone.get_default_timezone()).date() if (
        published
    ) else None  # fmt: skip


def _record_of(page: GuidePage, tokens: frozenset[str]) -> IndexRecord:
    day = _day_of(page)
    facets = {
        "kind": f"{KIND_PREFIX}{page.stage}", "source": NAME, "year": str(day.year) if day else ""
    }  # fmt: skip
    about = (page.summary, page.summary_en)
    return IndexRecord(
        id=f"{NAME}:{page.pk}",
        group=f"{NAME}:{page.pk}",
        source=NAME,
        title=page.title,
        tokens=tokens,
        url=page.portal_address(),
        keywords=tuple(word for word in (page.title_en, page.audience, *_names(page)) if word),
        pages=(
            PageContent(0, "", "\n".join(text for text in about if text)),
            *(
                PageContent(number, section.heading, section.words)
                for number, section in enumerate(sections_of(page), 1)
            ),
        ),
        facets={name: frozenset({value}) for name, value in facets.items() if value},
        date=day,
    )


def _names(page: GuidePage) -> Iterator[str]:
    """The stage in both languages: people search in the one they read."""
    for language in ("id", "en"):
        with override(language):
            yield str(Stage(page.stage).label)


def _shown(page: GuidePage, marker: Marker) -> Shown:
    best = _best_section(page, marker)
    url = page.portal_address()
    snippet = marker.snippet(page.localized_summary)
    if best is not None:
        section, snippet = best
        url = f"{url}#{section.anchor}" if section.anchor else url
    return Shown(
        url=url,
        title=marker.pieces(page.localized_title),
        kind=str(_("Guide")),
        unit=str(Stage(page.stage).label),
        date=_day_of(page),
        snippet=snippet,
    )


def _best_section(page: GuidePage, marker: Marker) -> tuple[Section, Snippet] | None:
    """The section whose best part marks most, the first of equals."""
    found: list[tuple[int, Section, Snippet]] = []
    for section in sections_of(page):
        snippet = marker.snippet(section.words)
        if snippet is not None:
            marked = {piece.text.lower() for piece in snippet.pieces if piece.is_marked}
            found.append((len(marked), section, snippet))
    if not found:
        return None
    _marks, section, snippet = max(found, key=lambda each: each[0])
    return section, Snippet(
        snippet.pieces, 0, section.heading, snippet.starts_inside, snippet.ends_inside
    )


# -- days -----------------------------------------------------------------------------------


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def _published_in(years: Collection[int]) -> Q:
    within = Q(pk__in=())
    for year in years:
        first, last = date(year, 1, 1), date(year, 12, 31)
        within |= Q(
            last_published_at__gte=_first_moment(first),
            last_published_at__lt=_first_moment(last) + timedelta(days=1),
        )
    return within
