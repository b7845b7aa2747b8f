"""What happens in the demo office: people, then documents by office. The teller sorts by time."""

from ..events import Event
from . import (
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
)
