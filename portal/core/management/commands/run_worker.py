"""Run background jobs: ``manage.py run_worker --queue fast,slow``."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.core.jobs.alive import NameTaken
from portal.core.jobs.registry import QUEUES, pumps_of
from portal.core.jobs.worker import Worker


class Command(BaseCommand):
    """Take jobs of some queues until SIGTERM or Ctrl-C."""

    help = "Runs background jobs until it is stopped."
    # The checks load every view, and with them libraries that must not be in a forking process.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of the command line."""
        parser.add_argument(
            "--queue",
            default="fast,slow",
            help=f"Queues, in order of preference, of {', '.join(QUEUES)}. Default: fast,slow.",
        )
        parser.add_argument(
            "--no-fork",
            action="store_true",
            help="Run the jobs in this process, and the queues' pumps; for the index queue.",
        )
        parser.add_argument(
            "--name", default="", help="Name on the staff page. Default: host name and process id."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the options, then work."""
        queues = list(dict.fromkeys(part.strip() for part in options["queue"].split(",")))
        for queue in queues:
            if queue not in QUEUES:
                raise CommandError(
                    _("There is no queue %(queue)s. Choose from: %(queues)s.")
                    % {"queue": repr(queue), "queues": ", ".join(QUEUES)}
                )
            if pumps_of(queue) and not options["no_fork"]:
                raise CommandError(
                    _("Queue %(queue)s must run in a process of its own, with --no-fork.")
                    % {"queue": queue}
                )
        if options["verbosity"] > 1:
            logging.getLogger("portal.jobs").setLevel(logging.INFO)
        try:
            Worker(queues, fork=not options["no_fork"], name=options["name"]).run()
        except NameTaken as error:
            raise CommandError(
                _("A worker named %(name)s is already running.") % {"name": error}
            ) from None
