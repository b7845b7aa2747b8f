"""Which live pages a visitor may read: the view restrictions of Wagtail as a query.

Wagtail answers this for one page and one request only; lists, search and
parity tests need it for many. A shared password opens nothing here: whoever
knows it is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from portal.core import audience


def below(path: str) -> Q:
    """The page with this tree path and everything under it."""
    return Q(path__startswith=path)


def is_open_to(restriction: PageViewRestriction, user: Any, groups: frozenset[int]) -> bool:
    """Whether one restriction lets a visitor through; superusers are nobody special."""
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return bool(user is not None and user.is_authenticated and user.is_active)
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return bool(groups & {group.pk for group in restriction.groups.all()})
    return False


def closed_paths(user: Any) -> list[str]:
    """Tree paths below which ``user`` may read nothing. Two queries, and one for the groups."""
    groups: frozenset[int] = frozenset()
    if user is not None and user.is_authenticated and user.is_active:
        groups = frozenset(user.groups.values_list("pk", flat=True))
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    return [each.page.path for each in restrictions if not is_open_to(each, user, groups)]


class ReadablePages(PageQuerySet):
    """Pages by who may read them."""

    def visible_to(self, user: Any) -> ReadablePages:
        """Live pages that no restriction closes to ``user``."""
        pages = self.live()
        for path in closed_paths(user):
            pages = pages.exclude(below(path))
        return pages


def group_tokens(user: Any) -> list[str]:
    """Tokens of a signed-in user's groups, of those that open a page; one query, for ``audience``.

    Together with ``reader_tokens`` this is ``visible_to`` for the search index.
    """
    named = PageViewRestriction.groups.through.objects.filter(group__user=user)
    return [audience.group(pk) for pk in named.values_list("group", flat=True).distinct()]


def reader_tokens(page: Any, restrictions: Iterable[PageViewRestriction]) -> frozenset[str]:
    """Tokens of those who may read a page, for the search index; none closes it to everybody.

    ``restrictions``: all that exist, with their pages and groups loaded.
    Several restrictions above each other must all hold; where a single token
    cannot say that, the page is left out rather than shown to too many.
    """
    if not page.live:
        return frozenset()
    needs_sign_in = False
    groups: frozenset[int] | None = None
    for each in restrictions:
        if not page.path.startswith(each.page.path):
            continue
        if each.restriction_type == PageViewRestriction.LOGIN:
            needs_sign_in = True
        elif each.restriction_type == PageViewRestriction.GROUPS:
            named = frozenset(group.pk for group in each.groups.all())
            groups = named if groups is None else groups & named
        else:
            return frozenset()
    if groups is not None:
        return frozenset(audience.group(pk) for pk in groups)
    return frozenset({audience.STAFF if needs_sign_in else audience.PUBLIC})
