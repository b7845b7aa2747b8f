"""A document as blocks of text, before it becomes a PDF, a Word file or a scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..everyone import NIP, PERSON

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
NOTE = "Dokumen contoh, isinya rekaan."
"""Stands small under every page, so that nobody takes a sample for a real one."""


@dataclass(frozen=True)
class Title:
    """Centered title with the number under it."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Heading:
    """Heading of a section."""

    text: str


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, numbered or with dashes."""

    lines: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Pairs:
    """Names and values in two columns, as on the head of a memo."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table with a head. Numbers are aligned to the right by the renderers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sign:
    """Place, date, post, room for the signature, name and NIP."""

    place_date: str
    post: str
    name: str
    nip: str = ""


Block = Title | Heading | Para | Items | Pairs | Grid | Sign


@dataclass(frozen=True)
class Text:
    """A whole document. ``office``: key of ``LETTERHEADS``, or empty for none."""

    office: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The title, for the properties of a file."""
        for block in self.blocks:
            if isinstance(block, Title):
                return block.text.capitalize()
        return "Dokumen"


KABUPATEN = "PEMERINTAH KABUPATEN LEMBAH ARUNIKA"
LETTERHEADS: dict[str, tuple[str, ...]] = {
    "setda": (KABUPATEN, "SEKRETARIAT DAERAH", "Jalan Lapangan Pelita, Bukit Pelita"),
    "inspektorat": (KABUPATEN, "INSPEKTORAT DAERAH", "Jalan Lapangan Pelita, Bukit Pelita"),
    "kecamatan": (KABUPATEN, "KECAMATAN WATU LEMBAYUNG", "Jalan Cakrawala, Watu Lembayung"),
    "sendang": (KABUPATEN, "KECAMATAN WATU LEMBAYUNG", "KELURAHAN SENDANG KELANA",
                "Jalan Mata Air, Sendang Kelana"),
    "randu": (KABUPATEN, "KECAMATAN WATU LEMBAYUNG", "KELURAHAN RANDU EMAS",
              "Jalan Kapas, Randu Emas"),
    "karang": (KABUPATEN, "KECAMATAN WATU LEMBAYUNG", "KELURAHAN KARANG LEMBAYUNG",
               "Jalan Batu Karang, Karang Lembayung"),
    "kemenag": ("KEMENTERIAN AGAMA REPUBLIK INDONESIA",
                "KANTOR KEMENTERIAN AGAMA KABUPATEN TELUK KIRANA", "Jalan Bahari, Teluk Kirana"),
    "kua": ("KEMENTERIAN AGAMA REPUBLIK INDONESIA",
            "KANTOR KEMENTERIAN AGAMA KABUPATEN TELUK KIRANA",
            "KANTOR URUSAN AGAMA KECAMATAN TANJUNG SEKAR", "Jalan Dermaga, Tanjung Sekar"),
}
PLACES = {
    "setda": "Bukit Pelita", "inspektorat": "Bukit Pelita", "kecamatan": "Watu Lembayung",
    "sendang": "Sendang Kelana", "randu": "Randu Emas", "karang": "Karang Lembayung",
    "kemenag": "Teluk Kirana", "kua": "Tanjung Sekar",
}


def day(value: str | date) -> str:
    """``2025-02-03`` or a date as "3 Februari 2025"."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def weekday(value: str | date) -> str:
    """The same with the day of the week: "Senin, 3 Februari 2025"."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{DAYS[when.weekday()]}, {day(when)}"


def name(key: str) -> str:
    """Name of a person of the roster, with titles."""
    return PERSON[key].name


def post(key: str) -> str:
    """Title of a person's post."""
    return PERSON[key].printed_title


def signed(office: str, on: str | date, key: str, as_post: str = "") -> Sign:
    """The signature of a person of the roster."""
    nip = NIP[key]
    return Sign(f"{PLACES[office]}, {day(on)}", as_post or post(key), name(key),
                f"NIP {nip}" if nip else "")


def people_grid(keys: tuple[str, ...]) -> Grid:
    """Names, NIP and posts of people of the roster."""
    return Grid(
        ("No", "Nama", "NIP", "Jabatan"),
        tuple(
            (str(number), name(key), NIP[key] or "-", post(key))
            for number, key in enumerate(keys, start=1)
        ),
    )


def column_weights(grid: Grid) -> list[int]:
    """How wide each column is beside the others; a number of 18 digits stays on one line."""
    weights = []
    for cells in zip(grid.head, *grid.rows, strict=True):
        longest_word = max(len(word) for cell in cells for word in (cell.split() or [""]))
        longest = max(len(cell) for cell in cells)
        weights.append(max(5, min(34, longest), longest_word + 5))
    return weights
