"""Wagtail's admin does all of what was asked or nothing, also when its process is killed."""

import json
import os
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.dispatch import Signal
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished, task_approved

from guidelines.models import RegulationPage, RegulationText
from guidelines.states import EditionState
from guidelines.tasks import publish_due
from portal.core import clock as portal_clock
from portal.core.atomic import atomic_unless_safe
from portal.core.errors import DomainError
from portal.core.history import history_of
from portal.core.jobs.claiming import recover_lost
from portal.core.jobs.models import Job
from portal.core.jobs.states import State
from portal.core.models import HistoryEvent
from portal.people.models import User
from search.models import IndexChange
from tests.factories.guidelines import make_approver, make_edition, make_editor, make_regulation
from tests.guidelines.cms import EDIT, bulk, decide, form_of, local, post_edit, press, told
from tests.helpers import english, reload, run_jobs, sign_in, wait_until

KILLS = min(int(os.environ.get("PORTAL_KILLS", "5")), 25)
MOST_WRITES = 40


@pytest.fixture
def failing() -> Iterator[Callable[[Signal, Exception], None]]:
    """Let the last receiver of a signal raise something."""
    connected: list[tuple[Signal, Any]] = []

    def fail(signal: Signal, error: Exception) -> None:
        def raise_it(sender: Any, **kwargs: Any) -> None:
            raise error

        signal.connect(raise_it, weak=False)
        connected.append((signal, raise_it))

    yield fail
    for signal, receiver in connected:
        signal.disconnect(receiver)


def traces() -> tuple[Any, ...]:
    """What a step of publishing writes."""
    return (
        list(Revision.objects.order_by("pk").values_list("pk", "approved_go_live_at")),
        list(RegulationPage.objects.order_by("pk").values_list("pk", "live", "title")),
        list(RegulationText.objects.order_by("pk").values_list("pk", "state", "digest")),
        HistoryEvent.objects.count(),
    )


@pytest.fixture
def page(db: None, roles: None) -> RegulationPage:
    page = make_regulation()
    make_edition(page)
    return page


