"""Signals of the core. Sent inside the transaction; receivers only write rows."""

from django.dispatch import Signal

# Arguments: record, event (HistoryEvent), transition (Transition)
state_changed = Signal()
