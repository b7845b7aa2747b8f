"""The bench: one use with its target, realization and file, and the verdict on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evidence.domain.versions import note_opening
from evidence.models import EvidenceVersion
from evidence.views.bytes import can_be_shown
from evidence.views.repository import text_of_page, viewer_of
from evidence.views.rows import address
from portal.core.actor import actor_of
from portal.core.errors import DomainError, TransitionRefused
from portal.core.history import history_of
from portal.core.transitions import available
from portal.people.keep_typing import fill_in, keep_typing
from portal.planning.domain.locks import lock_reason
from portal.planning.models import EvidenceUse
from portal.planning.states import USE_TABLE

from ..domain.verdicts import answers_to_offer, give_verdict, reviews_of, seen_now
from ..filters import QueueFilter
from ..forms import VerdictForm
from ..queries import checkable_by, next_of, queue_facts, queue_of
from ..report import Flag, flags_of, target_of, use_timeline
from ..states import Outcome
from .common import bench_address, checkable_use, kept_query


@require_http_methods(["GET", "POST"])
@keep_typing
def bench(request: HttpRequest, pk: int) -> HttpResponseBase:
    """See everything about one use, judge it, go on to the next."""
    use = checkable_use(request, pk)
    if request.method != "POST":
        # Page images and text are an opening as much as a download is.
        if use.version.is_standing:
            note_opening(use.version, "open", actor=actor_of(request))
        form = VerdictForm(offered=answers_to_offer(use), initial={"seen": seen_now(use)})
        return _bench_page(request, use, fill_in(form, request))
    form = VerdictForm(request.POST, offered=answers_to_offer(use))
    status = 422
    if form.is_valid():
        try:
            give_verdict(
                use,
                form.cleaned_data["outcome"],
                actor=actor_of(request),
                seen=form.cleaned_data["seen"],
                answers=form.answers,
                reason_code=form.cleaned_data["reason_code"],
                note=form.cleaned_data["note"],
            )
        except TransitionRefused as refusal:
            try:
                use = checkable_use(request, pk)
            except Http404:
                messages.error(request, str(refusal))
                return redirect("verification:queue")
            form, status = _again(request, use), 409
            form.add_error(None, str(refusal))
        except (ValidationError, DomainError) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, DomainError) else refusal)
        else:
            messages.success(request, _judged_sentence(use, form, kept_query(request)))
            return redirect(_next_address(request, use))
    return _bench_page(request, use, form, status=status)


def _again(request: HttpRequest, use: EvidenceUse) -> VerdictForm:
    """The form with what was typed, upon what the page shows now."""
    data = request.POST.copy()
    data["seen"] = seen_now(use)
    form = VerdictForm(data, offered=answers_to_offer(use))
    form.is_valid()
    return form


def _judged_sentence(use: EvidenceUse, form: VerdictForm, kept: str) -> str:
    facts = {"title": use.version.evidence.title, "name": use.realization.plan.employee.name}
    if form.cleaned_data["outcome"] == Outcome.ACCEPTED:
        sentence = _("“%(title)s” of %(name)s is accepted.") % facts
    else:
        sentence = _("“%(title)s” went back to %(name)s with your note.") % facts
    return format_html(
        '{} <a href="{}">{}</a>', sentence, bench_address(use, kept), _("Look at it again")
    )


def _next(request: HttpRequest, use: EvidenceUse) -> EvidenceUse | None:
    """What follows in the queue, within the filters that were chosen there."""
    waiting = queue_of(request.user)
    return next_of(QueueFilter(request.GET, waiting=waiting).apply(waiting), use)


def _next_address(request: HttpRequest, use: EvidenceUse) -> str:
    following = _next(request, use)
    kept = kept_query(request)
    if following is not None:
        return bench_address(following, kept)
    queue = reverse("verification:queue")
    return f"{queue}?{kept}" if kept else queue


def _bench_page(
    request: HttpRequest, use: EvidenceUse, form: VerdictForm, *, status: int = 200
) -> HttpResponse:
    realization, version = use.realization, use.version
    kept = kept_query(request)
    reviews = list(reviews_of(use))
    following = _next(request, use)
    lock = lock_reason(realization.plan, realization.period)
    context = {
        "use": use,
        "evidence": version.evidence,
        "version": version,
        "realization": realization,
        "owner": realization.plan.employee,
        "target": target_of(use),
        "flags": _linked(flags_of(use, request.user, reviews), request, kept),
        "reviews": reviews,
        "events": use_timeline(history_of(use)),
        "form": form,
        "lock": lock,
        "can": set() if lock else available(use, request.user, USE_TABLE),
        "facts": queue_facts(request.user),
        "next_url": bench_address(following, kept) if following is not None else "",
        "queue_url": f"{reverse('verification:queue')}?{kept}",
        **_file_column(request, use, version, kept),
    }
    return render(request, "verification/bench.html", context, status=status)


def _linked(flags: list[Flag], request: HttpRequest, kept: str) -> list[dict[str, Any]]:
    """Flags with the way to the other use, where the person may judge that one too."""
    keys = {flag.other for flag in flags if flag.other is not None}
    open_to = {use.pk: use for use in checkable_by(request.user).filter(pk__in=keys)}
    return [
        {
            "tone": flag.tone,
            "text": flag.text,
            "url": bench_address(open_to[flag.other], kept) if flag.other in open_to else "",
        }
        for flag in flags
    ]


def _file_column(
    request: HttpRequest, use: EvidenceUse, version: EvidenceVersion, kept: str
) -> dict[str, Any]:
    """The pages of the file, or its text where pages are not drawn."""
    if not version.is_standing:
        return {"viewer": None, "text": ""}
    here = bench_address(use, kept)
    join = "&" if kept else "?"
    viewer = viewer_of(request, version, lambda number: f"{here}{join}page={number}")
    return {
        "viewer": viewer,
        "text": "" if viewer else text_of_page(version, 1),
        "text_url": address("text", version),
        "download_url": address("download", version),
        "show_url": address("show", version) if can_be_shown(version) else "",
    }
