"""Who can sign in to the demo office: one account for each role, and what to look at.

Loads nothing of Django, because the launcher prints the table too.
"""

from dataclasses import dataclass

PASSWORD = "kantor-contoh-26"
"""The one password of all demo accounts. It opens invented data only."""


@dataclass(frozen=True)
class Login:
    """A demo account.

    Attributes:
        person: Key of the person in the roster.
        name: User name to type; the person's NIP works too.
        role, role_en: The role, in Indonesian and in English.
        sees, sees_en: What to look at first.
        group: Name of the group over the whole portal, from ``people.roles``; empty for none.
        password: Same for all.
    """

    person: str
    name: str
    role: str
    role_en: str
    sees: str
    sees_en: str
    group: str = ""
    password: str = PASSWORD


LOGINS = (
    Login("loket", "loket", "Pegawai (PPPK)", "Employee (PPPK)",
          "SKP dua tahun, realisasi tiap bulan dengan bukti, evaluasi bulan lalu yang baru "
          "disampaikan",
          "Plans of two years, monthly realizations with evidence, an evaluation just delivered"),
    Login("camat", "camat", "Pimpinan, pejabat penilai", "Leader, appraiser",
          "Perubahan SKP lurah yang menunggu, bukti yang belum diperiksa, berkas seluruh unit",
          "A change of a plan that waits, evidence to be checked, files of all units"),
    Login("kasi_pelayanan", "kasipelayanan", "Pejabat penilai di seksi", "Appraiser in a section",
          "SKP versi kedua karena prioritas berubah; menilai petugas loket setiap bulan",
          "A plan in its second version; rates the counter clerk every month"),
    Login("sekda", "sekda", "Atasan pejabat penilai", "Appraiser's superior",
          "Kecamatan dari atas: menilai Camat, menetapkan capaian kecamatan, jangka waktu",
          "The sub-district from above: rates its head, records its achievement, windows"),
    Login("kadis_kominfo", "kadiskominfo", "Pimpinan tinggi (JPT)", "Senior leader (JPT)",
          "SKP pimpinan tinggi dengan perspektif, dinilai oleh Bupati",
          "The plan of a senior leader with perspectives, appraised by the regent"),
    Login("analis", "analis", "Pegawai dengan SKP kualitatif", "Employee, qualitative plan",
          "SKP kualitatif dan telaahan yang versinya mengikuti realisasi",
          "A qualitative plan, and a study whose later versions follow its realization"),
    Login("rahmi", "ketuatim", "Ketua tim kerja", "Team lead",
          "SKP triwulanan, evaluasi yang dianggap diterima, berkas tim; ketua tim tidak menilai",
          "Quarterly plan, an evaluation counted as received, files of the team; never rates"),
    Login("sekcam", "sekcam", "Pembantu pemeriksa bukti (dengan surat)", "Helper by letter",
          "Antrean bukti kecamatan yang menunggu diperiksa kelengkapannya",
          "The queue of evidence that waits for a check of completeness"),
    Login("kasubag_tu", "kasubbagtu", "Penyiap untuk pimpinan", "Preparer for a leader",
          "Umpan balik dan nilai sementara yang diketik untuk Kepala Kantor",
          "Feedback and draft ratings typed for the head of office"),
    Login("pengadm", "pengadm", "Pengetik dengan mandat", "Types for a colleague",
          "Berkas yang diunggah atas nama Kasi PMD, dengan tanda diketik oleh",
          "Files typed for the head of the PMD section, shown as such"),
    Login("kasubag_umpeg", "kepegawaian", "Admin kepegawaian", "HR administrator",
          "Pegawai, jabatan, mutasi, Plt, pensiun; tidak melihat bukti pribadi orang lain",
          "People, posts, transfer, acting post, retirement; no private files of others",
          "Pengelola kepegawaian"),
    Login("auditor", "auditor", "Auditor (Inspektorat)", "Auditor (inspectorate)",
          "Semua berkas kecamatan termasuk yang terbatas; hanya membaca",
          "All files of the sub-district, limited ones too; reads only"),
    Login("analis_hukum", "penyunting", "Penyunting konten", "Content editor",
          "Naskah yang perlu diperbaiki dan panduan yang perlu ditinjau, di /cms/",
          "A text to be mended and guides to be reviewed, at /cms/", "Penyunting konten"),
    Login("kabag_hukum", "penyetuju", "Penyetuju konten", "Content approver",
          "Panduan yang menunggu persetujuan dan yang terjadwal, di /cms/",
          "A guide that waits for approval and one that is scheduled, at /cms/",
          "Penyetuju konten"),
    Login("prakom_kab", "sistem", "Pengelola sistem", "System administrator",
          "Halaman kelola: pekerjaan latar, indeks pencarian, berkas tersimpan",
          "Staff pages: jobs, index, stored files", "Pengelola sistem"),
    Login("kasi_pemerintahan", "plt", "Pelaksana tugas (Plt)", "Acting head",
          "Kasi Pemerintahan yang juga Plt. Kasi Trantib sejak pejabat lama pensiun",
          "Head of one section, acting head of another since a retirement"),
    Login("kepala_kantor", "kepalakantor", "Kepala Kantor Kemenag", "Head of the Kemenag office",
          "Kantor dengan zona WITA dan penilaian triwulanan",
          "An office in UTC+8 with quarterly evaluation"),
    Login("kepala_kua", "kua", "Kepala KUA", "Head of a KUA",
          "KUA: nikah, penyuluhan, berkas terbatas",
          "A KUA: marriages, counselling, limited files"),
)


def printed(english: bool = False) -> list[str]:
    """The table as lines of equal columns, for a terminal."""
    head = ("role", "login", "password", "what to see") if english else (
        "peran", "nama masuk", "kata sandi", "lihat")
    rows = [
        (one.role_en if english else one.role, one.name, one.password,
         one.sees_en if english else one.sees)
        for one in LOGINS
    ]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in (head, *rows)
    ]
