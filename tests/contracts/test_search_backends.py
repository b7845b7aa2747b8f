"""One class of tests for every search engine.

An engine joins by a line in ``BACKENDS``; the tests know nothing of it but the
protocol. Permissions come first: what a person may not find must show in no
hit, total, facet, suggestion or spelling.
"""

from __future__ import annotations

import datetime
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from search.backends.base import IndexMissing, SearchBackend, rebuild
from search.backends.embedded import EmbeddedBackend
from search.records import (
    DEEPEST_HIT,
    Breadth,
    IndexRecord,
    Matching,
    PageContent,
    SearchRequest,
    Sort,
)

BACKENDS: dict[str, Callable[[Path], SearchBackend]] = {
    "embedded": lambda folder: EmbeddedBackend(folder / "index"),
}

ANI, BUDI = "person:1", "person:2"
HERS, HIS = frozenset({ANI}), frozenset({BUDI})
BOTH = HERS | HIS


def record(key: int | str, title: str, *texts: str, tokens: frozenset[str] = HERS, **more):
    """A record of the source ``evidence``; texts are its pages."""
    facets = {"kind": "notulen", "unit": "7", "year": "2026", "state": "read"}
    return IndexRecord(
        id=f"evidence:{key}",
        group=more.pop("group", str(key)),
        source="evidence",
        title=title,
        tokens=tokens,
        url=f"/bukti/{key}/",
        pages=tuple(PageContent(number, "", text) for number, text in enumerate(texts, start=1)),
        facets=facets | more.pop("facets", {}),
        **more,
    )


