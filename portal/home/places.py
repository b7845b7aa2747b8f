"""The places of the frame: only those whose part of the portal is mounted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from .person import Person

#: A place of two sections is the present one in both.
_ALSO_INSIDE = {"guidelines:regulations": ("/panduan/",)}


def address_of(name: str) -> str:
    """The address of a URL name; empty when no such part is mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places_of(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """At most six (look.md 2), with what waits in each; later pieces add theirs."""
    failed = person.failed_jobs if person.keeps_jobs else 0
    wanted: list[tuple[str, str, str, int]] = [
        ("home:dashboard", _("Home"), "home", person.waiting_count),
        ("evidence:list", _("Evidence"), "folder", 0),
        ("search:results", _("Search"), "search", 0),
        ("guidelines:regulations", _("Rules and guides"), "book", 0),
    ]
    if person.keeps_house:
        # One word: on a phone it stands under an icon.
        wanted.append(("home:house", _("House"), "settings", failed))
    short_labels = {"guidelines:regulations": _("Rules")}
    places = []
    for name, label, icon, count in wanted:
        url = address_of(name)
        if url:
            inside = url != "/" and request.path.startswith((url, *_ALSO_INSIDE.get(name, ())))
            places.append(
                {
                    "url": url,
                    "label": label,
                    "short_label": short_labels.get(name, ""),
                    "icon": icon,
                    "count": count,
                    "is_current": request.path == url or inside,
                }
            )
    return places
