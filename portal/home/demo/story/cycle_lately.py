"""The cycle in the last days before today: what waits for somebody when the demo is opened."""

from ..cycle.lately import Lately
from ..cycle.periods import Proof, Proven, Realized
from ..cycle.rating import Achieved, Rated, Said
from ..cycle.words import Skp
from ..events import Event
from .cycle_kecamatan import SEKCAM
from .cycle_seksi import LURAH_SENDANG


def _draft(at: str, who: str, key: str, place: int, note: str) -> Event:
    """A file is linked to a realization that is still being written."""
    return Lately(at, who, lambda at, period: Proven(at, who, period, Proof(place, key, note)))


def _handed_in(at: str, skp: Skp, key: str, place: int, note: str) -> Event:
    """One indicator of the present month is handed in already and waits to be checked."""
    return Lately(at, skp.who, lambda at, period: Realized(
        at, skp.who, skp, period, int(period[5:]), 12, places=(place,),
        proofs=(Proof(place, key, note, 1),)))


EVENTS: tuple[Event, ...] = (
    _draft("-12 16.00", "kasi_pelayanan", "Laporan layanan jemput bola lansia", 1,
           "Tiga kelurahan dikunjungi."),
    _draft("-5 16.10", "loket", "pekan", 1, "Rekap pekan lalu."),
    _draft("-5 16.20", "loket", "Loket pada jam sibuk", 2, "Antrean pukul sembilan pagi."),
    _handed_in("-5 16.30", SEKCAM, "Notulen rapat mingguan kecamatan", 1, "Rapat mingguan."),
    _draft("-3 16.40", "anwar", "Surat tugas layanan haji keliling Pulau Kecil", 1,
           "Layanan keliling pekan depan."),
    _handed_in("-2 16.00", LURAH_SENDANG, "Kerja bakti saluran Jalan Mata Air", 3,
               "Kerja bakti RW 03."),
    _draft("-2 16.30", "rahmi", "Laporan kemajuan peta mutu madrasah", 1,
           "26 dari 30 madrasah selesai."),
    # The counter clerk's last month: recorded above, spoken about, delivered, not yet received.
    Lately("-4 08.30", "camat", lambda at, period: Achieved(
        at, "camat", ("pelayanan",), period, "good", "Rekap pelayanan dan data antrean."),
        before=True),
    Lately("-4 10.00", "loket", lambda at, period: Said(
        at, "loket", period, "Antrean pagi lancar setelah meja depan memeriksa berkas.", 1),
        before=True, settled=True),
    Lately("-3 14.00", "loket", lambda at, period: Rated(
        at, "loket", period, "meets", "above", advice="Ajari petugas kelurahan cara yang sama."),
        before=True, settled=True),
)
