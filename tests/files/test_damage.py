"""Damage that a check found is noted in the row, shown to whoever sees the file, and mended."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from evidence.report import damage_of
from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.files.checking import check_stored_files, noted_damage
from portal.files.storing import absolute_path
from portal.home import house
from tests.evidence.pages import page_of, text_of
from tests.evidence.test_receipt_pdf import text_of_pdf
from tests.factories.evidence import make_version
from tests.helpers import reload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TEXT = "Laporan bulanan."


@pytest.fixture
def version(everyone):
    return make_version(everyone.owner, text=TEXT, state=ProcessingState.READ)


def change_bytes(version, text="laporan bulanan."):
    path = absolute_path(version.stored_file)
    path.chmod(0o600)
    path.write_text(text)


def test_what_is_found_is_noted_once_and_lifted_when_the_bytes_are_back(version, clock):
    found_at = clock.instant
    change_bytes(version)
    check_stored_files()
    clock.move_to(found_at + timedelta(days=1))
    check_stored_files()

    assert reload(version.stored_file).damaged_at == found_at
    assert noted_damage() == ([], [version.stored_file.path])

    change_bytes(version, TEXT)
    check_stored_files(hash_bytes=False)
    assert reload(version.stored_file).damaged_at == found_at
    check_stored_files()
    assert reload(version.stored_file).damaged_at is None


@pytest.mark.parametrize("sizes_only", [True, False])
def test_missing_and_cut_files_are_noted_by_the_quick_check_too(everyone, version, sizes_only):
    cut, sound = make_version(everyone.owner), make_version(everyone.owner)
    absolute_path(version.stored_file).unlink()
    change_bytes(cut, "x")

    check_stored_files(hash_bytes=not sizes_only)

    assert noted_damage() == ([version.stored_file.path], [cut.stored_file.path])
    assert reload(sound.stored_file).damaged_at is None


def test_damaged_bytes_are_not_handed_out_and_every_page_says_so(everyone, version, client_of):
    client = client_of(everyone.owner.user)
    good = client.get(page_of("download", version))
    assert b"".join(good.streaming_content).decode() == TEXT
    change_bytes(version)
    check_stored_files()
    version = reload(version)
    sentence = damage_of(version)
    assert portal_clock.now().strftime("%Y") in sentence

    for headers in ({}, {"If-None-Match": good["ETag"]}, {"Range": "bytes=0-3"}):
        response = client.get(page_of("download", version), headers=headers)
        assert response.status_code == 503
        assert version.stored_file.sha256 in text_of(response)
        assert sentence in text_of(response)
        assert "laporan bulanan." not in text_of(response)
    for name in ("version", "receipt"):
        assert sentence in text_of(client.get(page_of(name, version)))
    assert sentence in text_of(client.get("/bukti/"))
    with override("id"):
        official = " ".join(damage_of(version).split())
    assert official in text_of_pdf(client.get(page_of("receipt_pdf", version)).content)


def test_receipt_of_a_sound_file_tells_of_no_damage(everyone, version, client_of):
    check_stored_files()

    page = text_of(client_of(everyone.owner.user).get(page_of("receipt", reload(version))))

    assert 'class="notice bad"' not in page


def test_missing_bytes_that_were_noted_keep_their_own_page(everyone, version, client_of):
    absolute_path(version.stored_file).unlink()
    check_stored_files()

    response = client_of(everyone.owner.user).get(page_of("download", version))

    assert response.status_code == 503
    assert "evidence/version_bytes_missing.html" in [t.name for t in response.templates]


def test_keepers_see_what_the_command_line_found(everyone, version, client_of):
    change_bytes(version)
    check_stored_files()

    page = text_of(client_of(everyone.admin.user).get("/kelola/berkas/"))

    assert version.stored_file.path in page
    assert [t.tone for t in house.troubles(keeps_jobs=False, keeps_files=True)] == ["bad"]
    change_bytes(version, TEXT)
    check_stored_files()
    assert house.troubles(keeps_jobs=False, keeps_files=True) == []
