"""Signals of planning, sent inside the transaction of the verb. Receivers only write rows."""

from django.dispatch import Signal

# Argument: use (EvidenceUse), whose state, version, target, value or readers changed.
use_changed = Signal()
