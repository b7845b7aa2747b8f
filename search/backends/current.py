"""The engine that the settings name; one object for each process and folder."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from search.backends.base import SearchBackend

_made: dict[tuple[str, str], SearchBackend] = {}


def current_backend() -> SearchBackend:
    """The engine of ``PORTAL["SEARCH_BACKEND"]`` over ``PORTAL["INDEX_DIR"]``."""
    dotted, folder = settings.PORTAL["SEARCH_BACKEND"], str(settings.PORTAL["INDEX_DIR"])
    if (dotted, folder) not in _made:
        _made[dotted, folder] = cast(SearchBackend, import_string(dotted)(folder))
    return _made[dotted, folder]
