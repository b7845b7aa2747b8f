"""Small middlewares: a request id, compressed text, content policy, no caching of private pages."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .audience import one_moment

Handler = Callable[[HttpRequest], HttpResponse]

# Ours: no inline script or style, nothing from elsewhere.
STRICT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's admin still writes styles and a few scripts inline (8.0); it stays on its own address.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
ADMIN_PREFIX = "/cms/"


class RequestId:
    """Gives each request an id that history keeps, and one moment for a person's tokens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = str(uuid.uuid4())
        with one_moment():
            return self.get_response(request)


class CompressText(GZipMiddleware):
    """Sends pages and our styles, scripts and pictures of lines compressed.

    Nothing else: no answer but 200, no file of anybody, no part of one, no
    stream. Only the static files of whitenoise come as small files that are read
    here; in production they lie there compressed already and pass by.
    A compressed page has another length but the same meaning: its ETag becomes
    weak, and the weak one is understood when the browser comes back with it.
    """

    TYPES = frozenset(
        {
            "text/html", "text/css", "text/javascript", "application/javascript",
            "application/json", "image/svg+xml",
        }
    )  # fmt: skip
    LARGEST_STATIC = 1024 * 1024

    def process_request(self, request: HttpRequest) -> None:
        """Let whitenoise, which compares letter by letter, see the ETag that it gave."""
        asked = request.META.get("HTTP_IF_NONE_MATCH", "")
        if asked.startswith("W/") and self._is_static(request):
            request.META["HTTP_IF_NONE_MATCH"] = asked[2:]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """See the class."""
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.status_code != 200 or kind not in self.TYPES:
            return response
        if response.streaming:
            if request.method != "GET" or not self._is_static(request):
                return response
            is_large = int(response.headers.get("Content-Length", 0)) > self.LARGEST_STATIC
            if is_large or response.has_header("Content-Encoding"):
                return response
            response = self._read(response)
        return super().process_response(request, response)

    @staticmethod
    def _is_static(request: HttpRequest) -> bool:
        return request.path_info.startswith(settings.STATIC_URL)

    @staticmethod
    def _read(response: Any) -> HttpResponse:
        whole = HttpResponse(b"".join(response.streaming_content), headers=dict(response.items()))
        response.close()
        return whole


class ContentSecurityPolicy:
    """Says what a page may load. A view that serves foreign bytes sets its own, stricter one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PREFIX) else STRICT_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=()")
        return response


class ChosenLanguage:
    """Indonesian unless the person chose otherwise with the switch, which sets a cookie.

    Django's own middleware follows the browser; many office browsers are
    English while their people are not.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


class PrivateByDefault:
    """A page made for a signed-in person stays in no shared or disk cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
