"""The cycle of 2025 in the sub-district: the first year, with its first mistakes."""

from ..cycle.checking import Checked, SentBack
from ..cycle.flows import agreed, at, filed, half_year, planned, rated
from ..cycle.periods import (
    AcceptedRealizations,
    ActionPlanned,
    AgreedActionPlan,
    Corrected,
    HandedIn,
    HandedInActionPlan,
    Proof,
    Proven,
    Realized,
    ReopenedActionPlan,
    ReturnedActionPlan,
    ReturnedRealization,
    TookOut,
)
from ..cycle.plans import AgreedPlan as Agreed
from ..cycle.plans import (
    ExpectedOfUnit,
    HandedInPlan,
    MendedPlan,
    Planned,
    ReturnedPlan,
    TookBackPlan,
)
from ..cycle.rating import Achieved, BknNoted, Copied, Rated, Received, Said, TimeRanOut
from ..events import Event
from .cycle_kecamatan import (
    ANALIS,
    ARSIPARIS,
    BENDAHARA,
    CAMAT,
    KASUBAG_KEUANGAN,
    KASUBAG_UMPEG,
    PRAKOM,
    SEKCAM,
)
from .cycle_seksi import (
    CPNS,
    KADIS_KOMINFO,
    KASI_PELAYANAN,
    KASI_PEMERINTAHAN,
    KASI_PMD,
    KASI_TRANTIB,
    LOKET,
    LURAH_RANDU,
    LURAH_SENDANG,
    PINDAHAN,
)

MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
KINDS = {1: ("rekap_data",), 3: ("rekap_data", "laporan_bulanan")}

PLANS: tuple[Event, ...] = (
    *agreed(KADIS_KOMINFO, 2025, "01-06 09.00", "01-08 10.00"),
    *agreed(CAMAT, 2025, "01-06 10.15", "01-08 13.30"),
    ExpectedOfUnit("2025-01-09 08.30", "camat", "kecamatan", 2025, {
        1: "Warga yang datang lebih dari satu kali untuk urusan yang sama dihubungi lebih dahulu.",
        2: "Laporan bulanan selesai paling lambat tanggal 5 dan angkanya dapat dilacak.",
        7: "Seksi dan kelurahan memakai data yang sama, tidak membuat daftar sendiri."}),
    *agreed(SEKCAM, 2025, "01-09 09.20", "01-10 10.00"),
    *agreed(KASI_PELAYANAN, 2025, "01-09 10.10", "01-10 10.10"),
    *agreed(KASI_PMD, 2025, "01-09 13.00", "01-10 10.20", {
        3: "Menguasai cara memeriksa volume dan lokasi usulan di lapangan."}),
    *agreed(KASI_TRANTIB, 2025, "01-09 14.00", "01-10 10.30"),
    *agreed(KASI_PEMERINTAHAN, 2025, "01-09 14.40", "01-10 10.40"),
    *agreed(LURAH_SENDANG, 2025, "01-13 08.40", "01-14 11.00"),
    *agreed(LURAH_RANDU, 2025, "01-13 09.40", "01-14 11.10"),
    *agreed(KASUBAG_UMPEG, 2025, "01-13 10.00", "01-14 09.00"),
    Planned("2025-01-13 11.00", "kasubag_keuangan", KASUBAG_KEUANGAN, 2025),
    TookBackPlan("2025-01-13 15.10", "kasubag_keuangan", 2025),
    MendedPlan("2025-01-14 08.30", "kasubag_keuangan", 2025, 1, KASUBAG_KEUANGAN.results[0]),
    HandedInPlan("2025-01-14 08.45", "kasubag_keuangan", 2025),
    Agreed("2025-01-14 14.00", "kasubag_keuangan", 2025),
    *agreed(ANALIS, 2025, "01-14 09.30", "01-15 09.20"),
    *agreed(ARSIPARIS, 2025, "01-15 09.00", "01-16 13.10"),
    *agreed(PRAKOM, 2025, "01-15 09.30", "01-16 13.20"),
    *agreed(BENDAHARA, 2025, "01-15 10.00", "01-16 10.00"),
    *agreed(PINDAHAN, 2025, "01-15 10.40", "01-16 14.00"),
    Planned("2025-01-15 11.10", "loket", LOKET, 2025, leave_out=1),
    ReturnedPlan("2025-01-16 14.10", "loket", 2025,
                 "Tambahkan hasil kerja tentang rekap pelayanan; rekap dipakai seluruh seksi."),
    MendedPlan("2025-01-17 08.20", "loket", 2025, 0, LOKET.results[1]),
    HandedInPlan("2025-01-17 08.30", "loket", 2025),
    Agreed("2025-01-17 13.00", "loket", 2025, {
        1: "Menyapa pemohon lebih dahulu dan menjelaskan lama layanan sebelum berkas diterima."}),
    *agreed(CPNS, 2025, "06-04 09.00", "06-05 10.00"),
)

