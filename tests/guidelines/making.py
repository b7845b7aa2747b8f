"""Texts of regulations by hand, written for the tests: parts, editions, pages, relations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guidelines.models import (
    GuideCitation,
    GuidePage,
    Provision,
    RegulationPage,
    RegulationText,
    Relation,
)
from guidelines.models.editions import digest_of
from portal.core import clock
from tests.factories.guidelines import make_guide, make_regulation

OWN_ROOT = {"article", "chapter", "book", "annex", "preamble", "elucidation", "closing", "body"}
WORDS = {
    "article": "pasal", "chapter": "bab", "part": "bagian", "paragraph": "ayat", "point": "huruf",
    "subpoint": "angka", "definition": "angka", "annex": "lampiran", "comment": "pasal",
    "preamble": "pembukaan", "recitals": "menimbang", "elucidation": "penjelasan",
    "general": "umum", "body": "batang-tubuh", "quoted": "pasal", "closing": "penutup",
}  # fmt: skip


@dataclass
class P:
    """A part: kind, number, and its inner parts; a string among them is text of the law."""

    kind: str
    number: str = ""
    inner: tuple[Any, ...] = ()
    heading: str = ""
    label: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)

    def key_in(self, outer: str) -> str:
        """The key as the parser makes it."""
        word = WORDS[self.kind]
        own = f"{word}-{self.number.lower()}" if self.number else word
        return own if self.kind in OWN_ROOT or not outer else f"{outer}/{own}"


def ayat(number: str, *inner: Any) -> P:
    return P("paragraph", number, inner, label=f"({number}) ")


def huruf(number: str, *inner: Any) -> P:
    return P("point", number, inner, label=f"{number}. ")


def pasal(number: str, *inner: Any) -> P:
    return P("article", number, inner, label=f"Pasal {number}\n")


def bab(number: str, heading: str, *inner: Any) -> P:
    return P("chapter", number, inner, heading, f"BAB {number}\n{heading}\n")


def definisi(number: str, text: str) -> P:
    return P("definition", number, (text,), label=f"{number}. ")


def derau(text: str) -> P:
    """What the page carried and the law does not."""
    return P("noise", "", (text,))


def penjelasan(*comments: Any) -> P:
    return P("elucidation", "", comments, label="PENJELASAN\n")


def tentang(number: str, *inner: Any) -> P:
    """What the elucidation says of an article."""
    return P("comment", number, inner, label=f"Pasal {number}\n")


def rows_of(outer: P, depth: int = 1, key: str = "", at: int = 1) -> Iterator[dict[str, Any]]:
    """Rows of a part in order, leaves included."""
    own: list[dict[str, Any]] = []
    here = outer.key_in(key)
    position, texts, noises = at + 1, 0, 0
    if outer.label:
        own.append(_leaf(position, depth + 1, "label", f"{here}/label", outer.label))
        position += 1
    for inner in outer.inner:
        if isinstance(inner, str):
            texts += 1
            own.append(_leaf(position, depth + 1, "text", f"{here}/teks-{texts}", inner))
        elif inner.kind == "noise":
            noises += 1
            name = f"{here}/derau-{noises}"
            own.append(_leaf(position, depth + 1, "noise", name, inner.inner[0]))
        else:
            below = list(rows_of(inner, depth + 1, here, position))
            own += below
            position += len(below) - 1
        position += 1
    yield {
        "position": at, "position_end": position, "depth": depth, "kind": outer.kind,
        "number": outer.number, "heading": outer.heading, "key": here, "text": "",
    }  # fmt: skip
    yield from own


def _leaf(position: int, depth: int, kind: str, key: str, text: str) -> dict[str, Any]:
    return {
        "position": position, "position_end": position + 1, "depth": depth, "kind": kind,
        "number": "", "heading": "", "key": key, "text": text,
    }  # fmt: skip


def make_text(
    page: RegulationPage, *outermost: P, applies_from: date | None = None, published: bool = True,
    **facts: Any,
) -> RegulationText:  # fmt: skip
    """An edition with these parts; published, and then the one that the page means."""
    rows: list[dict[str, Any]] = []
    for outer in outermost:
        rows += rows_of(outer, at=len(rows) + 1)
    source = "".join(row["text"] for row in rows)
    columns = ("depth", "kind", "number", "heading", "key", "text")
    edition = RegulationText.objects.create(
        regulation=page, number=page.editions.count() + 1, applies_from=applies_from,
        state="published" if published else "draft", source_text=source,
        source_sha256=hashlib.sha256(source.encode()).hexdigest(),
        digest=digest_of(tuple(row[name] for name in columns) for row in rows) if published else "",
        published_at=clock.now() if published else None, **facts,
    )  # fmt: skip
    Provision.objects.bulk_create(Provision(edition=edition, **row) for row in rows)
    if published:
        page.edition = edition
        page.save()
    return edition


def make_live(title: str = "Penilaian Kinerja Contoh", **facts: Any) -> RegulationPage:
    """A live regulation, without a text."""
    now = clock.now()
    facts = {"live": True, "first_published_at": now, "last_published_at": now, **facts}
    return make_regulation(title, **facts)


def relate(subject: RegulationPage, kind: str, target: RegulationPage, **facts: Any) -> Relation:
    """The subject does something to the target."""
    return Relation.objects.create(subject=subject, kind=kind, target=target, **facts)


def make_citing(page: RegulationPage, key: str = "", title: str = "") -> GuidePage:
    """A live guide that cites a part."""
    guide = make_guide(title)
    GuidePage.objects.filter(pk=guide.pk).update(live=True, last_published_at=clock.now())
    GuideCitation.objects.create(guide=guide, regulation=page, key=key)
    guide.refresh_from_db()
    return guide


def small_law() -> tuple[P, ...]:
    """Of everything a little."""
    return (
        P("preamble", "", (P("recitals", "", (huruf("a", "bahwa tugas perlu diatur;\n"),),
                             label="Menimbang : "),)),
        P("body", "", (
            bab("I", "KETENTUAN UMUM", pasal(
                "1", "Dalam Peraturan ini yang dimaksud dengan:\n",
                definisi("1", "Penilai Kinerja Contoh yang selanjutnya disebut Penilai adalah "
                              "orang yang menilai Kinerja.\n"),
                definisi("2", "Kinerja adalah hasil kerja.\n"),
            )),
            bab("II", "TATA CARA", pasal(
                "2",
                ayat("1", "Penilai menilai Kinerja setiap\ntriwulan dengan cara ter-\n",
                     derau("- 2 -\n"), "tulis. Kinerja dinilai jujur:\n",
                     huruf("a", "sekali; dan\n"), huruf("b", "tuntas.\n")),
                ayat("2", "Penilai Kinerja Contoh memberi tahu.\n"),
            ), pasal("3", "Peraturan ini berlaku.\n")),
        )),
        penjelasan(
            P("general", "", ("Umum sekali.\n",), label="I. UMUM\n"),
            tentang("2", ayat("1", "Yang dimaksud dengan “sekali” adalah satu kali.\n")),
            tentang("3", "Cukup jelas.\n"),
        ),
    )  # fmt: skip


SENTENCE = (
    "Setiap Penilai wajib memeriksa Kinerja pada Unit Kerja nomor {n} dan mencatat hasil "
    "pemeriksaan ke-{n} dalam Buku Catatan paling lambat {m} hari kerja setelah tanggal {d}, "
    "dengan memperhatikan beban kerja, ketersediaan sarana, dan keadaan setempat."
)


def big_law(articles: int = 400, chapters: int = 20) -> tuple[P, ...]:
    """A law of our own with so many articles, each of three paragraphs and some items."""
    words = ["Penilai", "Kinerja", "Unit Kerja", "Buku Catatan"]
    words += [f"Istilah {number}" for number in range(40)]
    first = pasal(
        "1", "Dalam Undang-Undang ini yang dimaksud dengan:\n",
        *(
            definisi(str(n), f"{word} adalah hal ke-{n} yang diatur dalam undang-undang contoh "
                             f"ini dan dicatat sebagaimana mestinya oleh yang berwenang.\n")
            for n, word in enumerate(words, start=1)
        ),
    )  # fmt: skip
    whole = [first]
    for number in range(2, articles + 1):
        facts = {"n": number, "m": number % 28 + 2, "d": number * 7 % 365}
        whole.append(
            pasal(
                str(number),
                *(
                    ayat(str(a), SENTENCE.format(**{**facts, "n": number * 10 + a}) + "\n",
                         huruf("a", f"daftar ke-{number}-{a};\n"),
                         huruf("b", f"berita acara ke-{number * a + 3}.\n"))
                    for a in (1, 2, 3)
                ),
            )
        )  # fmt: skip
    size = -(-articles // chapters)
    numerals = _romans()
    groups = [whole[start : start + size] for start in range(0, articles, size)]
    body = [
        bab(next(numerals), f"KETENTUAN TENTANG HAL KE-{place}", *group)
        for place, group in enumerate(groups, start=1)
    ]
    comments = [tentang(str(n), "Cukup jelas.\n") for n in range(1, articles + 1)]
    return (P("body", "", tuple(body)), penjelasan(*comments))


def _romans() -> Iterator[str]:
    tens = ["X" * count for count in range(4)]
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    yield from (ten + one for ten in tens for one in ones if ten + one)
