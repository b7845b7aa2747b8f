"""Wagtail's admin to those who do not work in it: not there, and never a circle of redirects."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESSES = ("/cms/", "/cms/pages/1/edit/", "/cms/aturan/impor/", "/cms/reports/workflow/")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["owner", "admin", "superior"])
def test_to_somebody_signed_in_without_access_it_is_not_there(everyone, client_of, who, address):
    user = everyone.users.get(who) or everyone.owner.user
    client = client_of(user)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_is_led_to_the_way_in_and_back(roles, address):
    response = Client().get(address)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/masuk/?next=/cms/")


def test_wagtails_own_sign_in_leads_to_ours(roles):
    response = Client().get("/cms/login/?next=/cms/reports/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/masuk/?next=/cms/reports/"
    assert Client().post("/cms/login/", {"username": "x", "password": "y"}).status_code == 302
