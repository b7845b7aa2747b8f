"""User: the account with which a person signs in."""

from typing import Any

from django.contrib.auth.models import AbstractUser, _user_has_perm
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. What a person is in the office stands in ``Employee``."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's answer, except that a superuser has no short cut to a record.

        Separation of duties binds superusers too: with ``obj`` only the rules decide.
        """
        if obj is not None:
            return self.is_active and _user_has_perm(self, perm, obj)
        return super().has_perm(perm)
