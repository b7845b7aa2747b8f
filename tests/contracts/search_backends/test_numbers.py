"""Document numbers, whole and in parts."""

from __future__ import annotations

import pytest

from .shelf import ids, record


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
