"""Importing and mending in Wagtail's admin: addresses, menu and the ways to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .domain.editions import may_add_regulation
from .models import RegulationIndexPage, RegulationPage
from .views import importing, mending


@hooks.register("register_admin_urls")
def our_addresses() -> list[Any]:
    """Below Wagtail's own, asking for its access right as all of them do."""
    return [
        path("aturan/impor/", importing.hand_in, name="import_regulation"),
        path("aturan/impor/<uuid:pk>/", importing.preview, name="import_preview"),
        path("aturan/<int:page_id>/impor/", importing.hand_in, name="import_edition"),
        path("aturan/<int:page_id>/naskah/", mending.text, name="mend_edition"),
    ]


class ForSectionEditors(MenuItem):
    """Shown to who may add regulations."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See ``MenuItem``."""
        return may_add_regulation(request.user)


@hooks.register("register_admin_menu_item")
def import_in_menu() -> MenuItem:
    """In the main menu, below the pages."""
    return ForSectionEditors(
        _("Import a regulation"), reverse("import_regulation"), name="import-regulation",
        icon_name="download", order=110,
    )  # fmt: skip


@hooks.register("register_page_header_buttons")
def ways_to_the_text(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Behind the dots beside the title of a page."""
    kind = page.specific_class
    if kind is RegulationPage and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Text and its structure"), reverse("mend_edition", args=[page.pk]),
            icon_name="list-ul", priority=15,
        )  # fmt: skip
        yield Button(
            _("Import a new edition"), reverse("import_edition", args=[page.pk]),
            icon_name="download", priority=16,
        )  # fmt: skip
    elif kind is RegulationIndexPage and may_add_regulation(user):
        yield Button(
            _("Import a regulation"), reverse("import_regulation"), icon_name="download",
            priority=15,
        )  # fmt: skip
