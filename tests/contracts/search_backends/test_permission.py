"""Nobody learns anything of a record that is not theirs."""

from __future__ import annotations

import datetime
import random

import pytest

from search.records import Breadth, Sort

from .shelf import ANI, BOTH, HERS, HIS, counts, find, ids, record


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
