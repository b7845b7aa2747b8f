"""What Wagtail's admin asks us before it acts, and how it names what we log."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from . import edition_admin, guide_admin  # noqa: F401  hooks register on import (2026-11-25)
from .domain import publishing
from .tasks import SCHEDULE_FAILED


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> None:
    """Say it before the question whether one is sure; bulk deletion is stopped by the receiver."""
    publishing.refuse_deletion(page.specific)


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> None:
    """There is one of each regulation."""
    publishing.refuse_copy(page)


@hooks.register("register_log_actions")
def name_our_actions(actions: Any) -> None:
    """In the history of a page."""

    @actions.register_action(SCHEDULE_FAILED)
    class ScheduleFailed(LogFormatter):
        label = _("Scheduled step failed")

        def format_message(self, log_entry: Any) -> Any:
            return _("What was scheduled was not done: %(reason)s") % {
                "reason": log_entry.data.get("reason", "")
            }
