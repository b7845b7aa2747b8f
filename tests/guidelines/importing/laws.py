"""Texts of laws made up for tests: no real law, no official text."""

OPENING = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 7 TAHUN 2031 TENTANG TATA CARA UJI PEMBACA

DENGAN RAHMAT TUHAN YANG MAHA ESA

PRESIDEN REPUBLIK INDONESIA,

Menimbang :
a. bahwa pembaca naskah perlu diuji;
b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan aturan uji;

Mengingat :
1. Pasal 5 ayat (2) Aturan Contoh;
2. Aturan Contoh Nomor 1 Tahun 2030;

MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG TATA CARA UJI PEMBACA.

"""

CLOSING = """\
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
"""

ELUCIDATION = """\
PENJELASAN
ATAS
PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 7 TAHUN 2031 TENTANG TATA CARA UJI PEMBACA
I. UMUM
Aturan ini dibuat untuk uji.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Cukup jelas.
Ayat (2)
Huruf a
Yang dimaksud dengan "naskah" adalah naskah uji.
Huruf b
Cukup jelas.
Pasal 3 Cukup jelas. Pasal 4
Lihat penjelasan Pasal 3.
TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 9012
"""

BODY = """\
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Pembaca Naskah yang selanjutnya disingkat PN adalah orang yang membaca naskah.
2. Naskah Uji adalah naskah yang dibuat untuk uji.
BAB II
TATA CARA
Bagian Kesatu
Umum
Pasal 2
(1) Pembaca membaca naskah dengan teliti.
(2) Naskah sebagaimana dimaksud dalam Pasal 1 terdiri atas:
a. naskah bersih;
b. naskah rusak, yaitu:
1. rusak ringan; dan
2. rusak berat.
Bagian Kedua
Hasil
Paragraf 1
Bentuk
Pasal 3
Hasil bacaan ditulis sebagaimana dimaksud dalam
Pasal 2 ayat (2) dan diserahkan kepada penguji.
BAB III
KETENTUAN PENUTUP
Pasal 4
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.
"""

CLEAN = OPENING + BODY + CLOSING + ELUCIDATION


def law(body: str, elucidation: str = "") -> str:
    """A law with this body."""
    return OPENING + body + CLOSING + elucidation


def articles(*numbers: str) -> str:
    """A body of short articles with these numbers."""
    return "".join(
        f"Pasal {number}\nHal nomor {place} diatur oleh penguji.\n"
        for place, number in enumerate(numbers, start=1)
    )
