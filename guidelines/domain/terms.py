"""Where words that a regulation gives a meaning stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from ..importing.tree import Definition


class Glossary:
    """The definitions of one edition, ready to be found in sentences."""

    def __init__(self, definitions: Sequence[Definition] = ()) -> None:
        self.definitions = tuple(definitions)

    def __len__(self) -> int:
        return len(self.definitions)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, each in enumerate(self.definitions):
            for name in filter(None, (each.term, each.abbreviation, *each.also)):
                found.setdefault(name, number)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        if not names:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def pieces(self, text: str, *, inside: str = "") -> Iterator[tuple[str, int | None]]:
        """The text in pieces: ``(words, number of the definition or None)``.

        Each term once in a text, the longest at its place; never in its own
        definition, of which ``inside`` is the key.
        """
        if self._pattern is None:
            yield text, None
            return
        seen: set[int] = set()
        start = 0
        for match in self._pattern.finditer(text):
            number = self._by_name[match[0]]
            own = self.definitions[number].key
            if number in seen or (inside and f"{inside}/".startswith(f"{own}/")):
                continue
            seen.add(number)
            if match.start() > start:
                yield text[start : match.start()], None
            yield match[0], number
            start = match.end()
        if start < len(text):
            yield text[start:], None
