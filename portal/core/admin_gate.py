"""Wagtail's admin exists only for those who work in it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from .atomic import View


def only_for_those_who_work_there(view: View) -> View:
    """Answer 404 to somebody signed in who has no access to Wagtail's admin.

    Wagtail sends them to the sign-in page, which knows them and sends them back.
    Visitors still get there, and come back once they have signed in.

    Raises:
        Http404: signed in, without the permission.
    """

    @wraps(view)
    def gated_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return view(request, *args, **kwargs)

    return gated_view
