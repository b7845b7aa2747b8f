"""Changes, generations and comparing."""

from __future__ import annotations

import datetime

import pytest

from search.backends.base import IndexMissing, rebuild
from search.records import Breadth

from .shelf import BOTH, HERS, find, ids, record


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
