"""Signing in and out: by NIP or user name, with a brake on guessing, and without traces."""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.errors import DomainError

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
        if not user.check_password(password):
            return None
        if self.user_can_authenticate(user):
            return user
        # Told only to who knows the password, so that nobody learns which accounts exist.
        if request is not None:
            request.account_is_closed = True
        return None


def name_digest(name: str) -> str:
    """Keyed hash of a typed name: the same person by any spelling of the NIP."""
    folded = normalize_nip(name).casefold()
    return hmac.new(settings.SECRET_KEY.encode(), folded.encode(), hashlib.sha256).hexdigest()


def client_address(request: HttpRequest) -> str:
    """The address a try comes from; for IPv6 the network, of which one client has all addresses.

    What a header says counts only behind as many proxies of ours as
    ``TRUSTED_PROXIES`` says, since anybody may send the header: each proxy
    appends whom it heard, so the entry of the outermost one is that many from
    the end.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.PORTAL["TRUSTED_PROXIES"]
    if proxies > 0:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = chain[-proxies].strip() if len(chain) >= proxies else address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        # A socket file has no address; all who come through it count as one.
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(found), 64), strict=False))
    return str(found)


def address_digest(request: HttpRequest) -> str:
    """Keyed hash of where a try comes from; never that of a name."""
    text = f"address\n{client_address(request)}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def blocked_until(name: str) -> datetime | None:
    """Until when tries for this name are refused; None when they are not."""
    return _blocked_until(name_digest(name))


def _blocked_until(digest: str) -> datetime | None:
    attempt = SignInAttempt.objects.filter(name_digest=digest).first()
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


def note_failure_from(digest: str) -> None:
    """Count a failed try of an address; ``SIGN_IN_ADDRESS_TRIES`` within the wait stop it.

    Counted from the first failure on, not from the last: an office shares one
    address, where somebody mistypes every few minutes.
    """
    now = clock.now()
    wait = timedelta(minutes=settings.PORTAL["SIGN_IN_WAIT_MINUTES"])
    row = SignInAttempt.objects.filter(name_digest=digest)
    try:
        with transaction.atomic():
            SignInAttempt.objects.create(name_digest=digest, failures=1, last_failed_at=now)
    except IntegrityError:
        row.filter(last_failed_at__lte=now - wait).update(
            failures=0, blocked_until=None, last_failed_at=now
        )
        row.update(failures=F("failures") + 1)
    row.filter(
        failures__gte=settings.PORTAL["SIGN_IN_ADDRESS_TRIES"], blocked_until=None
    ).update(blocked_until=now + wait, last_failed_at=now)


def take_back_from(digest: str) -> None:
    """The try succeeded: it counts for its address as if it had not been."""
    row = SignInAttempt.objects.filter(name_digest=digest, failures__gt=0)
    row.update(failures=F("failures") - 1)
    row.filter(failures__lt=settings.PORTAL["SIGN_IN_ADDRESS_TRIES"]).update(blocked_until=None)
    row.model.objects.filter(name_digest=digest, failures=0).delete()


class SignInRefused(DomainError):
    """Name and password do not open an account, or not now."""


def enter(request: HttpRequest, name: str, password: str, *, shared_computer: bool) -> User:
    """Sign in with a fresh session key.

    The try is counted before the password is looked at, so that many tries at
    once gain nothing; a second, wider count is of the address, whatever the
    names. A success forgets the failures of the name, and for the address only
    its own try. On a shared computer the session ends with the browser.

    Raises:
        SignInRefused: too many tries, wrong name or password (which of them is
            not said), or an account that was closed.
    """
    until = blocked_until(name)
    if until is not None:
        raise SignInRefused(
            _("Too many tries for this name. Wait until %(time)s, then try again.")
            % {"time": date_format(localtime(until), "H.i")}
        )
    source = address_digest(request)
    until = _blocked_until(source)
    if until is not None:
        raise SignInRefused(
            _(
                "Sign-in failed too often from your network, perhaps on a colleague's computer. "
                "Your account is not closed. Wait until %(time)s, then try again."
            )
            % {"time": date_format(localtime(until), "H.i")}
        )
    note_failure(name)
    note_failure_from(source)
    user = authenticate(request, username=name, password=password)
    if user is None:
        if getattr(request, "account_is_closed", False):
            raise SignInRefused(
                _(
                    "This account is closed; what was filed with it is kept. If you still work "
                    "here, ask the personnel administrator of your unit to open it."
                )
            )
        raise SignInRefused(
            _(
                "This name and password do not belong together. Check both, also capital "
                "letters; NIP may be typed with or without spaces."
            )
        )
    note_success(name)
    take_back_from(source)
    last_visit = user.last_login
    login(request, user)
    request.session["last_visit"] = last_visit.isoformat() if last_visit else ""
    if shared_computer:
        request.session["shared_computer"] = True
        request.session.set_expiry(0)
    return user


def leave(request: HttpRequest) -> bool:
    """Sign out; whether the computer is a shared one, from which everything has to go."""
    is_shared = bool(request.session.get("shared_computer"))
    logout(request)
    return is_shared
