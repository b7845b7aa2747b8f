"""Signals of people, sent inside the transaction of the verb. Receivers only write rows."""

from django.dispatch import Signal

# Argument: mandate (Mandate), which is not in force any more.
mandate_ended = Signal()
