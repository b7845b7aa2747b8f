"""The command that proposes a law's structure without saving it."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.guidelines.importing.laws import CLEAN, articles, law
from tests.helpers import ROOT_DIR

DAMAGED = law(articles("1", "2", "2", "4") + "Pasal 1 1\nHal sebelas.\n")


@pytest.fixture
def text_file(tmp_path: Path):
    """Write a text and give its path."""

    def write(text: str | bytes, name: str = "aturan.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def report(path: Path | str, *options: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("import_regulation", str(path), *options, stdout=out)
    return out.getvalue()


def run(*words: str | Path, **more) -> subprocess.CompletedProcess:
    """The command as a process, before a database that is not there."""
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}
    return subprocess.run(
        [sys.executable, "manage.py", "import_regulation", *map(str, words)], cwd=ROOT_DIR,
        env=environment, capture_output=True, text=True, timeout=60, check=False, **more,
    )  # fmt: skip


def test_json_is_one_object_with_these_keys_and_nothing_else(text_file):
    done = run(text_file(DAMAGED), "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    summary = json.loads(done.stdout)
    assert list(summary) == ["chapters", "articles", "gaps", "doubled", "unplaced"]
    assert summary["articles"] == ["1", "2", "4", "11"]
    assert summary["doubled"] == ["2"]
    assert summary["gaps"] == ["3", "5", "6", "7", "8", "9", "10"]


@pytest.mark.parametrize(
    ("name", "chapters", "count"), [("uu-2014-5", 15, 141), ("pp-2019-30", 10, 65)]
)
def test_known_laws(shared_data, name, chapters, count):
    path = shared_data / "regulations" / "asn-core" / f"{name}.md"

    assert json.loads(report(path, "--json")) == {
        "chapters": chapters,
        "articles": [str(number) for number in range(1, count + 1)],
        "gaps": [],
        "doubled": [],
        "unplaced": [],
    }


def test_every_text_of_the_civil_service_is_taken(shared_data):
    files = sorted((shared_data / "regulations" / "asn-core").glob("*.md"))

    assert len(files) >= 145
    for path in files:
        assert json.loads(report(path, "--json"))["articles"], path.name


def test_report_tells_what_the_text_says_about_itself(text_file):
    told = report(text_file(CLEAN))

    assert "Kind: Peraturan Pemerintah\n" in told
    assert "Number: 7\n" in told
    assert "Enacted on: 3 March 2031\n" in told
    assert "Chapters (BAB): 3\n" in told
    assert "From Pasal 1 to Pasal 4\n" in told
    assert told.endswith("There is nothing to look at.\n")


def test_each_finding_has_its_line_and_the_words_around(text_file):
    lines = DAMAGED.split("\n")
    second = [place for place, line in enumerate(lines, 1) if line == "Pasal 2"][1]
    repaired = lines.index("Pasal 1 1") + 1

    told = report(text_file(DAMAGED))

    assert f"Line {second}: Pasal 2 stands a second time\n" in told
    assert "Hal nomor 2 diatur oleh penguji. «Pasal 2» Hal nomor 3" in told
    assert f"Line {second + 2}: Pasal 3 is missing\n" in told
    assert f"Line {repaired}: “Pasal 1 1” was read as Pasal 11\n" in told


def test_text_that_is_no_law_has_nothing_to_count(text_file):
    assert json.loads(report(text_file("Undangan rapat hari Senin.\n"), "--json")) == {
        "chapters": 0, "articles": [], "gaps": [], "doubled": [], "unplaced": []
    }  # fmt: skip
    assert "nothing that could be read" in report(text_file("Undangan rapat hari Senin.\n"))


def test_signs_that_could_not_be_read_are_counted(text_file):
    told = report(text_file(CLEAN.encode() + b"\nbiaya \x81 dan \x81\n"))

    assert "2 signs could not be read, here for the first time" in told


def test_control_characters_do_not_reach_the_terminal(text_file):
    path = text_file(law(articles("1", "2", "2")).replace("Hal", "\x1b[31mHal"), "a\x1b[31m.txt")

    assert "\x1b" not in report(path)


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\t\n", b"%PDF-1.7\n%\xe2\xe3\n", bytes(range(256)) * 20, b"\x7fELF" + bytes(500)],
    ids=["empty", "blank", "pdf", "binary", "program"],
)
def test_what_is_no_text_is_told(text_file, content):
    with pytest.raises(CommandError, match=r"Nothing was saved\. .*\.$"):
        report(text_file(content))


def test_300_megabytes_are_not_read(text_file):
    path = text_file(b"")
    os.truncate(path, 300 * 1024 * 1024)

    with pytest.raises(CommandError, match=r"larger than 5 MB"):
        report(path)


def test_what_is_no_file_is_told(tmp_path):
    os.mkfifo(tmp_path / "pipa")

    for path in (tmp_path, tmp_path / "pipa", "/dev/zero", tmp_path / "tidak-ada", "a\0b"):
        with pytest.raises(CommandError, match=r"\.$"):
            report(path)


def test_refusal_is_one_sentence_on_standard_error_and_code_1(tmp_path):
    done = run(tmp_path / "tidak-ada", "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert "tidak-ada" in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_use_ends_with_code_2():
    assert run().returncode == 2


def test_reader_who_stops_early_meets_no_traceback(text_file):
    path = text_file(law(articles(*[str(number) for number in range(1, 3000, 2)])))
    done = subprocess.run(
        f"{sys.executable} manage.py import_regulation '{path}' | head -n 1",
        shell=True, cwd=ROOT_DIR, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
