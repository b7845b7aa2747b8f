"""The cycle of 2026 in the sub-district: running, with changes, a retirement and open ends."""

from ..cycle.checking import Checked, SentBack
from ..cycle.flows import agreed, at, filed, planned, rated
from ..cycle.periods import (
    AcceptedRealizations,
    ActionPlanned,
    AgreedActionPlan,
    Proof,
    Proven,
    Realized,
    ReturnedActionPlan,
    ReturnedRealization,
)
from ..cycle.plans import (
    AgreedPlan,
    ExpectedOfUnit,
    MendedPlan,
    OpenedChange,
    Planned,
    ReturnedPlan,
)
from ..cycle.plans import HandedInPlan as HandIn
from ..cycle.rating import Achieved, Rated, Received
from ..events import Event
from .cycle_kecamatan import (
    ANALIS,
    ARSIPARIS,
    BENDAHARA,
    CAMAT,
    KASUBAG_KEUANGAN,
    KASUBAG_UMPEG,
    PENGADM,
    PRAKOM,
    SEKCAM,
)
from .cycle_seksi import (
    ANALIS_HUKUM,
    CPNS,
    KABAG_HUKUM,
    KADIS_KOMINFO,
    KASI_PELAYANAN,
    KASI_PELAYANAN_2,
    KASI_PELAYANAN_CHANGED,
    KASI_PEMERINTAHAN,
    KASI_PEMERINTAHAN_2,
    KASI_PMD,
    KASI_TRANTIB,
    LOKET,
    LURAH_KARANG,
    LURAH_RANDU,
    LURAH_SENDANG,
    PETUGAS_TRANTIB,
    PINDAHAN,
    PINDAHAN_RANDU,
    PRAKOM_KAB,
    STAF_KARANG,
    STAF_SENDANG,
    TRANTIB_TASK,
)

MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
CLEAN = {1: "Jelaskan syarat satu kali dengan lengkap agar warga tidak datang dua kali."}

PLANS: tuple[Event, ...] = (
    *agreed(KADIS_KOMINFO, 2026, "01-07 09.00", "01-08 11.00"),
    *agreed(PRAKOM_KAB, 2026, "01-12 09.00", "01-13 09.00"),
    *agreed(KABAG_HUKUM, 2026, "01-12 09.30", "01-14 09.00"),
    *agreed(ANALIS_HUKUM, 2026, "01-15 09.00", "01-16 09.00"),
    *agreed(CAMAT, 2026, "01-12 08.30", "01-13 13.00"),
    ExpectedOfUnit("2026-01-15 08.30", "camat", "kecamatan", 2026, {
        1: "Indeks kepuasan naik karena waktu tunggu turun, bukan karena kuesioner berkurang.",
        2: "Laporan bulanan selesai paling lambat hari kerja kelima.",
        6: "Antrean daring diperbaiki dari keluhan warga setiap bulan.",
        7: "Kelurahan dan seksi memakai satu daftar usulan."}),
    *agreed(SEKCAM, 2026, "01-19 09.00", "01-20 09.00"),
    *agreed(KASI_PELAYANAN, 2026, "01-19 09.30", "01-20 09.10"),
    *agreed(KASI_PMD, 2026, "01-19 10.00", "01-20 09.20"),
    *agreed(KASI_TRANTIB, 2026, "01-19 10.30", "01-20 09.30"),
    *agreed(KASI_PEMERINTAHAN, 2026, "01-19 11.00", "01-20 09.40"),
    *agreed(LURAH_SENDANG, 2026, "01-20 10.00", "01-21 09.00"),
    *agreed(LURAH_RANDU, 2026, "01-20 10.30", "01-21 09.10"),
    *agreed(LURAH_KARANG, 2026, "01-20 11.00", "01-21 09.20"),
    *agreed(KASUBAG_UMPEG, 2026, "01-21 09.00", "01-22 09.00"),
    *agreed(KASUBAG_KEUANGAN, 2026, "01-21 09.30", "01-22 09.10", {
        2: "Tutup buku mengikuti jadwal tertulis yang disepakati dengan bendahara."}),
    *agreed(ANALIS, 2026, "01-21 10.00", "01-22 09.20"),
    *agreed(ARSIPARIS, 2026, "01-22 13.00", "01-23 09.00"),
    *agreed(PRAKOM, 2026, "01-22 13.20", "01-23 09.10"),
    *agreed(PENGADM, 2026, "01-22 13.40", "01-23 09.20"),
    *agreed(BENDAHARA, 2026, "01-22 14.00", "01-23 09.30"),
    *agreed(LOKET, 2026, "01-22 14.20", "01-23 09.40", CLEAN),
    *agreed(PINDAHAN, 2026, "01-22 14.40", "01-23 09.50", CLEAN),
    *agreed(PETUGAS_TRANTIB, 2026, "01-22 15.00", "01-23 10.00"),
    *agreed(CPNS, 2026, "01-22 15.20", "01-23 10.10"),
    *agreed(PINDAHAN_RANDU, 2026, "04-09 09.00", "04-10 10.00"),
    # Open ends: still written, waiting, returned.
    Planned("2026-10-19 09.00", "staf_karang", STAF_KARANG, 2026, hand_in=False),
    Planned("2026-11-16 10.30", "staf_sendang", STAF_SENDANG, 2026),
)

