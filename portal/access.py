"""Every address of ours in one table: who may open it, by which methods, and why.

Read by people who review rights and by ``tests/access``, which fails for an
address without a row, for a method that is answered but not named, and for any
person to whom an address answers otherwise than its row and the rules say.
Wagtail's own addresses (``/cms/``, ``/dokumen/``, pages) follow Wagtail's
groups and are tested as a whole.
"""

from dataclasses import dataclass
from enum import StrEnum

READ = frozenset({"GET", "HEAD"})
POST = frozenset({"POST"})
FORM = READ | POST


class Opens(StrEnum):
    """To whom an address answers at all."""

    PUBLIC = "public"  # anybody, also signed out
    SIGNED_IN = "signed in"  # every account; what it lists is filtered by ``visible_to``
    HOLDERS = "holders"  # accounts with one of ``permissions``; to others it does not exist
    RECORD = "record"  # who may see the one record; to others it does not exist


@dataclass(frozen=True)
class Address:
    """One row.

    Attributes:
        name: URL name with its namespace.
        opens: to whom.
        methods: what is answered; anything else gets 405.
        model: for ``RECORD``, the model the address names.
        sees: for ``RECORD``, the permission without which the answer is 404.
        permissions: for ``HOLDERS``, one of them is enough; for ``RECORD``, what else is asked.
        refusal: answer to somebody who sees the record but lacks ``permissions``.
        reason: why it is open as it is, where that is not plain.
    """

    name: str
    opens: Opens
    methods: frozenset[str] = READ
    model: str = ""
    sees: str = ""
    permissions: tuple[str, ...] = ()
    refusal: int = 403
    reason: str = ""


def _version(
    name: str, *permissions: str, refusal: int = 403, methods: frozenset[str] = READ
) -> Address:
    return Address(
        f"evidence:{name}", Opens.RECORD, methods, "evidence.EvidenceVersion",
        "evidence.view_version", permissions, refusal,
    )


def _bytes(name: str) -> Address:
    """What lives on the bytes; of a tombstone nothing is left, and that is no secret to keep."""
    return _version(name, "evidence.download_version", refusal=404)


def _evidence(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"evidence:{name}", Opens.RECORD, methods, "evidence.Evidence",
        "evidence.view_evidence", permissions,
    )


def _house(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(f"home:{name}", Opens.HOLDERS, methods, permissions=permissions)


def _rules(name: str, model: str, permission: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"guidelines:{name}", Opens.RECORD, methods, f"guidelines.{model}",
        f"guidelines.{permission}", reason="also signed out, where the page is live and open",
    )


def _regulation(name: str) -> Address:
    return _rules(name, "RegulationPage", "view_regulation")


JOBS = "core.manage_jobs"
FILES = "files.check_files"

ADDRESSES = (
    Address("people:sign_in", Opens.PUBLIC, FORM, reason="the way in"),
    Address(
        "people:sign_out", Opens.PUBLIC, FORM,
        reason="says afterwards that it is done; POST needs the token of the page",
    ),
    Address("set_language", Opens.PUBLIC, FORM, reason="sets a cookie, touches no record"),
    Address("home:privacy", Opens.PUBLIC, reason="people read it before they sign in"),
    Address("home:health", Opens.PUBLIC, reason="for monitoring; tells no names and no contents"),
    Address("home:dashboard", Opens.SIGNED_IN),
    Address("people:profile", Opens.SIGNED_IN),
    Address("people:change_password", Opens.SIGNED_IN, FORM),
    Address("people:give_mandate", Opens.SIGNED_IN, POST, reason="only for oneself"),
    Address(
        "people:end_mandate", Opens.RECORD, POST, "people.Mandate", "people.end_mandate",
        ("people.end_mandate",),
    ),
    Address(
        "guidelines:regulations", Opens.PUBLIC,
        reason="lists live pages that are open to the visitor; laws bind whoever cannot sign in",
    ),
    _regulation("regulation"),
    _regulation("official_file"),
    _regulation("print_all"),
    _regulation("print_part"),
    _regulation("part_pdf"),
    _regulation("provision"),
    Address(
        "guidelines:guides", Opens.PUBLIC,
        reason="lists live pages that are open to the visitor",
    ),
    _rules("guide", "GuidePage", "view_guide"),
    _rules("guide_feedback", "GuidePage", "view_guide", POST),
    Address("evidence:list", Opens.SIGNED_IN),
    Address("evidence:upload", Opens.SIGNED_IN, FORM),
    Address("evidence:received", Opens.SIGNED_IN),
    Address(
        "evidence:emergency", Opens.HOLDERS, FORM, permissions=("people.open_emergency",)
    ),
    _evidence("detail"),
    _evidence("describe", "evidence.describe_evidence", methods=FORM),
    _evidence("add_version", "evidence.add_version", methods=FORM),
    _version("version"),
    _bytes("text"),
    _version("history"),
    _version("withdraw", "evidence.withdraw_version", methods=FORM),
    _version("status"),
    _bytes("download"),
    _bytes("show"),
    _bytes("page_image"),
    _bytes("page_thumb"),
    _version("receipt"),
    _version("receipt_pdf"),
    Address(
        "search:results", Opens.PUBLIC,
        reason="rules and guides are public; hits, counts and facets by the visitor's tokens",
    ),
    Address("search:suggest", Opens.PUBLIC, reason="words of records that the visitor may find"),
    _house("components", JOBS, FILES),
    _house("house", JOBS, FILES),
    _house("jobs", JOBS),
    _house("job", JOBS),
    _house("retry_job", JOBS, methods=POST),
    _house("dismiss_job", JOBS, methods=POST),
    _house("index", JOBS),
    _house("rebuild_index", JOBS, methods=POST),
    _house("check_index", JOBS, methods=POST),
    _house("files", FILES),
    _house("check_files", FILES, methods=POST),
)
