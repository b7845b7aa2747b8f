"""Words of the field, as data: roots, stop words, spelling variants, abbreviations.

Everything is written folded (lower case, no accents, no punctuation). Whoever
changes a table here raises :data:`VOCABULARY_VERSION`: the index was folded
with the old one and is rebuilt when the versions differ.

Source: written for this portal from the terms of the glossary and from
ordinary office letters; no external word list is copied.
"""

from __future__ import annotations

VOCABULARY_VERSION = 1


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Roots whose derived forms must meet (menulis, penulisan, ditulis -> tulis).
# Snowball's "indonesian" cannot restore the first letter that meN-/peN- drops
# and cuts some roots short; a root named here is found by its regular forms.
# Words that only look derived (pemerintah, berita, perempuan) stand here too:
# a listed word is its own root.
ROOTS = _listed(
    """
    abai acara acu ada adil adu agenda ajak ajar aju akad akhir aksi akta aktif alih alir
    alokasi alur aman amanat amat ambil ampu analisis andal anggar anggota angkat angkut antar
    antre apel apresiasi arah aroma arsip arti asas asesmen aset asuh atas atur audit awal
    awas ayom baca bagi bahas baik bakar balas balik banding bangun bantah bantu barang baris
    baru basis batal batas bawa bayar bebas beda bekal belanja beli benah benar bencana
    bendahara bentuk berangkat berantas beras beri berita bersih besar besuk biasa biaya
    bicara bijak bimbing bina bisnis blokir bocor buat budaya buka bukti buku bulan bumi
    bungkus buru buruh butuh cabut cair cakap camat capai cari catat cegah cek cepat cerai
    cerita cermat cetak cipta coba cocok contoh cukup curi curiga cuti daerah daftar dagang
    dalam dalih damai damping dana dapat darat dasar data datang daya debat dengar derita desa
    desain detail diagnosa dialog didik digital diklat dinas diri disiplin diskusi disposisi
    distribusi doa dokumen dokumentasi donor dorong duduk duga dukung dusun edar efektif
    efisien ekspor elok emban empu entri evaluasi faktor fasilitas festival formulir forum
    fungsi gabung gagal gaji gali ganggu ganti gantung garap gedung gelar gerak giat gizi
    gotong gratifikasi gugat gugur guna guru habis hadap hadiah hadir hak hambat hapus harap
    harga hari hasil hemat henti hias hibah hidup hilang himbau himpun hisap hitung hormat
    hubung hukum hulu huni ibadah identifikasi ikat iklan ikut imbau impor imunisasi indah
    informasi ingat ingin inisiatif inovasi input inspeksi instansi integrasi intervensi inti
    inventarisasi isi istirahat izin jabat jadi jadwal jaga jalan jalin jamin jangkau janji
    jawab jelas jemput jual jumlah jurus kabar kaji kantor karya kasih kata kawal kecamatan
    kelola kelompok keluar keluarga keluh kelurahan kemas kembali kembang kena kenal kenang
    kendali kepala kerja kesan ketat ketik ketua kirim klaim klarifikasi klasifikasi komentar
    kompetensi kompetisi komunikasi kondisi konfirmasi konsultasi kontrak kontribusi
    koordinasi koreksi kredit kriteria kuasa kuat kuliah kumpul kunjung kurang kursus kutip
    laba laboratorium lacak ladang lahan lahir laik laksana laku lalu lambat lampau lampir
    lancar landas langgar langkah langsung lanjut lantik lapang lapor larang laras latar latih
    lawan layak layan lebih lelang lembaga lembur lengkap lestari letak libat libur lihat
    limbah limpah lindung lingkup lintas liput lokasi lolos lomba longsor luas lulus lunas
    luncur lupa lurah lurus magang mahir maju makan makna maksud malam mampu manfaat mantap
    masalah masuk masyarakat mati mediasi mekar menang meriah mesin milik minat minta minum
    misi mitigasi mitra mohon monitor monitoring muat mudah mufakat mula mulai musyawarah
    mutakhir mutasi mutu naik nama nasihat naskah negara niat nikah nilai nomor norma notulen
    nyala nyaman nyanyi nyata obat objek olah olahraga operasi operator optimal orang
    organisasi orientasi pacu padam padu paham pajak pakai paksa pamer panas pandang pandu
    panen panggil pangkat pangku panjang pantau papar pasang pasar pasok pasti patuh pecah
    pegang pegawai pejabat pekan pelihara pelopor peluang pemerintah pendek penting penuh
    peran perangkat perempuan periksa perintah perlu pesan pesat pesta peta petik picu pidana
    pikir pilah pilih pimpin pindah pindai pinjam pisah pohon politik pondok posisi potong
    prakarsa praktik prasarana presentasi prestasi prioritas program proses protes publik
    publikasi puja pulang pulih punah pungut pupuk pusat putar putus racik ragam raih rakit
    rakyat ramah rambah rampung rancang rangkai rangkap rangkum ranking rapat rapi rapor rata
    rawan rawat realisasi rehabilitasi rekam rekapitulasi rekomendasi rekrut remaja renang
    rencana resmi respon restu revisi rinci rintis risiko ritel rotasi ruang rujuk rukun rumah
    rumus rusak rutin sah saing saji saksi salah salin salur sama sambung sambut sampah sampai
    samping sampul sanggah sanggup sapa saran sarana saring sasar sebar sebut sedia sehat
    sejahtera sekolah sekretaris selamat selaras seleksi selenggara selesai seleweng selidik
    selisih seminar sempurna senam sengketa sensus sentuh sepakat serah serap serta
    sertifikasi sertifikat serviks sesuai setor setuju sewa siaga siap siar siasat sidang
    sidik sikap simak simpan simpul simulasi sinergi singgung singkat sistem siswa sita situs
    sosialisasi standar stempel strategi studi subjek suluh sumbang sumber sumpah sunting
    supervisi surat survei susul susun susut syarat syukur tabel tabung tagih tahan tahap tahu
    tahun takut tambah tambak tampil tampung tanam tanda tandatangan tangan tanggal tanggap
    tangguh tanggung tangkap tani tanya tarik taruh tata tatap tawar tayang tegak tegas tegur
    tekan telaah teliti telusur tempat tempuh temu tenaga tentu tenun tepat terampil terang
    terap terbit terima terjemah terjun ternak tetap tiba tidak tilang timbang timbul tindak
    tindaklanjut tinggal tinggi tingkat tinjau tiru titip tokoh tolak tolong tonton topik
    tugas tukar tular tulis tumbuh tumpang tunai tunda tunggak tunggu tunjang tunjuk tuntas
    tuntun tuntut turun tutup tutur uang ubah ucap ujar uji ukur ulang ulas umum undang undi
    unduh unggah unggul unit unjuk untung upacara upah upaya urai urus urut usaha usul usung
    utama utang utus vaksinasi validasi verifikasi visi wacana wakaf wakil warga waris warta
    wawancara wenang wilayah wisata wujud yakin yayasan zakat zona
    """
)