FIRST_FILED, FIRST_RATED = 6, 9
LOKET_PROOFS = {
    "2025-02": (Proof(1, "rekap_februari", "Rekap pemohon bulan Februari.", 388),
                Proof(3, "rekap_februari", "Rekap bulanan yang disusun.", 1)),
    "2025-11": (Proof(1, "Rekap pelayanan loket November 2025", "Rekap pemohon November.", 402),
                Proof(3, "Rekap pelayanan loket November 2025", "Rekap bulanan.", 1)),
}
LOKET_SAID = (
    "Rekap rapi; tambahkan jam ramai agar jadwal petugas dapat diatur.",
    "Pemohon lanjut usia merasa dibantu. Pertahankan cara menjelaskan syarat.",
    "Tiga berkas kembali karena lampiran; periksa di meja depan.",
)
LOKET_EVENTS: tuple[Event, ...] = tuple(
    event
    for number, month in enumerate(MONTHS, 1)
    if number >= FIRST_FILED or month in LOKET_PROOFS
    for event in (
        *planned(LOKET, month, number, 12, KINDS),
        *filed(LOKET, month, number, 12, LOKET_PROOFS.get(month, ()),
               checker="sekcam" if month == "2025-11" else ""),
    )
) + tuple(
    event
    for number, month in enumerate(MONTHS, 1)
    # The portal came in spring: earlier months were filed and rated in e-Kinerja alone.
    if number >= FIRST_RATED
    for event in (
        Achieved(at(month, 1, 9, "08.00"), "camat", ("pelayanan",), month,
                 "excellent" if number == 11 else "good",
                 "Rekap pelayanan seksi bulan ini dan pantauan waktu tunggu."),
        *rated("loket", month, said=LOKET_SAID[number % 3], place=1 + number % 2,
               behavior="above" if number in {10, 11} else "meets",
               result="above" if number == 11 else "meets"),
    )
)

