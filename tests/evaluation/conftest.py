"""The people of an evaluation, and their browsers."""

import pytest

from tests.evaluation.people import Line
from tests.factories.planning import make_plan
from tests.helpers import english


@pytest.fixture
def plan(everyone):
    """An agreed plan of the owner with one result."""
    return make_plan(everyone.owner)


@pytest.fixture
def line(everyone):
    """Those around the owner: former rater, superior, preparer."""
    return Line(everyone)


@pytest.fixture
def leader(everyone, client_of):
    """The browser of who rates, in English."""
    return english(client_of(everyone.head.user))


@pytest.fixture
def employee(everyone, client_of):
    """The browser of the owner, in English."""
    return english(client_of(everyone.owner.user))
