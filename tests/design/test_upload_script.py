"""The rows of an upload tell the truth, whatever the line, the session and the person do."""

import re

import pytest
from playwright.sync_api import Request, expect

from .browser import Portal
from .urls import SUBMISSION

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.design.urls")]

STORED = {
    "url": "/bukti/1/",
    "receipt_url": "/bukti/1/tanda-terima/",
    "status_url": "/status/1/",
    "name": "a.pdf",
    "state": "received",
    "label": "tersimpan 14.02",
}
FINAL = {
    "steps": [
        {"key": "stored", "label": "tersimpan", "done": True, "time": "14.02"},
        {"key": "read", "label": "teks dibaca", "done": True, "time": "14.02"},
        {"key": "receipt", "label": "tanda terima ada", "done": True},
    ],
    "state": "read",
    "final": True,
}


def _file(name: str = "a.pdf", size: int = 10) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"x" * size}


def _part(request: Request, name: str) -> str:
    """Value of a plain part of a multipart body."""
    body = (request.post_data_buffer or b"").decode("latin-1")
    found = re.search(rf'name="{name}"\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
    assert found is not None
    return found.group(1)


def _ready(portal: Portal, path: str = "/contoh/", *files: dict[str, object]) -> Portal:
    """The upload page with a title typed and files chosen."""
    portal.open(path)
    portal.page.fill("#id_title", "Notulen rapat")
    portal.page.set_input_files("#id_files", list(files) or [_file()])
    return portal


def _send(portal: Portal) -> None:
    portal.page.click("form[data-upload] button.primary")


def _note(portal: Portal, row: int = 0) -> str:
    return portal.page.locator("[data-rows] > li").nth(row).locator("[data-note]").inner_text()


def test_each_file_is_sent_by_itself_with_its_own_id_and_the_same_description(portal):
    portal.answers = {
        "/kirim/": lambda request: (201, STORED),
        "/status/1/": lambda request: (200, FINAL),
    }
    _ready(portal, "/contoh/", _file("a.pdf"), _file("b.pdf", 20))
    _send(portal)
    expect(portal.page.locator("[data-finished]")).to_be_visible()

    posts = portal.posts("/kirim/")
    assert [_part(post, "title") for post in posts] == ["Notulen rapat", "Notulen rapat"]
    assert len({_part(post, "submission_id") for post in posts}) == 2
    assert all(post.headers["accept"] == "application/json" for post in posts)
    assert all(b"filename" in post.post_data_buffer for post in posts)
    expect(portal.page.locator("[data-finished]")).to_be_focused()
    assert not portal.page.locator("#id_title").is_visible()


def test_a_stored_row_goes_on_to_tell_what_happens_until_it_is_final(portal):
    steps = iter([{**FINAL, "steps": FINAL["steps"][:1], "final": False}, FINAL])
    portal.answers = {
        "/kirim/": lambda request: (201, STORED),
        "/status/1/": lambda request: (200, next(steps)),
    }
    _ready(portal)
    _send(portal)

    row = portal.page.locator("[data-rows] > li")
    expect(row.locator("[data-truth]")).to_contain_text("teks dibaca 14.02")
    expect(row.locator("a[data-receipt]")).to_have_attribute("href", "/bukti/1/tanda-terima/")
    expect(row.locator("[data-name] a")).to_have_attribute("href", "/bukti/1/")
    assert next(steps, None) is None


def test_a_file_that_is_too_large_or_empty_is_named_before_anything_is_sent(portal):
    _ready(portal, "/contoh/", _file("besar.pdf", 2000), _file("kosong.pdf", 0))
    _send(portal)

    assert "besar.pdf" in _note(portal, 0)
    assert "1" in _note(portal, 0)
    assert "kosong.pdf" in _note(portal, 1)
    assert portal.posts("/kirim/") == []
    assert portal.page.input_value("#id_title") == "Notulen rapat"


def test_good_files_are_sent_although_another_is_too_large(portal):
    portal.answers = {"/kirim/": lambda request: (201, STORED)}
    _ready(portal, "/contoh/", _file("besar.pdf", 2000), _file("baik.pdf"))
    _send(portal)
    expect(portal.page.locator("[data-rows] > li").nth(1)).to_contain_text("tersimpan")

    assert len(portal.posts("/kirim/")) == 1
    assert not portal.page.locator("[data-finished]").is_visible()


def test_when_the_session_has_ended_the_typed_text_stays_and_the_same_id_is_sent_again(portal):
    answers = iter([(401, {"message": "masuk"}), (201, STORED)])
    portal.answers = {"/kirim/": lambda request: next(answers)}
    _ready(portal)
    _send(portal)
    again = portal.page.locator("[data-again]")
    expect(again).to_be_visible()

    assert portal.page.input_value("#id_title") == "Notulen rapat"
    again.click()
    expect(portal.page.locator("[data-finished]")).to_be_visible()
    first, second = portal.posts("/kirim/")
    assert _part(first, "submission_id") == _part(second, "submission_id")
    assert _part(first, "csrfmiddlewaretoken") != _part(second, "csrfmiddlewaretoken")


def test_what_one_person_typed_is_never_sent_as_another(portal):
    portal.answers = {"/kirim/": lambda request: (401, {})}
    _ready(portal)
    _send(portal)
    expect(portal.page.locator("[data-again]")).to_be_visible()
    portal.client.cookies["visitor"] = "8"
    portal.page.click("[data-again]")
    other_person = portal.page.locator("[data-queue]").get_attribute("data-other-person")
    expect(portal.page.locator("[data-note]")).to_have_text(other_person)

    assert len(portal.posts("/kirim/")) == 1


def test_a_stale_token_is_renewed_without_a_word(portal):
    answers = iter([(403, "<h1>403</h1>"), (201, STORED)])
    portal.answers = {"/kirim/": lambda request: next(answers)}
    _ready(portal)
    _send(portal)
    expect(portal.page.locator("[data-finished]")).to_be_visible()

    assert len(portal.posts("/kirim/")) == 2


@pytest.mark.parametrize("trouble", [None, (503, "<h1>503</h1>"), (502, "")])
def test_a_lost_line_is_tried_again_with_the_same_id(portal, trouble):
    answers = iter([trouble, trouble, (201, STORED)])
    portal.answers = {"/kirim/": lambda request: next(answers)}
    _ready(portal)
    _send(portal)
    for _time in range(2):
        expect(portal.page.locator("[data-note]")).to_be_visible()
        portal.page.evaluate("dispatchEvent(new Event('online'))")
    expect(portal.page.locator("[data-finished]")).to_be_visible()

    assert len({_part(post, "submission_id") for post in portal.posts("/kirim/")}) == 1
    assert len(portal.posts("/kirim/")) == 3


def test_an_error_of_ours_stops_and_offers_to_send_again(portal):
    portal.answers = {"/kirim/": lambda request: (500, "<h1>500</h1>")}
    _ready(portal)
    _send(portal)
    expect(portal.page.locator("[data-again]")).to_be_visible()

    assert _note(portal) == portal.page.locator("[data-queue]").get_attribute("data-gave-up")


def test_a_full_disk_is_told_in_the_words_of_the_server(portal):
    portal.answers = {"/kirim/": lambda request: (507, {"message": "Ruang simpan penuh."})}
    _ready(portal)
    _send(portal)
    expect(portal.page.locator("[data-note]")).to_have_text("Ruang simpan penuh.")


def test_refused_entries_are_summed_up_and_marked_at_their_fields(portal):
    errors = {"title": ["Isi “Judul”."], "__all__": ["Berkas ini sudah ada."]}
    answers = iter([(400, {"errors": errors, "message": ""}), (201, STORED)])
    portal.answers = {"/kirim/": lambda request: next(answers)}
    _ready(portal)
    _send(portal)
    summary = portal.page.locator(".errors")
    expect(summary).to_be_focused()

    assert summary.locator("a").get_attribute("href") == "#id_title"
    assert "Berkas ini sudah ada." in summary.inner_text()
    field = portal.page.locator("#id_title")
    assert field.get_attribute("aria-invalid") == "true"
    assert "id_title_error" in field.get_attribute("aria-describedby")
    _send(portal)
    expect(portal.page.locator("[data-finished]")).to_be_visible()
    assert portal.page.locator(".errors").count() == 0
    assert field.get_attribute("aria-invalid") is None


def test_a_refused_file_does_not_stop_the_next_one(portal):
    answers = iter([(400, {"errors": {"files": ["Bukan PDF."]}, "message": ""}), (201, STORED)])
    portal.answers = {"/kirim/": lambda request: next(answers)}
    _ready(portal, "/contoh/", _file("a.pdf"), _file("b.pdf", 20))
    _send(portal)
    expect(portal.page.locator("[data-rows] > li").nth(1)).to_contain_text("tersimpan")

    assert _note(portal, 0) == "Bukan PDF."


def test_two_clicks_send_once(portal):
    portal.answers = {"/kirim/": lambda request: (201, STORED)}
    _ready(portal)
    portal.page.evaluate(
        "() => { const b = document.querySelector('form[data-upload] button.primary');"
        " b.click(); b.click(); }"
    )
    expect(portal.page.locator("[data-finished]")).to_be_visible()
    portal.page.evaluate("() => document.querySelector('form[data-upload]').requestSubmit()")

    assert len(portal.posts("/kirim/")) == 1


def test_the_same_file_chosen_twice_is_one_row_and_can_be_taken_out(portal):
    _ready(portal)
    portal.page.set_input_files("#id_files", [])
    assert portal.page.locator("[data-rows] > li").count() == 1
    portal.page.click("[data-remove]")

    assert portal.page.locator("[data-rows] > li").count() == 0
    assert not portal.page.locator("[data-queue]").is_visible()


def test_a_new_version_is_one_file_and_a_second_choice_replaces_the_first(portal):
    _ready(portal, "/contoh/?satu", _file("a.pdf"))
    portal.page.set_input_files("#id_files", [_file("b.pdf")])

    assert portal.page.locator("[data-rows] [data-name]").all_inner_texts()[-1] == "b.pdf"
    assert portal.page.locator("[data-rows] > li").count() == 1


def test_files_are_dropped_into_the_box_and_a_missed_drop_does_not_leave_the_page(portal):
    portal.open("/contoh/")
    for selector in ("[data-drop]", "h1"):
        portal.page.evaluate(
            """(selector) => {
              const data = new DataTransfer();
              data.items.add(new File(["x"], selector === "h1" ? "b.pdf" : "a.pdf"));
              const place = document.querySelector(selector);
              const how = { bubbles: true, cancelable: true, dataTransfer: data };
              const drop = new DragEvent("drop", how);
              place.dispatchEvent(drop);
              window.prevented = drop.defaultPrevented;
            }""",
            selector,
        )
        assert portal.page.evaluate("window.prevented")

    assert portal.page.locator("[data-rows] > li").count() == 1


def test_without_a_file_the_server_is_asked_and_says_so(portal):
    portal.answers = {"/kirim/": lambda request: (200, "<h1>Pilih berkas</h1>")}
    portal.open("/contoh/")
    portal.page.fill("#id_title", "Notulen")
    _send(portal)
    expect(portal.page.locator("h1")).to_have_text("Pilih berkas")

    assert _part(portal.posts("/kirim/")[0], "submission_id") == SUBMISSION


def test_without_scripts_the_plain_form_sends_all_files_at_once(portal_at):
    portal = portal_at(java_script_enabled=False)
    portal.answers = {"/kirim/": lambda request: (200, "<h1>Diterima</h1>")}
    _ready(portal, "/contoh/", _file("a.pdf"), _file("b.pdf"))
    assert not portal.page.locator("[data-queue]").is_visible()
    _send(portal)
    expect(portal.page.locator("h1")).to_have_text("Diterima")

    body = portal.posts("/kirim/")[0].post_data_buffer
    assert body.count(b'filename="a.pdf"') == body.count(b'filename="b.pdf"') == 1


def test_a_row_that_was_there_before_follows_its_state_too(portal):
    portal.answers = {"/status/row/": lambda request: (200, FINAL)}
    portal.open("/contoh/")

    expect(portal.page.locator("[data-status-url] [data-truth]")).to_contain_text("teks dibaca")


def test_the_script_breaks_no_rule_of_the_content_policy(portal):
    portal.answers = {"/kirim/": lambda request: (201, STORED)}
    _ready(portal)
    _send(portal)
    expect(portal.page.locator("[data-finished]")).to_be_visible()

    assert portal.errors == []
