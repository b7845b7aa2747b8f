"""Mending a draft: every step is undone to the byte, and of two editors one is told."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from guidelines.domain.editions import freeze_edition
from guidelines.domain.mending import (
    DraftChanged,
    DraftClosed,
    MendRefused,
    mend,
    redo,
    rows_of_edition,
    undo,
)
from guidelines.importing.rows import ends_of, keys_of
from guidelines.importing.steps import Correct, Dissolve, MakeHeading, Mark, Name, Split
from guidelines.models import MendingStep, Provision, RegulationText
from portal.core.actor import Actor
from portal.core.history import history_of
from tests.factories.guidelines import (
    import_edition,
    make_approver,
    make_editor,
    make_regulation,
)
from tests.factories.people import make_employee_with_user
from tests.guidelines.cms import decide, post_edit
from tests.guidelines.importing.test_steps import random_step
from tests.guidelines.texts import LAW
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The sentences of refusals as they stand in the code."""
    with translation.override("en"):
        yield


DAMAGED = LAW.replace("Pasal 3\n", "Pasat tiga\n", 1).replace("Pasal 1\nDalam", "Pasal l\nDalam")
EVERYTHING = (
    "position", "position_end", "depth", "kind", "number", "heading", "key", "text",
    "is_corrected", "original",
)  # fmt: skip


def make_draft(text: str = LAW) -> RegulationText:
    return import_edition(make_regulation(), text)


def stored(edition: RegulationText) -> Any:
    """All that a step may change, as the database has it."""
    rows = Provision.objects.filter(edition=edition).order_by("position")
    return list(rows.values_list(*EVERYTHING)), reload(edition).findings


def place_of(edition: RegulationText, key: str) -> int:
    return Provision.objects.get(edition=edition, key=key).position


def take(edition: RegulationText, step: Any, person: Any = None) -> MendingStep:
    edition = reload(edition)
    actor = Actor(user=person or make_editor())
    return mend(edition, expected_revision=edition.revision, step=step, actor=actor)


def assert_consistent(edition: RegulationText) -> None:
    rows = rows_of_edition(edition)
    found = stored(edition)[0]
    assert [row[0] for row in found] == list(range(len(rows)))
    assert [row[1] for row in found] == ends_of(rows)
    assert [row[6] for row in found] == keys_of(rows)
    assert "".join(row.source for row in rows) == edition.source_text


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("corrections", [True, False])
def test_any_steps_undone_give_the_imported_rows_and_redone_the_mended(seed, corrections):
    edition, chance, actor = make_draft(DAMAGED), random.Random(seed), Actor(user=make_editor())
    after = [stored(edition)]
    while len(after) < 12:
        step = random_step(rows_of_edition(edition), chance, corrections=corrections)
        edition = reload(edition)
        try:
            mend(edition, expected_revision=edition.revision, step=step, actor=actor)
        except MendRefused:
            assert stored(edition) == after[-1]
            continue
        assert_consistent(edition)
        if not corrections:
            texts = Provision.objects.filter(edition=edition).order_by("position")
            assert "".join(texts.values_list("text", flat=True)) == DAMAGED
        after.append(stored(edition))

    for earlier in reversed(after[:-1]):
        edition = reload(edition)
        undo(edition, expected_revision=edition.revision, actor=actor)
        assert stored(edition) == earlier
    for later in after[1:]:
        edition = reload(edition)
        redo(edition, expected_revision=edition.revision, actor=actor)
        assert stored(edition) == later


def test_a_lost_heading_is_found_again_and_its_finding_goes():
    edition = make_draft(DAMAGED)
    assert ("gap", "pasal-3") in {(f["kind"], f["key"]) for f in edition.findings}
    row = Provision.objects.get(edition=edition, text__contains="Pasat tiga")
    start = row.text.index("Pasat tiga")

    take(edition, MakeHeading(row.position, start, start + 11, "article", "3"))

    assert reload(edition).findings == [f for f in edition.findings if f["kind"] == "repaired"]
    assert Provision.objects.filter(edition=edition, key="pasal-3").exists()
    undo(reload(edition), expected_revision=1, actor=Actor(user=make_editor()))
    assert reload(edition).findings == edition.findings


def test_a_new_step_ends_what_could_be_redone():
    edition, actor = make_draft(), Actor(user=make_editor())
    take(edition, Split(place_of(edition, "pasal-5/teks-1"), 10))
    undo(reload(edition), expected_revision=1, actor=actor)
    take(edition, Split(place_of(edition, "pasal-4/teks-1"), 7))

    with pytest.raises(MendRefused, match="No step was undone"):
        redo(reload(edition), expected_revision=3, actor=actor)
    undo(reload(edition), expected_revision=3, actor=actor)
    with pytest.raises(MendRefused, match="No step is left"):
        undo(reload(edition), expected_revision=4, actor=actor)

    assert reload(edition).revision == 4
    assert [event.verb for event in history_of(edition)] == [
        "import_edition", "mend_edition.split", "undo_edition.split", "mend_edition.split",
        "undo_edition.split",
    ]  # fmt: skip


