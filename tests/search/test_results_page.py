"""The page of results: what it shows, to whom, and that every address is answered."""

import re
import shutil
from datetime import date
from html import unescape
from urllib.parse import unquote_plus

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Evidence
from evidence.states import ProcessingState, WithdrawalReason
from search.backends.base import SearchUnavailable
from search.backends.current import current_backend
from search.engine import run
from search.forms import read_question
from search.indexing import active_target
from search.models import IndexTarget
from tests.contracts.search_backends.shelf import ODD_TEXTS
from tests.factories.evidence import make_version, withdraw
from tests.factories.people import make_employee_with_user, make_unit
from tests.helpers import run_index

READ = ProcessingState.READ
# Words that stand in one person's files only; a stranger's page may hold none of them.
PLANTED = ("zwoelfkantig", "xylofonika", "777/QRX", "Xaverius", "kwadratur")

STRANGERS = ["outsider", "foreigner", "named", "admin", "superuser", "head", "anonymous"]
QUERIES = [
    {"q": "zwoelfkantig"}, {"q": "xylofonika"}, {"q": '"xylofonika rahasia"'}, {"q": "xylo*"},
    {"q": "777/QRX/2025"}, {"q": "Xaverius"}, {"q": "kwadratur"}, {"q": "zwoelfkantik"},
    {"q": "notulen"}, {"q": ""}, {"q": "apa itu xylofonika?"}, {"q": "", "sort": "title"},
    {"q": "notulen xylofonika", "match": "some"}, {"q": "", "year": "2025"},
    {"q": "notulen", "year": "2025"}, {"q": "", "since": "2025-03-04", "until": "2025-03-04"},
]  # fmt: skip


def text_of(response) -> str:
    """The page as its source, entities resolved."""
    return unescape(response.content.decode())


def main_of(response) -> str:
    """The part below the frame, which repeats what was typed; without the tokens of its forms,
    whose random letters may say anything."""
    main = text_of(response).partition('<main id="main"')[2]
    return re.sub(r"\s+", " ", re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main))


@pytest.fixture
def search(client_of):
    """Ask the page as somebody."""

    def ask(user, text="", **query):
        response = client_of(user).get(reverse("search:results"), {"q": text, **query})
        assert response.status_code == 200
        return main_of(response)

    return ask


@pytest.fixture
def planted(everyone):
    """A file of the owner that only some may see, and one file of the outsider."""
    version = make_version(
        everyone.owner, state=READ, title="Notulen zwoelfkantig", number="777/QRX/2025",
        issuer="Bambang Xaverius", description="kwadratur", dated_on=date(2025, 3, 4),
        pages=["Pembahasan xylofonika rahasia di balai desa"],
    )  # fmt: skip
    make_version(everyone.outsider, state=READ, title="Notulen rapat", pages=["Pembahasan arsip"])
    run_index()
    return version


