"""Jobs of the core, found by workers: the sweep of the job table and the tasks of Wagtail."""

from .jobs import backend, schedule

__all__ = ["backend", "schedule"]
