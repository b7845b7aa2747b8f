"""Reading of many files at once: two at a time, as a worker with two processes would."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from evidence.extractors.registry import read_file


@pytest.fixture(scope="session")
def read_all():
    """``read_all({name: path})`` gives the reading of each."""
    def read(paths, **options):
        with ThreadPoolExecutor(2) as pool:
            readings = pool.map(
                lambda item: read_file(item[1], original_name=item[0], **options), paths.items())
            return dict(zip(paths, readings, strict=True))

    return read
