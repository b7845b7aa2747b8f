"""System checks that stop a dangerous start. Ids: portal.E001 and so on."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def files_are_private(app_configs: Any, **kwargs: Any) -> list[Error]:
    """filer must not put anything into public media (portal.E001)."""
    if settings.FILER_IS_PUBLIC_DEFAULT:
        return [Error("FILER_IS_PUBLIC_DEFAULT must be False.", id="portal.E001")]
    return []


@register(Tags.database)
def sqlite_waits_and_syncs(app_configs: Any, **kwargs: Any) -> list[Error]:
    """SQLite must use IMMEDIATE transactions and full sync (portal.E002), as measured."""
    database = settings.DATABASES["default"]
    if "sqlite3" not in database["ENGINE"]:
        return []
    options = database.get("OPTIONS", {})
    if options.get("transaction_mode") != "IMMEDIATE" or "synchronous=FULL" not in options.get(
        "init_command", ""
    ):
        return [
            Error(
                "SQLite must run with transaction_mode IMMEDIATE and synchronous=FULL.",
                id="portal.E002",
            )
        ]
    return []


@register(Tags.security)
def requests_are_not_transactions(app_configs: Any, **kwargs: Any) -> list[Error]:
    """ATOMIC_REQUESTS must stay off: verbs own their transactions (portal.E003)."""
    if settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        return [Error("ATOMIC_REQUESTS must be off.", id="portal.E003")]
    return []
