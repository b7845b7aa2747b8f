"""A session that ends while somebody types: nothing typed is lost, nothing is sent twice.

For a page with a form, in place of ``login_required``::

    from portal.people.keep_typing import fill_in, keep_typing

    @keep_typing
    def upload(request):
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            ...
        else:
            form = fill_in(UploadForm(), request)
        return render(request, "evidence/evidence_upload.html", {"form": form})

A POST-only address whose form stands on another page names that page; what the
decorator returns to is then the page::

    @require_POST
    @keep_typing(page=lambda request, public_id: reverse("evidence:detail", args=[public_id]))
    def withdraw(request, public_id): ...

What happens: an anonymous GET goes to the sign-in page and comes back. An
anonymous POST is answered with 401: a sign-in form that carries what was typed
(texts and choices; no files, no passwords) as hidden inputs. After the sign-in
the form is shown again, filled in by ``fill_in`` and never sent by itself. A
request that prefers JSON gets ``401 {"message": …}`` instead.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, overload
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .forms import SignInForm

View = Callable[..., HttpResponseBase]
PageOf = Callable[..., str]
AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)

PREFIX = "typed."
"""Names of the carried inputs begin with it, so that they never meet the sign-in form's own."""
AGAIN = "typed-again"
"""Marks a POST that brings carried text back to its form, see ``home.views.csrf_failure``."""
SESSION_KEY = "kept_typing"
SHOWN_BY = "terisi"
"""Query key under which the form is shown filled in; without it the form is empty as always."""
MOST_CHARACTERS = 200_000
MOST_VALUES = 300


def prefers_json(request: HttpRequest) -> bool:
    """Whether a script asks: it names JSON in ``Accept``; browsers that open a page do not."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


class Typed:
    """What somebody typed into one form: ``pairs`` of name and value, small enough to carry.

    ``is_whole`` is False when something was too long; ``had_files`` tells that
    files were chosen, which no page can choose again for the person.
    """

    def __init__(self, pairs: list[tuple[str, str]], *, had_files: bool, is_whole: bool) -> None:
        self.pairs = pairs
        self.had_files = had_files
        self.is_whole = is_whole

    @classmethod
    def of_form(cls, request: HttpRequest) -> Typed:
        """From the POST of a form itself."""
        found = [
            (name, value)
            for name, values in request.POST.lists()
            if not _is_private(name)
            for value in values
        ]
        return cls._bounded(found, had_files=bool(request.FILES))

    @classmethod
    def carried(cls, request: HttpRequest) -> Typed:
        """From the hidden inputs of a sign-in form or of a "form is stale" page."""
        found = [
            (name.removeprefix(PREFIX), value)
            for name, values in request.POST.lists()
            if name.startswith(PREFIX) and not _is_private(name)
            for value in values
        ]
        return cls._bounded(found, had_files=bool(request.POST.get("typed-files")))

    @classmethod
    def _bounded(cls, found: list[tuple[str, str]], *, had_files: bool) -> Typed:
        pairs: list[tuple[str, str]] = []
        room = MOST_CHARACTERS
        for name, value in found[:MOST_VALUES]:
            size = len(name) + len(value)
            if size <= room:
                pairs.append((name, value))
                room -= size
        return cls(pairs, had_files=had_files, is_whole=len(pairs) == len(found))

    @property
    def inputs(self) -> list[tuple[str, str]]:
        """Names and values of the hidden inputs that carry it on."""
        hidden = [(PREFIX + name, value) for name, value in self.pairs]
        return [*hidden, ("typed-files", "1")] if self.had_files else hidden

    def keep(self, request: HttpRequest, address: str) -> str:
        """Put it into the session of a signed-in person; the address that shows it again."""
        if not self.pairs:
            return address
        path, _mark, query_text = address.partition("?")
        request.session[SESSION_KEY] = {
            "path": path, "pairs": self.pairs, "had_files": self.had_files,
            "is_whole": self.is_whole,
        }
        query = QueryDict(query_text, mutable=True)
        query[SHOWN_BY] = "1"
        return f"{path}?{query.urlencode()}"


def _is_private(name: str) -> bool:
    return name in {"csrfmiddlewaretoken", AGAIN} or "password" in name.lower()


@overload
def keep_typing(view: View) -> View: ...
@overload
def keep_typing(*, page: PageOf) -> Callable[[View], View]: ...


def keep_typing(view: View | None = None, *, page: PageOf | None = None) -> Any:
    """Let only signed-in people through, and keep what was typed when the session has ended.

    Args:
        page: from the view's own arguments, the address of the page with the
            form; the view's own address without it.
    """
    if view is None:
        return functools.partial(_decorate, page=page)
    return _decorate(view, page=page)


def _decorate(view: View, *, page: PageOf | None) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        address = page(request, *args, **kwargs) if page else request.get_full_path()
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request, address)
        if request.method == "POST":
            if AGAIN in request.POST:
                return redirect(Typed.carried(request).keep(request, address))
            _forget(request, urlsplit(address).path)
        else:
            _announce(request)
        return view(request, *args, **kwargs)

    guarded.keeps_typing = True  # type: ignore[attr-defined]  # asked by csrf_failure (2026-11-24)
    return guarded


def _ask_to_sign_in(request: HttpRequest, address: str) -> HttpResponseBase:
    response: HttpResponseBase
    if prefers_json(request):
        response = JsonResponse(
            {
                "message": _(
                    "Your session has ended. Sign in again in another tab, then send again. "
                    "What you typed is kept on this page."
                ),
                "sign_in_url": reverse("people:sign_in"),
            },
            status=401,
        )
    elif request.method in {"GET", "HEAD"}:
        return redirect_to_login(address)
    else:
        response = render_session_ended(request, Typed.of_form(request), address)
    # A scheme no browser knows: it asks for nothing itself and shows our page.
    response["WWW-Authenticate"] = "Session"
    response["Cache-Control"] = "no-store"
    return response


def render_session_ended(request: HttpRequest, typed: Typed, address: str) -> HttpResponse:
    """401: the sign-in form, with the sentence that what was typed is kept."""
    context = {"form": SignInForm(), "typed": typed, "next": address, "session_ended": True}
    return render(request, "people/sign_in.html", context, status=401)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    if SHOWN_BY not in request.GET:
        return None
    kept = request.session.get(SESSION_KEY)
    return kept if kept and kept["path"] == request.path else None


def _forget(request: HttpRequest, path: str) -> None:
    kept = request.session.get(SESSION_KEY)
    if kept and kept["path"] == path:
        del request.session[SESSION_KEY]


def _announce(request: HttpRequest) -> None:
    kept = _kept(request)
    if kept is None or request.method != "GET":
        return
    sentence = _(
        "What you typed before is filled in again. Nothing was sent yet: check it, then send."
    )
    if kept["had_files"]:
        sentence += " " + _("Files cannot be kept this way; choose them again.")
    if not kept["is_whole"]:
        sentence += " " + _("One entry was too long to be kept and is empty now.")
    messages.info(request, sentence)


def fill_in(form: AnyForm, request: HttpRequest) -> AnyForm:
    """Fill an unbound form with what was typed before the session ended; else leave it alone.

    Values stand as they were typed, also those that will be refused. Files
    stay empty.
    """
    kept = _kept(request)
    if kept is None or form.is_bound:
        return form
    data = QueryDict(mutable=True)
    for name, value in kept["pairs"]:
        data.appendlist(name, value)
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            continue
        form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
    return form
