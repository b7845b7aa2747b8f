"""Regulations and their articles in the index: what is found, as of which day, by whom."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guidelines.models import Provision, RegulationIndexPage, RegulationPage, Relation
from portal.core import audience
from portal.core.jobs.models import Job
from search.backends.current import current_backend
from search.indexing import active_target
from search.models import IndexChange
from search.query import read_query
from search.sources.regulations import RegulationSource, keys_of
from tests.factories.guidelines import make_regulation
from tests.helpers import run_index
from tests.search.law import article, found, in_index, make_law, make_text, publish, urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOBODY = AnonymousUser()


def words(pieces):
    return "".join(piece.text for piece in pieces)


def move_to(clock, day):
    clock.move_to(datetime.combine(day, datetime.min.time(), timezone.get_default_timezone()))


# -- what is found ------------------------------------------------------------------------


def test_each_word_is_found_where_it_stands():
    page = make_law(number="77", year=2019)
    run_index()
    places = {
        "kesejukan": "pembukaan", "musyawarah": "pasal-1", "anggrek": "pasal-2",
        "lantai": "pasal-14a", "lapuk": "penjelasan/umum", "pukul delapan": "penjelasan/pasal-2",
        "ijuk": "lampiran/pasal-1", "ember": "lampiran",
    }  # fmt: skip

    for word, key in places.items():
        assert urls(word) == [page.article_address(key)], word
    assert urls("kamboja") == [page.portal_address()], "what stands in no part"
    assert urls("bisingkertas") == [], "what only the printed page carried"
    assert page.article_address("penjelasan/pasal-1") not in urls(""), "what says nothing"


def test_an_article_is_found_by_its_name_and_the_headings_above_it():
    page = make_law(number="77", year=2019)
    make_law("Lain", number="78", year=2019)
    run_index()

    for text in ("pasal 14A PP 77/2019", "PP 77/2019 pasal 14a", "pasal 14a PP 77 tahun 2019"):
        assert urls(text)[0] == page.article_address("pasal-14a"), text
    assert page.article_address("pasal-14a") in urls("tata tertib pemakaian")
    assert found("pasal 14a").page.total == 2


@pytest.mark.parametrize(
    "text", ["PP 77/2019", "77/2019", "PP Nomor 77 Tahun 2019", "balai desa wisata"]
)
def test_a_regulation_comes_before_its_articles(text):
    page = make_law("Balai Desa Wisata", number="77", year=2019, summary="Tentang balai.")
    run_index()

    assert urls(text)[0] == page.portal_address()


def test_a_regulation_is_found_by_what_its_record_says():
    page = make_law(
        parts=None, subjects="KEPEGAWAIAN", issuer="Menteri Contoh", title_en="Use of halls",
        summary="Mengatur jadwal.",
    )  # fmt: skip
    run_index()

    for text in ("kepegawaian", "menteri contoh", "use of halls", "jadwal", "peraturan pemerintah"):
        assert urls(text) == [page.portal_address()], text


def test_a_hit_says_which_article_where_it_stands_and_whether_it_holds():
    page = make_law(number="77", year=2019, enacted_on=date(2019, 5, 2))
    run_index()
    (hit,) = found("anggrek").shown

    assert words(hit.title) == f"Pasal 2 {page.citation}"
    assert words(hit.number) == "Penggunaan Balai"
    assert hit.unit == "BAB I KETENTUAN UMUM"
    assert [p.text for p in hit.snippet.pieces if p.is_marked] == ["anggrek"]
    assert (hit.state, hit.person, hit.kind) == ("in_force", "", "Peraturan Pemerintah")


def test_the_state_is_that_of_today_and_of_live_regulations_only(clock):
    page = make_law(number="77", year=2019, enacted_on=date(2019, 5, 2))
    draft = make_regulation("Pencabutan", number="9", year=2026)
    facts = {"kind": "revokes", "target": page, "since": date(2026, 12, 1)}
    Relation.objects.create(subject=draft, **facts)
    run_index()

    move_to(clock, date(2026, 12, 2))
    assert found("anggrek").shown[0].state == "in_force"
    publish(draft, relations=[Relation(**facts)])
    assert found("anggrek").shown[0].state == "revoked"
    move_to(clock, date(2026, 11, 30))
    assert found("anggrek").shown[0].state == "in_force"


def test_records_of_a_regulation_are_one_group():
    make_law()
    make_law("Lain")
    run_index()
    page = found("", source="regulation").page

    assert (page.total, page.group_total) == (18, 2)
    assert {v.value: v.count for v in page.facet("kind").values} == {"regulation.pp": 18}


# -- drafts, editions and days ----------------------------------------------------------------


def test_a_draft_is_nowhere_and_an_unpublished_page_is_gone():
    page = make_regulation("Rancangan anggrek")
    edition = make_text(page)
    run_index()
    assert urls("anggrek") == [] and in_index("regulation") == set()

    publish(page, edition)
    run_index()
    assert len(in_index("regulation")) == 9

    page.unpublish()
    run_index()
    assert urls("anggrek") == [] and in_index("regulation") == set()


def test_a_newer_draft_of_a_live_page_changes_nothing():
    page = make_law()
    run_index()
    before = in_index("regulation")
    edition = make_text(page, [article("1", "Rahasia melati.\n"), article("99", "Baru.\n")])
    newest = page.get_latest_revision_as_object()
    newest.edition, newest.title = edition, "Judul melati"
    newest.save_revision()
    IndexChange.objects.all().delete()
    call_command("check_search", stdout=StringIO())

    run_index()
    assert in_index("regulation") == before
    assert urls("melati") == []


def test_an_article_that_a_newer_edition_drops_vanishes_and_a_new_one_comes():
    page = make_law()
    run_index()
    parts = [article("1", "Balai ialah gedung.\n"), article("3", "Melati.\n")]
    publish(page, make_text(page, parts))
    run_index()

    assert in_index("regulation") == {str(page.pk), f"{page.pk}:pasal-1", f"{page.pk}:pasal-3"}
    assert urls("gedung") == [page.article_address("pasal-1")]
    assert urls("anggrek") == []


def test_an_edition_that_begins_later_is_found_on_its_day(clock):
    page = make_law()
    publish(page, make_text(page, [article("3", "Melati.\n")], applies_from=date(2026, 12, 1)))
    run_index()
    assert urls("anggrek") == [page.article_address("pasal-2")]
    assert urls("melati") == []
    assert Job.objects.filter(name="search.begin_edition").count() == 1

    move_to(clock, date(2026, 12, 1))
    run_index()
    assert in_index("regulation") == {str(page.pk), f"{page.pk}:pasal-3"}
    assert (urls("melati"), urls("anggrek")) == ([page.article_address("pasal-3")], [])


def test_a_day_that_began_is_shown_at_once_even_where_the_index_waits(clock):
    page = make_law()
    publish(page, make_text(page, [article("3", "Melati.\n")], applies_from=date(2026, 12, 1)))
    run_index()

    move_to(clock, date(2026, 12, 1))
    assert urls("anggrek") == [], "the article is in no wording of today"


def test_a_day_that_was_missed_is_made_up_for(clock):
    page = make_law()
    publish(page, make_text(page, [article("3", "Melati.\n")], applies_from=date(2026, 12, 1)))
    run_index()

    move_to(clock, date(2027, 3, 1))
    run_index()
    assert urls("melati") == [page.article_address("pasal-3")]


def test_changes_are_written_in_the_transaction_that_publishes():
    page = make_regulation()
    edition = make_text(page)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(page, edition)
        assert IndexChange.objects.filter(source="regulation").count() > 9
        raise ZeroDivisionError
    assert not IndexChange.objects.exists()


# -- who ----------------------------------------------------------------------------------------


def restrict(page, kind, *groups):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


def test_what_asks_for_a_sign_in_is_found_by_people_of_the_office_only(everyone):
    page = make_law()
    restrict(page, "login")
    run_index()

    assert urls("anggrek") == []
    assert urls("anggrek", everyone.outsider.user) == [page.article_address("pasal-2")]


def test_what_a_group_may_read_is_found_by_its_members_only(everyone):
    group = Group.objects.create(name="Panitia")
    everyone.named.user.groups.add(group)
    page = make_law()
    restrict(page, "groups", group)
    run_index()

    for name, user in everyone.users.items():
        expected = [page.article_address("pasal-2")] if name == "named" else []
        assert urls("anggrek", user) == expected, name
        assert found("balai", user).page.total == (0 if name != "named" else 5), name
    everyone.named.user.groups.remove(group)
    assert urls("anggrek", everyone.named.user) == []


def test_a_restriction_of_the_section_closes_all_and_opens_again():
    page = make_law()
    run_index()
    restriction = restrict(RegulationIndexPage.objects.get(), "login")
    assert urls("anggrek") == [], "before the index follows"
    run_index()
    assert found("balai").page.total == 0

    restriction.delete()
    run_index()
    assert urls("anggrek") == [page.article_address("pasal-2")]


def test_the_index_agrees_with_visible_to(everyone):
    one, other = (Group.objects.create(name=name) for name in ("Satu", "Dua"))
    everyone.named.user.groups.add(one, other)
    everyone.outsider.user.groups.add(one)
    pages = {name: make_law(name, parts=None) for name in ("open", "login", "one", "both", "draft")}
    restrict(pages["login"], "login")
    restrict(pages["one"], "groups", one)
    restrict(pages["both"], "groups", one, other)
    pages["draft"].unpublish()
    run_index()

    for name, user in everyone.users.items():
        seen = {page.portal_address() for page in RegulationPage.objects.visible_to(user)}
        assert set(urls("", user, source="regulation")) == seen, name
        assert found("", user, source="regulation").page.total == len(seen), name


def test_tokens_of_groups_cost_one_query(everyone, django_assert_num_queries):
    user = everyone.superuser
    with django_assert_num_queries(2):  # the employee behind the account, and the groups
        audience.tokens_for(user)


# -- filling and comparing ------------------------------------------------------------------------


def all_keys(source, limit):
    keys, after = [], ""
    while part := source.keys_after(after, limit):
        assert len(part) <= limit
        keys += part
        after = part[-1]
    return keys


@pytest.mark.parametrize("limit", [1, 2, 7, 9, 100])
def test_keys_come_in_one_order_in_parts_of_any_size(limit):
    laws = [make_law(), make_law("Tanpa naskah", parts=None), make_law("Lain")]
    keys = all_keys(RegulationSource(), limit)

    assert len(keys) == len(set(keys)) == 10 + 1 + 10
    assert [key.partition(":")[0] for key in keys] == sorted(
        (key.partition(":")[0] for key in keys), key=int
    )
    assert {key for key in keys if ":" not in key} == {str(page.pk) for page in laws}


def test_a_rebuilt_index_holds_the_same():
    make_law()
    make_law("Lain", parts=None)
    run_index()
    before = current_backend().digests(active_target().name)
    call_command("rebuild_search", stdout=StringIO())

    assert current_backend().digests(active_target().name) == before


def test_the_comparison_sees_what_differs_and_mends_it():
    page = make_law()
    run_index()
    call_command("check_search", stdout=StringIO())
    backend, target = current_backend(), active_target()
    backend.remove(target.name, [f"regulation:{page.pk}:pasal-1"])
    backend.commit(target.name)
    # Past every verb and signal.
    Provision.objects.filter(key="pasal-2").delete()
    type(page).objects.filter(pk=page.pk).update(summary="Baru")
    with pytest.raises(SystemExit):
        call_command("check_search", "--mend", stdout=StringIO())
    assert set(IndexChange.objects.values_list("key", flat=True)) == {
        str(page.pk), f"{page.pk}:pasal-1", f"{page.pk}:pasal-2"
    }  # fmt: skip
    run_index()
    call_command("check_search", stdout=StringIO())


def test_loading_takes_few_queries_however_many_regulations(django_assert_max_num_queries):
    source = RegulationSource()
    for _ in range(4):
        make_law()
    keys = all_keys(source, 100)
    with django_assert_max_num_queries(5):
        assert len(list(source.load(keys))) == 4 * 9


def test_only_what_was_asked_for_is_loaded():
    page = make_law()
    loaded = list(RegulationSource().load([f"{page.pk}:pasal-2", f"{page.pk}:pasal-77", "999:x"]))

    assert [each.record.id for each in loaded] == [f"regulation:{page.pk}:pasal-2"]
    assert "Balai dibuka" in loaded[0].record.pages[1].text
    assert "bisingkertas" not in loaded[0].record.pages[1].text


def test_keys_as_long_as_a_key_can_be_fit_the_outbox():
    key = ("lampiran-i/" + "pasal-1" * 21)[:150]
    page = make_law(parts=[article("1", "Anggrek.\n", key=key)])
    run_index()

    assert urls("anggrek") == [page.article_address(key)]


def test_keys_of_all_published_editions_are_looked_at():
    page = make_law()
    publish(page, make_text(page, [article("3", "x\n")]))
    draft = make_text(page, [article("8", "x\n")])

    assert f"{page.pk}:pasal-14a" in keys_of(page.pk)
    assert f"{page.pk}:pasal-3" in keys_of(page.pk)
    assert f"{page.pk}:pasal-8" not in keys_of(page.pk)
    assert f"{page.pk}:pasal-8" in keys_of(page.pk, [draft.pk])


def test_showing_takes_the_same_queries_for_one_hit_and_for_ten(django_assert_max_num_queries):
    source, reading = RegulationSource(), read_query("anggrek balai")
    laws = [make_law(f"Balai {n}") for n in range(5)]
    ids = [f"regulation:{page.pk}{part}" for page in laws for part in ("", ":pasal-2")]
    for few in (ids[1:2], ids):
        with django_assert_max_num_queries(7):
            assert len(source.show(few, NOBODY, reading)) == len(few)
