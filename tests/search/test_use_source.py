"""Uses of evidence in the index: found by their readers, by what is true of the use itself."""

from datetime import date
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from evidence.domain.versions import describe_evidence
from evidence.states import WithdrawalReason
from portal.people.domain.assignments import appoint_appraiser
from portal.people.domain.teams import found_team, grant_role, join_team, leave_team
from portal.people.models import ScopedRole
from portal.planning.domain.realizations import reopen_realization
from portal.planning.domain.uses import withdraw_use
from portal.planning.models import EvidenceUse
from portal.planning.states import UseState
from search import engine, wording
from search.backends.current import current_backend
from search.forms import read_question
from search.indexing import active_target
from search.query import read_query
from search.sources.uses import UseSource
from tests.factories.evidence import (
    make_description,
    make_next_version,
    make_version,
    withdraw,
)
from tests.factories.people import KEEPER, SINCE
from tests.factories.planning import actor_of, judge, make_plan, make_use, period_of
from tests.helpers import english, reload, run_index
from tests.search.law import found, in_index, urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FILE = {
    "state": "read", "title": "Notulen musrenbang", "number": "005/77/2026",
    "pages": ["Peserta membahas saluran anggrek."],
}  # fmt: skip
QUESTIONS = ["", "notulen", "005/77/2026", "anggrek", "anggr*", "laporan pelayanan", "ratna"]


def use_a_file(plan, quarter=3, state=UseState.SUBMITTED, **facts):
    """A use in the period of that number, of a file with known words."""
    version = make_version(plan.employee, **{**FILE, **facts})
    return make_use(plan, period_of(plan, quarter), state=state, version=version)


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


def told(user, text, **query):
    """Everything an answer tells that could give a use away."""
    page = found(text, user, **query).page
    ids = [hit.id for hit in page.hits]
    offered = engine.suggest("anggr", user), engine.suggest("musren", user)
    return page.total, page.group_total, page.facets, page.spelling, ids, offered


def counts(user, facet, text="notulen", **query):
    page = found(text, user, **query).page
    return {value.value: value.count for value in page.facet(facet).values if value.count}


# --- Who finds it -----------------------------------------------------------------------


def test_appraiser_finds_it_by_number_and_by_a_word_inside_once_it_is_handed_in(everyone, plan):
    head = everyone.head.user
    run_index()
    before = {text: told(head, text) for text in QUESTIONS}
    draft = use_a_file(plan, state=UseState.DRAFT)
    run_index()
    assert {text: told(head, text) for text in QUESTIONS} == before

    make_use(plan, version=draft.version)
    run_index()
    for text in QUESTIONS:
        assert urls(text, head) == [draft.version.get_absolute_url()], text
        assert found(text, head).page.total == 1, text
    assert engine.suggest("musren", head)


def test_draft_is_found_by_the_two_owners_only(everyone, plan):
    version = make_version(
        everyone.named, sharing="named", shared_with=(everyone.owner,), **FILE
    )
    use = make_use(plan, state=UseState.DRAFT, version=version)
    run_index()

    for name, user in everyone.users.items():
        total = found("anggrek", user, source="use").page.total
        assert total == (1 if name in {"owner", "named"} else 0), name
    (hit,) = found("anggrek", everyone.owner.user).shown
    assert (hit.person, hit.state) == (everyone.owner.name, use.state)


def test_helper_of_another_period_is_told_the_same_as_without_it(everyone, plan):
    helper = everyone.outsider
    grant_role(
        helper, ScopedRole.Role.HELPER, date(2026, 10, 1), actor=KEEPER, unit=plan.unit,
        classes=["ordinary"],
    )
    use_a_file(plan, 4, title="Notulen lain", number="1", pages=["Isi kamboja."])
    run_index()
    before = {text: told(helper.user, text) for text in QUESTIONS}
    assert before["notulen"][0] == 1

    use = use_a_file(plan, 3)
    run_index()

    assert {text: told(helper.user, text) for text in QUESTIONS} == before
    period = str(use.realization.period_id)
    assert period not in counts(helper.user, "period", "")
    assert found("", helper.user, period=period).page.total == 0
    assert found("anggrek", everyone.head.user).page.total == 1


