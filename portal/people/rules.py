"""Who may do what with people. A reader needs only the table at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from portal.core.rules import record_rule

from .permissions import END_MANDATE, VIEW_EMPLOYEE

if TYPE_CHECKING:
    from .models.assignment import Mandate
    from .models.employee import Employee


@record_rule
def is_self(user: Any, employee: Employee) -> bool:
    """The employee is the person signed in."""
    return employee.user_id == user.pk


@record_rule
def is_colleague(user: Any, employee: Employee) -> bool:
    """Both belong to the same agency."""
    own = getattr(user, "employee", None)
    return own is not None and own.agency_id == employee.agency_id


@record_rule
def is_party(user: Any, mandate: Mandate) -> bool:
    """The person gave the mandate or holds it."""
    return user.pk in {mandate.owner.user_id, mandate.helper.user_id}


rules.add_perm(VIEW_EMPLOYEE, is_self | is_colleague)
rules.add_perm(END_MANDATE, is_party)
