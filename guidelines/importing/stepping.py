"""Taking a step of mending. Pure: a list of rows to another.

No step loses or moves a character: the source of all leaves joined stays the
same. Only ``Correct`` changes words, and keeps what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .numbers import slug
from .openings import (
    ARTICLE,
    BOOK,
    CHAPTER,
    LIST,
    PARAGRAPH,
    PART,
    QUOTED,
    REGION,
    SUBPART,
    WITHIN_REGION,
)  # fmt: skip
from .rows import UNIT_KINDS, UNNUMBERED, Row
from .steps import (
    Correct,
    Dissolve,
    Join,
    MakeHeading,
    Mark,
    MoveIn,
    MoveOut,
    Name,
    Reason,
    Split,
    Step,
    StepRefused,
)
from .tree import LEAVES, Kind

LONGEST_NUMBER = 20
LONGEST_HEADING = 400

_RANKS: dict[str, int] = {
    Kind.TITLE: REGION,
    Kind.PREAMBLE: REGION,
    Kind.BODY: REGION,
    Kind.CLOSING: REGION,
    Kind.ELUCIDATION: REGION,
    Kind.ANNEX: REGION,
    Kind.RECITALS: WITHIN_REGION,
    Kind.CITATIONS: WITHIN_REGION,
    Kind.FORMULA: WITHIN_REGION,
    Kind.GENERAL: WITHIN_REGION,
    Kind.COMMENTS: WITHIN_REGION,
    Kind.BOOK: BOOK,
    Kind.CHAPTER: CHAPTER,
    Kind.PART: PART,
    Kind.SUBPART: SUBPART,
    Kind.ARTICLE: ARTICLE,
    Kind.COMMENT: ARTICLE,
    Kind.QUOTED: QUOTED,
    Kind.PARAGRAPH: PARAGRAPH,
    Kind.POINT: LIST,
    Kind.SUBPOINT: LIST,
    Kind.DEFINITION: LIST,
}


def apply(rows: Sequence[Row], step: Step) -> list[Row]:
    """The rows after a step.

    Raises:
        StepRefused: it cannot be taken.
    """
    if not 0 <= step.position < len(rows):
        raise StepRefused(Reason.GONE)
    made = _STEPS[type(step)](rows, step)
    if made == list(rows):
        raise StepRefused(Reason.SAME)
    check(made)
    return made


def check(rows: Sequence[Row]) -> None:
    """Stop unless the rows are a tree whose units all hold something, and leaves words.

    Raises:
        StepRefused: they are not.
    """
    before = -1
    for place, row in enumerate(rows):
        follows = rows[place + 1].depth if place + 1 < len(rows) else -1
        if row.is_leaf:
            if not row.text and not row.source:
                raise StepRefused(Reason.NO_WORDS)
            if follows > row.depth:
                raise StepRefused(Reason.NO_NEIGHBOR)
        elif follows != row.depth + 1:
            raise StepRefused(Reason.EMPTIED)
        if row.depth > before + 1:
            raise StepRefused(Reason.NO_NEIGHBOR)
        before = row.depth


def lines_of(text: str) -> list[str]:
    """The lines of a leaf with their ends; joined they are the text."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def end_of(rows: Sequence[Row], position: int) -> int:
    """Position behind the last row in a row."""
    end = position + 1
    while end < len(rows) and rows[end].depth > rows[position].depth:
        end += 1
    return end


# --- Units ------------------------------------------------------------------------------


def _make_heading(rows: Sequence[Row], step: MakeHeading) -> list[Row]:
    leaf = _leaf(rows, step.position)
    if not (0 <= step.start < step.end <= len(leaf.text)):
        raise StepRefused(Reason.NO_PLACE)
    label = leaf.text[step.start : step.end]
    if not label.strip():
        raise StepRefused(Reason.NO_PLACE)
    unit = _named(Row(0, Kind.TEXT), step.kind, step.number, step.heading)
    depth = _depth_for(rows, step.position, unit.kind)
    made = list(rows[: step.position])
    pieces = _pieces(leaf, step.start, step.end)
    if pieces[0] is not None:
        made.append(pieces[0])
    made.append(unit._replace(depth=depth))
    if pieces[1] is not None:
        made.append(pieces[1]._replace(depth=depth + 1, kind=str(Kind.LABEL)))
    if pieces[2] is not None:
        made.append(pieces[2]._replace(depth=depth + 1, kind=str(Kind.TEXT)))
    made.extend(_adopted(rows, step.position, depth, _RANKS[unit.kind]))
    return made


