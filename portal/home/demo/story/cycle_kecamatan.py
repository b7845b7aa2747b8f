"""What the leaders and the secretariat of the sub-district plan, year after year."""

from ..cycle.words import Res, Skp, by, level, many, rate

RESOURCES = """Anggaran kegiatan sesuai dokumen pelaksanaan anggaran kecamatan
Komputer dan jaringan yang berfungsi pada jam kerja
Data dari seksi, kelurahan, dan desa yang disampaikan tepat waktu"""
ACCOUNTS = """Laporan bulanan dengan bukti dukung di portal
Dialog kinerja setiap akhir triwulan"""
RESULTS_IN = """Hasil baik menjadi dasar usulan pengembangan kompetensi dan tugas yang lebih luas
Hasil di bawah ekspektasi diikuti bimbingan kinerja"""

CAMAT = Skp("camat", (
    Res("Meningkatnya kepuasan masyarakat terhadap pelayanan kecamatan", (
        many("Jumlah survei kepuasan masyarakat yang dilaksanakan dan ditindaklanjuti", "4",
             "survei", "Memimpin pembahasan hasil survei dan menetapkan perbaikan",
             "laporan survei kepuasan masyarakat",
             "Hasil survei dibahas bersama seluruh seksi; ruang tunggu dan waktu layanan menjadi "
             "perbaikan utama."),
        level("Indeks kepuasan masyarakat", ("81", "84"), "indeks",
              "Memantau waktu tunggu setiap pekan", "rekap survei kepuasan masyarakat",
              "Waktu tunggu turun setelah antrean daring diperluas."),
    ), "Meningkatnya kualitas pelayanan publik di kecamatan"),
    Res("Terkendalinya ketenteraman, ketertiban, dan kesiapsiagaan bencana wilayah", (
        many("Jumlah rapat koordinasi pimpinan kecamatan yang menghasilkan tindak lanjut", "12",
             "rapat", "Memimpin rapat koordinasi wilayah", "notulen rapat koordinasi",
             "Rapat menghasilkan pembagian tugas yang dipantau pada rapat berikutnya."),
        rate("Persentase gangguan ketertiban yang ditangani", "95", "%",
             "Memantau penanganan gangguan", "laporan Seksi Trantib",
             "Gangguan ditangani bersama kelurahan dan warga."),
    ), "Terwujudnya wilayah yang aman dan tangguh bencana"),
    Res("Terselenggaranya perencanaan pembangunan desa dan kelurahan yang partisipatif", (
        many("Jumlah dokumen prioritas kecamatan hasil musyawarah", "1", "dokumen",
             "Memimpin musrenbang kecamatan", "notulen musrenbang",
             "Prioritas ditetapkan bersama kepala desa, lurah, dan wakil warga."),
        rate("Persentase usulan yang memuat lokasi, volume, dan penerima manfaat", "90", "%",
             "Menelaah usulan bersama Seksi PMD", "berita acara verifikasi usulan",
             "Usulan tanpa lokasi dikembalikan kepada pengusul."),
    ), "Meningkatnya kualitas perencanaan pembangunan daerah"),
    Res("Tertibnya tata kelola administrasi, kepegawaian, dan keuangan kecamatan", (
        many("Jumlah laporan kinerja dan keuangan kecamatan yang disampaikan", "12", "laporan",
             "Menelaah dan menyetujui laporan bulanan", "register laporan sekretariat",
             "Laporan disampaikan setelah diperiksa Sekretaris Kecamatan."),
        by("Waktu penyampaian laporan bulanan", "paling lambat tanggal 5 bulan berikutnya",
           "tanggal 4 bulan berikutnya", "Mengingatkan jadwal laporan", "tanda terima laporan",
           "Laporan disampaikan sebelum batas waktu."),
    ), "Terwujudnya tata kelola pemerintahan yang akuntabel"),
    Res("Terbinanya penyelenggaraan pemerintahan desa dan kelurahan", (
        many("Jumlah desa dan kelurahan yang dibina", "6", "desa dan kelurahan",
             "Mengunjungi desa dan kelurahan", "buku kunjungan",
             "Pembinaan memakai hasil laporan bulanan desa sebagai bahan."),
    ), "Meningkatnya kapasitas pemerintahan desa dan kelurahan"),
), RESOURCES, ACCOUNTS, RESULTS_IN)