@pytest.fixture(params=sorted(BACKENDS))
def backend(request, tmp_path):
    made = BACKENDS[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def filled(backend):
    """Call with records: they are the whole index."""

    def fill(*records: IndexRecord) -> SearchBackend:
        rebuild(backend, records)
        return backend

    return fill


def find(backend: SearchBackend, text: str = "", tokens: frozenset[str] = HERS, **more):
    return backend.search(SearchRequest(tokens=tokens, text=text, **more))


def ids(backend: SearchBackend, text: str = "", tokens: frozenset[str] = HERS, **more):
    return [hit.id.removeprefix("evidence:") for hit in find(backend, text, tokens, **more).hits]


def counts(page, name: str) -> dict[str, int]:
    return {value.value: value.count for value in page.facet(name).values if value.count}


class TestPermission:
    """Nobody learns anything of a record that none of their tokens opens."""

    @pytest.fixture
    def two_people(self, filled):
        return filled(
            record(1, "Notulen rapat kecamatan", "Pembahasan posyandu melati", tokens=HERS),
            record(
                2,
                "Notulen rahasia zwoelfkantig",
                "Pembahasan zwoelfkantig dan xylofonika rahasia",
                tokens=HIS,
                number="777/QRX/2025",
                names=("Bambang Xaverius",),
                date=datetime.date(2025, 3, 4),
                facets={"kind": "rahasia", "unit": "99", "year": "2025", "state": "empty"},
            ),
        )

    @pytest.mark.parametrize(
        "text",
        ["zwoelfkantig", '"rahasia zwoelfkantig"', "xylofonika", "xylo*", "777/QRX/2025",
         "777 QRX", "Xaverius", "zwoelfkantik", "apa itu zwoelfkantig?", "rahasia"],
    )  # fmt: skip
    def test_a_strangers_record_is_in_no_hit_total_or_facet(self, two_people, text):
        page = find(two_people, text, HERS)

        assert all(hit.id == "evidence:1" for hit in page.hits)
        assert page.total == len(page.hits)
        assert page.group_total == page.total
        for facet in page.facets:
            assert {value.value for value in facet.values} <= {"notulen", "7", "2026", "read"}
        assert "zwoelf" not in page.spelling.replace("zwoelfkantik", "")
        assert ids(two_people, text, HIS)[:1] == ["2"]

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("breadth", Breadth)
    def test_no_order_or_breadth_opens_it(self, two_people, sort, breadth):
        for text in ("", "notulen", "notulen xylofonika", "zwoelfkantig"):
            page = find(two_people, text, HERS, sort=sort, breadth=breadth)
            assert "evidence:2" not in {hit.id for hit in page.hits}
            assert page.total <= 1

    def test_filters_on_values_of_a_strangers_record_find_nothing(self, two_people):
        for name, value in (("kind", "rahasia"), ("unit", "99"), ("year", "2025")):
            page = find(two_people, "", HERS, filters={name: frozenset({value})})
            assert page.total == 0
            assert counts(page, name) == counts(find(two_people, "", HERS), name)

    def test_browsing_counts_only_what_is_theirs(self, two_people):
        assert counts(find(two_people, "", HERS), "kind") == {"notulen": 1}
        assert counts(find(two_people, "", HIS), "kind") == {"rahasia": 1}
        assert counts(find(two_people, "", BOTH), "kind") == {"notulen": 1, "rahasia": 1}

    def test_suggestions_hold_no_word_of_a_strangers_record(self, two_people):
        for prefix in ("zw", "zwoelf", "xyl", "qr", "bam", "xav", "rah", "notulen rah", "77"):
            assert two_people.suggest(prefix, HERS, 10) == ()
        assert [s.text for s in two_people.suggest("zwoe", HIS, 10)] == ["zwoelfkantig"]

    def test_suggestions_count_only_what_is_theirs(self, filled):
        backend = filled(
            *[record(n, f"Notulen {n}", tokens=HERS if n < 3 else HIS) for n in range(10)]
        )

        assert [(s.text, s.count) for s in backend.suggest("not", HERS, 5)] == [("notulen", 3)]
        assert [(s.text, s.count) for s in backend.suggest("not", HIS, 5)] == [("notulen", 7)]

    def test_spelling_never_proposes_a_strangers_word(self, two_people):
        assert find(two_people, "zwoelfkantik", HERS).spelling == ""
        assert find(two_people, "zwoelfkantik", HIS).spelling == "zwoelfkantig"

    def test_spelling_mends_by_a_word_that_both_have_only_for_who_has_it(self, filled):
        backend = filled(
            record(1, "Laporan posyandu", tokens=HERS),
            record(2, "Laporan pasyandy", tokens=HIS),
        )

        assert find(backend, "posyandi", HERS).spelling == "posyandu"

    def test_without_tokens_nothing_is_found(self, two_people):
        page = find(two_people, "", frozenset())

        assert (page.hits, page.total, page.facets) == ((), 0, ())
        assert two_people.suggest("not", frozenset(), 5) == ()

    def test_a_token_matches_whole_never_by_its_beginning(self, filled):
        backend = filled(record(1, "Notulen", tokens=frozenset({"person:12"})))

        for token in ("person:1", "person:", "person", "PERSON:12", "person:12 ", "*", ""):
            assert find(backend, "", frozenset({token})).total == 0
        assert find(backend, "", frozenset({"person:12"})).total == 1

    def test_any_of_a_records_tokens_opens_it(self, filled):
        backend = filled(record(1, "Notulen", tokens=frozenset({"unit:7", ANI})))

        assert ids(backend, "", frozenset({"unit:7", "staff"})) == ["1"]

    def test_many_tokens_work(self, filled):
        backend = filled(record(1, "Notulen", tokens=frozenset({"unit:4999"})))

        assert ids(backend, "notulen", frozenset(f"unit:{n}" for n in range(5000))) == ["1"]

    def test_new_tokens_of_a_record_replace_the_old_ones(self, filled):
        backend = filled(record(1, "Notulen", tokens=BOTH))
        generation = backend.generation()
        backend.upsert(generation, [record(1, "Notulen", tokens=HIS)])
        backend.commit(generation)

        assert ids(backend, "notulen", HERS) == []
        assert ids(backend, "notulen", HIS) == ["1"]
        assert backend.suggest("not", HERS, 5) == ()

    def test_random_records_agree_with_a_plain_filter(self, filled):
        chance = random.Random(7)
        tokens = [f"unit:{n}" for n in range(6)]
        words = ["rapat", "laporan", "desa", "anggaran", "notulen", "posyandu"]
        records = [
            record(
                n,
                " ".join(chance.choices(words, k=3)),
                tokens=frozenset(chance.sample(tokens, chance.randint(1, 3))),
                facets={"unit": str(chance.randint(1, 3)), "kind": chance.choice("abc")},
            )
            for n in range(120)
        ]
        backend = filled(*records)
        for word in words:
            for _ in range(4):
                held = frozenset(chance.sample(tokens, chance.randint(1, 4)))
                unit = str(chance.randint(1, 3))
                allowed = [r for r in records if r.tokens & held and word in r.title.split()]
                expected = [r for r in allowed if unit in r.facets["unit"]]
                page = find(
                    backend, word, held, filters={"unit": frozenset({unit})}, page_size=100,
                    breadth=Breadth.ALL,
                )  # fmt: skip
                assert {hit.id for hit in page.hits} == {r.id for r in expected}
                assert page.total == page.group_total == len(expected)
                for kind in "abc":
                    assert counts(page, "kind").get(kind, 0) == sum(
                        kind in r.facets["kind"] for r in expected
                    )
                for other in "123":
                    assert counts(page, "unit").get(other, 0) == sum(
                        other in r.facets["unit"] for r in allowed
                    )


class TestWords:
    """What people type meets what documents say."""

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("menulis", "Penulisan laporan"),
            ("penulisan", "Tim menulis naskah"),
            ("dikelola", "Pengelolaan arsip"),
            ("pengelolaan", "Arsip dikelola"),
            ("peningkatan", "Upaya meningkatkan mutu"),
            ("menilai", "Tim penilai"),
            ("penanaman", "Warga menanam pohon"),
            ("menanam", "Penanaman seribu pohon"),
            ("perempuan", "Pemberdayaan perempuan"),
            ("laporan", "Lap. bulanan"),
            ("lap", "Laporan bulanan"),
            ("kecamatan", "Kantor Kec. Mekarsari"),
            ("kel", "Kelurahan Sukamaju"),
            ("notulen", "Notula rapat"),
            ("notula", "Notulen rapat"),
            ("izin", "Surat ijin"),
            ("praktek", "Praktik kerja"),
            ("nopember", "10 November 2026"),
            ("SK", "Surat Keputusan Camat"),
            ("surat keputusan", "SK Camat"),
            ("surat tugas", "SPT kegiatan"),
            ("SPT", "Surat Perintah Tugas"),
            ("ST", "Surat tugas pelatihan"),
            ("berita acara", "BA serah terima"),
            ("BAST", "Berita acara serah terima barang"),
            ("SKP", "Sasaran kinerja pegawai"),
            ("musrenbang", "Musyawarah perencanaan pembangunan"),
            ("triwulan 3", "Laporan Triwulan III"),
            ("triwulan III", "Laporan triwulan 3"),
            ("bab VII", "Isi bab VII"),
            ("e-kinerja", "Aplikasi e-Kinerja"),
            ("ekinerja", "Aplikasi e-Kinerja"),
            ("e kinerja", "Aplikasi e-Kinerja"),
            ("buku-buku", "Daftar buku"),
            ("Jumat", "Kegiatan Jum’at bersih"),
            ("qur'an", "Lomba baca Quran"),
            ("cafe", "Kunjungan ke Café"),
            ("KOMPUTER", "komputer"),
            ("ｋｏｍｐｕｔｅｒ", "komputer"),
            ("pelaksanaan", "pelak-\nsanaan kegiatan"),
            ("pelaksanaan", "pelak\u00adsanaan kegiatan"),
            ("musren*", "Hasil musrenbang desa"),
            ("yang", "Kepada yang terhormat"),
            ("2026", "Rencana kerja 2026"),
            ("kegiatan", "kegiatann"),  # similar spelling where nothing else is
        ],
    )
    @pytest.mark.parametrize("place", ["title", "page"])
    def test_forms_variants_and_abbreviations_meet(self, filled, typed, written, place):
        backend = filled(
            record(1, written if place == "title" else "Berkas", written),
            record(2, "Zebra", "Hewan belang"),
        )

        assert ids(backend, typed) == ["1"]

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("pemerintah", "Surat perintah"),
            ("kecamatan", "Camat hadir"),
            ("perempuan", "Empu keris"),
            ("nilai", "Kampung nila"),
            ("berita", "Pita merah"),
        ],
    )
    def test_different_words_do_not_meet(self, filled, typed, written):
        backend = filled(record(1, "Berkas", written), record(2, "Benar", typed))

        assert ids(backend, typed) == ["2"]

    def test_the_written_form_comes_before_other_forms(self, filled):
        backend = filled(
            record(1, "Berkas", "penulis hadir di aula besar"),
            record(2, "Berkas", "penulisan hadir di aula besar"),
            record(3, "Berkas", "menulis hadir di aula besar"),
        )

        assert ids(backend, "penulisan")[0] == "2"
        assert sorted(ids(backend, "penulisan")) == ["1", "2", "3"]

    def test_the_title_counts_more_than_the_text(self, filled):
        filler = "rapat koordinasi membahas rencana kerja tahunan bersama perangkat desa"
        backend = filled(
            record(1, "Catatan kegiatan rutin", f"{filler} posyandu {filler}"),
            record(2, "Kegiatan posyandu rutin", f"{filler} kegiatan {filler}"),
        )

        assert ids(backend, "posyandu") == ["2", "1"]

    def test_a_quoted_phrase_is_exact(self, filled):
        backend = filled(
            record(1, "Satu", "surat perintah untuk membayar"),
            record(2, "Dua", "surat untuk perintah membayar"),
            record(3, "Tiga", "surat perintah membayar"),
            record(4, "Empat", "surat perintah", "untuk membayar"),
            record(5, "Lima", "surat memerintah untuk pembayaran"),
        )

        assert ids(backend, '"surat perintah untuk membayar"') == ["1"]
        assert ids(backend, "“perintah membayar”") == ["3", "2"] or sorted(
            ids(backend, "“perintah membayar”")
        ) == ["2", "3"]
        assert ids(backend, '"pembayaran"') == ["5"]

    def test_a_phrase_does_not_run_over_the_end_of_a_page(self, filled):
        backend = filled(record(1, "Satu", "di balai", "desa mekar"))

        assert ids(backend, '"balai desa"') == []
        assert ids(backend, "balai desa") == ["1"]

    def test_several_words_are_all_demanded_where_a_record_has_them(self, filled):
        backend = filled(
            record(1, "Notulen musrenbang"), record(2, "Notulen rapat"), record(3, "Musrenbang")
        )

        page = find(backend, "notulen musrenbang")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert (page.matching, page.total) == (Matching.ALL, 1)

    def test_records_with_some_words_follow_on_request(self, filled):
        backend = filled(
            record(1, "Musrenbang musrenbang musrenbang"),
            record(2, "Rapat panjang tentang banyak hal lain sekali", "notulen", "musrenbang"),
            record(3, "Notulen notulen"),
        )

        page = find(backend, "notulen musrenbang", breadth=Breadth.SOME)
        assert page.hits[0].id == "evidence:2"
        assert (page.matching, page.total) == (Matching.SOME, 3)

    def test_where_no_record_has_all_words_some_are_enough(self, filled):
        backend = filled(record(1, "Notulen rapat desa"), record(2, "Daftar hadir"))

        page = find(backend, "notulen rapat gubernur")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert page.matching is Matching.SOME

    def test_a_question_need_not_be_repeated_by_its_answer(self, filled):
        backend = filled(
            record(1, "Sejarah", "Kecamatan Mekarsari dibentuk pada tahun 1987."),
            record(2, "Sejarah", "Kecamatan Sukamaju berdiri pada zaman Belanda."),
        )

        page = find(backend, "Kapan sebenarnya kecamatan Mekarsari mulai dibentuk?")
        assert page.hits[0].id == "evidence:1"

    def test_similar_spelling_is_found_and_the_right_one_proposed(self, filled):
        backend = filled(record(1, "Kegiatan posyandu melati"), record(2, "Daftar barang"))

        page = find(backend, "possyandu")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert (page.matching, page.spelling) == (Matching.SIMILAR, "posyandu")

    def test_glued_words_of_a_bad_scan_are_found_by_similarity(self, filled):
        backend = filled(record(1, "Pindaian", "hasilmusyawarahdesa"), record(2, "Lain", "kantor"))

        assert ids(backend, "musyawarah") == ["1"]

    def test_names_keywords_and_issuer_are_found(self, filled):
        backend = filled(
            record(1, "Berkas", names=("Siti Rahmawati", "BKPSDM"), keywords=("Surat tugas",)),
        )

        for text in ("rahmawati", "BKPSDM", "surat tugas", "siti surat"):
            assert ids(backend, text) == ["1"]