PMD_PROOFS = {
    "2025-01": (Proof(1, "Undangan musrenbang kecamatan", "Persiapan musrenbang.", 1),),
    "2025-02": (Proof(1, "musrenbang", "Notulen musrenbang kecamatan.", 1),
                Proof(2, "musrenbang", "Tabel usulan dengan volume dan penerima."),
                Proof(1, "Foto musrenbang kecamatan di aula", "Suasana musyawarah.")),
    "2025-10": (Proof(3, "Laporan percepatan penurunan stunting Kelurahan Randu Emas",
                      "Pendampingan tiga posyandu.", 3),),
}
PMD_EVENTS: tuple[Event, ...] = (
    ActionPlanned("2025-01-17 09.00", "kasi_pmd", KASI_PMD, "2025-01", 1, 12),
    AgreedActionPlan("2025-01-20 10.00", "kasi_pmd", "2025-01"),
    Realized("2025-02-05 10.10", "kasi_pmd", KASI_PMD, "2025-01", 1, 12,
             proofs=PMD_PROOFS["2025-01"]),
    Checked("2025-02-06 09.00", "kasi_pmd", "2025-01"),
    AcceptedRealizations("2025-02-06 09.10", "kasi_pmd", "2025-01"),
    # The action plan of February: returned, mended, agreed, taken back once more.
    ActionPlanned("2025-02-03 09.00", "kasi_pmd", KASI_PMD, "2025-02", 2, 12),
    ReturnedActionPlan("2025-02-04 08.30", "kasi_pmd", "2025-02",
                       "Sebutkan jumlah rapat tindak lanjut setelah musrenbang kecamatan."),
    HandedInActionPlan("2025-02-04 11.00", "kasi_pmd", "2025-02"),
    AgreedActionPlan("2025-02-05 08.20", "kasi_pmd", "2025-02"),
    ReopenedActionPlan("2025-02-10 09.00", "kasi_pmd", "2025-02"),
    HandedInActionPlan("2025-02-10 09.30", "kasi_pmd", "2025-02"),
    AgreedActionPlan("2025-02-10 13.00", "kasi_pmd", "2025-02"),
    Realized("2025-03-03 14.00", "kasi_pmd", KASI_PMD, "2025-02", 2, 12, hand_in=False,
             proofs=PMD_PROOFS["2025-02"]),
    TookOut("2025-03-04 08.10", "kasi_pmd", "2025-02", "Foto musrenbang kecamatan di aula"),
    HandedIn("2025-03-04 08.20", "kasi_pmd", "2025-02"),
    SentBack("2025-03-05 09.00", "kasi_pmd", "2025-02", "musrenbang", "kurang_lengkap",
             "Daftar hadir belum terlampir; jumlah peserta tidak dapat dicocokkan.", "sekcam",
             {5: False}),
    ReturnedRealization("2025-03-05 09.30", "kasi_pmd", "2025-02", 1,
                        "Sebutkan jumlah peserta dan lampirkan daftar hadirnya."),
    Corrected("2025-03-06 08.40", "kasi_pmd", "2025-02", 1, "2",
              "Musrenbang kecamatan dan satu rapat tindak lanjut; hadir 64 orang."),
    Proven("2025-03-06 08.50", "kasi_pmd", "2025-02",
           Proof(1, "Daftar hadir musrenbang kecamatan", "Daftar hadir 64 peserta.", 1)),
    HandedIn("2025-03-06 09.00", "kasi_pmd", "2025-02"),
    Checked("2025-03-07 09.00", "kasi_pmd", "2025-02", "sekcam",
            ("musrenbang", "Daftar hadir musrenbang kecamatan"),
            "Lengkap setelah daftar hadir dilampirkan."),
    AcceptedRealizations("2025-03-07 10.00", "kasi_pmd", "2025-02"),
    *(event
      for number, month in enumerate(MONTHS, 1) if number in {6, 10, 12}
      for event in filed(KASI_PMD, month, number, 12, PMD_PROOFS.get(month, ()))),
    *(event
      for month, basis in (("2025-06", "Hasil musrenbang dan laporan pendampingan semester I."),
                           ("2025-12", "Usulan terverifikasi dan pendampingan kelompok."))
      for event in (
          Achieved(at(month, 1, 9, "08.10"), "camat", ("pmd",), month, "good", basis),
          *rated("kasi_pmd", month, said="Usulan yang dikembalikan berkurang; bagikan caranya "
                                         "kepada kelurahan."))),
)

# February of the budget report: returned as not final, replaced by a newer version, accepted.
BUDGET: tuple[Event, ...] = (
    Realized("2025-03-05 15.40", "kasubag_keuangan", KASUBAG_KEUANGAN, "2025-02", 2, 12,
             places=(1, 2), proofs=(Proof(1, "anggaran", "Laporan bulan Februari.", 1),)),
    SentBack("2025-03-06 10.00", "kasubag_keuangan", "2025-02", "anggaran", "belum_final",
             "Angka belanja barang masih menunggu pencocokan dengan buku kas umum.", "",
             {6: False}),
    Checked("2025-03-10 08.30", "kasubag_keuangan", "2025-02",
            note="Versi kedua cocok dengan buku kas umum."),
    AcceptedRealizations("2025-03-10 08.40", "kasubag_keuangan", "2025-02"),
)

