"""Everybody who can stand to an evaluation, made once for the tests of evaluation."""

from datetime import date
from typing import Any

from portal.calendar.dates import today
from portal.core.actor import Actor
from portal.people.domain.assignments import appoint_appraiser
from portal.people.domain.mandates import give_mandate
from portal.people.models import Employee, Mandate, MandateScope
from tests.factories.people import KEEPER, appoint, make_employee_with_user

TODAY = date(2026, 11, 24)


def post_of(employee: Employee) -> Any:
    """The regular post held now."""
    return employee.positions.get(acting=False, valid_until=None)


def change_appraiser(employee: Employee, appraiser: Employee, on: date) -> None:
    """From a day on somebody else appraises."""
    appoint_appraiser(post_of(employee), appraiser, on, actor=KEEPER)


def let_prepare(owner: Employee, helper: Employee) -> Mandate:
    """The leader lets a helper type ratings and feedback."""
    return give_mandate(
        owner, helper, MandateScope.PREPARE, today(owner.agency), actor=Actor(user=owner.user)
    )


class Line:
    """Those around ``everyone.owner``: who rates, who did before, who stands above, who types."""

    def __init__(self, everyone: Any) -> None:
        self.owner, self.rater = everyone.owner, everyone.head
        self.former = make_employee_with_user(everyone.root, "Sutrisno")
        self.superior = make_employee_with_user(everyone.root, "Camat Bambang", is_head=True)
        self.preparer = make_employee_with_user(everyone.unit, "Lina Marlina")
        self.outsider = everyone.outsider
        self.superuser = everyone.superuser
        appoint(self.former, self.owner)
        change_appraiser(self.owner, self.rater, date(2026, 7, 15))
        appoint(self.superior, self.rater)
        self.mandate = let_prepare(self.rater, self.preparer)

    def actor(self, role: str) -> Actor:
        """How somebody acts; the preparer for the rater."""
        if role == "superuser":
            return Actor(user=self.superuser)
        if role == "preparer":
            return Actor(
                user=self.preparer.user, on_behalf_of=self.rater.user, mandate=self.mandate
            )
        return Actor(user=getattr(self, role).user)
