"""Parts that all official forms share (domain.md 1.13), in the Indonesian words of the forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from .frame import build_document
from .grid import Band, Block, Grid
from .lines import LEADING, NOTHING, Cell, Words, broken, draw_lines, words

COMPANION = "Salinan kerja, dokumen resmi diterbitkan melalui e-Kinerja BKN"
NOT_AGREED = "Rancangan, belum disepakati"
MARGIN = 15 * mm
SIZE = 7.5
"""Of the letters in a form, in points."""

GAP = 4 * mm
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DOTS = "." * 28
_ROOM_TO_SIGN = 17 * mm


class Person(Protocol):
    """A person as printed."""

    name: str
    number: str
    number_label: str
    rank: str
    rank_label: str
    position: str
    unit: str
    agency: str


@dataclass(frozen=True)
class Sheet:
    """Paper of a form and what stands around it on every page.

    ``is_companion``: the official document is made elsewhere; ``is_draft``:
    not agreed yet. Both are said on every page.
    """

    title: str
    agency: str
    subject: str
    foot: str
    is_companion: bool = False
    is_draft: bool = False
    is_landscape: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return landscape(A4) if self.is_landscape else A4

    @property
    def width(self) -> float:
        """Between the margins, in points."""
        return self.size[0] - 2 * MARGIN

    @property
    def notice(self) -> str:
        """What this paper is not."""
        said = ((NOT_AGREED, self.is_draft), (COMPANION, self.is_companion))
        return " · ".join(sentence for sentence, is_true in said if is_true)


def build_form_document(flow: Iterable[Flowable], sheet: Sheet) -> bytes:
    """The PDF of a form; equal arguments give equal bytes."""
    return build_document(
        list(flow),
        title=sheet.title,
        head=(sheet.agency, sheet.subject),
        foot=sheet.foot,
        page_words="Halaman {number} dari {count}",
        sheet=sheet.size,
        margin=MARGIN,
        notice=sheet.notice,
    )


def official_date(day: date) -> str:
    """ "24 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def official_period(first: date, last: date) -> str:
    """ "1 Juli 2026 s.d. 30 September 2026"."""
    return f"{official_date(first)} s.d. {official_date(last)}"


def capital(word: str) -> str:
    """The word with a capital at its beginning, as cells of forms have it."""
    return word[:1].upper() + word[1:]


def heading(
    sheet: Sheet, titles: Sequence[str], *, left: Sequence[str], right: Sequence[str]
) -> list[Flowable]:
    """Titles in the middle, agency and unit on the left, periods on the right."""
    above = tuple(Words(line, bold=True, align="center") for line in titles)
    beside = Block(
        {
            0: tuple(Words(line) for line in left if line),
            1: tuple(Words(line, align="right") for line in right),
        }
    )
    return [
        Grid([sheet.width], [Block({0: above})], size=9.5, ruled=False),
        Grid([sheet.width * 0.55, sheet.width * 0.45], [beside], size=8, ruled=False),
        Spacer(0, 1 * mm),
    ]


def person_rows(
    person: Person, *, may_lack_number: bool = True, with_agency: bool = False
) -> list[tuple[str, str]]:
    """Label and value of each row about a person; "-" where nothing is known.

    ``may_lack_number``: a head of region has neither number nor rank; what is
    not there stays empty then. ``with_agency``: forms of senior leaders name it.
    """
    is_elected = bool(may_lack_number and person.name and not person.number and not person.rank)
    unknown = "" if is_elected else NOTHING
    rows = [
        ("NAMA", person.name or NOTHING),
        (person.number_label, person.number or unknown),
        (person.rank_label, person.rank or unknown),
        ("JABATAN", person.position or unknown),
        ("UNIT KERJA", person.unit or unknown),
    ]
    if with_agency:
        rows.append(("INSTANSI", person.agency or NOTHING))
    return rows


