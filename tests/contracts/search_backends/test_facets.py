"""What the facets count."""

from __future__ import annotations

import datetime

import pytest

from .shelf import counts, find, ids, record


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