SEKCAM = Skp("sekcam", (
    Res("Tertibnya administrasi umum dan kepegawaian kecamatan", (
        many("Jumlah laporan administrasi umum dan kepegawaian yang diperiksa", "12", "laporan",
             "Memeriksa laporan Subbagian Umum dan Kepegawaian", "lembar periksa sekretariat",
             "Laporan diperiksa dan catatan perbaikan disampaikan tertulis."),
        rate("Persentase bukti kinerja pegawai yang diperiksa pada bulannya", ("80", "90"), "%",
             "Memeriksa kelengkapan bukti kinerja", "antrean pemeriksaan di portal",
             "Bukti yang kurang dikembalikan dengan alasan dan dilengkapi pemiliknya."),
    ), 4),
    Res("Tertibnya perencanaan dan keuangan kecamatan", (
        many("Jumlah laporan realisasi anggaran yang diperiksa", "12", "laporan",
             "Memeriksa laporan realisasi anggaran", "lembar periksa keuangan",
             "Angka dicocokkan dengan buku kas umum sebelum disampaikan."),
    ), 4),
    Res("Terlaksananya layanan digital kecamatan", (
        many("Jumlah layanan yang memakai antrean daring", ("3", "5"), "layanan",
             "Memimpin rapat Tim Kerja Layanan Digital", "laporan tim kerja",
             "Antrean daring diperluas setelah uji coba di Sendang Kelana."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASUBAG_UMPEG = Skp("kasubag_umpeg", (
    Res("Tertatanya data dan berkas kepegawaian kecamatan", (
        many("Jumlah pegawai yang datanya dicocokkan dengan berkas", "36", "pegawai",
             "Mencocokkan data pegawai dengan berkas", "rekap pencocokan data",
             "Data yang berbeda dilengkapi setelah surat edaran pemutakhiran data."),
        rate("Persentase surat yang dicatat pada hari diterima", "95", "%",
             "Memeriksa buku agenda setiap Jumat", "buku agenda surat",
             "Surat dicatat hari itu juga, termasuk yang datang lewat surel."),
    ), 1),
    Res("Lengkapnya bukti kinerja pegawai setiap periode", (
        many("Jumlah rekap kelengkapan bukti kinerja", "12", "rekap",
             "Menyusun rekap dan mengingatkan pegawai", "rekap kelengkapan di portal",
             "Pegawai yang belum mengunggah diingatkan satu per satu, bukan lewat grup."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

KASUBAG_KEUANGAN = Skp("kasubag_keuangan", (
    Res("Tersusunnya laporan keuangan kecamatan yang akurat", (
        many("Jumlah laporan realisasi anggaran bulanan", "12", "laporan",
             "Menyusun laporan dan mencocokkan dengan buku kas umum", "buku kas umum",
             "Laporan disusun setelah semua SPJ seksi dicocokkan.",
             "Selisih belanja barang ditelusuri sampai ke kuitansi."),
        by("Waktu penyampaian laporan realisasi anggaran",
           "paling lambat tanggal 5 bulan berikutnya", "tanggal 5 bulan berikutnya",
           "Menutup buku pada hari kerja terakhir", "tanda terima laporan",
           "Laporan disampaikan pada hari kerja ketiga."),
    ), 2),
    Res("Tersusunnya rencana kerja dan anggaran kecamatan", (
        many("Jumlah dokumen rencana kerja dan anggaran", "2", "dokumen",
             "Menghimpun usulan seksi dan kelurahan", "dokumen rencana kerja",
             "Usulan seksi dihimpun dan dibahas satu kali."),
    ), 2),
), RESOURCES, ACCOUNTS, RESULTS_IN)

ARSIPARIS = Skp("arsiparis", (
    Res("Tertatanya arsip inaktif kecamatan", (
        many("Jumlah berkas arsip yang didaftar", ("480", "600"), "berkas",
             "Mendaftar arsip inaktif per boks", "daftar arsip inaktif",
             "Arsip dipilah menurut jenis dan kurun waktu; arsip keuangan dinilai terpisah.",
             "Boks yang lembap dikeringkan lebih dahulu sebelum didaftar."),
        rate("Persentase permintaan arsip yang ditemukan dalam satu hari", "90", "%",
             "Melayani peminjaman arsip", "buku peminjaman arsip",
             "Arsip ditemukan dari daftar, tidak lagi dicari per boks."),
    ), 1),
    Res("Terselamatkannya arsip dari kerusakan", (
        many("Jumlah lembar arsip yang dialihmediakan", ("1200", "2400"), "lembar",
             "Memindai arsip yang rapuh", "log pemindaian",
             "Pemindaian mendahulukan legalisasi yang sering diminta."),
    ), 1, since=2026),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PRAKOM = Skp("prakom", (
    Res("Tersedianya perangkat dan jaringan kantor yang andal", (
        many("Jumlah gangguan perangkat yang diselesaikan", ("96", "84"), "gangguan",
             "Menangani laporan gangguan", "buku gangguan",
             "Gangguan loket didahulukan; cadangan data dicoba dipulihkan.",
             "Sakelar dan kabel yang rusak diganti."),
        rate("Persentase gangguan yang selesai pada hari yang sama", "85", "%",
             "Menyiapkan perangkat pengganti", "buku gangguan",
             "Perangkat pengganti tersedia untuk dua loket."),
    ), 1),
    Res("Berjalannya antrean daring kecamatan", (
        many("Jumlah lokasi yang memakai antrean daring", ("2", "4"), "lokasi",
             "Memasang dan memantau antrean daring", "layar pantau antrean",
             "Uji coba berjalan dan dicatat gangguannya."),
    ), 1, assigned_by="Sekretaris Kecamatan"),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PENGADM = Skp("pengadm", (
    Res("Tercatatnya surat masuk dan keluar dengan tertib", (
        many("Jumlah surat yang dicatat dan diteruskan", "1800", "surat"),
        rate("Persentase surat yang diteruskan pada hari diterima", "95", "%"),
    ), 1, since=2026),
    Res("Tersedianya bahan rapat kecamatan", (
        many("Jumlah rapat yang disiapkan bahannya", "24", "rapat"),
    ), 1, "additional", since=2026),
))

# Results of a policy analyst are stated as they will be judged: the qualitative approach.
ANALIS = Skp("analis", (
    Res("Tersedianya telaahan kebijakan layanan kecamatan yang dipakai pimpinan", (
        many("Pimpinan memperoleh pilihan kebijakan yang lengkap, berdasar data lapangan, dan "
             "dapat segera diputuskan", "Dua telaahan dipakai sebagai dasar keputusan Camat", "",
             "Mengumpulkan data antrean dan menyusun pilihan", "lembar disposisi Camat",
             "Telaahan disusun tiga kali sampai pilihannya dapat diputuskan.",
             "Data uji coba antrean dibandingkan dengan keadaan sebelumnya."),
    ), 3),
    Res("Berjalannya Tim Kerja Layanan Digital Kecamatan", (
        many("Anggota tim memahami pembagian tugas dan layanan digital dipakai warga",
             "Seluruh kelurahan menerapkan panduan layanan digital", "",
             "Memimpin rapat tim dan memberi umpan balik", "notulen tim kerja",
             "Rapat tim menghasilkan pembagian tugas per kelurahan."),
    ), 3),
), RESOURCES, ACCOUNTS, RESULTS_IN, approach="qualitative")

BENDAHARA = Skp("bendahara", (
    Res("Tertibnya pertanggungjawaban belanja kecamatan", (
        many("Jumlah SPJ yang diverifikasi", ("240", "264"), "SPJ",
             "Memverifikasi SPJ seksi dan kelurahan", "register SPJ",
             "SPJ yang kurang lengkap dikembalikan pada hari yang sama.",
             "Pajak dipungut dan disetor sebelum tanggal 10."),
        rate("Persentase SPJ yang lengkap pada pengajuan pertama", ("75", "80"), "%",
             "Memberi contoh SPJ yang lengkap", "register SPJ",
             "Daftar periksa SPJ dibagikan kepada seksi."),
    ), 1),
), RESOURCES, ACCOUNTS, RESULTS_IN)

PLANS = (
    CAMAT, SEKCAM, KASUBAG_UMPEG, KASUBAG_KEUANGAN, ARSIPARIS, PRAKOM, PENGADM, ANALIS, BENDAHARA,
)
