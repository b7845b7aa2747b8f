"""Whoever is not signed in searches what is public: nothing else shows in anything they get."""

import json
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from guidelines.models import RegulationIndexPage
from search import engine
from tests.factories.evidence import make_version
from tests.factories.guidelines import make_guide, make_regulation
from tests.helpers import run_index
from tests.search.law import (
    article,
    found,
    make_law,
    make_live_guide,
    make_text,
    publish,
    urls,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

#: Each stands in one thing only that a visitor may not see; each typed with an error finds it.
SECRETS = {
    "zwoelfkantig": "zwoelfkantik", "xylofonika": "xylofonikka", "kwadratur": "kwadratir",
    "bravissimo": "bravisimo", "quodlibet": "quodlibbet", "zefiranta": "zefirantta",
    "wolkenkuck": "wolkenkuk",
}  # fmt: skip
QUESTIONS = [
    *SECRETS, *SECRETS.values(), *(f"{word[:5]}*" for word in SECRETS), "", "balai", "berkas",
    *(f'"{word} berkas"' for word in SECRETS), *(f"balai {word}" for word in SECRETS),
]  # fmt: skip


def restrict(page, kind, *groups):
    PageViewRestriction.objects.create(page=page, restriction_type=kind).groups.set(groups)


@pytest.fixture
def public():
    """What everybody may read."""
    law = make_law("Balai berkas", number="77", year=2019)
    guide = make_live_guide("Menata berkas balai")
    run_index()
    return law, guide


@pytest.fixture
def hidden(public, everyone):
    """After that: a file, pages for people of the office, for a group, with a password, drafts."""

    def told(user=None):
        return {text: everything_told(text, user) for text in QUESTIONS}

    before = told()
    group = Group.objects.create(name="Panitia")
    everyone.named.user.groups.add(group)
    make_version(everyone.owner, title="Berkas zwoelfkantig", number="9/ZW/2021", state="read")
    restrict(make_law("Balai xylofonika", number="80", year=2021), "login")
    restrict(make_law("Balai kwadratur", [article("1", "Berkas kwadratur.\n")]), "groups", group)
    restrict(make_live_guide("Berkas bravissimo"), "password")
    restrict(make_live_guide("Berkas wolkenkuck", stage="follow_up"), "login")
    make_guide("Berkas quodlibet")
    draft = make_regulation("Balai zefiranta")
    make_text(draft, [article("1", "Berkas zefiranta.\n")])
    run_index()
    return before, told


def everything_told(text, user=None):
    """What an answer tells: hits, counts, facets with their words, spelling, suggestions.

    Not their order: how rare a word is, is counted over the whole index.
    """
    answer = found(text, user)
    page = answer.page
    suggested = engine.suggest(text, user or AnonymousUser())
    return (
        page.total, page.group_total, page.matching, page.facets, page.spelling,
        {hit.id for hit in page.hits}, {hit.url for hit in answer.shown}, answer.labels, suggested,
    )  # fmt: skip


def test_a_visitor_is_told_the_same_as_if_nothing_else_were_there(hidden):
    before, told = hidden
    after = told()

    for text in QUESTIONS:
        assert after[text] == before[text], text


def test_each_of_it_is_found_by_whoever_may(hidden, everyone):
    owner, member, outsider = (
        each.user for each in (everyone.owner, everyone.named, everyone.outsider)
    )
    for word, user in {"zwoelfkantig": owner, "xylofonika": outsider, "kwadratur": member,
                       "wolkenkuck": outsider}.items():  # fmt: skip
        assert urls(word, user), word
        assert engine.suggest(word[:5], user), word
        assert found(SECRETS[word], user).page.spelling == word
    for word in ("kwadratur", "bravissimo", "quodlibet", "zefiranta"):
        for user in (outsider, everyone.superuser, everyone.admin.user):
            answer = everything_told(word, user)
            assert word not in repr(answer), word


def test_the_pages_of_a_visitor_hold_nothing_of_it(hidden):
    client = Client()
    for text in QUESTIONS:
        response = client.get(reverse("search:results"), {"q": text})
        main = unescape(response.content.decode()).partition('<main id="main"')[2].lower()
        typed = {word for word in SECRETS if word in text}
        suggested = client.get(reverse("search:suggest"), {"q": text}).json()

        assert response.status_code == 200
        for word in SECRETS.keys() - typed:
            assert word not in main + json.dumps(suggested), text


def test_a_visitor_finds_what_is_public(public):
    law, guide = public
    client = Client()
    page = client.get(reverse("search:results"), {"q": "berkas"})

    assert {hit.url for hit in page.context["hits"]} == {
        law.portal_address(), guide.portal_address()
    }  # fmt: skip
    assert 'id="search-all"' in client.get(reverse("people:sign_in")).content.decode()
    assert client.get(reverse("search:suggest"), {"q": "mena"}).json() == {
        "suggestions": ["menata"]
    }  # fmt: skip
    assert "/masuk/" not in page.request["PATH_INFO"]


def test_nothing_found_sends_a_visitor_to_sign_in_and_to_nobody_elses_file(public):
    page = Client().get(reverse("search:results"), {"q": "qqqqqq"})

    assert page.context["nothing"]["title"]
    assert page.context["hits"] == ()


def test_what_is_restricted_later_is_gone_at_once(public):
    law, _guide = public
    assert urls("menyapu")
    restrict(RegulationIndexPage.objects.get(), "login")
    assert urls("menyapu") == []

    run_index()
    assert found("menyapu").page.total == 0
    assert engine.suggest("menya", AnonymousUser()) == ()
    publish(law)
    run_index()
    assert found("menyapu").page.total == 0


def test_without_the_engine_visitors_find_public_titles_only(hidden, scratch, monkeypatch):
    def nothing():
        return None

    monkeypatch.setattr(engine.current_backend(), "generation", nothing)
    for word in SECRETS:
        assert (found(word).is_away, found(word).page.total) == (True, 0), word
    assert found("berkas").page.total == 2
    assert found("").page.total == 2
