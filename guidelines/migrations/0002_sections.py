"""The two sections, below the root page of the site: they carry the rights of editors."""

import uuid

from django.db import migrations
from portal.core import clock

SECTIONS = (
    ("regulationindexpage", "RegulationIndexPage", "aturan", "Aturan"),
    ("guideindexpage", "GuideIndexPage", "panduan", "Panduan"),
)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 4  # characters of a tree path for each level, as treebeard counts


def after(path):
    """The tree path of the next sister."""
    number = int(path[-STEP:], 36) + 1
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = DIGITS[digit] + written
    return path[:-STEP] + written.rjust(STEP, "0")


def make_sections(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    content_types = apps.get_model("contenttypes", "ContentType")
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is None:
        return
    root = page_model.objects.get(pk=site.root_page_id)
    now = clock.now()
    for model, name, slug, title in SECTIONS:
        content_type, _made = content_types.objects.get_or_create(
            app_label="guidelines", model=model
        )
        sisters = page_model.objects.filter(
            path__startswith=root.path, depth=root.depth + 1
        ).order_by("path")
        last = sisters.last()
        path = after(last.path) if last else f"{root.path}0001"
        apps.get_model("guidelines", name).objects.create(
            path=path, depth=root.depth + 1, numchild=0, title=title, draft_title=title, slug=slug,
            url_path=f"{root.url_path}{slug}/", content_type=content_type, live=True,
            locale_id=root.locale_id, translation_key=uuid.uuid4(), show_in_menus=False,
            first_published_at=now, last_published_at=now, latest_revision_created_at=now,
        )  # fmt: skip
        root.numchild += 1
    root.save(update_fields=["numchild"])


def remove_sections(apps, schema_editor):
    for _model, name, _slug, _title in SECTIONS:
        apps.get_model("guidelines", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("guidelines", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(make_sections, remove_sections)]
