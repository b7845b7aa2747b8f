"""Guides for planning: writing a result, an indicator with its target, and the dialog."""

from .blocks import Cite, DoDont, Example, GuideRow, Section, Steps

GUIDES = (
    GuideRow(
        "menulis-hasil-kerja", "planning",
        "Menulis rencana hasil kerja", "Writing a planned result",
        "Anda dapat menulis hasil, bukan kegiatan, dalam satu kalimat yang dapat dilihat "
        "orang lain.",
        "You can write a result, not an activity, in one sentence that others can see.",
        (
            "Rencana hasil kerja menjawab satu pertanyaan: <b>apa yang berbeda sesudah Anda "
            "bekerja?</b> Kegiatan adalah jalannya; hasil adalah tempat tibanya.",
            Section("Mulai dari penerima", "penerima", (
                "Sebut siapa yang menerima hasil Anda: warga, desa, kepala seksi, atau rekan "
                "di unit lain. Bila tidak ada penerimanya, biasanya yang tertulis masih kegiatan.",
            )),
            Steps((
                ("Baca hasil kerja pimpinan yang Anda dukung",
                 "Tulis bagian Anda dari hasil itu, jangan menyalin kalimatnya."),
                ("Sebut benda atau keadaannya",
                 "Laporan, data, layanan, keluhan, waktu tunggu: sesuatu yang dapat ditunjuk."),
                ("Tambahkan keadaan yang dicapai",
                 "Diterima tanpa perbaikan, dipakai, terkirim tepat waktu, mudah ditemukan."),
                ("Bacakan kepada rekan",
                 "Bila rekan bertanya “lalu hasilnya apa?”, jawaban Anda itulah hasilnya."),
            )),
            Section("Hasil dan kegiatan", "hasil-dan-kegiatan", (
                "Kata pertama memberi tanda. <i>Menyusun, melaksanakan, mengikuti, membantu</i> "
                "memulai kegiatan. <i>Tersusunnya, meningkatnya</i>, atau kalimat seperti "
                "“permohonan diproses tepat waktu” memulai hasil.",
            )),
            DoDont(
                ("Satu hasil dalam satu butir",
                 "Sebut ruang lingkup: desa mana, layanan apa, tahun apa",
                 "Pakai tiga sampai tujuh butir untuk setahun"),
                ("Menulis nama bidang saja, misalnya “Monitoring”",
                 "Menyalin kalimat pimpinan apa adanya",
                 "Menutup dengan “tugas lain yang diberikan atasan”"),
            ),
            Example(
                "rencana hasil kerja pengelola data desa",
                "Melaksanakan pengumpulan data profil desa",
                "Data profil 12 desa lengkap dan dipakai dalam musyawarah perencanaan kecamatan",
                ("Menyebut keadaan sesudah bekerja, bukan kegiatannya.",
                 "Menyebut ruang lingkup yang dapat dihitung: 12 desa.",
                 "Menyebut siapa yang memakai hasilnya."),
                (Cite("pp-30-2019", "pasal-9", "SKP memuat kinerja utama yang harus dicapai.",
                      practice="pasal-3"),),
            ),
            Example(
                "rencana hasil kerja petugas arsip",
                "Mengarsipkan dokumen kepegawaian",
                "Dokumen kepegawaian ditemukan kembali paling lama sepuluh menit",
                ("Orang lain merasakan hasilnya: berkas cepat ditemukan.",
                 "Waktunya dapat diukur dengan jam."),
            ),
            Section("Tugas tambahan", "tugas-tambahan", (
                "Tugas tambahan boleh masuk rencana bila disepakati, dicatat dalam surat, dan di "
                "luar tugas pokok Anda. Simpan suratnya sebagai bukti sejak awal.",
            )),
            Cite("pp-30-2019", "pasal-12", "Ciri tugas tambahan.", practice="pasal-5"),
        ),
    ),
    GuideRow(
        "menulis-indikator", "planning",
        "Menulis indikator dan target", "Writing an indicator with its target",
        "Anda dapat memilih ukuran yang bisa dihitung dan target dengan angka dan satuan.",
        "You can choose a measure that can be counted, and a target with number and unit.",
        (
            "Indikator adalah alat ukurnya, target adalah angka pada alat ukur itu. Keduanya "
            "harus bisa diperiksa orang yang tidak ikut bekerja.",
            Section("Pilih ukurannya", "ukuran", (
                "Indikator dimulai dengan ukuran: <b>Jumlah, Persentase, Rata-rata waktu, "
                "Indeks, Jumlah kesalahan, Realisasi anggaran</b>.",
            )),
            Steps((
                ("Tulis ukurannya", "Misalnya “Persentase permohonan”."),
                ("Sebut apa yang diukur", "“… yang selesai sesuai waktu layanan”."),
                ("Tentukan satuannya", "Persen, dokumen, hari kerja, rupiah."),
                ("Tentukan angkanya",
                 "Lihat capaian tahun lalu, standar layanan, dan harapan penerima."),
                ("Tentukan buktinya", "Bila tidak terbayang buktinya, ganti ukurannya."),
            )),
            Section("Target", "target", (
                "Target memuat angka dan satuan: “4 dokumen”, “90 persen”, “paling lambat "
                "10 hari kerja sesudah triwulan berakhir”.",
                "Hindari <i>semua, selalu, tidak pernah</i>, kecuali menyangkut keselamatan "
                "atau uang negara. Target yang tidak mungkin dilampaui tidak membedakan apa pun.",
            )),
            Example(
                "indikator aspek kualitas",
                "Akurat dan sesuai SOP – 100%",
                "Persentase laporan yang diterima tanpa pengembalian – 90 persen",
                ("“Akurat” tidak bisa dihitung; pengembalian bisa.",
                 "Sembilan puluh persen menantang dan masih dapat dilampaui."),
                (Cite("pp-30-2019", "pasal-10/ayat-2", "Kriteria indikator.",
                      practice="pasal-4/ayat-2"),),
            ),
            Example(
                "indikator aspek waktu",
                "Terselesaikan dengan tepat waktu – 12 bulan",
                "Waktu penyampaian laporan sesudah triwulan berakhir – paling lambat 10 hari kerja",
                ("Dua belas bulan sama dengan seluruh periode, jadi tidak mengukur apa pun.",
                 "Batasnya jelas: hari kerja kesepuluh."),
            ),
            Section("Empat aspek", "aspek", (
                "Kuantitas selalu ada. Kualitas, waktu, dan biaya ditambahkan bila memang berarti "
                "bagi hasil itu.",
            )),
            Cite("pp-30-2019", "pasal-10/ayat-3", "Aspek target.", practice="pasal-4/ayat-3"),
            DoDont(
                ("“Jumlah …” dengan satuan benda, “Persentase …” dengan persen",
                 "Satu indikator mengukur satu hal"),
                ("“Jumlah kegiatan – 100%”",
                 "Mengulang kalimat hasil kerja sebagai indikator"),
            ),
        ),
    ),
)  # fmt: skip

