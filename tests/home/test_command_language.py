"""What commands tell keepers of the office goes through the catalogue, line by line."""

import importlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evidence.states import ProcessingState
from portal.files.storing import absolute_path
from tests.factories.evidence import make_version
from tests.helpers import run_index

MODULES = {
    "rebuild_search": ["search.management.commands.rebuild_search"],
    "check_search": ["search.management.commands.check_search"],
    "check_evidence_store": [
        "evidence.management.commands.check_evidence_store", "evidence.domain.checking",
    ],
    "extract_missing_text": ["evidence.management.commands.extract_missing_text"],
    "backup": ["portal.home.backup", "portal.home.management.commands.backup"],
}  # fmt: skip
MARK = "\N{WHITE STAR}"


@pytest.fixture
def marked(monkeypatch):
    """Let each sentence of a command's modules carry a mark where it came from the catalogue."""

    def mark(name):
        for module in map(importlib.import_module, MODULES[name]):
            if hasattr(module, "_"):
                monkeypatch.setattr(module, "_", lambda text: MARK + text)
            if hasattr(module, "ngettext"):
                monkeypatch.setattr(module, "ngettext", lambda one, many, n: MARK + many)

    return mark


@pytest.mark.parametrize("name", MODULES)
def test_every_line_of_a_command_is_translated(pristine, everyone, scratch, marked, name):
    lost = make_version(everyone.owner, state=ProcessingState.READ)
    run_index()
    if name in {"check_evidence_store", "backup"}:
        absolute_path(lost.stored_file).unlink()
    marked(name)
    told = StringIO()

    arguments = [str(scratch / "backups")] if name == "backup" else []
    # Some end with an error where something differs or is lost.
    try:
        call_command(name, *arguments, stdout=told, stderr=told)
    except (SystemExit, CommandError) as end:
        assert isinstance(end, SystemExit) or MARK in str(end)

    # Paths and the figures of a source are the same in every language.
    same = (str(scratch), "evidence", "use", "regulation", "guide")
    lines = [line for line in told.getvalue().splitlines() if line.strip()]
    assert any(MARK in line for line in lines)
    assert [line for line in lines if MARK not in line and not line.strip().startswith(same)] == []
