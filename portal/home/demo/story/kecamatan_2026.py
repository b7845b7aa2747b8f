"""The sub-district in 2026: a flood, a new queue, a retirement with an acting successor."""

from ..documents.figures import service_sheet
from ..documents.letters import assignment, memo, minutes, official, report, table
from ..documents.paper import Paper, csv, docx, eml, locked, odt, pdf, photo, scan, torn, txt, xlsx
from ..documents.photos import flood, outdoors
from ..documents.sheets import Sheet
from ..documents.text import Items, Pairs, Text, name
from ..events import Event, Filed, Opened, OpenedInEmergency, Renewed, Withdrawn
from .kecamatan_2025 import SERVICES

MARCH = pdf("Laporan pelayanan Maret 2026", report(
    "kecamatan", "Laporan pelayanan Maret 2026", "060/044/KEC-WL/IV/2026", "2026-04-01",
    "kasi_pelayanan",
    ("A. Jumlah", table("Layanan|Masuk|Selesai|Ditolak", "Rekam KTP-el|142|139|3",
                        "Kartu keluarga|118|112|6", "Surat pindah|27|27|0",
                        "Surat keterangan usaha|64|64|0", "Legalisasi|205|205|0")),
    ("B. Catatan", "Sembilan berkas ditolak karena lampiran tidak terbaca. Jam layanan selama "
                   "Ramadan 08.00–14.00 WIB; antrean daring dipakai 61 % pemohon."),
))

FLOOD = docx("Laporan penanganan banjir Kali Embun", report(
    "kecamatan", "Laporan penanganan banjir Kali Embun", "360/012/KEC-WL/II/2026", "2026-02-20",
    "kasi_trantib",
    ("A. Kejadian",
     "Hujan lebat 17 Februari 2026 sejak pukul 22.00 WIB membuat Kali Embun meluap pukul 02.40 "
     "WIB. Genangan 40–110 cm merendam RW 02 dan RW 03 Kelurahan Sendang Kelana sampai pukul "
     "11.00 WIB."),
    ("B. Dampak", table("Wilayah|Rumah|Keluarga|Mengungsi", "RW 02|46|51|18 keluarga",
                        "RW 03|38|40|9 keluarga", "Jumlah|84|91|27 keluarga")),
    ("C. Tindakan", Items((
        "Perahu karet kabupaten mengangkut 63 orang, didahulukan bayi dan lanjut usia.",
        "Dapur umum di aula kecamatan menyiapkan 270 bungkus nasi untuk dua hari.",
        "Pompa portabel dipasang di Jalan Mata Air; sampah pada gorong-gorong diangkat.",
        "Pendataan kerusakan dilakukan bersama ketua RT pada 18–19 Februari 2026."))),
    ("D. Rekomendasi", "Drainase Jalan Mata Air (prioritas musrenbang 2025) dikerjakan sebelum "
                       "musim hujan berikutnya dan alat ukur tinggi air dipasang di jembatan."),
))


def _study(number: int) -> Paper:
    options = ["Antrean hanya di kantor, nomor dicetak.",
               "Antrean daring dengan kuota per jam.",
               "Antrean daring ditambah jam khusus lanjut usia dan penyandang disabilitas."]
    state = ("Konsep pertama", "Setelah masukan Sekretaris Kecamatan",
             "Naskah akhir, disetujui Camat")[number - 1]
    return docx(f"Telaahan staf antrean daring v{number}", report(
        "kecamatan", "Telaahan staf: antrean daring di kecamatan", "", f"2026-04-{16 + number * 4}",
        "analis",
        ("Status naskah", state + "."),
        ("A. Persoalan", "Pemohon menumpuk pukul 08.00–10.00 WIB sedangkan loket kosong setelah "
                         "pukul 13.00 WIB. Rata-rata tunggu 74 menit pada hari Senin."),
        ("B. Pilihan", Items(tuple(options[:max(2, number)]))),
        ("C. Fakta", "Uji coba enam bulan di Sendang Kelana menurunkan waktu tunggu menjadi 31 "
                     "menit. Satu dari lima pemohon masih datang tanpa nomor."),
        ("D. Saran", "Menerapkan pilihan terakhir mulai Juni 2026 dengan evaluasi tiga bulan."
                     if number > 1 else "Menunggu data kelurahan."),
    ))


