"""Editions of a regulation's text: closing, opening and publishing them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core import clock
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.transitions import move

from ..models import RegulationText
from ..states import PUBLISH, RETURN_EDITION, SUBMIT_EDITION


class EditionDiffers(DomainError):
    """The version of the page means another wording than the text now has."""


def freeze_edition(edition: RegulationText, *, actor: Actor, digest: str) -> None:
    """Close a draft with the wording that the page means.

    Raises:
        EditionDiffers: the draft was mended after the page was saved.
    """
    _same_wording(edition, digest)
    move(edition, SUBMIT_EDITION, actor=actor, changes={"digest": digest})


def reopen_edition(edition: RegulationText, *, actor: Actor, reason: str) -> None:
    """Let a closed edition that is not published be mended again."""
    move(edition, RETURN_EDITION, actor=actor, changes={"digest": ""}, detail=reason)


def publish_edition(edition: RegulationText, digest: str, *, actor: Actor) -> None:
    """Publish an edition; it never changes any more.

    Raises:
        EditionDiffers: its wording is not the one the page means.
    """
    _same_wording(edition, digest)
    move(
        edition, PUBLISH, actor=actor, changes={"digest": digest, "published_at": clock.now()}
    )


def _same_wording(edition: RegulationText, digest: str) -> None:
    if edition.digest_now() != digest:
        raise EditionDiffers(
            _(
                "The text of %(citation)s was changed after this version of the page was saved. "
                "Open the page, look at it, save it, and try again."
            )
            % {"citation": edition.regulation.citation}
        )
