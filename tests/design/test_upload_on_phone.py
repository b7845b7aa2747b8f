"""On a phone the rows stand far above the button: what happens to them is brought into view."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, expect

from evidence.models import EvidenceVersion

from .browser import Answer, Portal

SIGNED_OUT = (401, {"message": "masuk", "sign_in_url": "/masuk/?x=1"})
STORED = (201, {"url": "/bukti/1/", "name": "a.pdf", "label": "tersimpan 14.02"})
STOPS: dict[str, Answer] = {
    "session ended": SIGNED_OUT,
    "failure": (500, "<h1>500</h1>"),
    "disk full": (507, {"message": "Ruang simpan penuh."}),
    "refused type": (400, {"errors": {"files": ["Bukan PDF."]}, "message": ""}),
}


@pytest.fixture
def phone(portal_at: Callable[..., Portal]) -> Portal:
    """360 × 700, as the smallest phones in use."""
    portal = portal_at(width=360)
    portal.page.set_viewport_size({"width": 360, "height": 700})
    return portal


def _send(phone: Portal, *names: str) -> None:
    """The sample page, its button at the end of a long form, pressed."""
    phone.open("/contoh/")
    # As far apart as on the real page, where a dozen fields stand between.
    phone.page.evaluate(
        "() => document.querySelector('form[data-upload] .actions').style.marginTop = '1500px'"
    )
    phone.page.set_input_files(
        "#id_files",
        [{"name": n, "mimeType": "application/pdf", "buffer": b"x"} for n in names or ["a.pdf"]],
    )
    phone.page.click("form[data-upload] > .actions button.primary")


def _is_seen(part: Locator) -> bool:
    """Whole in the window, and not under the bar of places at the bottom."""
    return bool(
        part.evaluate(
            """(part) => {
              const box = part.getBoundingClientRect();
              const bar = document.querySelector('.places')?.getBoundingClientRect();
              const end = bar && bar.height ? Math.min(innerHeight, bar.top) : innerHeight;
              return box.height > 0 && box.top >= 0 && box.bottom <= end;
            }"""
        )
    )


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
@pytest.mark.parametrize("answer", STOPS.values(), ids=STOPS)
def test_a_row_that_stops_is_seen_focused_and_heard(phone, answer):
    phone.answers = {"/kirim/": lambda request: answer}
    _send(phone)
    note = phone.page.locator("[data-note]")
    expect(note).to_be_focused()

    assert note.inner_text()
    assert _is_seen(note)
    assert _is_seen(phone.page.locator("[data-again]"))
    assert note.inner_text() in phone.page.locator("#announce").inner_text()


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
def test_the_first_of_several_stopped_rows_is_shown_when_all_were_tried(phone):
    answers = iter([STOPS["refused type"], STORED, STOPS["refused type"]])
    phone.answers = {"/kirim/": lambda request: next(answers)}
    _send(phone, "a.pdf", "b.pdf", "c.pdf")
    rows = phone.page.locator("[data-rows] > li")
    expect(rows.nth(0).locator("[data-note]")).to_be_focused()

    assert next(answers, None) is None
    assert _is_seen(rows.nth(0).locator("[data-note]"))


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
def test_while_the_line_is_lost_progress_and_sentence_are_seen(phone):
    answers = iter([None, STORED])
    phone.answers = {"/kirim/": lambda request: next(answers)}
    _send(phone)
    note = phone.page.locator("[data-note]")
    expect(note).to_be_visible()

    assert _is_seen(note)
    assert _is_seen(phone.page.locator("[data-rows] progress"))
    expect(phone.page.locator("[data-rows]")).to_be_focused()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.page.locator("[data-finished]")).to_be_focused()
    assert _is_seen(phone.page.locator("[data-finished-text]"))


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
def test_the_way_to_sign_in_opens_beside_this_page_and_vanishes_when_it_was_sent(phone):
    answers = iter([SIGNED_OUT, STORED, STOPS["failure"]])
    phone.answers = {"/kirim/": lambda request: next(answers)}
    _send(phone, "a.pdf", "b.pdf")
    link = phone.page.locator("[data-sign-in]").first
    expect(link).to_be_visible()

    assert _is_seen(link)
    assert link.get_attribute("href") == "/masuk/?x=1"
    assert link.get_attribute("target") == "_blank"
    phone.page.locator("[data-again]").first.click()
    expect(phone.page.locator("[data-note]").nth(1)).to_be_focused()
    assert not link.is_visible()
    # Not for want of a session: no way to sign in is offered.
    assert not phone.page.locator("[data-sign-in]").nth(1).is_visible()


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
def test_sent_again_without_a_session_the_way_to_sign_in_is_offered_once_more(phone):
    phone.answers = {"/kirim/": lambda request: (401, {})}
    _send(phone)
    expect(phone.page.locator("[data-sign-in]")).to_be_visible()
    phone.client.cookies["visitor"] = "8"
    phone.page.click("[data-again]")
    other = phone.page.locator("[data-queue]").get_attribute("data-other-person")
    expect(phone.page.locator("[data-note]")).to_have_text(other)

    expect(phone.page.locator("[data-note]")).to_be_focused()
    assert phone.page.locator("[data-sign-in]").get_attribute("href") == reverse("people:sign_in")


@pytest.mark.django_db
def test_on_the_real_page_a_session_that_ended_is_mended_in_another_tab(everyone, portal_at):
    client = Client()
    client.force_login(everyone.owner.user)
    phone = portal_at(width=360, client=client)
    phone.page.set_viewport_size({"width": 360, "height": 700})
    phone.open(reverse("evidence:upload"))
    content = {"name": "surat.txt", "mimeType": "text/plain", "buffer": b"Surat tugas."}
    phone.page.set_input_files("#id_files", [content])
    phone.page.select_option("#id_kind", label="Notulen")
    client.logout()
    phone.page.click("form[data-upload] > .actions button.primary")
    note = phone.page.locator("[data-note]")
    expect(note).to_be_focused()
    assert _is_seen(note)
    assert _is_seen(phone.page.locator("[data-sign-in]"))
    said = phone.page.locator("#announce")
    assert note.inner_text() in said.inner_text()

    client.force_login(get_user_model().objects.get(pk=everyone.owner.user.pk))
    phone.page.click("[data-again]")
    expect(phone.page.locator("[data-finished]")).to_be_focused()

    assert EvidenceVersion.objects.get().original_name == "surat.txt"
    assert note.inner_text() not in said.inner_text() or not note.inner_text()
    expect(said).to_contain_text("surat.txt")
    assert not phone.page.locator("[data-sign-in]").is_visible()
