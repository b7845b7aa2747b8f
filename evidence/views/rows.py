"""A version as the components draw it: one row that tells the truth, one answer to a script."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import clock
from portal.core.templatetags.portal_tags import clock_time, moment, short_date
from portal.files.names import page_unit

from ..extractors.base import MESSAGE_READ
from ..models import EvidenceVersion
from ..report import damage_of, is_final, marks_of, pages_to_show, steps_of
from ..states import FINAL, ProcessingState


def address(name: str, version: EvidenceVersion, *more: Any) -> str:
    """Address of a page of one version."""
    return reverse(f"evidence:{name}", args=[version.evidence.public_id, version.number, *more])


def _time_of(at: datetime | None) -> str:
    """Only the time on the day itself, else the day too."""
    if at is None:
        return ""
    same_day = timezone.localtime(at).date() == timezone.localtime(clock.now()).date()
    return clock_time(at) if same_day else moment(at)


def steps_for_page(version: EvidenceVersion) -> list[dict[str, Any]]:
    """The steps of the truth line, as ``components/_truth.html`` and the scripts read them."""
    tones = {"failed": "warn"}
    return [
        {
            "key": step.key,
            "label": step.label,
            "done": step.status == "done",
            "time": _time_of(step.at) if step.key != "receipt" else "",
            "tone": tones.get(step.status, ""),
        }
        for step in steps_of(version)
    ]


def status_of(version: EvidenceVersion) -> dict[str, Any]:
    """What a row that follows its file is told."""
    return {
        "steps": steps_for_page(version),
        "state": version.state if version.is_standing else "withdrawn",
        "final": is_final(version),
    }


def stored_answer(version: EvidenceVersion) -> dict[str, Any]:
    """What a script is told after its file was stored."""
    return {
        "url": version.evidence.get_absolute_url(),
        "receipt_url": address("receipt", version),
        "status_url": address("status", version),
        "name": version.evidence.title,
        "state": version.state,
        "label": _("stored at %(time)s") % {"time": clock_time(version.uploaded_at)},
    }


def file_row(version: EvidenceVersion, *, of_others: bool = False) -> dict[str, Any]:
    """One row of ``components/_file_row.html``. ``of_others`` names the owner."""
    evidence = version.evidence
    facts = [version.original_name, evidence.kind.label]
    if evidence.number:
        facts.append(evidence.number)
    if evidence.dated_on:
        facts.append(short_date(evidence.dated_on))
    count = pages_to_show(version)
    if count:
        facts.append(_counted(page_unit(version.stored_file.mime), count))
    if version.number > 1:
        facts.append(_("version %(number)s") % {"number": version.number})
    if of_others:
        facts.append(_("from %(name)s") % {"name": evidence.owner.name})
    row: dict[str, Any] = {
        "name": evidence.title,
        "url": evidence.get_absolute_url(),
        "size_bytes": version.stored_file.size_bytes,
        "facts": facts,
        "steps": steps_for_page(version),
        "status_url": address("status", version),
        "final": is_final(version),
        "note": row_note(version),
        "links": [],
    }
    if not version.is_standing:
        is_locked_away = version.state == ProcessingState.QUARANTINED
        row["state"] = "quarantined" if is_locked_away else "withdrawn"
        row["state_label"] = withdrawn_label(version)
    elif version.receipt_at is not None:
        row["links"].append({"label": _("Receipt"), "url": address("receipt", version)})
    return row


def _counted(unit: str, count: int) -> str:
    """ "12 pages", "3 sheets", "20 slides"."""
    words = {
        "page": ngettext("%(count)s page", "%(count)s pages", count),
        "sheet": ngettext("%(count)s sheet", "%(count)s sheets", count),
        "slide": ngettext("%(count)s slide", "%(count)s slides", count),
    }
    return words[unit] % {"count": count}


def withdrawn_label(version: EvidenceVersion) -> str:
    """The word for a tombstone."""
    if version.state == ProcessingState.QUARANTINED:
        return _("locked away")
    return _("withdrawn")


def row_note(version: EvidenceVersion) -> str:
    """That the bytes are damaged, else what the reader says where it is more than "all is well"."""
    damage = damage_of(version)
    if damage:
        return damage
    if not version.is_standing or version.state not in FINAL or not version.reading_message:
        return ""
    if version.reading_message != MESSAGE_READ:
        return _(version.reading_message)
    return " · ".join(mark["text"] for mark in marks_of(version) if mark["needs_attention"])
