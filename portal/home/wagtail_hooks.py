"""What Wagtail's own views must ask before they answer."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex

from guidelines.models.reading import ReadablePages


@hooks.register("before_serve_document")
def only_with_a_live_page(document: Any, request: HttpRequest) -> None:
    """Serve a document only while a live page that this visitor may read refers to it.

    Wagtail by itself hands every document to whoever counts up the numbers in
    the address, also one that belongs to a draft. Of a draft only those who may
    edit the page get it.

    Raises:
        Http404: no such page.
    """
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = [int(key) for key in references.values_list("object_id", flat=True)]
    if ReadablePages(Page).visible_to(request.user).filter(pk__in=keys).exists():
        return
    pages = Page.objects.filter(pk__in=keys)
    if not any(page.permissions_for_user(request.user).can_edit() for page in pages):
        raise Http404
