"""The steps by which an editor mends the structure of a text, and why one may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a step cannot be taken."""

    GONE = "gone"
    """There is no such row."""
    NOT_WORDS = "not_words"
    """It needs a leaf and this is a unit."""
    NOT_UNIT = "not_unit"
    """It needs a unit and this is a leaf."""
    NO_PLACE = "no_place"
    """The words are not in the leaf, or nothing would be left on one side."""
    BAD_NUMBER = "bad_number"
    """The kind needs a number, has none, or the number is no number."""
    LONG_HEADING = "long_heading"
    NO_NEIGHBOR = "no_neighbor"
    """Nothing stands before it with which, or into which, it could go."""
    OUTERMOST = "outermost"
    """It lies in nothing."""
    EMPTIED = "emptied"
    """A unit would be left without words."""
    NO_WORDS = "no_words"
    """A leaf would be left without words."""
    SAME = "same"
    """Nothing would change."""


class StepRefused(ValueError):
    """The step cannot be taken; nothing was changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MakeHeading:
    """``text[start:end]`` of a leaf opens a unit; what follows of lower rank comes to lie in it."""

    position: int
    start: int
    end: int
    kind: str
    number: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Kind, number and heading of a unit."""

    position: int
    kind: str
    number: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A leaf becomes two at ``text[at]``."""

    position: int
    at: int


@dataclass(frozen=True, slots=True)
class Join:
    """A leaf is joined to the leaf right before it."""

    position: int


@dataclass(frozen=True, slots=True)
class Correct:
    """A leaf says ``text``; its source is kept. The source itself undoes all corrections."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class MoveIn:
    """A row goes, with all in it, to the end of the unit before it."""

    position: int


@dataclass(frozen=True, slots=True)
class MoveOut:
    """The unit around a row ends before it: the row and all behind it there go one level out."""

    position: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A leaf is text of the law, noise of the page, or the label of its unit."""

    position: int
    kind: str


@dataclass(frozen=True, slots=True)
class Dissolve:
    """A unit was none: its words go on in the unit before it, or in the one around."""

    position: int


Step = MakeHeading | Name | Split | Join | Correct | MoveIn | MoveOut | Mark | Dissolve
