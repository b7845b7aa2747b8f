"""The outbox and the index process: nothing committed is lost, whatever is killed or full."""

import shutil
from datetime import timedelta

import pytest
from django.db import transaction

from evidence.domain.access import set_grants
from evidence.domain.versions import describe_evidence
from evidence.models import Evidence
from evidence.states import ProcessingState, WithdrawalReason
from portal.core import audience
from portal.core.actor import Actor
from search.backends.base import IndexBusy, SearchUnavailable
from search.backends.current import current_backend
from search.indexing import (
    DRAIN_BATCH,
    active_target,
    begin_rebuild,
    filling_target,
    pump,
    step,
)
from search.models import IndexChange, IndexTarget, note_changes
from search.records import SearchRequest
from search.sources.evidence import EvidenceSource
from search.status import index_figures
from tests.factories.evidence import (
    make_description,
    make_next_version,
    make_version,
    put_into_state,
    withdraw,
)
from tests.helpers import reload, run_index

READ = ProcessingState.READ


def titles(employee, text="", **more) -> list[str]:
    """What the index itself answers to the tokens of a person."""
    tokens = audience.tokens_for(employee.user)
    page = current_backend().search(SearchRequest(tokens=tokens, text=text, **more))
    return sorted(hit.title for hit in page.hits)


class Broken:
    """The real engine, one method of which fails a number of times."""

    def __init__(self, method, error, times=1, after=False):
        self._backend = current_backend()
        self._method, self._error, self._times, self._after = method, error, times, after

    def __getattr__(self, name):
        real = getattr(self._backend, name)
        if name != self._method:
            return real

        def failing(*args, **kwargs):
            if self._times:
                self._times -= 1
                if self._after:
                    real(*args, **kwargs)
                raise self._error
            return real(*args, **kwargs)

        return failing


class Killed(BaseException):
    """Stands for the end of the process at this line."""


@pytest.fixture
def owner(everyone):
    return everyone.owner


# -- from the verb to the index -------------------------------------------------------


def test_verbs_write_outbox_rows_in_their_own_transaction(owner):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_version(owner)
        assert IndexChange.objects.exists()
        raise ZeroDivisionError
    assert not IndexChange.objects.exists()


def test_receivers_touch_no_engine(owner, scratch):
    make_version(owner, state=READ)

    assert not (scratch / "index").exists()
    assert set(IndexChange.objects.values_list("target", flat=True)) == {None}


@pytest.mark.parametrize("state", ProcessingState)
def test_a_version_in_each_state_is_found_or_not(owner, state):
    version = make_version(owner, state=state, title="Notulen melati", pages=["isi anggrek"])
    run_index()

    is_gone = state == ProcessingState.QUARANTINED
    assert titles(owner, "melati") == ([] if is_gone else ["Notulen melati"])
    assert titles(owner, "anggrek") == (["Notulen melati"] if version.pages.exists() else [])


@pytest.mark.parametrize("state", ProcessingState)
def test_only_versions_that_were_dealt_with_say_searchable(owner, state):
    version = make_version(owner, state=state)
    run_index()

    is_dealt_with = state in {"read", "empty", "locked", "unreadable"}
    assert (reload(version).searchable_at is not None) == is_dealt_with


def test_a_version_says_searchable_only_after_its_text_is_in_the_index(owner):
    version = make_version(owner, title="Notulen")
    run_index()
    assert reload(version).searchable_at is None

    put_into_state(version, READ, pages=["anggrek"])
    assert titles(owner, "anggrek") == []
    run_index()
    assert titles(owner, "anggrek") == ["Notulen"]
    assert reload(version).searchable_at is not None


def test_the_newest_version_replaces_the_earlier_one(owner):
    first = make_version(owner, state=READ, title="Notulen", pages=["anggrek"])
    run_index()
    second = make_next_version(first.evidence, state=READ, pages=["kamboja"])
    run_index()
    assert (titles(owner, "anggrek"), titles(owner, "kamboja")) == ([], ["Notulen"])

    withdraw(second)
    run_index()
    assert (titles(owner, "anggrek"), titles(owner, "kamboja")) == (["Notulen"], [])

    withdraw(first, WithdrawalReason.PERSONAL_DATA)
    run_index()
    assert titles(owner) == []
    assert current_backend().count(active_target().name) == 0


def test_a_change_of_the_description_or_the_sharing_is_followed(everyone):
    owner, evidence = everyone.owner, make_version(everyone.owner, state=READ).evidence
    run_index()
    assert titles(everyone.colleague) == []

    describe_evidence(
        evidence,
        make_description("Laporan baru", sharing="unit"),
        actor=Actor(user=owner.user),
        revision=evidence.revision,
    )
    run_index()
    assert titles(everyone.colleague) == titles(owner) == ["Laporan baru"]
    assert titles(everyone.outsider) == []