class TestNumbers:
    """A document number is found whole, by parts, and however it is separated."""

    @pytest.fixture
    def letters(self, filled):
        return filled(
            record(1, "Surat tugas", number="800/123/KEC/2026"),
            record(2, "Surat lain", "menindaklanjuti surat 800/123/KEC/2026", number="005/9/2026"),
            record(3, "Surat 800", "123 KEC dan 2026 serta 800/123/KEL/2026"),
        )

    @pytest.mark.parametrize(
        "typed",
        ["800/123/KEC/2026", "800.123.KEC.2026", "800 123 kec 2026", "800-123-kec-2026",
         "800123KEC2026", "  800/123/kec/2026. "],
    )  # fmt: skip
    def test_the_exact_number_comes_first_however_separated(self, letters, typed):
        assert ids(letters, typed)[0] == "1"

    @pytest.mark.parametrize("typed", ["800/123", "123/KEC", "123.kec.2026", "KEC/2026", "800123"])
    def test_parts_find_it(self, letters, typed):
        assert "1" in ids(letters, typed)

    def test_leading_zeros_may_be_left_out(self, letters):
        assert "2" in ids(letters, "5 surat")

    def test_a_number_within_a_longer_query_still_leads(self, letters):
        assert ids(letters, "surat nomor 800/123/KEC/2026")[0] == "1"


