"""Home, house, profile and sign-in in real Chromium: axe, width, keyboard, without scripts."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.core.actor import Actor
from portal.core.jobs.models import Job, WorkerBeat
from portal.core.jobs.states import Cause, State
from portal.people.domain.mandates import give_mandate
from portal.people.domain.windows import set_window
from tests.design.browser import AXE_RULES
from tests.factories.evidence import make_version
from tests.factories.people import KEEPER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)


@pytest.fixture
def office(everyone):
    """Something of everything that these pages can show."""
    now = portal_clock.now()
    quarter = everyone.agency.periods.get(kind="quarter", starts_on=date(2026, 10, 1))
    closes = DAY + timedelta(days=4)
    set_window(quarter, everyone.root, "evidence", quarter.starts_on, closes, actor=KEEPER)
    for owner in (everyone.owner, everyone.admin):
        make_version(owner, state=ProcessingState.LOCKED, title="Laporan " + "pelayanan " * 12)
        make_version(owner, state=ProcessingState.READ)
        make_version(owner)
    make_version(everyone.outsider, sharing="unit", title="Surat-tugas-" * 12)
    for giver in (everyone.owner, everyone.colleague):
        other = everyone.colleague if giver == everyone.owner else everyone.owner
        give_mandate(giver, other, "evidence", DAY, actor=Actor(user=giver.user))
    Job.objects.create(
        pk=900, name="evidence.read_version", queue="slow", state=State.FAILED, attempt=4,
        failures=4, cause=Cause.ERROR, facts="ValueError: " + "x" * 300, run_after=now,
        created_at=now, finished_at=now, last_started_at=now, person=str(everyone.owner.pk),
        traceback="Traceback (most recent call last):\n  " + "y" * 300,
    )
    Job.objects.bulk_create(
        Job(
            name="evidence.render_page", queue="slow", state=State.DONE, run_after=now,
            created_at=now,
        )
        for _number in range(60)
    )
    result = {
        "checked": 3, "size_bytes": 9, "sound": False, "missing": ["2026/11/" + "a" * 36],
        "damaged": ["2026/11/" + "b" * 36], "orphans": ["2026/11/" + "c" * 36],
    }
    Job.objects.create(
        name="files.check", queue="slow", state=State.DONE, run_after=now, created_at=now,
        finished_at=now, result=result,
    )
    for name, seen in (("kantor-1:fast,slow", now), ("kantor-2:index", now - timedelta(days=1))):
        WorkerBeat.objects.create(
            name=name, queues=name.partition(":")[2], pid=4711, started_at=seen, seen_at=seen,
            trouble="database is locked" if seen == now else "",
        )
    return everyone


PAGES = [
    ("anonymous", "/"),
    ("anonymous", "/masuk/"),
    ("anonymous", "/keluar/"),
    ("anonymous", "/keluar/?bersih=1"),
    ("anonymous", "/kesehatan/"),
    ("anonymous", "/privasi/"),
    ("owner", "/"),
    ("outsider", "/"),
    ("foreigner", "/"),
    ("superuser", "/"),
    ("owner", "/profil/"),
    ("superuser", "/profil/"),
    ("owner", "/profil/sandi/"),
    ("owner", "/keluar/"),
    ("admin", "/"),
    ("admin", "/kelola/"),
    ("admin", "/kelola/pekerjaan/"),
    ("admin", "/kelola/pekerjaan/?state=failed&name=evidence.read_version"),
    ("admin", "/kelola/pekerjaan/?state=nothing"),
    ("admin", "/kelola/pekerjaan/900/"),
    ("admin", "/kelola/indeks/"),
    ("admin", "/kelola/berkas/"),
]


def assert_sound(portal, width):
    # A form that was sent leads to a page whose styles may still be on their way.
    portal.page.wait_for_load_state()
    assert portal.page.locator("h1").count() == 1
    results = Axe().run(portal.page, options=AXE_RULES)
    assert results.violations_count == 0, results.generate_report()
    assert portal.page.evaluate("document.documentElement.scrollWidth") == width
    assert portal.errors == []


def assert_sound_on_phone_and_desk(portal):
    """Light on the phone, dark on the desk: both schemes are seen for each page.

    Open the page without motion: a color that still changes would be measured half way.
    """
    assert_sound(portal, 360)
    portal.page.set_viewport_size({"width": 1280, "height": 740})
    portal.page.emulate_media(color_scheme="dark")
    assert_sound(portal, 1280)


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_a_page_has_no_violation_and_no_sideways_scrolling(portal_at, office, name, path):
    client = Client()
    if name != "anonymous":
        client.force_login(office.users[name])
    portal = portal_at(360, client=client, reduced_motion="reduce")

    assert portal.open(path) in (200, 503)
    assert_sound_on_phone_and_desk(portal)


@pytest.mark.parametrize(
    ("name", "path"),
    [("owner", "/profil/"), ("admin", "/kelola/berkas/"), ("admin", "/kelola/pekerjaan/900/"),
     ("admin", "/kelola/pekerjaan/")],
)
def test_every_fold_open_is_sound_too(portal_at, office, name, path):
    client = Client()
    client.force_login(office.users[name])
    portal = portal_at(360, client=client, reduced_motion="reduce")
    portal.open(path)
    portal.page.evaluate(
        "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
    )

    assert_sound_on_phone_and_desk(portal)


@pytest.mark.parametrize("width", [360, 1280])
def test_refused_forms_are_sound_and_lead_to_their_fields(portal_at, office, width):
    client = Client()
    portal = portal_at(width, client=client)
    portal.open("/masuk/")
    portal.page.locator("main button[type=submit]").click()
    assert portal.page.locator(".errors a").count() == 2
    assert_sound(portal, width)
    portal.page.locator(".errors a").first.click()
    assert portal.page.locator(":focus").get_attribute("name") == "username"

    client.force_login(office.owner.user)
    portal.open("/profil/")
    portal.page.locator("summary", has_text="mandat").click()
    portal.page.fill("[name=helper]", "Tidak Ada")
    portal.page.locator("form[action$='/mandat/'] button").click()
    assert portal.page.locator("[name=helper]").input_value() == "Tidak Ada"
    assert portal.page.locator("[name=helper]").is_visible()
    assert_sound(portal, width)


def test_an_ended_session_shows_a_sound_sign_in_form(portal_at, office):
    client = Client()
    client.force_login(office.owner.user)
    portal = portal_at(360, client=client, reduced_motion="reduce")
    portal.open("/profil/")
    portal.page.locator("summary", has_text="mandat").click()
    portal.page.fill("[name=helper]", "Budi Santoso")
    client.session.flush()
    client.cookies.clear()
    portal.page.locator("form[action$='/mandat/'] button").click()

    assert portal.page.locator("[name='typed.helper']").input_value() == "Budi Santoso"
    assert_sound_on_phone_and_desk(portal)


def test_small_targets_do_not_touch(portal_at, office):
    """24 px or more for what stands in lists, 44 px for buttons, on a phone."""
    client = Client()
    client.force_login(office.admin.user)
    portal = portal_at(360, client=client, reduced_motion="reduce")
    for path in ("/", "/kelola/", "/kelola/pekerjaan/", "/kelola/berkas/", "/profil/"):
        portal.open(path)
        small = portal.page.evaluate(
            """() => [...document.querySelectorAll("main .button, main summary, main .tabs a")]
              .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
              .filter(([, box]) => box.width > 1 && box.height < 44).map(([text]) => text)"""
        )
        assert small == []