def test_file_used_in_two_periods_is_not_found_across_them(everyone, plan):
    """The helper sees one use of the file, and only what is true of that use."""
    helper = everyone.outsider
    grant_role(
        helper, ScopedRole.Role.HELPER, date(2026, 10, 1), actor=KEEPER, unit=plan.unit,
        classes=["ordinary"],
    )
    seen = use_a_file(plan, 4)
    other = make_use(plan, period_of(plan, 3), version=seen.version)
    judge(other)
    run_index()

    assert counts(helper.user, "period") == {str(seen.realization.period_id): 1}
    assert counts(helper.user, "state") == {"use.submitted": 1}
    assert found("notulen", helper.user, state="use.accepted").page.total == 0


def test_successor_finds_the_year_and_a_stranger_nothing(everyone, plan):
    use = use_a_file(plan)
    run_index()
    assert found("anggrek", everyone.outsider.user).page.total == 0

    post = everyone.owner.positions.get()
    appoint_appraiser(post, everyone.outsider, date(2026, 11, 1), actor=KEEPER)
    run_index()

    assert urls("anggrek", everyone.outsider.user) == [use.version.get_absolute_url()]
    assert urls("anggrek", everyone.head.user) == [use.version.get_absolute_url()]


def test_helper_of_a_team_finds_what_members_file_of_their_time_in_it(everyone, plan):
    team = found_team(everyone.root, "Tim Penataan", date(2026, 1, 1), actor=KEEPER)
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, team=team,
        classes=["ordinary"],
    )
    use = use_a_file(plan)
    run_index()
    helper = everyone.outsider.user
    assert found("anggrek", helper).page.total == 0

    membership = join_team(team, everyone.owner, date(2026, 2, 1), actor=KEEPER)
    run_index()
    assert urls("anggrek", helper) == [use.version.get_absolute_url()]

    leave_team(membership, date(2026, 6, 1), actor=KEEPER)
    run_index()
    assert found("anggrek", helper).page.total == 0


def test_change_of_the_class_is_followed(everyone, plan):
    grant_role(
        everyone.outsider, ScopedRole.Role.HELPER, SINCE, actor=KEEPER, unit=plan.unit,
        classes=["ordinary"],
    )
    use = use_a_file(plan)
    run_index()
    assert found("anggrek", everyone.outsider.user).page.total == 1

    evidence = use.version.evidence
    describe_evidence(
        evidence, make_description("Notulen musrenbang", confidentiality="limited"),
        actor=actor_of(everyone.owner), revision=evidence.revision,
    )
    assert found("anggrek", everyone.outsider.user).shown == (), "before the index follows"
    run_index()
    assert found("anggrek", everyone.outsider.user).page.total == 0
    assert found("anggrek", everyone.head.user).page.total == 1


@pytest.mark.parametrize("state", UseState)
def test_index_agrees_with_visible_to_in_every_state(everyone, plan, state):
    use_a_file(plan, state=state)
    run_index()

    standing = EvidenceUse.objects.standing()
    for name, user in everyone.users.items():
        seen = standing.visible_to(user).count()
        assert found("anggrek", user, source="use").page.total == seen, name
    assert len(in_index("use")) == standing.count()


# --- What leaves ------------------------------------------------------------------------


def test_use_that_is_taken_out_disappears_and_the_file_stays_with_its_owner(everyone, plan):
    use = use_a_file(plan)
    run_index()
    assert in_index("use") == {str(use.pk)}
    assert in_index("evidence") == set(), "whoever may see the file finds it by its use"

    reopen_realization(use.realization, "Berkas keliru.", actor=actor_of(everyone.owner))
    judge(use, "returned")
    withdraw_use(reload(use), actor=actor_of(everyone.owner))
    assert found("anggrek", everyone.head.user).shown == (), "before the index follows"
    run_index()

    assert in_index("use") == set()
    assert found("anggrek", everyone.head.user).page.total == 0
    assert urls("anggrek", everyone.owner.user) == [use.version.evidence.get_absolute_url()]