def people_table(
    sheet: Sheet, employee: Person, appraiser: Person, *, with_agency: bool = False
) -> Grid:
    """Both sides beside each other, rows numbered as on the form."""
    number, label = 22.0, 98.0
    value = sheet.width / 2 - number - label
    mine = person_rows(employee, may_lack_number=False, with_agency=with_agency)
    theirs = person_rows(appraiser, with_agency=with_agency)
    blocks = [
        Block(
            {
                0: words(str(place)), 1: words(own[0]), 2: words(own[1], empty=""),
                3: words(str(place)), 4: words(other[0]), 5: words(other[1], empty=""),
            }
        )
        for place, (own, other) in enumerate(zip(mine, theirs, strict=True), start=1)
    ]  # fmt: skip
    head = [("NO", 1), ("PEGAWAI YANG DINILAI", 2), ("NO", 1), ("PEJABAT PENILAI KINERJA", 2)]
    return Grid([number, label, value] * 2, blocks, heads=[head], size=SIZE)


def filled(widths: Sequence[float], width: float) -> list[float]:
    """The widths with what is left of ``width`` in place of the 0."""
    rest = width - sum(widths)
    return [one or rest for one in widths]


def numbers_of(count: int) -> list[tuple[str, int]]:
    """The row "(1) (2) …" under the titles of columns."""
    return [(f"({number})", 1) for number in range(1, count + 1)]


def in_sections(results: Iterable[Any], block_of: Any, columns: int) -> list[Block | Band]:
    """Results under "A. UTAMA" and "B. TAMBAHAN", numbered in each; "-" where one has none."""
    listed = list(results)
    blocks: list[Block | Band] = []
    for title, kind in (("A. UTAMA", "main"), ("B. TAMBAHAN", "additional")):
        blocks.append(Band(title))
        found = [one for one in listed if one.kind == kind]
        blocks += [block_of(number, one) for number, one in enumerate(found, start=1)]
        if not found:
            blocks.append(Block({column: words("") for column in range(columns)}))
    return blocks


def value_cell(value: str, guides: Iterable[str]) -> Cell:
    """A value of behavior over its guides."""
    listed = (one for guide in guides for one in words(guide, mark="•"))
    return (*words(value, bold=True), *listed)


@dataclass(frozen=True)
class Signer:
    """Who signs, as what. ``dated_on``: of the place and date line; dotted where not known.

    ``shows_date``: whether the line stands over this signature.
    """

    role: str
    person: Person
    dated_on: date | None = None
    shows_date: bool = True


class Signatures(Flowable):
    """Up to two signatures, left and right; a single one stands on the right."""

    def __init__(self, width: float, *, left: Signer | None, right: Signer) -> None:
        super().__init__()
        self._column = width * 0.4
        self._signers = [(0.0, left), (width - self._column, right)]
        self._width = width

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Fixed width; the height depends on the names only."""
        self.width = self._width
        found = [self._lines(signer) for _left, signer in self._signers if signer is not None]
        self._above = max(len(above) for above, _below in found)
        tallest = max(len(below) for _above, below in found)
        self.height = GAP + (self._above + tallest) * SIZE * LEADING + _ROOM_TO_SIGN
        return self.width, self.height

    def _lines(self, signer: Signer) -> tuple[list[Any], list[Any]]:
        person = signer.person
        place = f"{_DOTS}, {official_date(signer.dated_on) if signer.dated_on else _DOTS}"
        above = [Words(place, align="center")] if signer.shows_date else []
        above.append(Words(signer.role, align="center"))
        below = [Words(person.name or _DOTS * 2, bold=True, align="center")]
        if person.number:
            below.append(Words(f"{person.number_label} {person.number}", align="center"))
        return (
            broken(tuple(above), self._column, SIZE),
            broken(tuple(below), self._column, SIZE),
        )

    def draw(self) -> None:
        """Roles on one height, room to sign, names on one height."""
        step = SIZE * LEADING
        for left, signer in self._signers:
            if signer is None:
                continue
            above, below = self._lines(signer)
            top = self.height - GAP
            options = {"left": left, "width": self._column, "size": SIZE}
            draw_lines(self.canv, above, top=top - (self._above - len(above)) * step, **options)
            draw_lines(self.canv, below, top=top - self._above * step - _ROOM_TO_SIGN, **options)
