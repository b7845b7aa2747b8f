"""Texts for practice, written for the demo. They bind nobody and say so."""

TITLE = "Contoh Naskah untuk Latihan, Bukan Peraturan"

HEAD = """\
CONTOH NASKAH UNTUK LATIHAN, BUKAN PERATURAN
NOMOR {number} TAHUN {year}
TENTANG
{title}

Naskah ini ditulis untuk kantor contoh agar orang dapat mencoba impor, perbaikan, dan sitasi.
Isinya tidak mengikat siapa pun.

"""

_BODY = """\
BAB I
KETENTUAN UMUM
Pasal 1
Dalam naskah contoh ini yang dimaksud dengan:
1. Hasil Kerja adalah keadaan yang dicapai karena pekerjaan seorang pegawai, bukan kegiatannya.
2. Indikator adalah ukuran yang memberi tahu sejauh mana Hasil Kerja tercapai.
3. Target adalah angka atau batas yang hendak dicapai, lengkap dengan satuannya.
4. Bukti Dukung adalah berkas yang menunjukkan bahwa suatu angka atau keadaan benar adanya.
5. Pemeriksa adalah atasan, atau pembantu yang ditunjuk dengan surat, yang membaca Bukti Dukung.
Pasal 2
Naskah contoh ini membantu pegawai menulis rencana yang dapat diukur dan menyimpan bukti yang \
dapat diperiksa.
BAB II
MENULIS RENCANA
Bagian Kesatu
Hasil Kerja dan Indikator
Pasal 3
(1) Hasil Kerja ditulis sebagai keadaan yang dapat dilihat orang lain.
(2) Hasil Kerja menyebut siapa yang menerima manfaatnya dan dalam keadaan bagaimana.
(3) Kegiatan, kehadiran, dan keikutsertaan dalam rapat tidak ditulis sebagai Hasil Kerja.
Pasal 4
(1) Setiap Hasil Kerja memuat paling sedikit satu Indikator dengan Target.
(2) Indikator disusun dengan memperhatikan bahwa ukurannya:
a. menunjuk satu hal saja;
b. dapat dihitung atau diamati;
c. mungkin dicapai tetapi tetap menantang;
d. mempunyai batas waktu; dan
e. sesuai keadaan kantor.
(3) Target menyebut:
a. kuantitas;
b. kualitas;
c. waktu; dan/atau
d. biaya.
Bagian Kedua
Tugas Tambahan
Pasal 5
(1) Tugas tambahan disepakati dan dicatat dalam surat penugasan.
(2) Tugas tambahan berada di luar tugas pokok dan masih dalam kemampuan pegawai.
Bagian Ketiga
Perubahan Rencana
Pasal 6
Rencana dapat diubah apabila:
a. pegawai berpindah tugas;
b. program atau anggaran berubah;
c. pegawai sakit, cuti, atau bertugas di tempat lain lebih dari satu bulan; atau
d. prioritas kantor berubah.
BAB III
MEMBUKTIKAN
Pasal 7
(1) Bukti Dukung disimpan selama pekerjaan berjalan, {rhythm}.
(2) Bukti Dukung memuat tanggal, asal, dan angka yang dinyatakan.
(3) Daftar hadir, undangan, dan foto kegiatan hanya menjadi pelengkap.
Pasal 8
(1) Kuantitas dibuktikan dengan hasilnya sendiri atau daftar bernomor.
(2) Kualitas dibuktikan dengan persetujuan, survei, atau hitungan kesalahan.
(3) Waktu dibuktikan dengan surat, tanda terima, atau catatan yang bertanggal.
(4) Biaya dibuktikan dengan laporan realisasi anggaran.
Pasal 9
(1) Nama berkas menyebut tanggal, jenis, dan pokok isi.
(2) Berkas yang memuat data pribadi orang lain ditandai terbatas.
BAB IV
MEMERIKSA
Pasal 10
(1) Pemeriksa memberi jawaban paling lama {days} hari kerja setelah berkas diterima.
(2) Berkas yang dikembalikan disertai alasan dan apa yang perlu diperbaiki.
(3) Pegawai memperbaiki dan mengirim kembali tanpa kehilangan berkas semula.
Pasal 11
Pegawai yang tidak sependapat menyampaikan keberatan tertulis dengan alasan paling lama 14 hari.
BAB V
PENUTUP
Pasal 12
Naskah contoh ini dipakai untuk latihan sejak hari pertama kantor contoh dibuka.

PENJELASAN
I. UMUM
Naskah ini meniru susunan peraturan supaya orang dapat berlatih, dengan kalimat yang dibuat sendiri.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 3
Ayat (1)
Yang dimaksud dengan "keadaan yang dapat dilihat orang lain" misalnya dokumen yang dipakai, \
keluhan yang berkurang, atau antrean yang memendek.
Ayat (2)
Cukup jelas.
Ayat (3)
Cukup jelas.
Pasal 8
Satu berkas dapat membuktikan beberapa aspek, asalkan halaman yang dimaksud disebut.
"""

FIRST = HEAD.format(number="1", year=2025, title="MENULIS DAN MEMBUKTIKAN KINERJA") + _BODY.format(
    rhythm="paling lambat pada akhir triwulan", days=10
)
"""The first edition, of 2025."""

SECOND = HEAD.format(
    number="1", year=2025, title="MENULIS DAN MEMBUKTIKAN KINERJA"
) + _BODY.format(rhythm="paling lambat tujuh hari setelah pekerjaan selesai", days=5)
"""The second edition, of 2026: filing sooner, checking sooner."""

DAMAGED = HEAD.format(number="2", year=2026, title="MENYIMPAN ARSIP KINERJA") + """\
BAB I
KETENTUAN UMUM
Pasal 1
Dalam naskah contoh ini yang dimaksud dengan:
1. Arsip adalah rekaman kegiatan dalam bentuk apa pun.
2. Pengelola adalah pegawai yang menyimpan Arsip.
Pasal 2
(1) Pengelola menyimpan Arsip menurut unit kerja.
(21 Arsip terbatas disimpan terpisah.
BAB II
PENYIMPANAN
Pasal 3
Arsip diberi nomor urut.
KANTOR CONTOH
- 2 -
Pasal 5
Arsip yang rusak dicatat dalam berita acara.
Pasal 5
Salinan Arsip diberi tanda.
Pasal 1 1
Arsip dipindahkan paling lambat akhir tahun 2O26.
BAB III
PENUTUP
Pasal 12
Naskah contoh ini dipakai untuk latihan memperbaiki hasil impor.
"""
"""As from a bad scan: a missing and a doubled number, a page header, letters for digits."""
