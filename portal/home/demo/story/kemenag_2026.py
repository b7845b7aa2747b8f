"""The Kemenag office and its KUA: 2026, and the KUA in both years."""

from ..documents.letters import memo, minutes, official, report, table
from ..documents.paper import Paper, docx, eml, odt, pdf, photo, pptx, scan, txt, xlsx
from ..documents.photos import classroom, meeting
from ..documents.sheets import Sheet
from ..documents.text import Items, Pairs, Text
from ..events import Event, Filed, Redescribed, Renewed


def _module(final: bool) -> Paper:
    steps = ["Membaca peta mutu madrasah sendiri", "Memilih satu butir yang paling lemah",
             "Menyusun rencana perbaikan satu semester"]
    if final:
        steps.append("Menukar rencana dengan madrasah lain dan memberi umpan balik")
    return docx("Modul pelatihan peta mutu" + (" rev" if final else ""), report(
        "kemenag", "Modul pelatihan peta mutu", "", "2026-02-25" if final else "2026-02-10",
        "rahmi",
        ("Tujuan", "Setelah dua hari, peserta mampu menyusun rencana perbaikan berdasarkan data."),
        ("Langkah", Items(tuple(steps))),
        ("Penilaian", "Rencana dinilai teman sejawat dengan lima pertanyaan; tidak ada ujian."),
    ))


def _semester(marriages: int) -> Paper:
    return pdf("Laporan semester I KUA 2026", report(
        "kua", "Laporan semester I KUA Tanjung Sekar", "B-061/Kua.TS/PW.01/07/2026",
        "2026-07-13", "kepala_kua",
        ("A. Layanan", table("Layanan|Jumlah", f"Nikah di KUA|{marriages - 61}",
                             "Nikah di luar KUA|61", f"Jumlah nikah|{marriages}", "Rujuk|2",
                             "Legalisasi buku nikah|143", "Bimbingan perkawinan|11 angkatan")),
        ("B. Catatan", "Pencatatan di kepulauan dilakukan dua kali sebulan bersama layanan "
                       "keliling. Alih media arsip nikah mencapai 1.860 lembar."),
        as_post="Kepala KUA Kecamatan Tanjung Sekar",
    ))


