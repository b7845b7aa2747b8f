"""The states of a background job, and why one did not end well."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a job stands. ``READY`` includes jobs that wait for their time or their next try."""

    READY = "ready", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", pgettext_lazy("job", "failed")
    DISMISSED = "dismissed", pgettext_lazy("job", "dismissed")


class Cause(models.TextChoices):
    """Why the last try ended otherwise than planned. The labels are whole sentences for staff.

    ``%(facts)s`` is filled from ``Job.facts``: seconds, mebibytes, the name of a
    signal, or the one line of an error.
    """

    ERROR = "error", _("The job stopped with an error: %(facts)s")
    TIME = "time", _("The job took longer than its limit of %(facts)s seconds and was stopped.")
    MEMORY = "memory", _("The job needed more memory than its limit of %(facts)s MiB.")
    SIGNAL = "signal", _("The job's process was killed by signal %(facts)s.")
    EXIT = "exit", _("The job's process ended without an answer, with exit code %(facts)s.")
    LOST = "lost", _("The worker that ran the job is gone: %(facts)s")
    REFUSED = "refused", _("The job gave up, another try would not help: %(facts)s")
    UNKNOWN = "unknown", _("This version of the portal knows no job named %(facts)s.")
    GONE = "gone", _("Nothing to do: the record was deleted in the meantime.")
    REPLACED = "replaced", _("Not tried again: job %(facts)s does the same work.")
