"""Signing in by NIP or user name, with a brake on guessing."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest

from portal.core import clock

from .models import Employee, SignInAttempt, User
from .validators import normalize_nip


class NipOrNameBackend(ModelBackend):
    """Accepts the NIP of an employee, or a user name, with the account's password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user, or None. An unknown name costs as long as a wrong password."""
        if username is None or password is None:
            return None
        user = User.objects.filter(username=username.strip()).first()
        if user is None:
            employee = (
                Employee.objects.select_related("user")
                .filter(nip=normalize_nip(username), user__isnull=False)
                .first()
            )
            user = employee.user if employee else None
        if user is None:
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None


def name_digest(name: str) -> str:
    """Keyed hash of a typed name: the same person by any spelling of the NIP."""
    folded = normalize_nip(name).casefold()
    return hmac.new(settings.SECRET_KEY.encode(), folded.encode(), hashlib.sha256).hexdigest()


def blocked_until(name: str) -> datetime | None:
    """Until when tries for this name are refused; None when they are not."""
    attempt = SignInAttempt.objects.filter(name_digest=name_digest(name)).first()
    if attempt and attempt.blocked_until and attempt.blocked_until > clock.now():
        return attempt.blocked_until
    return None


def note_failure(name: str) -> None:
    """Count a failed try; after ``SIGN_IN_TRIES`` in a row the name waits.

    A pause as long as the wait forgets earlier failures.
    """
    now = clock.now()
    wait = timedelta(minutes=settings.PORTAL["SIGN_IN_WAIT_MINUTES"])
    digest = name_digest(name)
    try:
        with transaction.atomic():
            SignInAttempt.objects.create(name_digest=digest, failures=1, last_failed_at=now)
        return
    except IntegrityError:
        row = SignInAttempt.objects.filter(name_digest=digest)
    row.filter(last_failed_at__lt=now - wait).update(failures=0, blocked_until=None)
    row.update(failures=F("failures") + 1, last_failed_at=now)
    row.filter(failures__gte=settings.PORTAL["SIGN_IN_TRIES"]).update(blocked_until=now + wait)


def note_success(name: str) -> None:
    """Forget the failures of a name."""
    SignInAttempt.objects.filter(name_digest=name_digest(name)).delete()
