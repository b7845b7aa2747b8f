"""Words that a regulation gives a meaning, and where they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_MEANS = re.compile(r"\s*,?\s+(?:adalah|ialah|merupakan|yaitu|meliputi)\b")
_SHORT = re.compile(
    r"\s*,?\s+(?:yang\s+)?(?:selanjutnya|berikutnya|kemudian)\s+"
    r"(?:disingkat|disebut)(?:\s+(?:dengan|sebagai|juga))?\s+"
)
_LONGEST_TERM = 160


@dataclass(frozen=True)
class Defined:
    """A term with its short forms, its whole sentence, and the key where that stands."""

    term: str
    also: tuple[str, ...]
    text: str
    key: str


def defined_in(sentence: str, key: str) -> Defined | None:
    """What one item of the article of definitions defines; None where it has no such form."""
    text = " ".join(sentence.split())
    means = _MEANS.search(text)
    head = text[: means.start()] if means else ""
    if not head or len(head) > 2 * _LONGEST_TERM:
        return None
    names = [name.strip(' ,"“”') for name in _SHORT.split(head)]
    names = [name for name in names if name]
    if not names or not names[0][:1].isupper() or len(names[0]) > _LONGEST_TERM:
        return None
    return Defined(names[0], tuple(names[1:]), text, key)


class Glossary:
    """The definitions of one edition, ready to be found in sentences."""

    def __init__(self, definitions: Sequence[Defined] = ()) -> None:
        self.definitions = tuple(definitions)

    def __len__(self) -> int:
        return len(self.definitions)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, each in enumerate(self.definitions):
            for name in (each.term, *each.also):
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
