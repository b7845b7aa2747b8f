"""Whatever is typed or written, there is an answer."""

from __future__ import annotations

import os
import random

import pytest

from search.backends.base import rebuild
from search.records import Breadth, Matching, Sort

from .shelf import HERS, HIS, ODD_TEXTS, find, ids, record


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