class TestFacets:
    """Each facet is counted under all choices but its own."""

    @pytest.fixture
    def shelf(self, filled):
        made = [
            ("a", "1", "2025"), ("a", "1", "2026"), ("a", "2", "2026"),
            ("b", "2", "2026"), ("b", "3", "2025"), ("c", "3", "2026"),
        ]  # fmt: skip
        return filled(
            *[
                record(
                    n, f"Notulen {n}", facets={"kind": kind, "unit": unit, "year": year},
                    date=datetime.date(int(year), 1, n + 1),
                )
                for n, (kind, unit, year) in enumerate(made)
            ]
        )  # fmt: skip

    def test_without_a_choice_all_are_counted(self, shelf):
        page = find(shelf, "notulen")

        assert counts(page, "kind") == {"a": 3, "b": 2, "c": 1}
        assert counts(page, "unit") == {"1": 2, "2": 2, "3": 2}
        assert counts(page, "year") == {"2025": 2, "2026": 4}

    def test_a_choice_narrows_the_other_facets_only(self, shelf):
        page = find(shelf, "notulen", filters={"kind": frozenset("a")})

        assert page.total == 3
        assert counts(page, "kind") == {"a": 3, "b": 2, "c": 1}
        assert counts(page, "unit") == {"1": 2, "2": 1}
        assert counts(page, "year") == {"2025": 1, "2026": 2}

    def test_two_choices_cross(self, shelf):
        page = find(shelf, filters={"kind": frozenset("ab"), "year": frozenset({"2026"})})

        assert page.total == 3
        assert counts(page, "kind") == {"a": 2, "b": 1, "c": 1}
        assert counts(page, "year") == {"2025": 2, "2026": 3}
        assert counts(page, "unit") == {"1": 1, "2": 2}

    def test_a_chosen_value_stays_listed_without_hits(self, shelf):
        page = find(shelf, filters={"kind": frozenset("c"), "year": frozenset({"2025"})})

        (chosen,) = [value for value in page.facet("kind").values if value.is_chosen]
        assert (page.total, chosen.value, chosen.count) == (0, "c", 0)

    def test_a_value_that_never_was_is_no_error(self, shelf):
        assert (
            find(shelf, filters={"unit": frozenset({"'; --", "\x00", "\ud800", "😀" * 50})}).total
            == 0
        )

    def test_dates_narrow_until_is_exclusive(self, shelf):
        january = {
            "dated_from": datetime.date(2026, 1, 2),
            "dated_until": datetime.date(2026, 1, 4),
        }

        assert sorted(ids(shelf, **january)) == ["1", "2"]
        assert find(shelf, dated_from=datetime.date.min, dated_until=datetime.date.max).total == 6
        assert find(shelf, dated_from=datetime.date(2027, 1, 1)).total == 0

    def test_a_record_may_have_several_values(self, filled):
        backend = filled(record(1, "Notulen", facets={"unit": frozenset({"1", "2"})}))

        page = find(backend, filters={"unit": frozenset({"2"})})
        assert (page.total, counts(page, "unit")) == (1, {"1": 1, "2": 1})

    def test_groups_are_counted_beside_records(self, filled):
        backend = filled(*[record(n, "Notulen", group=str(n % 2)) for n in range(5)])

        page = find(backend, "notulen")
        assert (page.total, page.group_total) == (5, 2)


