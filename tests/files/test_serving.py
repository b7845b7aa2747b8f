"""Handing out bytes: conditional, one range, never executed, under a harmless name."""

from contextlib import closing

import pytest
from django.db import transaction
from django.test import RequestFactory

from portal.files.serving import serve
from portal.files.storing import keep, register
from tests.factories.evidence import make_incoming

pytestmark = pytest.mark.django_db
DATA = b"0123456789"


@pytest.fixture
def stored():
    with closing(make_incoming(DATA, "surat.txt")) as incoming, transaction.atomic():
        return register(keep(incoming))


def ask(stored, name="surat.txt", *, inline=False, **headers):
    return serve(RequestFactory().get("/", headers=headers), stored, name, inline=inline)


def body(response):
    with closing(response):
        return response.getvalue()


def test_whole_file_is_an_attachment_that_nothing_sniffs_or_runs(stored):
    response = ask(stored)

    assert body(response) == DATA
    assert response["Content-Disposition"] == 'attachment; filename="surat.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "status", "data", "span"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-99", 200, DATA, None),
        ("bytes=5-99", 206, b"56789", "bytes 5-9/10"),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("bytes=-", 200, DATA, None),
        ("bytes=0-1,3-4", 200, DATA, None),
        ("rows=0-1", 200, DATA, None),
        ("bytes=0-9", 200, DATA, None),
    ],
)
def test_one_range_is_honored(stored, asked, status, data, span):
    response = ask(stored, range=asked)

    assert (response.status_code, body(response)) == (status, data)
    assert response.headers.get("Content-Range") == span
    assert response["Content-Length"] == str(len(data))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=5-4", "bytes=-0"])
def test_range_outside_the_file_is_416(stored, asked):
    response = ask(stored, range=asked)

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


def test_range_of_other_bytes_is_the_whole_file(stored):
    response = ask(stored, range="bytes=0-1", **{"if-range": '"other"'})

    assert (response.status_code, body(response)) == (200, DATA)


def test_bytes_the_browser_has_are_not_sent_again(stored):
    first = ask(stored)
    first.close()

    response = ask(stored, **{"if-none-match": first["ETag"]})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("mime", "shown"),
    [
        ("application/pdf", True),
        ("image/png", True),
        ("text/html", False),
        ("image/svg+xml", False),
        ("application/zip", False),
    ],
)
def test_only_harmless_types_are_shown_by_the_browser(stored, mime, shown):
    stored.mime = mime

    response = ask(stored, inline=True)
    response.close()

    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('ku"tip.txt', 'attachment; filename="ku\\"tip.txt"'),
        ("a#b.txt", 'attachment; filename="a#b.txt"'),
        ("📄.txt", "attachment; filename*=utf-8''%F0%9F%93%84.txt"),
        ("a\\b.txt", 'attachment; filename="a\\\\b.txt"'),
    ],
)
def test_name_is_written_as_the_standard_asks(stored, name, header):
    response = ask(stored, name)
    response.close()

    assert response["Content-Disposition"] == header


def test_proxy_is_told_where_the_bytes_are(stored, settings):
    settings.PORTAL = {**settings.PORTAL, "ACCEL_REDIRECT_PREFIX": "/_berkas/"}

    response = ask(stored)

    assert response["X-Accel-Redirect"] == f"/_berkas/{stored.path}"
    assert response.content == b""
    assert response["Content-Disposition"].startswith("attachment")


def test_text_says_its_encoding(stored):
    response = ask(stored)
    response.close()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
