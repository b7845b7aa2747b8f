"""Publishing and unpublishing at an hour: each whole, none held up by another, failures told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import PageLogEntry

from guidelines.models import Provision, RegulationText
from guidelines.states import EditionState
from guidelines.tasks import SCHEDULE_FAILED, publish_due
from portal.core import clock as portal_clock
from portal.core.history import history_of
from portal.core.jobs import registry
from portal.core.jobs.models import Job
from portal.core.jobs.queue import GiveUp
from portal.core.jobs.states import Cause, State
from tests.factories.guidelines import (
    make_approver,
    make_edition,
    make_editor,
    make_guide,
    make_regulation,
)
from tests.guidelines.cms import form_of, local, post_edit, press
from tests.helpers import english, reload, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

HOUR = timedelta(hours=1)


def in_hours(number: float) -> str:
    return local(portal_clock.now() + number * HOUR)


@pytest.fixture
def approver(client_of: Any) -> Any:
    return english(client_of(make_approver()))


def run_due() -> None:
    """The minute has come, and the worker does what it asks for."""
    publish_due()
    run_jobs("fast")


def test_a_page_is_published_with_its_text_at_its_hour_and_unpublished_at_the_other(
    approver, clock
):
    page = make_regulation()
    edition = make_edition(page)
    post_edit(approver, page, "publish", go_live_at=in_hours(1), expire_at=in_hours(3))

    run_due()
    assert (reload(page).live, reload(edition).state) == (False, EditionState.SUBMITTED)
    clock.move_to(clock.instant + HOUR)
    run_due()
    assert (reload(page).live, reload(edition).state) == (True, EditionState.PUBLISHED)
    clock.move_to(clock.instant + 2 * HOUR)
    run_due()

    assert (reload(page).live, reload(page).expired) == (False, True)
    assert reload(edition).published_at == clock.instant - 2 * HOUR
    event = history_of(edition).get(verb="publish_edition")
    assert (event.actor, event.system_name) == (None, "publishing")


def test_a_page_whose_time_was_over_before_a_worker_came_is_never_live(approver, clock):
    page = make_guide()
    post_edit(approver, page, "publish", go_live_at=in_hours(1), expire_at=in_hours(2))
    clock.move_to(clock.instant + 24 * HOUR)

    publish_due()
    run_jobs("fast")

    assert (reload(page).live, reload(page).expired) == (False, True)
    assert publish_due() == 0


def test_one_that_fails_stops_no_other_and_is_told_once(pristine, client_of, clock, caplog):
    # Truly committed: within a test's transaction a failing job undoes what it told.
    call_command("sync_roles", verbosity=0)
    approver = english(client_of(make_approver()))
    broken, sound = make_regulation(), make_regulation("Contoh Kedua")
    edition = make_edition(broken)
    for page in (broken, sound):
        post_edit(approver, page, "publish", go_live_at=in_hours(1))
    # As after a restored backup: the text is not what was scheduled.
    RegulationText.objects.filter(pk=edition.pk).update(state=EditionState.DRAFT)
    Provision.objects.filter(edition=edition).update(text="Kalimat lain.")
    clock.move_to(clock.instant + HOUR)

    publish_due()
    for _job in range(2):
        try:
            run_jobs("fast")
        except GiveUp:
            continue

    assert (reload(broken).live, reload(sound).live) == (False, True)
    assert reload(broken).scheduled_revision is not None
    job = Job.objects.get(name="guidelines.publish_version", state=State.FAILED)
    assert job.cause == Cause.REFUSED
    assert broken.citation in job.facts
    assert "was refused" in caplog.text
    assert PageLogEntry.objects.get(action=SCHEDULE_FAILED).page_id == broken.pk
    history = approver.get(f"/cms/pages/{broken.pk}/history/").content.decode()
    assert "was not done" in history
    assert publish_due() == 0, "staff retry it when it is mended"


def test_what_was_called_off_before_the_worker_came_is_not_published(approver, clock):
    page = make_guide()
    post_edit(approver, page, "publish", go_live_at=in_hours(1))
    clock.move_to(clock.instant + HOUR)
    publish_due()
    revision = reload(page).scheduled_revision
    approver.post(f"/cms/pages/{page.pk}/revisions/{revision.pk}/unschedule/")

    run_jobs("fast")

    assert reload(page).live is False
    assert Job.objects.get(name="guidelines.publish_version").cause == Cause.GONE


def test_every_minute_the_worker_looks_for_what_is_due():
    assert registry.schedules()["guidelines.publish_due"] == timedelta(minutes=1)


@pytest.mark.parametrize("button", ["publish", "submit", ""])
def test_an_hour_that_has_passed_is_refused_with_what_to_do(approver, clock, button):
    page = make_guide()

    answer = post_edit(approver, page, button, go_live_at=in_hours(-1), summary="Baru.")

    assert "This time has passed: the page would be published at once" in answer.content.decode()
    assert (reload(page).live, reload(page).workflow_in_progress) == (False, False)
    assert "Baru." not in reload(page).latest_revision.content["summary"]


def test_an_hour_that_passes_before_the_button_is_pressed_is_refused_too(approver, clock):
    page = make_guide()
    post_edit(approver, page, go_live_at=in_hours(1))
    fields = form_of(approver, page)
    clock.move_to(clock.instant + 2 * HOUR)

    assert b"This time has passed" in press(approver, page, fields, "publish").content
    assert press(approver, page, fields, "").status_code == 302, "a draft can be saved"
    press(approver, page, {**fields, "go_live_at": ""}, "publish")

    assert reload(page).live is True


def test_what_was_published_at_its_hour_can_be_edited_afterwards(approver, clock):
    page = make_guide()
    post_edit(approver, page, "publish", go_live_at=in_hours(1))
    clock.move_to(clock.instant + 2 * HOUR)
    run_due()

    answer = post_edit(approver, page, "publish", summary="Kalimat yang lebih jelas.")

    assert (answer.status_code, reload(page).summary) == (302, "Kalimat yang lebih jelas.")


def test_an_end_before_the_beginning_is_refused(approver, clock):
    page = make_guide()

    answer = post_edit(approver, page, "publish", go_live_at=in_hours(3), expire_at=in_hours(2))

    assert (answer.status_code, reload(page).scheduled_revision) == (200, None)
    assert form_errors(answer) == {"go_live_at", "expire_at"}


def form_errors(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def test_an_approval_with_an_hour_keeps_the_text_closed_until_then(client_of, approver, clock):
    page = make_regulation()
    edition = make_edition(page)
    post_edit(client_of(make_editor()), page, "submit", go_live_at=in_hours(1))
    post_edit(approver, page, "workflow-action", **{"workflow-action-name": "approve"})
    assert (reload(page).live, reload(edition).state) == (False, EditionState.SUBMITTED)

    clock.move_to(clock.instant + HOUR)
    run_due()

    assert (reload(page).live, reload(edition).state) == (True, EditionState.PUBLISHED)
