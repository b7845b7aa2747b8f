"""Staff pages: jobs, stored files, workers. For everybody else they are not there (404)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core import clock
from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message
from portal.core.jobs.models import Job
from portal.core.jobs.queue import dismiss_job, enqueue, queue_figures, retry_job
from portal.core.jobs.states import State
from portal.core.paging import page
from portal.files import tasks as file_tasks
from portal.files.checking import noted_damage
from portal.people.keep_typing import keep_typing
from search import tasks as search_tasks
from search.status import index_figures

from . import house
from .person import Person, person_of

View = Callable[..., HttpResponseBase]
Test = Callable[[Person], bool]


def keepers_only(test: Test) -> Callable[[View], View]:
    """404 unless the person keeps this part: whoever may not, does not learn that it is there."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not test(person_of(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def keeps_jobs(person: Person) -> bool:
    """Holds ``core.manage_jobs``."""
    return person.keeps_jobs


def keeps_files(person: Person) -> bool:
    """Holds ``files.check_files``."""
    return person.keeps_files


def keeps_house(person: Person) -> bool:
    """Holds one of the two."""
    return person.keeps_house


def _trail(here: str, *between: tuple[str, str]) -> list[dict[str, Any]]:
    steps = [(_("Home"), reverse("home:dashboard")), (_("Keep house"), reverse("home:house"))]
    above = [{"label": label, "url": url} for label, url in (*steps, *between)]
    return [*above, {"label": here, "url": None}]


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    person = person_of(request)
    tabs = [{"label": _("Overview"), "url": reverse("home:house")}]
    if person.keeps_jobs:
        tabs.append({"label": _("Jobs"), "url": reverse("home:jobs"), "count": person.failed_jobs})
        tabs.append({"label": _("Search index"), "url": reverse("home:index")})
    if person.keeps_files:
        tabs.append({"label": _("Stored files"), "url": reverse("home:files")})
    for tab in tabs:
        tab["is_current"] = request.path == tab["url"]
        if not tab.get("count"):
            tab["count"] = None
    return tabs


@keep_typing
@keepers_only(keeps_house)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What needs a look, the queues, and the workers."""
    person = person_of(request)
    rows = house.workers()
    context = {
        "tabs": _tabs(request),
        "troubles": house.troubles(keeps_jobs=person.keeps_jobs, keeps_files=person.keeps_files),
        "keeps_jobs": person.keeps_jobs,
        "queues": queue_figures().values(),
        "workers": rows,
        "without": house.queues_without_worker(rows),
    }
    return render(request, "home/house.html", context)


@keep_typing
@keepers_only(keeps_jobs)
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Background jobs with state, age, reason and for whom; filtered by links."""
    found = page(request, house.jobs_by(request.GET))
    now = clock.now()
    people = house.names_of({job.person for job in found})
    context = {
        "tabs": _tabs(request),
        "page": found,
        "rows": [(job, job.age(now), people.get(job.person, job.person)) for job in found],
        "facets": house.job_facets(request.GET),
        "chips": [
            {"label": house.filter_label(key, value), "key": key, "value": value}
            for key in house.FILTERS
            if (value := request.GET.get(key))
        ],
    }
    return render(request, "home/job_list.html", context)


@keep_typing
@keepers_only(keeps_jobs)
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job with the reason of its last failure and the traceback."""
    found = get_object_or_404(Job, pk=pk)
    context = {
        "trail": _trail(f"{found.label} #{found.pk}", (_("Jobs"), reverse("home:jobs"))),
        "job": found,
        "person_name": house.names_of({found.person}).get(found.person, found.person),
        "age": found.age(clock.now()),
        "is_failed": found.state == State.FAILED,
    }
    return render(request, "home/job_detail.html", context)


def _job_page(request: HttpRequest, pk: int) -> str:
    return reverse("home:job", args=[pk])


@require_POST
@keep_typing(page=_job_page)
@keepers_only(keeps_jobs)
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a failed job wait again."""
    return _decide(request, pk, retry_job, _("The job waits again."))


@require_POST
@keep_typing(page=_job_page)
@keepers_only(keeps_jobs)
def dismiss(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a failed job aside."""
    return _decide(request, pk, dismiss_job, _("The job is put aside."))


def _decide(
    request: HttpRequest, pk: int, verb: Callable[..., None], done: str
) -> HttpResponseBase:
    found = get_object_or_404(Job, pk=pk)
    try:
        verb(found, actor_of(request))
    except DomainError as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(request, done)
    return redirect("home:job", pk=pk)


@keep_typing
@keepers_only(keeps_files)
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """How much is stored, what the last check found, and the button for another one."""
    missing, damaged = noted_damage()
    context = {
        "tabs": _tabs(request),
        "missing": missing,
        "damaged": damaged,
        "figures": house.file_figures(),
        "check": house.last_check(),
        "is_checking": house.is_checking(),
    }
    return render(request, "home/stored_files.html", context)


@require_POST
@keep_typing(page=lambda request: reverse("home:files"))
@keepers_only(keeps_files)
def check_files(request: HttpRequest) -> HttpResponseBase:
    """Ask for a check of every stored file; a second click joins the one that waits."""
    with transaction.atomic():
        enqueue(file_tasks.check, key="asked")
    messages.success(request, _("The check is asked for. Its result will stand on this page."))
    return redirect("home:files")


@keep_typing
@keepers_only(keeps_jobs)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How far the index is behind, and how it differs from the database."""
    context = {
        "tabs": _tabs(request),
        "index": index_figures(),
        "searchable": house.searchable_counts(),
        "asked": house.waiting_index_jobs(),
    }
    return render(request, "home/search_index.html", context)


def _ask_index(request: HttpRequest, task: Callable[..., Any], done: str) -> HttpResponseBase:
    with transaction.atomic():
        enqueue(task, key="asked")
    messages.success(request, done)
    return redirect("home:index")


@require_POST
@keep_typing(page=lambda request: reverse("home:index"))
@keepers_only(keeps_jobs)
def rebuild_index(request: HttpRequest) -> HttpResponseBase:
    """Ask the index process for a new index; the present one answers until it is filled."""
    done = _("A new index is asked for. Search goes on with the present one meanwhile.")
    return _ask_index(request, search_tasks.rebuild_index, done)


@require_POST
@keep_typing(page=lambda request: reverse("home:index"))
@keepers_only(keeps_jobs)
def check_index(request: HttpRequest) -> HttpResponseBase:
    """Ask for a comparison of the index with the database."""
    done = _("The comparison is asked for. Its result will stand on this page.")
    return _ask_index(request, search_tasks.check_index, done)
