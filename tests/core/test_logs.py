"""The server log as it is configured: a refusal is one line, a failure tells where."""

import io
import logging

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.urls import reverse

from portal.core.logs import LineFormatter
from portal.home import views
from tests.helpers import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """What the configured handler writes."""
    (handler,) = (
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, LineFormatter)
    )
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def failing(client, everyone, monkeypatch):
    """Open the home page while it raises an error."""
    sign_in(client, everyone.owner.user)
    client.raise_request_exception = False

    def open_page(error):
        def fail(request):
            raise error

        monkeypatch.setattr(views, "person_of", fail)
        return client.get(reverse("home:dashboard")).status_code

    return open_page


@pytest.mark.parametrize(
    ("error", "status"), [(PermissionDenied("no"), 403), (Http404(), 404), (BadRequest("no"), 400)]
)
def test_a_refusal_is_one_line(failing, log, error, status):
    assert failing(error) == status

    assert len(log.getvalue().splitlines()) == 1
    assert " WARNING django.request " in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_a_failure_keeps_its_traceback(failing, log):
    assert failing(ValueError("broken")) == 500

    assert " ERROR django.request Internal Server Error: /" in log.getvalue()
    assert "Traceback (most recent call last):" in log.getvalue()
    assert "ValueError: broken" in log.getvalue()


def test_a_refusal_is_whole_for_other_handlers(failing, log, caplog):
    failing(PermissionDenied("no"))

    assert [record.exc_info is None for record in caplog.records] == [False]


def test_a_warning_of_our_own_keeps_its_traceback(log):
    try:
        raise OSError("disk")
    except OSError:
        logging.getLogger("portal.jobs").warning("odd", exc_info=True)

    assert "OSError: disk" in log.getvalue()
