"""Whose files are checked, and who checks."""

import pytest

from tests.factories.planning import make_plan
from tests.helpers import english


@pytest.fixture
def plan(everyone):
    """An agreed plan of the owner with four results."""
    return make_plan(everyone.owner, results=4)


@pytest.fixture
def checker(everyone, client_of):
    """The browser of the appraiser, in English."""
    return english(client_of(everyone.head.user))
