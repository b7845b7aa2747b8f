"""The only clock of the project. Tests and the demo office set it by ``set_clock``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest import mock

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


@contextmanager
def set_clock(instant: datetime) -> Iterator["SetClock"]:
    """Within the block Django and we read ``instant``; move it with ``advance``.

    Replaces ``django.utils.timezone.now`` itself, so that third-party code
    (sessions, Wagtail) lives in the same time.
    """
    clock = SetClock(instant)
    with mock.patch("django.utils.timezone.now", clock):
        yield clock


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.instant

    def move_to(self, instant: datetime) -> None:
        """Stand at ``instant``."""
        self.instant = instant.astimezone(UTC)
