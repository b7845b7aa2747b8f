"""The language of the page, for texts that are kept in both."""

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader chose English; otherwise the page is Indonesian."""
    return (get_language() or "").startswith("en")
