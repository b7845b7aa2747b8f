"""Coming, going, teams, roles and mandates."""

from ..events import (
    Done,
    Event,
    Mandated,
    acts_for,
    came,
    founded,
    left_team,
    moved,
    named_role,
    retired,
)

# The field for classes must not stay empty; keeping people's data opens no file of any class.
ORDINARY = ("ordinary",)

EVENTS: tuple[Event, ...] = (
    Done("2025-01-03 08.10", "kasubag_umpeg",
         named_role("kasubag_umpeg", "hr", "kecamatan", ORDINARY)),
    Done("2025-01-03 08.20", "kasubag_umpeg",
         named_role("analis_sdm", "hr", "kabupaten", ORDINARY)),
    Done("2025-01-03 08.30", "analis_kepeg",
         named_role("analis_kepeg", "hr", "kantor", ORDINARY)),
    Done("2025-01-06 09.00", "sekcam",
         named_role("sekcam", "helper", "kecamatan", ("ordinary", "limited"), "completeness")),
    Done("2025-01-06 09.10", "auditor",
         named_role("auditor", "auditor", "kecamatan", ("ordinary", "limited"))),
    Done("2025-01-06 09.30", "kasubag_tu",
         named_role("kasubag_tu", "helper", "kantor", ("ordinary",), "completeness")),
    Done("2025-01-08 08.30", "rahmi",
         founded("madrasah", "penmad", "Tim Kerja Data dan Mutu Madrasah", "rahmi",
                 "staf_penmad", "pengawas", "prakom_kemenag", "anwar")),
    Done("2025-01-08 08.45", "anwar",
         founded("haji", "phu", "Tim Kerja Layanan Haji Terpadu", "anwar", "marwah", "penyuluh",
                 "staf_kua")),
    Done("2025-02-03 10.00", "analis",
         founded("spbe", "sekretariat", "Tim Kerja Layanan Digital Kecamatan", "analis",
                 "prakom", "arsiparis", "loket")),
    Mandated("2025-02-05 09.00", "kasi_pmd", "pengadm", "evidence"),
    Mandated("2025-02-05 09.30", "kepala_kantor", "kasubag_tu", "prepare"),
    Mandated("2025-03-10 10.00", "penyuluh", "staf_kua", "evidence"),
    Done("2025-06-02 08.00", "cpns", came("cpns")),
    Done("2026-01-05 08.20", "anwar", left_team("madrasah", "anwar")),
    Done("2026-04-01 08.00", "pindahan", moved("pindahan", "randu", "lurah_randu")),
    Done("2026-07-01 08.00", "kasi_trantib", retired("kasi_trantib")),
    Done("2026-07-01 08.15", "kasi_pemerintahan",
         acts_for("kasi_pemerintahan", "kasi_trantib", "petugas_trantib", "anggota_trantib")),
)
