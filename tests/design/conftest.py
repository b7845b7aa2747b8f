"""A portal page in a browser, for the tests of scripts and of the frame."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from .browser import Portal


@pytest.fixture
def portal_at(new_context: Callable[..., Any]) -> Callable[..., Portal]:
    """Open a browser of a width and color scheme, speaking Indonesian."""

    def open_portal(
        width: int = 1280, scheme: str = "light", client: Client | None = None, **options: object
    ) -> Portal:
        viewport = {"width": width, "height": 740}
        context = new_context(viewport=viewport, color_scheme=scheme, **options)
        return Portal(context.new_page(), client or Client())

    return open_portal


@pytest.fixture
def portal(portal_at: Callable[..., Portal]) -> Portal:
    """A wide, light browser."""
    return portal_at()
