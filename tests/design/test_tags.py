"""Words, sizes, dates and query strings as the tags write them."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.paginator import Paginator
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.core import clock
from portal.core.templatetags import portal_tags

NOON = datetime(2026, 11, 24, 7, 2, tzinfo=UTC)  # 14.02 WIB


def _render(source: str, path: str = "/", **context: object) -> str:
    context["request"] = RequestFactory().get(path)
    return Template("{% load portal_tags %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("size_bytes", "indonesian", "english"),
    [
        (0, "0 B", "0 B"),
        (1023, "1.023 B", "1,023 B"),
        (318_000, "311 KB", "311 KB"),
        (1_258_291, "1,2 MB", "1.2 MB"),
        (26_214_400, "25 MB", "25 MB"),
        (3_221_225_472, "3 GB", "3 GB"),
        (None, "", ""),
    ],
)
def test_file_size_in_both_languages(size_bytes, indonesian, english):
    with translation.override("id"):
        assert portal_tags.file_size(size_bytes).replace("\u00a0", " ") == indonesian
    with translation.override("en"):
        assert portal_tags.file_size(size_bytes).replace("\u00a0", " ") == english


def test_dates_and_times_are_written_in_the_zone_and_language_of_the_reader():
    with translation.override("id"):
        assert portal_tags.long_date(NOON) == "Selasa, 24 November 2026"
        assert portal_tags.clock_time(NOON) == "14.02"
        assert portal_tags.moment(NOON) == "24 Nov 2026\u00a014.02"
    with translation.override("en"):
        assert portal_tags.long_date(NOON) == "Tuesday, 24 November 2026"
        assert portal_tags.clock_time(NOON) == "14:02"
        assert portal_tags.long_moment(NOON) == "Tuesday, 24 November 2026 at 14:02 WIB"


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 11, 22), "2 days overdue", "bad"),
        (date(2026, 11, 23), "1 day overdue", "bad"),
        (date(2026, 11, 24), "today", "warn"),
        (date(2026, 11, 25), "tomorrow", "warn"),
        (date(2026, 12, 1), "7 days left", "warn"),
        (date(2026, 12, 2), "8 days left", "info"),
    ],
)
def test_a_deadline_is_told_in_days_and_tone(day, words, tone):
    with clock.set_clock(NOON), translation.override("en"):
        assert portal_tags.days_left(day) == words
        assert portal_tags.due_tone(day) == tone


def test_today_is_the_day_in_the_zone_not_in_utc():
    late = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # the 25th in Jakarta

    with clock.set_clock(late), translation.override("en"):
        assert portal_tags.days_left(date(2026, 11, 25)) == "today"


def test_status_tag_tells_the_state_by_word_and_shape():
    markup = _render('{% status_tag "locked" "locked" %}')

    assert "▲" in markup
    assert "locked</span>" in markup


def test_every_stored_state_has_a_tone():
    choices = {
        str(value)
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"portal", "evidence", "guidelines", "search"}
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.name == "state"
        for value, _label in field.choices or []
    }

    assert choices <= set(portal_tags.STATE_TONES)


def test_query_toggle_adds_and_takes_away_one_choice_and_starts_at_page_one():
    add = _render("{% query_toggle 'kind' 'b' %}", "/cari/?q=rapat&kind=a&page=3")
    take = _render("{% query_toggle 'kind' 'a' %}", "/cari/?q=rapat&kind=a&page=3")

    assert add == "?q=rapat&amp;kind=a&amp;kind=b"
    assert take == "?q=rapat"


def test_query_set_keeps_the_rest_and_escapes():
    markup = _render("{% query_set sort='-size' q=text %}", "/cari/?page=2", text='a"&<b')

    assert markup == "?sort=-size&amp;q=a%22%26%3Cb"


def test_query_set_of_a_page_keeps_the_filters():
    assert _render("{% query_set page=2 %}", "/?kind=a&kind=b") == "?kind=a&amp;kind=b&amp;page=2"


def test_a_term_explains_itself_and_is_escaped():
    markup = _render("{% term 'SKP' text %}", text='<b>"x"')

    assert "<b>&quot;" not in markup.replace("&lt;b&gt;", "")
    assert "popovertarget" in markup
    assert "&lt;b&gt;&quot;x&quot;" in markup


@pytest.mark.parametrize(
    ("pages", "at", "numbers"), [(3, 1, [1, 2, 3]), (12, 6, [1, 0, 5, 6, 7, 0, 12])]
)
def test_page_numbers_leave_out_what_is_far(pages, at, numbers):
    page = Paginator(range(pages), 1).page(at)

    assert portal_tags.page_numbers(page) == numbers
