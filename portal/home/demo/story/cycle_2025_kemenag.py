"""The cycle of 2025 in the Kemenag office: four quarters of two work teams and a KUA."""

from ..cycle.flows import agreed, at, filed, half_year, rated
from ..cycle.flows import planned as action_plan
from ..cycle.periods import Proof, Realized, Reopened
from ..cycle.plans import ExpectedOfUnit, GaveUpChange, OpenedChange
from ..cycle.rating import (
    Achieved,
    AnsweredResponse,
    BknNoted,
    Rated,
    Recalled,
    Received,
    Responded,
    Said,
    TimeRanOut,
)
from ..events import Event
from .cycle_kemenag import (
    ANWAR,
    KASI_BIMAS,
    KASI_PENMAD,
    KASI_PHU,
    KASUBAG_TU,
    KEPALA_KANTOR,
    KEPALA_KUA,
    PENGHULU,
    RAHMI,
    STAF_PENMAD,
)

QUARTERS = ("2025-01", "2025-04", "2025-07", "2025-10")
PLANS: tuple[Event, ...] = (
    *agreed(KEPALA_KANTOR, 2025, "01-06 09.30", "01-08 09.00"),
    ExpectedOfUnit("2025-01-09 10.00", "kepala_kantor", "kantor", 2025, {
        1: "Warga kepulauan dilayani dengan jadwal yang diumumkan satu bulan sebelumnya.",
        2: "Berkas jemaah dan nikah tidak dibawa keluar tanpa catatan.",
        6: "Bila cuaca menunda kunjungan, jadwal pengganti dibuat pada hari yang sama."}),
    *agreed(KASUBAG_TU, 2025, "01-09 09.00", "01-10 09.00"),
    *agreed(KASI_PENMAD, 2025, "01-09 09.20", "01-10 09.10"),
    *agreed(KASI_PHU, 2025, "01-09 09.40", "01-10 09.20"),
    *agreed(KASI_BIMAS, 2025, "01-09 10.30", "01-10 09.30"),
    *agreed(KEPALA_KUA, 2025, "01-13 09.00", "01-14 10.00"),
    *agreed(RAHMI, 2025, "01-14 09.00", "01-15 11.00", {
        7: "Ketua tim memberi umpan balik tertulis kepada anggota setiap bulan."}),
    *agreed(STAF_PENMAD, 2025, "01-14 09.30", "01-15 11.10"),
    *agreed(ANWAR, 2025, "01-14 10.00", "01-15 13.00"),
    *agreed(PENGHULU, 2025, "01-15 09.00", "01-16 09.00"),
    OpenedChange("2025-08-04 09.00", "anwar", 2025, "assignment",
                 "Penugasan sebagai petugas embarkasi selama dua bulan.", "2025-08-04"),
    GaveUpChange("2025-08-07 10.00", "anwar", 2025),
)