def _pieces(leaf: Row, start: int, end: int) -> list[Row | None]:
    """A leaf in three, without the empty ones; the first keeps the source of a corrected one."""
    texts = [leaf.text[:start], leaf.text[start:end], leaf.text[end:]]
    found: list[Row | None] = [None, None, None]
    original = leaf.original
    for place, text in enumerate(texts):
        if text:
            found[place] = leaf._replace(text=text, original=original)
            original = ""
    return found


def _depth_for(rows: Sequence[Row], position: int, kind: str) -> int:
    """How deep a unit lies that opens in this leaf: in the nearest unit around of higher rank."""
    above = _around(rows, position)
    if _RANKS[kind] == LIST:
        # An item lies beside the last one of its kind, or in whatever is open.
        for place in reversed(above):
            if _RANKS.get(rows[place].kind) != LIST:
                break
            if rows[place].kind == kind:
                return rows[place].depth
        return len(above)
    while above and _RANKS[rows[above[-1]].kind] >= _RANKS[kind]:
        above.pop()
    return len(above)


def _adopted(rows: Sequence[Row], position: int, depth: int, rank: int) -> list[Row]:
    """The rows behind a leaf in which a unit of ``depth`` and ``rank`` opened.

    Up to the next unit of the same or a higher rank they lie in it; units around
    the leaf that the new one closed end there, what is left of them goes beside it.
    """
    inside = True
    made: list[Row] = []
    # Depth of the next row by how deep it was, as its unit then may have moved.
    child_depth = dict.fromkeys(range(depth, rows[position].depth + 1), depth + 1)
    for place in range(position + 1, len(rows)):
        row = rows[place]
        if row.depth < depth:
            return made + list(rows[place:])
        moved = child_depth[row.depth]
        ends = not row.is_leaf and _RANKS[row.kind] <= rank
        if inside and moved == depth + 1 and ends:
            inside = False
            moved = depth
            child_depth |= dict.fromkeys(range(depth, row.depth + 1), depth)
        made.append(row._replace(depth=moved))
        child_depth[row.depth + 1] = moved + 1
    return made


def _name(rows: Sequence[Row], step: Name) -> list[Row]:
    unit = _unit(rows, step.position)
    return _replaced(rows, step.position, _named(unit, step.kind, step.number, step.heading))


def _named(row: Row, kind: str, number: str, heading: str) -> Row:
    if kind not in UNIT_KINDS:
        raise StepRefused(Reason.NOT_UNIT)
    number, heading = " ".join(number.split()), " ".join(heading.split())
    if len(heading) > LONGEST_HEADING:
        raise StepRefused(Reason.LONG_HEADING)
    if kind in UNNUMBERED:
        is_good = not number
    else:
        is_good = bool(slug(number)) or (kind == Kind.ANNEX and not number)
    if not is_good or len(number) > LONGEST_NUMBER:
        raise StepRefused(Reason.BAD_NUMBER)
    return row._replace(kind=str(kind), number=number, heading=heading, text="")


def _dissolve(rows: Sequence[Row], step: Dissolve) -> list[Row]:
    unit = _unit(rows, step.position)
    end = end_of(rows, step.position)
    before = _before(rows, step.position)
    goes_on = before is not None and not rows[before].is_leaf
    inside = [
        row._replace(
            depth=row.depth if goes_on else row.depth - 1,
            kind=str(Kind.TEXT)
            if row.kind == Kind.LABEL and row.depth == unit.depth + 1
            else row.kind,
        )
        for row in rows[step.position + 1 : end]
    ]
    return [*rows[: step.position], *inside, *rows[end:]]


def _move_in(rows: Sequence[Row], step: MoveIn) -> list[Row]:
    _movable(rows, step.position)
    before = _before(rows, step.position)
    if before is None or rows[before].is_leaf:
        raise StepRefused(Reason.NO_NEIGHBOR)
    return _shifted(rows, step.position, end_of(rows, step.position), 1)


