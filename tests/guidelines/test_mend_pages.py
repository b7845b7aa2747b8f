"""The page on which a draft is mended: plain forms, one part at a time, and who sees it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from guidelines.domain.mending import rows_of_edition
from guidelines.models import MendingStep, Provision, RegulationText
from tests.factories.guidelines import (
    import_edition,
    make_approver,
    make_editor,
    make_regulation,
)
from tests.factories.people import make_employee_with_user
from tests.guidelines.cms import decide, post_edit
from tests.guidelines.texts import LAW
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

DAMAGED = LAW.replace("Pasal 3\n", "Pasat tiga\n", 1)


@pytest.fixture
def edition() -> RegulationText:
    return import_edition(make_regulation(number="7", year=2031), DAMAGED)


@pytest.fixture
def editor(client_of: Any) -> Client:
    return english(client_of(make_editor()))


def address_of(edition: RegulationText, part: Provision | None = None) -> str:
    address = f"/cms/aturan/{edition.regulation_id}/naskah/"
    if part is None:
        return address
    around = Provision.objects.filter(
        edition=edition, kind__in=["part", "article"], position__lte=part.position,
        position_end__gt=part.position,
    ).last()  # fmt: skip
    return f"{address}?edisi={edition.number}&di={around.key}&ubah={part.position}"


def form_with(page: bytes, verb: str) -> tuple[str, dict[str, Any]]:
    """Address and fields of the form that has the button of a step, as a browser sends them."""
    for form in html.fromstring(page).iter("form"):
        if form.xpath(f".//button[@name='step'][@value='{verb}']"):
            return form.action, {**dict(form.form_values()), "step": verb}
    raise AssertionError(f"no button {verb!r}")


def take(client: Client, edition: RegulationText, part: Provision, verb: str, **fields: Any) -> Any:
    action, filled = form_with(client.get(address_of(edition, part)).content, verb)
    return client.post(action, {**filled, **fields})


def part_with(edition: RegulationText, words: str) -> Provision:
    return Provision.objects.filter(edition=edition, text__contains=words).first()


def words_of(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


def test_a_finding_leads_to_its_place_where_the_heading_is_made(edition, editor):
    shown = editor.get(address_of(edition))
    assert "Pasal 3 is missing before this place" in words_of(shown)
    links = html.fromstring(shown.content).xpath("//a[contains(., 'Pasal 3 is missing')]/@href")
    assert "ubah=" in links[0]

    answer = take(
        editor, edition, part_with(edition, "Pasat tiga"), "heading",
        words="Pasat tiga", kind="article", number="3", line="",
    )  # fmt: skip

    assert answer.status_code == 302, words_of(answer)
    assert "Done. You can undo it." in words_of(editor.get(answer["Location"]))
    assert reload(edition).findings == []
    assert "".join(row.source for row in rows_of_edition(edition)) == DAMAGED


def test_a_line_is_chosen_from_the_lines_of_the_text(edition, editor):
    part = part_with(edition, "Pasat tiga")
    page = html.fromstring(editor.get(address_of(edition, part)).content)
    options = {
        option.text: option.get("value")
        for option in page.xpath("//form[.//button[@value='heading']]//select[@name='line']/option")
    }

    take(
        editor, edition, part, "heading", line=options["Pasat tiga"], kind="article", number="3",
        count="1",
    )  # fmt: skip

    assert Provision.objects.get(edition=edition, key="pasal-3/label").text == "Pasat tiga\n"


@pytest.mark.parametrize(
    ("verb", "fields", "key"),
    [
        ("name", {"kind": "article", "number": "4A", "heading": ""}, "pasal-4"),
        ("dissolve", {}, "pasal-4"),
        ("move_out", {}, "pasal-4"),
        ("split", {"words": "disimpan", "line": ""}, "pasal-4/teks-1"),
        ("correct", {"text": "Catatan disimpan.\r\n"}, "pasal-4/teks-1"),
        ("join", {}, "pasal-4/teks-1"),
        ("mark_noise", {}, "pasal-4/teks-1"),
        ("mark_label", {}, "pasal-4/teks-1"),
        ("move_in", {}, "pasal-2/ayat-2/huruf-b"),
    ],
)
def test_every_step_is_a_plain_form_that_undo_takes_back(edition, editor, verb, fields, key):
    part = Provision.objects.get(edition=edition, key=key)
    before = rows_of_edition(edition)

    answer = take(editor, edition, part, verb, **fields)
    after = rows_of_edition(edition)
    undone = editor.post(*form_with(editor.get(answer["Location"]).content, "undo"))

    assert (answer.status_code, undone.status_code) == (302, 302)
    assert after != before
    assert rows_of_edition(edition) == before
    editor.post(*form_with(editor.get(undone["Location"]).content, "redo"))
    assert rows_of_edition(edition) == after


def test_a_correction_shows_what_was_imported_and_can_take_it_again(edition, editor):
    part = Provision.objects.get(edition=edition, key="pasal-4/teks-1")
    take(editor, edition, part, "correct", text="Catatan disimpan rapi.\n")

    shown = words_of(editor.get(address_of(edition, part)))
    assert "Catatan disimpan rapi." in shown
    assert "The imported text has here:" in shown
    assert "Catatan disimpan oleh penguji." in shown
    take(editor, edition, part, "restore")

    row = Provision.objects.get(edition=edition, key="pasal-4/teks-1")
    assert (row.text, row.is_corrected) == (part.text, False)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"line": "", "words": ""}, "Choose a line, or write the words."),
        ({"line": "", "words": "tidak ada"}, "These words do not stand in this text."),
        ({"line": "", "words": "a"}, "Write some more of them."),
        ({"line": "0", "kind": "article", "number": ""}, "Give the number"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    edition, editor, fields, sentence
):
    part = Provision.objects.get(edition=edition, key="pasal-4/teks-1")

    answer = take(editor, edition, part, "heading", **fields)

    assert answer.status_code in {409, 422}
    assert sentence in words_of(answer)
    assert reload(edition).revision == 0
    assert not MendingStep.objects.exists()


def test_of_two_editors_the_second_reads_who_was_first_and_keeps_the_words(
    edition, editor, client_of
):
    part = Provision.objects.get(edition=edition, key="pasal-4/teks-1")
    stale = form_with(editor.get(address_of(edition, part)).content, "correct")
    first = make_editor("Sari")
    take(client_of(first), edition, part, "mark_noise")

    answer = editor.post(stale[0], {**stale[1], "text": "Kalimat saya yang panjang."})

    said = words_of(answer)
    assert answer.status_code == 409
    assert "Sari changed this draft" in said
    assert "Kalimat saya yang panjang." in said
    assert reload(edition).revision == 1
    assert part_with(edition, "Catatan disimpan oleh").kind == "noise"


def test_what_waits_is_read_only_and_says_why_until_it_is_returned(edition, editor, client_of):
    part = Provision.objects.get(edition=edition, key="pasal-4/teks-1")
    stale = form_with(editor.get(address_of(edition, part)).content, "mark_noise")
    post_edit(editor, edition.regulation, "submit")

    shown = editor.get(address_of(edition, part))
    refused = editor.post(*stale)

    assert "waits for approval" in words_of(shown)
    assert b'name="step"' not in shown.content
    assert (refused.status_code, reload(edition).revision) == (409, 0)
    assert "Nothing of your step was written" in words_of(refused)
    decide(client_of(make_approver()), edition.regulation, "reject", "Lengkapi.")
    assert editor.post(*stale).status_code == 302
    assert "opened again · Lengkapi." in words_of(editor.get(address_of(edition)))


def test_a_published_edition_is_read_only(edition, editor, client_of):
    post_edit(client_of(make_approver()), edition.regulation, "publish")

    shown = editor.get(address_of(edition))

    assert "is published and does not change any more" in words_of(shown)
    assert b'name="step"' not in shown.content


@pytest.mark.parametrize("person", ["visitor", "employee", "approver", "other editor"])
def test_who_sees_the_draft(edition, client_of, person):
    client = {
        "visitor": lambda: Client(),
        "employee": lambda: client_of(make_employee_with_user().user),
        "approver": lambda: client_of(make_approver()),
        "other editor": lambda: client_of(make_editor()),
    }[person]()
    sees = person in {"approver", "other editor"}

    shown = client.get(address_of(edition))
    posted = client.post(address_of(edition), {"step": "undo", "revision": "0"})

    assert (shown.status_code == 200) is sees
    assert (b"Catatan disimpan" in client.get(f"{address_of(edition)}?di=pasal-4").content) is sees
    closed = 302 if person == "visitor" else 404
    assert posted.status_code == (409 if sees else closed)


def test_a_page_of_another_kind_or_none_is_not_found(editor):
    assert editor.get("/cms/aturan/1/naskah/").status_code == 404
    assert editor.get("/cms/aturan/999999/naskah/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["?edisi=9", "?edisi=x", "?di=tidak-ada", "?ubah=999999", "?ubah=-1", "?dari=99999999999"],
)
def test_odd_addresses_are_answered(edition, editor, query):
    assert editor.get(address_of(edition) + query).status_code in {200, 404}


@pytest.mark.parametrize(
    "fields",
    [{}, {"step": "nope", "revision": "0", "position": "0"}, {"step": "undo", "revision": "x"},
     {"step": "join", "revision": "0"}, {"step": "join", "revision": "0", "position": "x"}],
)  # fmt: skip
def test_odd_steps_are_refused(edition, editor, fields):
    assert editor.post(address_of(edition), fields).status_code == 400
    assert reload(edition).revision == 0


def test_a_regulation_without_a_text_leads_to_importing_one(editor):
    page = make_regulation()

    answer = editor.get(f"/cms/aturan/{page.pk}/naskah/")

    assert answer["Location"] == f"/cms/aturan/{page.pk}/impor/"


def test_the_edit_page_leads_to_the_text_and_back(edition, editor):
    address = f"/cms/pages/{edition.regulation_id}/edit/"

    assert address_of(edition) in editor.get(address).content.decode()
    assert address in editor.get(address_of(edition)).content.decode()


def test_a_large_law_is_shown_by_parts_with_the_same_queries(editor):
    def law(count: int) -> str:
        article = "Pasal {}\n(1) Pembaca membaca naskah.\n(2) Penguji menguji.\n"
        body = "".join(
            (f"BAB {roman}\nJUDUL\n" if number % (count // 4) == 1 else "") + article.format(number)
            for number in range(1, count + 1)
            for roman in [("I", "II", "III", "IV", "V")[(number - 1) // (count // 4)]]
        )
        return LAW.replace(LAW[LAW.index("BAB I\n") : LAW.index("Agar ")], body)

    small = import_edition(make_regulation(), law(8))
    large = import_edition(make_regulation(), law(400))
    # What is cached once for all pages of the admin.
    editor.get(f"{address_of(small)}?di=pasal-3")
    counts = []
    for edition in (small, large):
        with CaptureQueriesContext(connection) as queries:
            answer = editor.get(f"{address_of(edition)}?di=pasal-3")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert len(answer.content) < 150_000
    assert b"Pasal 300" not in answer.content
