"""Every address of ours and whom it answers. The one table; a reader needs nothing else.

Adding an address: write the view, name it in ``urls.py``, add one row here, and
(when it carries the key of a record) its lawful answer for the owner in
``tests/access/test_access.py``. A name without a row, or a row without a name,
fails that test. The rules behind the permissions stand in ``<package>/rules.py``.

Nothing reads the table while the portal runs: views ask the permissions
themselves, and the tests hold the views to the table.
"""

from dataclasses import dataclass

from evidence.permissions import (
    ADD_VERSION,
    DESCRIBE_EVIDENCE,
    DOWNLOAD_VERSION,
    VIEW_EVIDENCE,
    VIEW_VERSION,
    WITHDRAW_VERSION,
)
from portal.people.permissions import END_MANDATE, OPEN_EMERGENCY

GET = ("GET",)
POST = ("POST",)
BOTH = ("GET", "POST")

EVIDENCE = "evidence.Evidence"
VERSION = "evidence.EvidenceVersion"
MANDATE = "people.Mandate"
MANAGE_JOBS = "core.manage_jobs"
CHECK_FILES = "files.check_files"


@dataclass(frozen=True)
class Public:
    """Anybody, also signed out; ``reason`` says why that gives nothing away."""

    reason: str


@dataclass(frozen=True)
class SignedIn:
    """Every account; ``reason`` says why no permission is asked for the page itself."""

    reason: str


@dataclass(frozen=True)
class Holder:
    """Whoever holds one of ``permissions``; everybody else gets 404.

    With a ``model`` ("app.Model") the permission is asked for the record that
    the address names: the address is bound to an object, and a superuser has no
    short cut. Without one it is a permission over the whole installation.
    """

    permissions: tuple[str, ...]
    model: str = ""


@dataclass(frozen=True)
class Access:
    """One address: its URL name with namespace, the methods it answers, and for whom."""

    name: str
    methods: tuple[str, ...]
    audience: Public | SignedIn | Holder

    @property
    def is_object_bound(self) -> bool:
        """Whether the address carries the key of a record that is not everybody's."""
        return isinstance(self.audience, Holder) and bool(self.audience.model)


def _staff(*permissions: str) -> Holder:
    return Holder(permissions)


def _of_evidence(permission: str) -> Holder:
    return Holder((permission,), EVIDENCE)


def _of_version(permission: str) -> Holder:
    return Holder((permission,), VERSION)


ACCESS: tuple[Access, ...] = (
    Access("set_language", BOTH, Public("Sets a cookie; shows nothing.")),
    # Home and house
    Access("home:dashboard", GET, Public("A visitor gets the start page, a person their own.")),
    Access("home:privacy", GET, Public("What is kept about people must be readable beforehand.")),
    Access("home:health", GET, Public("Monitoring has no account; it names no record.")),
    Access("home:components", GET, _staff(MANAGE_JOBS, CHECK_FILES)),
    Access("home:house", GET, _staff(MANAGE_JOBS, CHECK_FILES)),
    Access("home:jobs", GET, _staff(MANAGE_JOBS)),
    Access("home:job", GET, _staff(MANAGE_JOBS)),
    Access("home:retry_job", POST, _staff(MANAGE_JOBS)),
    Access("home:dismiss_job", POST, _staff(MANAGE_JOBS)),
    Access("home:index", GET, _staff(MANAGE_JOBS)),
    Access("home:rebuild_index", POST, _staff(MANAGE_JOBS)),
    Access("home:check_index", POST, _staff(MANAGE_JOBS)),
    Access("home:files", GET, _staff(CHECK_FILES)),
    Access("home:check_files", POST, _staff(CHECK_FILES)),
    # People
    Access("people:sign_in", BOTH, Public("Nobody is signed in yet.")),
    Access("people:sign_out", BOTH, Public("Also says afterwards that it is done.")),
    Access("people:profile", GET, SignedIn("Shows the person's own data only.")),
    Access("people:change_password", BOTH, SignedIn("Changes the person's own account only.")),
    Access("people:give_mandate", POST, SignedIn("Gives a mandate over the person's own work.")),
    Access("people:end_mandate", POST, Holder((END_MANDATE,), MANDATE)),
    # Evidence
    Access("evidence:list", GET, SignedIn("Lists what visible_to gives the person.")),
    Access("evidence:upload", BOTH, SignedIn("Files for the person; the verb asks for the owner.")),
    Access("evidence:received", GET, SignedIn("Of the named files those visible_to gives.")),
    Access("evidence:emergency", BOTH, _staff(OPEN_EMERGENCY)),
    Access("evidence:detail", GET, _of_evidence(VIEW_EVIDENCE)),
    Access("evidence:describe", BOTH, _of_evidence(DESCRIBE_EVIDENCE)),
    Access("evidence:add_version", BOTH, _of_evidence(ADD_VERSION)),
    Access("evidence:version", GET, _of_version(VIEW_VERSION)),
    Access("evidence:text", GET, _of_version(VIEW_VERSION)),
    Access("evidence:history", GET, _of_version(VIEW_VERSION)),
    Access("evidence:status", GET, _of_version(VIEW_VERSION)),
    Access("evidence:receipt", GET, _of_version(VIEW_VERSION)),
    Access("evidence:receipt_pdf", GET, _of_version(VIEW_VERSION)),
    Access("evidence:withdraw", BOTH, _of_version(WITHDRAW_VERSION)),
    Access("evidence:download", GET, _of_version(DOWNLOAD_VERSION)),
    Access("evidence:show", GET, _of_version(DOWNLOAD_VERSION)),
    Access("evidence:page_image", GET, _of_version(DOWNLOAD_VERSION)),
    Access("evidence:page_thumb", GET, _of_version(DOWNLOAD_VERSION)),
    # Search
    Access("search:results", GET, SignedIn("Every hit, count and facet is by the person's tokens.")),
    Access("search:suggest", GET, SignedIn("Completes from what the person may find only.")),
)
