"""Rules and guides come in: recorded, written, approved, changed, waiting and scheduled."""

from datetime import date

from ..events import Event
from ..library import field_help, guides_doing, guides_house, guides_planning, practice
from ..library.events import (
    APPROVER,
    EDITOR,
    Answered,
    Approved,
    HandedInAgain,
    Helped,
    LookedAgain,
    Returned,
    Reworded,
    SetUp,
    Written,
    brought_out,
)
from ..library.regulations import RECORDS

GUIDES = (*guides_planning.GUIDES, *guides_doing.GUIDES, *guides_house.GUIDES)

EVENTS: tuple[Event, ...] = (
    SetUp("2025-01-03 08.10", EDITOR),
    SetUp("2025-01-03 08.15", APPROVER),
    *(event for record in RECORDS for event in brought_out(record)),
    Returned("2025-01-06 15.00", APPROVER, "contoh-1",
             "Tuliskan di ringkasan bahwa naskah ini hanya untuk latihan."),
    HandedInAgain("2025-01-06 16.10", EDITOR, "contoh-1"),
    *(Written("2025-01-09 09.30", EDITOR, row) for row in GUIDES),
    *(Approved("2025-01-10 14.00", APPROVER, row.slug) for row in GUIDES),
    Helped("2025-01-13 09.00", EDITOR, field_help.ROWS),
    Answered("2025-02-04 10.10", "loket", "menamai-dan-memotret-berkas", True),
    Answered("2025-03-19 13.40", "kasi_pemerintahan", "membuktikan-waktu", False,
             "Contoh untuk layanan yang tidak memakai surat belum ada."),
    Answered("2025-09-22 09.15", "rahmi", "bukti-untuk-tiap-aspek", True,
             "Bagian pelengkap membantu saya menjelaskan kepada tim."),
    Reworded("2026-01-07 09.00", EDITOR, "contoh-1", practice.SECOND, date(2026, 2, 2)),
    Approved("2026-01-08 11.00", APPROVER, "contoh-1"),
    LookedAgain("2026-01-12 10.00", EDITOR, "bukti-dikembalikan"),
    Answered("-9 08.50", "kepala_kua", "bukti-dikembalikan", True),
    Written("-3 09.10", EDITOR, guides_house.WAITING),
    Written("-2 08.30", EDITOR, guides_planning.SCHEDULED, 5),
    Approved("-1 10.30", APPROVER, guides_planning.SCHEDULED.slug),
)  # fmt: skip
