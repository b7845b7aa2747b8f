"""The core app: what every package stands on, knowing nothing of the office."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        """Load system checks and every ``tasks`` module, so that workers know all jobs."""
        from . import checks  # noqa: F401  registers its checks on import (2026-11-24)

        autodiscover_modules("tasks")
