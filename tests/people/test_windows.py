"""Windows: who may set them, and which cannot be."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from portal.calendar.models import Period
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import history_of
from portal.people.domain.windows import set_window
from portal.people.models import StepWindow
from tests.factories.people import Everyone, make_agency, make_unit

KEEPER = Actor.system("tests")
OPENS, CLOSES = date(2026, 11, 1), date(2026, 12, 6)

pytestmark = pytest.mark.django_db


def test_a_second_call_moves_the_window_and_both_stand_in_history() -> None:
    unit = make_unit()
    period = Period.objects.filter(agency=unit.agency).first()
    set_window(period, unit, "evidence", OPENS, CLOSES, actor=KEEPER)
    set_window(period, unit, "evidence", OPENS, date(2026, 12, 9), actor=KEEPER)
    window = StepWindow.objects.get(period=period, unit=unit)
    assert (window.opens, window.closes) == (OPENS, date(2026, 12, 9))
    assert [event.verb for event in history_of(unit)].count("set_window") == 2


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    unit = make_unit()
    period = Period.objects.filter(agency=unit.agency).first()
    with pytest.raises(DomainError):
        set_window(period, unit, "evidence", OPENS, OPENS, actor=KEEPER)
    assert not StepWindow.objects.exists()


def test_a_period_of_another_agency_is_refused() -> None:
    foreign = Period.objects.filter(agency=make_agency()).first()
    with pytest.raises(DomainError):
        set_window(foreign, make_unit(), "evidence", OPENS, CLOSES, actor=KEEPER)
    assert not StepWindow.objects.exists()


def test_only_who_keeps_people_may_set_one(everyone: Everyone) -> None:
    unit = make_unit()
    period = Period.objects.filter(agency=unit.agency).first()
    with pytest.raises(PermissionDenied):
        set_window(period, unit, "evidence", OPENS, CLOSES, actor=Actor(everyone.owner.user))
    assert not StepWindow.objects.exists()