class TestOrderAndPages:
    """Sorting, paging and their bounds."""

    @pytest.fixture
    def shelf(self, filled):
        dates = {1: (2026, 5, 1), 2: (2024, 1, 1), 3: None, 4: (2026, 5, 2), 5: (1961, 1, 1)}
        titles = {1: "Éclair 10", 2: "eclair 2", 3: "Zebra", 4: "aneka", 5: "Budi"}
        return filled(
            *[
                record(n, titles[n], "notulen", date=day and datetime.date(*day))
                for n, day in dates.items()
            ]
        )

    def test_by_date_and_title(self, shelf):
        assert ids(shelf, "notulen", sort=Sort.NEWEST) == ["4", "1", "2", "5", "3"]
        assert ids(shelf, "notulen", sort=Sort.OLDEST) == ["5", "2", "1", "4", "3"]
        assert ids(shelf, "notulen", sort=Sort.TITLE) == ["4", "5", "2", "1", "3"]

    def test_browsing_shows_the_newest_first(self, shelf):
        assert ids(shelf) == ["4", "1", "2", "5", "3"]

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("text", ["", "notulen", "notulen rapat", "kapan rapat?"])
    def test_pages_hold_every_hit_once(self, filled, sort, text):
        backend = filled(*[record(n, f"Notulen rapat {n % 3}") for n in range(23)])
        seen = []
        for page in (1, 2, 3):
            found = find(backend, text, sort=sort, page=page, page_size=10)
            seen += [hit.id for hit in found.hits]
            assert (found.page, found.page_count, found.total) == (page, 3, 23)
            assert found.first == (page - 1) * 10 + 1

        assert len(seen) == len(set(seen)) == 23

    @pytest.mark.parametrize("page", [4, 99, 1001, 10**9, 10**30])
    def test_a_page_behind_the_last_shows_the_last(self, filled, page):
        backend = filled(*[record(n, "Notulen") for n in range(23)])

        found = find(backend, "notulen", page=page)
        assert (found.page, len(found.hits), found.total) == (3, 3, 23)

    @pytest.mark.parametrize("page", [0, -1, -(10**30)])
    def test_a_page_before_the_first_shows_the_first(self, filled, page):
        backend = filled(record(1, "Notulen"))

        assert (find(backend, page=page).page, ids(backend, page=page)) == (1, ["1"])

    def test_no_hit_is_one_empty_page(self, filled):
        backend = filled(record(1, "Notulen"))

        found = find(backend, "qqqqqq", page=5)
        assert (found.page, found.page_count, found.total, found.first) == (1, 1, 0, 0)

    def test_the_page_size_is_bounded(self, filled):
        backend = filled(*[record(n, "Notulen") for n in range(3)])

        assert len(find(backend, page_size=0).hits) == 1
        assert len(find(backend, page_size=10**9).hits) == 3
        assert DEEPEST_HIT >= 1000

    def test_a_hit_shows_what_was_written(self, filled):
        written = record(
            1,
            "Notulen «ü» 😀",
            names=("Ani", "Camat"),
            number="1/2",
            date=datetime.date(2026, 2, 3),
        )
        (hit,) = find(filled(written), "notulen").hits

        assert (hit.id, hit.title, hit.number, hit.names, hit.url, hit.date, hit.group) == (
            written.id, written.title, "1/2", ("Ani", "Camat"), "/bukti/1/", written.date, "1",
        )  # fmt: skip
        assert hit.facets["unit"] == frozenset({"7"})


