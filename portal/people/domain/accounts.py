"""What a person does with the own account."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import record_event

from .. import sign_in
from ..models import User


def change_own_password(user: User, old: str, new: str, *, actor: Actor) -> None:
    """Set a new password after the present one was given; the brake on guessing holds here too.

    Raises:
        DomainError: the present password is wrong, or there were too many tries.
        ValidationError: the new one is too weak.
    """
    if sign_in.blocked_until(user.username) is not None:
        raise DomainError(_("Too many tries. Wait some minutes, then try again."))
    sign_in.note_failure(user.username)
    if not user.check_password(old):
        raise DomainError(_("The present password is not right. Nothing was changed."))
    sign_in.note_success(user.username)
    validate_password(new, user)
    user.set_password(new)
    with transaction.atomic():
        user.save(update_fields=["password"])
        record_event(user, "change_password", actor=actor)
