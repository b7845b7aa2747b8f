"""Signals of people, sent inside the transaction of the verb. Receivers only write rows."""

from django.dispatch import Signal

# Argument: mandate (Mandate), which is not in force any more.
mandate_ended = Signal()
# The groups of ``portal.people.roles`` were made anew; packages above add the rights of theirs.
roles_synced = Signal()
# Argument: assignment (PositionAssignment), whose appraisers are others than before.
appraiser_changed = Signal()
# Argument: membership (TeamMembership), begun or ended.
membership_changed = Signal()
