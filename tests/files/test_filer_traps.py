"""django-filer is the private store and nothing else: each trap of it has its guard here."""

from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import get_resolver
from filer.models import File, Folder

from portal.core.checks import files_are_private
from portal.files.storing import absolute_path, keep, register
from tests.evidence.pages import page_of
from tests.factories.evidence import make_incoming, make_next_version, make_version
from tests.helpers import ROOT_DIR


@pytest.fixture
def stored(db):
    with closing(make_incoming(b"isi berkas", "surat.txt")) as incoming, transaction.atomic():
        return register(keep(incoming))


def all_patterns(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern, here)
        else:
            yield here, pattern


def test_no_address_of_filer_is_mounted():
    modules = {pattern.callback.__module__ for _address, pattern in all_patterns()}

    assert not [module for module in modules if module.startswith(("filer", "easy_thumbnails"))]


@pytest.mark.parametrize("prefix", ["/media/", "/filer/", "/smedia/", "/files/", "/static/"])
def test_path_of_a_file_is_no_address_for_anybody(everyone, client_of, prefix):
    version = make_version(everyone.owner)

    for user in everyone:
        response = client_of(user).get(prefix + version.stored_file.path, follow=True)
        assert response.status_code == 404


def test_private_file_without_folder_or_in_a_folder_is_404_for_a_stranger(everyone, client_of):
    version = make_version(everyone.owner)
    row = File.objects.get(pk=version.stored_file.filer_file_id)
    File.objects.filter(pk=row.pk).update(folder=Folder.objects.create(name="bersama"))

    response = client_of(everyone.outsider.user).get(page_of("download", version))

    assert response.status_code == 404


def test_nothing_is_public_by_default_and_a_check_refuses_otherwise(stored, settings):
    assert File.objects.get(pk=stored.filer_file_id).is_public is False
    assert files_are_private(None) == []
    settings.FILER_IS_PUBLIC_DEFAULT = True
    assert [error.id for error in files_are_private(None)] == ["portal.E001"]


def test_admin_of_filer_is_not_registered():
    assert not [model for model in admin.site._registry if model._meta.app_label == "filer"]


def test_store_gives_no_address(stored):
    storage = File._meta.get_field("file").storages["private"]

    with pytest.raises(ValueError, match="URL"):
        storage.url(stored.path)


def test_type_comes_from_the_content_not_from_the_name(db):
    with closing(make_incoming(b"%PDF-1.4\n%%EOF\n", "foto.png")) as incoming:
        kept = keep(incoming)
        with transaction.atomic():
            stored = register(kept)

    assert stored.mime == kept.file_type.mime == "application/pdf"
    assert File.objects.get(pk=stored.filer_file_id).mime_type == "application/pdf"


def test_loading_a_row_opens_no_file(stored):
    absolute_path(stored).unlink()

    row = File.objects.get(pk=stored.filer_file_id)

    assert (row.mime_type, row.size) == ("text/plain", 10)
    assert len(row.sha1) == 40


def test_delete_of_a_row_never_removes_the_bytes(stored):
    row = File.objects.get(pk=stored.filer_file_id)

    with pytest.raises(PermissionError):
        row.file.storage.delete(stored.path)
    assert absolute_path(stored).exists()


def test_rolled_back_deletion_leaves_bytes_and_rows(stored):
    row = File.objects.get(pk=stored.filer_file_id)
    absolute = absolute_path(stored)

    # Whether filer refuses or the row does (PROTECT), the bytes must outlive the attempt.
    with pytest.raises(Exception, match="."), transaction.atomic():
        row.delete()

    assert absolute.exists()
    assert File.objects.filter(pk=row.pk).exists()


def test_new_version_is_a_new_file_and_the_old_one_stays(everyone):
    first = make_version(everyone.owner, text="satu")
    second = make_next_version(first.evidence, text="dua")

    assert first.stored_file.filer_file_id != second.stored_file.filer_file_id
    assert absolute_path(first.stored_file).read_text() == "satu"
    assert absolute_path(second.stored_file).read_text() == "dua"


def test_nobody_else_imports_filer_or_toggles_looks_up_or_replaces():
    forbidden = (
        "is_public =",
        "_move_file",
        "File.objects.get(file",
        ".file.save(",
        "find_duplicates",
    )
    for package in ("portal", "evidence", "search", "guidelines"):
        for path in (ROOT_DIR / package).rglob("*.py"):
            text = path.read_text()
            if "portal/files" not in str(path) and "migrations" not in str(path):
                assert "import filer" not in text, path
                assert "from filer" not in text, path
            assert not [word for word in forbidden if word in text], path


def test_permission_cache_and_uploader_of_filer_are_not_used():
    sources = [path.read_text() for path in (ROOT_DIR / "templates").rglob("*.html")]

    assert settings.FILER_ENABLE_PERMISSIONS
    assert not [text for text in sources if "filer" in text]
    assert apps.is_installed("filer")


def test_store_keeps_the_path_that_storing_chose(stored):
    row = File.objects.get(pk=stored.filer_file_id)

    assert row.file.name == stored.path
    assert Path(row.file.path) == absolute_path(stored)
