"""Small regulations with a text, published as an approver does it."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from guidelines.importing.tree import Kind
from guidelines.models import GuidePage, Provision, RegulationPage, RegulationText
from search.backends.current import current_backend
from search.engine import Answer, run
from search.forms import read_question
from search.indexing import active_target
from tests.factories.guidelines import make_guide, make_regulation

#: A part: kind, number, heading, key, and its children or its words.
Part = tuple[str, str, str, str, Any]


def article(number: str, *paragraphs: str, key: str = "") -> Part:
    """An article; several texts are its paragraphs."""
    key = key or f"pasal-{number.lower()}"
    if len(paragraphs) == 1:
        return (Kind.ARTICLE, number, "", key, paragraphs[0])
    inner = [
        (Kind.PARAGRAPH, str(place), "", f"{key}/ayat-{place}", text)
        for place, text in enumerate(paragraphs, 1)
    ]
    return (Kind.ARTICLE, number, "", key, inner)


def chapter(number: str, heading: str, *parts: Part) -> Part:
    """A chapter of the body."""
    return (Kind.CHAPTER, number, heading, f"bab-{number.lower()}", list(parts))


def comment(number: str, text: str) -> Part:
    """What the elucidation says of an article."""
    return (Kind.COMMENT, number, "", f"penjelasan/pasal-{number.lower()}", text)


SMALL_LAW: list[Part] = [
    (Kind.TITLE, "", "", "judul", "PERATURAN PEMERINTAH CONTOH\n"),
    (Kind.PREAMBLE, "", "", "pembukaan", "Menimbang: bahwa kesejukan balai perlu diatur;\n"),
    chapter(
        "I", "KETENTUAN UMUM",
        article("1", "Balai adalah tempat musyawarah warga.\n"),
        article("2", "Balai dibuka pada pagi hari.\n", "Kunci balai dipegang penjaga anggrek.\n"),
    ),
    chapter("II", "TATA TERTIB PEMAKAIAN", article("14A", "Pemakai menyapu lantai.\n")),
    (Kind.CLOSING, "", "", "penutup", "Ditetapkan di Sukamaju oleh Penguasa Kamboja.\n"),
    (Kind.ELUCIDATION, "", "", "penjelasan", [
        (Kind.GENERAL, "", "", "penjelasan/umum", "Balai lama sudah lapuk.\n"),
        comment("1", "Cukup  jelas.\n(2) Cukup ^jelas.\n"),
        comment("2", "Yang dimaksud dengan pagi ialah sebelum pukul delapan.\n"),
    ]),
    (Kind.ANNEX, "", "DAFTAR ALAT", "lampiran", [
        article("1", "Sapu ijuk.\n", key="lampiran/pasal-1"),
        (Kind.PART, "", "SISA", "lampiran/bagian-sisa", "Ember seng.\n"),
    ]),
]  # fmt: skip


def make_text(
    page: RegulationPage, parts: list[Part] = SMALL_LAW, applies_from: date | None = None
) -> RegulationText:
    """A draft edition with parts, leaves and all."""
    edition = RegulationText.objects.create(
        regulation=page, number=page.editions.count() + 1, source_text="", source_sha256="",
        applies_from=applies_from,
    )  # fmt: skip
    rows: list[Provision] = []

    def add(part: Part, depth: int) -> None:
        kind, number, heading, key, inner = part
        row = Provision(
            edition=edition, position=len(rows), depth=depth, kind=kind, number=number,
            heading=heading, key=key,
        )  # fmt: skip
        rows.append(row)
        leaf(key, Kind.LABEL, "label", f"{kind} {number}\n", depth + 1)
        if isinstance(inner, str):
            leaf(key, Kind.TEXT, "teks-1", inner, depth + 1)
            leaf(key, Kind.NOISE, "derau-1", "- 7 - bisingkertas\n", depth + 1)
        else:
            for each in inner:
                add(each, depth + 1)
        row.position_end = len(rows)

    def leaf(key: str, kind: str, name: str, text: str, depth: int) -> None:
        place = len(rows)
        rows.append(
            Provision(
                edition=edition, position=place, position_end=place + 1, depth=depth, kind=kind,
                key=f"{key}/{name}", text=text,
            )  # fmt: skip
        )

    for part in parts:
        add(part, 1)
    Provision.objects.bulk_create(rows)
    return edition


def publish(page: Any, edition: RegulationText | None = None, **facts: Any) -> Any:
    """Publish the newest version of a page, with changes and with a text."""
    newest = page.get_latest_revision_as_object()
    for name, value in facts.items():
        setattr(newest, name, value)
    if edition is not None:
        newest.edition = edition
    newest.save_revision().publish()
    page.refresh_from_db()
    return page


def make_law(
    title: str = "Penggunaan Balai", parts: list[Part] | None = SMALL_LAW, **facts: Any
) -> RegulationPage:
    """A published regulation with a text."""
    page = make_regulation(title, **facts)
    return publish(page, make_text(page, parts) if parts is not None else None)


def make_live_guide(title: str = "Menulis hasil kerja", **facts: Any) -> GuidePage:
    """A published guide."""
    return publish(make_guide(title, **facts))


def found(text: str = "", user: Any = None, **query: str) -> Answer:
    """The answer to a question of a visitor, or of a person."""
    data = QueryDict(mutable=True)
    data.update({"q": text, **query})
    return run(read_question(data), user or AnonymousUser())


def urls(text: str = "", user: Any = None, **query: str) -> list[str]:
    """Addresses that the hits of the first page lead to."""
    return [hit.url for hit in found(text, user, **query).shown]


def in_index(source: str) -> set[str]:
    """Keys of a source that the index holds."""
    ids = current_backend().digests(active_target().name)
    return {id.removeprefix(f"{source}:") for id in ids if id.startswith(f"{source}:")}
