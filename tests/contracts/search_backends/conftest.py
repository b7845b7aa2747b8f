"""Each engine in turn, empty or filled."""

from __future__ import annotations

import pytest

from search.backends.base import SearchBackend, rebuild
from search.records import IndexRecord

from .shelf import BACKENDS


@pytest.fixture(params=sorted(BACKENDS))
def backend(request, tmp_path):
    made = BACKENDS[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def filled(backend):
    """Call with records: they are the whole index."""

    def fill(*records: IndexRecord) -> SearchBackend:
        rebuild(backend, records)
        return backend

    return fill
