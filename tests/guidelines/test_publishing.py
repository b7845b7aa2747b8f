"""Text and page go together: whatever button is pressed, and whoever presses it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from guidelines.models import (
    GuidePage,
    Provision,
    RegulationIndexPage,
    RegulationPage,
    RegulationText,
)
from guidelines.models.editions import EditionClosed
from guidelines.signals import guide_changed, regulation_changed
from guidelines.states import EDITION_TABLE, EditionState
from portal.core import clock as portal_clock
from portal.core.history import history_of
from tests.factories.guidelines import (
    make_approver,
    make_edition,
    make_editor,
    make_guide,
    make_regulation,
)
from tests.factories.people import make_employee_with_user, make_superuser
from tests.guidelines.cms import EDIT, bulk, decide, form_of, local, post_edit, press, told
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

DRAFT, SUBMITTED, PUBLISHED = (
    EditionState.DRAFT, EditionState.SUBMITTED, EditionState.PUBLISHED
)  # fmt: skip
IN_AN_HOUR = timedelta(hours=1)


@pytest.fixture
def heard() -> Iterator[dict[str, list[Any]]]:
    """The domain signals that were sent."""
    found: dict[str, list[Any]] = {"regulation": [], "guide": []}

    def regulation(sender: Any, page_id: int, edition_ids: list[int], **kwargs: Any) -> None:
        found["regulation"].append((page_id, sorted(edition_ids)))

    def guide(sender: Any, page_id: int, **kwargs: Any) -> None:
        found["guide"].append(page_id)

    regulation_changed.connect(regulation)
    guide_changed.connect(guide)
    yield found
    regulation_changed.disconnect(regulation)
    guide_changed.disconnect(guide)


def later() -> dict[str, str]:
    return {"go_live_at": local(portal_clock.now() + IN_AN_HOUR)}


class Situation:
    """A regulation with a text in one situation, and one client for each role."""

    def __init__(self, client_of: Any, name: str) -> None:
        self.editor = client_of(make_editor())
        self.approver = client_of(make_approver())
        self.clients = {
            "editor": self.editor,
            "approver": self.approver,
            "superuser": client_of(make_superuser()),
            "employee": client_of(make_employee_with_user().user),
        }
        self.page = make_regulation()
        self.edition = make_edition(self.page)
        if name == "waiting":
            post_edit(self.editor, self.page, "submit")
        elif name == "scheduled":
            post_edit(self.approver, self.page, "publish", **later())
        elif name == "published":
            post_edit(self.approver, self.page, "publish")
        self.page = reload(self.page)
        self.fields = form_of(self.clients["superuser"], self.page)

    def do(self, client: Any, action: str) -> Any:
        """Try an action as a person who knows every address and every field."""
        page, state = self.page, self.page.workflow_states.order_by("-pk").first()
        if action in {"save", "submit", "publish", "cancel-workflow"}:
            return press(client, page, self.fields, "" if action == "save" else action)
        if action == "schedule":
            return press(client, page, {**self.fields, **later()}, "publish")
        if action in {"approve", "reject"}:
            task = state.current_task_state.pk if state else 1
            name = "wagtailadmin_pages:workflow_action"
            return client.post(reverse(name, args=[page.pk, action, task]), {"comment": ""})
        if action.startswith("bulk "):
            return bulk(client, action.removeprefix("bulk "), page)
        if action == "unschedule":
            revision = page.scheduled_revision or page.latest_revision
            name = "wagtailadmin_pages:revisions_unschedule"
            return client.post(reverse(name, args=[page.pk, revision.pk]))
        return client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))

    def now(self) -> Any:
        """State of the edition and whether the page is live; ``None`` when it is gone."""
        page = RegulationPage.objects.filter(pk=self.page.pk).first()
        if page is None:
            return None
        return RegulationText.objects.get(pk=self.edition.pk).state, page.live


ACTIONS = (
    "save", "submit", "publish", "schedule", "approve", "reject", "cancel-workflow", "unschedule",
    "unpublish", "delete", "bulk publish", "bulk unpublish", "bulk delete",
)  # fmt: skip
WRITERS = {"editor", "approver", "superuser"}
PUBLISHERS = {"approver", "superuser"}
#: Situation: where it stands, and what of the rest changes it, by whom, to what.
TABLE: dict[str, tuple[Any, dict[str, tuple[set[str], Any]]]] = {
    "draft": (
        (DRAFT, False),
        {
            "submit": (WRITERS, (SUBMITTED, False)),
            "publish": (PUBLISHERS, (PUBLISHED, True)),
            "bulk publish": (PUBLISHERS, (PUBLISHED, True)),
            "schedule": (PUBLISHERS, (SUBMITTED, False)),
            "delete": (WRITERS, None),
            "bulk delete": (WRITERS, None),
        },
    ),
    "waiting": (
        (SUBMITTED, False),
        {
            "approve": ({"approver"}, (PUBLISHED, True)),
            "reject": ({"approver"}, (DRAFT, False)),
            # The editor is the one who handed it in.
            "cancel-workflow": ({"editor", "approver"}, (DRAFT, False)),
            "publish": ({"approver"}, (PUBLISHED, True)),
            "bulk publish": ({"approver"}, (PUBLISHED, True)),
            "delete": (WRITERS, None),
            "bulk delete": (WRITERS, None),
        },
    ),
    "scheduled": (
        (SUBMITTED, False),
        {
            "unschedule": (PUBLISHERS, (DRAFT, False)),
            "delete": (WRITERS, None),
            "bulk delete": (WRITERS, None),
        },
    ),
    "published": (
        (PUBLISHED, True),
        {
            "unpublish": (PUBLISHERS, (PUBLISHED, False)),
            "bulk unpublish": (PUBLISHERS, (PUBLISHED, False)),
        },
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_every_action_by_everybody_in_every_situation(client_of, name):
    situation = Situation(client_of, name)
    start, rows = TABLE[name]
    assert situation.now() == start
    wrong = []

    for action in ACTIONS:
        may, result = rows.get(action, (set(), None))
        for role, client in situation.clients.items():
            expected = result if role in may else start
            with transaction.atomic():
                answer = situation.do(client, action)
                if (found := situation.now()) != expected or answer.status_code >= 500:
                    wrong.append((action, role, found, expected, answer.status_code))
                transaction.set_rollback(True)

    assert wrong == []


def test_the_table_passes_through_every_state_and_every_move(client_of):
    reached = {state for start, _rows in TABLE.values() for state in [start[0]]}
    assert reached == set(EditionState)
    situation = Situation(client_of, "waiting")
    decide(situation.approver, situation.page, "reject", "Pasal 2 belum lengkap.")
    post_edit(situation.editor, situation.page, "submit")
    decide(situation.approver, situation.page, "approve")

    events = list(history_of(situation.edition))

    assert [event.verb for event in events] == [
        "submit_edition", "return_edition", "submit_edition", "publish_edition"
    ]  # fmt: skip
    assert {event.verb for event in events} == {move.name for move in EDITION_TABLE}
    assert all(event.actor is not None for event in events)
    assert events[1].detail == "Pasal 2 belum lengkap."
    edition = reload(situation.edition)
    assert edition.digest == reload(situation.page).edition_digest != ""


def test_the_text_of_a_waiting_page_cannot_be_changed(client_of):
    situation = Situation(client_of, "waiting")
    part = Provision.objects.filter(edition=situation.edition).first()
    part.text = "Diam-diam diubah."

    with pytest.raises(EditionClosed):
        part.save()


def test_a_text_that_was_mended_after_the_page_was_saved_is_not_published(client_of, heard):
    situation = Situation(client_of, "draft")
    other = make_regulation("Contoh Kedua")
    Provision.objects.filter(edition=situation.edition).update(text="Kalimat baru.")

    answer = bulk(english(situation.approver), "publish", other, situation.page)

    assert "was changed after" in told(situation.approver, answer)
    assert (situation.now(), reload(other).live) == ((DRAFT, False), False)
    post_edit(situation.approver, situation.page, "publish")
    assert situation.now() == (PUBLISHED, True)


def test_a_second_edition_waits_while_the_first_stays_published(client_of):
    situation = Situation(client_of, "published")
    second = make_edition(situation.page, "Isi yang baru.")

    post_edit(situation.editor, situation.page, "submit")
    assert (situation.now(), reload(second).state) == ((PUBLISHED, True), SUBMITTED)
    assert reload(situation.page).edition_id == situation.edition.pk
    decide(situation.approver, situation.page, "approve")

    assert (situation.now(), reload(second).state) == ((PUBLISHED, True), PUBLISHED)
    assert reload(situation.page).edition_id == second.pk


def test_publishing_one_version_gives_back_the_text_of_another_that_was_scheduled(client_of):
    situation = Situation(client_of, "published")
    first_version = reload(situation.page).latest_revision
    second = make_edition(situation.page, "Isi yang baru.")
    post_edit(situation.approver, situation.page, "publish", **later())
    assert reload(second).state == SUBMITTED

    first_version.publish(user=None)

    assert (reload(second).state, reload(situation.page).scheduled_revision) == (DRAFT, None)


def test_what_concerns_the_search_is_told_with_the_pages_below(client_of, heard):
    approver = client_of(make_approver())
    page, guide = make_regulation(), make_guide()
    edition = make_edition(page)
    about = (page.pk, [edition.pk])

    def since(step: Any) -> dict[str, set[Any]]:
        for found in heard.values():
            found.clear()
        step()
        return {kind: {repr(each) for each in found} for kind, found in heard.items()}

    section = RegulationIndexPage.objects.get()
    only_page = {"regulation": {repr(about)}, "guide": set()}
    privacy = f"/cms/pages/{section.pk}/privacy/"
    root = Page.objects.get(depth=1)
    admin = client_of(make_superuser())
    move = reverse("wagtailadmin_pages:move_confirm", args=[section.pk, root.pk])

    assert since(lambda: post_edit(approver, page, "publish")) == only_page
    assert since(lambda: approver.post(privacy, {"restriction_type": "login"})) == only_page
    assert since(lambda: approver.post(privacy, {"restriction_type": "none"})) == only_page
    assert since(lambda: admin.post(move)) == only_page
    assert since(lambda: bulk(approver, "unpublish", page)) == only_page
    assert since(lambda: post_edit(approver, guide, "publish"))["guide"] == {repr(guide.pk)}
    assert since(lambda: bulk(approver, "delete", guide))["guide"] == {repr(guide.pk)}
    draft = make_regulation("Akan dihapus")
    gone = repr((draft.pk, [make_edition(draft).pk]))
    assert since(lambda: bulk(approver, "delete", draft))["regulation"] == {gone}


def test_a_restriction_closes_what_lies_below_for_others(client_of):
    page = make_regulation()
    approver = make_approver()
    post_edit(client_of(approver), page, "publish")
    assert RegulationPage.objects.visible_to(None).filter(pk=page.pk).exists()

    section = RegulationIndexPage.objects.get()
    client_of(approver).post(f"/cms/pages/{section.pk}/privacy/", {"restriction_type": "login"})

    assert PageViewRestriction.objects.count() == 1
    assert not RegulationPage.objects.visible_to(None).filter(pk=page.pk).exists()
    assert RegulationPage.objects.visible_to(approver).filter(pk=page.pk).exists()


@pytest.mark.parametrize("way", ["page", "list"])
@pytest.mark.parametrize("live", [True, False])
def test_what_was_ever_live_is_not_deleted_and_the_person_reads_what_to_do(client_of, way, live):
    client = english(client_of(make_superuser()))
    page = make_regulation()
    post_edit(client, page, "publish")
    if not live:
        bulk(client, "unpublish", page)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    answer = client.post(address) if way == "page" else bulk(client, "delete", page)

    assert "Unpublish it instead" in told(client, answer)
    assert reload(page).live is live
    assert "Unpublish it instead" in client.get(address, follow=True).content.decode()


def test_neither_a_section_is_deleted_nor_a_regulation_copied(client_of):
    client = english(client_of(make_superuser()))
    section, page = RegulationIndexPage.objects.get(), make_regulation()

    deleted = bulk(client, "delete", section)
    assert "not deleted" in told(client, deleted)
    copied = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]))

    assert "exists once" in told(client, copied)
    assert (reload(section).pk, RegulationPage.objects.count()) == (section.pk, 1)


def test_the_address_of_a_regulation_never_changes_once_it_was_live(client_of):
    client = client_of(make_approver())
    page = make_regulation(number="30", year=2019)
    first_version = page.latest_revision
    post_edit(client, page, number="31")
    assert reload(page).slug == "pp-31-2019"
    post_edit(client, page, "publish")

    post_edit(client, page, "publish", number="32", slug="lain")
    assert (reload(page).slug, reload(page).number) == ("pp-31-2019", "32")
    reload(first_version).publish()

    assert (reload(page).slug, reload(page).number) == ("pp-31-2019", "30")


def test_the_edit_page_shows_the_draft_to_its_editors_only(client_of):
    page = make_guide("Panduan rahasia")
    stranger = client_of(make_employee_with_user().user)

    shown = client_of(make_editor()).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    refused = stranger.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert (shown.status_code, refused.status_code) == (200, 404)
    assert stranger.get(EDIT.format(page.pk)).status_code == 404


@pytest.mark.parametrize(
    ("is_live", "restriction", "served_to"),
    [
        (False, "", {"editor", "approver", "superuser"}),
        (True, "", {"editor", "approver", "superuser", "employee", "visitor"}),
        (True, "login", {"editor", "approver", "superuser", "employee"}),
        (True, "password", {"editor", "approver", "superuser"}),
    ],
)
def test_what_is_attached_to_a_page_is_served_to_who_may_read_or_edit_it(
    client_of, is_live, restriction, served_to
):
    page = make_guide()
    document = get_document_model().objects.create(
        title="Lampiran", file=ContentFile(b"Lampiran", "lampiran.txt")
    )
    document.file.close()
    ReferenceIndex.objects.create(
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=ContentType.objects.get_for_model(GuidePage), object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(document),
        to_object_id=str(document.pk), model_path="body", content_path="body",
        content_path_hash=ReferenceIndex._get_content_path_hash("body"),
    )  # fmt: skip
    Page.objects.filter(pk=page.pk).update(live=is_live)
    if restriction:
        PageViewRestriction.objects.create(page=page, restriction_type=restriction, password="x")
    clients = {
        "editor": client_of(make_editor()), "approver": client_of(make_approver()),
        "superuser": client_of(make_superuser()),
        "employee": client_of(make_employee_with_user().user), "visitor": Client(),
    }  # fmt: skip

    answers = {name: client.get(document.url) for name, client in clients.items()}

    # Closing an answer closes the connection as well, so it comes last.
    for answer in answers.values():
        answer.close()
    assert {name for name, answer in answers.items() if answer.status_code == 200} == served_to


def test_uploaded_pictures_have_no_address(client_of):
    assert client_of(make_superuser()).get("/media/images/gambar.png").status_code == 404
