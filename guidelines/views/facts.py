"""What the pages of a regulation show, gathered once per request."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.calendar.dates import today

from ..domain.force import Act, Status, force_on
from ..domain.reading import Contents, Entry, acts_of, contents_of
from ..domain.wording import label_of
from ..importing.tree import Kind
from ..kinds import RelationKind
from ..models import RegulationPage, RegulationText, Relation
from ..queries import guides_citing, published_on, relations_with

AS_OF = "pada"
#: Where the contents show nothing below: hundreds of comments are found at their articles.
CLOSED = frozenset({Kind.ELUCIDATION})


@dataclass(frozen=True)
class Line:
    """One relation as the page reads it: what, which other regulation, and since when."""

    label: str
    other: RegulationPage
    part: str
    since: date | None
    note: str


@dataclass
class Reading:
    """One regulation as one visitor reads it on one day."""

    page: RegulationPage
    on: date
    edition: RegulationText | None
    relations: Sequence[Relation] = ()
    is_asked: bool = False
    trouble: str = ""
    is_preview: bool = False
    guides: Sequence[Any] = field(default_factory=tuple)

    @cached_property
    def acts(self) -> list[Act]:
        """What others do to the regulation."""
        return acts_of(row for row in self.relations if row.target_id == self.page.pk)

    @cached_property
    def status(self) -> Status:
        """Force on the day."""
        return force_on(self.page.begins_on, self.acts, self.on)

    @property
    def query(self) -> str:
        """What keeps the day in addresses; empty for today."""
        return f"?{AS_OF}={self.on.isoformat()}" if self.is_asked else ""

    @cached_property
    def contents(self) -> Contents:
        """The parts with pages; none without a text."""
        return contents_of(self.edition) if self.edition is not None else Contents()

    def address(self, key: str = "") -> str:
        """Address of a part, or of the regulation, on the same day."""
        if self.is_preview:
            return f"#{key}"
        base = self.page.article_address(key) if key else self.page.portal_address()
        return base + self.query

    def acts_at(self, key: str) -> list[Act]:
        """Acts that name this part in particular."""
        named = [act for act in self.acts if act.key]
        changing = {RelationKind.AMENDS, RelationKind.REVOKES}
        return [act for act in named if act.kind in changing and act.concerns(key)]

    @cached_property
    def lines(self) -> list[Line]:
        """The relations from both sides."""
        found = []
        for row in self.relations:
            kind = RelationKind(row.kind)
            is_doer = row.subject_id == self.page.pk
            found.append(
                Line(
                    label=str(kind.label if is_doer else kind.from_the_other_side),
                    other=row.target if is_doer else row.subject,
                    part=label_of(row.target_key) if row.target_key else "",
                    since=row.since,
                    note=row.note,
                )
            )
        return sorted(found, key=lambda line: (line.label, line.other.year, line.other.pk))

    def tree(self, current: Entry | None = None) -> list[dict[str, Any]]:
        """Contents as nodes of a tree; only the branch of the present part is open."""
        around = {e.key for e in self.contents.around(current)} if current else set()
        return self._nodes(None, current.key if current else "", around)

    def _nodes(self, outer: Entry | None, current: str, around: set[str]) -> list[dict[str, Any]]:
        nodes = []
        for entry in self.contents.directly_in(outer):
            is_current = entry.key == current
            is_open = (is_current or entry.key in around) and entry.kind not in CLOSED
            nodes.append(
                {
                    "label": self.entry_label(entry),
                    "url": self.address(entry.key),
                    "is_current": is_current,
                    "children": self._nodes(entry, current, around) if is_open else [],
                }
            )
        return nodes

    def entry_label(self, entry: Entry) -> str:
        """Its name, its heading, and of a chapter which articles it holds."""
        label = f"{entry.label} {entry.heading}".strip()
        if entry.kind in {Kind.BOOK, Kind.CHAPTER}:
            articles = self.contents.articles_in(entry)
            if articles:
                first, last = articles[0], articles[-1]
                span = first.label if first is last else f"{first.label}–{last.number}"
                label = f"{label} · {span}"
        return label


def asked_day(request: HttpRequest) -> tuple[date, bool, str]:
    """The day of ``?pada=``, whether one was asked for, and a sentence where it was no day."""
    typed = request.GET.get(AS_OF, "").strip()
    now = today()
    if not typed:
        return now, False, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        sentence = _(
            "%(typed)s is not a date. Shown is today's text; write a date as %(example)s."
        )
        return now, False, sentence % {"typed": f"“{typed[:40]}”", "example": now.isoformat()}
    return day, day != now, ""


def read(request: HttpRequest, slug: str, key: str = "") -> Reading:
    """The regulation at an address, as the visitor may read it; ``Http404`` for all others."""
    readable = RegulationPage.objects.visible_to(request.user)
    page = readable.filter(slug=slug).first()
    if page is None:
        raise Http404
    on, is_asked, trouble = asked_day(request)
    return Reading(
        page=page,
        on=on,
        edition=published_on(page, on),
        relations=relations_with(page, readable),
        is_asked=is_asked,
        trouble=trouble,
        guides=guides_citing(page, request.user, key),
    )


# --- Unchanged pages ----------------------------------------------------------------------


@cache
def _stamp() -> str:
    """Changes with the templates and views, so that a new release is seen at once."""
    sha = hashlib.sha256()
    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    ours = Path(__file__).resolve().parents[1]
    files = [folder / "base.html", *folder.glob("guidelines/*.html"), *folder.glob("components/*")]
    files += [*ours.glob("views/*.py"), *ours.glob("domain/*.py"), *ours.glob("pdf/*.py")]
    for path in sorted(path for path in files if path.is_file()):
        sha.update(path.read_bytes())
    return sha.hexdigest()


def etag_of(reading: Reading, *more: object) -> str:
    """Equal for equal pages: text, day, status, relations, guides, release and what is named."""
    edition = reading.edition
    facts: list[object] = [
        _stamp(), reading.page.pk, reading.page.last_published_at, reading.on, reading.is_asked,
        (edition.pk, edition.digest, edition.official_file_id) if edition else None,
        [
            (row.pk, row.kind, row.target_key, row.since, row.note, row.subject.last_published_at,
             row.target.last_published_at)
            for row in reading.relations
        ],
        [(guide.pk, guide.last_published_at) for guide in reading.guides],
        *more,
    ]  # fmt: skip
    return quote_etag(hashlib.sha256(repr(facts).encode()).hexdigest()[:32])


def page_etag(request: HttpRequest, reading: Reading, *more: object) -> str:
    """The ETag of a page for somebody signed out; empty for everybody else.

    The page holds a token of the visitor's cookie: it is theirs alone.
    """
    if request.user.is_authenticated or reading.is_preview:
        return ""
    get_token(request)
    own = (get_language(), request.META.get("CSRF_COOKIE", ""), request.get_full_path())
    frame = (settings.PORTAL["OFFICE_NAME"], settings.PORTAL["HELP_CONTACT"])
    return etag_of(reading, own, frame, *more)


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 where the visitor has this very page."""
    if not etag:
        return None
    answer = get_conditional_response(request, etag=etag)
    return dressed(answer, etag) if answer is not None else None


def dressed(response: HttpResponse, etag: str) -> HttpResponse:
    """The response with what lets a browser ask again cheaply."""
    if etag:
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
    return response
