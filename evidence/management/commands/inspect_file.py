"""Reads a file as an upload would be read, and says what became of it. Nothing is stored.

Needs no database. Ends with code 0 whenever there is a verdict, whatever it is.
"""

import json
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evidence.extractors.base import MARKS, Reading, clean
from evidence.extractors.registry import read_file
from evidence.validators import PROBLEMS
from portal.files.filetypes import ACCEPTED, REFUSED, gettext_noop
from portal.files.sniffing import NotAFile, sniff

VERDICTS = {
    "accepted": gettext_noop("accepted"),
    "marked": gettext_noop("accepted with a remark"),
    "refused": gettext_noop("refused"),
}


class Command(BaseCommand):
    """``manage.py inspect_file FILE [--json] [--pages 3] [--text]``."""

    help = "Read a file in the limited child process without storing it, and report the verdict."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, form of the report, and whether text is shown."""
        parser.add_argument("file", help="path of the file")
        parser.add_argument("--json", action="store_true", help="report as one JSON object")
        parser.add_argument("--text", action="store_true", help="show the text of the first pages")
        parser.add_argument("--pages", type=int, default=3,
                            help="how many pages --text shows (default: 3)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and report.

        Raises:
            CommandError: there is no such file, or it is nothing that can be read.
        """
        path = options["file"]
        shown = clean(os.fsencode(path).decode("utf-8", "replace"))
        if options["pages"] < 0:
            raise CommandError(_("The number of pages must not be negative."))
        try:
            reading = _beyond_limit(path, shown) or read_file(
                path, original_name=os.path.basename(shown))
        except FileNotFoundError as error:
            raise CommandError(_("There is no file “%(file)s”.") % {"file": shown}) from error
        except NotAFile as error:
            raise CommandError(
                _("“%(file)s” is a folder, a device or a pipe, not a file.") % {"file": shown}
            ) from error
        except (OSError, ValueError) as error:
            raise CommandError(
                _("The file “%(file)s” cannot be opened: %(reason)s.")
                % {"file": shown, "reason": getattr(error, "strerror", None) or error}) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(shown, reading, options), indent=2))
        else:
            self._write_lines(_as_lines(shown, reading, options))

    def _write_lines(self, lines: list[str]) -> None:
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        for line in lines:
            self.stdout.write(line.encode(encoding, "replace").decode(encoding))


def _beyond_limit(path: str, shown: str) -> Reading | None:
    """The verdict on a file that no upload would take for its size; it is not read at all."""
    file_type = sniff(path, original_name=os.path.basename(shown))
    size, limit = os.stat(path).st_size, settings.PORTAL["MAX_UPLOAD_BYTES"]
    if size <= limit:
        return None
    message = PROBLEMS["too_large"] % {
        "name": os.path.basename(shown), "size": filesizeformat(size),
        "limit": filesizeformat(limit)}
    return Reading(file_type.mime, "refused", "refused", message, file_type.key)


def _label(reading: Reading) -> str:
    row = ACCEPTED.get(reading.kind) or REFUSED[reading.kind]
    return _(row.label)


def _as_json(shown: str, reading: Reading, options: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "file": shown,
        "type": reading.type,
        "kind": reading.kind,
        "label": _label(reading),
        "verdict": reading.verdict,
        "outcome": reading.outcome,
        "message": _(reading.message),
        "stored": False,
        "marks": list(reading.marks),
        "pages": reading.page_count,
        "text_length": reading.text_length,
        "seconds": reading.seconds,
        "peak_memory_mb": reading.peak_memory_mb,
        "reader": f"{reading.reader} {reading.reader_version}".strip(),
        "taken_at": reading.taken_at.isoformat() if reading.taken_at else None,
        "detail": reading.detail,
    }
    if options["text"]:
        values["text"] = [
            {"number": page.number, "label": page.label, "quality": page.quality,
             "text": page.text}
            for page in reading.pages[:options["pages"]]]
    return values


def _as_lines(shown: str, reading: Reading, options: dict[str, Any]) -> list[str]:
    lines = [
        _("File: %(file)s") % {"file": shown},
        _("Kind: %(label)s (%(type)s)") % {"label": _label(reading), "type": reading.type},
        _("Verdict: %(verdict)s") % {"verdict": _(VERDICTS[reading.verdict])},
        _("An upload would be told: %(message)s") % {"message": _(reading.message)},
        _("This command itself stores nothing."),
    ]
    lines += [_("Remark: %(remark)s") % {"remark": _(MARKS[mark].label)}
              for mark in reading.marks]
    if reading.taken_at:
        lines.append(_("Photo taken: %(moment)s") % {
            "moment": reading.taken_at.isoformat(sep=" ", timespec="minutes")})
    lines += [
        _("Pages: %(pages)s; text: %(length)s characters") % {
            "pages": number_format(reading.page_count, force_grouping=True),
            "length": number_format(reading.text_length, force_grouping=True)},
        _("Time: %(seconds)s s; memory: %(memory)s MB at most") % {
            "seconds": number_format(reading.seconds, 2),
            "memory": number_format(reading.peak_memory_mb, 0)},
    ]
    if reading.detail:
        lines.append(_("Technical reason: %(detail)s") % {"detail": clean(reading.detail)})
    if options["text"]:
        for page in reading.pages[:options["pages"]]:
            name = f"{page.number} ({page.label})" if page.label else str(page.number)
            lines += ["", _("--- Page %(name)s ---") % {"name": name}, page.text]
    return lines
