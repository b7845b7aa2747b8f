"""Who decides on what was handed in: the approvers of a section, never whoever handed it in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from portal.core.errors import DomainError


class ChangedMeanwhile(DomainError):
    """What would be published is not what was handed in."""


class HandedIn(TaskState):
    """One time that a page was handed in, and by whom: also after it was returned once."""

    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("handed in by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("page handed in")
        verbose_name_plural = _("pages handed in")
        default_permissions = ()


class ContentApproval(AbstractGroupApprovalTask):
    """Approval by another member of the groups.

    Whoever asked for the approval, or handed the page in again, cannot approve or
    return it and cannot change it meanwhile. A superuser is nobody special here.
    """

    task_state_class = HandedIn

    class Meta:
        verbose_name = _("approval of content")
        verbose_name_plural = _("approvals of content")
        default_permissions = ()

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """See ``Task.start``; remembers who handed the page in."""
        state = super().start(workflow_state, user=user)
        state.handed_in_by = user
        state.save(update_fields=["handed_in_by"])
        return state

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """See ``Task.on_action``.

        Raises:
            ChangedMeanwhile: the newest version is neither the one that was handed in
                nor one that this person saved: nobody would have looked at it.
        """
        if action_name == "approve":
            newest = task_state.workflow_state.content_object.get_latest_revision()
            if newest.pk != task_state.revision_id and newest.user_id != user.pk:
                raise ChangedMeanwhile(
                    _(
                        "This page was changed after it was handed in. Open it, look at the "
                        "changes, save it as a draft, and then approve it."
                    )
                )
        super().on_action(task_state, user, action_name, **kwargs)

    def decides(self, page: Any, user: Any) -> bool:
        """Whether ``user`` may approve or return what waits on ``page``."""
        if not self._user_in_groups(user):
            return False
        state = page.current_workflow_task_state
        if state is None or state.task_id != self.pk:
            return False
        return user.pk not in {state.workflow_state.requested_by_id, state.handed_in_by_id}

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """See ``Task.user_can_access_editor``."""
        return self._user_in_groups(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """See ``Task.locked_for_user``."""
        return not self.decides(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """See ``Task.user_can_lock``."""
        return self.decides(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """See ``Task.get_actions``."""
        if not self.decides(obj, user):
            return []
        return [
            ("reject", _("Return for changes"), True),
            ("approve", _("Approve and publish"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """See ``Task.get_task_states_user_can_moderate``."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        own = HandedIn.objects.filter(handed_in_by=user.pk)
        return (
            self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
            .exclude(workflow_state__requested_by=user.pk)
            .exclude(pk__in=own.values("pk"))
        )

    @classmethod
    def get_description(cls) -> Any:
        """See ``Task.get_description``."""
        return _("Members of the chosen groups decide, except whoever handed the page in.")
