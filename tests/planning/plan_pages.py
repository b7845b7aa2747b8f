"""Asking the pages of a plan as a browser would."""

from html import unescape

from django.urls import reverse

from portal.planning.domain import plans
from portal.planning.states import ChangeReason
from tests.factories.planning import actor_of as acting

PLANTED = "Terlaksananya pelayanan sangat khas 7731"
ROW = {"statement": "Jumlah laporan", "target_text": "12", "target_unit": "dokumen"}


def at(name, plan, *more):
    return reverse(f"planning:{name}", args=[plan.public_id, *more])


def text_of(response):
    return unescape(response.content.decode())


def make_change(plan, reason=ChangeReason.PRIORITY):
    """An open second version of an agreed plan."""
    return plans.open_change(
        plan, reason, "Prioritas kecamatan berubah.", plan.starts_on, actor=acting(plan.employee)
    )


def typed(version, *rows, **values):
    """A result as the form sends it; each row is a dictionary of one indicator."""
    data = {
        "version": version.number, "revision": version.revision, "statement": PLANTED,
        "kind": "main", "supported_text": "", "assigned_by": "",
        "indicators-TOTAL_FORMS": len(rows), "indicators-INITIAL_FORMS": 0, **values,
    }  # fmt: skip
    for number, row in enumerate(rows):
        full = {
            "line": "", "statement": "", "target_text": "", "target_unit": "",
            "aspect": "quantity", "accumulation": "cumulative", **row,
        }
        data |= {f"indicators-{number}-{name}": value for name, value in full.items()}
    return data
