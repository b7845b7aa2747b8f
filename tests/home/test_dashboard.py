"""The home page and the frame: what waits, for whom, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.core.jobs.models import Job
from portal.core.jobs.states import State
from portal.home.context_processors import frame
from portal.home.dashboard import MOST_FILES
from portal.home.person import person_of
from portal.people.domain.windows import set_window
from portal.people.queries import open_windows
from tests.factories.evidence import make_evidence, make_next_version, make_version, withdraw
from tests.factories.people import (
    KEEPER,
    make_employee_with_appraiser,
    make_employee_with_user,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)


@pytest.fixture
def unit(db):
    return make_unit(parent=make_unit(name="Kecamatan"))


@pytest.fixture
def person(unit):
    return make_employee_with_user(unit)


def quarter(unit):
    return unit.agency.periods.get(kind="quarter", starts_on=date(2026, 10, 1))


def opened(unit, closes, step="evidence", opens=date(2026, 10, 1), period=None):
    return set_window(period or quarter(unit), unit, step, opens, closes, actor=KEEPER)


def home(client, user):
    client.force_login(user)
    return client.get("/")


def labels(response):
    """What waits besides the cycle, which ``test_waiting`` is about."""
    return [item.label for item in response.context["items"] if not item.kind]


def test_a_visitor_sees_what_the_portal_is_and_the_way_in(client, db):
    response = client.get("/")

    assert response.status_code == 200
    page = response.content.decode()
    assert 'href="/masuk/"' in page
    # Of the places only what anybody may read.
    assert 'href="/aturan/"' in page
    assert 'href="/bukti/"' not in page


def test_the_first_day_teaches_three_steps(client, unit):
    person = make_employee_with_appraiser(unit)
    response = home(client, person.user)

    assert [step["url"] for step in response.context["steps"]] == [
        "/profil/", "/bukti/unggah/", "/cari/"
    ]
    assert labels(response) == []


def test_the_first_step_says_when_the_appraiser_is_missing(client, person):
    assert home(client, person.user).context["steps"][0]["state"] == "warn"


def test_the_steps_go_once_something_is_filed(client, person):
    make_version(person)

    assert home(client, person.user).context["steps"] == []


@pytest.mark.parametrize("state", list(ProcessingState))
def test_only_own_files_that_cannot_be_opened_wait(client, person, state):
    version = make_version(person, state=state, title="Laporan pelayanan")

    found = labels(home(client, person.user))

    unopened = state in {ProcessingState.LOCKED, ProcessingState.UNREADABLE}
    assert found == (["Laporan pelayanan"] if unopened else [])
    assert version.state == state


def test_a_replaced_or_withdrawn_file_waits_no_more(client, person):
    replaced = make_evidence(person, state=ProcessingState.LOCKED)
    make_next_version(replaced, state=ProcessingState.READ)
    withdraw(make_version(person, state=ProcessingState.UNREADABLE))

    assert labels(home(client, person.user)) == []


def test_files_of_others_never_wait_for_me(client, person, unit):
    other = make_employee_with_user(unit)
    make_version(other, state=ProcessingState.LOCKED, sharing="unit", title="Milik rekan")

    response = home(client, person.user)

    assert labels(response) == []
    assert [version.evidence.title for version in response.context["shared"]] == ["Milik rekan"]


def test_many_unopened_files_are_told_as_a_number(client, person):
    for number in range(MOST_FILES + 3):
        make_version(person, state=ProcessingState.LOCKED, title=f"Berkas {number}")

    response = home(client, person.user)

    assert len(labels(response)) == MOST_FILES + 1
    assert "3" in labels(response)[-1]
    # And the plan that is not begun yet.
    assert response.context["waiting_count"] == MOST_FILES + 3 + 1


def test_files_being_read_are_told_without_asking_for_anything(client, person):
    make_version(person)
    make_version(person, state=ProcessingState.READING)

    response = home(client, person.user)

    assert response.context["under_way"] == 2
    assert labels(response) == []


@pytest.mark.parametrize(
    ("last_day", "waits", "is_open"),
    [(-1, False, False), (0, True, True), (7, True, True), (8, False, True)],
)
def test_a_window_waits_in_its_last_week(client, person, unit, last_day, waits, is_open):
    opened(unit, DAY + timedelta(days=last_day + 1))

    response = home(client, person.user)

    assert len(response.context["windows"]) == is_open
    assert [item.due_on for item in response.context["items"] if not item.kind] == (
        [DAY + timedelta(days=last_day)] if waits else []
    )
    # And the plan that is not begun yet.
    assert response.context["waiting_count"] == waits + 1


def test_a_window_that_opens_tomorrow_is_not_open(person, unit):
    opened(unit, DAY + timedelta(days=5), opens=DAY + timedelta(days=1))

    assert open_windows(person, DAY, ["evidence"]) == []
    assert len(open_windows(person, DAY + timedelta(days=1), ["evidence"])) == 1


def test_the_nearest_unit_decides_when_a_step_closes(person, unit):
    opened(unit.parent, date(2026, 12, 20))
    near = opened(unit, date(2026, 12, 10))
    opened(make_unit(parent=unit.parent), date(2026, 12, 1))

    assert open_windows(person, DAY, ["evidence"]) == [near]
    opened(unit, DAY)
    assert open_windows(person, DAY, ["evidence"]) == []


def test_a_step_without_a_page_is_not_told(client, person, unit):
    opened(unit, date(2026, 11, 28), step="evaluation")

    assert labels(home(client, person.user)) == []


def test_open_windows_count_what_was_filed_in_them(client, person, unit, clock):
    opened(unit, date(2027, 1, 8))
    make_version(person)
    make_version(make_employee_with_user(unit))

    assert [row.filed for row in home(client, person.user).context["windows"]] == [1]


def test_the_day_turns_at_midnight_of_the_agency(client, clock):
    """At 16.30 UTC it is tomorrow in Makassar, while Jakarta still has this day."""
    clock.move_to(clock.instant.replace(hour=16, minute=30))
    unit = make_unit()
    unit.agency.time_zone = "Asia/Makassar"
    unit.agency.save()
    person = make_employee_with_user(unit)

    assert home(client, person.user).context["today"] == DAY + timedelta(days=1)


def test_new_since_the_last_visit_is_marked(client, person, unit, clock):
    other = make_employee_with_user(unit)
    make_version(other, sharing="unit", title="Lama")
    clock.move_to(clock.instant + timedelta(hours=1))
    client.force_login(person.user)
    session = client.session
    session["last_visit"] = clock.instant.isoformat()
    session.save()
    clock.move_to(clock.instant + timedelta(hours=1))
    make_version(other, sharing="unit", title="Baru")

    page = client.get("/").content.decode()

    assert page.index("Baru") < page.index("Lama")
    assert page[page.index("Baru") : page.index("Lama")].count("tag info") == 1
    assert page[page.index("Lama") :].count("tag info") == 0


def test_what_is_not_shared_stands_on_no_home_page(client, everyone):
    make_version(everyone.owner, title="Rahasia pribadi saya")

    for name, user in everyone.users.items():
        page = (home(client, user) if user.is_authenticated else client.get("/")).content.decode()
        assert ("Rahasia pribadi saya" in page) is (name in {"owner", "auditor"})
        client.logout()


def test_a_technical_account_has_a_home_page_too(client, everyone):
    response = home(client, everyone.superuser)

    assert response.status_code == 200
    assert response.context["employee"] is None


# --- Frame ------------------------------------------------------------------------------


def framed(user, path="/profil/"):
    """What the frame says, and its queries, once the number of waiting things is known."""
    request = RequestFactory().get(path)
    request.user = user
    with CaptureQueriesContext(connection) as queries:
        context = frame(request)
    return context, len(queries)


def test_the_frame_costs_at_most_three_queries(everyone, settings):
    opened(everyone.unit, DAY + timedelta(days=3))
    for _number in range(3):
        make_version(everyone.owner, state=ProcessingState.LOCKED)

    settings.PORTAL = {**settings.PORTAL, "WAITING_SECONDS": 60}
    for name, user in everyone.users.items():
        framed(user)
        context, queries = framed(user)
        assert queries <= (3 if user.is_authenticated else 0), name
        assert ("places" in context) is user.is_authenticated


def test_the_frame_counts_what_the_home_page_lists(client, everyone):
    opened(everyone.unit, DAY + timedelta(days=3))
    make_version(everyone.owner, state=ProcessingState.LOCKED)

    context, _queries = framed(everyone.owner.user)

    assert context["waiting_count"] == 3 == len(home(client, everyone.owner.user).context["items"])


def test_only_keepers_have_the_place_of_the_house(everyone):
    for name, user in everyone.users.items():
        addresses = [place["url"] for place in framed(user)[0].get("places", [])]
        assert ("/kelola/" in addresses) is (name in {"admin", "superuser"})


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"), ("/bukti/", "/bukti/"), ("/bukti/unggah/", "/bukti/"), ("/profil/", None),
        ("/skp/", "/skp/"), ("/skp/x/dasar/", "/skp/"), ("/skp/x/periode/3/", "/realisasi/"),
        ("/skp/x/penilaian/3/", "/penilaian/"), ("/guna/4/", "/realisasi/"),
    ],
)
def test_the_place_one_is_in_is_marked(everyone, path, current):
    places = framed(everyone.owner.user, path)[0]["places"]

    marked = [place["url"] for place in places if place["is_current"]]
    assert marked == ([current] if current else [])


def test_person_of_answers_as_has_perm_does(everyone):
    for user in everyone:
        if user.is_authenticated:
            request = RequestFactory().get("/")
            request.user = user
            person = person_of(request)
            assert person.keeps_jobs is user.has_perm("core.manage_jobs")
            assert person.keeps_files is user.has_perm("files.check_files")


def test_failed_jobs_are_counted_for_keepers_only(everyone):
    now = portal_clock.now()
    for _number in range(2):
        Job.objects.create(
            name="x", queue="fast", state=State.FAILED, run_after=now, created_at=now
        )

    def count(user):
        return {place["url"]: place["count"] for place in framed(user)[0]["places"]}

    assert count(everyone.admin.user)["/kelola/"] == 2
    # The one thing that waits is the plan, told at the home page.
    assert count(everyone.owner.user) | {"/": 0} == dict.fromkeys(count(everyone.owner.user), 0)


def queries_of(client, user):
    client.force_login(user)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_the_number_of_queries_is_the_same_with_much_and_with_little(client, person, unit):
    other = make_employee_with_user(unit)
    opened(unit, DAY + timedelta(days=2))
    opened(unit, date(2027, 1, 5), period=unit.agency.periods.get(kind="year"))
    for owner in (person, other):
        make_version(owner, sharing="unit", state=ProcessingState.LOCKED)
        make_version(owner, sharing="unit")
    before = queries_of(client, person.user)

    for _number in range(3):
        for owner in (person, other):
            make_version(owner, sharing="unit", state=ProcessingState.LOCKED)
            make_version(owner, sharing="unit", state=ProcessingState.READ)

    assert queries_of(client, person.user) == before
    assert before <= 32
