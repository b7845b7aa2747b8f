"""Who may do what with evidence. A reader needs only the table at the foot."""

from typing import Any

import rules

from portal.core import clock
from portal.core.audience import tokens_for
from portal.core.rules import record_rule
from portal.people.models import Employee

from .permissions import (
    ADD_VERSION,
    CREATE_EVIDENCE,
    DESCRIBE_EVIDENCE,
    DOWNLOAD_VERSION,
    VIEW_EVIDENCE,
    VIEW_VERSION,
    WITHDRAW_VERSION,
)
from .states import ProcessingState


@record_rule
def is_active_self(user: Any, owner: Employee) -> bool:
    """The owner-to-be is the person signed in, and still in office."""
    return owner.user_id == user.pk and owner.left_on is None


@record_rule
def owns_evidence(user: Any, evidence: Any) -> bool:
    """The evidence is the person's own."""
    return evidence.owner.user_id == user.pk


@record_rule
def owns_version(user: Any, version: Any) -> bool:
    """The version belongs to the person's own evidence."""
    return version.evidence.owner.user_id == user.pk


@record_rule
def is_granted(user: Any, version: Any) -> bool:
    """One of the person's tokens is granted; of a tombstone only among the owner's grants.

    Auditors are among them, but not for what was locked away because of personal data.
    """
    if version.state == ProcessingState.QUARANTINED and not owns_version(user, version):
        return False
    grants = version.grants.matching(tokens_for(user), clock.now())
    if not version.is_standing:
        grants = grants.filter(source="owner")
    return grants.exists()


@record_rule
def sees_a_version(user: Any, evidence: Any) -> bool:
    """At least one version is granted."""
    return any(is_granted(user, version) for version in evidence.versions.all())


@record_rule
def has_bytes(user: Any, version: Any) -> bool:
    """The bytes may still be handed out: neither withdrawn nor quarantined."""
    return version.is_standing


rules.add_perm(CREATE_EVIDENCE, is_active_self)
rules.add_perm(VIEW_EVIDENCE, sees_a_version)
rules.add_perm(DESCRIBE_EVIDENCE, owns_evidence)
rules.add_perm(ADD_VERSION, owns_evidence)
rules.add_perm(VIEW_VERSION, is_granted)
rules.add_perm(DOWNLOAD_VERSION, is_granted & has_bytes)
rules.add_perm(WITHDRAW_VERSION, owns_version)
