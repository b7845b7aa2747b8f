"""Whether a regulation holds on a date, from what others do to it (domain.md 5.1 and 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..kinds import RelationKind
from ..states import Force


@dataclass(frozen=True)
class Act:
    """One regulation amends or revokes another.

    Attributes:
        kind: what it does.
        since: first day on which that counts; None where nobody wrote one: it counts.
        key: the part to which it is done; empty: to all of it.
        by: the regulation that does it.
    """

    kind: str
    since: date | None
    key: str = ""
    by: Any = None

    def counts_on(self, on: date) -> bool:
        """Whether it had begun."""
        return self.since is None or self.since <= on

    def concerns(self, key: str) -> bool:
        """Whether the part, something around it or something in it is meant."""
        mine, other = f"{self.key}/", f"{key}/"
        return not self.key or mine.startswith(other) or other.startswith(mine)


@dataclass(frozen=True)
class Status:
    """Force on a date.

    Attributes:
        force: the word for it.
        since: since when; None where no date is written.
        by: the acts that made it so, the oldest first.
        coming: acts that are known but begin later, the next first.
    """

    force: Force
    since: date | None = None
    by: tuple[Act, ...] = ()
    coming: tuple[Act, ...] = ()


def force_on(begins_on: date | None, acts: Iterable[Act], on: date) -> Status:
    """The status on a day.

    A revoked regulation stays revoked even if the revoking one is revoked (UU
    12/2011 annex II item 229): what became of the subjects is not asked. It may be
    revoked before it begins (item 149). What only cites, implements or explains
    changes nothing.
    """
    changing = [act for act in acts if act.kind in {RelationKind.AMENDS, RelationKind.REVOKES}]
    ordered = sorted(changing, key=lambda act: act.since or date.min)
    done = [act for act in ordered if act.counts_on(on)]
    coming = tuple(act for act in ordered if not act.counts_on(on))
    revoked = tuple(act for act in done if act.kind == RelationKind.REVOKES and not act.key)
    partly = [act for act in done if act.kind == RelationKind.REVOKES and act.key]
    if revoked:
        return Status(Force.REVOKED, revoked[0].since, revoked)
    if begins_on is not None and on < begins_on:
        return Status(Force.NOT_YET, begins_on, coming=coming)
    if partly:
        return Status(Force.PARTLY_REVOKED, begins_on, tuple(done), coming)
    if done:
        return Status(Force.AMENDED, begins_on, tuple(done), coming)
    return Status(Force.IN_FORCE, begins_on, coming=coming)