class TestPermission:
    """A stranger's page holds nothing of a file that is not theirs."""

    @pytest.mark.parametrize("who", STRANGERS)
    def test_no_planted_word_reaches_a_stranger(self, planted, everyone, client_of, who):
        client = client_of(everyone.users[who])
        for query in QUERIES:
            page = main_of(client.get(reverse("search:results"), query))

            # What the person typed is told back; nothing else may hold a planted word.
            rest = unquote_plus(page).lower().replace(query["q"].lower(), "")
            assert not [word for word in PLANTED if word.lower() in rest], query
            assert str(planted.evidence.public_id) not in page
            assert "year=2025" not in page or "year" in query

    @pytest.mark.parametrize("who", STRANGERS)
    def test_counts_and_facets_of_a_stranger_leave_it_out(self, planted, everyone, who):
        user = everyone.users[who]
        answer = run(read_question(_query("notulen")), user)

        own = 1 if who == "outsider" else 0
        assert (answer.page.total, answer.page.group_total, len(answer.shown)) == (own, own, own)
        for facet in answer.page.facets:
            # A file outside a realization belongs to no period.
            counted = 0 if facet.name == "period" else own
            assert sum(value.count for value in facet.values) == counted
        for typed in ("zwoelfkantik", "xylofonikka"):
            assert run(read_question(_query(typed)), user).page.spelling == ""

    def test_the_owner_finds_it_by_every_planted_word(self, planted, everyone, search):
        for word in PLANTED:
            assert str(planted.evidence.public_id) in search(everyone.owner.user, word)
        assert "zwoelfkantig" in search(everyone.owner.user, "zwoelfkantik")

    @pytest.mark.parametrize("prefix", ["zwo", "xylo", "qr", "77", "xav", "kwad", "notulen zw"])
    def test_suggestions_are_the_owners_only(self, planted, everyone, client_of, prefix):
        address = reverse("search:suggest")
        for who in STRANGERS:
            answer = client_of(everyone.users[who]).get(address, {"q": prefix}).json()
            assert answer == {"suggestions": []}
        assert client_of(everyone.owner.user).get(address, {"q": prefix}).json()["suggestions"]

    def test_the_page_agrees_with_visible_to_for_everyone(self, everyone):
        for sharing in ("only_me", "unit", "team", "named"):
            facts = {"team": everyone.team} if sharing == "team" else {}
            if sharing == "named":
                facts["shared_with"] = (everyone.named,)
            for level in ("ordinary", "secret"):
                if level == "secret" and sharing in ("unit", "team"):
                    continue
                make_version(
                    everyone.owner, state=READ, title=f"Notulen {sharing} {level}",
                    sharing=sharing, confidentiality=level, **facts,
                )  # fmt: skip
        make_version(everyone.colleague, state=READ, title="Notulen rekan")
        run_index()

        for name, user in everyone.users.items():
            found = run(read_question(_query("")), user)
            allowed = set(Evidence.objects.visible_to(user).values_list("title", flat=True))
            shown = {"".join(piece.text for piece in hit.title) for hit in found.shown}
            assert (shown, found.page.total) == (allowed, len(allowed)), name

    def test_what_the_index_has_not_followed_yet_is_not_shown(self, planted, everyone, search):
        planted.grants.all().delete()
        page = search(everyone.owner.user, "xylofonika")

        assert "zwoelfkantig" not in page and str(planted.evidence.public_id) not in page

    def test_a_quarantined_file_is_gone_before_the_index_follows(self, planted, everyone, search):
        withdraw(planted, WithdrawalReason.PERSONAL_DATA)

        assert "zwoelfkantig" not in search(everyone.owner.user, "xylofonika")

    def test_a_made_up_filter_tells_no_name_of_a_unit(self, everyone, search):
        make_version(everyone.owner, state=READ)
        secret = make_unit(everyone.agency, "Unit Bernama Rahasia")
        run_index()

        assert "Bernama" not in search(everyone.owner.user, "", unit=secret.pk)

