"""Mending a draft in Wagtail's admin: one part at a time, a step at a time, undo and redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.core.actor import actor_of
from portal.core.errors import DomainError
from portal.core.history import history_of

from ..domain.editions import edition_meant
from ..domain.mending import mend, next_steps, redo, refuse_if_changed, undo
from ..domain.reading import Contents, Entry, contents_of
from ..domain.wording import name_of_piece
from ..edition_forms import (
    KIND_NAMES,
    CorrectForm,
    HeadingForm,
    NameForm,
    SplitForm,
    StepForm,
    form_for,
)
from ..importing.tree import LEAVES, FindingKind, Kind
from ..models import Provision, RegulationPage, RegulationText
from ..permissions import MEND_EDITION
from ..queries import within
from ..states import EditionState
from .importing import crumbs, page_to_edit

ROWS_SHOWN = 250
FINDINGS_SHOWN = 100
EVENTS_SHOWN = 30
LETTERS_SHOWN = 4000

#: What was done, by the names of ``domain.mending.VERBS``.
STEP_NAMES = {
    "heading": gettext_lazy("made a heading"),
    "name": gettext_lazy("changed kind, number or heading"),
    "split": gettext_lazy("split a text"),
    "join": gettext_lazy("joined a text with the one before"),
    "correct": gettext_lazy("corrected a text"),
    "move_in": gettext_lazy("moved one level in"),
    "move_out": gettext_lazy("moved one level out"),
    "mark": gettext_lazy("marked as text, noise or number"),
    "dissolve": gettext_lazy("dissolved a unit"),
}
_EVENT_NAMES = {
    "import_edition": gettext_lazy("imported the text"),
    "submit_edition": gettext_lazy("closed for approval"),
    "return_edition": gettext_lazy("opened again"),
    "publish_edition": gettext_lazy("published"),
}


@dataclass
class Line:
    """A row of the part that is shown, with the forms of its steps where it is being mended."""

    part: Provision
    level: int
    name: str
    text: str = ""
    is_cut: bool = False
    forms: list[StepForm] = field(default_factory=list)
    buttons: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether its steps are shown."""
        return bool(self.forms or self.buttons)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show one part of an edition with what can be done to it; take a step."""
    page = page_to_edit(request, page_id)
    edition = _edition(request, page)
    if edition is None:
        return redirect("import_edition", page.pk)
    if request.method == "POST":
        return _take(request, page, edition)
    return _show(request, page, edition)


def _edition(request: HttpRequest, page: RegulationPage) -> RegulationText | None:
    number = request.GET.get("edisi", "")
    if not number:
        return edition_meant(page)
    rows = RegulationText.objects.filter(regulation=page).defer("source_text")
    return get_object_or_404(rows, number=number) if number.isdecimal() else _missing()


def _missing() -> Any:
    raise Http404


# --- Taking a step ------------------------------------------------------------------------


def _take(request: HttpRequest, page: RegulationPage, edition: RegulationText) -> HttpResponse:
    verb = request.POST.get("step", "")
    actor = actor_of(request)
    try:
        revision = int(request.POST["revision"])
        if verb in {"undo", "redo"}:
            turn = undo if verb == "undo" else redo
            done = turn(edition, expected_revision=revision, actor=actor)
            position = done.position
        else:
            form = _form(request, edition, verb, revision)
            if not form.is_valid():
                return _show(request, page, edition, tried=form, status=422)
            position = form.part.position
            mend(edition, expected_revision=revision, step=form.step(), actor=actor)
    except (KeyError, ValueError) as error:
        raise BadRequest from error
    except DomainError as refusal:
        # The status undoes what the transaction of the admin holds.
        messages.error(request, str(refusal))
        typed = request.POST.get("text", "")
        edition.refresh_from_db()
        return _show(request, page, edition, typed=typed, status=409)
    messages.success(request, _("Done. You can undo it."))
    return redirect(_address(page, edition, contents_of(edition), position))


def _form(
    request: HttpRequest, edition: RegulationText, verb: str, revision: int
) -> StepForm:
    refuse_if_changed(edition, revision)
    parts = Provision.objects.filter(edition=edition, position=int(request.POST["position"]))
    part = get_object_or_404(parts)
    return form_for(verb)(part, revision, request.POST)


def _address(
    page: RegulationPage, edition: RegulationText, contents: Contents, position: int
) -> str:
    entry = contents.at(position)
    asked = {"edisi": edition.number, "di": entry.key if entry else "", "ubah": position}
    base = reverse("mend_edition", args=[page.pk])
    return f"{base}?{urlencode(asked)}#baris-{position}"


# --- Showing a part -----------------------------------------------------------------------


def _show(
    request: HttpRequest,
    page: RegulationPage,
    edition: RegulationText,
    *,
    tried: StepForm | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    contents = contents_of(edition)
    opened = tried.part.position if tried else _number(request, "ubah")
    entry = _entry(request, contents)
    why_not = _why_not(request, page, edition)
    lines, before, after = _lines(edition, contents, entry, _number(request, "dari"), opened)
    if not why_not:
        for line in lines:
            if line.part.position == opened:
                _open(line, edition.revision, tried)
    last, undone = next_steps(edition)
    # What has to be decided before what was only read through damage.
    findings = sorted(edition.findings, key=lambda place: place["kind"] == FindingKind.REPAIRED)
    address = reverse("mend_edition", args=[page.pk])
    context = {
        "page": page,
        "edition": edition,
        "entry": entry,
        "title": _entry_name(entry),
        "tree": _tree(contents, entry),
        "lines": lines,
        "before": before,
        "after": after,
        "address": f"{address}?{urlencode({'edisi': edition.number})}",
        "why_not": why_not,
        "typed": typed,
        "last": last,
        "last_name": STEP_NAMES.get(last.verb, last.verb) if last else "",
        "undone": undone,
        "undone_name": STEP_NAMES.get(undone.verb, undone.verb) if undone else "",
        "findings": [
            {
                "name": _named(place),
                "kind": place["kind"],
                "detail": place["detail"],
                "url": _address(page, edition, contents, place["position"]),
            }
            for place in findings[:FINDINGS_SHOWN]
        ],
        "finding_count": len(findings),
        "repaired_count": sum(place["kind"] == FindingKind.REPAIRED for place in findings),
        "events": _events(edition),
        "others": list(
            RegulationText.objects.filter(regulation=page)
            .exclude(pk=edition.pk)
            .only("number", "state", "regulation")
            .order_by("-number")
        ),
        "header_title": _("Text and its structure"),
        "breadcrumbs_items": crumbs(
            (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.citation),
            ("", _("Text and its structure")),
        ),
    }
    return render(request, "guidelines/admin/mend.html", context, status=status)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 8 else None


def _why_not(request: HttpRequest, page: RegulationPage, edition: RegulationText) -> str:
    """Why the text cannot be mended now, as a sentence; empty where it can."""
    if edition.state == EditionState.PUBLISHED:
        return _("This edition is published and does not change any more. Import a new edition.")
    if edition.state == EditionState.SUBMITTED:
        return _("This text waits for approval. It can be mended again once it is returned.")
    if not request.user.has_perm(MEND_EDITION, edition):
        return _("The page is locked, so its text cannot be mended now.")
    return ""


def _entry(request: HttpRequest, contents: Contents) -> Entry | None:
    key = request.GET.get("di")
    if key:
        return contents.by_key.get(key)
    if key is None:
        articles = (e for e in contents.entries if e.kind == Kind.ARTICLE)
        return next(articles, contents.entries[0] if contents.entries else None)
    return None


def _entry_name(entry: Entry | None) -> str:
    if entry is None:
        return _("Outside of all units")
    return f"{_comment(entry.key)}{name_of_piece(entry.key.rsplit('/', 1)[-1])}"


def _comment(key: str) -> str:
    return "Penjelasan " if key.startswith("penjelasan/pasal-") else ""


def _named(place: Any) -> str:
    key = place["key"]
    return " ".join(name_of_piece(piece) for piece in key.split("/")) if key else ""


def _tree(contents: Contents, entry: Entry | None) -> list[dict[str, Any]]:
    """Contents folded but around the part that is shown."""
    open_at = {e.key for e in contents.around(entry)} | {entry.key} if entry else set()
    found: list[dict[str, Any]] = []

    def add(outer: Entry | None, level: int) -> None:
        for each in contents.directly_in(outer):
            found.append(
                {
                    "key": each.key,
                    "name": _entry_name(each),
                    "heading": each.heading,
                    "level": level,
                    "is_current": entry is not None and each.key == entry.key,
                }
            )
            if each.key in open_at:
                add(each, level + 1)

    add(None, 0)
    return found


def _lines(
    edition: RegulationText,
    contents: Contents,
    entry: Entry | None,
    begin: int | None,
    opened: int | None,
) -> tuple[list[Line], int | None, int | None]:
    """Rows of a part but not of the parts in it, and where the rows before and after begin."""
    inner = contents.directly_in(entry)
    start = entry.start if entry else 0
    end = entry.end if entry else edition.provisions.count()
    ranges, at = [], start
    for each in inner:
        ranges.append((at, each.start))
        at = each.end
    ranges.append((at, end))
    rows = within(edition, [(a, b) for a, b in ranges if a < b])
    found = list(rows.defer("text", "original"))
    first = 0
    wanted = begin if begin is not None else opened
    if wanted is not None and len(found) > ROWS_SHOWN:
        first = sum(row.position < wanted for row in found) // ROWS_SHOWN * ROWS_SHOWN
    window = found[first : first + ROWS_SHOWN]
    texts = {
        pk: (text, original)
        for pk, text, original in Provision.objects.filter(
            edition=edition, pk__in=[row.pk for row in window if row.kind in LEAVES]
        ).values_list("pk", "text", "original")
    }
    lines = []
    for row in window:
        row.text, row.original = texts.get(row.pk, ("", ""))
        is_open = row.position == opened
        shown = row.text if is_open else row.text[:LETTERS_SHOWN]
        level = max(0, row.depth - (entry.depth if entry else 0))
        lines.append(Line(row, min(level, 8), _row_name(row), shown, len(shown) < len(row.text)))
    before = found[first - ROWS_SHOWN].position if first else None
    rest = first + ROWS_SHOWN
    return lines, before, found[rest].position if rest < len(found) else None


def _row_name(row: Provision) -> str:
    if row.kind == Kind.LABEL:
        return _("number and heading")
    if row.kind == Kind.NOISE:
        return _("noise of the page")
    if row.kind == Kind.TEXT:
        return _("text")
    return f"{KIND_NAMES.get(row.kind, row.kind)} {row.number}".strip()


def _open(line: Line, revision: int, tried: StepForm | None) -> None:
    """Give a row the forms of all steps that make sense there."""
    part = line.part
    if part.kind in LEAVES:
        classes: Sequence[type[StepForm]] = (HeadingForm, SplitForm, CorrectForm)
        plain = [("join", _("Join with the text before"))]
        plain += [
            (f"mark_{kind}", label)
            for kind, label in (
                ("text", _("This is text of the law")),
                ("noise", _("This is noise of the page")),
                ("label", _("This is number and heading")),
            )
            if part.kind != kind
        ]
        if part.is_corrected and part.original:
            plain.append(("restore", _("Take the imported words again")))
    else:
        classes = (NameForm,)
        plain = [("dissolve", _("This is no unit: dissolve it"))]
    if part.kind != Kind.LABEL:
        plain += [
            ("move_out", _("One level out, with all behind it there")),
            ("move_in", _("One level in, into the unit before")),
        ]
    for kind in classes:
        is_tried = tried is not None and type(tried) is kind
        line.forms.append(tried if is_tried and tried else kind(part, revision))
    line.buttons = plain


def _events(edition: RegulationText) -> list[dict[str, Any]]:
    rows = history_of(edition).order_by("-at", "-pk")[:EVENTS_SHOWN]
    return [
        {"at": row.at, "who": row.actor or row.system_name, "what": _event(row.verb),
         "detail": row.detail}
        for row in rows
    ]  # fmt: skip


def _event(verb: str) -> str:
    turn, _dot, step = verb.partition(".")
    if not step:
        return str(_EVENT_NAMES.get(turn, turn))
    name = str(STEP_NAMES.get(step, step))
    if turn == "undo_edition":
        return _("undid: %(step)s") % {"step": name}
    if turn == "redo_edition":
        return _("did again: %(step)s") % {"step": name}
    return name
