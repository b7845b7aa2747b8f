"""Guides in the index: what they say in every kind of block, for whom, and where a hit opens."""

from datetime import datetime
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from guidelines.models import GuideIndexPage, GuidePage
from search.backends.current import current_backend
from search.indexing import active_target
from search.query import read_query
from search.sources.guides import GuideSource, sections_of
from tests.factories.guidelines import make_guide, make_regulation
from tests.helpers import run_index
from tests.search.law import found, in_index, make_law, make_live_guide, publish, urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOBODY = AnonymousUser()


def every_block(regulation):
    """A body with each kind of block, a word of its own in each field."""
    citation = {
        "regulation": regulation.pk, "key": "pasal-5", "edition": None, "why": "alasan seruni"
    }  # fmt: skip
    return [
        {"type": "text", "value": "<p>Pembuka <b>kenanga</b> &amp; lain.</p>"},
        {"type": "section", "value": {
            "heading": "Cara mawar", "anchor": "cara", "text": "<p>Uraian <i>dahlia</i></p>"}},
        {"type": "steps", "value": [{"title": "Langkah teratai", "text": "<p>rinci soka</p>"}]},
        {"type": "section", "value": {"heading": "Contoh", "anchor": "contoh", "text": ""}},
        {"type": "do_dont", "value": {"do": ["Tulis < 5 cempaka"], "dont": ["Jangan krisan"]}},
        {"type": "example", "value": {
            "subject": "Hasil", "weak": "lemah tulip", "corrected": "betul lavender",
            "reasons": ["sebab kaktus"], "citations": [citation]}},
        {"type": "citation", "value": {**citation, "why": "lihat bougenvil"}},
    ]  # fmt: skip


def test_every_block_is_found_and_a_hit_opens_at_its_section():
    page = make_live_guide("Menulis hasil", body=every_block(make_regulation()))
    run_index()
    anchors = {
        "kenanga": "", "mawar": "#cara", "dahlia": "#cara", "teratai": "#cara", "soka": "#cara",
        "cempaka": "#contoh", "krisan": "#contoh", "tulip": "#contoh", "lavender": "#contoh",
        "kaktus": "#contoh", "seruni": "#contoh", "bougenvil": "#contoh",
    }  # fmt: skip

    for word, anchor in anchors.items():
        assert urls(word) == [page.portal_address() + anchor], word
    assert urls("pasal-5") == [], "addresses are no words"


def test_a_guide_is_found_by_title_sentence_and_stage_in_both_languages():
    page = make_live_guide(
        "Menulis hasil", summary="Kalimat melati.", title_en="Writing results",
        summary_en="Sentence of jasmine.",
    )  # fmt: skip
    run_index()

    for text in ("menulis hasil", "melati", "writing results", "jasmine", "planning"):
        assert urls(text) == [page.portal_address()], text
    (hit,) = found("melati").shown
    assert (hit.state_label, hit.person) == ("", "")
    with override("en"):
        (hit,) = found("jasmine").shown
    assert "".join(piece.text for piece in hit.title) == "Writing results"


def test_a_draft_is_nowhere_nor_is_what_is_written_on_after_publishing():
    page = make_guide("Rancangan melati")
    run_index()
    assert in_index("guide") == set()

    publish(page)
    newest = page.get_latest_revision_as_object()
    newest.title = "Rancangan kenanga"
    newest.save_revision()
    run_index()
    assert (urls("melati"), urls("kenanga")) == ([page.portal_address()], [])

    publish(page)
    run_index()
    assert (urls("melati"), urls("kenanga")) == ([], [page.portal_address()])
    page.unpublish()
    assert urls("kenanga") == [], "before the index follows"
    run_index()
    assert in_index("guide") == set()


def test_a_deleted_guide_is_gone():
    page = make_live_guide()
    run_index()
    page.delete()
    run_index()

    assert in_index("guide") == set()


