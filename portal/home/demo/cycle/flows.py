"""The usual course of a period, from its action plan to its received evaluation, as events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from ..events import Event
from .checking import Checked
from .periods import AcceptedRealizations, ActionPlanned, AgreedActionPlan, Proof, Realized
from .plans import AgreedPlan, Planned
from .rating import Rated, Received, Said
from .words import Skp

NO_EXPECTATIONS: Mapping[int, str] = {}


def working(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def at(first_of: str, months: int, day: int, time: str) -> str:
    """An instant ``months`` after the month ``2025-03``, on a day that is no weekend."""
    year, month = (int(part) for part in first_of.split("-"))
    index = year * 12 + month - 1 + months
    return f"{working(date(index // 12, index % 12 + 1, day))} {time}"


def agreed(
    skp: Skp, year: int, written: str, decided: str, expects: Mapping[int, str] = NO_EXPECTATIONS
) -> tuple[Event, ...]:
    """A plan is written and handed in, and agreed some days later; both ``01-20`` of the year."""
    return (
        Planned(f"{year}-{written}", skp.who, skp, year),
        AgreedPlan(f"{year}-{decided}", skp.who, year, expects),
    )


def planned(
    skp: Skp, period: str, number: int, count: int, kinds: Mapping[int, tuple[str, ...]]
) -> tuple[Event, ...]:
    """The action plan at the beginning of a period, in January after the plan; agreed soon."""
    day = 24 if period.endswith("-01") else 4
    return (
        ActionPlanned(
            at(period, 0, day, "09.10"), skp.who, skp, period, number, count, kinds=kinds
        ),
        AgreedActionPlan(at(period, 0, day + 2, "15.20"), skp.who, period),
    )


def filed(
    skp: Skp, period: str, number: int, count: int, proofs: Iterable[Proof] = (), *,
    span: int = 1, checker: str = "", values: Mapping[int, str] | None = None,
) -> tuple[Event, ...]:
    """What was reached is handed in after the period of ``span`` months, checked and accepted."""
    proofs = tuple(proofs)
    checked = (Checked(at(period, span, 6, "13.10"), skp.who, period, by=checker),)
    return (
        Realized(at(period, span, 5, "08.10"), skp.who, skp, period, number, count, proofs=proofs,
                 values=values or {}),
        *(checked if proofs else ()),
        AcceptedRealizations(at(period, span, 8, "13.50"), skp.who, period),
    )


def rated(
    who: str, period: str, *, span: int = 1, said: str = "", place: int = 1, received: bool = True,
    **rating: Any,
) -> tuple[Event, ...]:
    """Feedback, rating and delivery after a period; received three days later."""
    spoken = (Said(at(period, span, 9, "09.40"), who, period, said, place),) if said else ()
    taken = (Received(at(period, span, 13, "14.10"), who, period),) if received else ()
    return (*spoken, Rated(at(period, span, 10, "14.30"), who, period, **rating), *taken)


def half_year(
    skp: Skp, year: int, span: int, first: Iterable[Proof] = (), second: Iterable[Proof] = (),
    values: tuple[Mapping[int, str], Mapping[int, str]] = ({}, {}),
) -> tuple[Event, ...]:
    """Filed twice a year; ``span`` months are a period: 1 of a month, 3 of a quarter."""
    months = ("06", "12") if span == 1 else ("04", "10")
    return (
        *filed(skp, f"{year}-{months[0]}", 1, 2, first, span=span, values=values[0]),
        *filed(skp, f"{year}-{months[1]}", 2, 2, second, span=span, values=values[1]),
    )
