"""Bytes over the wire of a law of 400 articles, counted on the socket before a real web process."""

import gzip
import re
import socket
from dataclasses import dataclass, field

import pytest

from tests.helpers import wait_until
from tests.journeys.test_killed_while_filing import answers, free_port

from .making import big_law, make_live, make_text

FIRST, NEXT = 60_000, 15_000
TINY = 400
"""Below that compressing gains nothing: the portal then sends a file as it is."""
PACKED = b"\x1f\x8b"
ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@dataclass
class Browser:
    """Keeps what it got, as a browser does, and counts every byte that arrives."""

    port: int
    received: int = 0
    kept: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, header fields and body as they came."""
        asked = {"Host": "127.0.0.1", "Accept-Encoding": "gzip", "Connection": "close", **headers}
        if self.cookies:
            asked["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        lines = [f"GET {path} HTTP/1.1", *(f"{key}: {value}" for key, value in asked.items())]
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall("\r\n".join([*lines, "", ""]).encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        self.received += len(answer)
        head, _blank, body = answer.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        found = {name.lower(): value for name, value in (row.split(": ", 1) for row in rest)}
        for row in rest:
            if row.lower().startswith("set-cookie: "):
                name, _equals, value = row.split(": ", 1)[1].split(";")[0].partition("=")
                self.cookies[name] = value
        if found.get("transfer-encoding") == "chunked":
            body = unchunked(body)
        return int(first.split()[1]), found, body

    def visit(self, path: str) -> int:
        """Open a page with all that it names; the bytes that this took."""
        before = self.received
        status, headers, body = self.get(path)
        assert status == 200, path
        assert headers["content-encoding"] == "gzip", path
        page = gzip.decompress(body).decode()
        for asset in dict.fromkeys(ASSET.findall(page)):
            if asset in self.kept:
                continue  # within a visit it is not asked again
            status, headers, body = self.get(asset)
            assert status == 200, asset
            self.kept[asset] = (headers.get("etag", ""), body)
        return self.received - before


def unchunked(body: bytes) -> bytes:
    """The body of a chunked answer."""
    whole = b""
    while body:
        size, _line, body = body.partition(b"\r\n")
        length = int(size, 16)
        whole, body = whole + body[:length], body[length + 2 :]
    return whole


@pytest.fixture
def browser(file_database):
    """A browser before gunicorn as ``make start`` runs it, with the long law in the database."""
    page = make_live("Hal Contoh yang Panjang", kind="uu", number="1", year=2001)
    make_text(page, *big_law(articles=400))
    port = free_port()
    file_database.start(
        "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}", "--preload", "--workers=1",
        "--threads=4", "--worker-class=gthread", "--log-level=warning",
    )  # fmt: skip
    wait_until(lambda: answers(port), 60)
    return Browser(port)


@pytest.mark.sqlite_only
def test_a_law_of_400_articles_is_light(browser):
    law = "/aturan/uu-1-2001/"

    assert browser.visit(f"{law}pasal-200/") <= FIRST
    for path in ("", "pasal-1/", "pasal-201/", "bab-x/", "penjelasan/", "penjelasan/pasal-7/"):
        assert browser.visit(law + path) <= NEXT, path
    assert browser.visit("/aturan/") <= NEXT
    # Styles, scripts and icons came compressed, and are not sent again when they did not change.
    assert {"portal.css", "tokens.css", "reading.css", "portal.js", "sprite.svg"} <= {
        asset.rsplit("/", 1)[1] for asset in browser.kept
    }
    for asset, (etag, body) in browser.kept.items():
        assert len(body) < TINY or body[:2] == PACKED, asset
        status, headers, again = browser.get(asset, **{"If-None-Match": etag})
        assert (status, again) == (304, b""), asset
        status, headers, whole = browser.get(asset, **{"Accept-Encoding": "identity"})
        assert "content-encoding" not in headers
        assert (gzip.decompress(body) if body[:2] == PACKED else body) == whole, asset
    before = browser.received
    status, headers, _body = browser.get(f"{law}pasal-200/")
    status, _headers, body = browser.get(f"{law}pasal-200/", **{"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")
    assert headers["etag"].startswith("W/")
    assert headers["vary"].count("Accept-Encoding") == 1
    assert browser.received - before <= NEXT
