"""What Wagtail's own views must ask before they answer."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex


@hooks.register("before_serve_document")
def only_with_a_live_page(document: Any, request: HttpRequest) -> None:
    """Serve a document only while a live page that this visitor may read refers to it.

    Wagtail by itself hands every document to whoever counts up the numbers in
    the address, also one that belongs to a draft.

    Raises:
        Http404: no such page.
    """
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = [int(key) for key in references.values_list("object_id", flat=True)]
    for page in Page.objects.live().filter(pk__in=keys):
        if all(rule.accept_request(request) for rule in page.get_view_restrictions()):
            return
    raise Http404
