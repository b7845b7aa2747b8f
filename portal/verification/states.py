"""Outcomes, reason codes and the eight points of a check (domain.md 4.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """What a check ends with."""

    ACCEPTED = "accepted", pgettext_lazy("use", "accepted")
    RETURNED = "returned", pgettext_lazy("use", "returned")


class ReasonCode(models.TextChoices):
    """Why a use is returned."""

    NOT_OPEN = "tidak_terbuka", _("cannot be opened or read")
    OUTSIDE = "di_luar_periode", _("outside the period")
    NOT_OWN = "bukan_milik", _("does not belong to the person or team")
    NOT_RELEVANT = "tidak_relevan", _("does not fit the indicator")
    COUNT = "jumlah_tidak_cocok", _("does not support the number")
    NOT_FINAL = "belum_final", _("not final or not signed")
    DUPLICATE = "duplikat", _("counted already elsewhere")
    PERSONAL_DATA = "data_pribadi", _("contains personal data that must not be there")
    INCOMPLETE = "kurang_lengkap", _("incomplete")


POINTS = {
    1: _("It opens and can be read"),
    2: _("Its date lies in the period"),
    3: _("It belongs to the person or team"),
    4: _("It fits the indicator"),
    5: _("It supports the number that is claimed"),
    6: _("It is final, and signed where needed"),
    7: _("It holds no personal data that must not be there"),
    8: _("It is not counted elsewhere for the same thing"),
}
# True of the file, so judged once for its bytes and carried along (product.md 3.5).
POINTS_OF_FILE = frozenset({1, 6, 7})
REASON_OF_POINT = {
    1: ReasonCode.NOT_OPEN,
    2: ReasonCode.OUTSIDE,
    3: ReasonCode.NOT_OWN,
    4: ReasonCode.NOT_RELEVANT,
    5: ReasonCode.COUNT,
    6: ReasonCode.NOT_FINAL,
    7: ReasonCode.PERSONAL_DATA,
    8: ReasonCode.DUPLICATE,
}
