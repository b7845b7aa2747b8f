"""What block templates of a guide ask its reader, ``GuideReader`` in the context."""

from typing import Any

from django import template

from ..domain.wording import label_of

register = template.Library()


@register.simple_tag(takes_context=True)
def safe_text(context: Any, value: Any) -> Any:
    """Formatted text of an editor, held to what guides may contain."""
    return context["reader"].safe(value)


@register.simple_tag(takes_context=True)
def cited(context: Any, value: Any) -> Any:
    """The article of a citation block with its words of the day, or None."""
    return context["reader"].cited(value)


@register.filter
def part_name(key: str) -> str:
    """A part as people cite it: "Pasal 5 ayat (2)"."""
    return label_of(key)
