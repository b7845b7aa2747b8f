"""Formatted text of editors made safe at the moment it is shown.

Wagtail keeps to its features when text comes through its editor; a row that came
another way, or was pasted before a feature was taken away, is held to them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: What ``blocks.FEATURES`` can make, by the names that Wagtail stores.
ELEMENTS = frozenset({"p", "b", "strong", "i", "em", "ul", "ol", "li"})
VOID = frozenset({"br", "hr"})
#: Their text is no text for readers.
DROPPED = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "noscript"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def page_links(sources: Iterable[str]) -> set[int]:
    """Ids of the pages that texts link to."""
    found: set[int] = set()
    for source in sources:
        reader = _Links()
        reader.feed(source)
        found |= reader.pages
    return found


def safe_html(source: str, addresses: Mapping[int, str]) -> SafeString:
    """The text with our elements only; a link to a page that nobody may read becomes its words.

    ``addresses``: of the pages that the reader may read, by id.
    """
    cleaner = _Cleaner(addresses)
    cleaner.feed(source)
    cleaner.close()
    # Built of our own names and escaped words only.
    return mark_safe(cleaner.finished())


def plain_text(source: str) -> str:
    """The words alone."""
    cleaner = _Cleaner({})
    cleaner.feed(source)
    cleaner.close()
    return " ".join("".join(cleaner.words).split())


def _page_id(attributes: Mapping[str, str | None]) -> int | None:
    given = attributes.get("id") or ""
    return int(given) if attributes.get("linktype") == "page" and given.isdecimal() else None


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pages: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = _page_id(dict(attrs)) if tag == "a" else None
        if page is not None:
            self.pages.add(page)


class _Cleaner(HTMLParser):
    """Writes again what it knows, closes what was left open, drops the rest."""

    def __init__(self, addresses: Mapping[int, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses = addresses
        self.pieces: list[str] = []
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropping += 1
        if self.dropping:
            return
        if tag in VOID:
            self.pieces.append(f"<{tag}>")
            self.words.append(" ")
        elif tag in ELEMENTS:
            self.pieces.append(f"<{tag}>")
            self.open.append((tag, True))
        elif tag == "a":
            address = self._address(dict(attrs))
            if address:
                self.pieces.append(f'<a href="{escape(address)}">')
            self.open.append((tag, bool(address)))

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self.dropping = max(0, self.dropping - 1)
            return
        if self.dropping or tag not in {name for name, _shown in self.open}:
            return
        while True:
            name, is_shown = self.open.pop()
            if is_shown:
                self.pieces.append(f"</{name}>")
            if name == tag:
                break
        if tag in {"p", "li"}:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.pieces.append(escape(data))
            self.words.append(data)

    def finished(self) -> str:
        """All that was read, with what is still open closed."""
        ends = [f"</{name}>" for name, is_shown in reversed(self.open) if is_shown]
        return "".join([*self.pieces, *ends])

    def _address(self, attributes: Mapping[str, str | None]) -> str:
        page = _page_id(attributes)
        if page is not None:
            return self.addresses.get(page, "")
        if attributes.get("linktype"):
            return ""
        given = (attributes.get("href") or "").strip()
        try:
            parts = urlsplit(given)
        except ValueError:
            return ""
        if parts.scheme.lower() in SCHEMES:
            return given
        is_ours = not parts.scheme and not parts.netloc and given.startswith(("/", "#"))
        return given if is_ours and not given.startswith(("//", "/\\")) else ""
