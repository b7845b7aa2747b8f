"""Tasks of django-tasks, as a library would bring them along."""

from django.contrib.contenttypes.models import ContentType
from django_tasks import TaskContext, task


@task()
def add(first: int, second: int = 1) -> int:
    """The sum."""
    return first + second


@task(priority=10, queue_name="slow")
def urgent() -> None:
    """Do nothing, soon."""


@task(takes_context=True)
def count_attempts(context: TaskContext) -> int:
    """How often this task was started."""
    return context.attempt


@task()
async def add_later(first: int, second: int) -> int:
    """The sum, by a coroutine."""
    return first + second


@task()
def look_up(pk: int) -> str:
    """A record that may have been deleted."""
    return ContentType.objects.get(pk=pk).model


@task()
def break_down() -> None:
    """Raise a ``ZeroDivisionError``."""
    raise ZeroDivisionError("division by nobody")


@task()
def answer_object() -> object:
    """Return what is no JSON."""
    return object()
