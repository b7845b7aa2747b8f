"""Staff pages: who may, what they tell, and what their buttons do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.core.history import history_of
from portal.core.jobs.models import Job, WorkerBeat
from portal.core.jobs.queue import run_pending_inline
from portal.core.jobs.registry import job_types, label_of
from portal.core.jobs.states import Cause, State
from portal.files.storing import absolute_path
from portal.home import house
from tests.factories.evidence import make_version
from tests.factories.people import make_employee_with_user
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_job(state=State.FAILED, **facts):
    now = portal_clock.now()
    facts = {
        "name": "evidence.read_version", "queue": "slow", "arguments": [1], "attempt": 4,
        "failures": 4, "cause": Cause.TIME if state == State.FAILED else "", "facts": "60",
        "run_after": now, "created_at": now, **facts,
    }
    return Job.objects.create(state=state, **facts)


def addresses(job):
    """Every staff address: name, address, method, the permission that opens it."""
    jobs, files = "core.manage_jobs", "files.check_files"
    return [
        ("/kelola/", "get", {jobs, files}),
        ("/kelola/pekerjaan/", "get", {jobs}),
        (f"/kelola/pekerjaan/{job.pk}/", "get", {jobs}),
        (f"/kelola/pekerjaan/{job.pk}/ulangi/", "post", {jobs}),
        (f"/kelola/pekerjaan/{job.pk}/sisihkan/", "post", {jobs}),
        ("/kelola/indeks/", "get", {jobs}),
        ("/kelola/indeks/bangun-ulang/", "post", {jobs}),
        ("/kelola/indeks/bandingkan/", "post", {jobs}),
        ("/kelola/berkas/", "get", {files}),
        ("/kelola/berkas/periksa/", "post", {files}),
        ("/_components/", "get", {jobs, files}),
    ]


@pytest.mark.parametrize("number", range(11))
def test_only_keepers_see_the_house_and_for_others_it_is_not_there(everyone, client_of, number):
    for name, user in everyone.users.items():
        job = make_job()
        address, method, _wanted = addresses(job)[number]
        response = getattr(client_of(user), method)(address)
        if name in {"admin", "superuser"}:
            assert response.status_code in (200, 302), (name, address)
        elif name == "anonymous":
            assert response.status_code == (302 if method == "get" else 401)
        else:
            assert response.status_code == 404, (name, address)
            assert b"evidence.read_version" not in response.content
            assert reload(job).state == State.FAILED


@pytest.mark.parametrize("held", ["core.manage_jobs", "files.check_files"])
def test_each_permission_opens_its_own_pages(client_of, held):
    keeper = make_employee_with_user()
    keeper.user.user_permissions.add(Permission.objects.get(codename=held.partition(".")[2]))
    client = client_of(keeper.user)

    for address, method, wanted in addresses(make_job()):
        expected = (200, 302) if held in wanted else (404,)
        assert getattr(client, method)(address).status_code in expected, address


@pytest.mark.parametrize("number", range(11))
def test_the_other_method_changes_nothing(everyone, client_of, number):
    job = make_job()
    address, method, _wanted = addresses(job)[number]
    other = "post" if method == "get" else "get"

    assert getattr(client_of(everyone.admin.user), other)(address).status_code == 405
    assert reload(job).state == State.FAILED


def test_a_page_for_keepers_is_checked_for_csrf(everyone):
    client = Client(enforce_csrf_checks=True)
    client.force_login(everyone.admin.user)
    job = make_job()

    assert client.post(f"/kelola/pekerjaan/{job.pk}/ulangi/").status_code == 403
    assert reload(job).state == State.FAILED


def test_the_list_tells_state_age_reason_for_whom_and_tries(everyone, client_of, clock):
    job = make_job(person=str(everyone.owner.pk), created_at=clock.instant - timedelta(hours=5))

    page = client_of(everyone.admin.user).get("/kelola/pekerjaan/").content.decode()

    for text in (f"#{job.pk}", job.reason, everyone.owner.name, "4 / 4", "5 "):
        assert text in page


def test_the_list_filters_and_pages(everyone, client_of):
    for _number in range(30):
        make_job(State.DONE, name="evidence.render_page")
    failed = make_job()
    make_job(State.READY, queue="fast")
    client = client_of(everyone.admin.user)

    def found(query):
        response = client.get(f"/kelola/pekerjaan/{query}")
        return [job.pk for job, _age, _name in response.context["rows"]]

    assert found("?state=failed") == [failed.pk]
    assert found("?queue=slow&name=evidence.read_version") == [failed.pk]
    assert len(found("?name=evidence.render_page")) == 25
    assert len(found("?name=evidence.render_page&page=2")) == 5
    assert len(found("?name=evidence.render_page&page=99")) == 5
    assert found("?state=nonsense") == []
    assert len(found("?page=x")) == 25
    assert found("?name=%00'%22%3Cscript%3E") == []


def test_the_list_costs_the_same_with_more_jobs(everyone, client_of):
    client = client_of(everyone.admin.user)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/kelola/pekerjaan/")
        return len(queries)

    make_job(person=str(everyone.owner.pk))
    before = count()
    for person in (everyone.owner, everyone.head, everyone.outsider):
        make_job(person=str(person.pk))

    assert count() == before


def test_retry_lets_a_failed_job_wait_again(everyone, client_of):
    job = make_job()

    response = client_of(everyone.admin.user).post(f"/kelola/pekerjaan/{job.pk}/ulangi/")

    assert response["Location"] == f"/kelola/pekerjaan/{job.pk}/"
    assert (reload(job).state, reload(job).failures) == (State.READY, 0)
    assert [(event.verb, event.actor) for event in history_of(job)] == [
        ("retry", everyone.admin.user)
    ]


def test_dismiss_puts_a_failed_job_aside(everyone, client_of):
    job = make_job()

    client_of(everyone.admin.user).post(f"/kelola/pekerjaan/{job.pk}/sisihkan/")

    assert reload(job).state == State.DISMISSED


@pytest.mark.parametrize("state", [state for state in State if state != State.FAILED])
@pytest.mark.parametrize("verb", ["ulangi", "sisihkan"])
def test_only_failed_jobs_can_be_decided_and_a_second_click_says_so(
    everyone, client_of, state, verb
):
    job = make_job(state)
    client = client_of(everyone.admin.user)

    response = client.post(f"/kelola/pekerjaan/{job.pk}/{verb}/", follow=True)

    assert reload(job).state == state
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not history_of(job).exists()


def test_a_job_that_is_gone_is_404(everyone, client_of):
    client = client_of(everyone.admin.user)

    assert client.get("/kelola/pekerjaan/99999/").status_code == 404
    assert client.post("/kelola/pekerjaan/99999/ulangi/").status_code == 404


def test_a_traceback_is_shown_as_text(everyone, client_of):
    job = make_job(traceback="<script>alert(1)</script>")

    page = client_of(everyone.admin.user).get(reverse("home:job", args=[job.pk])).content

    assert b"<script>alert(1)" not in page
    assert b"&lt;script&gt;alert(1)" in page


def beat(queues, seen_at, **facts):
    return WorkerBeat.objects.create(
        name=f"w-{queues}", queues=queues, pid=1, started_at=seen_at, seen_at=seen_at, **facts
    )


def test_queues_nobody_serves_are_told(everyone, client_of, clock):
    beat("fast,slow", clock.instant)
    beat("index", clock.instant - timedelta(minutes=5))

    response = client_of(everyone.admin.user).get("/kelola/")

    assert response.context["without"] == ["index"]
    assert any(trouble.tone == "bad" for trouble in response.context["troubles"])


def test_a_gone_worker_is_hidden_when_its_successor_lives(everyone, client_of, clock):
    gone = beat("fast,slow", clock.instant - timedelta(minutes=5))
    other = beat("index", clock.instant - timedelta(minutes=5))
    elder = WorkerBeat.objects.create(
        name="elder", queues="fast,slow", pid=2, seen_at=clock.instant,
        started_at=clock.instant - timedelta(hours=1),
    )
    client = client_of(everyone.admin.user)

    # Both worked at the same time: the elder does not stand for the one that is gone.
    names = [row.name for row in client.get("/kelola/").context["workers"]]
    assert names == [elder.name, gone.name, other.name]

    elder.started_at = clock.instant - timedelta(minutes=4)
    elder.save()
    response = client.get("/kelola/")
    assert [row.name for row in response.context["workers"]] == [elder.name, other.name]


@pytest.mark.parametrize("address", ["/kelola/", "/kelola/pekerjaan/", "job"])
def test_queues_are_named_in_the_readers_language_with_the_code_beside(
    everyone, client_of, clock, address
):
    beat("fast,slow,index", clock.instant)
    job = make_job()
    client = client_of(everyone.admin.user)
    client.cookies["django_language"] = "en"
    where = f"/kelola/pekerjaan/{job.pk}/" if address == "job" else address

    page = client.get(where).content.decode()

    assert "Reading of files" in page
    if "pekerjaan/" not in address:
        assert '<code class="small muted">slow</code>' in page


def test_a_job_that_waits_long_is_a_trouble(clock):
    beat("fast,slow,index", clock.instant)
    make_job(State.READY, run_after=clock.instant - timedelta(minutes=16), name="x")

    words = [trouble.word for trouble in house.troubles(keeps_jobs=True, keeps_files=False)]

    assert len(words) == 2  # it and the index that was never made


def test_each_keeper_is_told_only_of_their_part(clock):
    make_job()

    assert house.troubles(keeps_jobs=False, keeps_files=False) == []
    assert house.troubles(keeps_jobs=False, keeps_files=True) == []
    assert house.troubles(keeps_jobs=True, keeps_files=False)


def test_the_check_of_the_files_is_asked_for_once_and_its_result_shown(everyone, client_of):
    version = make_version(everyone.owner)
    absolute_path(version.stored_file).unlink()
    client = client_of(everyone.admin.user)

    for _click in range(2):
        client.post("/kelola/berkas/periksa/")
    assert Job.objects.filter(name="files.check").count() == 1
    assert client.get("/kelola/berkas/").context["is_checking"]

    Job.objects.exclude(name="files.check").delete()
    run_pending_inline(("slow",))
    response = client.get("/kelola/berkas/")

    assert response.context["check"].missing == [version.stored_file.path]
    assert version.stored_file.path in response.content.decode()
    assert not response.context["is_checking"]
    assert house.troubles(keeps_jobs=False, keeps_files=True)[0].tone == "bad"


def test_figures_of_the_files(everyone, client_of):
    make_version(everyone.owner, text="12345")
    make_version(everyone.owner, text="123")

    figures = client_of(everyone.admin.user).get("/kelola/berkas/").context["figures"]

    assert (figures.count, figures.size_bytes) == (2, 8)
    assert 0 < figures.free_bytes <= figures.disk_bytes


def test_little_room_is_a_trouble(settings):
    settings.PORTAL = {**settings.PORTAL, "LITTLE_ROOM_BYTES": 10**18}

    assert [t.tone for t in house.troubles(keeps_jobs=False, keeps_files=True)] == ["warn"]


def test_the_index_page_asks_for_comparison_and_rebuild_once(everyone, client_of):
    client = client_of(everyone.admin.user)

    for _click in range(2):
        client.post("/kelola/indeks/bandingkan/")
        client.post("/kelola/indeks/bangun-ulang/")

    names = list(Job.objects.values_list("name", flat=True).order_by("name"))
    assert names == ["search.check", "search.rebuild"]
    page = client.get("/kelola/indeks/")
    assert page.context["asked"] == {"search.check", "search.rebuild"}
    assert b"bangun-ulang" not in page.content


def test_the_index_page_tells_lag_and_what_can_be_found(everyone, client_of, clock, run_index):
    run_index()
    make_version(everyone.owner, state=ProcessingState.READ)
    clock.move_to(clock.instant + timedelta(minutes=20))
    client = client_of(everyone.admin.user)

    before = client.get("/kelola/indeks/").context
    assert before["searchable"] == (0, 1)
    assert before["index"].waiting
    assert before["index"].lag == timedelta(minutes=20)
    assert [t.tone for t in house.troubles(keeps_jobs=True, keeps_files=False)].count("warn") >= 1

    run_index()
    after = client.get("/kelola/indeks/").context
    assert after["searchable"] == (1, 1)
    assert after["index"].waiting == 0


def test_every_job_says_to_staff_what_it_does():
    ours = [kind for kind in job_types() if not kind.name.startswith("sample.")]

    assert len(ours) >= 12
    assert [kind.name for kind in ours if not kind.label] == []
    labels = [str(kind.label) for kind in ours]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", ["id", "en"])
def test_jobs_are_named_in_the_readers_language_with_the_code_beside(
    everyone, client_of, settings, language
):
    job = make_job()
    old = make_job(name="gone.job")
    client = client_of(everyone.admin.user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with override(language):
        label = label_of(job.name)

    listed = client.get("/kelola/pekerjaan/?name=evidence.read_version&state=failed")
    page = listed.content.decode()

    assert f">{label} #{job.pk}</a>" in page
    assert "<code>evidence.read_version</code>" in page
    assert label in [item["label"] for item in listed.context["facets"][2]["items"]]
    with override(language):
        assert [chip["label"] for chip in listed.context["chips"]] == [State.FAILED.label, label]
    alone = client.get(f"/kelola/pekerjaan/{job.pk}/").content.decode()
    assert f"<h1>{label} #{job.pk}</h1>" in alone
    assert "<code>evidence.read_version</code>" in alone
    # A row of older code has only its code, once.
    assert f">gone.job #{old.pk}</a>" in client.get("/kelola/pekerjaan/").content.decode()
