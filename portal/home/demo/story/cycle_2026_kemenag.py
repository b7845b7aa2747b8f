"""The cycle of 2026 in the Kemenag office: three quarters and the one that runs."""

from ..cycle.checking import Checked, SentBack
from ..cycle.flows import agreed, at, filed, rated
from ..cycle.flows import planned as action_plan
from ..cycle.periods import AcceptedRealizations, Proof, Realized
from ..cycle.plans import ExpectedOfUnit, Planned, ReturnedPlan
from ..cycle.rating import Achieved, Rated, Received, Said, TimeRanOut
from ..events import Event
from .cycle_kemenag import (
    ANALIS_KEPEG,
    ANWAR,
    BENDAHARA,
    KASI_BIMAS,
    KASI_PENMAD,
    KASI_PHU,
    KASUBAG_TU,
    KEPALA_KANTOR,
    KEPALA_KUA,
    MARWAH,
    PENGHULU,
    PENYULUH,
    PENYULUH_PPPK,
    RAHMI,
    STAF_KUA,
    STAF_PENMAD,
)

QUARTERS = ("2026-01", "2026-04", "2026-07")
PLANS: tuple[Event, ...] = (
    *agreed(KEPALA_KANTOR, 2026, "01-12 09.00", "01-13 09.00"),
    ExpectedOfUnit("2026-01-13 13.00", "kepala_kantor", "kantor", 2026, {
        1: "Layanan keliling kepulauan dilaksanakan setiap bulan.",
        3: "Setiap pegawai membagikan satu pengetahuan dalam rapat seksi.",
        5: "Rahasia berkas jemaah dan keluarga dijaga, juga dalam grup percakapan."}),
    *agreed(KASUBAG_TU, 2026, "01-14 09.00", "01-15 09.00"),
    *agreed(KASI_PENMAD, 2026, "01-14 09.20", "01-15 09.10"),
    *agreed(KASI_PHU, 2026, "01-14 09.40", "01-15 09.20"),
    *agreed(KASI_BIMAS, 2026, "01-14 10.00", "01-15 09.30"),
    *agreed(KEPALA_KUA, 2026, "01-16 09.00", "01-19 09.00"),
    *agreed(ANALIS_KEPEG, 2026, "01-16 09.20", "01-19 09.10"),
    *agreed(BENDAHARA, 2026, "01-16 09.40", "01-19 09.20"),
    *agreed(RAHMI, 2026, "01-16 10.00", "01-19 09.30", {
        7: "Rencana perbaikan ditukar antarmadrasah dan diberi umpan balik."}),
    *agreed(STAF_PENMAD, 2026, "01-16 10.20", "01-19 09.40"),
    *agreed(ANWAR, 2026, "01-16 10.40", "01-19 09.50"),
    *agreed(MARWAH, 2026, "01-16 11.00", "01-19 10.00"),
    *agreed(PENGHULU, 2026, "01-20 09.00", "01-21 09.00"),
    *agreed(PENYULUH, 2026, "01-20 09.20", "01-21 09.10"),
    Planned("2026-11-09 09.00", "penyuluh_pppk", PENYULUH_PPPK, 2026),
    ReturnedPlan("2026-11-11 10.00", "penyuluh_pppk", 2026,
                 "Tuliskan hasilnya, bukan kegiatannya, dan kaitkan dengan hasil kerja pimpinan."),
    Planned("2026-11-17 09.00", "staf_kua", STAF_KUA, 2026),
)

