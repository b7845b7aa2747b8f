"""What the Kemenag office and its KUA plan, year after year."""

from ..cycle.words import Res, Skp, by, level, many, rate

RESOURCES = """Anggaran kegiatan sesuai DIPA kantor
Kendaraan dan perahu sewa untuk layanan kepulauan
Aplikasi pendataan yang dapat dibuka dari kantor"""
ACCOUNTS = """Laporan triwulan dengan bukti dukung di portal
Dialog kinerja pada akhir triwulan"""
RESULTS_IN = """Hasil baik menjadi bahan pertimbangan penugasan tim kerja
Hasil di bawah ekspektasi diikuti bimbingan kinerja"""

KEPALA_KANTOR = Skp("kepala_kantor", (
    Res("Meningkatnya mutu layanan pendidikan madrasah", (
        many("Jumlah madrasah dengan data lengkap dan mutakhir", "30", "madrasah",
             "Memimpin evaluasi peta mutu", "rekap data madrasah",
             "Data madrasah kepulauan dikirim lewat kapal dan dilengkapi."),
        level("Persentase madrasah yang memakai peta mutu", ("60", "75"), "%",
              "Memantau rencana perbaikan madrasah", "laporan Seksi Penmad",
              "Madrasah menyusun rencana perbaikan dari peta mutunya sendiri."),
    ), "Meningkatnya mutu pendidikan agama dan keagamaan di provinsi"),
    Res("Terselenggaranya layanan haji dan umrah yang tertib", (
        many("Jumlah jemaah yang siap berangkat", ("88", "92"), "jemaah",
             "Memastikan manasik dan kelengkapan jemaah", "laporan Seksi PHU",
             "Manasik dilaksanakan enam kali dan kelengkapan diperiksa dua kali."),
    ), "Meningkatnya kualitas pelayanan haji dan umrah"),
    Res("Meningkatnya layanan bimbingan dan pencatatan nikah", (
        many("Jumlah peristiwa nikah yang dicatat tepat waktu", ("500", "520"), "peristiwa",
             "Memantau layanan KUA", "laporan KUA",
             "Pencatatan di kepulauan dilakukan bersama layanan keliling."),
    ), "Meningkatnya kualitas layanan KUA"),
    Res("Tertibnya tata kelola kantor", (
        many("Jumlah laporan kinerja triwulan kantor", "4", "laporan",
             "Menelaah laporan triwulan seksi", "laporan triwulan",
             "Laporan dibahas dalam rapat evaluasi triwulan."),
    ), "Meningkatnya akuntabilitas kinerja"),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASUBAG_TU = Skp("kasubag_tu", (
    Res("Tertibnya administrasi kepegawaian dan keuangan kantor", (
        many("Jumlah laporan tata usaha yang disusun", "12", "laporan",
             "Menyusun laporan tata usaha", "register laporan",
             "Laporan disusun bersama pengelola kepegawaian dan keuangan."),
        rate("Persentase pegawai yang mengunggah bukti tepat waktu", ("80", "90"), "%",
             "Mengingatkan pegawai sebelum batas waktu", "rekap kelengkapan bukti",
             "Nota dinas pengumpulan bukti dikirim dua pekan sebelum batas waktu."),
    ), 4),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASI_PENMAD = Skp("kasi_penmad", (
    Res("Terpenuhinya data dan mutu madrasah", (
        many("Jumlah madrasah yang datanya dimutakhirkan", "30", "madrasah",
             "Mengatur pemutakhiran data per wilayah", "laporan triwulan seksi",
             "Operator madrasah didampingi di Tanjung Sekar dan kepulauan."),
        many("Jumlah guru yang mengikuti pelatihan", ("140", "160"), "guru",
             "Menyelenggarakan pelatihan guru", "daftar hadir pelatihan",
             "Pelatihan dibagi dua angkatan agar tidak bentrok dengan ujian."),
    ), 1),
    Res("Terlaksananya supervisi kelas", (
        many("Jumlah kelas yang disupervisi", "72", "kelas", "Menjadwalkan supervisi",
             "laporan supervisi", "Supervisi kepulauan dilaksanakan satu pekan penuh."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASI_PHU = Skp("kasi_phu", (
    Res("Terselenggaranya bimbingan dan persiapan jemaah", (
        many("Jumlah manasik yang dilaksanakan", "8", "manasik", "Melaksanakan manasik",
             "daftar hadir manasik", "Manasik dihadiri sembilan dari sepuluh jemaah."),
        rate("Persentase berkas jemaah yang lengkap", "98", "%", "Memeriksa berkas jemaah",
             "daftar periksa jemaah", "Berkas yang kurang dilengkapi sebelum pelunasan."),
    ), 2),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASI_BIMAS = Skp("kasi_bimas", (
    Res("Terbinanya masjid dan lembaga keagamaan", (
        many("Jumlah kegiatan pembinaan masjid", "16", "kegiatan", "Membina takmir dan remaja "
             "masjid", "laporan pembinaan masjid", "Contoh laporan kas dibagikan lewat penyuluh."),
        rate("Persentase masjid dengan laporan kas terbuka", ("70", "75"), "%",
             "Mendampingi penyusunan laporan kas", "rekap penyuluh",
             "Dua masjid mulai menempel laporan kas setiap Jumat."),
    ), 3),
    Res("Tertibnya pelayanan KUA", (
        many("Jumlah pembinaan KUA", "4", "pembinaan", "Membina KUA setiap triwulan",
             "catatan pembinaan", "Pembinaan membahas waktu layanan dan alih media arsip."),
    ), 3),
), RESOURCES, ACCOUNTS, RESULTS_IN)

ANALIS_KEPEG = Skp("analis_kepeg", (
    Res("Terkelolanya data dan pengembangan kompetensi pegawai", (
        many("Jumlah rekap pengembangan kompetensi", "4", "rekap"),
        rate("Persentase data pegawai yang mutakhir", "95", "%"),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

BENDAHARA = Skp("bendahara_kemenag", (
    Res("Tertibnya pertanggungjawaban perjalanan dinas", (
        many("Jumlah SPJ perjalanan dinas yang diverifikasi", "120", "SPJ"),
        rate("Persentase SPJ yang lengkap pada pengajuan pertama", "80", "%"),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

RAHMI = Skp("rahmi", (
    Res("Tersusunnya peta mutu madrasah yang dipakai", (
        many("Jumlah madrasah yang selesai dipetakan mutunya", ("24", "30"), "madrasah",
             "Memimpin tim kunjungan dan mengolah data", "rekap peta mutu",
             "Tim memakai format cek yang sama sehingga angka dapat dibandingkan.",
             "Angka yang janggal dicocokkan dengan buku induk siswa.",
             "Cuaca laut menunda kunjungan; jadwal kepulauan disusun ulang."),
        rate("Persentase data yang cocok pada uji petik", "95", "%", "Menguji petik data",
             "lembar uji petik", "Uji petik dilakukan pada satu dari lima madrasah."),
    ), 1),
    Res("Tersedianya modul pelatihan berbasis peta mutu", (
        many("Jumlah modul yang disusun atau diperbarui", "4", "modul",
             "Menyusun modul bersama tim", "berkas modul",
             "Modul diuji pada kelas kecil lalu diperbaiki."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

STAF_PENMAD = Skp("staf_penmad", (
    Res("Terolahnya data madrasah", (
        many("Jumlah rekap data madrasah", "8", "rekap", "Mengolah data pokok madrasah",
             "rekap data madrasah", "Rekap siswa dan guru dicocokkan antarjenjang."),
        rate("Persentase isian data tanpa kesalahan", "97", "%", "Memeriksa isian operator",
             "catatan pemeriksaan data", "Kesalahan isian dikembalikan kepada operator."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

ANWAR = Skp("anwar", (
    Res("Terlaksananya layanan haji terpadu", (
        many("Jumlah layanan pendaftaran dan manasik yang dilaksanakan", ("24", "28"), "layanan",
             "Melaksanakan manasik dan pendaftaran keliling", "laporan layanan haji",
             "Manasik kecamatan dan kabupaten dilaksanakan sesuai jadwal.",
             "Layanan keliling menjangkau Pulau Kecil.",
             "Pendaftaran dibuka sampai sore pada hari pasar."),
        rate("Persentase pendaftaran yang selesai satu hari", "90", "%",
             "Memeriksa berkas sebelum pendaftaran", "register pendaftaran",
             "Daftar periksa dibagikan saat manasik."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

MARWAH = Skp("marwah", (
    Res("Tertibnya berkas pembatalan dan pelimpahan porsi", (
        many("Jumlah berkas yang diselesaikan", "72", "berkas",
             "Memeriksa dan menyelesaikan berkas", "register pembatalan dan pelimpahan",
             "Berkas dicocokkan dengan data bank setiap bulan."),
        by("Waktu penyelesaian berkas", "paling lama 3 hari", "2 hari",
           "Menyusun jadwal penyelesaian", "register pembatalan dan pelimpahan",
           "Berkas diselesaikan sebelum tiga hari."),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KEPALA_KUA = Skp("kepala_kua", (
    Res("Terselenggaranya pelayanan nikah yang tepat waktu", (
        many("Jumlah peristiwa nikah yang dicatat", ("500", "420"), "peristiwa",
             "Mengatur jadwal penghulu", "laporan KUA",
             "Jadwal penghulu diatur menurut wilayah dan cuaca laut."),
        rate("Persentase pencatatan yang selesai pada hari akad", "98", "%",
             "Memeriksa berkas sebelum akad", "buku register nikah",
             "Berkas diperiksa tiga hari sebelum akad."),
    ), 2),
    Res("Terselamatkannya arsip nikah", (
        many("Jumlah lembar arsip nikah yang dialihmediakan", ("1000", "4000"), "lembar",
             "Memindai arsip nikah", "log pemindaian", "Pemindai dipinjam dua bulan."),
    ), 2, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PENGHULU = Skp("penghulu", (
    Res("Tercatatnya peristiwa nikah dengan benar", (
        many("Jumlah peristiwa nikah yang dilayani", ("220", "200"), "peristiwa",
             "Memeriksa berkas dan mencatat peristiwa nikah", "rekap peristiwa nikah",
             "Peristiwa nikah di kepulauan dilayani dua kali sebulan.",
             "Berkas wali diperiksa bersama kepala KUA."),
        rate("Persentase berkas nikah tanpa perbaikan", "95", "%",
             "Memakai daftar periksa berkas", "daftar periksa berkas nikah",
             "Daftar periksa mengurangi berkas yang kembali."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PENYULUH = Skp("penyuluh", (
    Res("Terlaksananya bimbingan majelis taklim dan keluarga", (
        many("Jumlah pertemuan bimbingan", "96", "pertemuan", "Membimbing majelis taklim",
             "laporan bimbingan", "Pertemuan dipindah ke sore sesuai permintaan peserta."),
        rate("Persentase peserta yang hadir", "75", "%", "Mencatat kehadiran",
             "daftar hadir majelis", "Kehadiran naik setelah jadwal diubah."),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PENYULUH_PPPK = Skp("penyuluh_pppk", (
    Res("Bimbingan perkawinan", (many("Jumlah angkatan", "12", "angkatan"),), ""),
    Res("Terlaksananya penyuluhan pencegahan perkawinan anak", (
        many("Jumlah sekolah dan madrasah yang dikunjungi", "10", "sekolah"),
    ), 1),
))

STAF_KUA = Skp("staf_kua", (
    Res("Tertibnya administrasi pelayanan KUA", (
        many("Jumlah berkas nikah yang ditata", "420", "berkas"),
        rate("Persentase berkas yang mudah ditemukan kembali", "95", "%"),
    ), 1),
))
