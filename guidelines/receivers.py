"""What follows from changes of pages: rows only, in the transaction of the change."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.admin.signal_handlers import task_submission_email_notifier
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_cancelled,
    workflow_rejected,
)

from portal.people.signals import roles_synced

from .domain import publishing
from .domain.sections import sync_sections
from .models import (
    GuideIndexPage,
    GuidePage,
    HandedIn,
    RegulationIndexPage,
    RegulationPage,
    RegulationText,
)

# Wagtail tells approvers by mail for its own kind of task state only.
task_submitted.connect(task_submission_email_notifier, sender=HandedIn)


@receiver(roles_synced)
def give_rights_on_sections(sender: Any, **kwargs: Any) -> None:
    """The groups exist: give them their sections."""
    sync_sections()


def _regulation_of(workflow_state: WorkflowState) -> RegulationPage | None:
    page = workflow_state.content_object
    page = page.specific if isinstance(page, Page) else page
    return page if isinstance(page, RegulationPage) else None


@receiver(task_submitted)
def close_text_handed_in(sender: Any, instance: Any, user: Any = None, **kwargs: Any) -> None:
    """A page waits for approval, for the first time or again: its text is closed."""
    page = _regulation_of(instance.workflow_state)
    if page is not None:
        actor = publishing.actor_of_step(user)
        publishing.settle(page, actor=actor, handed_in=instance.revision)


@receiver(workflow_rejected)
def open_text_returned(
    sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any
) -> None:
    """A page was returned: its text can be mended again."""
    page = _regulation_of(instance)
    if page is not None:
        reason = instance.current_task_state.comment if instance.current_task_state else ""
        publishing.settle(page, actor=publishing.actor_of_step(user), reason=reason)


@receiver(workflow_cancelled)
def open_text_taken_back(
    sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any
) -> None:
    """The approval was called off: the text can be mended again, unless it is scheduled."""
    page = _regulation_of(instance)
    if page is not None:
        publishing.settle(page, actor=publishing.actor_of_step(user))


@receiver(post_save, sender=Revision)
def follow_schedule(
    sender: Any, instance: Revision, update_fields: Any = None, **kwargs: Any
) -> None:
    """A version was scheduled, or its hour was taken away: close its text, or open it."""
    is_scheduled = instance.approved_go_live_at is not None
    if not is_scheduled and "approved_go_live_at" not in (update_fields or ()):
        return
    page = instance.content_object
    if is_scheduled and isinstance(page, Page):
        publishing.refuse_beside_approval(page)
    if isinstance(page, RegulationPage):
        publishing.settle(
            page,
            actor=publishing.actor_of_step(),
            scheduled=instance if is_scheduled else None,
        )


@receiver(page_published)
def publish_text_with_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The page is live: so is its text. A page that was only scheduled comes by here too."""
    publishing.refuse_beside_approval(instance)
    if isinstance(instance, RegulationPage):
        actor = publishing.actor_of_step()
        if instance.live:
            publishing.publish_text(instance, actor=actor)
        # Publishing one version takes the hour of every other.
        publishing.settle(instance, actor=actor)
    publishing.announce([instance])


@receiver(page_unpublished)
def take_down(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The page is not live any more, and what was scheduled for it is called off."""
    if isinstance(instance, RegulationPage):
        publishing.settle(instance, actor=publishing.actor_of_step())
    publishing.announce([instance])


@receiver(post_page_move)
def follow_move(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Other restrictions may hold where the pages lie now."""
    publishing.announce_below(instance)


@receiver(page_slug_changed)
def follow_slug(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A guide has another address. Wagtail sends this after the commit; what is live was
    published by it, so that nothing depends on this signal alone."""
    publishing.announce([instance])


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def follow_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Other people may read what lies below."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        publishing.announce_below(page)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def follow_groups(sender: Any, instance: Any, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    """The groups of a restriction changed, from either side."""
    changed = PageViewRestriction.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for restriction in changed:
        publishing.announce_below(restriction.page)


@receiver(pre_delete, sender=RegulationIndexPage)
@receiver(pre_delete, sender=GuideIndexPage)
@receiver(pre_delete, sender=RegulationPage)
def keep_what_is_cited(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Refuse the deletion of what was ever live, however it is asked for."""
    publishing.refuse_deletion(instance)
    if isinstance(instance, RegulationPage):
        # They are gone when the page is.
        instance.editions_deleted = list(
            RegulationText.objects.filter(regulation=instance).values_list("pk", flat=True)
        )


@receiver(post_delete, sender=RegulationPage)
def forget_regulation(sender: Any, instance: RegulationPage, **kwargs: Any) -> None:
    """The page is gone."""
    publishing.announce_regulation(instance.pk, instance.editions_deleted)


@receiver(post_delete, sender=GuidePage)
def forget_guide(sender: Any, instance: GuidePage, **kwargs: Any) -> None:
    """The page is gone."""
    publishing.announce_guide(instance.pk)