CHANGES: tuple[Event, ...] = (
    OpenedChange("2026-06-03 09.00", "kasi_pelayanan", 2026, "priority",
                 "Antrean daring diterapkan mulai Juni 2026 sesuai telaahan yang disetujui Camat.",
                 "2026-06-01"),
    MendedPlan("2026-06-03 09.20", "kasi_pelayanan", 2026, 1, KASI_PELAYANAN_CHANGED),
    HandIn("2026-06-03 09.30", "kasi_pelayanan", 2026),
    AgreedPlan("2026-06-05 10.00", "kasi_pelayanan", 2026),
    OpenedChange("2026-07-06 09.00", "kasi_pemerintahan", 2026, "assignment",
                 "Ditunjuk sebagai Plt. Kasi Trantib lebih dari satu bulan.", "2026-07-01"),
    MendedPlan("2026-07-06 09.20", "kasi_pemerintahan", 2026, 0, TRANTIB_TASK),
    HandIn("2026-07-06 09.30", "kasi_pemerintahan", 2026),
    ReturnedPlan("2026-07-07 08.30", "kasi_pemerintahan", 2026,
                 "Sebutkan penugasan sebagai hasil kerja tambahan dengan jumlah laporannya."),
    HandIn("2026-07-07 10.00", "kasi_pemerintahan", 2026),
    AgreedPlan("2026-07-08 09.00", "kasi_pemerintahan", 2026),
    OpenedChange("2026-11-12 09.00", "lurah_sendang", 2026, "strategy",
                 "Anggaran gorong-gorong RW 03 dialihkan ke tahun 2027.", "2026-11-01"),
    HandIn("2026-11-12 09.30", "lurah_sendang", 2026),
)

LOKET_PROOFS = {
    "2026-03": (Proof(1, "maret", "Laporan pelayanan Maret.", 556),
                Proof(3, "maret", "Laporan bulanan.", 1)),
}
LOKET_SAID = (
    "Waktu tunggu turun; sampaikan jam ramai kepada kasi setiap Senin.",
    "Penjelasan syarat sudah satu kali dan lengkap.",
    "Rekap datang pada hari kerja pertama. Pertahankan.",
)
LOKET_EVENTS: tuple[Event, ...] = (
    *(event
      for number, month in enumerate(MONTHS, 1)
      for event in (
          *planned(LOKET, month, number, 12, {1: ("rekap_data",)}),
          *filed(LOKET, month, number, 12, LOKET_PROOFS.get(month, ())))),
    *(event
      for number, month in enumerate(MONTHS[:9], 1) if number >= 7
      for event in (
          Achieved(at(month, 1, 9, "08.00"), "camat", ("pelayanan",), month, "good",
                   "Rekap pelayanan dan data antrean bulan ini."),
          *rated("loket", month, said=LOKET_SAID[number % 3], place=1 + number % 2,
                 behavior="above" if number == 7 else "meets", received=number < 9))),
    # September waits for e-Kinerja; what follows is rated in the last days before today.
    Received("2026-10-14 10.00", "loket", "2026-09", ""),
    Achieved("2026-11-09 08.30", "sekcam", ("umpeg",), "2026-10", "good",
             "Laporan Subbagian Umum dan Kepegawaian bulan Oktober."),
)

