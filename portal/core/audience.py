"""Who may see something: the vocabulary of tokens, their builders, and a user's own tokens.

A record carries tokens, a user holds tokens; a common one means "visible".
Sub-units and classes are expanded on the user's side, so that a change of
role acts at once and no record has to be written again. Nothing else in the
project writes or reads the text of a token.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal, cast

PUBLIC = "public"
STAFF = "staff"

Scope = Literal["unit", "team", "employee"]
_providers: list[Callable[[Any], Iterable[str]]] = []
_within_request: ContextVar[dict[int, frozenset[str]] | None] = ContextVar(
    "tokens_within_request", default=None
)


def person(employee_id: int) -> str:
    """The one employee."""
    return f"person:{employee_id}"


def unit(unit_id: int) -> str:
    """Everybody with a post in the unit, and whoever heads it or a unit above it."""
    return f"unit:{unit_id}"


def team(team_id: int) -> str:
    """The members and the lead of a work team."""
    return f"team:{team_id}"


def line(appraiser_assignment_id: int) -> str:
    """The appraiser of one appraiser assignment, and whoever prepares for them by mandate."""
    return f"line:{appraiser_assignment_id}"


def superior(appraiser_assignment_id: int) -> str:
    """The superior of the appraiser of one appraiser assignment."""
    return f"superior:{appraiser_assignment_id}"


def verify(scope: Scope, scope_id: int, period: int, class_name: str) -> str:
    """Named helpers who check evidence of a unit, team or employee in one period and class."""
    return f"verify:{scope}-{scope_id}:{period}:{class_name}"


def audit(unit_id: int, class_name: str) -> str:
    """Auditors of a unit for one class of confidentiality."""
    return f"audit:{unit_id}:{class_name}"


def case(objection_id: int) -> str:
    """Those who decide one objection."""
    return f"case:{objection_id}"


def group(group_id: int) -> str:
    """The members of a group of the installation, for pages that only they may read."""
    return f"group:{group_id}"


_NUMBERED = {"person", "unit", "team", "line", "superior"}


def held(tokens: Iterable[str], kind: str) -> set[int]:
    """Ids in a person's tokens of a kind: ``person``, ``unit``, ``team``, ``line``, ``superior``.

    For queries over records that keep no grant rows and build their tokens from their own facts.
    """
    if kind not in _NUMBERED:
        raise ValueError(kind)
    start = f"{kind}:"
    return {int(token[len(start) :]) for token in tokens if token.startswith(start)}


def audited_units(tokens: Iterable[str], class_name: str) -> set[int]:
    """Units that a person audits for one class of confidentiality."""
    parts = [token.split(":") for token in tokens if token.startswith("audit:")]
    return {int(unit_id) for _kind, unit_id, name in parts if name == class_name}


@dataclass(frozen=True)
class Check:
    """One thing a helper may check: of a unit, team or employee, in one period, of one class."""

    scope: Scope
    scope_id: int
    period: int
    class_name: str


def checks(tokens: Iterable[str]) -> list[Check]:
    """What a person may check as a helper."""
    found = []
    for token in tokens:
        if token.startswith("verify:"):
            _kind, scope, period, class_name = token.split(":")
            name, _dash, scope_id = scope.partition("-")
            found.append(Check(cast(Scope, name), int(scope_id), int(period), class_name))
    return found


def register_provider(provider: Callable[[Any], Iterable[str]]) -> None:
    """Let a package add tokens for a signed-in, active user."""
    if provider not in _providers:
        _providers.append(provider)


def tokens_for(user: Any) -> frozenset[str]:
    """All tokens ``user`` holds now. A superuser holds those of their posts and no others.

    Computed once within a request: lists, counts and single checks of one page
    ask many times, and must all answer from the same moment.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset({PUBLIC})
    known = _within_request.get()
    if known is not None and user.pk in known:
        return known[user.pk]
    tokens = {PUBLIC, STAFF}
    for provider in _providers:
        tokens.update(provider(user))
    result = frozenset(tokens)
    if known is not None:
        known[user.pk] = result
    return result


@contextmanager
def one_moment() -> Iterator[None]:
    """Within the block a person's tokens are computed once; the request middleware enters it."""
    reset = _within_request.set({})
    try:
        yield
    finally:
        _within_request.reset(reset)
