"""Guides in Wagtail's admin: what is to be reviewed, what readers say, help beside fields."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.calendar.dates import today
from portal.core.actor import actor_of

from .domain.feedback import feedback_for
from .domain.review import citations_without_words, guides_to_review, settle_flag
from .domain.wording import label_of
from .models import FieldHelp, GuideFeedback, GuidePage, ReviewFlag
from .permissions import SETTLE_FLAG


def _edits_pages(user: Any) -> bool:
    return PagePermissionPolicy(Page).user_has_any_permission(user, ["change", "publish"])


def _reasons(guide: GuidePage) -> str:
    flags = [flag for flag in guide.flags.all() if flag.settled_at is None]
    said = [
        f"{label_of(flag.key)} {flag.regulation.citation}: {flag.get_reason_display()}".lstrip()
        for flag in flags
    ]
    if guide.review_due_on and guide.review_due_on <= today():
        said.append(_g("look at it again by %(date)s") % {"date": guide.review_due_on.isoformat()})
    return "; ".join(said)


def _edit_address(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


class ToReviewView(ReportView):
    """Guides whose articles changed, or whose day to look again has come."""

    page_title = _("Guides to review")
    header_icon = "warning"
    index_url_name = "guides_to_review"
    index_results_url_name = "guides_to_review_results"
    model = GuidePage
    permission_policy = PagePermissionPolicy(Page)
    any_permission_required = ["change", "publish"]
    default_ordering = "title"
    columns = [
        TitleColumn("title", label=_("guide"), get_url=lambda guide: _edit_address(guide.pk)),
        Column("why", label=_("why"), accessor=_reasons),
        DateColumn("last_published_at", label=_("published at")),
    ]

    def get_base_queryset(self) -> Any:
        """Those that the person may edit."""
        mine = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return (
            guides_to_review()
            .filter(pk__in=mine.values("pk"))
            .prefetch_related("flags__regulation")
            .defer("body")
        )

    get_queryset = get_base_queryset


class AnswersView(ReportView):
    """What readers answered to "Was this clear?"."""

    page_title = _("Answers of readers")
    header_icon = "comment"
    index_url_name = "guide_answers"
    index_results_url_name = "guide_answers_results"
    model = GuideFeedback
    permission_policy = PagePermissionPolicy(Page)
    any_permission_required = ["change", "publish"]
    columns = [
        TitleColumn(
            "guide", label=_("guide"), accessor="guide.title",
            get_url=lambda row: _edit_address(row.guide_id),
        ),
        Column("is_clear", label=_("was clear"),
               accessor=lambda row: _g("Yes") if row.is_clear else _g("No")),
        Column("note", label=_("note")),
        Column("user", label=_("from"), accessor=lambda row: row.user or _g("signed out")),
        DateColumn("at", label=_("at")),
    ]  # fmt: skip

    def get_base_queryset(self) -> Any:
        """About the guides that the person may edit."""
        return feedback_for(self.request.user)

    get_queryset = get_base_queryset


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether an editor has looked, and note it."""
    rows = ReviewFlag.objects.select_related("guide", "regulation", "by")
    flag = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(SETTLE_FLAG, flag):
        raise PermissionDenied
    if request.method == "POST":
        settle_flag(flag, actor=actor_of(request))
        messages.success(request, _g("Noted. The guide stands by the wording of today."))
        return redirect(_edit_address(flag.guide_id))
    context = {"flag": flag, "edit_url": _edit_address(flag.guide_id)}
    return render(request, "guidelines/admin/settle_flag.html", context)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_empty_citations(request: HttpRequest, page: Page) -> None:
    """Saved all the same: the regulation may be published, or its article come, later."""
    if request.method != "POST" or not isinstance(page, GuidePage):
        return
    for label in citations_without_words(page):
        sentence = _g(
            "The guide cites %(part)s, which readers cannot see now. The guide is saved. Check "
            "the article, or publish the regulation."
        )
        messages.warning(request, sentence % {"part": label})


@hooks.register("register_admin_urls")
def our_addresses() -> list[Any]:
    """Below Wagtail's own, asking for its access right as all of them do."""
    review, answers = ToReviewView, AnswersView
    return [
        path("panduan/ditinjau/", review.as_view(), name="guides_to_review"),
        path(
            "panduan/ditinjau/hasil/", review.as_view(results_only=True),
            name="guides_to_review_results",
        ),
        path("panduan/tanggapan/", answers.as_view(), name="guide_answers"),
        path(
            "panduan/tanggapan/hasil/", answers.as_view(results_only=True),
            name="guide_answers_results",
        ),
        path("panduan/tanda/<int:pk>/", settle, name="guide_flag_settle"),
    ]  # fmt: skip


class ForEditors(MenuItem):
    """Shown to who may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See ``MenuItem``."""
        return _edits_pages(request.user)


@hooks.register("register_reports_menu_item")
def to_review_in_menu() -> MenuItem:
    """Among Wagtail's reports."""
    return ForEditors(
        _("Guides to review"), reverse("guides_to_review"), icon_name="warning", order=900
    )


@hooks.register("register_reports_menu_item")
def answers_in_menu() -> MenuItem:
    """Among Wagtail's reports."""
    return ForEditors(
        _("Answers of readers"), reverse("guide_answers"), icon_name="comment", order=910
    )


class FieldHelpViewSet(SnippetViewSet):
    """Help beside fields, edited by content editors without approval: a sentence each."""

    model = FieldHelp
    icon = "help"
    menu_label = _("Help beside fields")
    add_to_admin_menu = True
    menu_order = 350
    list_display = ["key", "text_id", "guide"]
    search_fields = ["key", "text_id"]


register_snippet(FieldHelpViewSet)
