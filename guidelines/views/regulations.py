"""Regulations as anybody reads them: list, record, parts, print, PDF, official file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.core.paging import page as page_of
from portal.files.names import served_name
from portal.files.serving import serve

from ..domain.force import force_on
from ..domain.reading import (
    Entry,
    acts_of,
    definitions_of,
    edition_on,
    other_edition_with,
    parts,
    place_of,
)
from ..domain.units import Unit
from ..domain.wording import label_of
from ..filters import RegulationFilter
from ..importing.tree import Kind
from ..models import RegulationIndexPage, RegulationPage
from ..pdf.part import build_part
from ..queries import changes_of, letters_in
from ..rendering import renders
from ..report import PartFacts, lines_of
from .facts import Reading, asked_day, dressed, etag_of, page_etag, read, unchanged
from .long_parts import (
    LONGEST_PAGE,
    PAGE,
    commented,
    has_listed_parts,
    listed,
    page_address_of,
    shown_page,
)
from .markup import Markup

logger = logging.getLogger(__name__)

#: Longer parts are printed from the browser; making their PDF would hold up the others.
LONGEST_PDF = 200_000
OPENING_LETTERS = 160


# --- List ---------------------------------------------------------------------------------


def list_tabs(current: str) -> list[dict[str, Any]]:
    """The two lists of the place "Rules and guides"."""
    tabs = (("guidelines:regulations", _("Regulations")), ("guidelines:guides", _("Guides")))
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for name, label in tabs
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All regulations the visitor may read, with their status today."""
    return _index(request, RegulationIndexPage.objects.live().first())


def _index(request: HttpRequest, section: Any) -> HttpResponse:
    readable = RegulationPage.objects.visible_to(request.user)
    facets = readable.order_by().values_list("kind", "year").distinct()
    kinds, years = {kind for kind, _year in facets}, {year for _kind, year in facets}
    form = RegulationFilter(
        request.GET or None, kinds=sorted(kinds), years=sorted(years, reverse=True)
    )
    found = form.apply(readable) if form.is_bound else readable
    listed = page_of(request, found.order_by("-year", "kind", "-pk"), 20)
    changes = changes_of(listed.object_list, readable)
    on, _asked, _trouble = asked_day(request)
    rows = []
    for page in listed.object_list:
        status = force_on(page.begins_on, acts_of(changes[page.pk]), on)
        rows.append({"page": page, "status": status})
    context = {
        "section": section,
        "form": form,
        "is_narrowed": form.is_bound and form.is_narrowed,
        "is_empty": not kinds,
        "page": listed,
        "rows": rows,
        "tabs": list_tabs("guidelines:regulations"),
    }
    return render(request, "guidelines/regulation_list.html", context)


# --- One regulation -----------------------------------------------------------------------


@require_safe
def regulation(request: HttpRequest, slug: str) -> HttpResponse:
    """The record of a regulation with its contents, and where to begin."""
    reading = read(request, slug)
    etag = page_etag(request, reading)
    return unchanged(request, etag) or dressed(
        render(request, "guidelines/regulation.html", _record_context(reading)), etag
    )


def _record_context(reading: Reading) -> dict[str, Any]:
    articles = [e for e in reading.contents.entries if e.kind == Kind.ARTICLE]
    first = next(iter(articles), None) or next(iter(reading.contents.entries), None)
    return {
        **_frame(reading),
        "tree": reading.tree(),
        "article_count": len(articles),
        "first_url": reading.address(first.key) if first else "",
        "first_label": first.label if first else "",
        "later": None if reading.edition else _first_edition(reading),
    }


def _first_edition(reading: Reading) -> Any:
    editions = reading.page.editions.filter(state="published").order_by("applies_from", "number")
    return editions.only("applies_from", "number").first()


def _frame(reading: Reading) -> dict[str, Any]:
    """What every page of a regulation needs."""
    page = reading.page
    has_file = reading.edition is not None and reading.edition.official_file_id is not None
    return {
        "reading": reading,
        "page": page,
        "trail": [
            {"label": _("Regulations"), "url": reverse("guidelines:regulations")},
            {"label": page.citation, "url": page.portal_address() + reading.query},
        ],
        "file_url": (
            reverse("guidelines:official_file", args=[page.slug]) + reading.query
            if has_file and not reading.is_preview
            else ""
        ),
        "print_all_url": reverse("guidelines:print_all", args=[page.slug]) + reading.query,
    }