def test_every_view_of_the_admin_is_wrapped():
    def callbacks(patterns: list[Any]) -> Iterator[Any]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from callbacks(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield pattern.callback

    (admin,) = (p for p in get_resolver().url_patterns if str(p.pattern) == "cms/")
    found = list(callbacks(admin.url_patterns))

    assert len(found) > 150
    assert [view for view in found if not getattr(view, "is_atomic", False)] == []


@pytest.mark.parametrize("error", [RuntimeError("boom"), PermissionDenied(), DomainError("No.")])
def test_an_edit_that_fails_while_it_publishes_leaves_nothing(client_of, page, failing, error):
    client = client_of(make_approver())
    client.raise_request_exception = False
    fields = {**form_of(client, page), "title": "Judul lain"}
    before = traces()
    failing(page_published, error)

    answer = press(client, page, fields, "publish")

    assert answer.status_code == (500 if isinstance(error, RuntimeError) else 302)
    assert traces() == before


@pytest.mark.parametrize(
    ("signal", "action"), [(page_published, "publish"), (page_unpublished, "unpublish")]
)
def test_a_bulk_action_that_fails_at_one_page_leaves_all_as_they_were(
    client_of, page, failing, signal, action
):
    client = english(client_of(make_approver()))
    other = make_regulation("Contoh Kedua")
    if action == "unpublish":
        bulk(client, "publish", other, page)
    before = traces()
    failing(signal, DomainError("The office is closed."))

    answer = bulk(client, action, other, page)

    shown = told(client, answer)
    assert "The office is closed. Nothing of this step was saved" in shown
    assert traces() == before


def test_an_approval_that_fails_leaves_what_waits_waiting(client_of, page, failing):
    post_edit(client_of(make_editor()), page, "submit")
    approver = client_of(make_approver())
    before = traces()
    failing(task_approved, DomainError("Tidak hari ini."))

    decide(approver, page, "approve")

    assert (traces(), reload(page).workflow_in_progress) == (before, True)


def test_an_edit_saved_with_an_approval_that_is_refused_is_not_saved(client_of, page, failing):
    """Wagtail's edit view saves the page first and asks for the approval afterwards."""
    post_edit(client_of(make_editor()), page, "submit")
    approver = client_of(make_approver())
    fields = form_of(approver, page) | {
        "title": "Judul lain", "workflow-action-name": "approve"
    }  # fmt: skip
    before = traces()
    failing(task_approved, PermissionDenied())

    press(approver, page, fields, "workflow-action")

    assert traces() == before


def test_the_person_is_led_back_and_reads_what_was_not_saved(client_of, page, failing):
    client = english(client_of(make_approver()))
    fields = form_of(client, page)
    failing(page_published, DomainError("No."))

    answer = press(client, page, fields, "publish")
    assert answer["Location"].endswith(EDIT.format(page.pk))
    assert "No. Nothing of this step was saved: neither what you typed" in told(client, answer)

    elsewhere = client.post(
        EDIT.format(page.pk), {**fields, "action-publish": "1"},
        headers={"referer": "https://example.com/"},
    )  # fmt: skip
    assert elsewhere["Location"] == "/cms/"


def test_a_form_that_saves_itself_and_a_dialog_are_answered_in_their_own_words(
    client_of, page, failing
):
    client = english(client_of(make_approver()))
    fields = {**form_of(client, page), "action-publish": "1"}
    failing(page_published, DomainError("No."))

    by_itself = client.post(EDIT.format(page.pk), fields, headers={"accept": "application/json"})
    dialog = client.post(
        EDIT.format(page.pk), fields, headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert by_itself.status_code == 400
    assert by_itself.json()["error_message"].startswith("No. Nothing of this step")
    assert dialog.json() == {"step": "success", "redirect": "/cms/"}


@pytest.mark.django_db
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    ("method", "status", "error", "kept"),
    [
        ("POST", 200, "", True), ("POST", 302, "", True), ("POST", 400, "", False),
        ("POST", 404, "", False), ("POST", 503, "", False), ("POST", 302, "Not allowed.", False),
        ("GET", 500, "", True),
    ],
)  # fmt: skip
def test_what_an_answer_says_decides_about_what_was_written(
    rf, times, method, status, error, kept
):
    def view(request: Any) -> HttpResponse:
        User.objects.create_user("tulisan")
        if error:
            messages.error(request, error)
        return HttpResponse(status=status)

    wrapped: Any = view
    for _time in range(times):
        wrapped = atomic_unless_safe(wrapped)
    request = rf.generic(method, "/cms/")
    request.session = {}
    request._messages = messages.storage.default_storage(request)

    assert wrapped(request).status_code == status

    assert User.objects.filter(username="tulisan").exists() is kept


@pytest.mark.django_db
def test_reading_opens_no_transaction(rf):
    inside = []

    def view(request: Any) -> HttpResponse:
        inside.append(len(connection.savepoint_ids))
        return HttpResponse()

    request = rf.get("/cms/")
    atomic_unless_safe(view)(request)

    assert inside == [len(connection.savepoint_ids)]


# --- Killed in the middle -----------------------------------------------------------------


def is_done(page: RegulationPage) -> bool:
    """Whether all of the publishing was done; fails when page, text, history and search differ."""
    page = reload(page)
    edition = page.editions.get()
    told_search = IndexChange.objects.filter(source="regulation", key=page.pk).exists()
    published = history_of(edition).filter(verb="publish_edition").count()
    logged = PageLogEntry.objects.filter(
        page=page.pk, action__in=["wagtail.publish", "wagtail.publish.scheduled"]
    ).count()
    facts = (page.live, edition.state == EditionState.PUBLISHED, told_search, published, logged)
    assert facts in {(True, True, True, 1, 1), (False, False, False, 0, 0)}, (page, facts)
    return page.live


def test_a_killed_process_publishes_wholly_or_not_at_all(file_database):
    call_command("sync_roles", verbosity=0)
    editor, approver = make_editor(), make_approver()
    chance = random.Random(20261125)
    steps, tried = [], []
    for kind in ("edit", "bulk", "approve", "schedule"):
        for round_number in range(KILLS):
            pages = [make_regulation() for _page in range(2 if kind == "bulk" else 1)]
            for page in pages:
                make_edition(page, articles=1)
            if kind == "approve":
                post_edit(sign_in(Client(), editor), pages[0], "submit")
            elif kind == "schedule":
                hour = {"go_live_at": local(portal_clock.now() + timedelta(hours=1))}
                post_edit(sign_in(Client(), approver), pages[0], "publish", **hour)
            # First right before the commit, then before any of its writes.
            write = chance.randint(1, MOST_WRITES) if round_number else 0
            steps.append([kind, [page.pk for page in pages], approver.pk, write])
            tried.append(pages)

    IndexChange.objects.all().delete()
    process = file_database.start("-m", "tests.guidelines.dying", json.dumps(steps))
    wait_until(lambda: process.popen.poll() is not None, 20 + 4 * len(steps))
    outcomes = json.loads(process.output().splitlines()[-1])

    # The first round of each kind certainly died, and what died before its commit left nothing.
    assert [outcome for outcome, step in zip(outcomes, steps, strict=True) if step[3] == 0] == [
        "killed"
    ] * 4
    for (kind, _pks, _user, _write), outcome, pages in zip(steps, outcomes, tried, strict=True):
        done = {is_done(page) for page in pages}
        assert len(done) == 1, "of two pages published together, one is"
        if kind != "schedule":
            assert done == {outcome == "survived"}

    with portal_clock.set_clock(portal_clock.now() + timedelta(hours=3)):
        recover_lost()
        Job.objects.filter(state=State.READY).update(run_after=portal_clock.now())
        publish_due()
        run_jobs("fast")
    scheduled = tried[-KILLS:]
    assert [is_done(page) for (page,) in scheduled] == [True] * KILLS
