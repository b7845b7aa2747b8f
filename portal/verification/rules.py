"""Who may see a verdict. Who may give one stands in ``portal.planning.rules`` (check_use)."""

from typing import Any

import rules

from portal.core.rules import record_rule
from portal.planning.permissions import VIEW_USE

from .permissions import VIEW_REVIEW


@record_rule
def sees_use(user: Any, review: Any) -> bool:
    """The person may see the use that was judged."""
    return user.has_perm(VIEW_USE, review.use)


rules.add_perm(VIEW_REVIEW, sees_use)
