"""Who may do what in the two sections, and that nobody decides on what they handed in."""

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from guidelines.domain.sections import RIGHTS, WORKFLOW
from guidelines.models import ContentApproval, GuideIndexPage, GuidePage, RegulationIndexPage
from portal.people.roles import CONTENT_APPROVER, CONTENT_EDITOR
from tests.factories.guidelines import make_approver, make_editor, make_guide, make_regulation
from tests.factories.people import make_superuser
from tests.guidelines.cms import bulk, content_of_a_guide, decide, form_of, post_edit, press, told
from tests.helpers import english, reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def rights() -> set[tuple[str, str, str]]:
    return {
        (right.group.name, right.page.slug, right.permission.codename)
        for right in GroupPagePermission.objects.select_related("group", "page", "permission")
    }


def test_sections_have_exactly_the_rights_of_the_table_however_often_they_are_made():
    wanted = {
        (group, section, f"{verb}_page")
        for group, verbs in RIGHTS.items()
        for verb in verbs
        for section in ("aturan", "panduan")
    }
    workflow = Workflow.objects.get(name=WORKFLOW)
    before = (WorkflowPage.objects.count(), ContentApproval.objects.count())
    foreign = GroupPagePermission.objects.filter(group__name=CONTENT_EDITOR).first()
    GroupPagePermission.objects.create(
        group=foreign.group, page=foreign.page,
        permission=GroupPagePermission.objects.filter(group__name=CONTENT_APPROVER)
        .get(permission__codename="publish_page", page=foreign.page).permission,
    )  # fmt: skip

    call_command("sync_roles", verbosity=0)

    assert rights() == wanted
    assert before == (WorkflowPage.objects.count(), ContentApproval.objects.count())
    sections = [RegulationIndexPage.objects.get(), GuideIndexPage.objects.get()]
    assert [section.get_workflow() for section in sections] == [workflow, workflow]


def test_an_editor_writes_a_guide_but_cannot_publish_it_by_any_button(client_of):
    client = client_of(make_editor())
    section = GuideIndexPage.objects.get()
    fields = {
        "title": "Memotret bukti", "slug": "memotret-bukti", "stage": "doing",
        "summary": "Anda dapat memotret bukti.", **content_of_a_guide(),
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip

    client.post(
        f"/cms/pages/add/guidelines/guidepage/{section.pk}/", {**fields, "action-publish": "1"}
    )
    page = GuidePage.objects.get(slug="memotret-bukti")
    post_edit(client, page, "publish")
    bulk(client, "publish", page)
    schedule = form_of(client, page) | {"go_live_at": "2030-01-01 08:00"}
    press(client, page, schedule, "publish")

    assert (reload(page).live, reload(page).scheduled_revision) == (False, None)
    assert reload(page).revisions.count() >= 1


@pytest.mark.parametrize("kind", ["approver", "approver who is superuser", "superuser"])
@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("way", ["list", "edit page"])
def test_nobody_decides_on_what_they_handed_in(client_of, kind, action, way):
    person = make_superuser() if kind == "superuser" else make_approver()
    person.is_superuser = person.is_superuser or "superuser" in kind
    person.save()
    client = client_of(person)
    page = make_guide()
    post_edit(client, page, "submit")

    if way == "list":
        decide(client, page, action)
    else:
        post_edit(client, page, "workflow-action", **{"workflow-action-name": action})

    assert reload(page).live is False
    assert reload(page).workflow_in_progress is True


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_superuser_decides_only_as_a_member_of_the_group(client_of, action):
    page = make_guide()
    post_edit(client_of(make_editor()), page, "submit")

    decide(client_of(make_superuser()), page, action)

    assert (reload(page).live, reload(page).workflow_in_progress) == (False, True)


def test_whoever_hands_a_returned_page_in_again_does_not_approve_it_either(client_of):
    page = make_guide()
    first, second = client_of(make_approver()), client_of(make_approver())
    post_edit(client_of(make_editor()), page, "submit")
    decide(first, page, "reject", "Sebut pasalnya.")
    post_edit(first, page, "submit", summary="Kalimat lain.")

    decide(first, page, "approve")
    assert (reload(page).live, reload(page).workflow_in_progress) == (False, True)
    decide(second, page, "approve")

    assert (reload(page).live, reload(page).summary) == (True, "Kalimat lain.")


def test_who_handed_a_page_in_does_not_publish_it_by_another_button_either(client_of):
    page = make_guide()
    client = english(client_of(make_approver()))
    post_edit(client, page, "submit")

    answer = bulk(client, "publish", page)

    assert "waits for approval by another person" in told(client, answer)
    assert (reload(page).live, reload(page).workflow_in_progress) == (False, True)


def test_what_waits_can_be_changed_neither_by_its_editor_nor_by_who_handed_it_in(client_of):
    page = make_guide()
    editor, approver = client_of(make_editor()), client_of(make_approver())
    post_edit(approver, page, "submit")
    waiting = reload(page).latest_revision_id

    for client in (editor, approver):
        answer = post_edit(client, page, summary="Diam-diam diubah.")
        assert (answer.status_code, reload(page).latest_revision_id) == (200, waiting)


def test_what_was_changed_after_it_was_handed_in_is_not_approved_unseen(client_of):
    page = make_guide()
    post_edit(client_of(make_editor()), page, "submit")
    one, other = client_of(make_approver()), client_of(make_approver())
    post_edit(one, page, summary="Diubah oleh penyetuju lain.")

    decide(other, page, "approve")
    assert reload(page).live is False
    post_edit(other, page)
    decide(other, page, "approve")

    assert (reload(page).live, reload(page).summary) == (True, "Diubah oleh penyetuju lain.")


def test_an_editor_of_no_section_of_a_page_sees_nothing_of_a_draft(client_of, everyone):
    page = make_regulation("Rahasia dapur kantor")
    addresses = [
        f"/cms/pages/{page.pk}/edit/",
        f"/cms/pages/{page.pk}/view_draft/",
        f"/cms/pages/{page.pk}/history/",
        f"/cms/pages/{page.pk}/revisions/{page.latest_revision_id}/view/",
        f"/cms/pages/{page.pk}/revisions/compare/earliest...latest/",
        f"/cms/pages/{page.pk}/edit/preview/",
        f"/cms/api/main/pages/{page.pk}/",
    ]

    for name, user in everyone.users.items():
        if name == "superuser":
            continue
        for address in addresses:
            answer = client_of(user).get(address)
            assert answer.status_code in {302, 403, 404}, (name, address)
            assert b"Rahasia dapur" not in answer.content, (name, address)
    assert b"Rahasia dapur" in client_of(make_editor()).get(addresses[0]).content


def test_neither_a_map_of_the_site_nor_an_interface_for_programs_lists_pages(client_of):
    client = client_of(make_editor())
    for address in ("/sitemap.xml", "/api/v2/pages/", "/api/v3/pages/"):
        assert client.get(address).status_code == 404
