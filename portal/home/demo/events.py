"""What can happen in the story. Each event knows its instant and does it by a verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from evidence.domain.access import open_emergency_access
from evidence.domain.versions import (
    add_version,
    create_evidence,
    describe_evidence,
    note_opening,
    withdraw_version,
)
from evidence.models import EvidenceKind, EvidenceVersion
from evidence.states import Confidentiality, Sharing
from evidence.validators import Description
from portal.files.storing import take_from_disk
from portal.files.uploading import IncomingFile
from portal.people.domain import assignments, employees, mandates, teams
from portal.people.domain.units import add_position
from portal.people.models import ScopedRole

from .documents.paper import Paper
from .everyone import AGENCY_OF, PERSON, zone_of
from .office import Office
from .people import appoint, enter


def instant(at: str, zone: Any, now: datetime) -> datetime:
    """When ``at`` is: ``2025-02-03 14.20`` in a zone, or ``-3 09.15``, so many days before now.

    Days before now that fall on a weekend move back to the Friday before.
    """
    day_text, time_text = at.split()
    hour, minute = (int(part) for part in time_text.split("."))
    if day_text.startswith("-"):
        day = now.astimezone(zone).date() - timedelta(days=int(day_text[1:]))
        day -= timedelta(days=max(0, day.weekday() - 4))
    else:
        day = date.fromisoformat(day_text)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def day_of(text: str, filed: date) -> date | None:
    """A date written as ISO, as days before the filing (``-2``), or nothing."""
    if not text:
        return None
    return filed + timedelta(days=int(text)) if len(text) < 6 else date.fromisoformat(text)


def take(office: Office, paper: Paper, day: date) -> IncomingFile:
    """Make a document and hand it over as if it had been uploaded on ``day``; close it after."""
    with TemporaryDirectory(prefix="portal-demo-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(office.papers.make(paper, day))
        return take_from_disk(path, paper.name)


@dataclass(frozen=True)
class Event:
    """Something that happens at an instant to, or by, ``who``."""

    at: str
    who: str

    reads: ClassVar[bool] = False
    """Whether a file has to be read afterwards."""

    def happens(self, now: datetime) -> datetime:
        """The instant, in the zone of the person concerned."""
        return instant(self.at, zone_of(self.who), now)

    def tell(self, office: Office, moment: datetime) -> None:
        """Do it, by a verb."""
        raise NotImplementedError


@dataclass(frozen=True)
class Filed(Event):
    """A person files a document. Dates: ISO, or days before the filing, or empty.

    ``typed_by``: the helper who types under a mandate. ``key``: how later
    events call the evidence, by its title where there is none.
    """

    kind: str
    title: str
    paper: Paper
    number: str = ""
    dated: str = ""
    work: tuple[str, str] = ("", "")
    issuer: str = ""
    note: str = ""
    level: str = Confidentiality.ORDINARY
    sharing: str = Sharing.ONLY_ME
    named: tuple[str, ...] = ()
    team: str = ""
    key: str = ""
    typed_by: str = ""

    reads: ClassVar[bool] = True

    def tell(self, office: Office, moment: datetime) -> None:
        day = moment.date()
        actor = (
            office.helper_for(self.who, self.typed_by)
            if self.typed_by
            else office.actor(self.who)
        )
        with take(office, self.paper, day) as incoming:
            version = create_evidence(
                office.employee(self.who), self.description(office, day), incoming, actor=actor
            )
        office.evidence_ids[self.key or self.title] = version.evidence_id

    def description(self, office: Office, day: date) -> Description:
        """What the person says about it."""
        return Description(
            title=self.title,
            kind=EvidenceKind.objects.get(code=self.kind),
            number=self.number,
            dated_on=day_of(self.dated, day),
            activity_from=day_of(self.work[0], day),
            activity_until=day_of(self.work[1], day),
            issuer=self.issuer,
            description=self.note,
            confidentiality=self.level,
            sharing=self.sharing,
            shared_with=tuple(office.employee(key) for key in self.named),
            team=office.teams.get(self.team),
        )


@dataclass(frozen=True)
class Renewed(Event):
    """A newer version of the evidence ``key``; ``who`` is its owner, or types for them."""

    key: str
    paper: Paper
    owner: str = ""

    reads: ClassVar[bool] = True

    def tell(self, office: Office, moment: datetime) -> None:
        actor = (
            office.helper_for(self.owner, self.who) if self.owner else office.actor(self.who)
        )
        with take(office, self.paper, moment.date()) as incoming:
            add_version(office.evidence(self.key), incoming, actor=actor)


@dataclass(frozen=True)
class Redescribed(Event):
    """The owner changes some fields of the description of ``key``."""

    key: str
    changes: dict[str, Any]
    named: tuple[str, ...] = ()
    team: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        evidence = office.evidence(self.key)
        named = self.named or tuple(
            key for key, pk in office.employee_ids.items()
            if evidence.shares.filter(employee_id=pk).exists()
        )
        fields = {
            name: getattr(evidence, name)
            for name in (
                "title", "kind", "number", "dated_on", "activity_from", "activity_until",
                "issuer", "description", "confidentiality", "sharing",
            )
        }
        fields["shared_with"] = tuple(office.employee(key) for key in named)
        fields["team"] = office.teams.get(self.team) or evidence.team
        describe_evidence(
            evidence, Description(**{**fields, **self.changes}), actor=office.actor(self.who),
            revision=evidence.revision,
        )


@dataclass(frozen=True)
class Withdrawn(Event):
    """The owner takes back a version of ``key``, the newest unless ``number`` says which."""

    key: str
    reason: str
    note: str = ""
    number: int = 0

    def tell(self, office: Office, moment: datetime) -> None:
        version = _version(office, self.key, self.number)
        withdraw_version(version, self.reason, actor=office.actor(self.who), note=self.note)


@dataclass(frozen=True)
class Opened(Event):
    """``who`` opens, or downloads, a limited or secret file that they may see."""

    key: str
    verb: str = "open"

    def tell(self, office: Office, moment: datetime) -> None:
        version, actor = _version(office, self.key), office.actor(self.who)
        actor.require("evidence.view_version", version)
        note_opening(version, self.verb, actor=actor)


@dataclass(frozen=True)
class OpenedInEmergency(Event):
    """The system administrator opens a file for a reason that its owner reads later."""

    key: str
    reason: str

    def tell(self, office: Office, moment: datetime) -> None:
        version = _version(office, self.key)
        open_emergency_access(version, actor=office.actor(self.who), reason=self.reason)


def _version(office: Office, key: str, number: int = 0) -> EvidenceVersion:
    versions = office.evidence(key).versions.select_related(
        "evidence__owner__user", "evidence__unit", "stored_file"
    ).order_by("-number")
    return versions.get(number=number) if number else versions[0]


@dataclass(frozen=True)
class Done(Event):
    """A change among people: ``act(office, day, actor)`` by who keeps their data."""

    act: Callable[[Office, date, Any], None]

    def tell(self, office: Office, moment: datetime) -> None:
        self.act(office, moment.date(), office.keeper_of(self.who))


def came(key: str) -> Callable[[Office, date, Any], None]:
    """A new person begins work."""

    def act(office: Office, day: date, actor: Any) -> None:
        enter(office, PERSON[key], office.agencies[AGENCY_OF[key].code], actor=actor)
        appoint(office, PERSON[key], actor=actor)

    return act


def moved(key: str, unit: str, appraiser: str) -> Callable[[Office, date, Any], None]:
    """A person goes over to a post of the same title in another unit."""

    def act(office: Office, day: date, actor: Any) -> None:
        row = PERSON[key]
        office.positions[key] = add_position(
            office.units[unit], row.title, row.kind, actor=actor, grade=row.grade
        )
        office.posts[key] = assignments.transfer_employee(
            office.employee(key), office.positions[key], day, actor=actor
        )
        assignments.appoint_appraiser(
            office.posts[key], office.employee(appraiser), day, actor=actor
        )

    return act


def retired(key: str) -> Callable[[Office, date, Any], None]:
    """A person retires."""

    def act(office: Office, day: date, actor: Any) -> None:
        employees.retire_employee(office.employee(key), day, actor=actor)

    return act


def acts_for(key: str, post_of: str, *people: str) -> Callable[[Office, date, Any], None]:
    """A person becomes acting holder (Plt) of a post and appraises ``people`` meanwhile."""

    def act(office: Office, day: date, actor: Any) -> None:
        employee = office.employee(key)
        assignments.assign_position(
            employee, office.positions[post_of], day, actor=actor, acting=True
        )
        for person in people:
            assignments.appoint_appraiser(
                office.posts[person], employee, day, actor=actor, acting=True
            )

    return act


def founded(team: str, unit: str, name: str, lead: str, *members: str) -> Callable[..., None]:
    """A work team is founded, with its lead and members."""

    def act(office: Office, day: date, actor: Any) -> None:
        office.teams[team] = teams.found_team(office.units[unit], name, day, actor=actor)
        for key in (lead, *members):
            teams.join_team(
                office.teams[team], office.employee(key), day, actor=actor, is_lead=key == lead
            )

    return act


def left_team(team: str, key: str) -> Callable[[Office, date, Any], None]:
    """A member leaves a team."""

    def act(office: Office, day: date, actor: Any) -> None:
        membership = office.teams[team].memberships.get(employee_id=office.employee_ids[key])
        teams.leave_team(membership, day, actor=actor)

    return act


def named_role(
    key: str, role: str, unit: str, classes: tuple[str, ...] = (), aspect: str = ""
) -> Callable[[Office, date, Any], None]:
    """A person is given a role over a unit by letter."""

    def act(office: Office, day: date, actor: Any) -> None:
        teams.grant_role(
            office.employee(key), ScopedRole.Role(role), day, actor=actor,
            unit=office.units[unit], classes=list(classes), aspect=aspect,
        )

    return act


@dataclass(frozen=True)
class Mandated(Event):
    """``who`` lets a helper type for them."""

    helper: str
    scope: str

    def tell(self, office: Office, moment: datetime) -> None:
        office.mandates[self.who, self.helper] = mandates.give_mandate(
            office.employee(self.who), office.employee(self.helper), self.scope, moment.date(),
            actor=office.actor(self.who),
        )
