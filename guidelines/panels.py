"""What stands beside the fields of a guide in Wagtail's editor."""

from typing import Any

from wagtail.admin.panels import Panel


class ReviewPanel(Panel):
    """What changed in the articles that the guide cites; shown while something is open."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "guidelines/admin/review_panel.html"

        def is_shown(self) -> bool:
            """Only for a guide that has something to be looked at."""
            return bool(super().is_shown() and self.instance.pk and self.flags)

        @property
        def flags(self) -> list[Any]:
            """Open flags, the oldest first."""
            rows = self.instance.flags.filter(settled_at=None)
            return list(rows.select_related("regulation", "by").order_by("raised_at", "pk"))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """With the flags."""
            context: dict[str, Any] = super().get_context_data(parent_context) or {}
            return {**context, "flags": self.flags}
