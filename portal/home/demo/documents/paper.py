"""A document of the story: its file name and how its bytes are made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paper:
    """A file that somebody files. ``make`` gets the day of filing, for documents of "today"."""

    name: str
    make: Callable[[date], bytes]
