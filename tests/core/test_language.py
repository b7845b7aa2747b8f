"""Which of two texts a reader gets."""

import pytest
from django.utils import translation

from portal.core.language import is_english


@pytest.mark.parametrize(("chosen", "expected"), [("en", True), ("en-gb", True), ("id", False)])
def test_english_is_read_only_by_those_who_chose_it(chosen, expected):
    with translation.override(chosen):
        assert is_english() is expected


def test_where_no_language_is_active_it_is_indonesian():
    with translation.override(None):
        assert is_english() is False