@pytest.mark.parametrize("reason", [WithdrawalReason.PERSONAL_DATA, WithdrawalReason.MISTAKE])
def test_version_that_is_withdrawn_takes_its_uses_along(everyone, plan, reason):
    is_personal = reason == WithdrawalReason.PERSONAL_DATA
    use = use_a_file(plan, state=UseState.SUBMITTED if is_personal else UseState.DRAFT)
    run_index()
    withdraw(use.version, reason)
    run_index()

    assert in_index("use") == in_index("evidence") == set()
    assert found("", everyone.owner.user).page.total == 0


def test_frozen_use_keeps_its_version_beside_a_newer_one(everyone, plan):
    use = use_a_file(plan)
    newer = make_next_version(use.version.evidence, state="read", pages=["Isi kamboja."])
    run_index()
    owner, head = everyone.owner.user, everyone.head.user

    assert urls("anggrek", head) == urls("anggrek", owner) == [use.version.get_absolute_url()]
    assert urls("kamboja", head) == []
    assert urls("kamboja", owner) == [newer.evidence.get_absolute_url()]


def test_unfrozen_use_moves_along_with_a_new_version(everyone, plan):
    use = use_a_file(plan, state=UseState.DRAFT)
    run_index()
    newer = make_next_version(use.version.evidence, state="read", pages=["Isi kamboja."])
    run_index()

    owner = everyone.owner.user
    assert urls("anggrek", owner) == []
    assert urls("kamboja", owner) == [newer.get_absolute_url()]


# --- What a hit says --------------------------------------------------------------------


def test_hit_says_person_period_indicator_and_state(everyone, plan):
    use = use_a_file(plan)
    run_index()

    (hit,) = found("anggrek", everyone.head.user).shown

    assert (hit.person, hit.period) == (plan.employee.name, str(period_of(plan)))
    assert "".join(piece.text for piece in hit.proves) == use.realization.indicator.statement
    assert (hit.unit, hit.state) == (plan.unit.label, UseState.SUBMITTED)
    assert hit.state_label == str(UseState.SUBMITTED.label)
    assert any(piece.is_marked for piece in hit.snippet.pieces) and hit.snippet.page == 1


def test_page_of_results_shows_the_use_and_its_facets(everyone, plan, client_of):
    use = use_a_file(plan, state=UseState.ACCEPTED)
    run_index()
    client = english(client_of(everyone.head.user))

    page = client.get(reverse("search:results"), {"q": "anggrek"}).content.decode()

    assert "1 use found." in page
    assert f'href="{use.version.get_absolute_url()}"' in page
    assert f"Evidence for: {use.realization.indicator.statement}" in page
    assert f"period={use.realization.period_id}" in page and "state=use.accepted" in page


def test_uses_are_counted_in_files(everyone, plan):
    version = make_version(everyone.owner, **FILE)
    for number in (1, 2, 3):
        make_use(plan, period_of(plan, number), version=version)
    make_version(everyone.owner, **{**FILE, "title": "Notulen tanpa realisasi"})
    run_index()
    question = read_question(QueryDict(urlencode({"q": "notulen"})))

    answers = {
        name: engine.run(question, everyone.users[name]) for name in ("head", "owner")
    }

    with override("en"):
        assert wording.summary(question, answers["head"]) == "3 uses in 1 file."
        assert wording.summary(question, answers["owner"]) == "4 results in 2 files."
    assert counts(everyone.owner.user, "source") == {"use": 3, "evidence": 1}


