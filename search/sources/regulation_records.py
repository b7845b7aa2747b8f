"""Records of a regulation: its own, and one for each part of its text that is found by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from guidelines.domain.wording import label_of, name_of_piece
from guidelines.importing.tree import Kind
from guidelines.kinds import RegulationKind
from guidelines.models import RegulationPage
from search.language import words_of
from search.records import IndexRecord, PageContent

NAME: Final = "regulation"
#: Before a kind's code in the facet; no code of a kind of evidence has a full stop.
KIND_PREFIX: Final = f"{NAME}."
#: Parts with a record of their own.
UNITS: Final = (Kind.PREAMBLE, Kind.ARTICLE, Kind.GENERAL, Kind.COMMENT, Kind.ANNEX)
#: Parts whose heading is said of what stands in them.
HEADED: Final = (Kind.BOOK, Kind.CHAPTER, Kind.PART, Kind.SUBPART, Kind.ANNEX)
NO_WORDS: Final = (Kind.LABEL, Kind.NOISE)
#: The elucidation's way to say nothing of an article.
_SAYS_NOTHING: Final = frozenset({"cukup", "jelas", "ayat", "huruf", "angka"})
#: Longer comments say something.
_NOTHING_LENGTH: Final = 500


@dataclass
class Part:
    """A part with a record of its own; the one without a key holds what is left."""

    key: str
    kind: str
    path: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its words, without those of parts in it that have a record."""
        return "".join(self.texts).strip()

    @property
    def says_nothing(self) -> bool:
        """Whether it is worth no record."""
        if self.kind != Kind.COMMENT or len(self.words) > _NOTHING_LENGTH:
            return False
        said = {word for word in words_of(self.words) if len(word) > 1 and word.isalpha()}
        return said <= _SAYS_NOTHING


def named(key: str, heading: str) -> str:
    """A chapter or another part with its heading: "BAB II PERENCANAAN"."""
    return f"{name_of_piece(key.rsplit('/', 1)[-1])} {heading}".strip()


@dataclass
class _Open:
    depth: int
    heading: str
    part: Part | None = None


def parts_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Part]:
    """Parts as they end, from rows in the order of the text; last the one without a key."""
    rest = Part("", "")
    waiting: list[_Open] = []

    def owner() -> Part:
        return next((each.part for each in reversed(waiting) if each.part is not None), rest)

    for depth, kind, heading, key, text in rows:
        while waiting and waiting[-1].depth >= depth:
            ended = waiting.pop().part
            owner().texts.append("\n")
            if ended is not None:
                yield ended
        if kind != Kind.TEXT:
            owner().texts.append("\n")
            path = tuple(each.heading for each in waiting if each.heading)
            title = named(key, heading) if kind in HEADED else ""
            part = Part(key, kind, (*path, heading) if heading else path)
            waiting.append(_Open(depth, title, part if kind in UNITS else None))
            if heading and kind not in UNITS:
                # Headings without articles below them are found with the regulation.
                rest.texts.append(f"{heading}\n")
        owner().texts.append(text)
    while waiting:
        ended = waiting.pop().part
        if ended is not None:
            yield ended
    yield rest


def day_of(page: RegulationPage) -> date | None:
    """The day that a regulation is dated."""
    return page.enacted_on or page.promulgated_on or page.in_force_on


def _facets(page: RegulationPage) -> dict[str, frozenset[str]]:
    values = {"kind": f"{KIND_PREFIX}{page.kind}", "year": str(page.year), "source": NAME}
    return {name: frozenset({value}) for name, value in values.items()}


def _spelled_out(page: RegulationPage) -> str:
    """The citation as most people write it: "PP Nomor 30 Tahun 2019"."""
    short = page.citation.rpartition(" ")[0]
    return f"{short} Nomor {page.number} Tahun {page.year}"


def record_of_page(page: RegulationPage, tokens: frozenset[str], rest: str) -> IndexRecord:
    """The record of a regulation, with the words that stand in no part with a record."""
    about = (page.summary, page.summary_en, page.subjects, page.legal_field, page.source)
    keywords = (
        page.citation, _spelled_out(page), str(RegulationKind(page.kind).label), page.title_en
    )  # fmt: skip
    names = (page.issuer, page.signatory, page.enacted_in)
    return IndexRecord(
        id=f"{NAME}:{page.pk}",
        group=f"{NAME}:{page.pk}",
        source=NAME,
        title=page.title,
        tokens=tokens,
        url=page.portal_address(),
        number=f"{page.number}/{page.year}",
        names=tuple(name for name in names if name),
        keywords=tuple(word for word in keywords if word),
        pages=(
            PageContent(0, "", "\n".join(text for text in about if text)),
            PageContent(1, "", rest),
        ),
        facets=_facets(page),
        date=day_of(page),
    )


def record_of_part(page: RegulationPage, tokens: frozenset[str], part: Part) -> IndexRecord:
    """The record of an article or another part."""
    title = f"{label_of(part.key)} {page.citation}"
    return IndexRecord(
        id=f"{NAME}:{page.pk}:{part.key}",
        group=f"{NAME}:{page.pk}",
        source=NAME,
        title=title,
        tokens=tokens,
        url=page.article_address(part.key),
        number=title,
        pages=(
            PageContent(0, "", "\n".join([_spelled_out(page), *part.path])),
            PageContent(1, "", part.words),
        ),
        facets=_facets(page),
        date=day_of(page),
    )
