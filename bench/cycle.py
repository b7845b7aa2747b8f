"""Figures of the cycle's pages: ``python -m bench.cycle``.

A leader with 3 and with 30 people, each with a plan, a realization, a file and
an evaluation, beside a bare view of Django in the same process. The number of
queries of a page must be the same for both sizes.
"""

from __future__ import annotations

import statistics
from typing import Any

from bench.pages import Row, bare, measure

SIZES = (3, 30)


def run(times: int = 30) -> list[Row]:
    """Measure in the portal of the settings, which must be migrated and empty."""
    from django.test import Client
    from django.urls import path, reverse

    from portal import urls
    from portal.planning.models import EvidenceUse
    from portal.planning.queries import indicators_of
    from tests.factories.evaluation import make_evaluation
    from tests.factories.people import appoint, make_employee_with_user, make_unit
    from tests.factories.planning import make_plan, make_use, period_of

    urls.urlpatterns.insert(0, path("bare/", bare))
    unit = make_unit()
    leader = make_employee_with_user(unit, "Hendra Gunawan, S.STP.", is_head=True)
    rows: list[Row] = []
    clients: dict[int, Client] = {}

    def client_of(user: Any) -> Client:
        if user.pk not in clients:
            clients[user.pk] = Client()
            clients[user.pk].force_login(
                user, backend="portal.people.sign_in.NipOrNameBackend"
            )
        return clients[user.pk]

    def ask(name: str, user: Any, address: str) -> None:
        found, queries = measure(lambda: client_of(user).get(address, follow=True), times)
        middle = statistics.median(found)
        base = rows[0].p50_ms if rows else middle
        last = found[round((len(found) - 1) * 0.95)]
        rows.append(
            Row(name, round(middle, 2), round(last, 2), round(middle / base, 1), queries)
        )

    ask("bare Django view", leader.user, "/bare/")
    people = 0
    for size in SIZES:
        while people < size:
            person = make_employee_with_user(unit, f"Pegawai Nomor {people + 1}")
            appoint(leader, person)
            plan = make_plan(person, results=3)
            make_use(plan, text=f"Notulen pegawai {people}.", title=f"Notulen {people}")
            make_evaluation(plan)
            people += 1
        label = f"{size} people"
        ask(f"all my people, {label}", leader.user, reverse("evaluation:people"))
        ask(f"queue of files to check, {label}", leader.user, reverse("verification:queue"))
        ask(f"home of the leader, {label}", leader.user, "/")
    place = [plan.public_id, period_of(plan).pk]
    use = EvidenceUse.objects.filter(realization__plan=plan).get()
    line = indicators_of(plan.standing_version)[0].line
    ask("one evaluation", leader.user, reverse("evaluation:evaluation", args=place))
    ask("bench", leader.user, reverse("verification:bench", args=[use.pk]))
    ask("own plan", person.user, reverse("planning:plan", args=[plan.public_id]))
    ask("own period", person.user, reverse("planning:period", args=place))
    ask("filing", person.user, reverse("planning:realization", args=[*place, line]))
    ask("Salin ke e-Kinerja", person.user, reverse("evaluation:copy_period", args=place))
    return rows


if __name__ == "__main__":
    from bench.ground import own_portal  # beside its only use

    with own_portal():
        for row in run():
            print(f"{row.name:36} {row.p50_ms:8} {row.p95_ms:8} ms {row.ratio:6} x {row.queries:4}")
