"""Importing a text: what becomes of every character, who may, and what is refused."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from guidelines.domain.editions import create_regulation, import_text
from guidelines.domain.source import MOST_BYTES, SourceRefused
from guidelines.models import Provision, RegulationPage, RegulationText
from guidelines.models.editions import EditionClosed
from guidelines.states import EditionState
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import history_of
from tests.factories.guidelines import make_approver, make_editor, make_regulation
from tests.factories.people import make_employee_with_user
from tests.guidelines.cms import post_edit
from tests.guidelines.texts import LAW
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The sentences of refusals as they stand in the code."""
    with translation.override("en"):
        yield


RECORD = {"kind": "pp", "number": "7", "year": 2031, "title": "Tata Cara Pengujian Naskah"}


def text_of(edition: RegulationText) -> str:
    return "".join(edition.provisions.order_by("position").values_list("text", flat=True))


def test_a_law_becomes_a_draft_page_whose_parts_hold_every_character():
    editor = make_editor()

    page = create_regulation(RECORD, LAW.encode(), "pp-7.txt", actor=Actor(user=editor))

    edition = page.editions.get()
    assert (page.live, page.slug, page.owner) == (False, "pp-7-2031", editor)
    assert (edition.state, edition.number, edition.imported_by) == (EditionState.DRAFT, 1, editor)
    assert text_of(edition) == edition.source_text == LAW
    assert page.latest_revision.content["edition"] == edition.pk
    assert page.latest_revision.content["edition_digest"] == edition.digest_now()
    event = history_of(edition).get()
    assert (event.verb, event.actor, event.detail) == ("import_edition", editor, "pp-7.txt")


def test_parts_stand_in_the_order_of_the_text_each_with_its_range():
    page = create_regulation(RECORD, LAW.encode(), "a.txt", actor=Actor(user=make_editor()))
    rows = list(Provision.objects.filter(edition__regulation=page).order_by("position"))

    assert [row.position for row in rows] == list(range(len(rows)))
    article = next(row for row in rows if row.key == "pasal-2")
    inside = Provision.objects.filter(edition=article.edition).within(article)
    assert {row.key.split("/")[0] for row in inside} == {"pasal-2"}
    assert "pasal-2/ayat-1" in {row.key for row in inside}
    assert all(not row.text or row.kind in {"label", "text", "noise"} for row in rows)


def test_what_is_missing_or_doubled_is_noted_at_its_row():
    damaged = LAW.replace("Pasal 4\n", "Pasal 5\n")
    page = create_regulation(RECORD, damaged.encode(), "a.txt", actor=Actor(user=make_editor()))
    edition = page.editions.get()

    gap = next(place for place in edition.findings if place["kind"] == "gap")

    assert (gap["key"], gap["detail"]) == ("pasal-4", "4")
    assert edition.provisions.get(position=gap["position"]).key == "pasal-5"


def test_another_edition_is_what_the_newest_version_of_the_page_means():
    actor = Actor(user=make_editor())
    page = create_regulation(RECORD, LAW.encode(), "a.txt", actor=actor)

    second = import_text(
        page, LAW.replace("membaca", "menguji").encode(), "b.txt", actor=actor,
        applies_from=date(2032, 1, 1),
    )  # fmt: skip

    assert (second.number, second.applies_from) == (2, date(2032, 1, 1))
    assert reload(page).edition == second
    assert reload(page).latest_revision.content["edition"] == second.pk


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"x" * (MOST_BYTES + 1), "5 MB"),
        (b"%PDF-1.7\n" + bytes(200), "no plain text"),
        (b"PK\x03\x04" + bytes(200), "no plain text"),
        (b"Pasal 1\0" * 50, "no plain text"),
        (b"<html><script>alert(1)</script></html>", "no plain text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence_and_leaves_nothing(raw, words):
    with pytest.raises(SourceRefused) as refusal:
        create_regulation(RECORD, raw, "a.txt", actor=Actor(user=make_editor()))

    assert words in str(refusal.value)
    assert "Nothing was saved" in str(refusal.value)
    assert not RegulationPage.objects.exists()


def test_bytes_that_cannot_be_read_are_told_at_their_place():
    raw = LAW.encode("cp1252").replace(b"Pembaca membaca", b"Pembaca \x81membaca\xe9")

    page = create_regulation(RECORD, raw, "lama.txt", actor=Actor(user=make_editor()))

    edition = page.editions.get()
    place = next(each for each in edition.findings if each["kind"] == "unreadable")
    assert place["detail"] == "\ufffdmembaca\xe9"
    assert "\ufffdmembaca" in edition.provisions.get(position=place["position"]).text


@pytest.mark.parametrize("person", ["approver", "employee", "system"])
def test_only_an_editor_of_the_section_adds_a_regulation(person):
    actor = {
        "approver": lambda: Actor(user=make_approver()),
        "employee": lambda: Actor(user=make_employee_with_user().user),
        "system": lambda: Actor.system("publishing"),
    }[person]()

    with pytest.raises(PermissionDenied):
        create_regulation(RECORD, LAW.encode(), "a.txt", actor=actor)

    assert not RegulationPage.objects.exists()


def test_an_employee_imports_no_edition_and_an_approver_does():
    page = make_regulation()

    with pytest.raises(PermissionDenied):
        import_text(page, b"Pasal 1", "a", actor=Actor(user=make_employee_with_user().user))
    import_text(page, LAW.encode(), "a", actor=Actor(user=make_approver()))

    assert page.editions.count() == 1


def test_the_same_regulation_is_not_made_twice_and_the_failure_leaves_nothing():
    actor = Actor(user=make_editor())
    create_regulation(RECORD, LAW.encode(), "a.txt", actor=actor)

    with pytest.raises(ValidationError):
        create_regulation(RECORD, LAW.encode(), "a.txt", actor=actor)

    assert (RegulationPage.objects.count(), RegulationText.objects.count()) == (1, 1)


def test_a_page_that_waits_gets_no_other_text(client_of):
    page = create_regulation(RECORD, LAW.encode(), "a.txt", actor=Actor(user=make_editor()))
    post_edit(client_of(make_editor()), page, "submit")

    with pytest.raises(DomainError, match="waits for approval"):
        import_text(reload(page), LAW.encode(), "b", actor=Actor(user=make_approver()))

    assert page.editions.count() == 1


@pytest.mark.parametrize("change", ["save", "delete"])
def test_a_part_of_a_closed_edition_is_neither_changed_nor_deleted(change):
    page = create_regulation(RECORD, LAW.encode(), "a.txt", actor=Actor(user=make_editor()))
    RegulationText.objects.update(state=EditionState.PUBLISHED)
    part: Any = Provision.objects.filter(edition__regulation=page).first()

    with pytest.raises(EditionClosed):
        getattr(part, change)()


def test_a_law_of_more_than_a_megabyte_is_imported_whole():
    article = (
        "Pasal {}\n(1) Pembaca membaca naskah.\n(2) Penguji menguji:\na. naskah; dan\nb. hasil.\n"
    )
    body = "".join(
        article.format(n) + "Uraian naskah yang panjang sekali. " * 80 for n in range(1, 401)
    )
    law = LAW.replace(LAW[LAW.index("Pasal 1\n") : LAW.index("Agar ")], body)
    assert len(law) > 1_000_000

    page = create_regulation(RECORD, law.encode(), "a.txt", actor=Actor(user=make_editor()))

    assert text_of(page.editions.get()) == law
    assert page.editions.get().provisions.filter(kind="article").count() == 400