MODULE = "modul"
PROOFS: dict[tuple[str, str], tuple[Proof, ...]] = {
    ("rahmi", "2026-01"): (Proof(3, MODULE, "Modul yang sudah diperbaiki.", 1),
                           Proof(1, "Ujian madrasah berbasis komputer", "Kunjungan ujian.")),
    ("penghulu", "2026-01"): (Proof(1, "Akad nikah di balai nikah", "Satu peristiwa.", 1),),
    ("penghulu", "2026-04"): (Proof(1, "semester", "Jumlah nikah semester I.", 100),),
}
SAID = {
    "rahmi": ("Modul mudah dipakai madrasah kecil.", "Peta mutu mulai dipakai kepala madrasah."),
    "penghulu": ("Pencatatan selesai pada hari akad.", "Daftar periksa dipakai konsisten."),
}
QUARTERLY: tuple[Event, ...] = (
    *(Achieved(at(quarter, 3, 9, "08.00"), "kepala_kantor", ("penmad", "phu", "bimas"), quarter,
               "good", "Laporan triwulan seksi dan rapat evaluasi.")
      for quarter in QUARTERS),
    *(Achieved(at(quarter, 3, 9, "08.10"), "kasi_bimas", ("kua",), quarter, "good",
               "Laporan KUA dan pantauan waktu pencatatan nikah.")
      for quarter in QUARTERS),
    *(event
      for skp in (RAHMI, PENGHULU)
      for number, quarter in enumerate(QUARTERS, 1)
      for event in (
          *action_plan(skp, quarter, number, 4, {1: ("laporan_kegiatan", "rekap_data")}),
          *filed(skp, quarter, number, 4,
                 () if (skp.who, quarter) == ("penghulu", "2026-04")
                 else PROOFS.get((skp.who, quarter), ()), span=3),
          *rated(skp.who, quarter, span=3, said=SAID[skp.who][number % 2],
                 behavior="above" if skp.who == "rahmi" else "meets", received=number < 3))),
    # The third quarter: one counted as received by silence, one received and not noted yet.
    Received("2026-10-14 09.00", "penghulu", "2026-07", ""),
    TimeRanOut("2026-10-28 06.00", "rahmi"),
)

PHU = "Laporan triwulan I 2026 Seksi PHU"
REPORT = "Laporan triwulan III 2026 Seksi Pendidikan Madrasah"
MOMENTS: tuple[Event, ...] = (
    *filed(ANWAR, "2026-01", 1, 4, span=3),
    Realized("2026-04-10 09.00", "kasi_phu", KASI_PHU, "2026-01", 1, 4, proofs=(
        Proof(1, PHU, "Enam manasik kecamatan.", 6),)),
    Checked("2026-04-13 09.00", "kasi_phu", "2026-01"),
    AcceptedRealizations("2026-04-13 09.10", "kasi_phu", "2026-01"),
    # The number was wrong; the newer version of the report carries the use along.
    Realized("2026-07-14 15.00", "kepala_kua", KEPALA_KUA, "2026-04", 2, 4, proofs=(
        Proof(1, "semester", "Laporan semester I.", 105),
        Proof(3, "semester", "Alih media 1.860 lembar.", 1860))),
    SentBack("2026-07-15 09.00", "kepala_kua", "2026-04", "semester", "jumlah_tidak_cocok",
             "Jumlah nikah pada laporan berbeda dari buku register.", "", {5: False}),
    Checked("2026-07-17 09.00", "kepala_kua", "2026-04",
            note="Versi kedua cocok dengan buku register."),
    AcceptedRealizations("2026-07-17 09.10", "kepala_kua", "2026-04"),
    Rated("2026-07-20 09.00", "kepala_kua", "2026-04", "meets", "above",
          advice="Pinjam pemindai lebih awal untuk semester kedua."),
    Received("2026-07-22 10.00", "kepala_kua", "2026-04"),
    # Feedback and draft ratings are typed by the preparer; the head of office settles them.
    Realized("2026-10-08 09.00", "kasi_penmad", KASI_PENMAD, "2026-07", 3, 4, proofs=(
        Proof(1, REPORT, "30 madrasah dengan data lengkap.", 30),
        Proof(2, REPORT, "118 guru mengikuti pelatihan.", 118),
        Proof(3, REPORT, "Supervisi kelas.", 57))),
    Checked("2026-10-09 09.00", "kasi_penmad", "2026-07", "kasubag_tu"),
    AcceptedRealizations("2026-10-09 10.00", "kasi_penmad", "2026-07"),
    Said("2026-10-12 09.00", "kasi_penmad", "2026-07",
         "Pelatihan dua angkatan mengejar ketertinggalan triwulan II.", 1,
         typed_by="kasubag_tu", rater="kepala_kantor"),
    Rated("2026-10-12 09.30", "kasi_penmad", "2026-07", "above", "meets", deliver=False,
          typed_by="kasubag_tu", rater="kepala_kantor"),
    Rated("2026-10-13 09.00", "kasi_penmad", "2026-07", "above", "above",
          advice="Bagikan cara membagi angkatan kepada seksi lain."),
    Received("2026-10-15 09.00", "kasi_penmad", "2026-07"),
    # Waiting in these weeks.
    *filed(MARWAH, "2026-07", 3, 4, span=3)[:1],
    *filed(PENYULUH, "2026-07", 3, 4, span=3)[:1],
    *filed(STAF_PENMAD, "2026-07", 3, 4, span=3),
)

EVENTS: tuple[Event, ...] = (*PLANS, *QUARTERLY, *MOMENTS)
