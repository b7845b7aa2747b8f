"""Rights and workflow of the two sections: pages are governed by these rows and nothing else."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from portal.people.roles import CONTENT_APPROVER, CONTENT_EDITOR

from ..models import ContentApproval, GuideIndexPage, RegulationIndexPage

WORKFLOW = "Persetujuan konten"

#: What each group may do with the pages of both sections, as Wagtail names it.
RIGHTS: dict[str, tuple[str, ...]] = {
    CONTENT_EDITOR: ("add", "change"),
    CONTENT_APPROVER: ("change", "publish", "lock", "unlock"),
}


@transaction.atomic
def sync_sections() -> None:
    """Give both sections exactly the rights of ``RIGHTS`` and the workflow. Idempotent.

    Rights that another group holds on the sections, or on a page above them, are
    taken away: Wagtail comes with two groups that may publish everywhere.
    Needs the groups, which ``sync_roles`` makes.
    """
    sections = [
        page.page_ptr
        for model in (RegulationIndexPage, GuideIndexPage)
        for page in model.objects.all()
    ]
    if not sections:
        return
    kept = [
        GroupPagePermission.objects.get_or_create(
            group=Group.objects.get(name=name),
            page=section,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{verb}_page"
            ),
        )[0].pk
        for name, verbs in RIGHTS.items()
        for verb in verbs
        for section in sections
    ]
    above = Page.objects.none()
    for section in sections:
        above |= section.get_ancestors(inclusive=True)
    GroupPagePermission.objects.filter(page__in=above.values("pk")).exclude(pk__in=kept).delete()

    workflow, _made = Workflow.objects.update_or_create(name=WORKFLOW, defaults={"active": True})
    task, _made = ContentApproval.objects.update_or_create(name=WORKFLOW, defaults={"active": True})
    task.groups.set([Group.objects.get(name=CONTENT_APPROVER)])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    workflow.workflow_tasks.exclude(task=task).delete()
    for section in sections:
        WorkflowPage.objects.update_or_create(page=section, defaults={"workflow": workflow})
