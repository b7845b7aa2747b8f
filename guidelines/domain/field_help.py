"""The words beside fields, from content; the provider of ``portal.core.help``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.core.help import Help
from portal.core.language import is_english

from ..models import FieldHelp


def helps(keys: Collection[str]) -> Mapping[str, Help]:
    """Help for those of the keys that have some; one query.

    A guide that is not live, or not open to everybody, is not linked: the sentence stands alone.
    """
    if not keys:
        return {}
    path = ExpressionWrapper(OuterRef("guide__path"), output_field=CharField())
    closed = PageViewRestriction.objects.annotate(guide_path=path).filter(
        guide_path__startswith=F("page__path")
    )
    rows = FieldHelp.objects.filter(key__in=keys).values_list(
        "key", "text_id", "text_en", "section", "guide__slug", "guide__title", "guide__title_en",
        "guide__live", Exists(closed),
    )  # fmt: skip
    in_english = is_english()
    found = {}
    for key, text_id, text_en, section, slug, title, title_en, is_live, is_closed in rows:
        text = (text_en if in_english else "") or text_id
        if not is_live or is_closed:
            found[key] = Help(text)
            continue
        address = reverse("guidelines:guide", args=[slug])
        found[key] = Help(
            text,
            f"{address}#{section}" if section else address,
            (title_en if in_english else "") or title,
        )
    return found
