"""Signals of evidence, sent inside the transaction of the verb. Receivers only write rows."""

from django.dispatch import Signal

# Argument of all: version (EvidenceVersion).
version_added = Signal()
version_read = Signal()
# Grants, sharing, description, withdrawal or quarantine changed what may be found or by whom.
version_changed = Signal()
# Somebody looks at a page whose image is not there. Arguments: version, number (from 1).
page_wanted = Signal()
# The owner gave the file another class of confidentiality. Argument: evidence (Evidence).
class_changed = Signal()
