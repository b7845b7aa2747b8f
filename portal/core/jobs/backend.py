"""The job table as backend of django-tasks, for the tasks that Wagtail brings along."""

import traceback
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued, task_finished, task_started
from django_tasks.utils import get_module_path, normalize_json

from . import queue
from .models import Job
from .registry import QUEUES
from .states import State

TASK_JOB = "core.task"
# Each brings something up to date with the database as it is then: one waiting call is enough.
IDEMPOTENT = frozenset(
    {
        "wagtail.tasks.update_reference_index_task",
        "modelsearch.tasks.insert_or_update_object_task",
    }
)
_STATUS = {
    State.READY: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
    State.DISMISSED: TaskResultStatus.FAILED,
}


class JobTaskBackend(BaseTaskBackend):
    """Writes every task as a job row in the caller's transaction.

    A queue name that is not ours (``default``) means ``fast``. A task is tried
    again like any job; between tries its status is READY. Only the name of the
    last worker is kept, so ``worker_ids`` repeats it once per attempt.
    """

    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Ask for the task. With an idempotent task that waits already, its result is returned."""
        self.validate_task(task)
        args, kwargs = normalize_json(list(args)), normalize_json(dict(kwargs))
        key = None
        if task.module_path in IDEMPOTENT and task.run_after is None:
            key = f"{task.module_path}:{args!r}:{kwargs!r}"
            if len(key) > queue.LONGEST_KEY:
                key = None
        job = queue.enqueue(
            run_task,
            self.alias,
            task.module_path,
            args,
            kwargs,
            key=key,
            priority=task.priority,
            run_after=task.run_after,
            queue=task.queue_name if task.queue_name in QUEUES else None,
        )
        result = _result_of(job)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult:
        """The task as it stands.

        Raises:
            TaskResultDoesNotExist: never asked for, pruned, or its code is gone.
        """
        try:
            return _result_of(Job.objects.get(pk=int(result_id), name=TASK_JOB))
        except (Job.DoesNotExist, ValueError, ImportError) as error:
            raise TaskResultDoesNotExist(result_id) from error


@queue.job(TASK_JOB, queue="fast", limit_seconds=120, label=_("Follow a change of the content"))
def run_task(alias: str, module_path: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Call one task of django-tasks.

    Raises:
        Gone: the task looked for a record that was deleted meanwhile.
    """
    job = queue.current_job()
    assert job is not None, "run_task is called by a worker only"
    result = _result_of(job)
    task_started.send(JobTaskBackend, task_result=result)
    try:
        if result.task.takes_context:
            value = result.task.call(TaskContext(task_result=result), *args, **kwargs)
        else:
            value = result.task.call(*args, **kwargs)
        value = normalize_json(value)
    except ObjectDoesNotExist as error:
        _finished(result, TaskResultStatus.SUCCESSFUL)
        raise queue.Gone(str(error)) from error
    # A task boundary: the outcome is told to listeners, then the error goes on to the job's row.
    except Exception as error:
        if job.failures + 1 >= job.max_attempts:
            details = TaskError(
                exception_class_path=get_module_path(type(error)),
                traceback="".join(traceback.format_exception(error)),
            )
            result.errors.append(details)
            _finished(result, TaskResultStatus.FAILED)
        raise
    _finished(result, TaskResultStatus.SUCCESSFUL, value)
    return value


def _finished(result: TaskResult, status: TaskResultStatus, value: Any = None) -> None:
    object.__setattr__(result, "status", status)
    object.__setattr__(result, "_return_value", value)
    task_finished.send(JobTaskBackend, task_result=result)


def _result_of(job: Job) -> TaskResult:
    alias, module_path, args, kwargs = job.arguments
    task = import_string(module_path)
    if not isinstance(task, Task):
        raise ImportError(f"{module_path} is not a task.")
    errors = []
    if job.error_class:
        errors = [TaskError(exception_class_path=job.error_class, traceback=job.traceback)]
    result: TaskResult = TaskResult(
        task=task.using(
            priority=job.priority,
            backend=alias,
            queue_name=job.queue if task.queue_name in QUEUES else None,
        ),
        id=str(job.pk),
        status=_STATUS[State(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.last_started_at,
        args=args,
        kwargs=kwargs,
        backend=alias,
        errors=errors,
        worker_ids=[job.worker] * job.attempt,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
