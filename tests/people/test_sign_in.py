"""Signing in and out: who gets in, what is told, and what stays behind."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from portal.core import clock as portal_clock
from portal.people import sign_in as signing_in
from portal.people.domain.employees import retire_employee
from portal.people.models import SignInAttempt
from tests.factories.people import KEEPER, PASSWORD, make_employee_with_user

pytestmark = pytest.mark.django_db
ADDRESS = "/masuk/"


@pytest.fixture
def person(db):
    return make_employee_with_user(username="ratna")


def enter(client, name, password=PASSWORD, **more):
    return client.post(ADDRESS, {"username": name, "password": password, **more})


def who(client):
    return client.session.get("_auth_user_id")


def spaced(nip):
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


@pytest.mark.parametrize("typed", ["name", "nip", "nip with spaces", "name with space around"])
def test_sign_in_takes_user_name_and_nip(client, person, typed):
    name = {
        "name": "ratna",
        "nip": person.nip,
        "nip with spaces": spaced(person.nip),
        "name with space around": " ratna ",
    }[typed]

    response = enter(client, name)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert who(client) == str(person.user.pk)


def test_sign_in_leads_back_to_where_one_wanted_to_go(client, person):
    assert client.get("/profil/")["Location"] == "/masuk/?next=/profil/"

    assert enter(client, "ratna", next="/profil/")["Location"] == "/profil/"


@pytest.mark.parametrize(
    "foreign",
    ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "http:///jahat.example",
     "/\\jahat.example", "\t//jahat.example"],
)
def test_sign_in_never_leads_elsewhere(client, person, foreign):
    assert enter(client, "ratna", next=foreign)["Location"] == "/"
    assert client.get(f"{ADDRESS}?next={foreign}")["Location"] == "/"


def test_somebody_signed_in_needs_no_sign_in_page(client, person):
    client.force_login(person.user)

    assert client.get(f"{ADDRESS}?next=/profil/")["Location"] == "/profil/"


def test_the_session_gets_a_new_key(client, person):
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before

    enter(client, "ratna")

    assert client.session.session_key not in (None, before)
    assert not client.session.exists(before)


def test_unknown_name_wrong_password_and_closed_account_say_the_same(client, person):
    closed = make_employee_with_user(username="tutup")
    retire_employee(closed, portal_clock.now().date(), actor=KEEPER)

    answers = {
        enter(Client(), name, password).content
        for name, password in [("ratna", "salah"), ("siapa", "salah"), ("tutup", "salah")]
    }
    sentences = {answer.split(b"errors")[1].split(b"</ul>")[0] for answer in answers}

    assert len(sentences) == 1


def test_unknown_name_costs_one_hash_like_a_wrong_password(person, monkeypatch):
    made = []
    encode = MD5PasswordHasher.encode

    def counted(self, *args, **kwargs):
        made.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    costs = []
    for name in ("ratna", "tidak-ada", person.nip, "198001012010011999"):
        made.clear()
        enter(Client(), name, "salah")
        costs.append(len(made))

    assert len(set(costs)) == 1


def test_closed_account_is_told_to_who_knows_the_password(client, person):
    retire_employee(person, portal_clock.now().date(), actor=KEEPER)

    response = enter(client, "ratna")

    assert response.status_code == 200
    assert signing_in.SignInAttempt.objects.exists()
    assert who(client) is None
    errors = [str(error) for error in response.context["form"].non_field_errors()]
    assert len(errors) == 1
    assert errors != [
        str(error)
        for error in enter(Client(), "ratna", "salah").context["form"].non_field_errors()
    ]


def test_too_many_tries_make_the_name_wait_even_with_the_right_password(client, person, clock):
    for _try in range(settings.PORTAL["SIGN_IN_TRIES"]):
        enter(client, "ratna", "salah")

    assert enter(client, "ratna").status_code == 200
    assert who(client) is None

    clock.move_to(
        clock.instant + timedelta(minutes=settings.PORTAL["SIGN_IN_WAIT_MINUTES"], seconds=1)
    )
    assert enter(client, "ratna").status_code == 302


def test_spellings_of_a_nip_share_one_count(client, person, clock):
    for number in range(settings.PORTAL["SIGN_IN_TRIES"]):
        enter(client, person.nip if number % 2 else spaced(person.nip), "salah")

    enter(client, person.nip)

    assert who(client) is None
    assert signing_in.blocked_until(spaced(person.nip)) is not None


def test_a_name_that_does_not_exist_waits_too(client, clock, db):
    for _try in range(settings.PORTAL["SIGN_IN_TRIES"] + 1):
        response = enter(client, "bukan-siapa", "salah")

    assert signing_in.blocked_until("bukan-siapa") is not None
    assert response.status_code == 200


def test_success_forgets_the_failures(client, person):
    for _try in range(settings.PORTAL["SIGN_IN_TRIES"] - 1):
        enter(client, "ratna", "salah")
    enter(client, "ratna")

    digest = signing_in.name_digest("ratna")
    assert not SignInAttempt.objects.filter(name_digest=digest).exists()


def test_what_was_typed_as_a_name_is_not_kept(client, db):
    enter(client, "Rahasia-Saya-2026", "x")

    rows = [vars(row) for row in SignInAttempt.objects.all()]
    assert rows
    assert "rahasia" not in str(rows).lower()


@pytest.mark.parametrize("name", ["", " ", "a" * 151, "ra\x00tna"])
def test_unusable_names_are_refused_with_a_sentence(client, person, name):
    response = enter(client, name)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_password_never_comes_back(client, person):
    assert b"kata-sandi-salah" not in enter(client, "ratna", "kata-sandi-salah").content


def test_on_a_shared_computer_the_session_ends_with_the_browser(client, person):
    response = enter(client, "ratna", shared_computer="on")

    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert b"data-shared-computer" in client.get("/").content


def test_on_an_own_computer_the_session_lasts_half_a_day(client, person):
    response = enter(client, "ratna")

    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 12 * 60 * 60
    assert b"data-shared-computer" not in client.get("/").content


def test_sign_out_on_a_shared_computer_tells_the_browser_to_clear_everything(client, person):
    enter(client, "ratna", shared_computer="on")
    key = client.session.session_key

    response = client.post("/keluar/")

    assert response["Clear-Site-Data"] == '"cache", "storage", "cookies"'
    assert response["Location"] == "/keluar/?bersih=1"
    assert who(client) is None
    assert not client.session.exists(key)


def test_sign_out_on_an_own_computer_keeps_the_language(client, person):
    enter(client, "ratna")

    response = client.post("/keluar/")

    assert "Clear-Site-Data" not in response
    assert who(client) is None


def test_asking_for_the_sign_out_page_signs_nobody_out(client, person):
    client.force_login(person.user)

    assert client.get("/keluar/").status_code == 200
    assert who(client) == str(person.user.pk)


def test_private_pages_and_sign_in_page_stay_in_no_cache(client, person):
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]
    enter(client, "ratna")

    for address in ("/", "/profil/", reverse("people:change_password")):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_closed_account_loses_its_open_sessions(client, person):
    client.force_login(person.user)
    retire_employee(person, portal_clock.now().date(), actor=KEEPER)

    assert client.get("/profil/").status_code == 302


def test_the_home_page_remembers_the_visit_before(client, person, clock):
    first = clock.instant
    enter(client, "ratna")
    client.post("/keluar/")
    clock.move_to(first + timedelta(days=1))
    enter(client, "ratna")

    assert client.session["last_visit"] == first.isoformat()
