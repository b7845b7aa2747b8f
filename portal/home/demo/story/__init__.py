"""What happens in the demo office, in order of time: people, then documents by office."""

from ..events import Event
from . import people

EVENTS: tuple[Event, ...] = (*people.EVENTS,)