@require_safe
def provision(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A part: an article, a chapter with its articles, the elucidation, an annex.

    The address of a smaller part leads to its place on the article's page.
    """
    reading = read(request, slug, key)
    entry = reading.contents.by_key.get(key)
    if entry is None:
        return _elsewhere(request, reading, key)
    etag = page_etag(request, reading, key)
    answer = unchanged(request, etag)
    if answer is not None:
        return answer
    context = _part_context(reading, entry, request.GET.get(PAGE, ""))
    return dressed(render(request, "guidelines/part.html", context), etag)


def _elsewhere(request: HttpRequest, reading: Reading, key: str) -> HttpResponse:
    position = place_of(reading.edition, key) if reading.edition else None
    if position is not None:
        around = reading.contents.at(position)
        target = page_address_of(reading, around, key) if around else reading.address()
        return redirect(f"{target}#{key}")
    other = other_edition_with(reading.page, key, reading.edition)
    context = {
        **_frame(reading),
        "label": label_of(key),
        "tree": reading.tree(),
        "other": other,
        "other_url": _address_in(reading.page, key, other),
    }
    return render(request, "guidelines/part_missing.html", context, status=404)


def _address_in(page: RegulationPage, key: str, edition: Any) -> str:
    """The address of a part on the first day of an edition; empty where it has none."""
    if edition is None:
        return ""
    first_day = edition.applies_from or page.begins_on
    query = f"?pada={first_day.isoformat()}" if first_day else ""
    return page.article_address(key) + query


def _part_context(reading: Reading, entry: Entry, asked_page: str = "") -> dict[str, Any]:
    page, edition = reading.page, reading.edition
    glossary = definitions_of(edition)
    markup = Markup(glossary, reading.address)
    comment = reading.contents.by_key.get(f"penjelasan/{entry.key}")
    before, after = reading.contents.neighbors(entry)
    around = reading.contents.around(entry)
    context = _frame(reading)
    context["trail"] = [
        *context["trail"],
        *({"label": e.label, "url": reading.address(e.key)} for e in around),
        {"label": entry.label},
    ]
    label = label_of(entry.key)
    has_inner = has_listed_parts(reading, entry)
    if has_inner and letters_in(edition, entry.start, entry.end) > LONGEST_PAGE:
        context["listed"] = listed(reading, entry)
    else:
        unit, elucidation = _unit_and_comment(edition, entry, comment)
        if unit is not None and not has_inner:
            unit, context["pages"] = shown_page(reading, unit, asked_page)
            if context["pages"] and context["pages"]["after"]:
                elucidation = None  # It stands below the last page.
        context["text"] = markup.inside(unit) if unit else ""
        context["elucidation"] = markup.inside(elucidation, 3) if elucidation else ""
        context["elucidation_is_short"] = bool(elucidation) and len(elucidation.plain) < 80
    address = page.article_address(entry.key)
    return context | {
        "entry": entry,
        "label": label,
        "key": entry.key,
        "comment_url": reading.address(comment.key) if comment else "",
        "article": commented(reading, entry),
        "tree": reading.tree(entry),
        "before": before and {"label": before.label, "url": reading.address(before.key)},
        "after": after and {"label": after.label, "url": reading.address(after.key)},
        "acts": reading.acts_at(entry.key),
        "citation": f"{page.citation} tentang {page.title}",
        "absolute": settings.PORTAL["BASE_URL"] + address,
        "print_url": reverse("guidelines:print_part", args=[page.slug, entry.key]) + reading.query,
        "pdf_url": reverse("guidelines:part_pdf", args=[page.slug, entry.key]) + reading.query,
    }


def _unit_and_comment(
    edition: Any, entry: Entry, comment: Entry | None
) -> tuple[Unit | None, Unit | None]:
    units = parts(edition, [entry, comment] if comment else [entry])
    by_key = {unit.key: unit for unit in units}
    return by_key.get(entry.key), by_key.get(comment.key) if comment else None


# --- Paper --------------------------------------------------------------------------------


@require_safe
def print_all(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text for the printer."""
    reading = read(request, slug)
    return _printed(request, reading, reading.contents.directly_in(None), "")


@require_safe
def print_part(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One part for the printer."""
    reading = read(request, slug, key)
    entry = reading.contents.by_key.get(key)
    if entry is None:
        return _elsewhere(request, reading, key)
    return _printed(request, reading, [entry], label_of(key))


def _printed(
    request: HttpRequest, reading: Reading, entries: Sequence[Entry], label: str
) -> HttpResponse:
    if reading.edition is None:
        raise Http404
    etag = page_etag(request, reading)
    answer = unchanged(request, etag)
    if answer is not None:
        return answer
    units = parts(reading.edition, entries)
    context = {
        **_frame(reading),
        "label": label,
        "text": Markup().inside(units[0]) if label and units else Markup().parts(units),
        "heading": entries[0].heading if label else "",
        "absolute": settings.PORTAL["BASE_URL"] + request.path.removesuffix("cetak/"),
    }
    return dressed(render(request, "guidelines/print.html", context), etag)


@require_safe
def part_pdf(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """One part as PDF, an official document: always in Indonesian."""
    reading = read(request, slug, key)
    entry, edition = reading.contents.by_key.get(key), reading.edition
    if entry is None or edition is None:
        return _elsewhere(request, reading, key)
    if letters_in(edition, entry.start, entry.end) > LONGEST_PDF:
        return redirect(
            reverse("guidelines:print_part", args=[slug, key]) + reading.query
        )
    etag = "" if request.user.is_authenticated else etag_of(reading, key, _office())
    answer = unchanged(request, etag)
    if answer is not None:
        return answer
    with override("id"):
        content = build_part(part_facts(reading, entry))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{reading.page.slug}-{key.replace('/', '-')}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return dressed(response, etag)


def _office() -> str:
    return str(settings.PORTAL["OFFICE_NAME"])


def part_facts(reading: Reading, entry: Entry) -> PartFacts:
    """What the PDF of a part shows."""
    page, edition = reading.page, reading.edition
    comment = reading.contents.by_key.get(f"penjelasan/{entry.key}")
    unit, elucidation = _unit_and_comment(edition, entry, comment)
    return PartFacts(
        office=_office(),
        citation=page.citation,
        full_name=page.full_name,
        label=label_of(entry.key),
        heading=entry.heading,
        on=reading.on,
        force=reading.status.force,
        changed_by=tuple(dict.fromkeys(act.by.citation for act in reading.status.by)),
        edition=edition.number if edition else 0,
        digest=edition.digest if edition else "",
        address=settings.PORTAL["BASE_URL"] + page.article_address(entry.key),
        lines=tuple(lines_of(unit)) if unit else (),
        elucidation=tuple(lines_of(elucidation)) if elucidation else (),
    )


# --- Official file and previews -----------------------------------------------------------


@require_safe
def official_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file that the office published, of the edition in force on the day."""
    page = RegulationPage.objects.visible_to(request.user).filter(slug=slug).first()
    on, _asked, _trouble = asked_day(request)
    edition = edition_on(page, on, request.user) if page is not None else None
    stored = edition.official_file if edition is not None else None
    if page is None or stored is None:
        raise Http404
    try:
        return serve(request, stored, served_name(page.slug, stored.mime), inline=True)
    except FileNotFoundError:
        # The staff page and check_stored_files name it too; here the reader gets a sentence.
        logger.error("bytes of stored file %s are missing", stored.path)
        return render(request, "guidelines/file_missing.html", {"page": page}, status=503)


@renders("RegulationPage")
def render_regulation(request: HttpRequest, page: RegulationPage) -> HttpResponse:
    """A live page at its address; for an editor's preview the draft with its whole text."""
    if not getattr(request, "is_preview", False):
        return regulation(request, page.slug)
    on, _asked, _trouble = asked_day(request)
    reading = Reading(page=page, on=on, edition=page.edition, is_preview=True)
    reading.relations = [row for row in page.relations.all() if row.target_id]
    context = _record_context(reading)
    outer = reading.contents.directly_in(None)
    if page.edition is not None:
        glossary = definitions_of(page.edition)
        context["text"] = Markup(glossary).parts(parts(page.edition, outer))
    return render(request, "guidelines/regulation.html", context)


@renders("RegulationIndexPage")
def render_index(request: HttpRequest, section: RegulationIndexPage) -> HttpResponse:
    """The list, with the introduction as it stands in the draft."""
    return _index(request, section)
