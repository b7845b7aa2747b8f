"""How Wagtail's preview and tree reach our own views, which lie in a higher layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

Renderer = Callable[[HttpRequest, Any], HttpResponse]
_renderers: dict[str, Renderer] = {}


def renders(model_name: str) -> Callable[[Renderer], Renderer]:
    """Register the view that draws pages of a model (its class name), live or as a preview."""

    def register(view: Renderer) -> Renderer:
        _renderers[model_name] = view
        return view

    return register


class RenderedElsewhere:
    """A page whose address and view are ours; put it before ``Page``.

    Its address does not follow the tree: moving a section breaks no citation.
    """

    def portal_address(self) -> str:
        """Address relative to the host."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """See ``Page.get_url_parts``."""
        parts = super().get_url_parts(request)  # type: ignore[misc]  # of Page (2026-11-24)
        if parts is None:
            return None
        site_id, root_url, _path = parts
        return site_id, root_url, self.portal_address()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw the page."""
        return _renderers[type(self).__name__](request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Draw the draft of an editor; Wagtail has asked whether they may edit it."""
        return _renderers[type(self).__name__](request, self)
