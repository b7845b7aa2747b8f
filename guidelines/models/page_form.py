"""The form in which editors write our pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.core import clock


class ScheduledPageForm(WagtailAdminPageForm):
    """Wagtail's form, which by itself takes an hour that has passed and publishes at once."""

    def clean(self) -> dict[str, Any]:
        """Refuse an hour that has passed, when it is new or when the page is to be published."""
        cleaned = super().clean()
        go_live_at = cleaned.get("go_live_at")
        if go_live_at and go_live_at <= clock.now() and self._would_surprise(go_live_at):
            self.add_error(
                "go_live_at",
                _(
                    "This time has passed: the page would be published at once. Choose a later "
                    "time, or leave it empty to publish now."
                ),
            )
        return cleaned

    def _would_surprise(self, go_live_at: Any) -> bool:
        if "go_live_at" in self.changed_data:
            return True
        published_at = self.instance.last_published_at
        is_over = published_at is not None and published_at >= go_live_at
        return "action-publish" in self.data and not is_over
