"""What stands beside fields: key, sentence in both languages, guide and its section."""

ASPECTS = "bukti-untuk-tiap-aspek"
FILES = "menamai-dan-memotret-berkas"
SEEING = "siapa-boleh-melihat"
RETURNED = "bukti-dikembalikan"
ACCOUNT = "atasan-atau-unit-keliru"
FINDING = "mencari-dan-mengutip-aturan"

ROWS = (
    ("evidence.upload.files", "Berkas yang terbaca dan kecil lebih cepat diterima.",
     "A file that can be read and is small is received sooner.", FILES, "memotret"),
    ("evidence.version.files", "Versi lama tetap ada; nomor buktinya sama.",
     "The older version stays; the evidence keeps its number.", RETURNED, "alasan"),
    ("evidence.description.title", "Tanggal, jenis, dan pokok isi: orang lain mengenalinya.",
     "Date, kind and subject: others recognize it.", FILES, "nama"),
    ("evidence.description.kind", "Jenis menentukan aspek yang dapat dibuktikan.",
     "The kind decides which aspect it can prove.", ASPECTS, "jenis-bukti"),
    ("evidence.description.description", "Sebut halaman dan apa yang ditunjukkannya.",
     "Name the page and what it shows.", ASPECTS, "keterangan"),
    ("evidence.description.number", "Seperti tercetak; pemeriksa mencarinya lebih dahulu.",
     "As printed; the checker looks for it first.", ASPECTS, "nomor-dan-tanggal"),
    ("evidence.description.dated_on", "Tanggal pada dokumen, dalam periode yang dinilai.",
     "The date on the document, within the period.", ASPECTS, "nomor-dan-tanggal"),
    ("evidence.description.confidentiality", "Ada data pribadi orang lain? Pilih terbatas.",
     "Personal data of others in it? Choose limited.", SEEING, "kerahasiaan"),
    ("evidence.description.sharing", "Mulai dari “hanya saya”; penilai melihatnya saat dipakai.",
     "Begin with “only me”; who rates sees it once it is used.", SEEING, "dibagikan"),
    ("evidence.upload.on_behalf_of", "Dengan mandat Anda mengetik untuk rekan; nama Anda tercatat.",
     "With a mandate you type for a colleague; your name is kept.", ACCOUNT, "mandat"),
    ("evidence.withdrawal.reason", "Berkas ditarik, jejaknya tetap ada.",
     "The file is taken back, its trace stays.", RETURNED, "menarik"),
    ("people.sign_in.username", "NIP tanpa spasi juga diterima.",
     "Your NIP with or without spaces.", ACCOUNT, "akun"),
    ("people.sign_in.shared_computer", "Centang di warnet, ruang layanan, atau komputer rekan.",
     "Tick it at a counter or on a colleague's computer.", ACCOUNT, "akun"),
    ("people.password.new_password", "Empat kata berurutan kuat dan mudah diingat.",
     "Four words in a row are strong and easy to remember.", ACCOUNT, "akun"),
    ("people.mandate.helper", "Beri mandat, jangan kata sandi.",
     "Give a mandate, never your password.", ACCOUNT, "mandat"),
    ("people.mandate.scope", "Mandat dapat diakhiri kapan saja.",
     "You can end a mandate at any time.", ACCOUNT, "mandat"),
    ("search.dates.since", "Tanggal dokumen, bukan tanggal unggah.",
     "The date of the document, not of its upload.", FINDING, "mencari"),
)  # fmt: skip
