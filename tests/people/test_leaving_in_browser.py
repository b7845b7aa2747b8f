"""Signing out on a shared computer, and a session that ends, in real Chromium against a server."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from portal.people.models import Mandate
from tests.factories.people import PASSWORD, make_employee_with_user, make_unit

pytestmark = pytest.mark.usefixtures("pristine")


@pytest.fixture
def person():
    unit = make_unit(name="Seksi Pemerintahan")
    make_employee_with_user(unit, "Budi Santoso")
    return make_employee_with_user(unit, username="ratna", phone="0812-7777")


@pytest.fixture
def context(browser):
    context = browser.new_context(locale="id-ID", viewport={"width": 360, "height": 740})
    yield context
    context.close()


def enter(page, address, *, shared=False):
    page.goto(f"{address}/masuk/")
    page.fill("[name=username]", "ratna")
    page.fill("[name=password]", PASSWORD)
    if shared:
        page.check("[name=shared_computer]")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{address}/")


def sign_out(page, address):
    page.locator("details[data-menu] summary").click()
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url(lambda url: url.startswith(f"{address}/keluar/"))


def private_text(page):
    return page.evaluate("document.documentElement.outerHTML")


@pytest.mark.parametrize("shared", [True, False])
def test_back_shows_no_private_page_after_signing_out(context, live_server, person, shared):
    page = context.new_page()
    enter(page, live_server.url, shared=shared)
    page.goto(f"{live_server.url}/profil/")
    assert person.nip in private_text(page)
    sign_out(page, live_server.url)

    for _step in range(4):
        page.go_back()
        shown = private_text(page)
        assert person.nip not in shown
        assert "0812-7777" not in shown
        assert person.name not in shown


def test_a_shared_computer_keeps_nothing(context, live_server, person):
    page = context.new_page()
    enter(page, live_server.url, shared=True)
    page.goto(f"{live_server.url}/profil/")
    page.evaluate(
        "localStorage.setItem('planted', 'x'); sessionStorage.setItem('planted', 'x');"
    )
    page.evaluate("caches.open('planted').then(cache => cache.put('/x', new Response('x')))")
    assert {cookie["name"] for cookie in context.cookies()} >= {"sessionid", "csrftoken"}
    assert [c["expires"] for c in context.cookies() if c["name"] == "sessionid"] == [-1]

    sign_out(page, live_server.url)

    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("localStorage.getItem('planted')") is None
    assert page.evaluate("caches.keys()") == []
    # What the page after it sets anew names nobody: a fresh token for its forms.
    assert "sessionid" not in {cookie["name"] for cookie in context.cookies()}
    assert not Session.objects.exists()


def test_signing_out_needs_no_script(browser, live_server, person):
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    enter(page, live_server.url, shared=True)
    page.goto(f"{live_server.url}/keluar/")
    page.locator("main button").click()
    page.wait_for_url("**/keluar/?bersih=1")

    assert "sessionid" not in {cookie["name"] for cookie in context.cookies()}
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_session_that_ends_while_typing_loses_nothing(browser, live_server, person, scripts):
    context = browser.new_context(java_script_enabled=scripts, locale="id-ID")
    page = context.new_page()
    enter(page, live_server.url)
    page.goto(f"{live_server.url}/profil/")
    page.locator("summary", has_text="mandat").click()
    page.fill("[name=helper]", "Budi Santoso")
    page.check("[name=scope][value=evidence]")
    page.fill("[name=last_day]", "2027-03-31")
    Session.objects.all().delete()
    page.locator("form[action$='/mandat/'] button").click()

    page.fill("[name=username]", "ratna")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/profil/?terisi=1")
    assert page.locator("[name=helper]").input_value() == "Budi Santoso"
    assert page.locator("[name=last_day]").input_value() == "2027-03-31"
    assert page.locator("[name=scope][value=evidence]").is_checked()
    assert not Mandate.objects.exists()

    page.locator("form[action$='/mandat/'] button").click()
    page.wait_for_url("**/profil/#mandat")
    assert Mandate.objects.get().helper.name == "Budi Santoso"
    context.close()


def test_signed_in_again_in_another_tab_the_older_form_goes_on(context, live_server, person):
    first, second = context.new_page(), context.new_page()
    enter(first, live_server.url)
    first.goto(f"{live_server.url}/profil/")
    first.locator("summary", has_text="mandat").click()
    first.fill("[name=helper]", "Budi Santoso")
    Session.objects.all().delete()
    enter(second, live_server.url)
    first.locator("form[action$='/mandat/'] button").click()

    assert first.locator("[name='typed.helper']").input_value() == "Budi Santoso"
    first.locator("main button").click()
    first.wait_for_url("**/profil/?terisi=1")
    assert first.locator("[name=helper]").input_value() == "Budi Santoso"
