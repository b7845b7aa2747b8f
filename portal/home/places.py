"""The places of the frame: only those whose part of the portal is mounted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .person import Person

MOST_PLACES = 6
#: A place of two sections is the present one in both.
_ALSO_INSIDE = {"guidelines:regulations": ("/panduan/",), "planning:my_period": ("/guna/",)}
#: Pages below a plan that belong to another place than the plan itself.
_BELOW_A_PLAN = {
    "/periode/": ("planning:my_period",),
    "/penilaian/": ("evaluation:mine", "evaluation:people"),
}


def address_of(name: str) -> str:
    """The address of a URL name; empty when no such part is mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places_of(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """At most six (look.md 2), with what waits in each: those the person needs most often."""
    failed = person.failed_jobs if person.keeps_jobs else 0
    works = person.employee is not None
    # Weight, name, label, icon, count, whether it is for this person; in the order of the frame.
    wanted: list[tuple[int, str, str, str, int, bool]] = [
        (0, "home:dashboard", _("Home"), "home", person.waiting_count, True),
        (1, "planning:plans", _("SKP"), "plan", 0, works),
        (2, "planning:my_period", _("Realization"), "calendar", 0, works),
        (4, "evaluation:people", _("My people’s SKP"), "people", 0, person.leads),
        (5, "verification:queue", _("Check evidence"), "review", 0, person.leads or person.checks),
        (7, "evidence:list", _("Evidence"), "folder", 0, True),
        (8, "evaluation:mine", _("Evaluation"), "scale", 0, works),
        (9, "search:results", _("Search"), "search", 0, True),
        (6, "guidelines:regulations", _("Rules and guides"), "book", 0, True),
        # One word: on a phone it stands under an icon.
        (3, "home:house", _("House"), "settings", failed, person.keeps_house),
    ]
    short_labels = {
        "guidelines:regulations": _("Rules"),
        "evaluation:people": pgettext("place", "People"),
        "verification:queue": _("Check"),
    }
    mine = [row for row in wanted if row[5] and address_of(row[1])]
    best = sorted(row[0] for row in mine)[:MOST_PLACES]
    places = []
    for weight, name, label, icon, count, _for_person in mine:
        if weight not in best:
            continue
        url = address_of(name)
        inside = url != "/" and request.path.startswith((url, *_ALSO_INSIDE.get(name, ())))
        if request.path.startswith("/skp/"):
            below = [
                one for part, names in _BELOW_A_PLAN.items() if part in request.path
                for one in names
            ]
            inside = name in below if below else inside
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
    # Of a place inside another one (SKP and SKP Bawahan) only the inner one is the present one.
    present = [place for place in places if place["is_current"]]
    for place in present:
        place["is_current"] = place["url"] == max((one["url"] for one in present), key=len)
    return places
