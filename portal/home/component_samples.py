"""Invented data for the staff page that shows every component together.

Nothing is read from the database: names, numbers and files exist only here.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from portal.core.forms import (
    CheckboxCards,
    DateField,
    ErrorLine,
    FilesField,
    PortalForm,
    RadioCards,
)

MOMENT = datetime(2026, 11, 24, 7, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)


class SampleForm(PortalForm):
    """One field of every kind."""

    title = forms.CharField(
        label=_("Title"), help_text=_("As printed on the document."), max_length=200
    )
    dated_on = DateField(label=_("Date of the document"), help_text=_("For example 24/11/2026."))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), ("a", _("Meeting minutes")), ("b", _("Assignment letter"))],
    )
    story = forms.CharField(
        label=_("Description"), required=False, max_length=300, widget=forms.Textarea
    )
    sharing = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[("only_me", _("Only me")), ("unit", _("My unit"))],
        widget=RadioCards(
            hints={
                "only_me": _("You, and who checks or rates what you file."),
                "unit": _("Everybody in your unit today."),
            }
        ),
    )
    also = forms.MultipleChoiceField(
        label=_("Also tell"),
        required=False,
        choices=[("leader", _("My leader")), ("team", _("My team"))],
        widget=CheckboxCards,
    )
    sure = forms.BooleanField(label=_("The document holds no personal data of others."))
    files = FilesField(label=_("Files"), max_bytes=25 * 1024 * 1024)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    field_groups = ((_("Sharing"), ("sharing", "also", "sure")), (_("Files"), ("files",)))


def _step(key: str, label: Any, done: bool, time: str = "", tone: str = "") -> dict[str, Any]:
    return {"key": key, "label": label, "done": done, "time": time, "tone": tone}


def _files() -> list[dict[str, Any]]:
    stored = _step("stored", _("stored"), True, "14.02")
    return [
        {
            "name": "notulen-rapat-triwulan-3.pdf",
            "url": "#files",
            "size_bytes": 1_258_291,
            "facts": [_("12 pages"), _("Meeting minutes")],
            "steps": [
                stored,
                _step("read", _("read"), True, "14.02"),
                _step("searchable", _("searchable"), True, "14.03"),
                _step("receipt", _("receipt given"), True),
            ],
            "final": True,
            "links": [{"label": _("Receipt"), "url": "#receipt"}],
        },
        {
            "name": "daftar-hadir.docx",
            "url": "#files",
            "size_bytes": 318_000,
            "facts": [],
            "steps": [
                stored,
                _step("read", _("being read"), False, tone="wait"),
                _step("searchable", _("searchable"), False),
            ],
            "final": True,
            "note": _("Photos and scans are found by title and number for now."),
        },
        {
            "name": "laporan-terkunci.pdf",
            "url": "#files",
            "size_bytes": 26_214_400,
            "facts": [],
            "steps": [stored, _step("read", _("locked with a password"), False, tone="warn")],
            "final": True,
            "tone": "bad",
            "note": _("Stored, but it cannot be opened. Send a version without a password."),
        },
    ]


def _sample_form() -> SampleForm:
    """A form with an error at one field and one for the whole form."""
    form = SampleForm(
        {
            "title": "",
            "dated_on": "2026-11-24",
            "kind": "a",
            "story": "",
            "sharing": "unit",
            "sure": "on",
            "submission_id": str(UUID(int=7)),
        }
    )
    form.add_error(None, _("Somebody else changed this a moment ago. Look, then send again."))
    return form


def component_samples() -> dict[str, Any]:
    """Template context with sample variables for each component."""
    return {
        "today": TODAY,
        "trail": [
            {"label": _("Home"), "url": "/"},
            {"label": _("Components"), "url": None},
        ],
        "sample_form": _sample_form(),
        "error_lines": [ErrorLine(str(_("Write the date like 24/11/2026.")), "tags")],
        "states": [
            (_("read"), "good"),
            (_("draft"), "info"),
            (_("being read"), "wait"),
            (_("only me"), "open"),
            (_("due soon"), "warn"),
            (_("overdue"), "bad"),
        ],
        "notifications": [
            ("good", _("Stored"), _("Three files are stored and will be read now.")),
            ("info", "", _("Search is being rebuilt; titles and numbers are found already.")),
            ("warn", "", _("The period closes in four days.")),
            ("bad", "", _("The file has 34 MB and is larger than 25 MB. Nothing else was lost.")),
        ],
        "tasks": [
            {"label": _("Your profile"), "url": "#", "state_label": _("done"), "state": "done"},
            {
                "label": _("First evidence"),
                "url": "#",
                "hint": _("A photo of an assignment letter is enough."),
                "state_label": _("to do"),
                "state": "todo",
            },
        ],
        "waiting": [
            {
                "label": _("Evidence that cannot be opened"),
                "url": "#",
                "reason": _("1 file is locked with a password"),
                "due_on": date(2026, 11, 28),
                "minutes": 10,
                "action": _("Replace"),
            },
            {
                "label": _("Report of the second quarter"),
                "url": "#",
                "reason": "",
                "due_on": date(2026, 11, 22),
                "minutes": 5,
                "action": _("Fill in"),
            },
        ],
        "facts": [
            {"label": _("Number"), "value": "094/112/2026", "url": "#", "action": _("Change")},
            {
                "label": _("Issuer"),
                "value": "Kecamatan Sukamaju",
                "url": "#",
                "action": _("Change"),
            },
            {"label": _("Activity until"), "value": "", "url": "#", "action": _("Fill in")},
        ],
        "files": _files(),
        "receipt": {
            "title": _("Receipt"),
            "received_at": MOMENT,
            "rows": [
                {"label": _("File"), "value": "notulen-rapat-triwulan-3.pdf"},
                {"label": _("Owner"), "value": "Ratna Wulandari, S.Sos."},
            ],
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "pdf_url": "#receipt",
        },
        "events": [
            {
                "at": MOMENT,
                "text": _("Made findable by words inside"),
                "who": _("the portal"),
                "tone": "good",
            },
            {
                "at": MOMENT,
                "text": _("Filed"),
                "who": "Budi Santoso",
                "on_behalf_of": "Ratna Wulandari, S.Sos.",
                "detail": "notulen-rapat-triwulan-3.pdf",
            },
        ],
        "tabs": [
            {"label": _("Mine"), "url": "#tabs", "is_current": True, "count": 12},
            {"label": _("Shared with me"), "url": "#tabs", "is_current": False, "count": 3},
        ],
        "columns": [
            {"label": _("Title"), "key": "title"},
            {"label": _("State"), "key": ""},
            {"label": _("Size"), "key": "size", "is_number": True},
        ],
        "sort": "-size",
        "rows": [
            [
                {"text": _("Minutes of the third quarter"), "url": "#table"},
                {"text": _("read"), "state": "read"},
                {"text": "1,2 MB", "is_number": True},
            ],
            [
                {"text": _("Attendance list"), "url": "#table"},
                {"text": _("being read"), "state": "reading"},
                {"text": "311 KB", "is_number": True},
            ],
        ],
        "facet": {
            "label": _("Kind"),
            "key": "kind",
            "items": [
                {"value": "minutes", "label": _("Meeting minutes"), "count": 12, "is_chosen": True},
                {
                    "value": "letter",
                    "label": _("Assignment letter"),
                    "count": 4,
                    "is_chosen": False,
                },
            ],
        },
        "chips": [{"label": _("Meeting minutes"), "key": "kind", "value": "minutes"}],
        "page": Paginator(range(240), 25).page(4),
        "tree": [
            {
                "label": "Kecamatan Sukamaju",
                "url": "#tree",
                "children": [
                    {"label": "Sekretariat", "url": "#tree", "is_current": True, "children": []},
                    {"label": "Kelurahan Mekarsari", "url": "#tree", "children": []},
                ],
            }
        ],
        "steps": [
            {"label": _("Choose"), "is_done": True, "is_current": False},
            {"label": _("Describe"), "is_done": False, "is_current": True},
            {"label": _("Share"), "is_done": False, "is_current": False},
        ],
        "viewer": {
            "name": "notulen-rapat-triwulan-3.pdf",
            "number": 2,
            "count": 3,
            "note": _("The image of this page is being made."),
            "text": _("Text of the page, as the reader found it."),
            "pages": [],
            "previous_url": "?page=1",
            "next_url": "?page=3",
        },
    }
