"""Every address of a regulation against everybody, in every situation of its page and text."""

from contextlib import closing
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pypdfium2 import PdfDocument
from wagtail.models import PageViewRestriction

from guidelines.models import RegulationPage, RegulationText
from guidelines.permissions import VIEW_EDITION, VIEW_REGULATION
from portal.access import ADDRESSES
from portal.files.storing import keep, register
from tests.evidence.pages import a_file
from tests.factories.evidence import make_incoming
from tests.factories.guidelines import make_approver, make_editor
from tests.guidelines.making import make_live, make_text, pasal

pytestmark = pytest.mark.django_db
PLANTED = "zwoelfkantig"
ROWS = [row for row in ADDRESSES if row.model == "guidelines.RegulationPage"]
OF_PART = {"guidelines:provision", "guidelines:print_part", "guidelines:part_pdf"}
SITUATIONS = ["live", "draft", "unpublished", "sign-in", "group", "password", "section closed"]


@pytest.fixture
def readers(everyone):
    """Everybody, and those who edit and approve: by these addresses they read what all read."""
    users = {**everyone.users, "editor": make_editor(), "approver": make_approver()}
    inspectors = Group.objects.create(name="Pembaca rahasia")
    everyone.colleague.user.groups.add(inspectors)
    return users


def make_planted(situation):
    """A regulation that says the planted word wherever a word can stand."""
    page = make_live(PLANTED, kind="pp", number="30", year=2019, summary=PLANTED)
    with closing(make_incoming(PLANTED.encode(), "naskah.txt")) as incoming:
        stored = register(keep(incoming))
    make_text(page, pasal("1", f"{PLANTED}\n"), official_file=stored)
    if situation in {"draft", "unpublished"}:
        page.live = False
        page.first_published_at = None if situation == "draft" else page.first_published_at
        page.save()
    closed = {"sign-in": "login", "group": "groups", "password": "password"}
    if situation in closed:
        rule = PageViewRestriction.objects.create(
            page=page, restriction_type=closed[situation], password="rahasia"
        )
        if situation == "group":
            rule.groups.add(Group.objects.get(name="Pembaca rahasia"))
    if situation == "section closed":
        section = page.get_parent()
        PageViewRestriction.objects.create(page=section, restriction_type="login")
    return page


def who_reads(situation, users):
    """Names of those to whom the page is there."""
    if situation == "live":
        return set(users)
    if situation in {"sign-in", "section closed"}:
        return set(users) - {"anonymous"}
    return {"colleague"} if situation == "group" else set()


def address_of(row, page):
    return reverse(row.name, args=[page.slug, *(["pasal-1"] if row.name in OF_PART else [])])


def body_of(response):
    content = b"".join(response) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        document = PdfDocument(content)
        text = document[0].get_textpage().get_text_range()
        document.close()
        return text
    return content.decode(errors="replace")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_address_answers_whom_the_page_is_for_and_nobody_else(
    readers, client_of, situation
):
    page = make_planted(situation)
    lawful = who_reads(situation, readers)
    for name, user in readers.items():
        client = client_of(user)
        for row in ROWS:
            response = client.get(address_of(row, page))
            where = f"{name} {row.name} {situation}: {response.status_code}"
            assert response.status_code == (200 if name in lawful else 404), where
            assert (PLANTED in body_of(response)) == (name in lawful), where
            if name in {"anonymous", "owner", "editor"}:
                refused = client.post(address_of(row, page), {"files": a_file()})
                assert refused.status_code == 405, where
                assert PLANTED not in body_of(refused), where
        listed = body_of(client.get(reverse("guidelines:regulations")))
        assert (PLANTED in listed) == (name in lawful), name


@pytest.mark.parametrize("situation", SITUATIONS)
def test_query_and_permission_are_twins(readers, situation):
    page = make_planted(situation)
    edition = page.editions.get()
    lawful = who_reads(situation, readers)
    for name, user in readers.items():
        user = type(user)._default_manager.get(pk=user.pk) if user.pk else user
        listed = page in RegulationPage.objects.visible_to(user)
        assert listed == user.has_perm(VIEW_REGULATION, page) == (name in lawful), name
        shown = edition in RegulationText.objects.visible_to(user)
        assert shown == user.has_perm(VIEW_EDITION, edition) == (name in lawful), name


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_draft_of_a_live_page_is_read_by_nobody(readers, client_of, state):
    page = make_live("Tata tertib", kind="pp", number="30", year=2019)
    make_text(page, pasal("1", "Bunyi yang berlaku.\n"))
    with closing(make_incoming(PLANTED.encode(), "rancangan.txt")) as incoming:
        stored = register(keep(incoming))
    draft = make_text(
        page, pasal("1", f"{PLANTED}\n"), pasal("2", f"{PLANTED}\n"), published=False,
        official_file=stored, applies_from=date(2020, 1, 1),
    )  # fmt: skip
    RegulationText.objects.filter(pk=draft.pk).update(state=state)
    for user in readers.values():
        client = client_of(user)
        for row in ROWS:
            assert PLANTED not in body_of(client.get(address_of(row, page))), row.name
        for key in ("pasal-2", "pasal-2/teks-1"):
            missing = client.get(page.article_address(key))
            assert missing.status_code == 404
            # Nor is told that another edition would have it.
            assert "?pada=" not in body_of(missing)
