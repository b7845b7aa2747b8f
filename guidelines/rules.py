"""Who may do what with rules and guides. A reader needs only the table at the foot.

Pages are governed by Wagtail's groups on their sections (``portal.people.roles``)
and nothing else; these predicates ask Wagtail. Anybody may read what is live.
"""

from typing import Any

import rules

from portal.core.rules import record_rule

from .permissions import (
    MEND_EDITION,
    PUBLISH_EDITION,
    SETTLE_FLAG,
    VIEW_EDITION,
    VIEW_GUIDE,
    VIEW_REGULATION,
)
from .states import EditionState


def _is_readable(user: Any, page: Any) -> bool:
    return page is not None and type(page).objects.visible_to(user).filter(pk=page.pk).exists()


@rules.predicate
def reads_page(user: Any, page: Any = None) -> bool:
    """The page is live and no restriction closes it to the visitor, signed in or not."""
    return _is_readable(user, page)


@rules.predicate
def reads_edition(user: Any, edition: Any = None) -> bool:
    """The edition is published, and its regulation can be read."""
    return (
        edition is not None
        and edition.state == EditionState.PUBLISHED
        and _is_readable(user, edition.regulation)
    )


@record_rule
def edits_regulation(user: Any, edition: Any) -> bool:
    """An editor of the section, by Wagtail's groups, whom no lock of the page binds."""
    page = edition.regulation
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        return False
    return bool(page.permissions_for_user(user).can_edit())


@record_rule
def publishes_regulation(user: Any, edition: Any) -> bool:
    """An approver of the section, by Wagtail's groups."""
    return bool(edition.regulation.permissions_for_user(user).can_publish())


@record_rule
def edits_guide(user: Any, flag: Any) -> bool:
    """An editor of the guide that the flag is about."""
    return bool(flag.guide.permissions_for_user(user).can_edit())


rules.add_perm(VIEW_REGULATION, reads_page)
rules.add_perm(VIEW_EDITION, reads_edition)
rules.add_perm(MEND_EDITION, edits_regulation)
rules.add_perm(PUBLISH_EDITION, publishes_regulation)
rules.add_perm(VIEW_GUIDE, reads_page)
rules.add_perm(SETTLE_FLAG, edits_guide)