SUPERVISION = "Laporan supervisi kelas kepulauan"
STUDENTS = "Rekap data madrasah Maret 2025"
PROOFS: dict[tuple[str, str], tuple[Proof, ...]] = {
    ("rahmi", "2025-01"): (
        Proof(1, "Notulen rapat tim: peta mutu madrasah", "Pembagian wilayah kunjungan."),
        Proof(2, STUDENTS, "Data yang diuji petik."),
        Proof(3, "Surat tugas Tim Kerja Data dan Mutu Madrasah", "Dasar penyusunan modul.")),
    ("rahmi", "2025-07"): (Proof(1, SUPERVISION, "Sembilan madrasah kepulauan.", 9),),
    ("staf_penmad", "2025-01"): (Proof(1, STUDENTS, "Rekap siswa dan guru.", 2),),
    ("anwar", "2025-04"): (
        Proof(1, "Manasik haji tingkat kabupaten", "Manasik tingkat kabupaten.", 1),),
    ("penghulu", "2025-01"): (
        Proof(1, "Rekap peristiwa nikah Februari 2025", "Peristiwa nikah Februari.", 34),),
}
SAID = {
    "rahmi": ("Pembagian wilayah jelas; kirim umpan balik kepada anggota sebelum akhir bulan.",
              "Uji petik menemukan kesalahan lebih awal. Pertahankan."),
    "staf_penmad": ("Rekap sudah rapi; beri catatan pada angka yang berubah tajam.",
                    "Operator madrasah merasa terbantu oleh catatan kesalahan."),
    "anwar": ("Manasik berjalan baik; catat pertanyaan jemaah untuk bahan berikutnya.",
              "Layanan keliling tepat waktu meskipun cuaca berubah."),
    "penghulu": ("Berkas wali diperiksa teliti.", "Jadwal kepulauan terlaksana dua kali sebulan."),
}
SKPS = {one.who: one for one in (RAHMI, STAF_PENMAD, ANWAR, PENGHULU)}
UNITS = ("penmad", "phu")
# How these quarters went on is told below.
OPEN_ENDS = {("anwar", 2), ("penghulu", 3), ("staf_penmad", 2)}
QUARTERLY: tuple[Event, ...] = (
    *(Achieved(at(quarter, 3, 9, "08.00"), "kepala_kantor", UNITS, quarter,
               "good", "Laporan triwulan seksi dan rapat evaluasi triwulan.")
      for quarter in QUARTERS),
    *(Achieved(at(quarter, 3, 9, "08.10"), "kasi_bimas", ("kua",), quarter, "good",
               "Laporan KUA dan pantauan waktu pencatatan nikah.")
      for quarter in QUARTERS),
    *(event
      for who, skp in SKPS.items()
      for number, quarter in enumerate(QUARTERS, 1)
      for event in (
          *action_plan(skp, quarter, number, 4, {1: ("laporan_kegiatan", "rekap_data")}),
          *filed(skp, quarter, number, 4, PROOFS.get((who, quarter), ()), span=3),
          *(rated(who, quarter, span=3, said=SAID[who][number % 2],
                  behavior="above" if (who, number) in {("rahmi", 4), ("anwar", 2)} else "meets",
                  received=(who, number) not in OPEN_ENDS)
            if who == "rahmi" or (who, number) in OPEN_ENDS else ()))),
)
MOMENTS: tuple[Event, ...] = (
    # A value that was handed in too early is taken back before anybody decided.
    Reopened("2025-10-06 08.30", "penghulu", "2025-07", 1,
             "Dua peristiwa akhir September belum tercatat."),
    Realized("2025-10-06 09.00", "penghulu", PENGHULU, "2025-07", 3, 4, places=(1,),
             values={1: "57"}),
    # Silence counts: nobody received this one within fourteen days.
    TimeRanOut("2025-07-28 06.00", "anwar"),
    BknNoted("2025-07-30 09.00", "anwar", "2025-04"),
    Responded("2025-07-11 10.00", "staf_penmad", "2025-04",
              "Satu rekap tertunda karena data kepulauan dikirim lewat kapal; mohon dicatat."),
    AnsweredResponse("2025-07-14 09.00", "staf_penmad", "2025-04",
                     "Dicatat. Keterlambatan itu di luar kendali Saudara; nilai tidak turun."),
    Received("2025-07-15 09.30", "staf_penmad", "2025-04"),
    Recalled("2025-10-13 09.00", "penghulu", "2025-07",
             "Umpan balik tentang jadwal kepulauan belum dimasukkan."),
    Said("2025-10-13 09.20", "penghulu", "2025-07",
         "Jadwal kepulauan terlaksana meskipun satu kapal dibatalkan.", 1),
    Rated("2025-10-13 09.40", "penghulu", "2025-07", "meets", "above"),
    Received("2025-10-15 08.30", "penghulu", "2025-07"),
)

HALVES: tuple[Event, ...] = (
    *half_year(KEPALA_KANTOR, 2025, 3, (),
               (Proof(1, "Paparan capaian kinerja tahun 2025", "30 madrasah dengan data lengkap."),
                Proof(4, "Paparan capaian kinerja tahun 2025", "512 peristiwa nikah.", 512))),
    *half_year(KASI_PENMAD, 2025, 3,
               (Proof(1, "Laporan triwulan I 2025 Seksi Pendidikan Madrasah", "", 27),)),
    *half_year(KASUBAG_TU, 2025, 3,
               (Proof(2, "Nota dinas pengumpulan bukti triwulan II", "Pengingat bukti."),)),
    *filed(KASI_PHU, "2025-10", 1, 1, span=3),
    *half_year(KASI_BIMAS, 2025, 3, (),
               (Proof(1, "Laporan pembinaan masjid semester I", "13 kegiatan.", 8),)),
    *filed(KEPALA_KUA, "2025-10", 1, 1, span=3),
)

NOTE = "Target tahun 2025 tercapai sesuai kesepakatan."
ADVICE = "Lanjutkan; bagikan cara kerja dalam rapat kantor."
ANNUAL = (
    ("kepala_kantor", "meets", "above"), ("kasubag_tu", "meets", "meets"),
    ("kasi_penmad", "above", "above"), ("kasi_phu", "meets", "meets"),
    ("kasi_bimas", "meets", "meets"), ("kepala_kua", "meets", "meets"),
    ("rahmi", "above", "above"), ("staf_penmad", "meets", "meets"),
    ("anwar", "meets", "meets"), ("penghulu", "meets", "above"),
)
YEAR_END: tuple[Event, ...] = (
    Achieved("2026-01-14 09.00", "kakanwil", ("kantor",), "2025", "good",
             "Laporan kinerja kantor tahun 2025."),
    Achieved("2026-01-14 09.30", "kepala_kantor", ("tu", "penmad", "phu", "bimas"), "2025", "good",
             "Laporan tahunan seksi dan paparan capaian kinerja."),
    Achieved("2026-01-14 10.00", "kasi_bimas", ("kua",), "2025", "good",
             "Laporan tahunan KUA: 512 peristiwa nikah dicatat tepat waktu."),
    *(Rated("2026-01-15 09.00", who, "2025", result, behavior, NOTE, ADVICE)
      for who, result, behavior in ANNUAL),
    *(Received("2026-01-20 10.00", who, "2025") for who, *_rest in ANNUAL),
)

EVENTS: tuple[Event, ...] = (*PLANS, *QUARTERLY, *MOMENTS, *HALVES, *YEAR_END)
