"""The web process as ``make start`` runs it."""

import http.client
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from portal.launch import HOST, Portal, answers
from tests.factories.evidence import make_version
from tests.helpers import ROOT_DIR, free_port, wait_until

LONGEST = 8190
"""Bytes of the request line that gunicorn takes at most, method and protocol included."""


def test_a_long_address_gets_our_page_and_only_a_longer_one_that_of_the_server(
    file_database, scratch
):
    port = free_port()
    web = file_database.start(*Portal(port, scratch).commands["web"][1:])
    wait_until(lambda: answers(f"http://{HOST}:{port}/masuk/"), 60, what="the portal answers")

    def status_of(length: int) -> int:
        line = http.client.HTTPConnection(HOST, port, timeout=20)
        around = len("GET  HTTP/1.1")
        path = "/masuk/?x="
        line.request("GET", path + "a" * (length - around - len(path)))
        status = line.getresponse().status
        line.close()
        return status

    assert [status_of(length) for length in (4095, LONGEST, LONGEST + 100)] == [200, 200, 414]
    assert web.stop() == 0


@pytest.mark.django_db
def test_no_field_of_a_search_takes_more_than_an_address_can_carry(everyone, client_of, run_index):
    make_version(everyone.owner)
    run_index()
    client = client_of(everyone.owner.user)
    for name in ("search:results", "evidence:list"):
        page = client.get(reverse(name)).content.decode()
        forms = re.findall(r'<form[^>]*method="get".*?</form>', page, re.DOTALL)
        texts = [text for form in forms for text in re.findall(r"<input[^>]*>", form)]
        texts = [text for text in texts if re.search(r'type="(text|search)"', text)]
        lengths = [int(re.search(r'maxlength="(\d+)"', text)[1]) for text in texts]

        # Every letter of the widest kind, three bytes of UTF-8, and once more quoted as the
        # address that somebody is led back to after signing in.
        widest = urlencode({"q": "漢" * sum(lengths)})
        assert texts
        assert len(urlencode({"next": widest})) < LONGEST


def test_the_documented_command_has_the_same_limit():
    limit = f"--limit-request-line {LONGEST}"

    assert limit in (ROOT_DIR / "docs/operations.md").read_text()
    assert limit.replace(" ", "=") in Portal(8000, ROOT_DIR / "var").commands["web"]
