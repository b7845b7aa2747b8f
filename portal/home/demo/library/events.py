"""What editors and approvers do in the story, by the verbs and by Wagtail's workflow."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

from django.conf import settings
from wagtail.log_actions import LogContext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from guidelines.domain.editions import create_regulation, import_text
from guidelines.domain.feedback import give_feedback
from guidelines.domain.review import open_flags, settle_flag
from guidelines.models import (
    FieldHelp,
    GuideIndexPage,
    GuidePage,
    RegulationIndexPage,
    RegulationPage,
    Relation,
)
from portal.people.models import User

from ..events import Event
from ..office import Office
from .blocks import Cite, GuideRow, stored
from .regulations import Record

EDITOR = "analis_hukum"
APPROVER = "kabag_hukum"


def real_texts() -> Path:
    """The folder of real texts beside the project; it may be absent."""
    root = Path(settings.STATICFILES_DIRS[0]).parents[1]
    return root.parent / "shared" / "data" / "regulations" / "asn-core"


@contextmanager
def acting(user: User) -> Any:
    """Wagtail's log and our history name the person."""
    with LogContext(user=user):
        yield


def page_of(office: Office, key: str) -> Any:
    """A page as the database has it now."""
    return Page.objects.get(pk=office.pages[key]).specific


def without_mail(user: User) -> None:
    """The addresses of the demo's people do not exist: they have notices by mail turned off."""
    UserProfile.objects.update_or_create(
        user=user,
        defaults={
            "submitted_notifications": False,
            "approved_notifications": False,
            "rejected_notifications": False,
        },
    )


def hand_in(page: Page, user: User) -> None:
    """Ask for approval."""
    page.get_workflow().start(page, user)


@dataclass(frozen=True)
class SetUp(Event):
    """Whoever works with pages chooses what Wagtail tells them."""

    def tell(self, office: Office, moment: datetime) -> None:
        without_mail(office.actor(self.who).user)


@dataclass(frozen=True)
class Recorded(Event):
    """The editor types in a regulation, with its text where there is one, and hands it in."""

    record: Record

    def tell(self, office: Office, moment: datetime) -> None:
        actor = office.actor(self.who)
        record = self.record
        with acting(actor.user):
            text = _text_of(record)
            if text:
                name = record.text_file or f"{record.key}.txt"
                page = create_regulation(record.facts, text, name, actor=actor)
                page = page.get_latest_revision_as_object()
            else:
                page = RegulationPage(live=False, owner=actor.user, **record.facts)
                RegulationIndexPage.objects.get().add_child(instance=page)
            for act in record.acts:
                page.relations.add(
                    Relation(
                        kind=act.kind, target_id=office.pages[act.target], since=act.since
                    )
                )
            page.save_revision(user=actor.user)
            office.pages[record.key] = page.pk
            if record.is_handed_in:
                hand_in(page_of(office, record.key), actor.user)


def _text_of(record: Record) -> bytes:
    if record.text:
        return record.text.encode()
    path = real_texts() / record.text_file
    return path.read_bytes() if record.text_file and path.is_file() else b""


@dataclass(frozen=True)
class Reworded(Event):
    """The editor imports another edition of a text for practice and hands it in."""

    key: str = ""
    text: str = ""
    applies_from: date | None = None

    def tell(self, office: Office, moment: datetime) -> None:
        actor = office.actor(self.who)
        with acting(actor.user):
            import_text(
                page_of(office, self.key), self.text.encode(), f"{self.key}-baru.txt",
                actor=actor, applies_from=self.applies_from,
            )
            hand_in(page_of(office, self.key), actor.user)


@dataclass(frozen=True)
class Written(Event):
    """The editor writes a guide and hands it in; ``days_ahead`` asks for a later hour."""

    row: GuideRow
    days_ahead: int = 0

    def tell(self, office: Office, moment: datetime) -> None:
        actor, row = office.actor(self.who), self.row
        with acting(actor.user):
            page = GuidePage(
                slug=row.slug, title=row.title, title_en=row.title_en, summary=row.summary,
                summary_en=row.summary_en, stage=row.stage, audience=row.audience, live=False,
                body=stored(row.body, lambda cite: _cited(office, cite)), owner=actor.user,
                review_due_on=moment.date() + timedelta(days=row.review_days),
                go_live_at=moment + timedelta(days=self.days_ahead) if self.days_ahead else None,
            )  # fmt: skip
            GuideIndexPage.objects.get().add_child(instance=page)
            page.save_revision(user=actor.user)
            office.pages[row.slug] = page.pk
            hand_in(page_of(office, row.slug), actor.user)


def _cited(office: Office, cite: Cite) -> dict[str, Any]:
    """The official article where its text is there, else the one of the text for practice."""
    key, regulation = cite.key, cite.regulation
    page = RegulationPage.objects.get(pk=office.pages[regulation])
    if cite.practice and page.edition_id is None:
        regulation, key = "contoh-1", cite.practice
    return {
        "regulation": office.pages[regulation], "key": key, "edition": None, "why": cite.why,
    }  # fmt: skip


@dataclass(frozen=True)
class Approved(Event):
    """The approver looks at what was handed in and publishes it."""

    key: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        user = office.actor(self.who).user
        with acting(user):
            state = page_of(office, self.key).current_workflow_task_state
            state.task.specific.on_action(state, user, "approve")


@dataclass(frozen=True)
class Returned(Event):
    """The approver asks for a change."""

    key: str = ""
    comment: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        user = office.actor(self.who).user
        with acting(user):
            state = page_of(office, self.key).current_workflow_task_state
            state.task.specific.on_action(state, user, "reject", comment=self.comment)


@dataclass(frozen=True)
class HandedInAgain(Event):
    """The editor has looked at what was returned, and hands it in again."""

    key: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        user = office.actor(self.who).user
        with acting(user):
            page_of(office, self.key).current_workflow_state.resume(user=user)


@dataclass(frozen=True)
class LookedAgain(Event):
    """The editor has read a guide again after an article changed."""

    key: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        for flag in open_flags(page_of(office, self.key)):
            settle_flag(flag, actor=office.actor(self.who))


@dataclass(frozen=True)
class Helped(Event):
    """The editor writes what stands beside fields."""

    rows: tuple[tuple[str, str, str, str, str], ...] = ()

    def tell(self, office: Office, moment: datetime) -> None:
        FieldHelp.objects.bulk_create(
            FieldHelp(
                key=key, text_id=text, text_en=text_en, guide_id=office.pages.get(guide),
                section=section,
            )
            for key, text, text_en, guide, section in self.rows
        )  # fmt: skip


@dataclass(frozen=True)
class Answered(Event):
    """A reader says whether a guide was clear."""

    key: str = ""
    is_clear: bool = True
    note: str = ""

    def tell(self, office: Office, moment: datetime) -> None:
        user = office.actor(self.who).user
        guide = page_of(office, self.key)
        give_feedback(
            guide, is_clear=self.is_clear, note=self.note, user=user, address="",
            submission_id=uuid5(guide.translation_key, f"{self.who} {self.at}"),
        )


def brought_out(record: Record) -> Iterable[Event]:
    """The events of one record."""
    yield Recorded(record.at, EDITOR, record)
    if record.approved:
        yield Approved(record.approved, APPROVER, record.key)
