"""Guides as anybody reads them, and the answer whether they were clear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from portal.people.sign_in import client_address

from ..blocks import citation_values
from ..domain import reading
from ..domain.feedback import TooManyAnswers, give_feedback
from ..domain.review import changed_under_readers
from ..domain.rich_text import page_links, safe_html
from ..forms import FeedbackForm
from ..models import GuideIndexPage, GuidePage
from ..models.guides import Stage
from ..models.reading import closed_paths
from ..rendering import renders
from .facts import AS_OF, asked_day
from .regulations import list_tabs

#: A longer citation is cut after a paragraph and leads to its page.
CITED_LETTERS = 1500


@dataclass(frozen=True)
class Cited:
    """A citation as a guide shows it: its first paragraphs, and whether there are more."""

    citation: reading.Citation
    paragraphs: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def label(self) -> str:
        """Part and regulation; of one that was never shown to anybody nothing is told."""
        page = self.citation.page
        return self.citation.label if page.first_published_at else ""


@dataclass
class GuideReader:
    """A guide as one visitor reads it on one day; its templates ask it for texts and articles.

    Five queries, and a fixed number for links, however much the guide cites.
    """

    page: GuidePage
    user: Any
    on: date
    is_asked: bool = False
    _cited: dict[tuple[int, str, int | None], Cited] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = [
            (value["regulation"], value["key"], value["edition"])
            for value in citation_values(self.page.body)
            if value["regulation"]
        ]
        if wanted:
            for place, found in zip(
                wanted, reading.cite_many(wanted, self.on, self.user), strict=True
            ):
                self._cited[place[0].pk, place[1], place[2]] = _cut(found)

    def cited(self, value: Any) -> Cited | None:
        """The citation of a block; None where its regulation is gone from the portal."""
        page = value["regulation"]
        return self._cited[page.pk, value["key"], value["edition"]] if page else None

    def safe(self, value: Any) -> Any:
        """Formatted text of a block, fit to be shown."""
        return safe_html(_source(value), self._addresses)

    @property
    def query(self) -> str:
        """What keeps the day in addresses; empty for today."""
        return f"?{AS_OF}={self.on.isoformat()}" if self.is_asked else ""

    @cached_property
    def sections(self) -> list[dict[str, str]]:
        """The headings with their anchors."""
        return [
            {"label": child.value["heading"], "url": f"#{child.value['anchor']}"}
            for child in self.page.body
            if child.block_type == "section"
        ]

    @cached_property
    def _addresses(self) -> dict[int, str]:
        linked = page_links(_texts(self.page.body))
        if not linked:
            return {}
        closed = closed_paths(self.user)
        return {
            page.pk: page.url or ""
            for page in Page.objects.live().filter(pk__in=linked).specific()
            if not any(page.path.startswith(path) for path in closed)
        }


def _cut(citation: reading.Citation) -> Cited:
    lines = citation.words.splitlines()
    kept, letters = [], 0
    for line in lines:
        if kept and letters + len(line) > CITED_LETTERS:
            break
        kept.append(line)
        letters += len(line)
    return Cited(citation, tuple(kept), len(kept) < len(lines))


def _source(value: Any) -> str:
    return str(getattr(value, "source", value) or "")


def _texts(body: Any) -> list[str]:
    """Every formatted text of a guide, as stored."""
    found = []
    for child in body:
        if child.block_type == "text":
            found.append(child.value)
        elif child.block_type == "section":
            found.append(child.value["text"])
        elif child.block_type == "steps":
            found += [step["text"] for step in child.value]
    return [_source(value) for value in found]


# --- Pages --------------------------------------------------------------------------------


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The guides by the stage of the cycle that they help with."""
    return _index(request, GuideIndexPage.objects.live().first())


def _index(request: HttpRequest, section: Any) -> HttpResponse:
    guides = list(GuidePage.objects.visible_to(request.user).defer("body").order_by("title"))
    stages = [
        {"label": stage.label, "anchor": stage.value.replace("_", "-"), "guides": own}
        for stage in Stage
        if (own := [guide for guide in guides if guide.stage == stage])
    ]
    context = {"section": section, "stages": stages, "tabs": list_tabs("guidelines:guides")}
    return render(request, "guidelines/guide_list.html", context)


def _readable(request: HttpRequest, slug: str) -> GuidePage:
    page = GuidePage.objects.visible_to(request.user).filter(slug=slug).first()
    if page is None:
        raise Http404
    return page


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, with what it cites as in force on the day."""
    return _guide(request, _readable(request, slug))


def _guide(
    request: HttpRequest,
    page: GuidePage,
    form: FeedbackForm | None = None,
    status: int = 200,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    on, is_asked, trouble = asked_day(request)
    others = GuidePage.objects.visible_to(request.user).filter(stage=page.stage)
    context = {
        "page": page,
        "reader": GuideReader(page, request.user, on, is_asked),
        "trouble": trouble,
        "has_changed": bool(page.pk) and changed_under_readers(page),
        "form": form or FeedbackForm(),
        "is_preview": is_preview,
        "others": list(others.exclude(pk=page.pk).defer("body").order_by("title")[:6]),
    }
    return render(request, "guidelines/guide.html", context, status=status)


@require_POST
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a reader's answer whether the guide was clear."""
    page = _readable(request, slug)
    form = FeedbackForm(request.POST)
    if form.is_valid():
        try:
            give_feedback(
                page,
                is_clear=form.cleaned_data["is_clear"] == "yes",
                note=form.cleaned_data["note"],
                submission_id=form.cleaned_data["submission_id"],
                user=request.user,
                address=client_address(request),
            )
        except TooManyAnswers as refusal:
            form.add_error(None, refusal.message)
            return _guide(request, page, form, status=429)
        messages.success(request, _("Thank you. The editors of this guide read your answer."))
        return redirect(page.portal_address())
    return _guide(request, page, form, status=422)


@renders("GuidePage")
def draw_guide(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """A guide that Wagtail asks for: live, or the draft of an editor."""
    return _guide(request, page, is_preview=getattr(request, "is_preview", False))


@renders("GuideIndexPage")
def draw_index(request: HttpRequest, page: GuideIndexPage) -> HttpResponse:
    """The section, as Wagtail asks for it."""
    return _index(request, page)
