"""What staff may do with a failed job."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import history_of
from portal.core.jobs import claiming
from portal.core.jobs.models import Job
from portal.core.jobs.queue import dismiss_job, enqueue, retry_job, run_pending_inline
from portal.core.jobs.states import State

from . import sample_jobs

pytestmark = pytest.mark.django_db
VERBS = [retry_job, dismiss_job]


@pytest.fixture
def staff() -> Actor:
    """Somebody with the permission."""
    user = get_user_model().objects.create(username="staff")
    user.user_permissions.add(
        Permission.objects.get(codename="manage_jobs", content_type__app_label="core")
    )
    return Actor(user=user)


@pytest.fixture
def failed() -> Job:
    """A job that gave up."""
    job = enqueue(sample_jobs.give_up, key="k")
    run_pending_inline(["fast"], raise_errors=False)
    return Job.objects.get(pk=job.pk)


def test_retry_gives_all_tries_again_and_is_kept_in_history(staff: Actor, failed: Job) -> None:
    retry_job(failed, staff)
    assert (failed.state, failed.failures, failed.attempt) == (State.READY, 0, 1)
    assert failed.waiting_key is not None
    assert failed.finished_at is None
    event = history_of(failed).get()
    assert (event.verb, event.actor, event.before, event.after) == (
        "retry",
        staff.user,
        "failed",
        "ready",
    )
    assert claiming.claim(["fast"], "one").attempt == 2


def test_dismiss_puts_it_aside(staff: Actor, failed: Job) -> None:
    dismiss_job(failed, staff)
    assert failed.state == State.DISMISSED
    assert failed.reason
    assert history_of(failed).get().verb == "dismiss"


@pytest.mark.parametrize("verb", VERBS)
def test_not_without_the_permission(verb, failed: Job) -> None:
    stranger = Actor(user=get_user_model().objects.create(username="stranger"))
    with pytest.raises(PermissionDenied):
        verb(failed, stranger)
    with pytest.raises(PermissionDenied):
        verb(failed, Actor.system("schedule"))
    assert Job.objects.get(pk=failed.pk).state == State.FAILED


@pytest.mark.parametrize("verb", VERBS)
def test_of_two_clicks_one_wins(verb, staff: Actor, failed: Job) -> None:
    other_tab = Job.objects.get(pk=failed.pk)
    retry_job(failed, staff)
    with pytest.raises(TransitionRefused):
        verb(other_tab, staff)
    assert history_of(failed).count() == 1


def test_retry_is_refused_while_the_same_work_waits(staff: Actor, failed: Job) -> None:
    enqueue(sample_jobs.give_up, key="k")
    with pytest.raises(DomainError, match="."):
        retry_job(failed, staff)
    assert Job.objects.get(pk=failed.pk).state == State.FAILED
    assert not history_of(failed).exists()
    dismiss_job(failed, staff)