def test_facets_and_filters(everyone, plan):
    accepted = use_a_file(plan, 3, state=UseState.ACCEPTED, kind="foto")
    waiting = use_a_file(plan, 2, number="9")
    run_index()
    head = everyone.head.user
    periods = [str(use.realization.period_id) for use in (accepted, waiting)]

    assert counts(head, "state") == {"use.accepted": 1, "use.submitted": 1}
    assert counts(head, "period") == dict.fromkeys(periods, 1)
    assert counts(head, "unit") == {str(plan.unit_id): 2}
    assert counts(head, "period", period=periods[0]) == dict.fromkeys(periods, 1)
    assert urls("", head, period=periods[0]) == [accepted.version.get_absolute_url()]
    assert urls("", head, state="use.submitted") == [waiting.version.get_absolute_url()]
    assert found("", head, state="use.accepted", period=periods[1]).page.total == 0
    labels = found("", head).labels
    assert labels["period"][periods[0]] == str(accepted.realization.period)
    assert labels["state"]["use.accepted"] == str(UseState.ACCEPTED.label)
    odd = read_question(QueryDict("state=use.withdrawn&period=x"))
    assert odd.filters == {} and odd.notices


def test_period_is_found_by_its_name_in_both_languages(everyone, plan):
    use = use_a_file(plan)
    run_index()

    for language in ("id", "en"):
        with override(language):
            name = str(use.realization.period)
        assert urls(name, everyone.head.user) == [use.version.get_absolute_url()], name


# --- The index --------------------------------------------------------------------------


def test_version_says_searchable_when_its_use_is_in_the_index(everyone, plan):
    use = use_a_file(plan)
    assert reload(use.version).searchable_at is None
    run_index()
    assert reload(use.version).searchable_at is not None


def test_nothing_differs_after_a_rebuild_and_every_version_says_searchable(everyone, plan):
    versions = [use_a_file(plan, number, state=UseState.ACCEPTED).version for number in (2, 3)]
    run_index()
    before = current_backend().digests(active_target().name)
    type(versions[0]).objects.update(searchable_at=None)

    with override("en"):
        call_command("rebuild_search", stdout=StringIO())
    run_index()

    assert current_backend().digests(active_target().name) == before
    call_command("check_search", stdout=StringIO())
    assert all(reload(version).searchable_at for version in versions)


def test_keys_come_in_parts(everyone, plan):
    for number in (1, 2, 3):
        use_a_file(plan, number)
    source, seen, after = UseSource(), [], ""
    while keys := source.keys_after(after, 2):
        seen += keys
        after = keys[-1]

    in_order = EvidenceUse.objects.order_by("pk").values_list("pk", flat=True)
    assert seen == [str(pk) for pk in in_order]


def test_queries_do_not_grow_with_uses(everyone, plan):
    ids = [f"use:{use_a_file(plan, number).pk}" for number in (1, 2, 3)]
    source, reading, head = UseSource(), read_query("anggrek"), everyone.head.user
    numbers = []
    for few in (ids[:1], ids):
        with CaptureQueriesContext(connection) as queries:
            assert len(source.show(few, head, reading)) == len(few)
            assert len(list(source.load([id.removeprefix("use:") for id in few]))) == len(few)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_database_finds_uses_while_the_engine_is_away(everyone, plan):
    use = use_a_file(plan, dated_on=date(2026, 8, 3))
    use_a_file(plan, 2, state=UseState.DRAFT, title="Notulen rancangan")
    head, owner = everyone.head.user, everyone.owner.user

    answer = found("notulen", head)
    assert (answer.is_away, answer.page.total) == (True, 1)
    assert [hit.url for hit in answer.shown] == [use.version.get_absolute_url()]
    assert found("notulen", owner).page.total == 2, "each file once, by its use"
    period = str(use.realization.period_id)
    assert found("005/77", head, period=period, state="use.submitted").page.total == 1
    assert found("notulen", head, state="use.accepted").page.total == 0
    assert found("notulen", head, state="read").page.total == 0
    assert found("notulen", head, unit=str(plan.unit_id), year="2026").page.total == 1
    assert found("notulen", head, since="2026-08-03", until="2026-08-03").page.total == 1
    assert found("notulen", head, since="2026-08-04").page.total == 0
