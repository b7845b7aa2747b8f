"""Sorting, paging and what a hit shows."""

from __future__ import annotations

import datetime

import pytest

from search.records import DEEPEST_HIT, Sort

from .shelf import find, ids, record


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
