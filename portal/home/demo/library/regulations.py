"""Records of regulations that guides and offices cite: names, dates and what they do to each other.

Only what is known from their texts or from published summaries; where an official
title is not known, the record says so.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import practice


@dataclass(frozen=True)
class Act:
    """What a regulation does to another one of the demo."""

    kind: str
    target: str
    since: date | None = None


@dataclass(frozen=True)
class Record:
    """One regulation.

    Attributes:
        key: how guides of the demo call it.
        facts: fields of ``RegulationPage``.
        acts: relations.
        text_file: name of its text among the real test data, where that is present.
        text: a text for practice.
        at: when the editor hands it in; ``-3 09.00``: so many days before now.
        approved: when it is approved; empty: it still waits, or is a draft.
        is_handed_in: False leaves a draft.
    """

    key: str
    facts: dict[str, Any]
    acts: tuple[Act, ...] = ()
    text_file: str = ""
    text: str = ""
    at: str = "2025-01-06 09.00"
    approved: str = "2025-01-07 10.00"
    is_handed_in: bool = True
    also: dict[str, Any] = field(default_factory=dict)


PRESIDENT = {"enacted_in": "Jakarta", "legal_field": "Aparatur negara"}
PANRB = {
    "issuer_code": "panrb", "legal_field": "Aparatur negara",
    "issuer": "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
}  # fmt: skip
OFFICE = {"issuer_code": "kantor-contoh", "issuer": "Kantor contoh (karangan)"}
UNKNOWN = "judul resmi belum dicatat"

RECORDS = (
    Record("uu-25-2009", {
        **PRESIDENT, "kind": "uu", "number": "25", "year": 2009, "title": "Pelayanan Publik",
        "title_en": "Public services", "enacted_on": date(2009, 7, 18),
        "promulgated_on": date(2009, 7, 18), "source": "LN 2009/NO.112, TLN NO.5038",
        "subjects": "pelayanan publik",
    }),
    Record("uu-12-2011", {
        "kind": "uu", "number": "12", "year": 2011, "enacted_in": "Jakarta",
        "title": "Pembentukan Peraturan Perundang-undangan", "title_en": "Making of legislation",
        "subjects": "peraturan perundang-undangan", "legal_field": "Tata negara",
    }),
    Record("uu-15-2019", {
        "kind": "uu", "number": "15", "year": 2019, "enacted_in": "Jakarta",
        "title": "Perubahan atas Undang-Undang Nomor 12 Tahun 2011 tentang Pembentukan "
                 "Peraturan Perundang-undangan",
        "title_en": "First amendment of the law on the making of legislation",
        "enacted_on": date(2019, 10, 2), "promulgated_on": date(2019, 10, 4),
        "source": "LN 2019/NO.183, TLN NO.6398", "legal_field": "Tata negara",
    }, (Act("amends", "uu-12-2011"),)),
    Record("uu-13-2022", {
        "kind": "uu", "number": "13", "year": 2022,
        "title": "Perubahan Kedua atas Undang-Undang Nomor 12 Tahun 2011 tentang Pembentukan "
                 "Peraturan Perundang-undangan",
        "title_en": "Second amendment of the law on the making of legislation",
        "summary": "Menambah antara lain metode omnibus.", "legal_field": "Tata negara",
    }, (Act("amends", "uu-12-2011"),)),
    Record("pp-28-2012", {
        **PRESIDENT, "kind": "pp", "number": "28", "year": 2012,
        "title": "Pelaksanaan Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "title_en": "Implementation of the law on archives", "enacted_on": date(2012, 2, 27),
        "promulgated_on": date(2012, 2, 27), "source": "LN 2012/NO.53, TLN NO.5286",
        "subjects": "kearsipan, retensi", "legal_field": "Kearsipan",
    }),
    Record("uu-5-2014", {
        **PRESIDENT, "kind": "uu", "number": "5", "year": 2014, "title": "Aparatur Sipil Negara",
        "title_en": "State civil apparatus", "enacted_on": date(2014, 1, 15),
        "promulgated_on": date(2014, 1, 15), "source": "LN 2014/NO.6, TLN NO.5494",
        "subjects": "aparatur sipil negara", "stated_status": "Tidak Berlaku",
    }, text_file="uu-2014-5.md"),
    Record("uu-20-2023", {
        **PRESIDENT, "kind": "uu", "number": "20", "year": 2023, "title": "Aparatur Sipil Negara",
        "title_en": "State civil apparatus", "in_force_on": date(2023, 10, 31),
        "subjects": "aparatur sipil negara",
        "summary": "Mengganti Undang-Undang Nomor 5 Tahun 2014.",
    }, (Act("revokes", "uu-5-2014", date(2023, 10, 31)),)),
    Record("pp-49-2018", {
        **PRESIDENT, "kind": "pp", "number": "49", "year": 2018,
        "title": "Manajemen Pegawai Pemerintah dengan Perjanjian Kerja",
        "title_en": "Management of government employees with a work agreement",
        "subjects": "PPPK",
    }, (Act("implements", "uu-5-2014"),)),
    Record("pp-30-2019", {
        **PRESIDENT, "kind": "pp", "number": "30", "year": 2019,
        "title": "Penilaian Kinerja Pegawai Negeri Sipil",
        "title_en": "Performance appraisal of civil servants", "enacted_on": date(2019, 4, 26),
        "promulgated_on": date(2019, 4, 29), "source": "LN 2019/NO.77, TLN NO.6340",
        "subjects": "kinerja, SKP, penilaian",
        "summary": "Perencanaan, pelaksanaan, penilaian, dan tindak lanjut kinerja pegawai "
                   "negeri sipil.",
    }, (Act("implements", "uu-5-2014"),), text_file="pp-2019-30.md"),
    Record("permen-8-2021", {
        **PANRB, "kind": "permen", "number": "8", "year": 2021,
        "title": f"kinerja pegawai negeri sipil ({UNKNOWN})",
        "summary": "Digantikan oleh Permen PANRB 6/2022.", "stated_status": "Tidak Berlaku",
    }, (Act("implements", "pp-30-2019"),)),
    Record("permen-6-2022", {
        **PANRB, "kind": "permen", "number": "6", "year": 2022,
        "title": "Pengelolaan Kinerja Pegawai Aparatur Sipil Negara",
        "title_en": "Performance management of the civil service",
        "enacted_on": date(2022, 2, 3), "subjects": "kinerja, SKP, ekspektasi, predikat",
        "stated_status": "Berlaku",
        "summary": "Berlaku bagi PNS dan PPPK: perencanaan; pelaksanaan, pemantauan, dan "
                   "pembinaan; penilaian; tindak lanjut.",
    }, (Act("implements", "pp-30-2019"), Act("implements", "pp-49-2018"),
        Act("revokes", "permen-8-2021"))),
    Record("permen-1-2023", {
        **PANRB, "kind": "permen", "number": "1", "year": 2023,
        "title": f"jabatan fungsional ({UNKNOWN})", "subjects": "jabatan fungsional, angka kredit",
    }),
    Record("perban-3-2023", {
        "kind": "perban", "issuer_code": "bkn", "issuer": "Badan Kepegawaian Negara",
        "number": "3", "year": 2023, "title": f"angka kredit jabatan fungsional ({UNKNOWN})",
        "subjects": "angka kredit", "legal_field": "Aparatur negara",
    }, (Act("implements", "permen-1-2023"),)),
    Record("se-3-2023", {
        **PANRB, "kind": "se", "number": "3", "year": 2023, "enacted_on": date(2023, 1, 31),
        "title": f"capaian kinerja organisasi dan pola distribusi predikat ({UNKNOWN})",
        "subjects": "predikat, pola distribusi",
    }, (Act("explains", "permen-6-2022"),)),
    Record("perban-22-2017", {
        "kind": "perban", "issuer_code": "anri", "issuer": "Arsip Nasional Republik Indonesia",
        "number": "22", "year": 2017, "title": "Pedoman Retensi Arsip Urusan Kepegawaian",
        "title_en": "Retention of personnel records", "subjects": "retensi arsip",
        "legal_field": "Kearsipan",
    }, (Act("implements", "pp-28-2012"),)),
    Record("contoh-1", {
        **OFFICE, "kind": "juknis", "number": "1", "year": 2025,
        "title": f"{practice.TITLE}: Menulis dan Membuktikan Kinerja",
        "title_en": "Text for practice, no regulation: writing and proving performance",
        "in_force_on": date(2025, 1, 2), "subjects": "latihan",
        "summary": "Naskah karangan kantor contoh untuk mencoba impor, sitasi, dan perubahan. "
                   "Tidak mengikat siapa pun.",
    }, text=practice.FIRST),
    Record("contoh-2", {
        **OFFICE, "kind": "juknis", "number": "2", "year": 2026,
        "title": f"{practice.TITLE}: Menyimpan Arsip Kinerja",
        "summary": "Naskah karangan yang sengaja rusak, untuk mencoba perbaikan hasil impor.",
        "subjects": "latihan",
    }, text=practice.DAMAGED, at="-4 10.20", approved="", is_handed_in=False),
)  # fmt: skip
