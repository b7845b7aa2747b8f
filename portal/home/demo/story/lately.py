"""The last days before today, whenever that is: what the home pages show as new."""

from datetime import date, timedelta

from ..documents.letters import assignment, memo, minutes, report, table
from ..documents.paper import docx, pdf, photo, scan, xlsx
from ..documents.photos import counter, meeting, outdoors
from ..documents.sheets import Sheet
from ..documents.text import Items, Text, day
from ..events import Event, Filed, Renewed


def _weekly(filed: date) -> Text:
    return minutes(
        "kecamatan", "Notulen rapat mingguan", filed, "08.00–09.15 WIB", "Ruang rapat kecamatan",
        "camat", "Sekretaris, para Kasi, Kasubag", ("Pekerjaan pekan ini", "Bukti kinerja"),
        (("Pembahasan", Items((
            "Pembersihan saluran Jalan Mata Air sebelum puncak musim hujan.",
            "Bukti kinerja bulan berjalan masih kurang pada dua seksi.",
            "Antrean daring: satu dari enam pemohon masih datang tanpa nomor."))),),
        ("Semua bukti bulan ini diunggah sebelum jangka waktu ditutup.",
         "Seksi Trantib menyiapkan jadwal siaga banjir.",
         "Subbag Umpeg mengingatkan pegawai yang belum mengunggah."), "kasubag_umpeg",
    )


def _errand(filed: date) -> Text:
    return assignment(
        "kemenag", "B-602/Kk.TK/3/HJ.00", filed, "kepala_kantor", ("anwar", "marwah"),
        "Melayani pendaftaran haji keliling di Pulau Kecil", day(filed + timedelta(days=7)),
        "Balai Desa Pulau Kecil", "Jadwal layanan keliling kepulauan")


def _figures(filed: date) -> Text:
    return report(
        "kemenag", "Laporan kemajuan peta mutu", "", filed, "rahmi",
        ("Kemajuan", table("Wilayah|Madrasah|Selesai", "Kota Teluk Kirana|9|9",
                           "Tanjung Sekar|12|11", "Kepulauan|9|6")),
        ("Kendala", "Cuaca laut menunda kunjungan tiga madrasah; dijadwalkan ulang pekan depan."))


def _disposition(filed: date) -> Text:
    return memo(
        "kecamatan", "Lembar disposisi", "", filed, "Sekretaris Kecamatan", "camat",
        "Undangan rapat kesiapsiagaan bencana",
        Items(("Hadiri dan laporkan.", "Bawa peta genangan Sendang Kelana.",
               "Libatkan Plt. Kasi Trantib.")))


EVENTS: tuple[Event, ...] = (
    Filed("-13 10.15", "kasi_pelayanan", "laporan_kegiatan", "Laporan layanan jemput bola lansia",
          docx("Laporan jemput bola lansia", lambda filed: report(
              "kecamatan", "Laporan layanan jemput bola", "", filed, "kasi_pelayanan",
              ("Hasil", table("Kelurahan|Dikunjungi|Terekam", "Sendang Kelana|17|16",
                              "Randu Emas|11|11", "Karang Lembayung|14|12")),
              ("Catatan", "Tiga warga belum dapat direkam karena sidik jari aus; memakai pindai "
                          "iris pekan depan."))),
          dated="-1", work=("-3", "-1"), issuer="Seksi Pelayanan Umum", sharing="unit"),
    Filed("-9 13.40", "loket", "foto", "Loket pada jam sibuk",
          photo("IMG_loket_jam_sibuk", counter, "PELAYANAN TERPADU KECAMATAN", "T09:12:30+07:00",
                90),
          dated="0", work=("0", "0"), sharing="named", named=("kasi_pelayanan",)),
    Filed("-7 09.30", "loket", "rekap_data", "Rekap pelayanan pekan lalu",
          xlsx("Rekap pelayanan pekan lalu", Sheet(
              "Pekan", ("REKAP PELAYANAN MINGGUAN", "Loket kecamatan"),
              ("No", "Hari", "KTP-el", "Kartu keluarga", "Legalisasi"),
              ((1, "Senin", 14, 11, 22), (2, "Selasa", 9, 8, 17), (3, "Rabu", 11, 6, 12),
               (4, "Kamis", 8, 9, 15), (5, "Jumat", 5, 4, 9)),
              summed=(2, 3, 4), row_sum=(2, 3, 4))),
          dated="0", work=("-5", "-1"), issuer="Seksi Pelayanan Umum", sharing="unit",
          key="pekan"),
    Renewed("-6 15.20", "loket", "pekan",
            xlsx("Rekap pelayanan pekan lalu (lengkap)", Sheet(
                "Pekan", ("REKAP PELAYANAN MINGGUAN", "Loket kecamatan, termasuk loket keliling"),
                ("No", "Hari", "KTP-el", "Kartu keluarga", "Legalisasi"),
                ((1, "Senin", 14, 11, 22), (2, "Selasa", 9, 8, 17), (3, "Rabu", 27, 6, 12),
                 (4, "Kamis", 8, 9, 15), (5, "Jumat", 5, 4, 9)),
                summed=(2, 3, 4), row_sum=(2, 3, 4)))),
    Filed("-6 14.05", "sekcam", "notulen", "Notulen rapat mingguan kecamatan",
          pdf("Notulen rapat mingguan", _weekly), dated="0", work=("0", "0"),
          issuer="Kecamatan Watu Lembayung", sharing="unit"),
    Filed("-5 11.00", "kepala_kua", "foto", "Bimbingan perkawinan angkatan terakhir",
          photo("IMG_bimwin", meeting, "BIMBINGAN PERKAWINAN", "T08:45:10+08:00", 50),
          dated="0", work=("-1", "0"), sharing="unit"),
    Filed("-4 16.20", "anwar", "surat_tugas", "Surat tugas layanan haji keliling Pulau Kecil",
          pdf("ST layanan haji keliling", _errand), number="B-602/Kk.TK/3/HJ.00", dated="0",
          work=("7", "7"), issuer="Kepala Kantor", sharing="team", team="haji"),
    Filed("-3 08.40", "lurah_sendang", "foto", "Kerja bakti saluran Jalan Mata Air",
          photo("IMG_kerja_bakti", outdoors, "SIAGA BANJIR RW 03", "T07:05:44+07:00", 30),
          dated="0", work=("0", "0"), sharing="unit"),
    Filed("-2 15.30", "rahmi", "laporan_kegiatan", "Laporan kemajuan peta mutu madrasah",
          docx("Kemajuan peta mutu", _figures), dated="0", work=("-20", "0"), sharing="team",
          team="madrasah"),
    Filed("-1 16.10", "camat", "disposisi", "Disposisi rapat kesiapsiagaan bencana",
          scan("Disposisi siaga bencana", "jpg", _disposition, 10), dated="0", sharing="named",
          named=("sekcam", "kasi_pemerintahan")),
)
