"""The contract of django-tasks, kept by the job table."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, default_task_backend, task_backends
from django_tasks.exceptions import (
    InvalidTaskError,
    TaskResultDoesNotExist,
    TaskResultMismatch,
)
from django_tasks.signals import task_enqueued, task_finished, task_started

from portal.core import clock
from portal.core.jobs.backend import IDEMPOTENT, JobTaskBackend
from portal.core.jobs.models import Job
from portal.core.jobs.queue import enqueue, run_pending_inline
from portal.core.jobs.states import State

from . import sample_jobs, sample_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _backend(settings) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "portal.core.jobs.backend.JobTaskBackend", "QUEUES": []}
    }


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """The signals of django-tasks with the status that they carried."""
    heard: list[tuple[str, str]] = []
    listeners = []
    for name, sign in (
        ("enqueued", task_enqueued),
        ("started", task_started),
        ("finished", task_finished),
    ):

        def listen(sender, task_result, name=name, **kwargs):
            heard.append((name, task_result.status))

        sign.connect(listen, sender=JobTaskBackend)
        listeners.append((sign, listen))
    yield heard
    for sign, listen in listeners:
        sign.disconnect(listen, sender=JobTaskBackend)


def run_all() -> int:
    """Run the fast and the slow queue, errors kept on the rows."""
    return run_pending_inline(("fast", "slow"), raise_errors=False)


def test_it_is_the_backend_and_tells_what_it_can() -> None:
    assert isinstance(task_backends["default"], JobTaskBackend)
    assert default_task_backend.supports_get_result
    assert default_task_backend.supports_defer
    assert default_task_backend.supports_priority
    assert default_task_backend.supports_async_task


def test_a_task_runs_later_and_its_answer_can_be_fetched(heard: list) -> None:
    result = sample_tasks.add.enqueue(2, second=3)
    assert result.status == TaskResultStatus.READY
    assert result.enqueued_at is not None
    assert not result.is_finished
    with pytest.raises(ValueError, match="not finished"):
        _answer = result.return_value
    assert run_all() == 1
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == 5
    assert (result.args, result.kwargs, result.attempts) == ([2], {"second": 3}, 1)
    assert result.started_at is not None
    assert result.finished_at >= result.last_attempted_at
    assert default_task_backend.get_result(result.id).return_value == 5
    assert sample_tasks.add.get_result(result.id).task == result.task
    assert heard == [("enqueued", "READY"), ("started", "RUNNING"), ("finished", "SUCCESSFUL")]


def test_a_rolled_back_change_leaves_no_task() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        result = sample_tasks.add.enqueue(1)
        raise RuntimeError
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(result.id)


def test_results_are_looked_up_strictly() -> None:
    result = sample_tasks.add.enqueue(1)
    with pytest.raises(TaskResultMismatch):
        sample_tasks.urgent.get_result(result.id)
    other = enqueue(sample_jobs.serve, "a")
    for result_id in ("", "none", "999999", str(other.pk)):
        with pytest.raises(TaskResultDoesNotExist):
            default_task_backend.get_result(result_id)
    Job.objects.filter(pk=result.id).update(
        arguments=["default", "tests.core.jobs.sample_tasks.removed", [], {}]
    )
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(result.id)


def test_queue_and_priority_of_the_task() -> None:
    sample_tasks.add.enqueue(1)
    sample_tasks.urgent.enqueue()
    sample_tasks.add.using(priority=-5).enqueue(1)
    rows = list(Job.objects.order_by("pk").values_list("queue", "priority"))
    assert rows == [("fast", 0), ("slow", 10), ("fast", -5)]
    with pytest.raises(InvalidTaskError):
        sample_tasks.add.using(priority=101)


def test_a_task_for_later() -> None:
    now = clock.now()
    with clock.set_clock(now) as moved:
        result = sample_tasks.add.using(run_after=now + timedelta(hours=1)).enqueue(1)
        assert run_all() == 0
        moved.move_to(now + timedelta(hours=1))
        assert run_all() == 1
        result.refresh()
        assert result.return_value == 2


@pytest.mark.usefixtures("pristine")
def test_context_and_coroutines() -> None:
    def work() -> None:
        try:
            counted = sample_tasks.count_attempts.enqueue()
            added = sample_tasks.add_later.enqueue(1, 2)
            also = async_to_sync(sample_tasks.add.aenqueue)(4)
            run_all()
            for result, answer in ((counted, 1), (added, 3), (also, 5)):
                result.refresh()
                assert result.return_value == answer
        finally:
            connection.close()

    # In a thread, as in a worker: Playwright leaves an event loop in the thread of the tests.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result(60)


def test_a_deleted_record_means_nothing_to_do(heard: list) -> None:
    result = sample_tasks.look_up.enqueue(999_999)
    run_all()
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert Job.objects.get(pk=result.id).cause == "gone"
    assert heard[-1] == ("finished", "SUCCESSFUL")


@pytest.mark.parametrize(
    ("broken", "error"),
    [(sample_tasks.break_down, ZeroDivisionError), (sample_tasks.answer_object, TypeError)],
)
def test_an_error_is_tried_again_and_then_told(broken, error, heard: list, caplog) -> None:
    result = broken.enqueue()
    with clock.set_clock(clock.now()) as now:
        run_all()
        result.refresh()
        assert result.status == TaskResultStatus.READY
        assert result.errors[0].exception_class is error
        for _try in range(3):
            now.move_to(clock.now() + timedelta(hours=2))
            run_all()
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.attempts == 4
    assert error.__name__ in result.errors[0].traceback
    with pytest.raises(ValueError, match="failed"):
        _answer = result.return_value
    assert [status for name, status in heard if name == "finished"] == ["FAILED"]


def test_arguments_must_be_json() -> None:
    with pytest.raises(TypeError):
        sample_tasks.add.enqueue(object())


def test_what_only_brings_up_to_date_waits_once() -> None:
    update = import_string("wagtail.tasks.update_reference_index_task")
    first = update.enqueue("core", "job", "1")
    assert update.enqueue("core", "job", "1").id == first.id
    assert update.enqueue("core", "job", "2").id != first.id
    assert sample_tasks.add.enqueue(1).id != sample_tasks.add.enqueue(1).id
    assert Job.objects.filter(state=State.READY).count() == 4


def test_the_named_tasks_are_those_of_the_libraries() -> None:
    assert {import_string(path).module_path for path in IDEMPOTENT} == IDEMPOTENT
