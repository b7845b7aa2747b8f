"""Guides about people and accounts, and one that still waits for approval."""

from .blocks import Cite, DoDont, Example, GuideRow, Section, Steps

GUIDES = (
    GuideRow(
        "atasan-atau-unit-keliru", "house",
        "Bila atasan atau unit saya keliru", "When my superior or unit is wrong",
        "Anda tahu apa yang tetap bisa dikerjakan dan siapa yang memperbaikinya.",
        "You know what you can still do and who mends it.",
        (
            "Data kepegawaian sering terlambat sesudah mutasi. Anda tidak perlu menunggu: bukti "
            "dan rancangan tetap dapat disimpan, dan ikut pindah bersama Anda.",
            Section("Periksa dahulu", "periksa", (
                "Buka profil. Lihat unit, jabatan, dan atasan beserta tanggal mulainya.",
            )),
            Steps((
                ("Catat apa yang keliru", "Unit, jabatan, atau atasan; sejak kapan."),
                ("Siapkan suratnya", "SK mutasi, surat perintah Plt., atau surat tugas tim."),
                ("Kirim kepada pengelola kepegawaian unit", "Satu surat, satu permintaan."),
                ("Teruskan bekerja", "Unggah bukti seperti biasa; nama atasan menyusul."),
            )),
            Section("Plt. dan Plh.", "plt-plh", (
                "Pelaksana tugas menilai selama masa tugasnya. Bila Anda melihat dua atasan, yang "
                "berlaku hari ini adalah yang disebut “menilai”.",
            )),
            Section("Kata sandi dan sesi", "akun", (
                "Masuk dengan NIP atau nama pengguna. Pada komputer bersama, centang pilihannya: "
                "sesi berakhir bersama peramban. Kata sandi baru minimal sepuluh huruf; empat "
                "kata berurutan mudah diingat.",
            )),
            Section("Mandat", "mandat", (
                "Rekan boleh mengetik untuk Anda dengan mandat: ada tanggal mulai, dapat diakhiri "
                "kapan saja, dan namanya tetap tercatat. Jangan berbagi kata sandi.",
            )),
            Example(
                "permintaan perbaikan",
                "Mohon data saya diperbaiki",
                "Sejak 1 Maret 2026 saya di Seksi Pemerintahan (SK terlampir), profil masih "
                "menyebut Seksi PMD. Mohon unit dan atasan disesuaikan sejak tanggal itu.",
                ("Menyebut apa, sejak kapan, dan buktinya.",),
                (Cite("pp-30-2019", "pasal-28", "Kapan SKP dapat diubah.", practice="pasal-6"),),
            ),
            DoDont(
                ("Meminta sebelum periode ditutup",),
                ("Memakai akun rekan", "Menunda mengunggah sampai datanya benar"),
            ),
        ),
    ),
    GuideRow(
        "mencari-dan-mengutip-aturan", "house",
        "Mencari dan mengutip aturan", "Finding and citing a rule",
        "Anda dapat menemukan pasal, menyalin sitasinya, dan tahu apakah masih berlaku.",
        "You can find an article, copy its citation and know whether it is in force.",
        (
            Section("Mencari", "mencari", (
                "Ketik kata atau nomor: “pasal 10”, “PP 30/2019”. Hasil dapat disaring menurut "
                "jenis, tahun, dan tanggal.",
            )),
            Steps((
                ("Buka peraturannya", "Baca pita status: berlaku, diubah, atau dicabut."),
                ("Pilih tanggal", "Tambahkan tanggal untuk membaca bunyi pada hari itu."),
                ("Salin sitasi", "Alamat pasal tidak berubah, aman ditaruh dalam surat."),
            )),
            Cite("uu-20-2023", "pasal-1", "Bila naskahnya belum ada, catatannya tetap ada.",
                 practice="pasal-1"),
            DoDont(
                ("Menyebut pasal, ayat, dan huruf",),
                ("Menyebut “sesuai aturan yang berlaku”",),
            ),
            Example(
                "dasar dalam surat", "Sesuai peraturan yang berlaku",
                "Pasal 10 ayat (2) PP 30/2019, dibaca 24 November 2026",
                ("Orang lain membaca hal yang sama.",),
            ),
        ),
    ),
)  # fmt: skip

WAITING = GuideRow(
    "menyampaikan-keberatan", "follow_up",
    "Menyampaikan keberatan atas penilaian", "Objecting to an evaluation",
    "Anda dapat menulis keberatan yang lengkap dalam batas waktunya.",
    "You can write a complete objection within its time limit.",
    (
        "Keberatan disampaikan tertulis dengan alasan, kepada atasan pejabat penilai.",
        Cite("pp-30-2019", "pasal-59", "Keberatan dan batas waktunya.", practice="pasal-11"),
        Steps((
            ("Catat tanggal Anda menerima dokumen", "Batas waktu dihitung dari tanggal itu."),
            ("Sebut butir yang tidak Anda setujui", "Satu alasan untuk satu butir."),
            ("Lampirkan buktinya", "Yang sudah ada di portal cukup disebut nomornya."),
        )),
        DoDont(("Menulis fakta dan tanggal",), ("Membandingkan diri dengan rekan",)),
        Example(
            "alasan keberatan", "Nilai saya tidak adil",
            "Butir 2 dinilai di bawah ekspektasi; bukti nomor 094/112/2026 menunjukkan 14 dari "
            "12 laporan, diterima tanpa pengembalian",
            ("Menunjuk butir, bukti, dan angkanya.",),
        ),
    ),
)  # fmt: skip
