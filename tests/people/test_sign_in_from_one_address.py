"""The wider brake: many names tried from one address, and an office that shares one."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from portal.people.models import SignInAttempt
from portal.people.sign_in import client_address
from tests.factories.people import PASSWORD, make_employee_with_user
from tests.helpers import english

pytestmark = pytest.mark.django_db
TRIES = 6


@pytest.fixture(autouse=True)
def few_tries(settings):
    settings.PORTAL = {
        **settings.PORTAL, "SIGN_IN_ADDRESS_TRIES": TRIES, "SIGN_IN_WAIT_MINUTES": 15,
    }  # fmt: skip


@pytest.fixture
def person(clock):
    return make_employee_with_user(username="ratna")


def enter(name, password=PASSWORD, address="10.1.2.3", **headers):
    form = {"username": name, "password": password}
    return english(Client()).post("/masuk/", form, REMOTE_ADDR=address, headers=headers)


def fail(times, **more):
    for number in range(times):
        assert enter(f"nama-{number}", "salah", **more).status_code == 200


def is_in(response):
    return response.status_code == 302


def test_many_names_from_one_address_make_it_wait_and_say_until_when(person, clock):
    fail(TRIES - 1)
    assert is_in(enter("ratna"))
    fail(1)

    refused = enter("ratna")

    until = (clock.instant + timedelta(minutes=15)).astimezone().strftime
    (sentence,) = refused.context["form"].non_field_errors()
    assert "from your network" in sentence
    assert until("%M") in sentence.rpartition("Wait until")[2]
    assert is_in(enter("ratna", address="10.1.2.4"))
    clock.move_to(clock.instant + timedelta(minutes=15, seconds=1))
    assert is_in(enter("ratna"))


def test_tries_that_succeed_do_not_count(person):
    for _try in range(TRIES * 2):
        assert is_in(enter("ratna"))

    assert not SignInAttempt.objects.exists()


def test_a_success_forgives_the_address_nothing_but_itself(person):
    for _try in range(TRIES):
        fail(1)
        enter("ratna")

    assert not is_in(enter("ratna"))


def test_tries_while_waiting_do_not_lengthen_the_wait(person, clock):
    fail(TRIES)
    clock.move_to(clock.instant + timedelta(minutes=14))
    fail(3)
    clock.move_to(clock.instant + timedelta(minutes=1, seconds=1))

    assert is_in(enter("ratna"))


def test_mistakes_of_an_office_spread_over_the_day_stop_nobody(person, clock):
    for _try in range(TRIES * 3):
        fail(1)
        clock.move_to(clock.instant + timedelta(minutes=4))

    assert is_in(enter("ratna"))


def test_a_header_of_the_client_changes_no_address(person):
    for number in range(TRIES):
        enter(f"nama-{number}", "salah", **{"X-Forwarded-For": f"10.9.9.{number}"})

    assert not is_in(enter("ratna", **{"X-Forwarded-For": "10.9.9.99"}))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, None, ""),
        (1, "siapa saja", ""),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_address_is_the_one_that_our_outermost_proxy_heard(settings, proxies, forwarded, found):
    settings.PORTAL = {**settings.PORTAL, "TRUSTED_PROXIES": proxies}
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    assert client_address(RequestFactory().get("/", headers=headers)) == found


def test_no_address_is_kept(person):
    fail(1)

    assert "10.1.2.3" not in str([vars(row) for row in SignInAttempt.objects.all()])
