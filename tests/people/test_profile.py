"""The own profile: what stands there, who mends it, and mandates."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client

from evidence.domain.versions import create_evidence
from evidence.models import AccessGrant, EvidenceVersion
from portal.core.actor import Actor
from portal.core.errors import DomainError
from portal.core.history import history_of
from portal.people.domain import assignments
from portal.people.domain.accounts import change_own_password
from portal.people.domain.mandates import end_mandate, give_mandate
from portal.people.domain.teams import grant_role
from portal.people.models import Mandate, ScopedRole
from portal.people.permissions import END_MANDATE
from portal.people.queries import keepers_of
from tests.factories.evidence import make_description, make_incoming
from tests.factories.people import (
    KEEPER,
    PASSWORD,
    SINCE,
    appoint,
    make_employee_with_user,
    make_position,
    make_team,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = date(2026, 11, 24)


@pytest.fixture
def unit(db):
    return make_unit(name="Seksi Pemerintahan", parent=make_unit(name="Kecamatan Sukamaju"))


@pytest.fixture
def person(unit):
    return make_employee_with_user(
        unit, "Ratna Wulandari, S.Sos.", username="ratna", rank="Penata", rank_code="III/c",
        phone="0812 0000", email="ratna@contoh.go.id",
    )


@pytest.fixture
def helper(unit):
    return make_employee_with_user(unit, "Budi Santoso", username="budi")


def hr_of(unit, name):
    keeper = make_employee_with_user(unit, name)
    grant_role(keeper, ScopedRole.Role.HR, SINCE, actor=KEEPER, unit=unit)
    return keeper


def text_of(client, user, address="/profil/"):
    client.force_login(user)
    return client.get(address).content.decode()


def test_the_profile_shows_person_posts_appraiser_teams_and_roles(client, person, unit):
    appraiser = make_employee_with_user(unit, "Hendra Gunawan, S.STP.", is_head=True)
    appoint(appraiser, person)
    acting = make_position(unit.parent, "Sekretaris Kecamatan")
    assignments.assign_position(person, acting, DAY, actor=KEEPER, acting=True)
    make_team(unit, person, name="Tim Penataan Arsip")
    grant_role(
        person, ScopedRole.Role.AUDITOR, SINCE, actor=KEEPER, unit=unit.parent,
        classes=["ordinary"], valid_until=date(2027, 1, 1),
    )

    page = text_of(client, person.user)

    for text in (
        person.name, person.nip, "Penata", "III/c", "0812 0000", "ratna@contoh.go.id",
        "Kecamatan Sukamaju › Seksi Pemerintahan", "Sekretaris Kecamatan", "Plt/Plh",
        "Hendra Gunawan", "Tim Penataan Arsip", "31/12/2026",
    ):
        assert text in page


def test_an_acting_appraiser_comes_before_the_regular_one(client, person, unit):
    appoint(make_employee_with_user(unit.parent, "Penilai Tetap"), person)
    acting = make_employee_with_user(unit, "Penilai Pelaksana")
    assignments.appoint_appraiser(
        person.positions.get(), acting, DAY, actor=KEEPER, acting=True,
        valid_until=DAY + timedelta(days=1),
    )

    page = text_of(client, person.user)

    assert "Penilai Pelaksana" in page
    assert "Penilai Tetap" not in page


def test_nobody_above_is_told_and_says_whom_to_ask(client, person, unit):
    hr_of(unit.parent, "Siti Aminah, S.E.")

    assert "Siti Aminah, S.E." in text_of(client, person.user)


def test_the_nearest_keeper_mends_it(person, unit):
    near = hr_of(unit, "Dekat")
    hr_of(unit.parent, "Jauh")
    hr_of(make_unit(parent=unit.parent, name="Seksi lain"), "Sebelah")

    assert keepers_of(unit, person, DAY) == [near]


def test_without_named_keepers_the_agency_wide_ones_mend_it(person, unit, roles):
    keeper = make_employee_with_user(unit.parent, "Pengelola")
    keeper.user.groups.add(Group.objects.get(name="Pengelola kepegawaian"))
    stranger = make_employee_with_user(make_unit(), "Instansi lain")
    stranger.user.groups.add(Group.objects.get(name="Pengelola kepegawaian"))

    assert keepers_of(unit, person, DAY) == [keeper]
    assert keepers_of(None, person, DAY) == [keeper]


def test_a_technical_account_sees_its_own_small_profile(client, everyone):
    assert everyone.superuser.username in text_of(client, everyone.superuser)


def test_the_profile_shows_nobody_elses_data(client, person, helper):
    page = text_of(client, helper.user)

    assert person.nip not in page
    assert "0812 0000" not in page


def test_the_profile_needs_a_sign_in(client):
    assert client.get("/profil/")["Location"] == "/masuk/?next=/profil/"


def test_queries_of_the_profile_do_not_grow(client, person, unit, django_assert_max_num_queries):
    for _number in range(3):
        make_team(unit, person)
        grant_role(person, ScopedRole.Role.HR, SINCE, actor=KEEPER, unit=unit)
    client.force_login(person.user)

    with django_assert_max_num_queries(30):
        client.get("/profil/")


# --- Mandates ---------------------------------------------------------------------------


def give(client, user, **facts):
    client.force_login(user)
    data = {"helper": "Budi Santoso", "scope": "evidence", "valid_from": "2026-11-24", **facts}
    return client.post("/profil/mandat/", data)


def test_give_a_mandate_by_name_until_a_last_day(client, person, helper):
    response = give(client, person.user, last_day="31/12/2026")

    assert response["Location"] == "/profil/#mandat"
    mandate = Mandate.objects.get()
    assert (mandate.owner, mandate.helper, mandate.scope) == (person, helper, "evidence")
    assert (mandate.valid_from, mandate.valid_until) == (DAY, date(2027, 1, 1))
    assert [event.verb for event in history_of(person)][-1] == "give_mandate"
    assert helper.name in text_of(client, person.user)
    assert person.name in text_of(client, helper.user)


def test_give_a_mandate_by_nip(client, person, helper):
    give(client, person.user, helper=helper.nip)

    assert Mandate.objects.get().helper == helper


@pytest.mark.parametrize(
    "facts",
    [
        {"helper": "Tidak Ada"},
        {"helper": "Ratna Wulandari, S.Sos."},
        {"helper": "Wahyu"},
        {"helper": "Budi"},
        {"scope": "everything"},
        {"valid_from": "2026-11-23"},
        {"valid_from": "2026-12-01", "last_day": "2026-11-30"},
        {"valid_from": ""},
    ],
)
def test_a_mandate_that_cannot_be_is_refused_and_the_typing_stays(client, person, helper, facts):
    make_employee_with_user(helper.positions.get().position.unit, "Budi Hartono")
    make_employee_with_user(make_unit(), "Wahyu")

    response = give(client, person.user, **facts)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Mandate.objects.exists()
    if facts.get("helper"):
        assert f'value="{facts["helper"]}"' in response.content.decode()


def test_the_same_mandate_is_given_once(client, person, helper):
    give(client, person.user)
    response = give(client, person.user)

    assert response.context["form"].errors
    assert Mandate.objects.count() == 1


def test_only_the_owner_gives(person, helper):
    with pytest.raises(PermissionDenied):
        give_mandate(person, helper, "evidence", DAY, actor=Actor(user=helper.user))


@pytest.mark.parametrize("who", ["owner", "helper"])
def test_owner_takes_back_and_helper_lays_down(client, person, helper, who):
    mandate = give_mandate(person, helper, "evidence", DAY, actor=Actor(user=person.user))
    client.force_login({"owner": person, "helper": helper}[who].user)

    assert client.post(f"/profil/mandat/{mandate.pk}/akhiri/")["Location"] == "/profil/#mandat"

    mandate.refresh_from_db()
    assert mandate.valid_until == DAY
    assert not mandate.is_in_force(DAY)
    assert [event.verb for event in history_of(person)][-1] == "end_mandate"


def test_a_second_click_ends_nothing_twice(person, helper):
    actor = Actor(user=person.user)
    mandate = give_mandate(person, helper, "evidence", DAY, actor=actor)
    twin = Mandate.objects.get(pk=mandate.pk)
    end_mandate(mandate, DAY, actor=actor)

    with pytest.raises(DomainError):
        end_mandate(twin, DAY, actor=actor)
    assert [event.verb for event in history_of(person)].count("end_mandate") == 1


def test_a_mandate_that_has_not_begun_never_begins(person, helper):
    later = DAY + timedelta(days=7)
    mandate = give_mandate(person, helper, "evidence", later, actor=Actor(user=person.user))
    end_mandate(mandate, DAY, actor=Actor(user=person.user))

    assert not any(mandate.is_in_force(later + timedelta(days=n)) for n in range(-8, 8))


def test_visible_to_agrees_with_end_mandate(everyone):
    owner, helper = everyone.owner, everyone.colleague
    mandate = give_mandate(owner, helper, "evidence", DAY, actor=Actor(user=owner.user))

    for name, user in everyone.users.items():
        allowed = user.has_perm(END_MANDATE, mandate)
        assert allowed is (name in {"owner", "colleague"})
        assert Mandate.objects.visible_to(user).contains(mandate) is allowed


def test_a_stranger_gets_404_and_changes_nothing(client, everyone):
    owner = everyone.owner
    mandate = give_mandate(owner, everyone.colleague, "evidence", DAY, actor=Actor(user=owner.user))

    for name in ("outsider", "head", "superuser"):
        client.force_login(everyone.users[name])
        assert client.post(f"/profil/mandat/{mandate.pk}/akhiri/").status_code == 404
    mandate.refresh_from_db()
    assert mandate.valid_until is None


def test_what_the_helper_typed_is_closed_to_them_when_the_mandate_ends(person, helper):
    mandate = give_mandate(person, helper, "evidence", DAY, actor=Actor(user=person.user))
    actor = Actor(user=helper.user, on_behalf_of=person.user, mandate=mandate)
    with closing(make_incoming()) as incoming:
        version = create_evidence(person, make_description(), incoming, actor=actor)
    assert EvidenceVersion.objects.visible_to(helper.user).contains(version)

    end_mandate(mandate, DAY, actor=Actor(user=person.user))

    assert not EvidenceVersion.objects.visible_to(helper.user).contains(version)
    assert EvidenceVersion.objects.visible_to(person.user).contains(version)
    assert not AccessGrant.objects.filter(source__startswith="mandate:").exists()


# --- Password ---------------------------------------------------------------------------

NEW = "empat kata yang mudah"


def change(client, **facts):
    data = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW, **facts}
    return client.post("/profil/sandi/", data)


def test_change_the_password_and_stay_signed_in_here_only(client, person):
    other = Client()
    other.force_login(person.user)
    client.force_login(person.user)

    assert change(client)["Location"] == "/profil/"

    person.user.refresh_from_db()
    assert person.user.check_password(NEW)
    assert client.get("/profil/").status_code == 200
    assert other.get("/profil/").status_code == 302
    assert [event.verb for event in history_of(person.user)] == ["change_password"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"old_password": "salah"}, "old_password"),
        ({"new_password": "pendek", "new_password_again": "pendek"}, "new_password"),
        ({"new_password": "1234567890", "new_password_again": "1234567890"}, "new_password"),
        ({"new_password_again": "lain sekali ini"}, "new_password_again"),
        ({"new_password": ""}, "new_password"),
    ],
)
def test_a_password_change_that_cannot_be_is_refused(client, person, facts, field):
    client.force_login(person.user)

    response = change(client, **facts)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    person.user.refresh_from_db()
    assert person.user.check_password(PASSWORD)
    assert NEW not in response.content.decode()


def test_guessing_the_present_password_meets_the_brake(person, settings):
    for _try in range(settings.PORTAL["SIGN_IN_TRIES"]):
        with pytest.raises(DomainError):
            change_own_password(person.user, "salah", NEW, actor=Actor(user=person.user))

    with pytest.raises(DomainError):
        change_own_password(person.user, PASSWORD, NEW, actor=Actor(user=person.user))
