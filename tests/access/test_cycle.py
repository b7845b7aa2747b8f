"""Every address of the cycle against everybody: what the rules say is what the address answers."""

from urllib.parse import urlsplit

import pytest
from django.urls import URLResolver, get_resolver, reverse

from portal.access import ADDRESSES, Opens
from portal.core.models import HistoryEvent
from portal.evaluation.states import EvaluationState
from portal.planning.models import EvidenceUse
from portal.planning.states import ActionState, UseState
from tests.factories.evaluation import make_evaluation
from tests.factories.planning import (
    indicator_of,
    make_action_plan,
    make_draft,
    make_plan,
    make_use,
    period_of,
)

from .test_access import PLANTED, STRANGERS, body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PACKAGES = ("planning:", "verification:", "evaluation:")
OURS = [row for row in ADDRESSES if row.name.startswith(PACKAGES)]
RECORDS = [row for row in OURS if row.opens == Opens.RECORD]
OF_RESULT = {"planning:result", "planning:result_remove"}
MAY_BE_ABSENT = {
    "planning:compare", "evaluation:document", "evaluation:bkn_file",
    "evaluation:achievement_letter",
}  # fmt: skip
WITH_PLANTED = {"planning:plan", "planning:period", "planning:realization", "planning:use"}


def parameters(resolver, namespace=""):
    """URL name to the names of its parameters."""
    found = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace
            found |= parameters(pattern, f"{namespace}{inner}:" if inner else namespace)
        elif pattern.name:
            found[f"{namespace}{pattern.name}"] = list(pattern.pattern.converters)
    return found


class Planted:
    """A plan of the owner that says the planted word in every record, handed in as far as told."""

    def __init__(self, owner, *, handed_in, delivered=False):
        indicator = {"statement": f"Terlaksananya {PLANTED}"}
        if not handed_in:
            self.plan = make_draft(owner, **indicator).plan
            self.version = self.plan.versions.get()
            self.result = self.version.results.get()
            self.indicator = self.result.indicators.get()
            self.period, self.use = period_of(self.plan), None
            return
        self.plan = make_plan(owner, **indicator)
        self.period = period_of(self.plan)
        make_action_plan(self.plan, state=ActionState.SUBMITTED, action=f"Menyusun {PLANTED}")
        self.use = make_use(self.plan, title=f"Notulen {PLANTED}", state=UseState.ACCEPTED)
        self.indicator = indicator_of(self.plan)
        self.result = self.indicator.result
        state = EvaluationState.DELIVERED if delivered else EvaluationState.OPEN
        self.evaluation = make_evaluation(
            self.plan, state=state, recommendation=f"Lanjutkan {PLANTED}"
        )

    def address(self, name):
        """The address of a URL name for these records."""
        values = {
            "public_id": self.plan.public_id, "period": self.period.pk,
            "line": self.indicator.line, "unit": self.plan.unit_id, "year": self.plan.year,
            "form": "F5", "number": 1, "code": self.use.short_code if self.use else "abcdefghj",
        }
        use_pk = self.use.pk if self.use else 1
        values["pk"] = self.result.pk if name in OF_RESULT else use_pk
        needed = parameters(get_resolver())[name]
        return reverse(name, kwargs={one: values[one] for one in needed})

    def record(self, row):
        """The record that an address is about."""
        model = row.model.rpartition(".")[2]
        if model == "Evaluation":
            return self.evaluation
        if model == "OrgUnit":
            return self.plan.unit
        if model == "EvidenceUse":
            return self.use
        if model == "Realization":
            return self.use.realization
        if model == "PlanVersion":
            return self.plan.versions.get()
        return self.plan


@pytest.mark.parametrize("handed_in", [False, True], ids=["in its owner's hands", "handed in"])
def test_the_cycle_is_not_there_for_strangers(everyone, client_of, handed_in):
    planted = Planted(everyone.owner, handed_in=handed_in)
    before = HistoryEvent.objects.count()
    for name in STRANGERS:
        client = client_of(everyone.users[name])
        for row in RECORDS:
            address = planted.address(row.name)
            for response in (client.get(address), client.post(address, {"note": "x" * 20})):
                method = response.request["REQUEST_METHOD"]
                where = f"{name} {method} {row.name}: {response.status_code}"
                assert PLANTED not in body_of(response), where
                if method not in row.methods:
                    assert response.status_code == 405, where
                elif name != "anonymous":
                    assert response.status_code == 404, where
                elif method == "GET":
                    assert response.status_code == 302, where
                    assert urlsplit(response.url).path == reverse("people:sign_in"), where
                else:
                    assert response.status_code == 401, where
    assert HistoryEvent.objects.count() == before


@pytest.mark.parametrize("delivered", [False, True], ids=["being rated", "delivered"])
def test_the_cycle_answers_as_the_rules_say(everyone, client_of, delivered):
    planted = Planted(everyone.owner, handed_in=True, delivered=delivered)
    for name, user in everyone.users.items():
        if name == "anonymous":
            continue
        client = client_of(user)
        fresh = type(user)._default_manager.get(pk=user.pk)
        for row in RECORDS:
            if "GET" not in row.methods:
                continue
            record = planted.record(row)
            response = client.get(planted.address(row.name))
            where = f"{name} {row.name}: {response.status_code}"
            body = body_of(response)
            if not fresh.has_perm(row.sees, record):
                assert response.status_code == 404, where
                assert PLANTED not in body, where
                continue
            allowed = all(fresh.has_perm(one, record) for one in row.permissions)
            if row.permissions and not allowed:
                assert response.status_code in {row.refusal, 404}, where
            else:
                # What is seen, but is not there yet (a document, a second version) is 404 too.
                is_there = row.name not in MAY_BE_ABSENT
                assert response.status_code in ({200, 302} if is_there else {200, 404}), where
            if row.name in WITH_PLANTED:
                assert response.status_code == 200, where
                assert PLANTED in body, where


def test_own_pages_of_the_cycle_tell_strangers_nothing(everyone, client_of):
    Planted(everyone.owner, handed_in=True, delivered=True)
    assert EvidenceUse.objects.count() == 1
    for name in STRANGERS:
        client = client_of(everyone.users[name])
        for row in OURS:
            if row.opens == Opens.SIGNED_IN and "GET" in row.methods:
                response = client.get(reverse(row.name), {"q": PLANTED[:5]})
                assert response.status_code in {200, 302}, f"{name} {row.name}"
                assert PLANTED not in body_of(response), f"{name} {row.name}"