FLOOD = "Laporan penanganan banjir Kali Embun 18 Februari 2026"
PHOTO = "Foto banjir Sendang Kelana RW 02"
VERIFIED = ("Berita acara verifikasi lapangan usulan prioritas pembangunan desa dan kelurahan "
            "hasil musrenbang Kecamatan Watu Lembayung tahun anggaran 2027")
ACTING = "Laporan bulanan Seksi Trantib Juni 2026 (Plt.)"
FILED: tuple[Event, ...] = (
    *filed(SEKCAM, "2026-01", 1, 12,
           (Proof(1, "Notulen rapat dialog kinerja awal tahun 2026", "Dialog kinerja.", 1),)),
    *filed(KASI_PMD, "2026-01", 1, 12, (Proof(2, VERIFIED, "33 dari 41 usulan lengkap."),)),
    *filed(LURAH_SENDANG, "2026-01", 1, 12, (Proof(2, VERIFIED, "Drainase diukur ulang."),)),
    *filed(KASI_TRANTIB, "2026-02", 2, 12, (
        Proof(2, FLOOD, "Penanganan banjir dari menit pertama."),
        Proof(1, PHOTO, "Pemantauan genangan.", 1))),
    *filed(PETUGAS_TRANTIB, "2026-02", 2, 12, (Proof(1, PHOTO, "Titik genangan RW 02.", 1),),
           checker="sekcam"),
    *filed(PRAKOM, "2026-03", 3, 12, (
        Proof(1, "Catatan perbaikan jaringan kantor", "Perbaikan setelah banjir.", 7),),
        checker="sekcam"),
    # The study is linked as a draft of April; its later versions follow the link.
    Proven("2026-04-21 09.00", "analis", "2026-04", Proof(1, "telaahan", "Naskah telaahan.")),
    *filed(ANALIS, "2026-04", 4, 12, (Proof(1, "telaahan", "Naskah akhir telaahan."),
                                      Proof(2, "telaahan", "Dibahas bersama tim.")), values={
        1: "Satu telaahan dipakai sebagai dasar keputusan", 2: "Dua kelurahan menerapkan panduan"}),
    *filed(ANALIS, "2026-05", 5, 12, (
        Proof(2, "Surel konfirmasi jadwal pelatihan operator", "Jadwal pelatihan."),), values={
        1: "Data uji coba dihimpun untuk telaahan kedua", 2: "Tiga kelurahan menerapkan panduan"}),
    *filed(LURAH_SENDANG, "2026-05", 5, 12, (
        Proof(3, "Proposal perbaikan gorong-gorong RW 03", "Usulan perbaikan."),)),
    *filed(KASI_TRANTIB, "2026-05", 5, 12),
    *filed(KASI_PELAYANAN, "2026-05", 5, 12),
    *filed(KASI_PEMERINTAHAN_2, "2026-07", 7, 12, (
        Proof(4, ACTING, "Laporan Trantib sebagai Plt.", 1),), values={4: "1"}),
    Realized("2026-08-05 10.00", "cpns", CPNS, "2026-07", 7, 12, proofs=(
        Proof(3, "Laporan aktualisasi latihan dasar", "Laporan lengkap.", 1),), values={3: "1"}),
    Checked("2026-08-06 09.00", "cpns", "2026-07"),
    AcceptedRealizations("2026-08-06 09.10", "cpns", "2026-07"),
    *filed(LURAH_KARANG, "2026-08", 8, 12, (
        Proof(2, "Foto musyawarah bengkel las RW 04", "Keluhan warga dibahas."),)),
    *filed(KASI_PELAYANAN_2, "2026-08", 8, 12, (Proof(2, "standar", "Standar waktu baru."),)),
    *filed(LURAH_RANDU, "2026-09", 9, 12, (
        Proof(3, "Materi kelas ibu balita", "Kelas ibu balita."),)),
    Realized("2026-10-12 09.00", "kasi_pelayanan", KASI_PELAYANAN_2, "2026-09", 9, 12,
             places=(1, 2), proofs=(
                 Proof(1, "Data antrean loket September 2026", "Data antrean.", 640),)),
    *(event
      for who, month in (("kasi_pelayanan", "2026-08"), ("kasi_pmd", "2026-01"))
      for event in (
          *(() if who != "kasi_pmd" else (
              Achieved(at(month, 1, 9, "08.00"), "camat", ("pmd",), month, "good",
                       "Berita acara verifikasi usulan prioritas."),)),
          *rated(who, month, said="Hasil pekerjaan dipakai kelurahan. Pertahankan.",
                 received=who == "kasi_pmd"))),
    Received("2026-09-15 10.00", "kasi_pelayanan", "2026-08", ""),
    # The retired head of section is rated for June; his people by whoever acts for him.
    Achieved("2026-07-09 08.00", "camat", ("trantib",), "2026-06", "good",
             "Laporan bulanan Seksi Trantib."),
    Realized("2026-07-07 14.00", "petugas_trantib", PETUGAS_TRANTIB, "2026-06", 6, 12,
             proofs=(Proof(1, ACTING, "Delapan patroli.", 8),)),
    Checked("2026-07-08 09.00", "petugas_trantib", "2026-06"),
    AcceptedRealizations("2026-07-08 09.10", "petugas_trantib", "2026-06"),
    *rated("petugas_trantib", "2026-06", said="Foto sebelum dan sesudah hujan sangat membantu."),
)