IKM = "Hasil survei kepuasan masyarakat triwulan I 2025"
SOCIAL = "Materi sosialisasi layanan digital kecamatan"
SCREEN = "Tangkapan layar uji coba antrean daring"
BORDER = "Berita acara verifikasi batas dusun Desa Awan Biru"
# In this first year many wrote their numbers down once or twice, for the months before as well.
HALVES: tuple[Event, ...] = (
    *half_year(KADIS_KOMINFO, 2025, 1),
    *half_year(SEKCAM, 2025, 1,
               (Proof(1, "SE pemutakhiran data pegawai (Sekda)", "Dasar pemutakhiran data."),)),
    *half_year(KASI_PELAYANAN, 2025, 1, (Proof(2, IKM, "Unsur waktu layanan."),
                                         Proof(3, IKM, "Laporan survei triwulan I.", 1))),
    *half_year(KASI_TRANTIB, 2025, 1,
               (Proof(1, "Laporan patroli wilayah bulan Ramadan pekan kedua", "Patroli.", 5),)),
    *filed(KASI_PEMERINTAHAN, "2025-12", 1, 1, (Proof(3, BORDER, "Batas dua dusun.", 1),)),
    *half_year(LURAH_SENDANG, 2025, 1,
               (Proof(2, "Notulen rembuk warga drainase Jalan Mata Air", "Keluhan dibahas."),
                Proof(3, "Kerja bakti Jumat bersih RW 02", "Kerja bakti Februari.", 1))),
    *half_year(LURAH_RANDU, 2025, 1, (),
               (Proof(3, "Laporan percepatan penurunan stunting Kelurahan Randu Emas",
                      "Data tiga posyandu.", 301),
                Proof(3, "Penyuluhan gizi di posyandu Melati", "Kegiatan penyuluhan."))),
    *half_year(KASUBAG_UMPEG, 2025, 1,
               (Proof(1, "Surat Sekda tentang pemutakhiran data mandiri pegawai",
                      "Dasar pencocokan data."),),
               (Proof(2, "Upacara hari kemerdekaan di halaman kantor", "Kegiatan kantor."),)),
    *half_year(ARSIPARIS, 2025, 1,
               (Proof(1, "Daftar arsip inaktif kecamatan tahun 2015–2019", "38 boks.", 240),)),
    *half_year(PRAKOM, 2025, 1, (Proof(3, SOCIAL, "Materi yang disiapkan bersama tim."),),
               (Proof(3, SCREEN, "Layar uji coba di Sendang Kelana.", 1),)),
    *half_year(ANALIS, 2025, 1, (Proof(2, SOCIAL, "Materi sosialisasi tim."),),
               (Proof(1, SCREEN, "Hasil uji coba sebagai data telaahan."),), (
        {1: "Satu telaahan disampaikan dan dibahas bersama Camat",
         2: "Satu kelurahan menerapkan panduan"},
        {1: "Telaahan kedua dipakai sebagai dasar perluasan antrean daring",
         2: "Dua kelurahan menerapkan panduan, satu menyusul"})),
    *filed(BENDAHARA, "2025-12", 1, 1, (
        Proof(1, "SPJ konsumsi rapat koordinasi Agustus 2025", "Contoh SPJ lengkap.", 1),)),
    *filed(PINDAHAN, "2025-12", 1, 1),
    *filed(CPNS, "2025-12", 1, 1, (Proof(1, BORDER, "Ikut mengukur dan mencatat koordinat."),)),
    *filed(KASUBAG_KEUANGAN, "2025-12", 12, 12),
    # The annual report was a draft when it was handed in; its final version came with the letter.
    *filed(CAMAT, "2025-06", 1, 2, values={5: "1"}),
    Realized("2026-01-12 11.00", "camat", CAMAT, "2025-12", 2, 2, places=(1, 2, 3, 4, 6, 7, 8, 9),
             proofs=(Proof(2, "lkj", "Indeks kepuasan masyarakat tahun 2025."),
                     Proof(7, "lkj", "Laporan kinerja tahunan.", 1))),
    SentBack("2026-01-15 10.00", "camat", "2025-12", "lkj", "belum_final",
             "Masih konsep tanpa nomor; lampirkan yang sudah ditandatangani.", "", {6: False}),
    Checked("2026-01-28 09.00", "camat", "2025-12"),
    AcceptedRealizations("2026-01-28 09.10", "camat", "2025-12"),
)