SCHEDULED = GuideRow(
    "menyiapkan-dialog-kinerja", "planning",
    "Menyiapkan dialog kinerja", "Preparing the performance dialog",
    "Anda datang ke dialog dengan tiga pertanyaan dan pulang dengan kesepakatan tertulis.",
    "You come to the dialog with three questions and leave with a written agreement.",
    (
        "Dialog bukan penilaian. Dialog menyamakan harapan sebelum pekerjaan dimulai, dan "
        "setiap kali keadaan berubah.",
        Steps((
            ("Bawa rancangan Anda", "Hasil, indikator, target, dan bukti yang Anda rencanakan."),
            ("Tanyakan harapan pimpinan", "Apa yang paling penting tahun ini, dan apa yang boleh "
             "ditunda?"),
            ("Minta dukungan yang Anda perlukan", "Orang, alat, data, waktu."),
            ("Catat yang disepakati", "Tanggal dan butirnya, dibaca ulang berdua."),
        )),
        DoDont(("Menyebut beban kerja Anda dengan angka",), ("Menerima target tanpa bertanya",)),
        Example(
            "pertanyaan kepada pimpinan", "Target saya berapa, Pak?",
            "Tahun lalu 80 persen selesai tepat waktu dengan dua orang. Dengan satu orang, "
            "saya usulkan 75 persen; setuju?",
            ("Menyebut angka tahun lalu dan keadaan sekarang.",),
        ),
    ),
)  # fmt: skip
