"""The list of files: filters, order, pages, cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.states import ProcessingState
from tests.evidence.pages import text_of
from tests.factories.evidence import (
    make_next_version,
    make_version,
    withdraw,
)
from tests.helpers import english

pytestmark = pytest.mark.django_db


# --- The list ---------------------------------------------------------------------------


@pytest.mark.parametrize("box", ["/bukti/", "/bukti/?box=shared"])
def test_list_costs_the_same_for_one_and_for_many(everyone, client_of, box):
    reader = everyone.owner if box == "/bukti/" else everyone.colleague
    client = client_of(reader.user)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(box).status_code == 200
        return len(queries)

    make_version(everyone.owner, sharing="unit", state=ProcessingState.READ)
    cost()
    one = cost()
    for _ in range(4):
        version = make_version(everyone.owner, sharing="unit", state=ProcessingState.READ)
        make_next_version(version.evidence)
    assert cost() == one


def test_empty_boxes_teach_the_next_step(client):
    mine = text_of(english(client).get("/bukti/"))
    shared = text_of(english(client).get("/bukti/?box=shared"))

    assert "You have filed nothing yet" in mine
    assert "/bukti/unggah/" in mine
    assert "Nobody shares a file with you" in shared


def test_list_is_filtered_by_words_kind_state_and_year(client, owner):
    make_version(owner, title="Notulen apel pagi", number="1/IX/2026", dated_on=date(2026, 9, 1))
    make_version(owner, title="Foto kerja bakti", kind="foto", state=ProcessingState.EMPTY)
    gone = make_version(owner, title="Surat salah")
    withdraw(gone)

    def titles(query):
        page = text_of(client.get(f"/bukti/?{query}"))
        return {t for t in ("Notulen apel pagi", "Foto kerja bakti", "Surat salah") if t in page}

    assert titles("") == {"Notulen apel pagi", "Foto kerja bakti", "Surat salah"}
    assert titles("q=pagi+notulen") == {"Notulen apel pagi"}
    assert titles("q=1/IX") == {"Notulen apel pagi"}
    assert titles("kind=foto") == {"Foto kerja bakti"}
    assert titles("state=empty") == {"Foto kerja bakti"}
    assert titles("state=waiting") == {"Notulen apel pagi"}
    assert titles("state=withdrawn") == {"Surat salah"}
    assert titles("year=2026&q=apel") == {"Notulen apel pagi"}
    assert titles("q=tidakada") == set()


@pytest.mark.parametrize(
    "query",
    [
        "kind=%00",
        "kind='",
        "state=nonsense",
        "year=abc",
        "year=99999999999999999999",
        "sort=-evil",
        "page=0",
        "page=-1",
        "page=zzz",
        "page=999999999999",
        "q=%00",
        "q=%F0%9F%93%84",
        "q=" + "x" * 5000,
        "box=evil",
        "q=%25%27%22;--",
    ],
)
def test_any_query_string_is_answered(client, owner, query):
    make_version(owner)

    assert client.get(f"/bukti/?{query}").status_code == 200


@pytest.mark.parametrize("sort", ["", "oldest", "title", "date"])
def test_list_can_be_ordered(client, owner, sort):
    make_version(owner, title="B", dated_on=date(2026, 1, 1))
    make_version(owner, title="A", dated_on=date(2026, 2, 1))
    make_version(owner, title="C")

    page = text_of(client.get(f"/bukti/?sort={sort}"))

    order = sorted("ABC", key=lambda title: page.index(f">{title}</a>"))
    expected = {"": "CAB", "oldest": "BAC", "title": "ABC", "date": "ABC"}[sort]
    assert "".join(order) == expected


def test_list_has_pages(client, owner):
    for number in range(26):
        make_version(owner, title=f"Bukti nomor {number:02d}")

    assert "Bukti nomor 00" not in text_of(client.get("/bukti/"))
    assert "Bukti nomor 00" in text_of(client.get("/bukti/?page=2"))