WELL = ("Sasaran tahun 2025 tercapai; hasil pekerjaan dipakai unit lain.",
        "Pertahankan; bagikan cara kerja kepada rekan.")
AS_AGREED = ("Target tahun 2025 tercapai sesuai kesepakatan.",
             "Unggah bukti pada bulan yang sama dengan kegiatannya.")
ANNUAL = (
    ("kadis_kominfo", "above", "above", WELL), ("sekcam", "meets", "above", WELL),
    ("kasi_pelayanan", "above", "above", WELL), ("kasi_pmd", "meets", "meets", AS_AGREED),
    ("kasi_trantib", "meets", "meets", AS_AGREED),
    ("kasi_pemerintahan", "meets", "above", AS_AGREED),
    ("lurah_sendang", "meets", "meets", AS_AGREED), ("lurah_randu", "above", "meets", WELL),
    ("kasubag_umpeg", "meets", "meets", AS_AGREED),
    ("kasubag_keuangan", "below", "meets",
     ("Laporan Januari dan Maret terlambat lebih dari sepuluh hari.",
      "Susun jadwal tutup buku bersama bendahara; dibahas lagi akhir triwulan I.")),
    ("arsiparis", "meets", "meets", AS_AGREED), ("prakom", "above", "above", WELL),
    ("analis", "meets", "above", WELL), ("bendahara", "meets", "meets", AS_AGREED),
    ("loket", "above", "meets", WELL), ("pindahan", "meets", "meets", AS_AGREED),
    ("cpns", "meets", "meets", AS_AGREED),
)
# Silent until the time ran out; received but not yet in e-Kinerja; rated differently there.
SILENT, NOT_NOTED, DIFFERS = "arsiparis", "bendahara", "kasi_pmd"
YEAR_END: tuple[Event, ...] = (
    Achieved("2026-01-09 09.00", "bupati", ("kominfo",), "2025", "good",
             "Laporan kinerja perangkat daerah tahun 2025."),
    Achieved("2026-01-09 09.30", "sekda", ("kecamatan",), "2025", "good",
             "Laporan kinerja kecamatan tahun 2025 dan hasil survei kepuasan."),
    Achieved("2026-01-09 10.00", "camat",
             ("sekretariat", "pemerintahan", "pmd", "trantib", "sendang", "randu"), "2025", "good",
             "Laporan tahunan seksi dan kelurahan, dibandingkan dengan target kecamatan."),
    Achieved("2026-01-09 10.20", "camat", ("pelayanan",), "2025", "excellent",
             "Indeks kepuasan masyarakat naik menjadi 81,4."),
    Achieved("2026-01-09 11.00", "sekcam", ("umpeg", "keuangan"), "2025", "good",
             "Laporan bulanan subbagian sepanjang tahun 2025."),
    *(Rated("2026-01-14 10.00", who, "2025", result, behavior, note, advice)
      for who, result, behavior, (note, advice) in ANNUAL),
    *(Received("2026-01-19 13.00", who, "2025", "" if who in {NOT_NOTED, DIFFERS} else "same")
      for who, *_rest in ANNUAL if who != SILENT),
    TimeRanOut("2026-01-30 06.00", SILENT),
    BknNoted("2026-02-03 10.00", SILENT, "2025"),
    BknNoted("2026-01-21 09.00", DIFFERS, "2025", "very_good",
             "Di e-Kinerja tercatat Sangat Baik; perbedaan disampaikan kepada Subbag Umpeg."),
    Said("2026-01-29 09.00", "camat", "2025", "Dialog dengan kepala seksi berjalan baik; libatkan "
         "para lurah pada penetapan target.", 0, 7),
    Rated("2026-01-29 09.30", "camat", "2025", "above", "above", *WELL),
    Received("2026-02-02 09.00", "camat", "2025"),
    Copied("2026-01-08 15.00", "loket", "2025-12"),
)

EVENTS: tuple[Event, ...] = (
    *PLANS, *LOKET_EVENTS, *PMD_EVENTS, *BUDGET, *HALVES, *YEAR_END,
)
