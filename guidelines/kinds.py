"""Kinds of regulations and of their parts. Official words stay official in both languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegulationKind(models.TextChoices):
    """Jenis peraturan: UU 12/2011 Pasal 7 and 8, and what offices issue beside them."""

    CONSTITUTION = "uud", "Undang-Undang Dasar"
    LAW = "uu", "Undang-Undang"
    LAW_IN_LIEU = "perppu", "Peraturan Pemerintah Pengganti Undang-Undang"
    GOVERNMENT = "pp", "Peraturan Pemerintah"
    PRESIDENT = "perpres", "Peraturan Presiden"
    MINISTER = "permen", "Peraturan Menteri"
    AGENCY = "perban", "Peraturan Badan"
    PROVINCE = "perda-provinsi", "Peraturan Daerah Provinsi"
    DISTRICT = "perda", "Peraturan Daerah Kabupaten/Kota"
    GOVERNOR = "pergub", "Peraturan Gubernur"
    REGENT = "perbup", "Peraturan Bupati"
    MAYOR = "perwal", "Peraturan Wali Kota"
    DECREE = "keputusan", "Keputusan"
    INSTRUCTION = "instruksi", "Instruksi"
    CIRCULAR = "se", "Surat Edaran"
    TECHNICAL = "juknis", "Petunjuk Teknis"


#: Kinds that need no issuer in citation and address: there is only one who issues them.
OF_THE_STATE = frozenset(
    {
        RegulationKind.CONSTITUTION,
        RegulationKind.LAW,
        RegulationKind.LAW_IN_LIEU,
        RegulationKind.GOVERNMENT,
        RegulationKind.PRESIDENT,
    }
)

#: What is no "peraturan perundang-undangan" (UU 12/2011 Pasal 7 and 8).
NOT_LEGISLATION = frozenset(
    {
        RegulationKind.DECREE,
        RegulationKind.INSTRUCTION,
        RegulationKind.CIRCULAR,
        RegulationKind.TECHNICAL,
    }
)

SHORT_NAMES: dict[str, str] = {
    RegulationKind.CONSTITUTION: "UUD",
    RegulationKind.LAW: "UU",
    RegulationKind.LAW_IN_LIEU: "Perppu",
    RegulationKind.GOVERNMENT: "PP",
    RegulationKind.PRESIDENT: "Perpres",
    RegulationKind.MINISTER: "Permen",
    RegulationKind.AGENCY: "Peraturan",
    RegulationKind.PROVINCE: "Perda",
    RegulationKind.DISTRICT: "Perda",
    RegulationKind.GOVERNOR: "Pergub",
    RegulationKind.REGENT: "Perbup",
    RegulationKind.MAYOR: "Perwal",
    RegulationKind.DECREE: "Keputusan",
    RegulationKind.INSTRUCTION: "Instruksi",
    RegulationKind.CIRCULAR: "SE",
    RegulationKind.TECHNICAL: "Juknis",
}


class RelationKind(models.TextChoices):
    """What one regulation does to another. One row, read from both sides."""

    AMENDS = "amends", _("amends")
    REVOKES = "revokes", _("revokes")
    IMPLEMENTS = "implements", _("implements")
    CITES = "cites", _("cites")
    EXPLAINS = "explains", _("explains")

    @property
    def from_the_other_side(self) -> str:
        """The label as the regulation reads it to which it is done."""
        return {
            RelationKind.AMENDS: _("amended by"),
            RelationKind.REVOKES: _("revoked by"),
            RelationKind.IMPLEMENTS: _("implemented by"),
            RelationKind.CITES: _("cited by"),
            RelationKind.EXPLAINS: _("explained by"),
        }[self]
