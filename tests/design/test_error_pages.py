"""Error pages show although what they would need is what failed."""

from django.db import OperationalError
from django.test import RequestFactory

from portal.home.views import forbidden, server_error


class Unreachable:
    """A user that cannot be read because the database is away."""

    @property
    def is_authenticated(self) -> bool:
        """Never answers."""
        raise OperationalError("database is away")


def test_the_page_of_an_error_of_ours_needs_neither_database_nor_session():
    request = RequestFactory().get("/")
    request.user = Unreachable()

    response = server_error(request)

    assert response.status_code == 500
    assert b"/static/portal/css/portal.css" in response.content


def test_a_refusal_is_told_in_the_words_of_the_rule():
    response = forbidden(RequestFactory().get("/"), Exception("Masa pengisian belum dibuka."))

    assert response.status_code == 403
    assert "Masa pengisian belum dibuka." in response.content.decode()
