"""What follows in planning from changes below: rows only, in the transaction of the verb."""

from typing import Any

from django.dispatch import receiver

from evidence.models import EvidenceVersion
from evidence.signals import class_changed, version_added
from portal.people.signals import appraiser_changed, membership_changed

from .domain.plans import end_with_post
from .domain.uses import follow_new_version, settle_access
from .models import EvidenceUse


@receiver(version_added)
def carry_uses_along(sender: Any, version: EvidenceVersion, **kwargs: Any) -> None:
    """A newer version takes the owner's unfrozen and returned uses with it."""
    if version.number > 1:
        follow_new_version(version)


@receiver(appraiser_changed)
def end_plans(sender: Any, assignment: Any, **kwargs: Any) -> None:
    """A post that ends takes its plan of the year with it."""
    end_with_post(assignment)


@receiver(appraiser_changed)
def open_to_successor(sender: Any, assignment: Any, **kwargs: Any) -> None:
    """Another appraiser: files of the post's uses open to them, to a former one as far as due."""
    _settle(EvidenceUse.objects.filter(realization__plan__position_assignment=assignment))


@receiver(membership_changed)
def open_to_team(sender: Any, membership: Any, **kwargs: Any) -> None:
    """Somebody joined or left a team: its helpers may open files of the time in it."""
    _settle(EvidenceUse.objects.filter(realization__plan__employee=membership.employee_id))


@receiver(class_changed)
def follow_class(sender: Any, evidence: Any, **kwargs: Any) -> None:
    """Another class of confidentiality: other helpers and auditors may open the file's uses."""
    _settle(EvidenceUse.objects.filter(version__evidence=evidence))


def _settle(uses: Any) -> None:
    """Make grants anew from what is true now."""
    standing = uses.standing().select_related(
        "realization__plan__employee", "realization__period", "version__evidence"
    )
    for use in standing:
        settle_access(use)
