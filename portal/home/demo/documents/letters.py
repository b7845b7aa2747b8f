"""The forms that offices write most, filled in: letters, minutes, reports, official reports."""

from __future__ import annotations

from datetime import date

from .text import (
    Block,
    Grid,
    Heading,
    Items,
    Pairs,
    Para,
    Text,
    Title,
    day,
    name,
    people_grid,
    post,
    signed,
    weekday,
)

Section = tuple[str, *tuple[Block | str, ...]]
"""Heading and its blocks; a bare string is a paragraph."""


def _section(section: Section) -> list[Block]:
    heading, *blocks = section
    return [Heading(heading), *(Para(one) if isinstance(one, str) else one for one in blocks)]


def assignment(
    office: str, number: str, on: str | date, by: str, people: tuple[str, ...], task: str,
    when: str, where: str, basis: str, *, as_post: str = "",
) -> Text:
    """Surat tugas."""
    return Text(office, (
        Title("SURAT TUGAS", number),
        Pairs((("Dasar", basis),)),
        Para(f"{as_post or post(by)} menugaskan pegawai berikut:"),
        people_grid(people),
        Pairs((("Untuk", task), ("Waktu", when), ("Tempat", where))),
        Para("Setelah tugas selesai, pegawai yang bersangkutan menyampaikan laporan tertulis "
             "disertai daftar hadir dan foto. Biaya dibebankan pada anggaran kantor sesuai "
             "ketersediaan."),
        signed(office, on, by, as_post),
    ))


def minutes(
    office: str, title: str, on: str | date, time: str, place: str, chair: str,
    present: str, agenda: tuple[str, ...], talks: tuple[Section, ...],
    decisions: tuple[str, ...], writer: str, *, number: str = "",
) -> Text:
    """Notulen."""
    return Text(office, (
        Title(title.upper(), number),
        Pairs((
            ("Hari, tanggal", weekday(on)), ("Waktu", time), ("Tempat", place),
            ("Pimpinan rapat", f"{name(chair)} ({post(chair)})"), ("Peserta", present),
        )),
        Heading("Acara"), Items(agenda),
        *(block for section in talks for block in _section(section)),
        Heading("Keputusan dan tindak lanjut"), Items(decisions),
        signed(office, on, writer, "Notulis"),
    ))


def report(
    office: str, title: str, number: str, on: str | date, by: str,
    *sections: Section, as_post: str = "",
) -> Text:
    """Laporan, with sections of text and tables."""
    return Text(office, (
        Title(title.upper(), number),
        *(block for section in sections for block in _section(section)),
        signed(office, on, by, as_post),
    ))


def memo(
    office: str, kind: str, number: str, on: str | date, to: str, by: str, about: str,
    *blocks: Block | str, as_post: str = "",
) -> Text:
    """Nota dinas, undangan or another letter with a head of to, from, about."""
    return Text(office, (
        Title(kind.upper(), number),
        Pairs((("Kepada", to), ("Dari", as_post or post(by)), ("Tanggal", day(on)),
               ("Hal", about))),
        *(Para(one) if isinstance(one, str) else one for one in blocks),
        signed(office, on, by, as_post),
    ))


def official(
    office: str, title: str, number: str, on: str | date, place: str, people: tuple[str, ...],
    facts: tuple[str, ...], by: str, *further: Block, as_post: str = "",
) -> Text:
    """Berita acara."""
    return Text(office, (
        Title(title.upper(), number),
        Para(f"Pada hari ini, {weekday(on)}, bertempat di {place}, yang bertanda tangan di bawah "
             "ini:"),
        people_grid(people),
        Para("telah melaksanakan dan menyepakati hal-hal sebagai berikut:"),
        Items(facts),
        *further,
        Para("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan seperlunya."),
        signed(office, on, by, as_post),
    ))


def table(head: str, *rows: str) -> Grid:
    """A table from lines with ``|`` between the cells."""
    return Grid(
        tuple(cell.strip() for cell in head.split("|")),
        tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows),
    )
