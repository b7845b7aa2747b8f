"""Signals of evaluation, sent inside the transaction of the verb. Receivers only write rows."""

from django.dispatch import Signal

# Argument: snapshot (ResultSnapshot), whose documents are to be made.
snapshot_written = Signal()
