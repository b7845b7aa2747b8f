"""Asking the pages of a period as a browser would."""

import uuid

from django.urls import reverse

from portal.core.actor import Actor
from portal.people.domain.teams import grant_role
from portal.people.models import ScopedRole
from portal.planning.domain.results import IndicatorInput
from portal.planning.models import Realization
from tests.factories.evidence import make_kind
from tests.factories.people import SINCE, _keeper_account
from tests.factories.planning import indicator_of, period_of

PLANTED = "Berita acara sangat khas 7731"
STRANGERS = ["colleague", "outsider", "foreigner", "admin", "superuser"]
FILING = (
    "realization", "submit_realization", "reopen", "accept_realization", "return_realization",
    "upload_use", "pick_use",
)
OF_PERIOD = (
    "period", "action_plan", "submit_action", "return_action", "agree_action", "reopen_action",
)
OF_USE = ("use", "withdraw_use", "replace_use")


def filing(name, plan, period=None, line=None):
    """Address of the filing page or of one of its verbs."""
    period = period or period_of(plan)
    line = line or indicator_of(plan).line
    return reverse(f"planning:{name}", args=[plan.public_id, period.pk, line])


def in_period(name, plan, period=None):
    return reverse(f"planning:{name}", args=[plan.public_id, (period or period_of(plan)).pk])


def of_use(name, use):
    if name == "short":
        return reverse("planning:short", args=[use.short_code])
    return reverse(f"planning:{name}", args=[use.pk])


def every_address(use):
    plan = use.realization.plan
    found = [in_period(name, plan) for name in OF_PERIOD]
    found += [filing(name, plan) for name in FILING]
    return found + [of_use(name, use) for name in (*OF_USE, "short")]


def words(value="3", narrative="Tiga laporan selesai.", revision=1, **more):
    return {
        "value": value, "narrative": narrative, "data_source": "buku register",
        "revision": revision, **more,
    }


def upload(**values):
    return {
        "title": "Laporan triwulan", "kind": make_kind().pk,
        "confidentiality": "ordinary", "sharing": "only_me", "submission_id": str(uuid.uuid4()),
        **values,
    }


def now(plan, period=None):
    return Realization.objects.get(plan=plan, period=period or period_of(plan))


def line_data(plan, *, revision=1, **values):
    data = {"revision": revision}
    for result in plan.standing_version.results.all():
        for indicator in result.indicators.all():
            for name, value in values.items():
                data[f"l{indicator.line.hex}-{name}"] = value
    return data


def many(count):
    return tuple(
        IndicatorInput(f"Jumlah dokumen jenis {number}", "12", "dokumen")
        for number in range(count)
    )


def make_helper(everyone, employee, *classes, **scope):
    """A letter that lets the employee check: the owner's unit unless told."""
    scope = scope or {"unit": everyone.unit}
    return grant_role(
        employee, ScopedRole.Role.HELPER, SINCE, actor=Actor(user=_keeper_account()),
        classes=list(classes or ("ordinary",)), **scope,
    )
