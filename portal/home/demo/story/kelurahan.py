"""The three kelurahan: neighborhood work, posyandu, drains and lamps."""

from ..documents.letters import memo, minutes, official, report, table
from ..documents.paper import docx, odt, pdf, photo, pptx, scan, torn, xlsx
from ..documents.photos import classroom, meeting, outdoors, road
from ..documents.sheets import Sheet
from ..documents.text import Items
from ..events import Event, Filed

EVENTS: tuple[Event, ...] = (
    Filed("2025-02-28 10.10", "lurah_sendang", "foto", "Kerja bakti Jumat bersih RW 02",
          photo("📸 Jumat bersih RW 02 🌿", outdoors, "JUMAT BERSIH RW 02",
                "2025-02-28T07:18:33+07:00", 28),
          dated="2025-02-28", work=("2025-02-28", "2025-02-28"), sharing="unit"),
    Filed("2025-04-30 15.25", "lurah_sendang", "notulen",
          "Notulen rembuk warga drainase Jalan Mata Air",
          docx("Notulen rembuk warga drainase", minutes(
              "sendang", "Notulen rembuk warga", "2025-04-29", "19.30–21.45 WIB",
              "Balai RW 03", "lurah_sendang", "38 warga RW 02 dan RW 03, ketua RT, karang taruna",
              ("Jalur drainase", "Tanah yang dilewati", "Gotong royong"),
              (("A. Jalur drainase",
                "Warga menyetujui jalur sisi timur karena sisi barat terhalang tiang listrik. Ada "
                "lima mulut gang yang perlu penutup beton agar gerobak dapat lewat."),
               ("B. Tanah", Items((
                   "Empat keluarga merelakan pagar mundur setengah meter.",
                   "Satu warung digeser dan dibantu dibangun kembali oleh warga."),
                   numbered=False))),
              ("Surat kerelaan ditandatangani di kelurahan paling lambat 9 Mei 2025.",
               "Karang taruna mengukur ulang panjang saluran bersama Seksi PMD.",
               "Pembersihan gorong-gorong setiap Sabtu pertama."), "sekel_sendang")),
          dated="2025-04-29", work=("2025-04-29", "2025-04-29"),
          issuer="Kelurahan Sendang Kelana", sharing="unit"),
    Filed("2025-07-02 09.20", "staf_sendang", "rekap_data", "Rekap surat pengantar Juni 2025",
          xlsx("Rekap surat pengantar Juni 2025", Sheet(
              "Juni 2025", ("REKAP SURAT PENGANTAR", "Kelurahan Sendang Kelana, Juni 2025"),
              ("No", "Jenis", "RW 01", "RW 02", "RW 03"),
              ((1, "Pengantar KTP-el", 14, 22, 19), (2, "Pengantar nikah", 2, 3, 1),
               (3, "Keterangan usaha", 6, 9, 4), (4, "Keterangan tidak mampu", 5, 11, 8),
               (5, "Keterangan domisili", 3, 4, 7), (6, "Pengantar pindah", 1, 2, 2)),
              summed=(2, 3, 4), row_sum=(2, 3, 4))),
          dated="2025-07-01", work=("2025-06-01", "2025-06-30"),
          issuer="Kelurahan Sendang Kelana", sharing="named", named=("lurah_sendang",)),
    Filed("2025-09-24 11.50", "lurah_randu", "foto", "Penyuluhan gizi di posyandu Melati",
          photo("20250924_093107", classroom, "PENYULUHAN GIZI BALITA",
                "2025-09-24T09:31:07+07:00", 924, turned=True),
          dated="2025-09-24", work=("2025-09-24", "2025-09-24"), sharing="unit"),
    Filed("2025-10-15 14.35", "lurah_randu", "laporan_kegiatan",
          "Laporan percepatan penurunan stunting Kelurahan Randu Emas",
          pdf("Laporan stunting Randu Emas", report(
              "randu", "Laporan percepatan penurunan stunting", "440/023/KEL-RE/X/2025",
              "2025-10-14", "lurah_randu",
              ("A. Data", table("Posyandu|Balita ditimbang|Berisiko|Stunting", "Melati|118|14|9",
                                "Kenanga|96|10|6", "Cempaka|87|7|5", "Jumlah|301|31|20")),
              ("B. Intervensi", Items((
                  "Makanan tambahan telur dan ikan 90 hari untuk 20 balita.",
                  "Kunjungan rumah oleh kader setiap pekan; catatan di buku KIA.",
                  "Jamban sehat untuk tujuh keluarga lewat gotong royong."))),
              ("C. Hasil", "Tujuh dari 20 balita naik berat badan dua bulan berturut-turut; "
                           "timbangan yang rusak sudah ditera pada 3 Maret 2025."))),
          number="440/023/KEL-RE/X/2025", dated="2025-10-14", work=("2025-07-01", "2025-09-30"),
          issuer="Kelurahan Randu Emas", sharing="named",
          named=("camat", "kasi_pmd", "lurah_sendang", "lurah_karang")),
    Filed("2025-11-21 16.05", "lurah_karang", "berita_acara",
          "Berita acara gotong royong penambalan Jalan Batu Karang",
          pdf("BA gotong royong Jalan Batu Karang", official(
              "karang", "Berita acara gotong royong", "620/011/KEL-KL/XI/2025", "2025-11-21",
              "Jalan Batu Karang RW 01", ("lurah_karang", "staf_karang"),
              ("Penambalan 180 meter jalan lingkungan dengan batu belah dan pasir.",
               "Hadir 47 warga; konsumsi ditanggung swadaya RW 01 sebesar Rp 615.000.",
               "Tersisa 40 meter di tikungan pasar, dikerjakan pekan berikutnya."),
              "lurah_karang")),
          number="620/011/KEL-KL/XI/2025", dated="2025-11-21", work=("2025-11-21", "2025-11-21"),
          issuer="Kelurahan Karang Lembayung", sharing="unit"),
    Filed("2025-11-21 16.20", "lurah_karang", "foto", "Foto Jalan Batu Karang sebelum ditambal",
          photo("IMG_20251120_1544", road, "JALAN BATU KARANG RW 01",
                "2025-11-20T15:44:51+07:00", 1120),
          dated="2025-11-20", work=("2025-11-20", "2025-11-21"), sharing="unit"),
    Filed("2026-03-16 13.15", "staf_karang", "foto", "Foto pasar murah Ramadan",
          torn(photo("IMG_20260314_0905", outdoors, "PASAR MURAH RAMADAN",
                     "2026-03-14T09:05:20+07:00", 314)),
          dated="2026-03-14", work=("2026-03-14", "2026-03-14"), sharing="named",
          named=("lurah_karang",)),
    Filed("2026-05-19 10.45", "lurah_sendang", "dokumen_output",
          "Proposal perbaikan gorong-gorong RW 03",
          odt("Proposal gorong-gorong RW 03", report(
              "sendang", "Proposal perbaikan gorong-gorong", "620/009/KEL-SK/V/2026",
              "2026-05-18", "lurah_sendang",
              ("Latar belakang", "Banjir 18 Februari 2026 menunjukkan gorong-gorong berdiameter "
                                 "40 cm tidak cukup. Air kembali ke permukiman setiap hujan di "
                                 "atas dua jam."),
              ("Kebutuhan", table("Bahan|Volume|Perkiraan",
                                  "Buis beton 80 cm|24 buah|Rp 16.800.000",
                                  "Semen|60 sak|Rp 4.200.000", "Tenaga|swadaya|-")),
              ("Manfaat", "Melindungi 40 keluarga di RW 03 dan jalan menuju sekolah."))),
          number="620/009/KEL-SK/V/2026", dated="2026-05-18", issuer="Lurah Sendang Kelana",
          sharing="named", named=("camat", "kasi_pmd")),
    Filed("2026-07-28 09.35", "lurah_karang", "surat_masuk",
          "Surat warga tentang kebisingan bengkel",
          scan("Surat warga kebisingan", "jpg", memo(
              "karang", "Lembar penerimaan surat", "331/018/KEL-KL/VII/2026", "2026-07-24",
              "Lurah Karang Lembayung", "staf_karang", "Pengaduan kebisingan bengkel las RW 04",
              "Diterima surat warga RT 02 RW 04: bengkel las bekerja sampai pukul 23.00 WIB dan "
              "mengganggu anak belajar serta orang sakit.",
              Items(("Warga meminta jam kerja dibatasi sampai pukul 17.00 WIB.",
                     "Warga meminta dinding peredam.",
                     "Warga bersedia bermusyawarah di balai RW."))), 728),
          number="331/018/KEL-KL/VII/2026", dated="2026-07-24", level="limited", sharing="named",
          named=("camat", "kasi_pemerintahan")),
    Filed("2026-08-11 14.30", "lurah_karang", "foto", "Foto musyawarah bengkel las RW 04",
          photo("IMG_20260810_2003", meeting, "MUSYAWARAH WARGA RW 04",
                "2026-08-10T20:03:18+07:00", 810),
          dated="2026-08-10", work=("2026-08-10", "2026-08-10"), sharing="named",
          named=("camat", "kasi_pemerintahan")),
    Filed("2026-09-15 10.15", "lurah_randu", "dokumen_output", "Materi kelas ibu balita",
          pptx("Materi kelas ibu balita", "Kelas ibu balita",
               "Kelurahan Randu Emas · September 2026",
               ("Isi piringku", ("Setengah sayur dan buah", "Seperempat lauk: ikan, telur, tempe",
                                 "Seperempat makanan pokok")),
               ("Tanda bahaya", ("Berat tidak naik dua bulan", "Diare lebih dari tiga hari",
                                 "Segera ke posyandu atau puskesmas")),
               ("Jadwal", ("Melati: Rabu pertama", "Kenanga: Rabu kedua", "Cempaka: Rabu ketiga"))),
          dated="2026-09-15", work=("2026-09-16", "2026-09-30"), sharing="unit"),
)