def _move_out(rows: Sequence[Row], step: MoveOut) -> list[Row]:
    row = _movable(rows, step.position)
    if row.depth == 0:
        raise StepRefused(Reason.OUTERMOST)
    around = _around(rows, step.position)[-1]
    if around == step.position - 1:
        raise StepRefused(Reason.EMPTIED)
    return _shifted(rows, step.position, end_of(rows, around), -1)


# --- Leaves -----------------------------------------------------------------------------


def _split(rows: Sequence[Row], step: Split) -> list[Row]:
    leaf = _leaf(rows, step.position)
    if not 0 < step.at < len(leaf.text):
        raise StepRefused(Reason.NO_PLACE)
    pieces = [piece for piece in _pieces(leaf, step.at, len(leaf.text)) if piece is not None]
    return [*rows[: step.position], *pieces, *rows[step.position + 1 :]]


def _join(rows: Sequence[Row], step: Join) -> list[Row]:
    leaf = _leaf(rows, step.position)
    before = rows[step.position - 1] if step.position else None
    if before is None or not before.is_leaf or before.depth != leaf.depth:
        raise StepRefused(Reason.NO_NEIGHBOR)
    is_corrected = before.is_corrected or leaf.is_corrected
    joined = before._replace(
        text=before.text + leaf.text,
        is_corrected=is_corrected,
        original=before.source + leaf.source if is_corrected else "",
    )
    return [*rows[: step.position - 1], joined, *rows[step.position + 1 :]]


def _correct(rows: Sequence[Row], step: Correct) -> list[Row]:
    leaf = _leaf(rows, step.position)
    if not step.text.strip():
        raise StepRefused(Reason.NO_WORDS)
    if step.text == leaf.source:
        mended = leaf._replace(text=leaf.source, is_corrected=False, original="")
    else:
        mended = leaf._replace(text=step.text, is_corrected=True, original=leaf.source)
    return _replaced(rows, step.position, mended)


def _mark(rows: Sequence[Row], step: Mark) -> list[Row]:
    leaf = _leaf(rows, step.position)
    if step.kind not in LEAVES:
        raise StepRefused(Reason.NOT_WORDS)
    return _replaced(rows, step.position, leaf._replace(kind=str(step.kind)))


# --- Helpers ----------------------------------------------------------------------------


def _leaf(rows: Sequence[Row], position: int) -> Row:
    if not rows[position].is_leaf:
        raise StepRefused(Reason.NOT_WORDS)
    return rows[position]


def _unit(rows: Sequence[Row], position: int) -> Row:
    if rows[position].is_leaf:
        raise StepRefused(Reason.NOT_UNIT)
    return rows[position]


def _movable(rows: Sequence[Row], position: int) -> Row:
    if rows[position].kind == Kind.LABEL:
        raise StepRefused(Reason.NOT_UNIT)
    return rows[position]


def _replaced(rows: Sequence[Row], position: int, row: Row) -> list[Row]:
    return [*rows[:position], row, *rows[position + 1 :]]


def _shifted(rows: Sequence[Row], start: int, end: int, levels: int) -> list[Row]:
    moved = [row._replace(depth=row.depth + levels) for row in rows[start:end]]
    return [*rows[:start], *moved, *rows[end:]]


def _around(rows: Sequence[Row], position: int) -> list[int]:
    """Positions of the units around a row, the outermost first."""
    found: list[int] = []
    depth = rows[position].depth
    for place in range(position - 1, -1, -1):
        if depth == 0:
            break
        if rows[place].depth < depth:
            depth = rows[place].depth
            found.append(place)
    return found[::-1]


def _before(rows: Sequence[Row], position: int) -> int | None:
    """The row before this one in the same unit."""
    for place in range(position - 1, -1, -1):
        if rows[place].depth < rows[position].depth:
            return None
        if rows[place].depth == rows[position].depth:
            return place
    return None


_STEPS: dict[type, Callable[..., list[Row]]] = {
    MakeHeading: _make_heading,
    Name: _name,
    Split: _split,
    Join: _join,
    Correct: _correct,
    MoveIn: _move_in,
    MoveOut: _move_out,
    Mark: _mark,
    Dissolve: _dissolve,
}
