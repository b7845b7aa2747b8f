"""Figures of the pages: ``python -m bench.pages``.

Each page is asked as a signed-in owner of some files, beside a bare view of
Django in the same process: same handler and middleware, no session read, no
query, no template.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FILES = 40


@dataclass(frozen=True)
class Row:
    """One page: milliseconds, ratio to the bare view, queries of the database."""

    name: str
    p50_ms: float
    p95_ms: float
    ratio: float
    queries: int


def bare(request: Any) -> Any:
    """The least that Django answers."""
    from django.http import HttpResponse

    return HttpResponse("ok")


def run(times: int = 60) -> list[Row]:
    """Measure in the portal of the settings, which must be migrated and empty."""
    from django.test import Client
    from django.urls import path, reverse

    from evidence.states import ProcessingState
    from portal import urls
    from tests.factories.evidence import make_version
    from tests.factories.people import make_employee_with_user
    from tests.helpers import run_index

    person = make_employee_with_user()
    for number in range(FILES):
        version = make_version(
            person, text=f"Notulen rapat koordinasi {number}.", title=f"Notulen rapat {number}",
            state=ProcessingState.READ,
        )  # fmt: skip
    run_index()
    urls.urlpatterns.insert(0, path("bare/", bare))
    client = Client()
    client.force_login(person.user, backend="portal.people.sign_in.NipOrNameBackend")
    addresses = {
        "bare Django view": "/bare/",
        "home": reverse("home:dashboard"),
        f"own files ({FILES})": reverse("evidence:list"),
        "file page": version.get_absolute_url(),
        "search page": f"{reverse('search:results')}?q=rapat",
    }
    rows: list[Row] = []
    for name, address in addresses.items():
        found, queries = measure(lambda a=address: client.get(a, follow=True), times)
        middle = statistics.median(found)
        base = rows[0].p50_ms if rows else middle
        last = found[round((len(found) - 1) * 0.95)]
        rows.append(
            Row(name, round(middle, 2), round(last, 2), round(middle / base, 1), queries)
        )
    return rows


def measure(ask: Callable[[], Any], times: int) -> tuple[list[float], int]:
    """Sorted milliseconds, and the queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = ask()
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request['PATH_INFO']} answered {answer.status_code}.")
    with CaptureQueriesContext(connection) as queries:
        ask()
    # Counted now: the next request empties the log.
    count = len(queries)
    found = []
    for _time in range(times):
        start = time.perf_counter()
        ask()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found), count


if __name__ == "__main__":
    from bench.ground import own_portal  # beside its only use

    with own_portal():
        for row in run():
            print(f"{row.name:20} {row.p50_ms:8} {row.p95_ms:8} ms {row.ratio:6} x {row.queries:4}")