def test_the_index_agrees_with_visible_to(everyone):
    group = Group.objects.create(name="Panitia")
    everyone.named.user.groups.add(group)
    pages = {name: make_live_guide(name) for name in ("open", "login", "groups", "password")}
    for kind in ("login", "groups", "password"):
        made = PageViewRestriction.objects.create(page=pages[kind], restriction_type=kind)
        if kind == "groups":
            made.groups.add(group)
    run_index()

    def agree():
        for name, user in everyone.users.items():
            seen = {page.portal_address() for page in GuidePage.objects.visible_to(user)}
            assert set(urls("", user)) == seen, name
            assert found("", user).page.total == len(seen), name
            yield name, len(seen)

    assert dict(agree())["anonymous"] == 1 and dict(agree())["named"] == 3
    PageViewRestriction.objects.create(
        page=GuideIndexPage.objects.get(), restriction_type="login"
    )
    run_index()
    assert dict(agree())["anonymous"] == 0 and dict(agree())["outsider"] == 2


def test_facets_years_and_dates(clock):
    make_live_guide("Berkas lama")
    clock.move_to(datetime(2026, 12, 31, 20, tzinfo=timezone.get_default_timezone()))
    make_live_guide("Berkas baru", stage="evaluation")
    make_law("Berkas aturan", parts=None, number="7", year=2026)
    run_index()
    page = found("berkas").page

    assert {v.value: v.count for v in page.facet("source").values} == {"guide": 2, "regulation": 1}
    assert {v.value: v.count for v in page.facet("kind").values} == {
        "guide.planning": 1, "guide.evaluation": 1, "regulation.pp": 1
    }  # fmt: skip
    assert found("berkas", since="2026-12-31", until="2026-12-31").page.total == 1
    assert found("berkas", kind="guide.evaluation").page.total == 1
    assert found("berkas", year="2026").page.total == 3


def test_the_database_finds_titles_while_the_engine_is_away(clock):
    page = make_live_guide("Menulis hasil", title_en="Writing results")
    clock.move_to(datetime(2026, 12, 31, 20, tzinfo=timezone.get_default_timezone()))
    make_live_guide("Menulis indikator", stage="evaluation")
    make_guide("Menulis rancangan")

    answer = found("menulis")
    assert (answer.is_away, answer.page.total) == (True, 2)
    assert urls("writing results") == [page.portal_address()]
    assert found("menulis", kind="guide.evaluation").page.total == 1
    assert found("menulis", kind="pp").page.total == 0
    assert found("menulis", since="2026-12-31", until="2026-12-31").page.total == 1
    assert found("menulis", year="2026").page.total == 2
    assert found("menulis", year="2025").page.total == 0
    assert found("menulis", state="read").page.total == 0


def test_keys_come_in_parts_and_nothing_differs_after_a_rebuild():
    for number in range(5):
        make_live_guide(f"Menulis {number}")
    source, seen, after = GuideSource(), [], ""
    while keys := source.keys_after(after, 2):
        seen += keys
        after = keys[-1]
    assert seen == [str(pk) for pk in GuidePage.objects.order_by("pk").values_list("pk", flat=True)]

    run_index()
    before = current_backend().digests(active_target().name)
    call_command("rebuild_search", stdout=StringIO())
    assert current_backend().digests(active_target().name) == before
    call_command("check_search", stdout=StringIO())


def test_queries_do_not_grow_with_guides_or_their_citations(django_assert_max_num_queries):
    law = make_regulation()
    guides = [make_live_guide(f"Menulis {n}", body=every_block(law)) for n in range(6)]
    source, reading = GuideSource(), read_query("menulis kenanga")
    ids = [f"guide:{page.pk}" for page in guides]
    for few in (ids[:1], ids):
        with django_assert_max_num_queries(2):
            assert len(source.show(few, NOBODY, reading)) == len(few)
    with django_assert_max_num_queries(2):
        assert len(list(source.load([str(page.pk) for page in guides]))) == 6


def test_words_of_fields_that_are_no_markup_stay_as_they_are():
    page = make_live_guide(body=every_block(make_regulation()))
    sections = sections_of(GuidePage.objects.get(pk=page.pk))

    assert [section.heading for section in sections] == ["", "Cara mawar", "Contoh"]
    assert "Tulis < 5 cempaka" in sections[2].words
    assert "kenanga & lain" in sections[0].words and "<" not in sections[0].words
