"""The command that reads a file without storing it."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.contracts.test_extractors import SAMPLES, WORDS

ROOT = Path(__file__).resolve().parents[3]


def _report(path, *options):
    out = StringIO()
    call_command("inspect_file", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def slides(tmp_path):
    path = tmp_path / "paparan.pptx"
    path.write_bytes(SAMPLES["pptx"])
    return path


def test_report_as_json_has_all_its_keys(slides):
    report = json.loads(_report(slides, "--json"))

    assert {key: report[key] for key in ("kind", "verdict", "outcome", "pages", "marks")} == {
        "kind": "pptx", "verdict": "accepted", "outcome": "read", "pages": 2, "marks": []}
    assert report["type"].endswith("presentationml.presentation")
    assert report["text_length"] == len(WORDS) + len("Slide kedua")
    assert 0 < report["seconds"] < 30
    assert 0 < report["peak_memory_mb"] < 1000
    assert report["message"].endswith(".")
    assert "text" not in report


def test_text_is_shown_for_the_first_pages_only(slides):
    report = json.loads(_report(slides, "--json", "--text", "--pages", "1"))

    assert [page["text"] for page in report["text"]] == [WORDS]
    assert "Slide kedua" not in _report(slides, "--text", "--pages", "1")
    assert "Slide kedua" in _report(slides, "--text")


def test_report_for_people_is_in_their_language(slides):
    with translation.override("en"):
        assert "Verdict: accepted" in _report(slides)


def test_file_beyond_the_size_limit_is_refused_with_the_limit_and_not_read(tmp_path, settings):
    path = tmp_path / "besar.pdf"
    path.write_bytes(SAMPLES["pdf"])
    os.truncate(path, 300 * 1024 * 1024)

    report = json.loads(_report(path, "--json"))

    assert (report["verdict"], report["outcome"], report["pages"]) == ("refused", "refused", 0)
    for part in ("besar.pdf", "300", "25"):
        assert part in report["message"]
    assert report["seconds"] == 0
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 300 * 1024 * 1024}
    assert "300" not in json.loads(_report(path, "--json"))["message"]


def test_report_says_that_nothing_is_stored_whatever_an_upload_would_be_told(tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(SAMPLES["pdf"][:400])

    with translation.override("en"):
        lines = _report(path).splitlines()

    (told,) = (line for line in lines if "is stored" in line)
    assert told.startswith("An upload would be told: ")
    assert "This command itself stores nothing." in lines
    assert json.loads(_report(path, "--json"))["stored"] is False


def test_refused_file_is_a_report_too(tmp_path):
    path = tmp_path / "kosong.pdf"
    path.write_bytes(b"")

    report = json.loads(_report(path, "--json"))

    assert (report["verdict"], report["outcome"], report["pages"]) == ("refused", "refused", 0)


def test_control_characters_of_a_name_do_not_reach_the_terminal(tmp_path):
    path = tmp_path / "a\x1b[31m.txt"
    path.write_bytes(b"laporan")

    assert "\x1b" not in _report(path)


def test_what_is_no_file_is_told(tmp_path):
    os.mkfifo(tmp_path / "pipa")

    for path in (tmp_path, tmp_path / "pipa", "/dev/zero", tmp_path / "tidak-ada", "a\0b"):
        with pytest.raises(CommandError) as refusal:
            _report(path)
        assert str(refusal.value).endswith(".")


def test_command_needs_no_database_and_ends_with_code_0_or_1(tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(SAMPLES["pdf"][:400])
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}

    def run(name):
        return subprocess.run(
            [sys.executable, "manage.py", "inspect_file", str(name), "--json"], cwd=ROOT,
            env=environment, capture_output=True, text=True, timeout=60, check=False)

    told, missing = run(path), run(tmp_path / "tidak-ada")

    assert (told.returncode, json.loads(told.stdout)["kind"]) == (0, "pdf")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "Traceback" not in missing.stderr
