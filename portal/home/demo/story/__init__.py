"""What happens in the demo office: people, documents by office, the cycle. Sorted when told."""

from ..events import Event
from . import (
    cycle_2025_kecamatan,
    cycle_2025_kemenag,
    cycle_2026_kecamatan,
    cycle_2026_kemenag,
    cycle_lately,
    kecamatan_2025,
    kecamatan_2026,
    kelurahan,
    kemenag_2025,
    kemenag_2026,
    lately,
    library,
    people,
)

EVENTS: tuple[Event, ...] = (
    *people.EVENTS,
    *library.EVENTS,
    *kecamatan_2025.EVENTS,
    *kecamatan_2026.EVENTS,
    *kelurahan.EVENTS,
    *kemenag_2025.EVENTS,
    *kemenag_2026.EVENTS,
    *lately.EVENTS,
    *cycle_2025_kecamatan.EVENTS,
    *cycle_2025_kemenag.EVENTS,
    *cycle_2026_kecamatan.EVENTS,
    *cycle_2026_kemenag.EVENTS,
    *cycle_lately.EVENTS,
)
