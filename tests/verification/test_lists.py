"""The lists of the checker: what waits, and the search over everything they may check."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.states import UseState
from tests.factories.people import KEEPER, SINCE, appoint, make_employee_with_user
from tests.factories.planning import indicator_of, make_plan, make_use, period_of
from tests.helpers import english

from .pages import PLANTED, QUEUE, USES, bench_of, sent, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# --- The queue ------------------------------------------------------------------------------


def test_queue_is_in_the_order_of_period_and_wait(everyone, plan, client_of, clock):
    late = make_use(plan, text="satu", title="Triwulan tiga")
    clock.move_to(clock.instant + timedelta(days=2))
    early = make_use(plan, period_of(plan, 2), text="dua", title="Triwulan dua")
    clock.move_to(clock.instant + timedelta(days=6))
    make_use(plan, text="tiga", indicator=indicator_of(plan, 2), state=UseState.ACCEPTED)

    # Days later the first session would have ended.
    response = english(client_of(everyone.head.user)).get(QUEUE)

    page = text_of(response)
    assert [row[0]["url"] for row in response.context["rows"]] == [bench_of(early), bench_of(late)]
    assert "2 wait" in page
    assert "oldest 8 days" in page
    assert response.context["next_url"] == bench_of(early)


@pytest.mark.parametrize("name", ["outsider", "owner", "foreigner", "superuser", "auditor"])
@pytest.mark.parametrize("address", [QUEUE, USES])
def test_who_has_nobody_to_check_is_told_who_checks(everyone, plan, client_of, name, address):
    make_use(plan, title=PLANTED)

    page = text_of(english(client_of(everyone.users[name])).get(address))

    assert "You have nobody" in page
    assert PLANTED not in page


def test_named_helper_finds_the_class_in_the_letter_only(everyone, plan, client_of):
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, unit=everyone.unit,
        classes=["ordinary"],
    )
    use = make_use(plan, text="satu", title="Biasa")
    secret = make_use(
        plan, text="dua", title=PLANTED, confidentiality="secret", indicator=indicator_of(plan, 2)
    )
    client = english(client_of(everyone.outsider.user))

    for address in (QUEUE, USES):
        page = text_of(client.get(address))
        assert bench_of(use) in page
        assert PLANTED not in page
    assert "1 waits" in text_of(client.get(QUEUE))
    assert client.get(bench_of(secret)).status_code == 404
    assert client.post(bench_of(use), sent(use)).status_code == 302


@pytest.mark.parametrize(
    "query", ["?person=x&period=99999&kind=tidak-ada", "?page=abc", "?page=99"]
)
def test_queue_understands_or_ignores_any_address(plan, checker, query):
    use = make_use(plan)

    assert bench_of(use) in text_of(checker.get(QUEUE + query))


def counted(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", [QUEUE, USES, f"{USES}?q=notulen&state=submitted"])
def test_lists_ask_the_same_number_of_queries_for_one_and_three(everyone, plan, checker, address):
    make_use(plan, text="satu")
    one = counted(checker, address)
    make_use(plan, period_of(plan, 2), text="dua")
    other = make_employee_with_user(everyone.unit, "Orang Ketiga")
    appoint(everyone.head, other)
    make_use(make_plan(other), text="tiga", kind="foto")

    assert counted(checker, address) == one


# --- The search over uses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", {"Surat tugas", "Foto kegiatan", "Notulen"}),
        ("surat", {"Surat tugas"}),
        ("090/55", {"Surat tugas"}),
        ("ratna", {"Surat tugas", "Foto kegiatan", "Notulen"}),
        ("ke-2", {"Foto kegiatan"}),
        ("ratna foto", {"Foto kegiatan"}),
        ("tidak ada", set()),
    ],
)
def test_search_finds_by_title_number_person_and_indicator(plan, checker, words, titles):
    make_use(plan, text="1", title="Surat tugas", number="090/55")
    make_use(plan, text="2", title="Foto kegiatan", indicator=indicator_of(plan, 2))
    make_use(plan, text="3", title="Notulen", indicator=indicator_of(plan, 3), state="returned")
    make_use(plan, text="4", title="Konsep", indicator=indicator_of(plan, 4), state="draft")

    rows = checker.get(USES, {"q": words}).context["rows"]

    assert {row["use"].version.evidence.title for row in rows} == titles


def test_facet_is_counted_without_its_own_choice(plan, checker):
    make_use(plan, text="1", title="A")
    make_use(plan, text="2", title="B", indicator=indicator_of(plan, 2), state="accepted")
    make_use(plan, period_of(plan, 2), text="3", title="C", state="accepted", kind="foto")

    context = checker.get(USES, {"state": "accepted", "kind": "notulen"}).context

    counts = {
        group["key"]: {item["value"]: item["count"] for item in group["items"]}
        for group in context["facets"]
    }
    assert [row["use"].version.evidence.title for row in context["rows"]] == ["B"]
    assert counts["state"] == {"submitted": 1, "accepted": 1}
    assert counts["kind"] == {"notulen": 1, "foto": 1}
    assert counts["unit"] == {str(plan.unit_id): 1}
    assert {(chip["key"], chip["value"]) for chip in context["chips"]} == {
        ("state", "accepted"), ("kind", "notulen"),
    }


def test_search_counts_nothing_of_others(everyone, plan, checker):
    appoint(everyone.outsider, everyone.colleague)
    make_use(make_plan(everyone.colleague), title=PLANTED, kind="foto")
    make_use(plan)

    response = checker.get(USES, {"unit": "999999", "kind": ["foto", "x'--"], "state": "draft"})

    assert response.status_code == 200
    assert PLANTED not in text_of(response)
    groups = checker.get(USES).context["facets"]
    assert [item["count"] for group in groups for item in group["items"]] == [1, 1, 1, 1]
