"""A worker process that knows the sample jobs: ``python -m tests.core.jobs.worker_process ...``."""

import os
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Run ``run_worker`` with the arguments of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.core.jobs.process_settings")
    django.setup()
    # Jobs can only be declared once Django is set up.
    from tests.core.jobs import sample_jobs

    if "--no-fork" in sys.argv:
        sample_jobs.register_pump_of_file()
    call_command("run_worker", *sys.argv[1:])


if __name__ == "__main__":
    main()
