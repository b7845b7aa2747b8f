"""Editors and approvers, regulations with a text, and guides."""

import hashlib
import itertools
from typing import Any

from django.contrib.auth.models import Group

from guidelines.domain.editions import import_text
from guidelines.models import (
    GuideIndexPage,
    GuidePage,
    Provision,
    RegulationIndexPage,
    RegulationPage,
    RegulationText,
)
from portal.core.actor import Actor
from portal.people.models import User
from portal.people.roles import CONTENT_APPROVER, CONTENT_EDITOR

from .people import PASSWORD

_numbers = itertools.count(1)


def make_editor(name: str = "") -> User:
    """An account in the group of editors; needs the fixture ``roles``."""
    return _make_member(CONTENT_EDITOR, name or f"penyunting{next(_numbers)}")


def make_approver(name: str = "") -> User:
    """An account in the group of approvers; needs the fixture ``roles``."""
    return _make_member(CONTENT_APPROVER, name or f"penyetuju{next(_numbers)}")


def _make_member(group: str, name: str) -> User:
    user = User.objects.create_user(name, password=PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_regulation(title: str = "Contoh Tata Tertib", **facts: Any) -> RegulationPage:
    """A draft page in the section, without a text."""
    facts = {"kind": "pp", "number": str(next(_numbers)), "year": 2024, "live": False, **facts}
    page = RegulationPage(title=title, **facts)
    RegulationIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def make_edition(page: RegulationPage, text: str = "Isi contoh.", articles: int = 2) -> Any:
    """A draft edition of a page with some articles, meant by the newest version of the page."""
    source = "".join(f"Pasal {number}\n{text}\n" for number in range(1, articles + 1))
    edition = RegulationText.objects.create(
        regulation=page,
        number=page.editions.count() + 1,
        source_text=source,
        source_sha256=hashlib.sha256(source.encode()).hexdigest(),
    )
    for place in range(articles):
        Provision.objects.create(
            edition=edition, position=place, position_end=place + 1, depth=1, kind="article",
            number=str(place + 1), key=f"pasal-{place + 1}", text=f"Pasal {place + 1}\n{text}\n",
        )  # fmt: skip
    newest = page.get_latest_revision_as_object()
    newest.edition = edition
    newest.save_revision()
    if not page.live:
        newest.save()
    page.refresh_from_db()
    return edition


def import_edition(page: RegulationPage, text: str, name: str = "naskah.txt") -> Any:
    """A draft edition as an editor imports it, meant by the newest version of the page."""
    edition = import_text(page, text.encode(), name, actor=Actor(user=make_editor()))
    page.refresh_from_db()
    return edition


def make_guide(title: str = "", **facts: Any) -> GuidePage:
    """A draft guide in its section."""
    title = title or f"Menulis hasil kerja {next(_numbers)}"
    body = [{"type": "text", "value": "<p>Tulis apa yang berubah.</p>"}]
    summary = "Anda dapat menulis hasil kerja."
    facts = {"stage": "planning", "summary": summary, "body": body, **facts}
    page = GuidePage(title=title, live=False, **facts)
    GuideIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page