# Dropped from a query (never from a quoted phrase) and from stems and n-grams.
STOP_WORDS = _listed(
    """
    ada adalah adapun agar akan aku amat anda antara atas atau bagi bahwa beliau belum begitu berupa
    beserta bila bilamana bisa boleh bukan bukankah dahulu dalam dan dapat dari daripada demi
    demikian dengan di dia dimana dll dong dsb dst engkau guna hanya harus hendak hingga ia ialah
    ini itu itulah jadi jika juga kah kami kamu karena ke kecuali kemudian kepada ketika kita lagi
    lah lain lalu maka makin mana masih maupun melainkan melalui menjadi menurut merupakan mereka
    namun nan nya oleh pada para per pun pula saat saja sambil sampai sang saya sebab sebagai
    sebagaimana sebelum secara sedang sedangkan sehingga sejak selagi selain selama seluruh semua
    seorang seperti serta sesudah setelah setiap si suatu sudah supaya tak tanpa tapi telah
    tentang terhadap tersebut tetapi tiap tidak untuk walau walaupun ya yaitu yakni yang
    apa apakah apabila apalagi bagaimana bagaimanakah berapa berapakah kapan kapankah kenapa
    manakah dimanakah kemana mengapa siapa siapakah adakah dimaksud dimaksudkan
    """
)