def test_grants_that_end_and_records_without_grants_stay_out(everyone, clock):
    version = make_version(everyone.owner, state=READ, title="Notulen")
    token = audience.person(everyone.outsider.pk)
    set_grants(version, "emergency:1", {token}, until=clock() + timedelta(hours=1))
    run_index()
    assert titles(everyone.outsider) == []

    version.grants.all().delete()
    note_changes("evidence", [version.evidence_id])
    run_index()
    assert titles(everyone.owner) == []


# -- trouble --------------------------------------------------------------------------


def test_exactly_the_rows_that_were_read_are_deleted(owner):
    run_index()
    make_version(owner, title="Pertama")
    seen = set(IndexChange.objects.values_list("pk", flat=True))
    late = IndexChange(pk=min(seen) - 1, source="evidence", key="0", created_at="2026-01-01T00:00Z")

    class CommitsLate(Broken):
        """A lower id becomes visible while the batch is written."""

        def commit(self, generation):
            late.save(force_insert=True)
            self._backend.commit(generation)

    step(CommitsLate("", None))
    assert set(IndexChange.objects.values_list("pk", flat=True)) == {late.pk}


@pytest.mark.parametrize("method", ["upsert", "commit", "remove"])
def test_an_engine_in_trouble_loses_nothing_and_is_waited_for_ever_longer(owner, clock, method):
    run_index()
    version = make_version(owner, state=READ, title="Notulen")
    waiting = IndexChange.objects.count()
    broken = Broken(method, SearchUnavailable("No space left on device"), times=99)
    waits = []
    for _ in range(12):
        assert not step(broken)
        target = active_target()
        assert IndexChange.objects.count() == waiting
        waits.append((target.retry_at - clock()).total_seconds())
        assert not step(broken), "it rests"
        assert active_target().failures == target.failures
        clock.move_to(target.retry_at)
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == max(waits) == 300
    assert index_figures().trouble == "No space left on device"

    run_index()
    assert titles(owner) == ["Notulen"]
    assert reload(version).searchable_at is not None
    figures = index_figures()
    assert (figures.trouble, figures.waiting, figures.lag) == ("", 0, timedelta())


def test_an_index_that_another_process_writes_is_left_to_it(owner):
    run_index()
    make_version(owner)
    busy = Broken("upsert", IndexBusy("locked"), times=1)

    assert not step(busy)
    assert active_target().failures == 0
    assert index_figures().waiting > 0


