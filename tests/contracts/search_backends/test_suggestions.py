"""Completing what is being typed."""

from __future__ import annotations

from .shelf import HERS, record


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
