"""Reports of plans and evaluations as their forms print them, without a database."""

from datetime import date
from typing import Any

from portal.evaluation.report import (
    BehaviorRow,
    EvaluationReport,
    IndicatorRow,
    ResultRow,
    Said,
)
from portal.people.snapshots import PersonSnapshot
from portal.planning.report import BehaviorLine, IndicatorLine, PlanReport, ResultLine

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
AGENCY = "Pemerintah Kabupaten Contoh"
EMPLOYEE = PersonSnapshot(
    name="Ratna Wulandari, S.Sos.",
    number="198501012010012002",
    rank="Penata Muda Tk. I, III/b",
    position="Analis Kebijakan Ahli Pertama",
    unit="Seksi Pemerintahan",
    agency=AGENCY,
)
APPRAISER = PersonSnapshot(
    name="Drs. Hendra Gunawan, M.Si.",
    number="197203041998031005",
    rank="Pembina, IV/a",
    position="Camat Sukamaju",
    unit="Kecamatan Sukamaju",
    agency=AGENCY,
)
SUPERIOR = PersonSnapshot(
    name="Ir. Sri Mulyani Hartati, M.T.",
    number="196909121994032004",
    rank="Pembina Utama Muda, IV/c",
    position="Sekretaris Daerah",
    unit="Sekretariat Daerah",
    agency=AGENCY,
)
ELECTED = PersonSnapshot(name="H. Bambang Sutrisno", position="Bupati Contoh", agency=AGENCY)
VALUES = (
    ("Berorientasi Pelayanan", (
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    )),
    ("Akuntabel", (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin dan "
        "berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, "
        "dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    )),
    ("Kompeten", (
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    )),
    ("Harmonis", (
        "Menghargai setiap orang apapun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    )),
    ("Loyal", (
        "Memegang teguh ideologi Pancasila, UUD NRI Tahun 1945, setia kepada NKRI serta "
        "pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
        "Menjaga rahasia jabatan dan negara",
    )),
    ("Adaptif", (
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    )),
    ("Kolaboratif", (
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    )),
)  # fmt: skip


def long_text(count: int, mark: str = "kata") -> str:
    """About ``count`` characters in words that are all different, ``mark`` before each number."""
    words, length, number = [], 0, 0
    while length < count:
        word = f"{mark}{number:05d}"
        words.append(word)
        length += len(word) + 1
        number += 1
    return " ".join(words)[:count]


def result_line(number: int = 1, *, kind: str = "main", **facts: Any) -> ResultLine:
    """A planned result with two indicators."""
    facts.setdefault("supports", f"Terwujudnya tata kelola kecamatan yang tertib ke-{number}")
    facts.setdefault("statement", f"Terlaksananya pelayanan administrasi ke-{number}")
    facts.setdefault(
        "indicators",
        (
            IndicatorLine(
                "kuantitas", "penerima layanan", f"Jumlah laporan pelayanan ke-{number}",
                "12 dokumen",
            ),
            IndicatorLine(
                "waktu", "proses bisnis", f"Kecepatan penyelesaian ke-{number}", "2–3 hari kerja"
            ),
        ),
    )
    return ResultLine(kind=kind, **facts)


def plan_report(form: str = "F1", *, results: int = 2, **facts: Any) -> PlanReport:
    """An agreed plan with main results and one additional result."""
    return PlanReport(
        **{
            "form": form,
            "agency": AGENCY,
            "is_companion": False,
            "year": 2026,
            "starts_on": date(2026, 1, 1),
            "last_day": date(2026, 12, 31),
            "employee": EMPLOYEE,
            "appraiser": APPRAISER,
            "results": (
                *(result_line(number) for number in range(1, results + 1)),
                result_line(
                    results + 1, kind="additional",
                    statement="Tersusunnya laporan tim terpadu (penugasan dari Camat)",
                ),
            ),
            "behavior": tuple(
                BehaviorLine(value, guides, f"Harapan pimpinan tentang {value.lower()}")
                for value, guides in VALUES
            ),
            "annexes": (
                ("Dukungan Sumber Daya", ("Komputer dan jaringan", "Anggaran perjalanan dinas")),
                ("Skema Pertanggungjawaban", ("Laporan setiap triwulan",)),
                ("Konsekuensi", ("Prioritas mengikuti pelatihan",)),
            ),
            "number": 1,
            "agreed_on": date(2026, 1, 20),
            "is_draft": False,
            "is_leadership": form == "F2",
            **facts,
        }
    )  # fmt: skip


def result_row(number: int = 1, *, kind: str = "main", **facts: Any) -> ResultRow:
    """A result with two realized indicators and one piece of feedback."""
    facts.setdefault("supports", f"Terwujudnya tata kelola kecamatan yang tertib ke-{number}")
    facts.setdefault("statement", f"Terlaksananya pelayanan administrasi ke-{number}")
    facts.setdefault(
        "indicators",
        (
            IndicatorRow(
                "kuantitas", "penerima layanan", f"Jumlah laporan pelayanan ke-{number}",
                "3 dokumen", "12 dokumen", "3 dokumen berdasarkan buku register surat",
            ),
            IndicatorRow(
                "waktu", "proses bisnis", f"Kecepatan penyelesaian ke-{number}",
                "2–3 hari kerja", "2–3 hari kerja", "2 hari kerja berdasarkan rekap disposisi",
            ),
        ),
    )
    facts.setdefault(
        "feedback", (Said("Hendra Gunawan", f"Pertahankan mutu laporan ke-{number}."),)
    )
    return ResultRow(kind=kind, **facts)


def evaluation_report(form: str = "F5", *, results: int = 2, **facts: Any) -> EvaluationReport:
    """A delivered evaluation of the third quarter."""
    return EvaluationReport(
        **{
            "form": form,
            "agency": AGENCY,
            "is_companion": False,
            "period_label": "Triwulan III",
            "year": 2026,
            "is_annual": False,
            "starts_on": date(2026, 7, 1),
            "last_day": date(2026, 9, 30),
            "employee": EMPLOYEE,
            "appraiser": APPRAISER,
            "superior": SUPERIOR,
            "unit": "Kecamatan Sukamaju",
            "achievement": "Istimewa",
            "results": (
                *(result_row(number) for number in range(1, results + 1)),
                result_row(results + 1, kind="additional"),
            ),
            "behavior": tuple(
                BehaviorRow(
                    value, guides, f"Harapan pimpinan tentang {value.lower()}",
                    (Said("Hendra Gunawan", f"Sudah terlihat pada {value.lower()}."),),
                )
                for value, guides in VALUES
            ),
            "result_rating": "Di atas ekspektasi",
            "behavior_rating": "Sesuai ekspektasi",
            "overall": "Baik",
            "rating_note": "",
            "recommendation": "Ikutkan pelatihan analisis kebijakan pada semester depan.",
            "response": "",
            "answer": "",
            "delivered_on": date(2026, 10, 12),
            "accepted_on": None,
            "counted_as_received": False,
            "other_plans": (),
            "reasons": (),
            "sha256": SHA256,
            "is_leadership": form == "F4",
            **facts,
        }
    )  # fmt: skip