EVENTS: tuple[Event, ...] = (
    Filed("2025-03-18 14.25", "penghulu", "rekap_data", "Rekap peristiwa nikah Februari 2025",
          xlsx("Rekap nikah Februari 2025", Sheet(
              "Februari 2025", ("REKAP PERISTIWA NIKAH", "KUA Tanjung Sekar, Februari 2025"),
              ("No", "Desa", "Di KUA", "Di luar KUA"),
              ((1, "Sekar Pantai", 9, 4), (2, "Dermaga Lama", 6, 3), (3, "Bukit Kerang", 4, 5),
               (4, "Pulau Kecil", 2, 1)), summed=(2, 3), row_sum=(2, 3))),
          dated="2025-03-03", work=("2025-02-01", "2025-02-28"), issuer="KUA Tanjung Sekar",
          sharing="named", named=("kepala_kua",)),
    Filed("2025-05-23 09.05", "penyuluh", "laporan_kegiatan",
          "Laporan bimbingan majelis taklim triwulan II",
          docx("Laporan bimbingan majelis taklim", report(
              "kua", "Laporan bimbingan majelis taklim", "", "2025-05-22", "penyuluh",
              ("Kegiatan", table("Majelis|Pertemuan|Peserta", "Nurul Bahari|4|38",
                                 "Al-Ikhlas Dermaga|4|26", "Ibu-ibu Bukit Kerang|3|41")),
              ("Materi", "Pengelolaan keuangan keluarga, pencegahan perkawinan anak, dan literasi "
                         "kabar bohong."),
              ("Umpan balik", "Peserta meminta pertemuan sore karena pagi mengolah ikan."))),
          dated="2025-05-22", work=("2025-04-01", "2025-05-22"), issuer="KUA Tanjung Sekar",
          sharing="named", named=("kepala_kua", "penyuluh_pppk"), typed_by="staf_kua"),
    Filed("2025-07-30 15.50", "penyuluh_pppk", "dokumen_output", "Materi bimbingan perkawinan",
          pptx("Materi bimbingan perkawinan", "Bimbingan perkawinan", "KUA Tanjung Sekar",
               ("Menyiapkan keluarga", ("Berbicara terbuka", "Mengatur uang bersama",
                                        "Merawat kesehatan")),
               ("Bila berselisih", ("Berhenti sejenak", "Mendengar sampai selesai",
                                    "Meminta bantuan penyuluh")),
               ("Hak anak", ("Akta kelahiran", "Imunisasi", "Sekolah sampai selesai"))),
          dated="2025-07-30", work=("2025-07-31", "2025-08-01"), sharing="unit"),
    Filed("2025-10-22 10.35", "kepala_kua", "berita_acara",
          "Berita acara pemeriksaan kehendak nikah",
          scan("BA pemeriksaan nikah 22 Oktober", "png", official(
              "kua", "Berita acara pemeriksaan kehendak nikah", "BA-118/Kua.TS/10/2025",
              "2025-10-21", "Balai Nikah KUA Tanjung Sekar", ("kepala_kua", "penghulu"),
              ("Berkas calon pengantin M dan F diperiksa dan dinyatakan lengkap.",
               "Wali hadir dan menyatakan persetujuan.",
               "Akad dijadwalkan Sabtu, 1 November 2025 pukul 09.00 WITA."), "kepala_kua",
              as_post="Kepala KUA Kecamatan Tanjung Sekar"), 1022),
          number="BA-118/Kua.TS/10/2025", dated="2025-10-21", level="limited", sharing="named",
          named=("penghulu",)),
    Filed("2026-01-19 08.50", "analis_kepeg", "nota_dinas", "Jadwal kinerja tahun 2026",
          pdf("Jadwal kinerja 2026", memo(
              "kemenag", "Nota dinas", "ND-05/Kk.TK/1/01/2026", "2026-01-19",
              "Seluruh pegawai", "kasubag_tu", "Jadwal kinerja tahun 2026",
              table("Langkah|Mulai|Selesai", "Penetapan SKP|5 Januari|30 Januari",
                    "Evaluasi triwulan I|1 April|17 April", "Evaluasi triwulan II|1 Juli|17 Juli",
                    "Evaluasi triwulan III|1 Oktober|16 Oktober",
                    "Evaluasi tahunan|14 Desember|29 Januari 2027"),
              "Dialog kinerja dilakukan sebelum penetapan, bukan sesudahnya.")),
          number="ND-05/Kk.TK/1/01/2026", dated="2026-01-19", issuer="Subbagian Tata Usaha",
          sharing="unit"),
    Filed("2026-02-05 12.10", "penghulu", "foto", "Akad nikah di balai nikah",
          photo("IMG_20260205_0914", meeting, "BALAI NIKAH KUA TANJUNG SEKAR",
                "2026-02-05T09:14:55+08:00", 205),
          dated="2026-02-05", work=("2026-02-05", "2026-02-05"), level="limited",
          sharing="named", named=("kepala_kua",)),
    Filed("2026-02-11 11.20", "rahmi", "dokumen_output", "Modul pelatihan peta mutu madrasah",
          _module(final=False), dated="2026-02-10", sharing="team", team="madrasah", key="modul"),
    Renewed("2026-02-26 16.00", "rahmi", "modul", _module(final=True)),
    Filed("2026-03-11 13.05", "pengawas", "foto", "Ujian madrasah berbasis komputer",
          photo("IMG_20260310_1021", classroom, "UJIAN MADRASAH 2026",
                "2026-03-10T10:21:09+08:00", 310, turned=True),
          dated="2026-03-10", work=("2026-03-09", "2026-03-12"), sharing="team", team="madrasah"),
    Filed("2026-04-09 10.30", "kasi_phu", "laporan_triwulan", "Laporan triwulan I 2026 Seksi PHU",
          pdf("Laporan TW I 2026 PHU", report(
              "kemenag", "Laporan triwulan I Seksi PHU", "B-188/Kk.TK/3/HJ.00/04/2026",
              "2026-04-08", "kasi_phu",
              ("A. Capaian", table("Indikator|Target|Realisasi", "Manasik kecamatan|6|6",
                                   "Pelunasan biaya|92|90", "Rekam biometrik|92|92")),
              ("B. Hambatan", "Dua jemaah menunda karena sakit; porsi dilimpahkan."),
              ("C. Rencana", Items(("Manasik kabupaten 21 April.", "Pelepasan 7 Mei."))))),
          number="B-188/Kk.TK/3/HJ.00/04/2026", dated="2026-04-08",
          work=("2026-01-01", "2026-03-31"), issuer="Seksi PHU", sharing="unit"),
    Filed("2026-04-28 15.30", "penyuluh", "lainnya", "Catatan konsultasi keluarga",
          odt("Catatan konsultasi", report(
              "kua", "Catatan konsultasi", "", "2026-04-28", "penyuluh",
              ("Isi", "Tiga pertemuan dengan pasangan P. Disepakati jeda, pembagian tugas rumah, "
                      "dan pertemuan lanjutan. Catatan ini hanya untuk penyuluh."))),
          dated="2026-04-28", level="secret"),
    Filed("2026-06-23 09.40", "kasubag_tu", "undangan", "Undangan rapat evaluasi triwulan II",
          eml("Undangan rapat evaluasi TW II", "tu@kemenag-teluk-kirana.example",
              "semua@kemenag-teluk-kirana.example", "Undangan rapat evaluasi triwulan II",
              "2026-06-22T16:05:00+08:00",
              "Yth. Bapak dan Ibu,\n\nRapat evaluasi triwulan II dilaksanakan Jumat, 26 Juni 2026 "
              "pukul 08.30 WITA di ruang rapat kantor. Mohon membawa rekap bukti dukung dan "
              "rencana percepatan untuk indikator yang belum tercapai."),
          dated="2026-06-22", work=("2026-06-26", "2026-06-26"), sharing="unit"),
    Filed("2026-06-29 10.10", "analis_kepeg", "notulen", "Notulen rapat evaluasi triwulan II",
          pdf("Notulen evaluasi TW II 2026", minutes(
              "kemenag", "Notulen rapat evaluasi triwulan II", "2026-06-26", "08.30–11.00 WITA",
              "Ruang rapat kantor", "kepala_kantor", "Para Kasi, ketua tim, Kepala KUA",
              ("Capaian", "Hambatan", "Rencana percepatan"),
              (("Pembahasan", table("Unit|Indikator tertinggal|Sebab",
                                    "Penmad|Pelatihan guru|Jadwal bentrok ujian",
                                    "PHU|Rekap pembatalan|Data bank terlambat",
                                    "KUA|Alih media arsip|Pemindai rusak")),),
              ("Pelatihan guru dipindah ke Agustus, dibagi dua angkatan.",
               "Pemindai dipinjam dari kantor provinsi selama dua bulan.",
               "Ketua tim menyampaikan umpan balik tertulis sebelum 10 Juli 2026."),
              "analis_kepeg")),
          dated="2026-06-26", work=("2026-06-26", "2026-06-26"), sharing="named",
          named=("kepala_kantor", "kasubag_tu", "rahmi"), key="evaluasi"),
    Redescribed("2026-06-30 08.15", "analis_kepeg", "evaluasi",
                {"sharing": "unit", "number": "B-355/Kk.TK/1/06/2026"}),
    Filed("2026-07-14 14.45", "kepala_kua", "laporan_tahunan",
          "Laporan semester I KUA Tanjung Sekar",
          _semester(207), number="B-061/Kua.TS/PW.01/07/2026", dated="2026-07-13",
          work=("2026-01-01", "2026-06-30"), issuer="KUA Tanjung Sekar", sharing="unit",
          key="semester"),
    Renewed("2026-07-16 09.25", "kepala_kua", "semester", _semester(211)),
    Filed("2026-08-27 16.20", "kasubag_tu", "surat_keluar", "Usulan penataan pegawai",
          docx("Usulan penataan pegawai", memo(
              "kemenag", "Nota usulan", "R-02/Kk.TK/08/2026", "2026-08-26", "Kepala Kantor",
              "kasubag_tu", "Usulan penataan pegawai KUA",
              Pairs((("Kebutuhan", "Satu penghulu untuk kepulauan"),
                     ("Alasan", "Dua penghulu melayani 14 desa dan lima pulau"))),
              "Usulan disampaikan tanpa nama sampai ada persetujuan.")),
          number="R-02/Kk.TK/08/2026", dated="2026-08-26", level="secret", sharing="named",
          named=("kepala_kantor",)),
    Filed("2026-09-10 08.35", "staf_kua", "dokumen_output", "Daftar periksa berkas nikah",
          txt("daftar-periksa-berkas-nikah", Text("kua", (
              Items(("Surat pengantar desa", "Kartu identitas dan kartu keluarga",
                     "Akta kelahiran", "Surat persetujuan kedua calon",
                     "Izin orang tua bila belum 21 tahun", "Surat izin atasan bagi anggota TNI "
                     "atau Polri")),))),
          dated="2026-09-10", sharing="unit"),
    Filed("2026-10-07 11.55", "kasi_penmad", "laporan_triwulan",
          "Laporan triwulan III 2026 Seksi Pendidikan Madrasah",
          pdf("Laporan TW III 2026 Penmad", report(
              "kemenag", "Laporan triwulan III Seksi Pendidikan Madrasah",
              "B-520/Kk.TK/2/PP.00/10/2026", "2026-10-06", "kasi_penmad",
              ("A. Capaian", table("Indikator|Target|Realisasi",
                                   "Madrasah dengan data lengkap|30|30",
                                   "Supervisi kelas|54|57", "Guru mengikuti pelatihan|120|118")),
              ("B. Pembelajaran", "Peta mutu dipakai 22 madrasah untuk menyusun rencana; pelatihan "
                                  "dua angkatan pada Agustus mengejar ketertinggalan."))),
          number="B-520/Kk.TK/2/PP.00/10/2026", dated="2026-10-06",
          work=("2026-07-01", "2026-09-30"), issuer="Seksi Pendidikan Madrasah", sharing="unit"),
)