ODD_TEXTS = [
    '"', '""', '"""', "“", "'", "\\", "\x00", "a\x00b", "\ud800", "\ufffd", "(", ")", "((((", "[",
    "{", "+", "-", "--", "&&", "||", "!", "^", "~", "*", "?", "*a", "a*", "ab*", "abc*", ".*",
    "abc.*", "a|b*", "(abc*", "[abc*", ":", "title:notulen", "tokens:person:2", "/", "//", "<b>",
    "%", "_", "AND", "OR", "NOT", "notulen AND", "notulen OR (", "TO", "[a TO z]", "yang dan di",
    '"yang"', '"yang dan"', "... , ; :", "   ", "\t\n", "\u3000", "\u200b", "\u202e", "😀",
    "👨‍👩‍👧‍👦",
    "ﷺ", "½", "a" * 10_000, "kata " * 2_000, '"' * 10_000, "x" * 70 + "*", "عربى", "漢字", "नमस्ते",
    "i̇", "ß", "ǅ", "a\u0300" * 3_000, "'; DROP TABLE x; --", "{{ 7*7 }}", "0", "00", "-1", "1e999",
    "1/0", "١٢٣", "²", "notulen~5", "notulen^10", '"notulen', '"notulen rapat', '"a" "b" "c"',
    "𝐧𝐨𝐭𝐮𝐥𝐞𝐧", "no\u00adtulen", "/" * 500, "1/" * 500, "a-" * 500, "-a" * 500, "ab-ab-ab",
]  # fmt: skip


