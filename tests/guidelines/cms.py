"""What an editor does in Wagtail's admin, by real requests."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

EDIT = "/cms/pages/{}/edit/"


def fields_of(page_html: bytes, form_id: str = "page-edit-form") -> dict[str, Any]:
    """The fields of a form as a browser without scripts would send them."""
    form = html.fromstring(page_html).get_element_by_id(form_id)
    return dict(form.form_values())


def form_of(client: Client, page: Page) -> dict[str, Any]:
    """What the edit page of ``page`` shows now, with what its scripts would add."""
    answer = client.get(EDIT.format(page.pk))
    assert answer.status_code == 200, answer
    fields = fields_of(answer.content)
    if "stage" in fields:
        fields |= content_of_a_guide()
    return fields


def content_of_a_guide(text: str = "<p>Tulis apa yang berubah.</p>") -> dict[str, Any]:
    """One block of text, as the editor's scripts send it."""
    return nested_form_data({"body": streamfield([("text", rich_text(text))])})


def post_edit(client: Client, page: Page, action: str = "", **changes: Any) -> HttpResponse:
    """Save the edit page with a button: publish, submit, workflow-action, cancel-workflow."""
    fields = {**form_of(client, page), **changes}
    return press(client, page, fields, action)


def press(client: Client, page: Page, fields: dict[str, Any], action: str) -> HttpResponse:
    """Send fields that were loaded before."""
    if action:
        fields = {**fields, f"action-{action}": "1"}
    address = EDIT.format(page.pk)
    return client.post(address, fields, headers={"referer": f"http://testserver{address}"})


def decide(client: Client, page: Page, action: str, comment: str = "") -> HttpResponse:
    """Approve or reject what waits, with the buttons on the list of what waits."""
    state = page.workflow_states.order_by("-pk").first().current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    answer = client.post(address, {"comment": comment}, headers={"referer": _edit_of(page)})
    assert answer.status_code == 302, answer
    return answer


def bulk(client: Client, action: str, *pages: Page) -> HttpResponse:
    """The action bar under the list of pages."""
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = f"/cms/bulk/wagtailcore/page/{action}/?next=/cms/&{ids}"
    return client.post(address, headers={"referer": f"http://testserver{address}"})


def _edit_of(page: Page) -> str:
    return f"http://testserver{EDIT.format(page.pk)}"


def local(instant: datetime) -> str:
    """An instant as the form takes it."""
    return f"{timezone.localtime(instant):%Y-%m-%d %H:%M}"


def told(client: Client, answer: HttpResponse) -> str:
    """The page a redirect leads to, with its messages."""
    assert answer.status_code == 302, (answer.status_code, answer.content[:500])
    return client.get(answer["Location"], follow=True).content.decode()

