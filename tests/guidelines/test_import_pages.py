"""Importing in Wagtail's admin: looked at before it is saved, saved once, and by whom."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from guidelines.domain.source import MOST_BYTES, SourceRefused, read_source
from guidelines.domain.submissions import KEPT, forget_old
from guidelines.models import RegulationPage, RegulationText, SubmittedText
from tests.factories.guidelines import (
    import_edition,
    make_approver,
    make_editor,
    make_regulation,
)
from tests.factories.people import make_employee_with_user
from tests.guidelines.cms import post_edit
from tests.guidelines.texts import LAW
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

START = "/cms/aturan/impor/"
DAMAGED = LAW.replace("Pasal 4\n", "Pasal 5\n", 1)


@pytest.fixture
def editor(client_of: Any) -> Client:
    return english(client_of(make_editor()))


def hand_in(client: Client, source: str | bytes = LAW, address: str = START, **more: Any) -> Any:
    raw = source if isinstance(source, bytes) else source.encode()
    fields = {"submission_id": str(uuid.uuid4()), **more}
    if "text" not in more:
        fields["file"] = SimpleUploadedFile("pp-7.txt", raw)
    return client.post(address, fields)


def record_of(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_file_becomes_a_proposal_with_its_record_and_no_page_yet(editor):
    answer = hand_in(editor, DAMAGED)

    shown = editor.get(answer["Location"])

    page = shown.content.decode()
    assert not RegulationPage.objects.exists()
    assert shown.context["summary"]["chapters"] == 3
    assert "Pasal 4 is missing before this place" in page
    assert "Hasil uji dicatat." in page
    record = record_of(editor, answer["Location"])
    assert (record["kind"], record["number"], record["year"]) == ("pp", "7", 2031)
    assert record["title"] == "Tata Cara Pengujian Naskah"
    assert str(record["promulgated_on"]) == "2031-03-04"


def test_saved_it_is_a_draft_page_that_leads_to_its_text(editor):
    preview = hand_in(editor)["Location"]

    answer = editor.post(preview, {**record_of(editor, preview), "number": "8"})

    page = RegulationPage.objects.get()
    assert (page.slug, page.live, page.source[:15]) == ("pp-8-2031", False, "Lembaran Negara")
    assert answer["Location"] == f"/cms/aturan/{page.pk}/naskah/?edisi=1"
    assert "Saved as a draft" in editor.get(answer["Location"]).content.decode()


def test_two_clicks_make_one_submission_and_one_page(editor):
    key = str(uuid.uuid4())
    first, second = (hand_in(editor, submission_id=key)["Location"] for _ in range(2))
    record = record_of(editor, first)

    answers = [editor.post(first, record) for _ in range(2)]

    assert first == second
    assert SubmittedText.objects.count() == RegulationPage.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]
    assert RegulationText.objects.count() == 1
    assert editor.get(first)["Location"] == answers[0]["Location"]


def test_the_same_form_with_another_file_is_another_submission(editor):
    key = str(uuid.uuid4())
    first = hand_in(editor, submission_id=key)["Location"]

    second = hand_in(editor, DAMAGED, submission_id=key)["Location"]

    assert first != second
    assert SubmittedText.objects.count() == 2


def test_a_pasted_text_is_kept_to_the_character(editor):
    text = LAW.replace("\n", "\r\n")

    preview = hand_in(editor, text=text)["Location"]
    editor.post(preview, record_of(editor, preview))

    assert RegulationText.objects.get().source_text == LAW


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The file is empty"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"%PDF-1.7\n" + bytes(100), "no plain text"),
        (b"<html><body><script>alert(1)</script>", "no plain text"),
    ],
)
def test_what_is_no_text_is_told_beside_the_field(editor, raw, words):
    answer = hand_in(editor, raw)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not SubmittedText.objects.exists()


def test_neither_and_both_are_told(editor):
    neither = hand_in(editor, text=" ")
    both = hand_in(editor, text="Pasal 1", file=SimpleUploadedFile("a.txt", b"Pasal 1"))

    assert "Choose a file, or paste the text below." in neither.content.decode()
    assert "not both" in both.content.decode()


def test_what_the_record_lacks_is_told_and_the_file_is_still_there(editor):
    preview = hand_in(editor, "Bukan peraturan, hanya kalimat.")["Location"]

    answer = editor.post(preview, record_of(editor, preview))

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() >= {"kind", "number", "year", "title"}
    assert SubmittedText.objects.get().edition is None
    assert "pp-7.txt" in editor.get(START).content.decode()


def test_a_regulation_that_is_here_already_is_told(editor):
    make_regulation(kind="pp", number="7", year=2031)
    preview = hand_in(editor)["Location"]

    answer = editor.post(preview, record_of(editor, preview))

    assert "PP 7/2031 is already here." in answer.content.decode()
    assert RegulationPage.objects.count() == 1


def test_script_in_a_text_is_shown_as_text(editor):
    preview = hand_in(editor, DAMAGED.replace("Hasil uji", "Hasil <script>alert(1)</script> uji"))
    preview = preview["Location"]

    page = editor.get(preview).content.decode()
    saved = editor.post(preview, record_of(editor, preview))["Location"]
    mended = editor.get(f"{saved}&di=pasal-3").content.decode()

    for each in (page, mended):
        assert "<script>alert(1)" not in each
        assert "&lt;script&gt;alert(1)" in each


def test_bytes_that_could_not_be_read_are_counted(editor):
    preview = hand_in(editor, LAW.encode().replace(b"Hasil uji", b"Hasil \x81 uji"))["Location"]

    assert "One byte of the file could not be read" in editor.get(preview).content.decode()


def test_another_edition_of_a_page_that_is_there(editor):
    page = make_regulation(number="7", year=2031)
    import_edition(page, LAW)

    preview = hand_in(editor, DAMAGED, address=f"/cms/aturan/{page.pk}/impor/")["Location"]
    answer = editor.post(preview, {"applies_from": "2032-01-01"})

    second = page.editions.get(number=2)
    assert (str(second.applies_from), second.source_text) == ("2032-01-01", DAMAGED)
    assert reload(page).edition == second
    assert answer["Location"].endswith(f"/{page.pk}/naskah/?edisi=2")


def test_a_page_that_waits_gets_no_other_text_and_the_file_is_kept(editor, client_of):
    page = make_regulation(number="7", year=2031)
    import_edition(page, LAW)
    approver = english(client_of(make_approver()))
    preview = hand_in(approver, address=f"/cms/aturan/{page.pk}/impor/")["Location"]
    post_edit(editor, page, "submit")

    answer = approver.post(preview, {"applies_from": ""})

    assert "waits for approval" in answer.content.decode()
    assert page.editions.count() == 1
    assert SubmittedText.objects.get().edition is None
    assert hand_in(editor, address=f"/cms/aturan/{page.pk}/impor/").status_code == 302


def test_a_file_can_be_forgotten_and_old_ones_are(editor, clock):
    first = hand_in(editor)["Location"]
    editor.post(first, {"discard": "1"})
    assert not SubmittedText.objects.exists()

    hand_in(editor)
    SubmittedText.objects.update(created_at=clock() - KEPT + timedelta(hours=1))
    assert forget_old() == 0
    SubmittedText.objects.update(created_at=clock() - KEPT - timedelta(hours=1))
    assert forget_old() == 1


@pytest.mark.parametrize("person", ["visitor", "employee", "approver", "other editor"])
def test_who_may_import(editor, client_of, person):
    preview = hand_in(editor)["Location"]
    page = make_regulation()
    expected = {
        "visitor": {START: 302, preview: 302, f"/cms/aturan/{page.pk}/impor/": 302},
        "employee": {START: 404, preview: 404, f"/cms/aturan/{page.pk}/impor/": 404},
        # An approver changes pages but adds none, and reads no one else's file.
        "approver": {START: 404, preview: 404, f"/cms/aturan/{page.pk}/impor/": 200},
        "other editor": {START: 200, preview: 404, f"/cms/aturan/{page.pk}/impor/": 200},
    }[person]
    client = {
        "visitor": lambda: Client(),
        "employee": lambda: client_of(make_employee_with_user().user),
        "approver": lambda: client_of(make_approver()),
        "other editor": lambda: client_of(make_editor()),
    }[person]()

    for address, status in expected.items():
        assert client.get(address).status_code == status, address
        if status != 200:
            assert client.post(address, {}).status_code == status, address
    assert not RegulationPage.objects.exclude(pk=page.pk).exists()


def test_the_menu_offers_it_to_editors_only(editor, client_of):
    assert START in editor.get("/cms/").content.decode()
    assert START not in client_of(make_approver()).get("/cms/").content.decode()


def test_a_file_of_unknown_kind_is_named_in_the_readers_language():
    with override("id"):
        with pytest.raises(SourceRefused) as refused:
            read_source(bytes(range(256)) * 8, "berkas.txt")
        assert "Jenis berkas tidak dikenal" in str(refused.value)