class TestEveryInput:
    """Whatever is typed, there is an answer."""

    @pytest.fixture
    def shelf(self, filled):
        return filled(
            record(1, "Notulen rapat", "isi", number="1/2/2026"),
            record(2, "", "", tokens=HIS),
            record(3, "\x00 \ud800 “judul” 😀" + "x" * 5_000, "\x00\ud800" + "y" * 70_000),
        )

    @pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
    def test_odd_text_is_searched_and_completed(self, shelf, text):
        for breadth in Breadth:
            page = find(shelf, text, breadth=breadth)
            assert {hit.id for hit in page.hits} <= {"evidence:1", "evidence:3"}
        assert all(s.count for s in shelf.suggest(text, HERS, 5))

    def test_signs_alone_ask_for_nothing(self, shelf):
        page = find(shelf, "?! ... 😀")

        assert (page.total, page.matching) == (0, Matching.NOTHING)

    def test_blanks_browse(self, shelf):
        assert find(shelf, " \n\u3000").matching is Matching.BROWSE

    def test_random_texts(self, shelf):
        chance = random.Random(os.environ.get("SEARCH_FUZZ_SEED", "2026"))
        letters = 'notulen rapat 1/2 ""\'*?:()-+\\.\x00😀é“”\n'
        for _ in range(300):
            text = "".join(chance.choices(letters, k=chance.randint(0, 60)))
            find(shelf, text, sort=chance.choice(list(Sort)), page=chance.randint(-2, 5))
            shelf.suggest(text, HERS, chance.randint(-1, 5))

    def test_odd_records_are_written_and_removed(self, backend):
        records = [
            record(n, text[:300], text, number=text[:100], names=(text[:200],))
            for n, text in enumerate(ODD_TEXTS)
        ]
        generation = rebuild(backend, records)

        assert backend.digests(generation) == {r.id: r.digest for r in records}
        backend.remove(generation, [r.id for r in records])
        backend.commit(generation)
        assert backend.count(generation) == 0

    def test_many_words_and_one_giant_word(self, filled):
        backend = filled(record(1, "Besar", "kata " * 100_000 + "ujung"), record(2, "z" * 70_000))

        assert ids(backend, "ujung") == ["1"]
        assert ids(backend, "z" * 70_000) == ["2"]


