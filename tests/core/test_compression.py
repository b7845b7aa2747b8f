"""What is sent compressed, and what never is."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.core.middleware import CompressText

LONG = b"kata yang sama " * 200


def answer(response, path="/aturan/", **headers):
    request = RequestFactory().get(path, headers={"Accept-Encoding": "gzip", **headers})
    return CompressText(lambda _request: response)(request)


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "text/css", "text/javascript", "image/svg+xml",
             "application/json"],
)  # fmt: skip
def test_text_is_compressed(kind):
    response = answer(HttpResponse(LONG, content_type=kind, headers={"ETag": '"abc"'}))

    assert gzip.decompress(response.content) == LONG
    assert response["Content-Encoding"] == "gzip"
    assert response["ETag"] == 'W/"abc"'
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse(LONG, content_type="text/plain"),
        HttpResponse(LONG, content_type="text/html", status=206),
        HttpResponse(LONG, content_type="text/html", status=404),
        HttpResponse(LONG, content_type="text/html", headers={"Content-Encoding": "br"}),
        HttpResponse(b"", content_type="text/html", headers={"X-Accel-Redirect": "/berkas/1"}),
    ],
)
def test_all_else_is_left_as_it_is(response):
    before, encoding = response.content, response.get("Content-Encoding")

    sent = answer(response)
    assert sent.content == before
    assert sent.get("Content-Encoding") == encoding


def test_streams_and_files_are_never_touched(tmp_path):
    path = tmp_path / "halaman.html"
    path.write_bytes(LONG)
    for response in (
        StreamingHttpResponse([LONG], content_type="text/html"),
        FileResponse(path.open("rb"), content_type="text/html"),
    ):
        sent = answer(response)
        assert "Content-Encoding" not in sent
        assert b"".join(sent.streaming_content) == LONG
        sent.close()


def test_who_cannot_unpack_gets_it_plain():
    request = RequestFactory().get("/aturan/")
    response = CompressText(lambda _request: HttpResponse(LONG))(request)

    assert response.content == LONG
    assert "Content-Encoding" not in response


def test_static_files_come_compressed_and_are_not_sent_twice(client):
    address = "/static/portal/css/portal.css"
    plain = client.get(address)
    whole = b"".join(plain.streaming_content) if plain.streaming else plain.content
    plain.close()
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.content) == whole
    assert packed["ETag"].startswith("W/")
    again = client.get(
        address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
    )
    again.close()
    assert again.status_code == 304
