"""Evidence, regulations and guides in one answer, also while the engine is away."""

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.evidence import make_version
from tests.helpers import run_index
from tests.search.law import found, make_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_database_finds_titles_and_citations_while_the_engine_is_away(scratch):
    page = make_law("Penggunaan Balai", number="77", year=2019)
    make_law("Penggunaan Balai", number="78", year=2019, kind="perpres")
    hidden = make_law("Penggunaan Balai", number="79", year=2019)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    for text in ("PP 77/2019", "balai 77", "pp balai"):
        answer = found(text)
        assert answer.is_away and answer.page.total == 1, text
        assert [hit.url for hit in answer.shown] == [page.portal_address()]
    assert found("balai").page.total == 2
    assert found("balai", kind="regulation.perpres").page.total == 1
    assert found("balai", year="2020").page.total == 0
    assert found("balai", source="guide").page.total == 0
    assert found("balai", unit="1").page.total == 0


def test_pages_of_the_sources_follow_each_other_while_the_engine_is_away(everyone):
    for number in range(12):
        make_version(everyone.owner, title=f"Balai {number:02}")
    for number in range(11):
        make_law(f"Balai {number:02}", parts=None)
    user = everyone.owner.user
    seen = [hit.url for page in (1, 2, 3) for hit in found("balai", user, page=str(page)).shown]

    assert len(seen) == len(set(seen)) == 23
    assert [("/aturan/" in url) for url in seen] == [False] * 12 + [True] * 11
    answer = found("balai", user, page="99")
    assert (answer.page.total, answer.page.page, len(answer.shown)) == (23, 3, 3)
    assert found("balai", user, source="regulation").page.total == 11


def test_facets_of_evidence_stay_right_beside_regulations(everyone):
    day = date(2019, 1, 2)
    make_version(everyone.owner, state="read", title="Balai", kind="foto", dated_on=day)
    make_law("Balai", parts=None, number="77", year=2019)
    run_index()
    user = everyone.owner.user

    def counts(name, **query):
        return {v.value: v.count for v in found("balai", user, **query).page.facet(name).values}

    assert counts("source") == {"evidence": 1, "regulation": 1}
    assert counts("kind") == {"foto": 1, "regulation.pp": 1}
    assert counts("year") == {"2019": 2}
    assert counts("source", source="evidence") == {"evidence": 1, "regulation": 1}
    assert counts("kind", source="evidence") == {"foto": 1}
    assert counts("kind", kind="regulation.pp") == {"foto": 1, "regulation.pp": 1}
    assert found("balai", user, kind="regulation.pp").page.total == 1
    labels = found("balai", user).labels
    assert labels["kind"]["regulation.pp"] == "Peraturan Pemerintah"