# October: what waits, what was returned, what is still in its owner's hands.
OCTOBER: tuple[Event, ...] = (
    Realized("2026-11-05 09.00", "petugas_trantib", PETUGAS_TRANTIB, "2026-10", 10, 12,
             proofs=(Proof(1, PHOTO, "Titik rawan yang sama."),)),
    SentBack("2026-11-06 09.00", "petugas_trantib", "2026-10", PHOTO, "di_luar_periode",
             "Foto ini dari Februari; lampirkan foto bulan Oktober.", "sekcam", {2: False}),
    ReturnedRealization("2026-11-06 10.00", "petugas_trantib", "2026-10", 1,
                        "Ganti foto dengan yang diambil pada bulan Oktober."),
    Realized("2026-11-05 10.00", "arsiparis", ARSIPARIS, "2026-10", 10, 12, proofs=(
        Proof(1, "Daftar arsip inaktif kecamatan tahun 2015–2019", "Lanjutan daftar boks."),)),
    Realized("2026-11-05 10.30", "bendahara", BENDAHARA, "2026-10", 10, 12, proofs=(
        Proof(1, "Foto serah terima bantuan pompa air", "Serah terima yang dibayar.", 1),)),
    Realized("2026-11-05 11.00", "prakom", PRAKOM, "2026-10", 10, 12, hand_in=False, proofs=(
        Proof(3, "Surel konfirmasi jadwal pelatihan operator", "Pelatihan operator."),)),
    ActionPlanned("2026-11-04 09.00", "arsiparis", ARSIPARIS, "2026-11", 11, 12),
    ActionPlanned("2026-11-04 09.10", "bendahara", BENDAHARA, "2026-11", 11, 12),
    AgreedActionPlan("2026-11-05 13.00", "bendahara", "2026-11"),
    ActionPlanned("2026-11-04 09.20", "petugas_trantib", PETUGAS_TRANTIB, "2026-11", 11, 12),
    ReturnedActionPlan("2026-11-05 13.20", "petugas_trantib", "2026-11",
                       "Tambahkan jadwal siaga banjir Kali Embun pekan kedua."),
    ActionPlanned("2026-11-04 09.30", "prakom", PRAKOM, "2026-11", 11, 12, hand_in=False),
    Rated("2026-11-16 10.00", "arsiparis", "2026-10", behavior="", deliver=False),
)

EVENTS: tuple[Event, ...] = (*PLANS, *CHANGES, *LOKET_EVENTS, *FILED, *OCTOBER)
