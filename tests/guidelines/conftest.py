"""A portal page in a browser, as the tests of the design open it; a reader and a regulation."""

from datetime import date

import pytest
from django.test import Client

from tests.design.conftest import portal_at
from tests.helpers import english

from .making import make_live, make_text, small_law

__all__ = ["portal_at"]


@pytest.fixture
def reader():
    """Somebody signed out who chose English."""
    return english(Client())


@pytest.fixture
def law():
    """A live regulation with a text that has of everything a little."""
    page = make_live(kind="pp", number="30", year=2019, promulgated_on=date(2019, 4, 29))
    make_text(page, *small_law())
    return page
