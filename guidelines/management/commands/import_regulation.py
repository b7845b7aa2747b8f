"""Proposes the structure of a law's text as the import page would. Nothing is saved.

Needs no database. Ends with code 0 whenever the file is a text, also where it is no law.
"""

import json
import os
import stat
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from guidelines.domain.source import MOST_BYTES, Source, SourceRefused, facts_of, read_source
from guidelines.domain.wording import label_of
from guidelines.importing import Finding, FindingKind, Proposal, propose
from guidelines.models import RegulationPage

AROUND = 60
"""Characters that are shown on each side of a finding."""

MEANINGS = {
    FindingKind.GAP: gettext_noop("%(label)s is missing"),
    FindingKind.DOUBLED: gettext_noop("%(label)s stands a second time"),
    FindingKind.UNPLACED: gettext_noop("“%(detail)s” is out of order, in %(label)s"),
    FindingKind.REPAIRED: gettext_noop("“%(detail)s” was read as %(label)s"),
}


class Command(BaseCommand):
    """``manage.py import_regulation FILE [--json]``."""

    help = "Propose the structure of a law's text as the import page does, without saving it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File and form of the report."""
        parser.add_argument("file", help="path of the text file")
        parser.add_argument("--json", action="store_true", help="the counts as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, propose and report.

        Raises:
            CommandError: there is no such file, or it is no text that can be imported.
        """
        source = _read(options["file"])
        proposal = propose(source.text)
        if options["json"]:
            report = json.dumps(proposal.summary())
        else:
            encoding = getattr(self.stdout, "encoding", None) or "utf-8"
            report = "\n".join(_shown(line) for line in _report(source, proposal))
            report = report.encode(encoding, "replace").decode(encoding)
        try:
            self.stdout.write(report)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough (``| head``). At its end Python writes once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _read(path: str) -> Source:
    name = _shown(os.fsencode(path).decode("utf-8", "replace"))
    try:
        # Asked before it is opened: a pipe would wait for ever, a device would never end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise CommandError(
                _("“%(file)s” is a folder, a device or a pipe, not a file.") % {"file": name}
            )
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES + 1)
        return read_source(raw, Path(name).name)
    except FileNotFoundError as error:
        raise CommandError(_("There is no file “%(file)s”.") % {"file": name}) from error
    except SourceRefused as refusal:
        raise CommandError(str(refusal)) from refusal
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            _("The file “%(file)s” cannot be opened: %(reason)s.")
            % {"file": name, "reason": reason}
        ) from error


def _report(source: Source, proposal: Proposal) -> Iterator[str]:
    yield _("File: %(file)s") % {"file": source.name}
    yield "SHA-256: " + source.sha256
    yield ""
    yield _("What the text says about itself:")
    facts = facts_of(source.text)
    for name, value in facts.items():
        field = RegulationPage._meta.get_field(name)
        if field.choices:
            value = dict(field.choices)[value]
        elif hasattr(value, "isoformat"):
            value = date_format(value, "j F Y")
        yield f"  {capfirst(field.verbose_name)}: {value}"
    if not facts:
        yield "  " + _("nothing that could be read")
    yield ""
    yield _("Structure:")
    for line in _structure(proposal):
        yield "  " + line
    yield ""
    places = [*_places(source.text, proposal), *_unreadable(source)]
    if not places:
        yield _("There is nothing to look at.")
        return
    yield ngettext(
        "%(count)s place to look at:", "%(count)s places to look at:", len(places)
    ) % {"count": number_format(len(places), force_grouping=True)}
    for line, meaning, around in places:
        place = _("Line %(line)s") % {"line": line}
        yield f"  {place}: {meaning}"
        yield f"    {around}"


def _structure(proposal: Proposal) -> Iterator[str]:
    yield _("Chapters (BAB): %(count)s") % {"count": proposal.chapters}
    yield _("Articles (Pasal): %(count)s") % {
        "count": number_format(len(proposal.articles), force_grouping=True)
    }
    if proposal.articles:
        yield _("From Pasal %(first)s to Pasal %(last)s") % {
            "first": proposal.articles[0], "last": proposal.articles[-1]
        }  # fmt: skip
    outermost = [label_of(node.key) for node in proposal.root.children]
    yield _("Divisions: %(names)s") % {"names": ", ".join(name for name in outermost if name)}


def _places(text: str, proposal: Proposal) -> Iterator[tuple[int, str, str]]:
    """Line, meaning and surroundings of each finding."""
    for finding in proposal.findings:
        values = {"label": label_of(finding.key) or finding.key, "detail": finding.detail}
        yield _line(text, finding.start), _(MEANINGS[finding.kind]) % values, _around(text, finding)


def _unreadable(source: Source) -> Iterator[tuple[int, str, str]]:
    """Where bytes had no reading: the first place stands for all."""
    if source.replaced:
        place = source.text.index("\ufffd")
        meaning = ngettext(
            "%(count)s sign could not be read, here for the first time",
            "%(count)s signs could not be read, here for the first time",
            source.replaced,
        ) % {"count": number_format(source.replaced, force_grouping=True)}
        found = Finding(FindingKind.REPAIRED, "", place, place + 1, "")
        yield _line(source.text, place), meaning, _around(source.text, found)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _around(text: str, finding: Finding) -> str:
    """Words before and behind a place on one line, the place itself in «»; a gap is empty."""
    before = text[max(0, finding.start - AROUND) : finding.start]
    inside = text[finding.start : min(finding.end, finding.start + 2 * AROUND)]
    behind = text[finding.end : finding.end + AROUND]
    marked = f"{before} «{' '.join(inside.split())}» {behind}"
    return f"… {' '.join(marked.split())} …"


def _shown(line: str) -> str:
    """A line for a terminal: what would steer it is left out."""
    return "".join(sign for sign in line if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
