"""Who acts: a person, a person for another one, or the system itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

_mandate_checks: list[Callable[[Actor, str], bool]] = []


@dataclass(frozen=True)
class Actor:
    """The one who does something, kept in history.

    ``user`` is who sits at the keyboard. With a ``mandate`` the verb is done
    for ``on_behalf_of``, whose rights are asked. A system actor has neither.
    """

    user: Any = None
    on_behalf_of: Any = None
    mandate: Any = None
    system_name: str = ""
    request_id: str = ""

    @classmethod
    def system(cls, name: str) -> Actor:
        """The portal itself, under the name of the part that acts (``reader``, ``schedule``)."""
        return cls(system_name=name)

    @property
    def is_system(self) -> bool:
        return bool(self.system_name)

    @property
    def rights_of(self) -> Any:
        """The user whose permissions decide: the owner of the mandate, else who acts."""
        return self.on_behalf_of or self.user

    def require(self, permission: str, record: Any, *, verb: str = "") -> None:
        """Stop unless the acting person may do ``permission`` on ``record``.

        Raises:
            PermissionDenied: not allowed, or the mandate does not cover ``verb``.
        """
        if self.is_system or self.rights_of is None:
            raise PermissionDenied(_("Only a person may do this."))
        if not self.rights_of.has_perm(permission, record):
            raise PermissionDenied(_("You may not do this."))
        self.require_mandate(verb or permission)

    def require_mandate(self, verb: str) -> None:
        """With ``on_behalf_of``: stop unless a mandate in force covers ``verb``."""
        if self.on_behalf_of is None or self.on_behalf_of == self.user:
            return
        if self.mandate is None or not any(check(self, verb) for check in _mandate_checks):
            raise PermissionDenied(_("No mandate in force covers this."))


def register_mandate_check(check: Callable[[Actor, str], bool]) -> None:
    """Let a package say whether ``actor.mandate`` is in force and covers a verb."""
    if check not in _mandate_checks:
        _mandate_checks.append(check)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person of this request, acting for themselves."""
    return Actor(user=request.user, request_id=getattr(request, "request_id", ""))
