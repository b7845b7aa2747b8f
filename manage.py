#!/usr/bin/env python
"""Run a management command of the portal: ``python manage.py help``."""

import os
import sys


def main() -> None:
    """Hand the command line to Django, with the development settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    from django.core.management import execute_from_command_line  # settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
