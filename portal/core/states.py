"""What a lawful move between two states is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """One row of a state table.

    ``permission`` is asked of the acting person with the record;
    ``by_system`` lets a named system actor make the move instead.
    """

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    by_system: bool = False
