"""People and pictures for the tests of evidence."""

import pytest


@pytest.fixture
def owner(everyone):
    """Whose evidence it is."""
    return everyone.owner


@pytest.fixture
def client(owner, client_of):
    """The owner's browser, in place of pytest-django's anonymous one."""
    return client_of(owner.user)
