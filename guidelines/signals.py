"""Signals of rules and guides, sent inside the transaction. Receivers only write rows."""

from django.dispatch import Signal

# What the search may find of a page changed (published, unpublished, moved, restricted, deleted).
# Arguments: page_id (int), edition_ids (list of ints whose provisions are concerned).
regulation_changed = Signal()
# Argument: page_id (int).
guide_changed = Signal()