# A query that holds one of these, or a question mark, is a question: its
# answer need not repeat every word.
QUESTION_WORDS = _listed(
    """
    apa apakah bagaimana bagaimanakah berapa berapakah kapan kapankah kenapa mana manakah dimana
    dimanakah kemana mengapa siapa siapakah adakah bisakah
    """
)

# One word for another: old or common misspellings, and abbreviations that
# stand for one word. Both sides meet in the stem, the word itself stays.
VARIANTS: dict[str, str] = {
    # spelling
    "aktifitas": "aktivitas", "analisa": "analisis", "antri": "antre", "apotik": "apotek",
    "asesment": "asesmen", "assesment": "asesmen", "assessment": "asesmen", "atlit": "atlet",
    "azas": "asas", "detil": "detail", "diagnosis": "diagnosa", "ekstrim": "ekstrem",
    "eviden": "bukti", "evidence": "bukti", "esay": "esai", "evaluator": "evaluasi",
    "faham": "paham", "fikir": "pikir", "formil": "formal", "photo": "foto", "hakekat": "hakikat",
    "himbau": "imbau", "himbauan": "imbauan", "menghimbau": "imbau", "hirarki": "hierarki",
    "hipotesa": "hipotesis", "ijasah": "ijazah", "ijin": "izin", "perijinan": "perizinan",
    "mengijinkan": "mengizinkan", "diijinkan": "diizinkan", "insyaf": "insaf", "jadual": "jadwal",
    "penjadualan": "penjadwalan", "jaman": "zaman", "karir": "karier", "katagori": "kategori",
    "komplek": "kompleks", "kordinasi": "koordinasi", "kwalitas": "kualitas",
    "kwantitas": "kuantitas", "kwitansi": "kuitansi", "legalisir": "legalisasi",
    "dilegalisir": "legalisasi", "managemen": "manajemen", "management": "manajemen",
    "memohon": "mohon", "pemohon": "mohon", "metoda": "metode", "milyar": "miliar",
    "musium": "museum", "nasehat": "nasihat", "penasehat": "penasihat", "nomer": "nomor",
    "nopember": "november", "notula": "notulen", "notulensi": "notulen", "notulis": "notulen",
    "obyek": "objek", "obyektif": "objektif", "pebruari": "februari", "praktek": "praktik",
    "prosentase": "persentase", "propinsi": "provinsi", "raport": "rapor", "rapot": "rapor",
    "resiko": "risiko", "sekertaris": "sekretaris", "sekertariat": "sekretariat",
    "sinkronisir": "sinkronisasi", "sistim": "sistem", "standarisasi": "standardisasi",
    "subyek": "subjek", "survey": "survei", "sylabus": "silabus", "syah": "sah",
    "tehnik": "teknik", "tehnis": "teknis", "tehnologi": "teknologi", "telpon": "telepon",
    "telp": "telepon", "trampil": "terampil", "ketrampilan": "keterampilan",
    "verifikator": "verifikasi", "workshop": "lokakarya",
    # one-word abbreviations of letters, forms and posts
    "adm": "administrasi", "admin": "administrasi", "bag": "bagian", "bid": "bidang",
    "bln": "bulan", "dok": "dokumen", "eval": "evaluasi", "inspt": "inspektorat", "jl": "jalan",
    "jln": "jalan", "kab": "kabupaten", "kec": "kecamatan", "kel": "kelurahan",
    "kem": "kementerian", "kep": "keputusan", "keg": "kegiatan", "koord": "koordinasi",
    "lap": "laporan", "lamp": "lampiran", "no": "nomor", "nmr": "nomor", "peg": "pegawai",
    "pend": "pendidikan", "prog": "program", "prov": "provinsi", "rek": "rekening",
    "sek": "sekretariat", "sekret": "sekretariat", "sos": "sosial", "tgl": "tanggal",
    "th": "tahun", "thn": "tahun", "triw": "triwulan", "trw": "triwulan", "tw": "triwulan",
    "und": "undangan", "wewenang": "wenang", "wil": "wilayah",
    # months
    "jan": "januari", "feb": "februari", "peb": "februari", "mar": "maret", "apr": "april",
    "jun": "juni", "jul": "juli", "agt": "agustus", "ags": "agustus", "agu": "agustus",
    "agust": "agustus", "sep": "september", "sept": "september", "okt": "oktober",
    "nov": "november", "nop": "november", "des": "desember",
}  # fmt: skip

