"""What the page carried and the law does not: running heads, page numbers, catchwords.

Nothing is dropped: the spans found here become leaves of their own kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_PAGE = r"[-–—_~][ \t]*[0-9OoIlSBtT]{1,3}[ \t]*[-–—_~]"
_STATE = r"R[ ]?[EF][A-Z. ^'I]{3,8}[ ]INDO[A-Z]{2,5}"
_RUNNING = re.compile(
    # "PRESIDEN REPUBLIK INDONESIA - 3 -", also as "trRESTDEN REPUBLIK INDONESIA -20-"
    rf"(?<!\S)[A-Za-z^.]{{3,10}}[ ]?[A-Z]{{0,4}}[ ]{_STATE}[ \t\n]*{_PAGE}"
    rf"|(?<!\S){_PAGE}[ \t\n]*P[A-Z ]{{6,9}}[ ]{_STATE}(?!,)"
    r"|(?<!\S)SK[ ]?N[oO0][ .]?[ ]?[0-9OoIl](?:[ ]?[0-9OoIl]){3,6}(?:[ ]?[A-E](?!\w))?"
    rf"|(?m:^[ \t]*{_PAGE}[ \t]*$)"
    r"|(?m:^[ \t]*(?:SALINAN|[hH]al(?:aman)?[ .]{1,2}[0-9]{1,3})[ \t]*$)"
    r"|(?<!\S)(?:https?://)?(?:www|jdih|peraturan)\.[a-z0-9.-]{3,40}\.(?:go\.)?id(?:/\S{0,60})?"
    r"|(?m:^[ \t]*PRESIDEN[ \t]*\n[ \t]*REPUBLIK[ ]INDONESIA[ \t]*$)(?=\s*[-–(a-z])"
)
_AHEAD = re.compile(
    r"(?m)^[ \t]*(?P<heading>(?:Pasal|BAB)[ ][0-9A-Za-z]{1,6})[ \t]*\r?\n"
    r"(?=(?P<between>(?:.|\n){0,120}?)(?<!\w)(?P=heading)(?!\w))"
)
# "Isi." and "Hapus" are text of an article, "REPUBLIK INDONESIA" and "- 3 -" are of a page
_PROSE = re.compile(r"[a-z]{3}|[A-Z][a-z]{2}|(?<![A-Za-z])[A-Za-z][a-z][.;:]")
_DOTS = re.compile(r"[ ]?(?:…|\.(?:[ ]?\.){1,4}|(?<=\w)[ ]\.(?=[ ]*\n))")
_LONGEST_CATCHWORD = 40


def find_noise(text: str) -> list[Span]:
    """Spans of noise, in order, none touching another."""
    spans = sorted(
        [
            *((match.start(), match.end()) for match in _RUNNING.finditer(text)),
            *_catchwords(text),
            *_headings_ahead(text),
        ]
    )
    apart: list[Span] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _catchwords(text: str) -> Iterator[Span]:
    """The first words of the next page at the foot of a page: "(2) Dalam . . .\n(2) Dalam hal"."""
    for dots in _DOTS.finditer(text):
        after = text[dots.end() : dots.end() + 400].lstrip()
        running = _RUNNING.match(after)
        if running:
            after = after[running.end() :].lstrip()
        for length in range(min(_LONGEST_CATCHWORD, dots.start(), len(after)), 2, -1):
            start = dots.start() - length
            if text[start : dots.start()] == after[:length] and not text[start].isspace():
                if start == 0 or text[start - 1].isspace():
                    yield start, dots.end()
                break


def _headings_ahead(text: str) -> Iterator[Span]:
    """A heading at the foot of a page that stands again on the next, with no words between.

    With words of its own between, the heading is doubled, not carried.
    """
    for match in _AHEAD.finditer(text):
        if not _PROSE.search(_RUNNING.sub("", match["between"])):
            yield match.start(), match.end()


class Noise:
    """The spans of one text, asked by place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def ending_before(self, text: str, place: int) -> int | None:
        """Start of the noise between which and ``place`` only white space stands."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return None
        start, end = self._spans[at]
        if start < place and end <= place and place - end < 40 and not text[end:place].strip():
            return start
        return None

    def covers(self, place: int) -> bool:
        """Whether ``place`` lies in noise."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and self._spans[at][0] <= place < self._spans[at][1]

    def within(self, start: int, end: int) -> Iterator[Span]:
        """The pieces of noise between two places."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._spans) and self._spans[at][0] < end:
            left, right = max(start, self._spans[at][0]), min(end, self._spans[at][1])
            if left < right:
                yield left, right
            at += 1