class TestWriting:
    """Changes, generations and comparing."""

    def test_a_record_is_replaced_not_doubled(self, filled):
        backend = filled(record(1, "Lama"))
        generation = backend.generation()
        backend.upsert(generation, [record(1, "Sementara"), record(1, "Terbaru")])
        backend.commit(generation)

        assert backend.count(generation) == 1
        assert (ids(backend, "lama"), ids(backend, "terbaru")) == ([], ["1"])
        assert ids(backend, "sementara", breadth=Breadth.ALL) == []

    def test_a_removed_record_leaves_hits_counts_and_suggestions(self, filled):
        backend = filled(record(1, "Sementara"), record(2, "Tetap"))
        generation = backend.generation()
        backend.remove(generation, ["evidence:1", "evidence:404"])
        backend.commit(generation)

        assert ids(backend) == ["2"]
        assert find(backend, "sementara").total == 0
        assert backend.suggest("sem", HERS, 5) == ()
        assert backend.digests(generation) == {"evidence:2": record(2, "Tetap").digest}

    def test_nothing_is_seen_before_the_commit(self, filled):
        backend = filled(record(1, "Pertama"))
        generation = backend.generation()
        backend.upsert(generation, [record(2, "Kedua")])
        assert ids(backend, "kedua") == []

        backend.commit(generation)
        assert ids(backend, "kedua") == ["2"]

    def test_what_was_not_committed_is_dropped_by_close(self, filled):
        backend = filled(record(1, "Pertama"))
        generation = backend.generation()
        backend.upsert(generation, [record(2, "Kedua")])
        backend.close()
        backend.commit(generation)

        assert ids(backend) == ["1"]

    def test_digests_tell_every_difference(self, filled):
        plain = record(1, "Notulen", "isi", date=datetime.date(2026, 1, 1))
        changed = [
            record(1, "Notulen", "isi"),
            record(1, "Notulen!", "isi", date=plain.date),
            record(1, "Notulen", "isi.", date=plain.date),
            record(1, "Notulen", "isi", date=plain.date, tokens=BOTH),
            record(1, "Notulen", "isi", date=plain.date, facets={"unit": "8"}),
            record(1, "Notulen", "isi", date=plain.date, number="1"),
        ]
        assert len({r.digest for r in [plain, *changed]}) == 7
        backend = filled(plain)
        assert backend.digests(backend.generation()) == {plain.id: plain.digest}

    def test_a_new_generation_is_filled_beside_the_current_one(self, filled):
        backend = filled(record(1, "Lama"))
        before = backend.generation()
        beside = backend.create()
        backend.upsert(beside, [record(2, "Baru")])
        backend.commit(beside)
        assert ids(backend) == ["1"]

        backend.upsert(before, [record(3, "Susulan")])
        backend.commit(before)
        assert sorted(ids(backend)) == ["1", "3"]

        backend.activate(beside)
        assert (backend.generation(), ids(backend)) == (beside, ["2"])
        backend.discard(before)
        backend.discard(before)
        assert backend.generations() == (beside,)
        assert ids(backend) == ["2"]

    def test_the_current_generation_is_not_discarded(self, filled):
        backend = filled(record(1, "Lama"))

        with pytest.raises(ValueError, match="current"):
            backend.discard(backend.generation())

    def test_without_an_index_it_says_so(self, backend):
        assert backend.generation() is None
        with pytest.raises(IndexMissing):
            find(backend, "notulen")
        with pytest.raises(IndexMissing):
            backend.suggest("not", HERS, 5)

    def test_an_empty_index_finds_nothing(self, filled):
        backend = filled()

        assert (find(backend, "notulen").total, find(backend).total) == (0, 0)
        assert backend.suggest("not", HERS, 5) == ()

    def test_a_large_batch_in_several_commits(self, backend):
        generation = rebuild(backend, (record(n, f"Notulen {n}") for n in range(4_500)))

        assert backend.count(generation) == 4_500
        page = find(backend, "notulen", page=450)
        assert (page.total, len(page.hits), page.page) == (4_500, 10, 450)
        assert abs(page.group_total - 4_500) < 225


class TestSuggestions:
    """Completing the last word."""

    def test_words_of_titles_come_first_then_of_texts(self, filled):
        backend = filled(record(1, "Notulen rapat", "nota notaris"), record(2, "Notulen", "nota"))

        assert [(s.text, s.count) for s in backend.suggest("NOT", HERS, 5)] == [
            ("notulen", 2), ("nota", 2), ("notaris", 1),
        ]  # fmt: skip

    def test_words_before_it_narrow(self, filled):
        backend = filled(record(1, "Notulen rapat"), record(2, "Laporan rakor"))

        assert [s.text for s in backend.suggest("notulen ra", HERS, 5)] == ["notulen rapat"]

    def test_stop_words_finished_words_and_single_letters_offer_nothing(self, filled):
        backend = filled(record(1, "Kepada yang terhormat"))

        for prefix in ("ya", "yang ", "t", "", " ", "?"):
            assert backend.suggest(prefix, HERS, 5) == ()

    def test_the_limit_holds(self, filled):
        backend = filled(record(1, "kata " + " ".join(f"kata{n}" for n in range(50))))

        assert len(backend.suggest("ka", HERS, 7)) == 7
        assert backend.suggest("ka", HERS, 0) == ()
