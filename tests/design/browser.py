"""A real browser before the real middleware, without a socket.

Requests of the page are answered by Django's test client and the static files
finders; answers of the upload addresses are given by the test, as the network is.
"""

import json
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Request, Route

ORIGIN = "http://portal.test"
Answer = tuple[int, dict[str, Any] | str] | None
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@dataclass
class Portal:
    """Serves ``page``; ``answers`` maps a path to a function from the request to an answer.

    An answer is (status, JSON or HTML); None means that the line is lost.
    """

    page: Page
    client: Client = field(default_factory=Client)
    answers: dict[str, Callable[[Request], Answer]] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Playwright calls back in a context of its own, where Django would open a second
        # connection that does not see the rows of the test.
        context = copy_context()
        # A view that fails gives its 500, as a server does.
        self.client.raise_request_exception = False
        self.page.route("**/*", lambda route: context.copy().run(self._answer, route))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.errors.append(line.text) if "Content Security" in line.text else None,
        )

    def open(self, path: str) -> int:
        """Go to ``path`` and give the status."""
        response = self.page.goto(ORIGIN + path)
        assert response is not None
        return response.status

    def posts(self, path: str) -> list[Request]:
        """Requests that sent something to ``path``."""
        return [r for r in self.seen if r.method == "POST" and urlsplit(r.url).path == path]

    def _answer(self, route: Route) -> None:
        request = route.request
        address = urlsplit(request.url)
        self.seen.append(request)
        if address.path.startswith("/static/"):
            found = finders.find(address.path.removeprefix("/static/"))
            return route.fulfill(path=found) if found else route.fulfill(status=404)
        given = self.answers.get(address.path)
        if given is not None and request.method == "POST" or address.path.startswith("/status"):
            answer = given(request) if given else (404, {})
            if answer is None:
                return route.abort()
            status, body = answer
            if isinstance(body, str):
                return route.fulfill(status=status, body=body, content_type="text/html")
            return route.fulfill(
                status=status, body=json.dumps(body), content_type="application/json"
            )
        response = self.client.generic(
            request.method,
            f"{address.path}?{address.query}",
            request.post_data_buffer or b"",
            content_type=request.headers.get("content-type", ""),
            HTTP_ACCEPT=request.headers.get("accept", "*/*"),
            HTTP_ACCEPT_LANGUAGE=request.headers.get("accept-language", "id"),
        )
        headers = {name.lower(): value for name, value in response.items()}
        return route.fulfill(status=response.status_code, headers=headers, body=response.content)
