"""A portal page in a browser, as the tests of the design open it."""

from tests.design.conftest import portal_at

__all__ = ["portal_at"]
