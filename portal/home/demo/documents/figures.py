"""Figures that look like an office's: seeded, so that they are the same in every run."""

import random
from calendar import monthrange
from datetime import date

from .sheets import Sheet
from .text import MONTHS, day


def working_days(year: int, month: int) -> list[date]:
    """Mondays to Fridays of a month; a table of service does not ask for more."""
    days = (date(year, month, one) for one in range(1, monthrange(year, month)[1] + 1))
    return [one for one in days if one.weekday() < 5]


def service_sheet(
    title: str, year: int, month: int, services: tuple[str, ...], seed: int, most: int = 14
) -> Sheet:
    """How many of each service were done on each working day."""
    dice = random.Random(seed)
    rows = tuple(
        (number, day(one), *(dice.randint(0, most) for _service in services))
        for number, one in enumerate(working_days(year, month), start=1)
    )
    columns = tuple(range(2, 2 + len(services)))
    return Sheet(
        f"{MONTHS[month - 1]} {year}", (title, f"Bulan {MONTHS[month - 1]} {year}"),
        ("No", "Tanggal", *services), rows, columns, columns,
    )


def attendance_sheet(
    title: str, lines: tuple[str, ...], people: tuple[tuple[str, str], ...]
) -> Sheet:
    """Daftar hadir: names and where they come from, with a sign for the signature."""
    return Sheet(
        "Daftar hadir", (title, *lines), ("No", "Nama", "Instansi atau jabatan", "Tanda tangan"),
        tuple((number, who, where, "hadir") for number, (who, where) in enumerate(people, 1)),
    )
