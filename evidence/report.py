"""What the pages and the receipt may show of a version: facts, frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.history import key_of
from portal.core.models import HistoryEvent
from portal.files.names import page_unit, type_label

from .extractors.base import MARKS
from .models import Evidence, EvidenceVersion
from .states import FINAL, Confidentiality, ProcessingState, Sharing, WithdrawalReason
from .validators import Description

# Letters beyond which the three lines at the head of a page may not show all of a title.
LONG_TITLE = 60
FIELD_LABELS = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind of evidence"),
    "number": gettext_lazy("Document number"),
    "dated_on": gettext_lazy("Date of the document"),
    "issuer": gettext_lazy("Issued by"),
    "activity_from": gettext_lazy("Work from"),
    "activity_until": gettext_lazy("Work until"),
    "description": gettext_lazy("What it shows"),
    "confidentiality": gettext_lazy("Confidentiality"),
    "sharing": gettext_lazy("Who may see it"),
    "shared_with": gettext_lazy("People you name"),
    "team": gettext_lazy("Work team"),
}


@dataclass(frozen=True)
class Step:
    """One step of a version's way: ``done`` with its instant, or ``waits``, or ``failed``."""

    key: str
    label: str
    at: datetime | None
    status: str  # done | waits | failed | none


def steps_of(version: EvidenceVersion) -> list[Step]:
    """Stored, read, searchable, receipt: the truth of one row, in the order in which it happens."""
    stored = Step("stored", _("stored"), version.uploaded_at, "done")
    if not version.is_standing:
        return [stored]
    return [stored, _read(version), _searchable(version), _receipt(version)]


def is_final(version: EvidenceVersion) -> bool:
    """Whether the steps will not change any more by themselves."""
    return not version.is_standing or (version.state in FINAL and version.searchable_at is not None)


def _read(version: EvidenceVersion) -> Step:
    state = version.state
    if state == ProcessingState.READ:
        return Step("read", _("text read"), version.read_at, "done")
    if state == ProcessingState.EMPTY:
        return Step("read", _("opened, no text in it"), version.read_at, "done")
    if state == ProcessingState.LOCKED:
        return Step("read", _("locked by a password"), version.read_at, "failed")
    if state == ProcessingState.UNREADABLE:
        return Step("read", _("cannot be opened"), version.read_at, "failed")
    return Step("read", _("waits to be read"), None, "waits")


def _searchable(version: EvidenceVersion) -> Step:
    if version.searchable_at is None:
        return Step("searchable", _("not searchable yet"), None, "waits")
    if version.state == ProcessingState.READ:
        return Step("searchable", _("searchable"), version.searchable_at, "done")
    label = _("searchable by title and number")
    return Step("searchable", label, version.searchable_at, "done")


def _receipt(version: EvidenceVersion) -> Step:
    if version.receipt_at is not None:
        return Step("receipt", _("receipt"), version.receipt_at, "done")
    if version.state in {ProcessingState.LOCKED, ProcessingState.UNREADABLE}:
        return Step("receipt", _("no receipt: stored, but it cannot be opened"), None, "failed")
    return Step("receipt", _("receipt follows"), None, "waits")


