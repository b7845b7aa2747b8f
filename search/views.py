"""The page of results and completions, for visitors too: they hold the public token only."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from search import engine, wording
from search.engine import Answer
from search.forms import read_question
from search.records import DEEPEST_HIT


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Hits with marks, facets, order and pages. Every address is answered."""
    question = read_question(request.GET)
    answer = engine.run(question, request.user)
    context = {
        "search_text": question.text,
        "question": question,
        "hits": answer.shown,
        "page": _page(answer),
        "heading": wording.heading(question),
        "summary": wording.summary(question, answer),
        "notices": wording.notices(question, answer),
        "facets": wording.facets(question, answer),
        "chips": wording.chips(question, answer),
        "orders": wording.orders(question),
        "other_breadth": wording.other_breadth(question, answer),
        "nothing": None if answer.shown else wording.nothing_found(question, answer, request.user),
        "spelling": answer.page.spelling,
        "clear_url": _address(q=question.text) if question.text else reverse("search:results"),
        # The dates are a form; what else holds goes along.
        "kept": [
            (key, value)
            for key, values in request.GET.lists()
            if key not in ("since", "until", "page")
            for value in values
        ],
    }
    return render(request, "search/results.html", context)


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """``{"suggestions": ["notulen rapat", …]}`` for what was typed so far."""
    found = engine.suggest(request.GET.get("q", ""), request.user)
    return JsonResponse({"suggestions": [suggestion.text for suggestion in found]})


def _page(answer: Answer) -> Page[int]:
    """The pagination every list draws, over as many hits as can be reached."""
    reachable = range(min(answer.page.total, DEEPEST_HIT))
    return Paginator(reachable, answer.page.page_size).page(answer.page.page)


def _address(**query: str) -> str:
    return f"{reverse('search:results')}?{urlencode(query)}"
