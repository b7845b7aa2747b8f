"""Refusals whose message is meant for the person."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the office says no. ``str()`` is a whole sentence, shown to the user as it is."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class TransitionRefused(DomainError):
    """The record is not, or no longer, in a state from which the move is lawful."""


def first_message(error: Exception) -> str:
    """The first sentence of a ``DomainError`` or ``ValidationError``, for a notification."""
    messages = getattr(error, "messages", None)
    return str(messages[0]) if messages else str(error)
