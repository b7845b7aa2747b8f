"""What guides and the help beside fields follow: rows only, in the transaction of the change."""

from typing import Any

from django.dispatch import receiver

from .domain import review
from .signals import guide_changed, regulation_changed


@receiver(guide_changed)
def rebuild_what_it_cites(sender: Any, page_id: int, **kwargs: Any) -> None:
    """A guide was published, moved or taken down."""
    review.follow_guide(page_id)


@receiver(regulation_changed)
def flag_what_cites_it(sender: Any, page_id: int, **kwargs: Any) -> None:
    """A regulation was published, moved or taken down."""
    review.follow_regulation(page_id)
