"""A regulation made up for tests: no real law, no official text."""

LAW = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 7 TAHUN 2031 TENTANG TATA CARA PENGUJIAN NASKAH

DENGAN RAHMAT TUHAN YANG MAHA ESA

PRESIDEN REPUBLIK INDONESIA,

Menimbang :
a. bahwa naskah perlu diuji;
b. bahwa berdasarkan pertimbangan dalam huruf a perlu menetapkan aturan uji;

Mengingat :
1. Pasal 5 ayat (2) Aturan Contoh;

MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG TATA CARA PENGUJIAN NASKAH.

BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Pembaca adalah orang yang membaca naskah.
2. Naskah adalah tulisan yang dibuat untuk uji.
BAB II
TATA CARA
Bagian Kesatu
Umum
Pasal 2
(1) Pembaca membaca naskah dengan teliti.
(2) Penguji menguji:
a. naskah bersih; dan
b. naskah rusak.
Bagian Kedua
Hasil
Pasal 3
Hasil uji dicatat.
Pasal 4
Catatan disimpan oleh penguji.
BAB III
PENUTUP
Pasal 5
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.
Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Pemerintah ini dengan \
penempatannya dalam Lembaran Negara Republik Indonesia.
Ditetapkan di Jakarta
pada tanggal 3 Maret 2031
PRESIDEN REPUBLIK INDONESIA,
ttd.
PEJABAT CONTOH
Diundangkan di Jakarta
pada tanggal 4 Maret 2031
LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2031 NOMOR 12
PENJELASAN
ATAS
PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 7 TAHUN 2031 TENTANG TATA CARA PENGUJIAN NASKAH
I. UMUM
Aturan ini dibuat untuk uji.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
Pasal 5
Cukup jelas.
TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 9012
"""
