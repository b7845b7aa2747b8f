"""What is valid in planning; called by forms, verbs and imports alike."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.people.models import Employee


class ParsedTarget(NamedTuple):
    """What was understood of a target. ``kind`` as in ``TargetKind``."""

    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_RANGE = re.compile(rf"^({_NUMBER})\s*(?:-|–|—|s\.?\s?d\.?|sampai)\s*({_NUMBER})\s*(\D*)$", re.I)
_SINGLE = re.compile(rf"^({_NUMBER})\s*(\D*)$")
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_DATE_WORDS = re.compile(rf"\b(?:{'|'.join(_MONTHS)}|tanggal|minggu (?:ke|i|v|\d)\S*|tgl)\b", re.I)
_DURATION = re.compile(
    r"^(?:maks(?:imal|\.)?|paling lama|≤)?\s*(\d+)\s*"
    r"(hari kerja|hari|jam|menit|minggu|bulan)$",
    re.I,
)


def number_of(text: str) -> Decimal | None:
    """A number as Indonesians write it (``1.250``, ``97,5``); None when it is none.

    One dot before exactly three digits parts thousands; any other one is a decimal point.
    """
    match = re.fullmatch(_NUMBER, text.strip())
    if match is None:
        return None
    digits = match[0]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


def parse_target(text: str, unit: str = "") -> ParsedTarget:
    """Understand a target as far as it can be; anything else is a statement, which is lawful."""
    words = " ".join(text.split())
    found = _RANGE.match(words)
    if found:
        low, high = number_of(found[1]), number_of(found[2])
        if low is not None and high is not None and low <= high:
            return ParsedTarget("range", low, high, unit or found[3].strip())
    if _DATE_WORDS.search(words):
        return ParsedTarget("date", unit=unit)
    found = _DURATION.match(words)
    if found:
        days = Decimal(found[1])
        return ParsedTarget("duration", days, days, found[2].lower())
    found = _SINGLE.match(words)
    if found:
        number = number_of(found[1])
        return ParsedTarget("number", number, number, unit or found[2].strip())
    return ParsedTarget("statement", unit=unit)


def validate_target(text: str, unit: str) -> ParsedTarget:
    """The parsed target.

    Raises:
        ValidationError: a number or range without a unit: nobody could measure it
            (PP 30/2019, explanation of Pasal 10: *terukur* has a unit).
    """
    parsed = parse_target(text, unit)
    if parsed.kind in {"number", "range"} and not parsed.unit:
        raise ValidationError(
            _("The target “%(target)s” has no unit. Write what is counted, for example “dokumen”."),
            code="unit",
            params={"target": text.strip()},
        )
    return parsed


def require_other_person(actor: Actor, employee: Employee) -> None:
    """Nobody agrees, checks, rates or decides on their own records; binds superusers too.

    Neither at one's own keyboard, nor on behalf of somebody, nor under a
    mandate of the employee.

    Raises:
        DomainError: it is the actor's own record.
    """
    own = employee.user_id
    people = {getattr(actor.user, "pk", None), getattr(actor.on_behalf_of, "pk", None)} - {None}
    helps = actor.mandate is not None and actor.mandate.owner_id == employee.pk
    if (own is not None and own in people) or helps:
        raise DomainError(_("Nobody decides on their own record. Your appraiser or a helper does."))


def require_note(note: str) -> str:
    """The note of a return, without blanks around it.

    Raises:
        DomainError: it says too little to be acted on.
    """
    note = note.strip()
    if len(note) < 10:
        raise DomainError(_("Write in a sentence what has to be mended; the person will read it."))
    return note


def validate_effective(plan: Any, day: date) -> None:
    """A change holds from a day within the plan's part of the year.

    Raises:
        DomainError: another day.
    """
    if not plan.starts_on <= day < plan.until:
        raise DomainError(_("A change holds from a day within the year of the plan."))
