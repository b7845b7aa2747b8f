"""The check finds what is missing, changed or unknown; the sweep takes only leftovers."""

import json
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.core.clock import now, set_clock
from portal.files.checking import check_stored_files, sweep
from portal.files.storing import absolute_path
from tests.factories.evidence import make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(everyone):
    return make_version(everyone.owner, text="Laporan bulanan.").stored_file


def put_stranger(relative: str = "2020/01/stranger") -> Path:
    path = Path(settings.PORTAL["FILES_DIR"]) / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("no row knows me")
    return path


def test_check_of_a_sound_store_counts_files_and_bytes(stored):
    result = check_stored_files()

    assert result.is_sound
    assert (result.checked, result.size_bytes, result.orphans) == (1, len("Laporan bulanan."), [])


def test_check_names_a_missing_file(stored):
    absolute_path(stored).unlink()

    result = check_stored_files()

    assert (result.missing, result.damaged, result.is_sound) == ([stored.path], [], False)


def test_check_names_a_changed_file_of_equal_size(stored):
    path = absolute_path(stored)
    path.chmod(0o600)
    path.write_bytes(b"laporan bulanan.")

    assert check_stored_files().damaged == [stored.path]
    assert check_stored_files(hash_bytes=False).damaged == []


def test_check_names_an_orphan_without_calling_the_store_unsound(stored):
    put_stranger()

    result = check_stored_files()

    assert (result.orphans, result.is_sound) == (["2020/01/stranger"], True)


def test_command_prints_json_and_fails_for_a_missing_file(stored):
    absolute_path(stored).unlink()
    output = StringIO()

    with pytest.raises(CommandError):
        call_command("check_stored_files", "--json", stdout=output)

    assert json.loads(output.getvalue())["missing"] == [stored.path]


def test_sweep_removes_leftovers_after_a_day_and_nothing_that_a_row_names(stored):
    stranger = put_stranger()
    incoming = Path(settings.PORTAL["INCOMING_DIR"]) / "cut.part"
    incoming.write_text("half")

    with set_clock(now() + timedelta(hours=23)):
        assert sweep() == 0
    with set_clock(now() + timedelta(hours=25)):
        assert sweep() == 2

    assert not stranger.exists()
    assert not incoming.exists()
    assert absolute_path(stored).read_text() == "Laporan bulanan."


def test_sweep_goes_by_the_moment_a_file_arrived_not_by_its_own_date(stored):
    stranger = put_stranger()
    os.utime(stranger, (0, 0))

    assert sweep() == 0
    assert stranger.exists()
