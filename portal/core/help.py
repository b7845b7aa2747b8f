"""Help beside fields: packages name their fields, a higher package gives the words.

A key is ``<app>.<form>.<field>`` and never changes: content is tied to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

HELP_KEYS: dict[str, str | Promise] = {}
"""Key to the name of the field as an editor reads it."""

Provider = Callable[[Collection[str]], Mapping[str, "Help"]]
_providers: list[Provider] = []


@dataclass(frozen=True)
class Help:
    """A sentence, and the address of the guide section that says more (empty: none)."""

    text: str
    url: str = ""
    title: str = ""


def register_help_keys(keys: Mapping[str, str | Promise]) -> None:
    """Let a package say which of its fields can have help."""
    HELP_KEYS.update(keys)


def register_help_provider(provider: Provider) -> None:
    """Let a package answer for keys; called with all keys of a page at once."""
    if provider not in _providers:
        _providers.append(provider)


def help_for(keys: Collection[str]) -> dict[str, Help]:
    """Help of those of the keys that have some."""
    found: dict[str, Help] = {}
    for provider in _providers:
        found.update(provider(keys))
    return found