# Abbreviation -> the words it stands for (several readings are allowed). Used
# in both directions, and between two abbreviations of the same words.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "abk": ("analisis beban kerja",),
    "adk": ("arsip data komputer",),
    "ak": ("angka kredit",),
    "anjab": ("analisis jabatan",),
    "apbd": ("anggaran pendapatan dan belanja daerah",),
    "apbdes": ("anggaran pendapatan dan belanja desa",),
    "apbn": ("anggaran pendapatan dan belanja negara",),
    "apip": ("aparat pengawasan intern pemerintah",),
    "asn": ("aparatur sipil negara",),
    "atk": ("alat tulis kantor",),
    "ba": ("berita acara",),
    "bap": ("berita acara pemeriksaan",),
    "bast": ("berita acara serah terima",),
    "bkd": ("badan kepegawaian daerah",),
    "bkn": ("badan kepegawaian negara",),
    "blt": ("bantuan langsung tunai",),
    "bmn": ("barang milik negara",),
    "bmd": ("barang milik daerah",),
    "bos": ("bantuan operasional sekolah",),
    "bpd": ("badan permusyawaratan desa",),
    "bpk": ("badan pemeriksa keuangan",),
    "bumdes": ("badan usaha milik desa",),
    "cpns": ("calon pegawai negeri sipil",),
    "dd": ("dana desa",),
    "dipa": ("daftar isian pelaksanaan anggaran",),
    "dpa": ("dokumen pelaksanaan anggaran",),
    "duk": ("daftar urut kepangkatan",),
    "iki": ("indikator kinerja individu",),
    "iku": ("indikator kinerja utama",),
    "ikm": ("indeks kepuasan masyarakat",),
    "jf": ("jabatan fungsional",),
    "jp": ("jam pelajaran",),
    "jra": ("jadwal retensi arsip",),
    "juklak": ("petunjuk pelaksanaan",),
    "juknis": ("petunjuk teknis",),
    "kak": ("kerangka acuan kerja",),
    "kasi": ("kepala seksi",),
    "kasubag": ("kepala subbagian", "kepala sub bagian"),
    "kasubbag": ("kepala subbagian", "kepala sub bagian"),
    "kabag": ("kepala bagian",),
    "kabid": ("kepala bidang",),
    "kadis": ("kepala dinas",),
    "kgb": ("kenaikan gaji berkala",),
    "kia": ("kartu identitas anak",),
    "kk": ("kartu keluarga",),
    "ktp": ("kartu tanda penduduk",),
    "kua": ("kantor urusan agama",),
    "lakip": ("laporan akuntabilitas kinerja instansi pemerintah",),
    "lkjip": ("laporan kinerja instansi pemerintah",),
    "lkpd": ("laporan keuangan pemerintah daerah",),
    "lhkpn": ("laporan harta kekayaan penyelenggara negara",),
    "lpj": ("laporan pertanggungjawaban",),
    "lpm": ("lembaga pemberdayaan masyarakat",),
    "mc": ("master of ceremony", "pembawa acara"),
    "monev": ("monitoring dan evaluasi",),
    "mou": ("nota kesepahaman",),
    "musrenbang": ("musyawarah perencanaan pembangunan",),
    "musdes": ("musyawarah desa",),
    "nd": ("nota dinas",),
    "nip": ("nomor induk pegawai",),
    "nik": ("nomor induk kependudukan",),
    "opd": ("organisasi perangkat daerah", "perangkat daerah"),
    "pbb": ("pajak bumi dan bangunan", "perserikatan bangsa bangsa"),
    "pemda": ("pemerintah daerah",),
    "pemdes": ("pemerintah desa",),
    "pemkab": ("pemerintah kabupaten",),
    "pemkot": ("pemerintah kota",),
    "perbup": ("peraturan bupati",),
    "perda": ("peraturan daerah",),
    "perka": ("peraturan kepala",),
    "permen": ("peraturan menteri",),
    "permenpan": ("peraturan menteri pendayagunaan aparatur negara",),
    "perpres": ("peraturan presiden",),
    "perwal": ("peraturan wali kota", "peraturan walikota"),
    "pkk": ("pemberdayaan kesejahteraan keluarga",),
    "pkp": ("pelatihan kepemimpinan pengawas",),
    "plh": ("pelaksana harian",),
    "plt": ("pelaksana tugas",),
    "pns": ("pegawai negeri sipil",),
    "posyandu": ("pos pelayanan terpadu",),
    "pp": ("peraturan pemerintah",),
    "ppk": ("pejabat pembuat komitmen", "pejabat pembina kepegawaian"),
    "pppk": ("pegawai pemerintah dengan perjanjian kerja",),
    "ppid": ("pejabat pengelola informasi dan dokumentasi",),
    "rab": ("rencana anggaran biaya",),
    "renja": ("rencana kerja",),
    "renstra": ("rencana strategis",),
    "rhk": ("rencana hasil kerja",),
    "rka": ("rencana kerja dan anggaran",),
    "rkpd": ("rencana kerja pemerintah daerah",),
    "rkpdes": ("rencana kerja pemerintah desa",),
    "rpjmd": ("rencana pembangunan jangka menengah daerah",),
    "rpjmdes": ("rencana pembangunan jangka menengah desa",),
    "rt": ("rukun tetangga",),
    "rw": ("rukun warga",),
    "sakip": ("sistem akuntabilitas kinerja instansi pemerintah",),
    "satpol": ("satuan polisi",),
    "se": ("surat edaran",),
    "sekcam": ("sekretaris camat", "sekretaris kecamatan"),
    "sekda": ("sekretaris daerah",),
    "sekdes": ("sekretaris desa",),
    "setda": ("sekretariat daerah",),
    "sk": ("surat keputusan",),
    "skp": ("sasaran kinerja pegawai",),
    "skpd": ("satuan kerja perangkat daerah",),
    "skm": ("survei kepuasan masyarakat",),
    "sktm": ("surat keterangan tidak mampu",),
    "sop": ("standar operasional prosedur", "prosedur operasional standar"),
    "sp": ("surat perintah", "surat peringatan"),
    "sp2d": ("surat perintah pencairan dana",),
    "spby": ("surat perintah bayar",),
    "spd": ("surat perjalanan dinas",),
    "spj": ("surat pertanggungjawaban",),
    "spm": ("surat perintah membayar", "standar pelayanan minimal"),
    "spp": ("surat permintaan pembayaran",),
    "sppd": ("surat perintah perjalanan dinas", "surat perjalanan dinas"),
    "sppt": ("surat pemberitahuan pajak terutang",),
    "spt": ("surat perintah tugas", "surat tugas"),
    "st": ("surat tugas",),
    "tor": ("kerangka acuan kerja",),
    "tpp": ("tambahan penghasilan pegawai",),
    "tukin": ("tunjangan kinerja",),
    "tupoksi": ("tugas pokok dan fungsi",),
    "tusi": ("tugas dan fungsi",),
    "umpeg": ("umum dan kepegawaian",),
    "uu": ("undang undang",),
    "uud": ("undang undang dasar",),
    "wfh": ("bekerja dari rumah",),
}