@pytest.mark.parametrize("method", ["upsert", "commit", "remove"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_line_the_next_process_does_it_again(owner, method, after):
    run_index()
    version = make_version(owner, state=READ, title="Notulen", pages=["anggrek"])
    gone = make_version(owner, state=READ, title="Ditarik")
    withdraw(gone)
    with pytest.raises(Killed):
        step(Broken(method, Killed(), after=after))
    current_backend().close()

    run_index()
    assert titles(owner) == ["Notulen"]
    assert reload(version).searchable_at is not None
    assert not IndexChange.objects.exists()


def test_more_changes_than_a_batch_are_drained(owner):
    run_index()
    versions = [make_version(owner, title=f"Notulen {n}") for n in range(3)]
    keys = [version.evidence_id for version in versions]
    note_changes("evidence", keys * (DRAIN_BATCH // 2))

    run_index()
    assert len(titles(owner)) == 3
    assert not IndexChange.objects.exists()


def test_changes_of_an_unknown_source_are_dropped(owner):
    run_index()
    note_changes("planets", [1, 2])
    note_changes("evidence", [999_999])

    run_index()
    assert not IndexChange.objects.exists()


# -- rebuilding -------------------------------------------------------------------------


def test_a_deleted_folder_is_filled_again(owner, scratch):
    make_version(owner, state=READ, title="Notulen")
    run_index()
    shutil.rmtree(scratch / "index")
    assert not index_figures().is_answering

    run_index()
    assert titles(owner) == ["Notulen"]
    assert index_figures().is_answering
    assert IndexTarget.objects.count() == 1


def test_an_index_of_an_older_schema_is_replaced(owner, scratch):
    make_version(owner, state=READ, title="Notulen")
    run_index()
    before = active_target().name
    (scratch / "index" / before / "portal-schema").write_text("0/0")

    run_index()
    assert active_target().name != before
    assert titles(owner) == ["Notulen"]
    assert current_backend().generations() == (active_target().name,)


def test_searches_go_on_and_changes_reach_both_while_another_index_is_filled(owner):
    backend = current_backend()
    make_version(owner, state=READ, title="Pertama")
    run_index()
    before = active_target().name

    target = begin_rebuild(backend)
    assert begin_rebuild(backend).pk == target.pk
    make_version(owner, state=READ, title="Kedua")
    step(backend)
    assert titles(owner) == ["Kedua", "Pertama"]
    assert backend.generation() == before
    while filling_target() is not None:
        step(backend)
    assert (backend.generation(), backend.generations()) == (target.name, (target.name,))
    assert titles(owner) == ["Kedua", "Pertama"]
    assert not IndexChange.objects.filter(target=None).exclude(source="evidence").exists()


@pytest.mark.parametrize("method", ["upsert", "commit", "activate", "discard"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_while_filling_the_next_process_goes_on(owner, method, after):
    for number in range(3):
        make_version(owner, state=READ, title=f"Notulen {number}")
    run_index()
    target = begin_rebuild(current_backend())
    broken = Broken(method, Killed(), after=after)
    with pytest.raises(Killed):
        for _ in range(20):
            step(broken)
    current_backend().close()

    run_index()
    assert active_target().name == current_backend().generation() == target.name
    assert titles(owner) == ["Notulen 0", "Notulen 1", "Notulen 2"]
    assert filling_target() is None


def test_filling_begins_again_where_its_folder_was_deleted(owner, scratch):
    make_version(owner, state=READ, title="Notulen")
    target = begin_rebuild(current_backend())
    shutil.rmtree(scratch / "index" / target.name)

    run_index()
    assert titles(owner) == ["Notulen"]
    assert active_target().name != target.name


def test_trouble_while_filling_waits_and_leaves_the_old_index_answering(owner, clock):
    make_version(owner, state=READ, title="Notulen")
    run_index()
    begin_rebuild(current_backend())
    broken = Broken("commit", SearchUnavailable("No space left on device"))
    step(broken)

    assert titles(owner) == ["Notulen"]
    assert filling_target().failures == 1
    assert index_figures().trouble
    clock.move_to(clock() + timedelta(minutes=5))
    run_index()
    assert filling_target() is None


def test_where_no_index_can_be_made_the_worker_is_told(owner):
    with pytest.raises(SearchUnavailable):
        step(Broken("create", SearchUnavailable("No space left on device")))


def test_a_first_index_marks_what_was_filed_before_it(owner):
    version = make_version(owner, state=READ)
    IndexChange.objects.all().delete()
    run_index()

    assert reload(version).searchable_at is not None


def test_an_index_of_another_database_does_not_answer(owner):
    make_version(owner, state=READ, title="Notulen")
    run_index()
    IndexTarget.objects.all().delete()
    assert not index_figures().is_answering

    run_index()
    assert titles(owner) == ["Notulen"]
    assert len(current_backend().generations()) == 1


def test_the_pump_says_when_there_is_nothing_to_do(owner):
    run_index()

    assert pump() is False


# -- the source -------------------------------------------------------------------------


def test_filling_takes_few_queries_however_much_there_is(owner, django_assert_max_num_queries):
    source = EvidenceSource()
    for number in range(2):
        make_version(owner, state=READ, title=f"Notulen {number}", pages=["satu", "dua"])
    keys = source.keys_after("", 10)
    with django_assert_max_num_queries(4):
        assert len(list(source.load(keys))) == 2
    for number in range(6):
        make_version(owner, state=READ, title=f"Laporan {number}", pages=["satu", "dua"])
    with django_assert_max_num_queries(5):
        assert len(list(source.load(source.keys_after("", 10)))) == 8


def test_keys_come_in_parts_and_end(owner):
    for _ in range(5):
        make_version(owner)
    source, seen, after = EvidenceSource(), [], ""
    while keys := source.keys_after(after, 2):
        seen += keys
        after = keys[-1]

    assert seen == [str(pk) for pk in Evidence.objects.order_by("pk").values_list("pk", flat=True)]


def test_a_record_says_what_people_search_for(everyone):
    version = make_version(
        everyone.owner, state=READ, title="Notulen rapat", number="800/1/KEC/2026",
        issuer="Camat Sukamaju", description="Hasil musyawarah", name="scan-0012.txt",
        pages=["halaman satu", "halaman dua"],
    )  # fmt: skip
    (loaded,) = EvidenceSource().load([str(version.evidence_id)])
    record = loaded.record

    assert record.id == f"evidence:{version.evidence_id}"
    assert record.tokens == set(version.grants.values_list("token", flat=True))
    assert (record.number, record.names[1]) == ("800/1/KEC/2026", "Camat Sukamaju")
    assert [page.text for page in record.pages[1:]] == ["halaman satu", "halaman dua"]
    assert "musyawarah" in record.pages[0].text and "scan-0012" in record.pages[0].text
    assert record.facets["unit"] == {str(everyone.unit.pk)}
    assert record.url == version.evidence.get_absolute_url()
    run_index()
    for text in ("rahmawati", "800/1", "camat", "musyawarah", "scan-0012", "seksi pemerintahan"):
        assert titles(everyone.owner, text) == (["Notulen rapat"] if text != "rahmawati" else [])