class TestPage:
    """What a hit, a facet, a chip and an empty answer say."""

    def test_a_hit_has_title_kind_unit_date_person_snippet_and_state(
        self, planted, everyone, search
    ):
        page = search(everyone.owner.user, "xylofonika zwoelfkantig")

        for part in (
            f'href="{planted.evidence.get_absolute_url()}"',
            "Notulen <mark>zwoelfkantig</mark>",
            "777/QRX/2025",
            "Seksi Pemerintahan",
            "2025",
            "Ratna Wulandari, S.Sos.",
            "<mark>xylofonika</mark> rahasia di balai desa",
        ):
            assert part in page

    def test_the_page_number_of_the_snippet_is_told(self, everyone, search):
        make_version(
            everyone.owner, state=READ, pages=["satu", "dua anggrek", "tiga anggrek anggrek"]
        )
        run_index()

        assert re.search(r"\b2:</span>", search(everyone.owner.user, "anggrek"))

    def test_what_documents_say_is_escaped(self, everyone, client_of):
        make_version(
            everyone.owner, state=READ, title="<script>alert(1)</script> anggrek",
            pages=["<img src=x onerror=alert(2)> anggrek"], issuer="<b>x</b>",
        )  # fmt: skip
        run_index()
        response = client_of(everyone.owner.user).get(
            reverse("search:results"), {"q": "anggrek <u>"}
        )
        source = response.content.decode()

        assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>anggrek</mark>" in source
        assert "<img src=x" not in source and "<script>alert" not in source and "<u>" not in source

    def test_photos_say_how_they_are_found(self, everyone, search):
        make_version(everyone.owner, state=ProcessingState.EMPTY, title="Foto kegiatan")
        run_index()

        assert "Foto" in search(everyone.owner.user, "kegiatan")

    def test_facets_lead_to_addresses_and_chips_away_from_them(self, planted, everyone, search):
        page = search(everyone.owner.user, "notulen")
        assert "?q=notulen&kind=notulen" in page

        page = search(everyone.owner.user, "notulen", kind="notulen", year="2025")
        assert 'href="?q=notulen&year=2025"' in page
        assert 'href="?q=notulen&kind=notulen"' in page
        assert "Notulen" in page

    def test_every_facet_is_counted_without_its_own_choice(self, everyone):
        for kind, year in (("notulen", 2025), ("notulen", 2026), ("foto", 2026)):
            make_version(
                everyone.owner, state=READ, title="Berkas", kind=kind, dated_on=date(year, 1, 2)
            )
        run_index()
        question = read_question(_query("berkas", kind="notulen"))
        page = run(question, everyone.owner.user).page

        assert {v.value: v.count for v in page.facet("kind").values} == {"notulen": 2, "foto": 1}
        assert {v.value: v.count for v in page.facet("year").values} == {"2025": 1, "2026": 1}

    def test_pages_and_orders(self, everyone, search):
        for number in range(23):
            make_version(everyone.owner, state=READ, title=f"Berkas {number:02}")
        run_index()
        user = everyone.owner.user
        seen = [
            title
            for page in (1, 2, 3)
            for title in re.findall(
                r"<mark>Berkas</mark> (\d\d)", search(user, "berkas", page=page, sort="title")
            )
        ]

        assert seen == [f"{number:02}" for number in range(23)]
        assert "21" in search(user, "berkas", page=999) and "999" in search(
            user, "berkas", page=999
        )

    def test_an_empty_answer_says_what_to_try_and_whom_to_ask(self, planted, everyone, search):
        page = search(everyone.owner.user, "qqqqqq")

        assert page.count("<li>") >= 3
        assert "qqqqqq" in page

    def test_a_wrong_spelling_is_mended(self, planted, everyone, search):
        page = search(everyone.owner.user, "xylofonikka")

        assert 'href="?q=xylofonika"' in page

    def test_wider_and_narrower_are_offered(self, planted, everyone, search):
        user = everyone.owner.user
        assert "match=some" in search(user, "notulen xylofonika")
        assert "match=all" in search(user, "notulen anggrek")
        assert "match=" not in search(user, "notulen")

    def test_it_works_in_english_too(self, planted, everyone, client_of, settings):
        client = client_of(everyone.owner.user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = main_of(client.get(reverse("search:results"), {"q": "xylofonika"}))

        assert "1 file found." in page

    def test_the_number_of_queries_does_not_grow(self, everyone, client_of):
        numbers = []
        for count in (1, 9):
            for number in range(count):
                owner = make_employee_with_user(everyone.unit, f"Rekan {count}-{number}")
                make_version(
                    owner, state=READ, title="Berkas anggrek", sharing="unit",
                    kind="foto" if number % 2 else "notulen", pages=["anggrek"] * 3,
                )  # fmt: skip
            run_index()
            client = client_of(everyone.owner.user)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(reverse("search:results"), {"q": "anggrek"})
            assert len(response.context["hits"]) in (1, 10)
            numbers.append(len(queries))
        assert numbers[0] == numbers[1], numbers


class TestEveryAddress:
    """Nothing that can be typed into the address bar is an error page."""

    @pytest.fixture
    def client(self, everyone, client_of):
        make_version(everyone.owner, state=READ, title="Notulen rapat", pages=["isi"])
        run_index()
        return client_of(everyone.owner.user)

    def test_odd_texts(self, client):
        for text in ODD_TEXTS:
            for address in ("search:results", "search:suggest"):
                query = {"q": text.encode("utf-8", "replace").decode()}
                assert client.get(reverse(address), query).status_code == 200, repr(text)[:60]

    @pytest.mark.parametrize(
        "query",
        [
            "page=abc", "page=-1", "page=0", "page=999999999999999999", "page=1.5", "page=",
            "page=²", "kind=%00", "kind=../..", "kind=tidak-ada", "unit=abc", "unit=" + "9" * 20,
            "unit=-1", "unit=%F0%9F%98%80", "year=20", "year=99999", "year=abcd", "state=weg",
            "state=", "since=31/02/2026", "since=kemarin", "until=9999-12-31", "since=0001-01-01",
            "since=%00", "since=2026-02-01&until=2026-01-01", "sort=weg", "sort=%00", "match=weg",
            "q=%00", "q=%FF%FE", "q=a&q=b&kind=foto&kind=foto", "&&&", "x=1",
            "kind=" + "&kind=".join("abcdefghijklmnopqrstuvwxyz"),
        ],
    )  # fmt: skip
    def test_odd_addresses(self, client, query):
        response = client.get(f"{reverse('search:results')}?{query}")
        assert response.status_code == 200

    @pytest.mark.parametrize(
        "query",
        ["page=abc", "kind=../..", "unit=abc", "year=99", "state=weg", "sort=weg", "match=weg",
         "since=kemarin", "since=2026-02-01&until=2026-01-01", "q=" + "a+" * 900, "page=7"],
    )  # fmt: skip
    def test_what_was_not_understood_is_told(self, client, query):
        response = client.get(f"{reverse('search:results')}?{query}")

        assert response.context["notices"]

    def test_reversed_days_are_told_at_their_field_and_left_out(self, client):
        address = f"{reverse('search:results')}?q=notulen"
        reversed_days = client.get(f"{address}&since=2026-02-01&until=2026-01-01")
        without_days = client.get(address)

        form = reversed_days.context["question"].dates
        (sentence,) = form.errors["until"]
        page = main_of(reversed_days)
        assert "1 Feb 2026" in sentence
        assert f'<ul class="error" id="id_until_error"><li>{sentence}</li></ul>' in page
        assert 'aria-describedby="id_until_error"' in page and 'aria-invalid="true"' in page
        assert sentence in [notice["text"] for notice in reversed_days.context["notices"]]
        # What was typed stays to be mended; it narrows nothing and is no chip.
        assert 'value="2026-02-01"' in page and 'value="2026-01-01"' in page
        assert reversed_days.context["chips"] == []
        assert reversed_days.context["page"].paginator.count == 1
        assert [hit.url for hit in reversed_days.context["hits"]] == [
            hit.url for hit in without_days.context["hits"]
        ]

    @pytest.mark.parametrize(
        ("since", "until", "dated_from", "last_day"),
        [
            ("2026-01-01", "2026-01-01", date(2026, 1, 1), date(2026, 1, 1)),
            ("2026-02-01", "", date(2026, 2, 1), None),
            ("", "2026-01-01", None, date(2026, 1, 1)),
            ("2026-02-01", "kemarin", date(2026, 2, 1), None),
            ("2026-02-01", "2026-01-31", None, None),
        ],
    )
    def test_a_day_holds_unless_it_is_not_understood_or_reversed(
        self, since, until, dated_from, last_day
    ):
        question = read_question(_query("", since=since, until=until))

        assert (question.dated_from, question.last_day) == (dated_from, last_day)

    def test_only_get(self, client):
        assert client.post(reverse("search:results")).status_code == 405
        assert client.post(reverse("search:suggest")).status_code == 405


class TestWithoutTheEngine:
    """Titles and numbers from the database, and a sentence."""

    @pytest.fixture(params=["deleted", "failing", "foreign"])
    def away(self, request, planted, scratch, monkeypatch):
        if request.param == "deleted":
            shutil.rmtree(scratch / "index")
        elif request.param == "foreign":
            IndexTarget.objects.filter(pk=active_target().pk).update(
                name="generation-000009-abcdef"
            )
        else:

            def fail(*args):
                raise SearchUnavailable("gone")

            monkeypatch.setattr(current_backend(), "search", fail)
            monkeypatch.setattr(current_backend(), "suggest", fail)

    def test_titles_and_numbers_are_found_by_who_may_see_them(self, away, everyone, search):
        owner, stranger = everyone.owner.user, everyone.outsider.user
        for text in ("zwoelf", "777/QRX", "notulen 2025", ""):
            assert "zwoelfkantig" in search(owner, text).lower()
            assert "zwoelfkantig" not in search(stranger, text).lower().replace(text, "")
        assert "notice warn" in search(owner, "zwoelf")

    def test_filters_pages_and_odd_texts_still_work(self, away, everyone, client_of):
        client = client_of(everyone.owner.user)
        for query in (
            "year=2025", "kind=notulen", "state=read", "since=2025-01-01", "until=2025-12-31",
            "page=9", "q=%22", f"unit={everyone.unit.pk}", "q=%25_",
        ):  # fmt: skip
            assert client.get(f"{reverse('search:results')}?{query}").status_code == 200
        answer = run(read_question(_query("", year="2025", kind="notulen")), everyone.owner.user)
        assert answer.page.total == 1
        answer = run(read_question(_query("", year="2024")), everyone.owner.user)
        assert answer.page.total == 0

    def test_there_are_no_suggestions(self, away, everyone, client_of):
        response = client_of(everyone.owner.user).get(reverse("search:suggest"), {"q": "zwo"})
        assert response.json() == {"suggestions": []}


def test_nobody_has_no_tokens_but_the_public_ones(planted):
    answer = run(read_question(_query("notulen")), AnonymousUser())

    assert (answer.page.total, answer.shown) == (0, ())


def _query(text, **more):
    query = QueryDict(mutable=True)
    query.update({"q": text, **more})
    return query
