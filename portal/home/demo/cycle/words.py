"""How the story writes plans: indicators, results and whole plans. Data only, nothing of Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

YEARS = (2025, 2026)


@dataclass(frozen=True)
class Ind:
    """An indicator as the story tells it.

    Attributes:
        text: The indicator.
        target: Its target, or one for each of ``YEARS``.
        unit: What is counted; empty for a date or statement.
        aspect, adds, view: ``Aspect``, ``Accumulation`` and ``Perspective``.
        act: What is done for it in a period.
        done: What was done, in turns from period to period.
        source: On what the value rests.
        met: The value where it is no number.
    """

    text: str
    target: str | tuple[str, str]
    unit: str
    aspect: str = "quantity"
    adds: str = "cumulative"
    view: str = ""
    act: str = ""
    done: tuple[str, ...] = ()
    source: str = ""
    met: str = ""

    def target_in(self, year: int) -> str:
        """The target of a year; of a later one, the last that was set."""
        if isinstance(self.target, str):
            return self.target
        return self.target[min(year, YEARS[-1]) - YEARS[0]]


@dataclass(frozen=True)
class Res:
    """A planned result.

    ``supports``: number of the result of the leader's plan, or that result in
    words, or nothing. ``since``: the first year in which it is planned.
    """

    text: str
    indicators: tuple[Ind, ...]
    supports: int | str = ""
    kind: str = "main"
    assigned_by: str = ""
    since: int = YEARS[0]


@dataclass(frozen=True)
class Skp:
    """What a person plans, year after year."""

    who: str
    results: tuple[Res, ...]
    resources: str = ""
    accountability: str = ""
    consequences: str = ""
    approach: str = "quantitative"

    def results_in(self, year: int) -> tuple[Res, ...]:
        """The results of one year."""
        return tuple(one for one in self.results if one.since <= year)

    def indicators_in(self, year: int) -> list[Ind]:
        """Indicators of one year in the order of the forms: main results first."""
        results = sorted(self.results_in(year), key=lambda one: one.kind != "main")
        return [indicator for result in results for indicator in result.indicators]


def many(text: str, target: Any, unit: str, act: str = "", source: str = "", *done: str) -> Ind:
    """A quantity whose periods add up."""
    return Ind(text, target, unit, act=act, source=source, done=done)


def rate(text: str, target: Any, unit: str = "%", act: str = "", source: str = "",
         *done: str) -> Ind:
    """A quality that each period shows anew."""
    return Ind(text, target, unit, "quality", "per_period", act=act, source=source, done=done)


def level(text: str, target: Any, unit: str, act: str = "", source: str = "", *done: str) -> Ind:
    """A quality of which the last period counts."""
    return Ind(text, target, unit, "quality", "last", act=act, source=source, done=done)


def by(text: str, target: Any, met: str, act: str = "", source: str = "", *done: str) -> Ind:
    """A time that each period keeps or misses."""
    return Ind(text, target, "", "time", "per_period", act=act, source=source, done=done, met=met)


def share_of(ind: Ind, year: int, number: int, count: int) -> str:
    """The target of the ``number``-th of ``count`` periods (from 1): a part, or the whole."""
    whole = _whole(ind.target_in(year))
    if ind.adds != "cumulative" or whole is None:
        return ind.target_in(year)
    return str(whole * number // count - whole * (number - 1) // count)


# How far the periods lie from their target, in percent; no year is as even as its plan.
_WAVE = (0, 4, -6, 3, 0, 7, -3, 5, 0, -4, 6, 2)


def value_of(ind: Ind, year: int, number: int, count: int) -> str:
    """What a period reached: near its target, the same at every load."""
    if ind.met:
        return ind.met
    target = ind.target_in(year)
    wave = _WAVE[(len(ind.text) + number) % len(_WAVE)]
    whole = _whole(share_of(ind, year, number, count))
    if ind.adds == "cumulative" and whole is not None:
        return _dotted(max(0, whole + round(whole * wave / 100)))
    decimal = target.replace(",", ".")
    if not decimal.replace(".", "", 1).isdigit():
        return target
    reached = float(decimal) * (1 + wave / 300)
    if ind.adds == "last":
        reached = float(decimal) * (0.9 + 0.1 * number / count) + (0.4 if number == count else 0)
    if ind.unit == "%":
        reached = min(100.0, reached)
    return f"{reached:.1f}".removesuffix(".0").replace(".", ",")


def story_of(ind: Ind, number: int, value: str = "") -> str:
    """What was done in the period, in the words of the person."""
    if value == "0":
        return "Belum ada pada periode ini; dijadwalkan pada periode berikutnya."
    return ind.done[(number - 1) % len(ind.done)] if ind.done else ""


def _whole(text: str) -> int | None:
    digits = text.replace(".", "")
    return int(digits) if digits.isdigit() else None


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
