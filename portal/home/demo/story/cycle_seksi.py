"""What the sections, the villages and the offices of the regency plan."""

from ..cycle.words import Ind, Res, Skp, by, many, rate
from .cycle_kecamatan import ACCOUNTS, RESOURCES, RESULTS_IN

KASI_PELAYANAN = Skp("kasi_pelayanan", (
    Res("Meningkatnya kecepatan dan kepastian pelayanan administrasi", (
        many("Jumlah pemohon yang dilayani", ("7200", "7800"), "pemohon",
             "Mengatur petugas loket menurut jam ramai", "rekap pelayanan loket",
             "Petugas ditambah pada jam ramai dan layanan keliling dijalankan.",
             "Standar pelayanan diperbarui dan ditempel di loket."),
        rate("Persentase layanan yang selesai sesuai standar waktu", "90", "%",
             "Memantau waktu layanan setiap pekan", "data antrean loket",
             "Layanan yang terlambat dicatat sebabnya dan diperbaiki."),
    ), 1),
    Res("Terlaksananya survei kepuasan masyarakat", (
        many("Jumlah laporan survei kepuasan masyarakat", "4", "laporan",
             "Menyebar kuesioner dan mengolah hasil", "rekap kuesioner",
             "Nilai terendah dibahas bersama petugas loket."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASI_PELAYANAN_CHANGED = Res("Meningkatnya kecepatan pelayanan dengan antrean daring", (
    many("Jumlah pemohon yang dilayani lewat antrean daring dan langsung", "8400", "pemohon",
         "Memindahkan pemohon ke antrean daring", "data antrean loket",
         "Antrean daring dipakai enam dari sepuluh pemohon."),
    rate("Persentase layanan yang selesai sesuai standar waktu", "92", "%",
         "Memantau waktu layanan setiap pekan", "data antrean loket",
         "Layanan yang terlambat dicatat sebabnya dan diperbaiki."),
), 1)

KASI_PELAYANAN_2 = Skp("kasi_pelayanan", (KASI_PELAYANAN_CHANGED, KASI_PELAYANAN.results[1]))

LOKET = Skp("loket", (
    Res("Terlayaninya pemohon administrasi kependudukan di loket", (
        many("Jumlah pemohon yang dilayani di loket", ("4800", "5400"), "pemohon",
             "Melayani pemohon dan mencatat jenis layanan", "rekap pelayanan loket",
             "Semua pemohon yang datang sebelum loket ditutup dilayani pada hari itu.",
             "Pemohon lanjut usia didahulukan lewat loket khusus.",
             "Berkas yang lampirannya tidak terbaca dikembalikan dengan catatan tertulis."),
        rate("Persentase layanan yang selesai sesuai standar waktu", ("88", "90"), "%",
             "Memeriksa kelengkapan berkas sebelum nomor dipanggil", "data antrean loket",
             "Kelengkapan diperiksa di meja depan sehingga loket tidak menunggu."),
    ), 1),
    Res("Tersedianya rekap pelayanan yang dapat dipakai", (
        many("Jumlah rekap pelayanan bulanan", "12", "rekap",
             "Menyusun rekap pada hari kerja pertama", "berkas rekap di portal",
             "Rekap disusun dari register dan dicocokkan dengan data antrean."),
    ), 2),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PINDAHAN = Skp("pindahan", (
    Res("Terbantunya administrasi pelayanan umum", (
        many("Jumlah berkas pelayanan yang ditata", "1200", "berkas",
             "Menata berkas pelayanan", "register berkas",
             "Berkas ditata menurut tanggal dan jenis layanan."),
        rate("Persentase berkas yang lengkap", "95", "%", "Memeriksa kelengkapan berkas",
             "register berkas", "Berkas yang kurang dilengkapi sebelum disimpan."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PINDAHAN_RANDU = Skp("pindahan", (
    Res("Tertibnya administrasi Kelurahan Randu Emas", (
        many("Jumlah surat pengantar yang diselesaikan", "540", "surat"),
        rate("Persentase surat pengantar yang selesai pada hari yang sama", "95", "%"),
    ), 1),
))

KASI_PEMERINTAHAN = Skp("kasi_pemerintahan", (
    Res("Terbinanya administrasi pemerintahan desa", (
        many("Jumlah desa yang laporan bulanannya diperiksa", "36", "laporan",
             "Memeriksa laporan bulanan desa", "lembar periksa laporan desa",
             "Catatan perbaikan disampaikan kepada sekretaris desa."),
        rate("Persentase desa yang melapor tepat waktu", ("90", "95"), "%",
             "Mendampingi operator desa", "register laporan desa",
             "Operator desa yang baru didampingi dua kali."),
    ), 5),
    Res("Tertibnya batas wilayah dan data kependudukan", (
        many("Jumlah berita acara verifikasi batas dusun", "3", "berita acara",
             "Mengukur batas bersama perangkat desa", "berita acara verifikasi batas",
             "Patok diganti dan koordinat dicatat dua kali."),
    ), 5),
), RESOURCES, ACCOUNTS, RESULTS_IN)

TRANTIB_TASK = Res("Terlaksananya tugas Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum", (
    many("Jumlah laporan bulanan Seksi Trantib", "6", "laporan",
         "Menyusun laporan Seksi Trantib", "laporan bulanan Seksi Trantib",
         "Patroli dan siaga banjir tetap berjalan sesuai jadwal."),
), 2, "additional", "Camat Watu Lembayung")

KASI_PEMERINTAHAN_2 = Skp("kasi_pemerintahan", (*KASI_PEMERINTAHAN.results, TRANTIB_TASK))

KASI_PMD = Skp("kasi_pmd", (
    Res("Terselenggaranya musyawarah perencanaan pembangunan yang partisipatif", (
        many("Jumlah musyawarah dan rapat perencanaan yang difasilitasi", "12", "kegiatan",
             "Memfasilitasi musyawarah dan rapat perencanaan", "notulen dan daftar hadir",
             "Musyawarah dihadiri wakil desa, kelurahan, dan kelompok perempuan.",
             "Usulan dipetakan menurut lokasi dan penerima manfaat.",
             "Rapat tindak lanjut membahas usulan yang dikembalikan."),
        rate("Persentase usulan yang memuat lokasi, volume, dan penerima manfaat", ("88", "90"),
             "%", "Menelaah usulan dan mengembalikan yang kurang", "daftar usulan",
             "Usulan tanpa lokasi dikembalikan dengan contoh pengisian."),
    ), 3),
    Res("Terdampinginya kelompok masyarakat desa", (
        many("Jumlah kelompok masyarakat yang didampingi", "24", "kelompok",
             "Mendampingi kelompok tani, posyandu, dan karang taruna", "laporan pendampingan",
             "Pendampingan membahas administrasi kelompok dan rencana kegiatan.",
             "Kelompok menyusun rencana kegiatan sederhana sendiri."),
    ), 3),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASI_TRANTIB = Skp("kasi_trantib", (
    Res("Terjaganya ketenteraman dan ketertiban umum", (
        many("Jumlah patroli wilayah", "96", "patroli", "Melaksanakan patroli bersama Linmas",
             "laporan patroli", "Patroli melewati pasar, jembatan, dan lapangan kelurahan."),
        rate("Persentase gangguan yang ditangani", "95", "%", "Menangani laporan warga",
             "buku laporan kejadian", "Gangguan ditangani bersama ketua RT."),
    ), 2),
    Res("Tersusunnya kesiapsiagaan banjir Kali Embun", (
        many("Jumlah gladi siaga banjir", "2", "gladi", "Melaksanakan gladi bersama warga",
             "laporan gladi", "Gladi menguji jalur pengungsian dan pompa."),
    ), 2),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PETUGAS_TRANTIB = Skp("petugas_trantib", (
    Res("Terdokumentasinya kejadian dan patroli wilayah", (
        many("Jumlah laporan kejadian dan patroli", "120", "laporan",
             "Mencatat kejadian dan memotret lokasi", "buku laporan kejadian",
             "Laporan dilengkapi foto, waktu, dan nama ketua RT.",
             "Titik rawan dipotret sebelum dan sesudah hujan."),
        rate("Persentase laporan yang masuk pada hari kejadian", "90", "%",
             "Mengirim laporan sebelum pukul 20.00", "buku laporan kejadian",
             "Laporan dikirim dari lapangan."),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

CPNS = Skp("cpns", (
    Res("Terbantunya pemeriksaan administrasi desa", (
        many("Jumlah laporan desa yang dicatat dan diolah", ("18", "36"), "laporan",
             "Mencatat dan mengolah laporan desa", "register laporan desa",
             "Register desa diseragamkan susunan kolomnya.",
             "Rekap akhir bulan dibuat dari register yang sama."),
        rate("Persentase data desa yang lengkap", "90", "%", "Mencocokkan data dengan berkas",
             "register laporan desa", "Data yang kurang ditanyakan kepada operator desa."),
    ), 1),
    Res("Terlaksananya aktualisasi latihan dasar", (
        many("Jumlah laporan aktualisasi", "1", "laporan", "Menyusun laporan aktualisasi",
             "laporan aktualisasi", "Gagasan diuji di tiga kelurahan."),
    ), 1, "additional", "Pelatihan Dasar CPNS", since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)


def _lurah(key: str, place: str, theme: Res) -> Skp:
    return Skp(key, (
        Res(f"Meningkatnya pelayanan warga Kelurahan {place}", (
            many("Jumlah surat pengantar yang dilayani", "960", "surat",
                 "Melayani warga di kantor kelurahan", "rekap surat pengantar",
                 "Surat pengantar diselesaikan pada hari yang sama.",
                 "Warga lanjut usia dilayani di rumah."),
            rate("Persentase keluhan warga yang dijawab", "90", "%",
                 "Menjawab keluhan lewat ketua RT", "buku keluhan warga",
                 "Keluhan dibahas dalam rembuk warga."),
        ), 5),
        theme,
    ), RESOURCES, ACCOUNTS, RESULTS_IN)


LURAH_SENDANG = _lurah("lurah_sendang", "Sendang Kelana", Res(
    "Berkurangnya genangan di permukiman Jalan Mata Air", (
        many("Jumlah kerja bakti pembersihan saluran", "12", "kegiatan",
             "Menggerakkan kerja bakti setiap Sabtu pertama", "foto dan daftar hadir",
             "Kerja bakti diikuti warga dua RW.", "Gorong-gorong diangkat sampahnya."),
    ), 2))
LURAH_RANDU = _lurah("lurah_randu", "Randu Emas", Res(
    "Menurunnya jumlah balita berisiko stunting", (
        many("Jumlah balita yang dipantau pertumbuhannya", "300", "balita",
             "Memantau penimbangan di posyandu", "buku KIA dan rekap posyandu",
             "Penimbangan dilakukan di tiga posyandu dan kunjungan rumah."),
    ), 5))
LURAH_KARANG = _lurah("lurah_karang", "Karang Lembayung", Res(
    "Terpeliharanya jalan lingkungan dengan gotong royong", (
        many("Panjang jalan lingkungan yang ditambal", "400", "meter",
             "Menggerakkan gotong royong warga", "berita acara gotong royong",
             "Penambalan memakai batu belah dari swadaya warga."),
    ), 5))

STAF_SENDANG = Skp("staf_sendang", (
    Res("Terselesaikannya surat pengantar warga", (
        many("Jumlah surat pengantar yang diselesaikan", "900", "surat"),
        rate("Persentase surat yang selesai pada hari yang sama", "95", "%"),
    ), 1),
))
STAF_KARANG = Skp("staf_karang", (
    Res("Membantu pelayanan kelurahan", (
        many("Jumlah layanan", "600", "layanan"),
    ), ""),
    Res("Terdatanya bantuan warga", (many("Jumlah keluarga yang didata", "240", "keluarga"),), 1),
))

KADIS_KOMINFO = Skp("kadis_kominfo", (
    Res("Meningkatnya mutu layanan digital pemerintah kabupaten", (
        Ind("Jumlah layanan perangkat daerah yang terhubung satu pintu", ("18", "26"), "layanan",
            view="recipients", act="Menghubungkan layanan perangkat daerah",
            source="daftar layanan terhubung",
            done=("Layanan kesehatan dan kecamatan dihubungkan lebih dahulu.",)),
        Ind("Indeks kepuasan pengguna layanan digital", ("79", "82"), "indeks", "quality", "last",
            "recipients", "Menjaring pendapat pengguna", ("Keluhan terbanyak adalah lupa sandi.",),
            "survei pengguna layanan"),
    ), "Terwujudnya pemerintahan digital yang melayani"),
    Res("Terjaganya keamanan dan keandalan pusat data", (
        Ind("Jumlah uji pemulihan data yang berhasil", "4", "uji", view="process",
            act="Menguji pemulihan cadangan data", source="berita acara uji pemulihan",
            done=("Uji pemulihan selesai di bawah dua jam.",)),
        Ind("Persentase waktu pusat data tersedia", "99,5", "%", "quality", "per_period",
            "internal", "Memantau ketersediaan", ("Gangguan listrik diatasi generator.",),
            "catatan pemantauan"),
    ), "Terwujudnya pemerintahan digital yang melayani"),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PRAKOM_KAB = Skp("prakom_kab", (
    Res("Terpeliharanya aplikasi dan server pemerintah kabupaten", (
        many("Jumlah pemeliharaan server yang dilaksanakan", "48", "pemeliharaan"),
        rate("Persentase gangguan yang selesai dalam empat jam", "90", "%"),
    ), 2, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KABAG_HUKUM = Skp("kabag_hukum", (
    Res("Tersedianya produk hukum daerah yang tertib dan mudah ditemukan", (
        many("Jumlah rancangan produk hukum yang diharmonisasi", "40", "rancangan"),
        rate("Persentase panduan portal yang ditinjau tepat waktu", "95", "%"),
    ), "Terwujudnya tata kelola pemerintahan yang akuntabel", since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

ANALIS_HUKUM = Skp("analis_hukum", (
    Res("Tersusunnya naskah dan panduan hukum yang jelas", (
        many("Jumlah panduan yang disusun atau diperbarui", "12", "panduan"),
        by("Waktu peninjauan panduan setelah aturan berubah", "paling lama 14 hari", "12 hari"),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)