def test_of_two_editors_the_second_is_told_and_nothing_of_theirs_is_written():
    edition = make_draft()
    first, second = make_editor("Sari"), make_editor()
    place = place_of(edition, "pasal-5/teks-1")
    mend(edition, expected_revision=0, step=Split(place, 10), actor=Actor(user=first))
    before = stored(edition)

    for attempt in (
        lambda: mend(
            reload(edition), expected_revision=0, step=Split(place, 5), actor=Actor(user=second)
        ),
        lambda: undo(reload(edition), expected_revision=0, actor=Actor(user=second)),
        lambda: redo(reload(edition), expected_revision=0, actor=Actor(user=second)),
    ):
        with pytest.raises(DraftChanged) as refusal:
            attempt()
        assert "Sari" in str(refusal.value)
        assert "Nothing of your step was written" in str(refusal.value)

    assert stored(edition) == before
    assert reload(edition).revision == 1


def test_a_step_that_makes_no_sense_writes_nothing():
    edition = make_draft()
    before = stored(edition)

    with pytest.raises(MendRefused, match="Nothing of your step was written"):
        take(edition, Split(place_of(edition, "pasal-5/teks-1"), 0))

    assert (stored(edition), reload(edition).revision) == (before, 0)
    assert not MendingStep.objects.exists()


@pytest.mark.parametrize("person", ["employee", "system"])
def test_who_may_not_edit_the_page_mends_nothing(person):
    edition = make_draft()
    user = make_employee_with_user().user
    actor = Actor(user=user) if person == "employee" else Actor.system("publishing")
    step = Mark(place_of(edition, "pasal-5/teks-1"), "noise")

    with pytest.raises(PermissionDenied):
        mend(edition, expected_revision=0, step=step, actor=actor)

    assert reload(edition).revision == 0


def test_approvers_mend_too():
    edition = make_draft()

    take(edition, Mark(place_of(edition, "pasal-5/teks-1"), "noise"), make_approver())

    assert reload(edition).revision == 1


def test_a_lock_binds_everybody_but_who_set_it():
    edition, holder = make_draft(), make_approver()
    page = edition.regulation
    page.locked, page.locked_by = True, holder
    page.save()
    step = Mark(place_of(edition, "pasal-5/teks-1"), "noise")

    with pytest.raises(PermissionDenied):
        take(edition, step)
    take(edition, step, holder)


@pytest.mark.parametrize("verb", ["mend", "undo"])
def test_what_waits_is_not_mended_until_it_is_returned(client_of, verb):
    edition = make_draft()
    approver, page = make_approver(), edition.regulation
    take(edition, Split(place_of(edition, "pasal-4/teks-1"), 7))
    post_edit(client_of(make_editor()), page, "submit")
    place = place_of(edition, "pasal-5/teks-1")

    def attempt() -> None:
        now = reload(edition)
        if verb == "mend":
            mend(now, expected_revision=1, step=Mark(place, "noise"), actor=Actor(user=approver))
        else:
            undo(now, expected_revision=1, actor=Actor(user=approver))

    with pytest.raises(DraftClosed, match="waits for approval or is published"):
        attempt()
    decide(client_of(approver), page, "reject", "Lengkapi Pasal 5.")
    attempt()

    assert reload(edition).revision == 2


def test_what_was_mended_meanwhile_is_not_closed_with_the_wording_of_before():
    edition = make_draft()
    digest = edition.digest_now()
    take(edition, Correct(place_of(edition, "pasal-5/teks-1"), "Kalimat lain.\n"))

    with pytest.raises(Exception, match="was changed after"):
        freeze_edition(reload(edition), actor=Actor(user=None, system_name="x"), digest=digest)

    assert reload(edition).is_draft


def test_a_step_tells_where_and_by_whom():
    edition, editor = make_draft(), make_editor()

    step = take(edition, Name(place_of(edition, "pasal-2/ayat-2"), "paragraph", "2a"), editor)
    other = take(edition, Dissolve(place_of(edition, "pasal-4")), editor)

    assert (step.verb, step.detail, step.actor) == ("name", "Pasal 2 ayat (2)", editor)
    assert (other.verb, other.detail) == ("dissolve", "Pasal 4")


def test_a_step_in_a_large_law_takes_few_queries(django_assert_max_num_queries):
    article = "Pasal {}\n(1) Pembaca membaca.\n(2) Penguji menguji.\n"
    body = "".join(article.format(number) for number in range(1, 401))
    law = LAW.replace(LAW[LAW.index("Pasal 1\n") : LAW.index("Agar ")], body)
    edition, actor = make_draft(law), Actor(user=make_editor())
    place = place_of(edition, "pasal-7/ayat-1/teks-1")

    with django_assert_max_num_queries(40):
        mend(edition, expected_revision=0, step=Split(place, 9), actor=actor)