def shown_value(description: Description, name: str) -> str:
    """A value of a description as people read it; "" where nothing is said."""
    value = getattr(description, name)
    if name == "confidentiality":
        return str(Confidentiality(value).label)
    if name == "sharing":
        return str(Sharing(value).label)
    if name == "shared_with":
        return ", ".join(sorted(person.name for person in value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value) if value is not None else ""


def description_rows(evidence: Evidence, version: EvidenceVersion) -> list[dict[str, Any]]:
    """Facts of a file for a summary list. What nobody filled in is left out, except the number."""
    work = [day for day in (evidence.activity_from, evidence.activity_until) if day is not None]
    rows = [
        (_("Kind of evidence"), evidence.kind.label),
        (_("Document number"), evidence.number),
        (_("Date of the document"), _day(evidence.dated_on)),
        (_("Work from and until"), " – ".join(_day(day) for day in dict.fromkeys(work))),
        (_("Issued by"), evidence.issuer),
        (_("What it shows"), evidence.description),
        (_("Owner"), _named(evidence.owner)),
        (_("Unit on the day of filing"), str(evidence.unit or "")),
        (_("Confidentiality"), str(Confidentiality(evidence.confidentiality).label)),
        (_("File"), version.original_name),
        (_("Type"), _(type_label(version.stored_file.mime))),
    ]
    if len(evidence.title) > LONG_TITLE:
        # The head of the page shows its beginning only.
        rows.insert(0, (_("Title"), evidence.title))
    if version.uploaded_by_id != evidence.owner.user_id:
        rows.insert(len(rows) - 4, (_("Typed by"), str(version.uploaded_by)))
    count = pages_to_show(version)
    if count:
        rows.append((page_unit_label(page_unit(version.stored_file.mime)), str(count)))
    if version.taken_at:
        taken = date_format(version.taken_at.astimezone(evidence.owner.agency.zone), "j F Y H:i")
        rows.append((_("Photo taken, by its own clock"), taken))
    rows.append(("SHA-256", version.stored_file.sha256))
    always = {_("Document number"), _("Date of the document")}
    return [{"label": name, "value": value} for name, value in rows if value or name in always]


def pages_to_show(version: EvidenceVersion) -> int | None:
    """How many pages, sheets or slides; None where nobody counts them, as in a text or a photo."""
    mime = version.stored_file.mime
    if not page_unit(mime) or (mime.startswith("image/") and version.page_count == 1):
        return None
    return version.page_count


def page_unit_label(unit: str) -> str:
    """Heading of a number of pages, in the language that is active."""
    return {"sheet": _("Sheets"), "slide": _("Slides")}.get(unit) or _("Pages")


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _named(employee: Any) -> str:
    return f"{employee.name} (NIP {employee.nip})" if employee.nip else str(employee.name)


def who_may_see(evidence: Evidence, *, is_owner: bool) -> list[str]:
    """Sentences that say in words who may see the file; names of others only for the owner."""
    lines = [_("The owner: %(name)s") % {"name": evidence.owner.name}]
    if evidence.sharing == Sharing.NAMED:
        names = sorted(share.employee.name for share in evidence.shares.select_related("employee"))
        if is_owner:
            lines.append(_("People you named: %(names)s") % {"names": ", ".join(names)})
        else:
            lines.append(
                ngettext(
                    "%(count)s colleague the owner named.",
                    "%(count)s colleagues the owner named.",
                    len(names),
                )
                % {"count": len(names)}
            )
    elif evidence.sharing == Sharing.TEAM and evidence.team is not None:
        lines.append(_("Members of the team: %(name)s") % {"name": evidence.team.name})
    elif evidence.sharing == Sharing.UNIT and evidence.unit is not None:
        lines.append(
            _("Everybody with a post in %(unit)s, and who heads it or a unit above.")
            % {"unit": evidence.unit.name}
        )
    if evidence.unit is not None:
        lines.append(_("Auditors appointed for the unit, for files of this class."))
    return lines


def marks_of(version: EvidenceVersion) -> list[dict[str, Any]]:
    """What the reader found that a person should know: ``text`` and whether it needs attention."""
    if not version.is_standing:
        return []
    known = [MARKS[mark] for mark in version.marks if mark in MARKS]
    return [{"text": _(mark.label), "needs_attention": mark.needs_attention} for mark in known]


def damage_of(version: EvidenceVersion) -> str:
    """The sentence about bytes that a check found missing or changed; "" where none did."""
    found_at = version.stored_file.damaged_at
    if found_at is None or not version.is_standing:
        return ""
    found_on = date_format(found_at.astimezone(version.evidence.owner.agency.zone), "j F Y H:i")
    return _(
        "A check on %(date)s found that the stored bytes are missing or are no longer those that "
        "were received. They are not handed out until the keeper of the portal has brought them "
        "back from the backup."
    ) % {"date": found_on}


# Verbs of the trail in words. What is not here is work of the machine that nobody asks for.
EVENT_WORDS = {
    "add_version": gettext_lazy("Version %(number)s was stored."),
    "finish_read": gettext_lazy("The text of version %(number)s was read; the receipt was given."),
    "finish_empty": gettext_lazy(
        "Version %(number)s was opened, no text was found in it; the receipt was given."
    ),
    "finish_locked": gettext_lazy("Version %(number)s is locked by a password."),
    "finish_unreadable": gettext_lazy("Version %(number)s cannot be opened."),
    "read_again": gettext_lazy("Version %(number)s is being read again."),
    "describe_evidence": gettext_lazy("The description was changed."),
    "withdraw_version": gettext_lazy("Version %(number)s was withdrawn."),
    "quarantine": gettext_lazy("Version %(number)s was locked away because of personal data."),
    "open": gettext_lazy("Version %(number)s was looked at."),
    "download": gettext_lazy("Version %(number)s was downloaded."),
    "open_emergency": gettext_lazy("Version %(number)s was opened in an emergency."),
}
EVENT_TONES = {
    "finish_read": "good",
    "finish_empty": "good",
    "finish_locked": "warn",
    "finish_unreadable": "warn",
    "withdraw_version": "open",
    "quarantine": "bad",
    "open_emergency": "bad",
}
FOR_OWNER_ONLY = frozenset({"open", "download", "open_emergency"})
OPENINGS = frozenset({"open", "download"})


def timeline(
    events: Iterable[HistoryEvent], versions: Iterable[EvidenceVersion], *, is_owner: bool
) -> list[dict[str, Any]]:
    """History in human words, oldest first, for ``components/_timeline.html``.

    Openings of one person that follow each other on one day are one line.
    """
    numbers = {key_of(version): version.number for version in versions}
    lines: list[dict[str, Any]] = []
    last: tuple[Any, ...] = ()
    for event in events:
        words = EVENT_WORDS.get(event.verb)
        if words is None or (event.verb in FOR_OWNER_ONLY and not is_owner):
            continue
        key = (event.verb, event.record, event.actor_id, event.at.date())
        if event.verb in OPENINGS and key == last:
            lines[-1]["times"] += 1
            continue
        last = key
        lines.append(
            {
                "at": event.at,
                "text": words % {"number": numbers.get(event.record, "")},
                "who": str(event.actor) if event.actor else _("the portal"),
                "on_behalf_of": str(event.on_behalf_of) if event.on_behalf_of else "",
                "detail": _detail_of(event, is_owner=is_owner),
                "tone": EVENT_TONES.get(event.verb, ""),
                "times": 1,
            }
        )
    for line in lines:
        if line["times"] > 1:
            line["detail"] = _("%(count)s times on this day") % {"count": line["times"]}
    return lines


def _detail_of(event: HistoryEvent, *, is_owner: bool) -> str:
    if event.verb == "add_version":
        return event.detail
    if event.verb == "describe_evidence":
        names = [FIELD_LABELS[name] for name in event.detail.split(", ") if name in FIELD_LABELS]
        return ", ".join(str(name) for name in names)
    if event.verb == "withdraw_version" and event.after in WithdrawalReason.values:
        reason = str(WithdrawalReason(event.after).label)
        return f"{reason}: {event.detail}" if event.detail and is_owner else reason
    return event.detail if is_owner else ""


@dataclass(frozen=True)
class ReceiptFacts:
    """All that a receipt says. Equal facts give equal bytes of the PDF.

    Instants are aware; ``zone`` is the agency's. ``size_bytes`` in bytes.
    """

    office: str
    agency: str
    file_name: str
    size_bytes: int
    type_label: str
    page_count: int | None
    page_unit: str
    sha256: str
    title: str
    kind: str
    number: str
    version: int
    evidence_id: str
    owner: str
    typed_by: str
    received_at: datetime
    receipt_at: datetime
    was_read: bool
    zone: ZoneInfo
    address: str

    @property
    def page_label(self) -> str:
        """Heading of ``page_count``, in the language that is active."""
        return page_unit_label(self.page_unit)
    damage: str = ""


def receipt_of(version: EvidenceVersion) -> ReceiptFacts | None:
    """The facts of a version's receipt, in the language that is active; None without a receipt.

    A tombstone has none any more: its page says what was withdrawn.
    """
    if version.receipt_at is None or not version.is_standing:
        return None
    evidence = version.evidence
    path = reverse("evidence:receipt", args=[evidence.public_id, version.number])
    typed_by = "" if version.uploaded_by_id == evidence.owner.user_id else str(version.uploaded_by)
    return ReceiptFacts(
        office=settings.PORTAL["OFFICE_NAME"],
        agency=evidence.owner.agency.name,
        file_name=version.original_name,
        size_bytes=version.stored_file.size_bytes,
        type_label=_(type_label(version.stored_file.mime)),
        page_count=pages_to_show(version),
        page_unit=page_unit(version.stored_file.mime),
        sha256=version.stored_file.sha256,
        title=evidence.title,
        kind=evidence.kind.label,
        number=evidence.number,
        version=version.number,
        evidence_id=str(evidence.public_id),
        owner=_named(evidence.owner),
        typed_by=typed_by,
        received_at=version.uploaded_at,
        receipt_at=version.receipt_at,
        was_read=version.state == ProcessingState.READ,
        zone=evidence.owner.agency.zone,
        address=settings.PORTAL["BASE_URL"].rstrip("/") + path,
        damage=damage_of(version),
    )