HANDOVER = official(
    "kecamatan", "Berita acara serah terima tugas", "800/061/KEC-WL/VI/2026", "2026-06-26",
    "ruang rapat Kecamatan Watu Lembayung", ("kasi_trantib", "kasi_pemerintahan", "camat"),
    ("Tugas Kepala Seksi Ketenteraman dan Ketertiban Umum diserahkan mulai 1 Juli 2026.",
     "Diserahkan: 14 map berkas, dua radio genggam, satu perahu karet, kunci gudang Linmas.",
     "Pekerjaan berjalan: siaga banjir Kali Embun dan penataan parkir Pasar Lembayung.",
     "Kepala Seksi Pemerintahan melaksanakan tugas sampai pejabat baru dilantik."),
    "kasi_trantib",
)

EVENTS: tuple[Event, ...] = (
    Filed("2026-01-15 15.00", "sekcam", "notulen", "Notulen rapat dialog kinerja awal tahun 2026",
          pdf("Notulen dialog kinerja 2026", minutes(
              "kecamatan", "Notulen rapat dialog kinerja", "2026-01-14", "13.00–15.40 WIB",
              "Ruang rapat kecamatan", "camat", "Sekretaris, para Kasi, Lurah, Kasubag, JF",
              ("Ekspektasi pimpinan tahun 2026", "Pembagian peran hasil", "Jadwal penyusunan SKP"),
              (("A. Ekspektasi pimpinan", Items((
                  "Indeks kepuasan masyarakat naik dari 81,4 menjadi 84.",
                  "Usulan musrenbang tanpa lokasi dan volume menjadi nol.",
                  "Laporan bulanan selesai paling lambat hari kerja kelima."))),
               ("B. Pembagian peran", table(
                   "Hasil kerja Camat|Peran hasil|Pelaksana",
                   "Pelayanan lebih cepat|Waktu tunggu turun|Seksi Pelayanan Umum",
                   "Wilayah aman|Siaga banjir tersusun|Seksi Trantib",
                   "Perencanaan berkualitas|Usulan terverifikasi|Seksi PMD",
                   "Tata kelola tertib|Bukti kinerja lengkap|Subbag Umpeg"))),
              ("Setiap pegawai mengajukan rancangan SKP sebelum 23 Januari 2026.",
               "Bukti dukung diunggah pada bulan yang sama dengan kegiatannya.",
               "Dialog ulang dilakukan setelah triwulan II."), "kasubag_umpeg",
              number="005/009/KEC-WL/I/2026")),
          number="005/009/KEC-WL/I/2026", dated="2026-01-14", work=("2026-01-14", "2026-01-14"),
          issuer="Kecamatan Watu Lembayung", sharing="unit"),
    Filed("2026-01-12 09.30", "camat", "laporan_tahunan",
          "Laporan kinerja Kecamatan Watu Lembayung tahun 2025 (konsep)",
          docx("LKj Kecamatan 2025 konsep", report(
              "kecamatan", "Laporan kinerja tahun 2025", "", "2026-01-09", "camat",
              ("A. Sasaran", "Tujuh sasaran; data empat sasaran masih menunggu seksi."),
              ("B. Sementara", "Indeks kepuasan masyarakat 81,4; realisasi anggaran 93,2 %."))),
          dated="2026-01-09", work=("2025-01-01", "2025-12-31"), sharing="unit", key="lkj"),
    Renewed("2026-01-27 14.10", "camat", "lkj", pdf("LKj Kecamatan 2025", report(
        "kecamatan", "Laporan kinerja tahun 2025", "061/004/KEC-WL/I/2026", "2026-01-26", "camat",
        ("A. Capaian", table("Sasaran|Target|Realisasi|Capaian",
                             "Indeks kepuasan masyarakat|80|81,4|101,8 %",
                             "Usulan musrenbang terverifikasi|90 %|94,6 %|105,1 %",
                             "Desa melapor tepat waktu|100 %|91,7 %|91,7 %",
                             "Gangguan ketertiban ditangani|95 %|97,8 %|102,9 %",
                             "Temuan pemeriksaan ditindaklanjuti|100 %|100 %|100,0 %")),
        ("B. Hambatan", "Satu desa terlambat melapor tiga kali karena pergantian operator."),
        ("C. Perbaikan", Items(("Pendampingan operator desa tiap bulan.",
                                "Antrean daring diperluas ke tiga kelurahan."))),
    ))),
    Filed("2026-01-28 11.15", "kasi_pmd", "berita_acara",
          "Berita acara verifikasi lapangan usulan prioritas pembangunan desa dan kelurahan hasil "
          "musrenbang Kecamatan Watu Lembayung tahun anggaran 2027",
          pdf("BA verifikasi usulan prioritas", official(
              "kecamatan", "Berita acara verifikasi usulan", "050/008/KEC-WL/I/2026",
              "2026-01-27", "Kantor Kecamatan Watu Lembayung",
              ("kasi_pmd", "pengelola_pmd", "analis"),
              ("Dari 41 usulan, 33 lengkap, 6 dikembalikan, 2 digabung.",
               "Usulan sumur bor Embun Pagi berubah menjadi sambungan pipa karena air payau.",
               "Panjang drainase Jalan Mata Air diukur ulang: 436 meter."), "kasi_pmd")),
          number="050/008/KEC-WL/I/2026", dated="2026-01-27", work=("2026-01-19", "2026-01-27"),
          issuer="Seksi PMD", sharing="named", named=("camat", "lurah_sendang"),
          typed_by="pengadm"),
    Filed("2026-02-18 09.25", "petugas_trantib", "foto", "Foto banjir Sendang Kelana RW 02",
          photo("IMG_20260218_0655", flood, "RW 02 SENDANG KELANA", "2026-02-18T06:55:12+07:00",
                218),
          dated="2026-02-18", work=("2026-02-18", "2026-02-18"), sharing="named",
          named=("kasi_trantib", "lurah_sendang", "camat")),
    Filed("2026-02-20 16.40", "kasi_trantib", "laporan_kegiatan",
          "Laporan penanganan banjir Kali Embun 18 Februari 2026", FLOOD,
          number="360/012/KEC-WL/II/2026", dated="2026-02-20", work=("2026-02-18", "2026-02-19"),
          issuer="Seksi Trantib", sharing="named", named=("camat", "lurah_sendang", "sekda")),
    Filed("2026-03-05 13.30", "prakom", "dokumen_output", "Catatan perbaikan jaringan kantor",
          txt("catatan-jaringan-maret", Text("", (
              Items(("Sakelar lantai 1 diganti, port 7 dan 8 mati sejak banjir.",
                     "Kabel ke loket 3 ditarik ulang, panjang 32 meter.",
                     "Kata sandi wifi tamu diganti dan tidak ditulis di sini.",
                     "Cadangan data antrean dicoba dipulihkan: berhasil dalam 11 menit.")),))),
          dated="2026-03-05", work=("2026-03-02", "2026-03-05"), sharing="team", team="spbe"),
    Filed("2026-03-13 10.10", "kasubag_keuangan", "rekap_data",
          "Rincian tunjangan pegawai triwulan I",
          locked("Rincian tunjangan TW I 2026", report(
              "kecamatan", "Rincian tunjangan", "", "2026-03-13", "kasubag_keuangan",
              ("Isi", "Dokumen ini dikunci oleh pembuatnya."))),
          dated="2026-03-13", level="limited", sharing="named", named=("sekcam",)),
    Filed("2026-04-01 15.20", "loket", "laporan_bulanan", "Laporan pelayanan Maret 2026",
          torn(MARCH), number="060/044/KEC-WL/IV/2026", dated="2026-04-01",
          work=("2026-03-02", "2026-03-31"), issuer="Seksi Pelayanan Umum", sharing="unit",
          key="maret"),
    Renewed("2026-04-02 08.05", "loket", "maret", MARCH),
    Filed("2026-04-08 09.15", "pindahan", "surat_tugas",
          "Surat pernyataan melaksanakan tugas di Kelurahan Randu Emas",
          pdf("SPMT Randu Emas", memo(
              "randu", "Surat pernyataan melaksanakan tugas", "800/014/KEL-RE/IV/2026",
              "2026-04-06", "Camat Watu Lembayung", "lurah_randu", "Melaksanakan tugas",
              Pairs((("Nama", name("pindahan")), ("Jabatan", "Pengadministrasi Perkantoran"),
                     ("Terhitung mulai", "1 April 2026"))),
              "Yang bersangkutan telah nyata melaksanakan tugas di Kelurahan Randu Emas, pindahan "
              "dari Seksi Pelayanan Umum kecamatan.")),
          number="800/014/KEL-RE/IV/2026", dated="2026-04-06", issuer="Lurah Randu Emas",
          sharing="named", named=("lurah_randu", "kasubag_umpeg")),
    Filed("2026-04-20 14.00", "analis", "dokumen_output", "Telaahan staf antrean daring",
          _study(1), dated="2026-04-20", sharing="team", team="spbe", key="telaahan"),
    Renewed("2026-04-24 10.20", "analis", "telaahan", _study(2)),
    Renewed("2026-04-28 15.45", "analis", "telaahan", _study(3)),
    Filed("2026-05-11 08.45", "analis", "surat_masuk", "Surel konfirmasi jadwal pelatihan operator",
          eml("Konfirmasi jadwal pelatihan operator", "diskominfo@lembah-arunika.example",
              "analis@lembah-arunika.example", "Konfirmasi jadwal pelatihan operator antrean",
              "2026-05-08T14:32:00+07:00",
              "Yth. Tim Kerja Layanan Digital,\n\nPelatihan operator antrean daring disepakati "
              "Selasa, 19 Mei 2026 pukul 09.00 WIB di ruang komputer Diskominfo. Tiap kelurahan "
              "mengirim dua orang dan membawa telepon genggam kantor.\n\nSurat tugas terlampir.",
              pdf("Surat tugas pelatihan operator", assignment(
                  "kecamatan", "094/077/KEC-WL/V/2026", "2026-05-07", "camat",
                  ("prakom", "loket", "pindahan"), "Mengikuti pelatihan operator antrean daring",
                  "19 Mei 2026", "Dinas Komunikasi dan Informatika", "Surat Diskominfo"))),
          dated="2026-05-08", work=("2026-05-19", "2026-05-19"), sharing="team", team="spbe"),
    Filed("2026-06-09 07.55", "arsiparis", "sertifikat", "Sertifikat pelatihan penyelamatan arsip",
          scan("Sertifikat penyelamatan arsip", "jpg", Text("setda", (
              *memo("setda", "Sertifikat", "893/31/SETDA/2026", "2026-06-05", name("arsiparis"),
                    "sekda", "Pelatihan penyelamatan arsip pascabencana",
                    "Diberikan atas keikutsertaan selama 20 jam pelajaran dengan hasil baik.",
                    Items(("Pengeringan arsip basah", "Penilaian kerusakan", "Alih media"))
                    ).blocks,)), 69),
          number="893/31/SETDA/2026", dated="2026-06-05", work=("2026-06-02", "2026-06-05")),
    Filed("2026-06-26 14.30", "kasi_trantib", "berita_acara",
          "Berita acara serah terima tugas Kasi Trantib",
          scan("BA serah terima Kasi Trantib", "pdf", HANDOVER, 626),
          number="800/061/KEC-WL/VI/2026", dated="2026-06-26", work=("2026-06-26", "2026-06-26"),
          issuer="Kecamatan Watu Lembayung", sharing="named", named=("kasi_pemerintahan", "camat")),
    Filed("2026-07-07 11.40", "kasi_pemerintahan", "laporan_bulanan",
          "Laporan bulanan Seksi Trantib Juni 2026 (Plt.)",
          pdf("Laporan Trantib Juni 2026", report(
              "kecamatan", "Laporan bulanan Seksi Trantib", "300/052/KEC-WL/VII/2026",
              "2026-07-06", "kasi_pemerintahan",
              ("A. Kegiatan", table("Kegiatan|Rencana|Terlaksana", "Patroli wilayah|8|8",
                                    "Penataan parkir pasar|4|3", "Gladi siaga banjir|1|1")),
              ("B. Catatan", "Satu penataan parkir ditunda karena serah terima jabatan."),
              as_post="Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum")),
          number="300/052/KEC-WL/VII/2026", dated="2026-07-06", work=("2026-06-01", "2026-06-30"),
          issuer="Plt. Kasi Trantib", sharing="named", named=("camat", "petugas_trantib")),
    Filed("2026-08-04 13.10", "cpns", "laporan_kegiatan", "Laporan aktualisasi latihan dasar",
          docx("Laporan aktualisasi (salah berkas)", report(
              "kecamatan", "Catatan harian magang", "", "2026-08-03", "cpns",
              ("Catatan", "Belum disusun menurut format laporan aktualisasi."))),
          dated="2026-08-03", sharing="named", named=("kasi_pemerintahan",), key="salah"),
    Withdrawn("2026-08-04 13.25", "cpns", "salah", "mistake", "Salah memilih berkas."),
    Filed("2026-08-05 08.20", "cpns", "laporan_kegiatan", "Laporan aktualisasi latihan dasar",
          docx("Laporan aktualisasi CPNS", report(
              "kecamatan", "Laporan aktualisasi", "", "2026-08-04", "cpns",
              ("A. Isu", "Buku register surat pengantar tiga kelurahan berbeda susunan kolomnya."),
              ("B. Gagasan", Items(("Satu format register bersama.", "Panduan satu halaman.",
                                    "Rekap otomatis setiap akhir bulan."))),
              ("C. Hasil", "Waktu rekap turun dari dua hari menjadi dua jam; kesalahan nomor nol."),
              ("D. Nilai", "Akuntabel dan kolaboratif: format disepakati bersama tiga lurah."))),
          dated="2026-08-04", work=("2026-05-04", "2026-07-31"), sharing="named",
          named=("kasi_pemerintahan", "camat")),
    Filed("2026-08-19 10.05", "kasi_pelayanan", "dokumen_output", "Standar pelayanan loket",
          odt("Standar pelayanan loket lama", report(
              "kecamatan", "Standar pelayanan loket", "", "2025-01-20", "kasi_pelayanan",
              ("Waktu", "Legalisasi satu hari; surat keterangan usaha dua hari."))),
          dated="2025-01-20", sharing="unit", key="standar"),
    Renewed("2026-08-20 09.00", "kasi_pelayanan", "standar", odt("Standar pelayanan loket 2026",
            report("kecamatan", "Standar pelayanan loket", "060/081/KEC-WL/VIII/2026",
                   "2026-08-19", "kasi_pelayanan",
                   ("Waktu dan biaya", table("Layanan|Syarat|Waktu|Biaya",
                                             "Legalisasi|Dokumen asli|15 menit|gratis",
                                             "Surat keterangan usaha|Pengantar RT|1 jam|gratis",
                                             "Surat pindah|KK asli|hari yang sama|gratis")),
                   ("Pengaduan", "Kotak saran, nomor pengaduan, dan loket khusus lanjut usia.")))),
    Withdrawn("2026-08-20 09.10", "kasi_pelayanan", "standar", "outdated",
              "Diganti standar pelayanan Agustus 2026.", number=1),
    Filed("2026-09-03 17.05", "camat", "lainnya", "Catatan pembinaan pegawai",
          txt("catatan pembinaan", Text("", (
              Items(("Pembinaan pertama: menyepakati jadwal datang dan cara melapor.",
                     "Pembinaan kedua: dua pekan tanpa keterlambatan.",
                     "Catatan ini tidak dibagikan.")),))),
          dated="2026-09-03", level="secret"),
    Filed("2026-10-06 09.30", "kasubag_umpeg", "rekap_data",
          "Rekap kehadiran pegawai September 2026",
          xlsx("Rekap kehadiran September 2026", Sheet(
              "September 2026", ("REKAP KEHADIRAN PEGAWAI", "September 2026, 22 hari kerja"),
              ("No", "Nama", "Hadir", "Dinas luar", "Cuti", "Tanpa keterangan"),
              tuple((number, name(key), 22 - away - leave, away, leave, 0)
                    for number, (key, away, leave) in enumerate((
                        ("sekcam", 3, 0), ("kasi_pemerintahan", 2, 0), ("kasi_pmd", 5, 0),
                        ("kasi_pelayanan", 1, 2), ("arsiparis", 0, 1), ("prakom", 2, 0),
                        ("analis", 3, 0), ("bendahara", 1, 0), ("pengadm", 0, 3),
                        ("loket", 0, 0)), start=1)),
              summed=(2, 3, 4, 5))),
          dated="2026-10-05", work=("2026-09-01", "2026-09-30"), level="limited",
          issuer="Subbagian Umum dan Kepegawaian", sharing="named", named=("sekcam",),
          key="kehadiran"),
    Opened("2026-10-06 13.15", "sekcam", "kehadiran"),
    Opened("2026-10-08 10.40", "auditor", "kehadiran", "download"),
    OpenedInEmergency("2026-10-15 19.20", "prakom_kab", "kehadiran",
                      "Diperlukan tim pemulihan data saat pemiliknya cuti; disetujui Sekcam."),
    Filed("2026-10-09 14.25", "kasi_pelayanan", "rekap_data", "Data antrean loket September 2026",
          csv("antrean-september-2026", service_sheet(
              "ANTREAN LOKET", 2026, 9, SERVICES, 202609)),
          dated="2026-10-09", work=("2026-09-01", "2026-09-30"), sharing="unit"),
    Filed("2026-10-12 08.35", "bendahara", "foto", "Foto serah terima bantuan pompa air",
          photo("WhatsApp Image 2026-10-09", outdoors, "BANTUAN POMPA AIR",
                "2026-10-09T10:02:00+07:00", 1009, plain=True),
          dated="2026-10-09", work=("2026-10-09", "2026-10-09"), sharing="named",
          named=("kasubag_keuangan",)),
)
