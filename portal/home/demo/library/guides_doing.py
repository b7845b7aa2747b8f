"""Guides for doing and proving: each aspect, kinds of evidence, names and photos of files."""

from .blocks import Cite, DoDont, Example, GuideRow, Section, Steps

GUIDES = (
    GuideRow(
        "membuktikan-kuantitas", "doing",
        "Membuktikan aspek kuantitas", "Proving quantity",
        "Anda dapat menunjukkan angka yang bisa dihitung ulang oleh pemeriksa.",
        "You can show a number that the checker can count again.",
        (
            "Kuantitas menjawab “berapa?”. Pemeriksa ingin menghitung sendiri dan sampai pada "
            "angka yang sama.",
            Steps((
                ("Kumpulkan hasilnya, bukan undangannya", "Laporan, surat, data, naskah."),
                ("Beri nomor urut", "Satu daftar dengan nomor, tanggal, dan judul tiap hasil."),
                ("Jumlahkan di bawah daftar", "Angkanya sama dengan realisasi yang Anda tulis."),
                ("Sebut halamannya", "“Nomor 1–14 ada pada halaman 2 dan 3”."),
            )),
            Example(
                "bukti untuk 12 laporan bulanan",
                "Satu foto map berisi laporan",
                "Daftar 12 laporan bernomor dengan tanggal kirim, disertai dua laporan sebagai "
                "contoh",
                ("Foto map tidak dapat dihitung.", "Daftar dapat diperiksa satu per satu."),
                (Cite("contoh-1", "pasal-8/ayat-1", "Dalam naskah latihan kantor contoh."),),
            ),
            DoDont(
                ("Rekap dari sistem, dengan tanggal unduh", "Periode pada rekap sama dengan "
                 "periode penilaian"),
                ("Menghitung satu hasil dua kali", "Menggabungkan hasil orang lain tanpa "
                 "menyebut bagian Anda"),
            ),
        ),
    ),
    GuideRow(
        "membuktikan-kualitas", "doing",
        "Membuktikan aspek kualitas", "Proving quality",
        "Anda dapat menunjukkan bahwa hasil diterima, bukan hanya selesai.",
        "You can show that a result was accepted, not only finished.",
        (
            "Kualitas terlihat dari orang yang menerima hasil: apakah dipakai, dikembalikan, "
            "atau dikeluhkan.",
            Steps((
                ("Cari tanda penerimaan", "Lembar persetujuan, berita acara, balasan surat."),
                ("Hitung pengembalian", "Berapa yang kembali untuk diperbaiki, dari berapa."),
                ("Pakai survei bila ada", "Sebut jumlah pengisi, waktu, dan pertanyaannya."),
            )),
            Example(
                "bukti bahwa 90 persen laporan diterima tanpa perbaikan",
                "Laporan sudah baik dan sesuai SOP",
                "Rekap 20 laporan dengan kolom “tanggal diterima” dan “tanggal dikembalikan”: "
                "18 tanpa pengembalian",
                ("“Baik” adalah pendapat; kolom tanggal adalah fakta.",
                 "Pemeriksa dapat menghitung 18 dari 20."),
                (Cite("contoh-1", "pasal-8/ayat-2", "Dalam naskah latihan kantor contoh."),),
            ),
            DoDont(
                ("Sertakan standar yang dipakai, dengan nomornya",),
                ("Ucapan terima kasih di percakapan sebagai satu-satunya bukti",),
            ),
        ),
    ),
    GuideRow(
        "membuktikan-waktu", "doing",
        "Membuktikan aspek waktu", "Proving time",
        "Anda dapat menunjukkan dua tanggal: kapan diminta dan kapan selesai.",
        "You can show two dates: when it was asked for and when it was done.",
        (
            "Ketepatan waktu selalu memerlukan <b>dua tanggal</b>. Satu tanggal hanya "
            "menunjukkan bahwa sesuatu terjadi.",
            Steps((
                ("Simpan tanggal mulai", "Surat masuk, disposisi, permohonan, nomor antrean."),
                ("Simpan tanggal selesai", "Surat keluar, tanda terima, catatan sistem."),
                ("Hitung hari kerja", "Hari libur tidak dihitung; sebut bila ada."),
            )),
            Example(
                "bukti surat keluar selesai dalam satu hari kerja",
                "Tangkapan layar aplikasi tanpa tanggal",
                "Rekap surat dengan kolom tanggal disposisi dan tanggal kirim, rata-rata 0,8 "
                "hari kerja",
                ("Tanpa dua tanggal, lamanya tidak dapat dihitung.",
                 "Rata-rata disebut dengan satuannya."),
                (Cite("contoh-1", "pasal-8/ayat-3", "Dalam naskah latihan kantor contoh."),),
            ),
            DoDont(
                ("Memakai tanggal pada dokumen, bukan tanggal berkas di komputer",),
                ("Mengganti tanggal pada dokumen agar cocok",),
            ),
        ),
    ),
    GuideRow(
        "membuktikan-biaya", "doing",
        "Membuktikan aspek biaya", "Proving cost",
        "Anda dapat menunjukkan anggaran, realisasi, dan selisihnya pada satu halaman.",
        "You can show budget, spending and the difference on one page.",
        (
            "Biaya dibuktikan dengan laporan realisasi, bukan dengan kuitansi satu per satu.",
            Steps((
                ("Ambil laporan realisasi anggaran", "Yang bertanggal akhir periode."),
                ("Tandai barisnya", "Sebut kode kegiatan dan halamannya."),
                ("Tulis persentasenya", "Realisasi dibagi pagu, satu angka di belakang koma."),
            )),
            Example(
                "bukti serapan anggaran 95 persen",
                "Foto kuitansi makan rapat",
                "Laporan realisasi triwulan IV halaman 3: pagu Rp48.000.000, realisasi "
                "Rp45.700.000, 95,2 persen",
                ("Kuitansi membuktikan satu pengeluaran, bukan serapan.",
                 "Pagu dan realisasi terlihat bersama."),
                (Cite("contoh-1", "pasal-8/ayat-4", "Dalam naskah latihan kantor contoh."),),
            ),
            DoDont(
                ("Menutup nomor rekening dan data pribadi pihak ketiga",),
                ("Mengunggah buku kas lengkap bila satu halaman cukup",),
            ),
        ),
    ),
    GuideRow(
        "bukti-untuk-tiap-aspek", "doing",
        "Bukti apa untuk aspek apa", "What evidence fits which aspect",
        "Anda dapat memilih jenis bukti sejak rencana ditulis.",
        "You can choose the kind of evidence when the plan is written.",
        (
            Section("Empat aspek, empat jenis bukti", "jenis-bukti", (
                "<b>Kuantitas:</b> hasilnya sendiri, atau daftar bernomor. "
                "<b>Kualitas:</b> persetujuan, survei, hitungan kesalahan. "
                "<b>Waktu:</b> dokumen dengan dua tanggal. "
                "<b>Biaya:</b> laporan realisasi.",
            )),
            Cite("contoh-1", "pasal-8", "Dalam naskah latihan kantor contoh."),
            Section("Yang hanya melengkapi", "pelengkap", (
                "Daftar hadir, undangan, dan foto menunjukkan bahwa kegiatan berlangsung. "
                "Keduanya baik sebagai pelengkap, tidak cukup sebagai bukti hasil.",
            )),
            Section("Nomor dan tanggal", "nomor-dan-tanggal", (
                "Tulis nomor seperti tercetak dan tanggal pada dokumen. Pemeriksa mencari kedua "
                "hal itu lebih dahulu; tanggalnya harus berada dalam periode.",
            )),
            Section("Apa yang ditunjukkan", "keterangan", (
                "Satu kalimat cukup: “Halaman 3–5 menunjukkan 12 desa sudah melapor”. Satu berkas "
                "boleh mendukung beberapa indikator bila halamannya disebut.",
            )),
            Example(
                "keterangan pada bukti",
                "Laporan kegiatan",
                "Halaman 2 memuat daftar 14 surat yang selesai dalam satu hari kerja; mendukung "
                "indikator waktu layanan",
                ("Pemeriksa tahu ke mana harus melihat.",
                 "Kaitannya dengan indikator disebut."),
                (Cite("pp-30-2019", "pasal-29", "Pengukuran didasarkan pada data dukung.",
                      practice="pasal-7"),),
            ),
            Steps((
                ("Baca indikatornya", "Aspek mana yang diukur?"),
                ("Pilih bukti dari daftar di atas", "Satu bukti kuat lebih baik daripada lima "
                 "foto."),
                ("Unggah saat pekerjaan selesai", "Bukan pada akhir tahun."),
            )),
            DoDont(("Menyimpan bukti sejak hari pertama",), ("Mencari bukti pada malam terakhir",)),
        ),
    ),
    GuideRow(
        "menamai-dan-memotret-berkas", "doing",
        "Menamai dan memotret berkas", "Naming files and taking photos",
        "Anda dapat membuat berkas yang terbaca, kecil, dan mudah ditemukan lagi.",
        "You can make files that can be read, are small and are easily found again.",
        (
            Section("Nama berkas", "nama", (
                "Tanggal, jenis, pokok isi: <b>2026-03-14 notulen musrenbang.pdf</b>. Portal "
                "memakai nama ini sebagai judul bila judul dikosongkan.",
            )),
            Cite("contoh-1", "pasal-9", "Dalam naskah latihan kantor contoh."),
            Section("Memotret dokumen", "memotret", (
                "Pindaian lebih baik daripada foto. Bila hanya ada telepon genggam:",
            )),
            Steps((
                ("Letakkan kertas di dekat jendela", "Cahaya dari samping, tanpa lampu kilat."),
                ("Pegang telepon sejajar kertas", "Keempat sudut terlihat, tanpa bayangan tangan."),
                ("Satu halaman satu foto", "Periksa: dapatkah nomor suratnya dibaca?"),
                ("Hapus foto yang buram", "Unggah yang terbaca saja."),
            )),
            Section("Ukuran", "ukuran-berkas", (
                "Pindaian hitam-putih 200 dpi cukup. Berkas besar dapat dibagi per bab; ambil "
                "hanya halaman yang menunjukkan hasil Anda.",
            )),
            DoDont(
                ("PDF untuk surat, XLSX untuk rekap, JPG untuk foto kegiatan",
                 "Foto kegiatan yang memperlihatkan tempat dan papan nama"),
                ("“Dokumen (1) final fix.pdf”", "Foto layar komputer bila berkasnya ada",
                 "Wajah anak atau data kesehatan tanpa keperluan"),
            ),
            Example(
                "nama berkas", "IMG_2231.jpg", "2026-05-20 foto penyerahan sertifikat desa.jpg",
                ("Dapat ditemukan dengan mencari kata dan tanggal.",),
            ),
        ),
    ),
    GuideRow(
        "siapa-boleh-melihat", "doing",
        "Siapa boleh melihat bukti saya", "Who may see my evidence",
        "Anda dapat memilih kerahasiaan dan pembagian yang tepat untuk tiap berkas.",
        "You can choose the right confidentiality and sharing for each file.",
        (
            Section("Kerahasiaan", "kerahasiaan", (
                "<b>Biasa</b> untuk kebanyakan surat dan foto. <b>Terbatas</b> bila memuat data "
                "pribadi orang lain: setiap pembukaan dicatat. <b>Rahasia</b> hanya untuk orang "
                "yang Anda sebut.",
            )),
            Section("Dibagikan kepada siapa", "dibagikan", (
                "Mulailah dari “hanya saya”. Atasan yang menilai dan pemeriksa melihat berkas saat "
                "Anda memakainya; Anda tidak perlu membaginya lebih dahulu.",
            )),
            Steps((
                ("Tanyakan: adakah data orang lain?", "Bila ada, pilih terbatas."),
                ("Pilih siapa yang bekerja dengan berkas ini", "Nama, tim, atau unit."),
                ("Periksa kembali sesudah mutasi", "Anda dapat mengubahnya kapan saja."),
            )),
            DoDont(("Menutup NIK dan nomor telepon warga",), ("Menandai semua berkas rahasia",)),
            Example(
                "berkas permohonan warga", "Biasa, seluruh unit", "Terbatas, tim pelayanan",
                ("Memuat NIK dan alamat warga.", "Yang bekerja dengannya hanya tim pelayanan."),
                (Cite("contoh-1", "pasal-9/ayat-2", "Dalam naskah latihan kantor contoh."),),
            ),
        ),
    ),
    GuideRow(
        "mengunggah-di-akhir-periode", "doing",
        "Mengunggah di akhir periode dengan sambungan lemah",
        "Filing at the period's end on a weak line",
        "Anda dapat menyelesaikan unggahan walau sambungan putus, tanpa mengulang dari awal.",
        "You can finish filing although the line breaks, without starting again.",
        (
            "Menjelang batas waktu, semua orang mengunggah bersamaan. Tiga kebiasaan membuat "
            "Anda tidak ikut antre.",
            Section("Sebelum hari terakhir", "sebelumnya", (
                "Unggah saat pekerjaan selesai. Berkas yang sudah ada tinggal dihubungkan.",
            )),
            Cite("contoh-1", "pasal-7/ayat-1", "Dalam naskah latihan kantor contoh."),
            Section("Saat sambungan lemah", "sambungan-lemah", (
                "Tiap berkas dikirim sendiri. Yang sudah bertanda terima tidak perlu dikirim "
                "lagi; yang belum dapat dicoba lagi satu per satu.",
            )),
            Steps((
                ("Kecilkan berkas lebih dahulu", "Pindaian 200 dpi; foto cukup 1–2 MB."),
                ("Unggah sedikit demi sedikit", "Dua atau tiga berkas sekali kirim."),
                ("Tunggu tanda “diterima”", "Sesudah itu halaman boleh ditutup; pembacaan "
                 "berjalan sendiri."),
                ("Isian tidak hilang", "Bila sesi berakhir, masuk lagi: isian formulir kembali."),
            )),
            DoDont(
                ("Pagi hari atau sesudah jam kerja, saat jaringan lengang",
                 "Menyimpan tanda terima"),
                ("Menekan tombol kirim berkali-kali",
                 "Menitipkan kata sandi agar diunggahkan orang lain: beri mandat"),
            ),
            Example(
                "pesan kepada pimpinan saat jaringan mati",
                "Maaf Pak, server lambat",
                "Dua dari tiga berkas sudah diterima (14.02); yang ketiga saya kirim begitu "
                "sambungan kembali, paling lambat pukul 16.00",
                ("Menyebut apa yang sudah tersimpan dan kapan sisanya.",),
            ),
        ),
    ),
    GuideRow(
        "bukti-dikembalikan", "doing",
        "Membaca dan menjawab bukti yang dikembalikan",
        "Reading and answering a returned evidence",
        "Anda dapat memperbaiki bukti yang dikembalikan dengan sekali kirim.",
        "You can mend a returned evidence in one go.",
        (
            "Dikembalikan bukan berarti ditolak. Pemeriksa memberi tahu apa yang kurang supaya "
            "angka Anda dapat dipakai.",
            Section("Baca alasannya", "alasan", (
                "Alasan yang sering: tidak dapat dibuka, di luar periode, bukan milik Anda, tidak "
                "berkaitan, jumlah tidak cocok, belum final, ganda, memuat data pribadi, kurang "
                "lengkap.",
            )),
            Cite("contoh-1", "pasal-10", "Dalam naskah latihan kantor contoh."),
            Steps((
                ("Cari berkasnya", "Catatan pemeriksa ada pada riwayat berkas itu."),
                ("Perbaiki yang disebut saja", "Ganti berkas, tanggal, atau keterangannya."),
                ("Unggah sebagai versi baru", "Versi lama tetap ada; nomor buktinya sama."),
                ("Jawab satu kalimat", "“Halaman 4 sekarang memuat tanda tangan; tanggal "
                 "diperbaiki”."),
            )),
            Section("Bila Anda tidak sependapat", "tidak-sependapat", (
                "Tulis alasannya dengan menunjuk halaman, lalu minta pemeriksa membaca lagi. "
                "Bila tetap berbeda, bicarakan dengan atasan.",
            )),
            Section("Menarik berkas", "menarik", (
                "Berkas yang keliru dapat ditarik dengan alasan. Berkas yang memuat data pribadi "
                "orang lain langsung dikunci. Jejaknya tetap ada agar tidak ada yang bertanya "
                "ke mana perginya.",
            )),
            Example(
                "jawaban atas “jumlah tidak cocok”",
                "Sudah benar, mohon diterima",
                "Realisasi 14, daftar memuat 13: nomor 9 tertinggal. Daftar versi 2 memuat 14.",
                ("Menyebut selisih dan sebabnya.", "Menunjuk versi yang baru."),
            ),
            DoDont(
                ("Menjawab dalam lima hari kerja",),
                ("Mengunggah ulang berkas yang sama", "Membuat bukti baru untuk berkas lama"),
            ),
        ),
    ),
)  # fmt: skip
