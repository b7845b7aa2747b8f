"""What follows from Wagtail's publishing: the text of a page is closed, opened and published too.

Wagtail decides who may submit, approve, schedule and publish. These functions are
called by ``guidelines.receivers`` inside the transaction of that step and only write rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision

from portal.core.actor import Actor
from portal.core.errors import DomainError

from ..models import ContentApproval, GuidePage, RegulationIndexPage, RegulationPage, RegulationText
from ..models.guides import GuideIndexPage
from ..models.reading import below
from ..signals import guide_changed, regulation_changed
from ..states import EditionState
from .editions import EditionDiffers, freeze_edition, publish_edition, reopen_edition


def actor_of_step(user: Any = None) -> Actor:
    """Who takes the step: ``user``, else who is signed in to Wagtail, else the schedule.

    The moves that follow are the system's, since Wagtail has asked for the right to
    the step itself; history names the person beside it.
    """
    return Actor(user=user or get_active_log_context().user, system_name="publishing")


def settle(
    page: RegulationPage,
    *,
    actor: Actor,
    handed_in: Revision | None = None,
    scheduled: Revision | None = None,
    reason: str = "",
) -> None:
    """Close the text of each version that waits for approval or its hour; open what waits no more.

    Args:
        page: the regulation.
        actor: see ``actor_of_step``.
        handed_in: the version about to wait for approval, which Wagtail has not written yet.
        scheduled: the version that will be the only one scheduled once Wagtail is done.
        reason: why it was returned, for the history.

    Raises:
        EditionDiffers: a version means another wording than its text now has.
    """
    waiting: list[Revision] = [handed_in] if handed_in is not None else []
    if scheduled is not None:
        waiting.append(scheduled)
    else:
        waiting += page.revisions.filter(approved_go_live_at__isnull=False)
    task_state = page.current_workflow_task_state
    if task_state is not None:
        waiting.append(task_state.revision)
    meant = {
        revision.content.get("edition"): revision.content.get("edition_digest") or ""
        for revision in waiting
    }
    for edition in RegulationText.objects.filter(regulation=page):
        if edition.pk in meant and edition.state == EditionState.DRAFT:
            freeze_edition(edition, actor=actor, digest=meant[edition.pk])
        elif edition.pk not in meant and edition.state == EditionState.SUBMITTED:
            reopen_edition(edition, actor=actor, reason=reason)


def publish_text(page: RegulationPage, *, actor: Actor) -> None:
    """Publish the edition that the published version of ``page`` means.

    Raises:
        EditionDiffers: its text is gone, belongs to another regulation, or has another
            wording than when that version was saved.
    """
    edition = RegulationText.objects.filter(pk=page.edition_id, regulation=page.pk).first()
    if edition is None:
        if page.edition_id or page.edition_digest:
            raise EditionDiffers(
                _("The text of %(citation)s is gone. Open the page, choose its text, and save it.")
                % {"citation": page.citation}
            )
        return
    if edition.state != EditionState.PUBLISHED:
        publish_edition(edition, page.edition_digest, actor=actor)
    elif edition.digest != page.edition_digest:
        raise EditionDiffers(
            _("The text of %(citation)s has another wording than this version of the page.")
            % {"citation": page.citation}
        )


def refuse_beside_approval(page: Page) -> None:
    """Stop whoever may not decide on a waiting page from publishing it by another button.

    Raises:
        DomainError: the page waits, and the person handed it in or is no approver.
    """
    user, state = get_active_log_context().user, page.current_workflow_task_state
    if user is None or state is None:
        return
    task = state.task.specific
    if isinstance(task, ContentApproval) and not task.decides(page, user):
        raise DomainError(
            _(
                "%(title)s waits for approval by another person. Wait for it, or call the "
                "approval off first."
            )
            % {"title": page.title}
        )


def announce(pages: Iterable[Page]) -> None:
    """Tell the search that what it may find of these pages changed."""
    keys = [page.pk for page in pages]
    editions: dict[int, list[int]] = defaultdict(list)
    for page_id, pk in RegulationText.objects.filter(regulation__in=keys).values_list(
        "regulation_id", "pk"
    ):
        editions[page_id].append(pk)
    for pk in RegulationPage.objects.filter(pk__in=keys).values_list("pk", flat=True):
        announce_regulation(pk, editions[pk])
    for pk in GuidePage.objects.filter(pk__in=keys).values_list("pk", flat=True):
        announce_guide(pk)


def announce_regulation(page_id: int, edition_ids: list[int]) -> None:
    """Tell that a regulation, which may be gone by now, changed."""
    regulation_changed.send(RegulationPage, page_id=page_id, edition_ids=edition_ids)


def announce_guide(page_id: int) -> None:
    """Tell that a guide, which may be gone by now, changed."""
    guide_changed.send(GuidePage, page_id=page_id)


def announce_below(page: Page) -> None:
    """Tell that a page and everything below it changed: it moved, or a restriction did."""
    announce(Page.objects.filter(below(page.path)).only("pk"))


def refuse_deletion(page: Page) -> None:
    """Stop the deletion of what may be cited, or carries the rights of others.

    Raises:
        DomainError: a section, or a regulation that was ever live.
    """
    if isinstance(page, RegulationIndexPage | GuideIndexPage):
        raise DomainError(
            _("The section %(title)s carries the rights of its editors and is not deleted.")
            % {"title": page.title}
        )
    if isinstance(page, RegulationPage) and page.first_published_at:
        raise DomainError(
            _(
                "%(citation)s was published, so its address may be cited: it is not deleted. "
                "Unpublish it instead; nobody finds or reads it then."
            )
            % {"citation": page.citation}
        )


def refuse_copy(page: Page) -> None:
    """Stop the copy of a regulation: there is one of each, and its text belongs to it.

    Raises:
        DomainError: a regulation or a section.
    """
    if issubclass(page.specific_class, RegulationPage | RegulationIndexPage | GuideIndexPage):
        raise DomainError(
            _("This page exists once only and is not copied. Add a new page instead.")
        )
