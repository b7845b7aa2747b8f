"""Makes the documents of the next events on the second core, while the present file is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

from .documents.paper import Paper

DEPTH = 4


class PapersAhead:
    """Bytes of papers, a few of them begun before they are asked for.

    ``wanted``: papers with the day of their filing, in the order of the story.
    A paper is made of its own facts alone, so a thread may make it.
    """

    def __init__(self, wanted: Iterable[tuple[Paper, date]] = ()) -> None:
        self._wanted = deque(wanted)
        self._begun: dict[tuple[int, date], Future[bytes]] = {}
        self._pool = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> PapersAhead:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def make(self, paper: Paper, day: date) -> bytes:
        """The bytes of a paper; the next ones are begun."""
        while self._wanted and len(self._begun) < DEPTH:
            one, on = self._wanted.popleft()
            self._begun[id(one), on] = self._pool.submit(one.make, on)
        begun = self._begun.pop((id(paper), day), None)
        return begun.result() if begun is not None else paper.make(day)
