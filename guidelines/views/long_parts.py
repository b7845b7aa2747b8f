"""Parts too long for one page: the list of what they hold, or their words page by page."""

from __future__ import annotations

from typing import Any

from ..domain.pages import nearest, page_with, pages_of
from ..domain.reading import Entry, parts
from ..domain.units import Unit
from ..importing.tree import Kind
from .facts import Reading

#: Letters. A longer chapter is shown as the list of what it holds, and a longer part without
#: inner parts in several pages: a page weighs at most 15 KB on the wire.
LONGEST_PAGE = 24_000
#: The field of the address that names a page of a long part.
PAGE = "halaman"


def has_listed_parts(reading: Reading, entry: Entry) -> bool:
    """Whether a part is shown as a list where it is long; all others are shown in pages."""
    return entry.kind != Kind.ARTICLE and bool(reading.contents.directly_in(entry))


def shown_page(reading: Reading, unit: Unit, asked: str) -> tuple[Unit, dict[str, Any] | None]:
    """What of a part stands on the page asked for, and the way to the pages beside it.

    The way is None where the part has one page only.
    """
    pages = pages_of(unit, LONGEST_PAGE)
    number, last = nearest(asked, len(pages)), len(pages)
    if last == 1:
        return unit, None
    way = {
        "number": number,
        "last": last,
        "before": _address(reading, unit.key, number - 1) if number > 1 else "",
        "after": _address(reading, unit.key, number + 1) if number < last else "",
    }
    return pages[number - 1], way


def page_address_of(reading: Reading, entry: Entry, key: str) -> str:
    """The address of the page on which a smaller part of ``entry`` begins; at most one query."""
    if reading.edition is None or has_listed_parts(reading, entry):
        return reading.address(entry.key)
    units = parts(reading.edition, [entry])
    number = page_with(pages_of(units[0], LONGEST_PAGE), key) if units else 1
    return _address(reading, entry.key, number)


def _address(reading: Reading, key: str, number: int) -> str:
    """The first page has the address of the part."""
    address = reading.address(key)
    if number == 1:
        return address
    return f"{address}{'&' if reading.query else '?'}{PAGE}={number}"


def commented(reading: Reading, entry: Entry) -> dict[str, str] | None:
    """The article that a part of the elucidation is about."""
    article = reading.contents.by_key.get(entry.key.removeprefix("penjelasan/"))
    if entry.kind != Kind.COMMENT or article is None:
        return None
    return {"label": article.label, "url": reading.address(article.key)}


def listed(reading: Reading, outer: Entry) -> list[dict[str, str]]:
    """The parts of a long part, articles of smaller parts among them."""
    found = []
    for entry in reading.contents.directly_in(outer):
        found.append({"label": reading.entry_label(entry), "url": reading.address(entry.key)})
        for article in reading.contents.articles_in(entry):
            url = reading.address(article.key)
            found.append({"label": article.label, "url": url, "is_inner": "yes"})
    return found
