"""A session that ends while somebody types loses nothing and sends nothing twice."""

import json

import pytest
from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from portal.core.forms import DateField, FilesField, PortalForm
from portal.people import keep_typing as module
from portal.people.keep_typing import fill_in, keep_typing
from tests.factories.people import PASSWORD, make_employee_with_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

SENT = []


class NoteForm(PortalForm):
    title = forms.CharField(max_length=20)
    day = DateField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    people = forms.MultipleChoiceField(choices=[("1", "Satu"), ("2", "Dua"), ("3", "Tiga")])
    urgent = forms.BooleanField(required=False, initial=True)
    files = FilesField(required=False)


@keep_typing
def note(request):
    if request.method == "POST":
        SENT.append(request.POST.dict())
        form = NoteForm(request.POST, request.FILES)
        return HttpResponse("sent" if form.is_valid() else "refused")
    form = fill_in(NoteForm(initial={"title": "lama"}), request)
    messages = [str(message) for message in request._messages]
    body = "".join(str(field) for field in form) + "|".join(messages)
    return HttpResponse(body)


@require_POST
@keep_typing(page=lambda request: "/catatan/")
def act(request):
    SENT.append("act")
    return HttpResponse("done")


@login_required
def plain(request):
    return HttpResponse("plain")


urlpatterns = [
    path("catatan/", note, name="note"),
    path("catatan/tindak/", act, name="act"),
    path("polos/", plain),
    path("", include("portal.home.urls")),
    path("", include("portal.people.urls")),
    path("bukti/", include("evidence.urls")),
    path("cari/", include("search.urls")),
    path("", include("portal.planning.urls")),
    path("periksa/", include("portal.verification.urls")),
    path("", include("portal.evaluation.urls")),
]
handler404 = "portal.home.views.not_found"
handler403 = "portal.home.views.forbidden"

TYPED = {
    "title": "Notulen “rapat” & <b>tebal</b>",
    "day": "31/02/2026",
    "kind": "b",
    "people": ["1", "3"],
    "new_password": "jangan-dibawa",
    "csrfmiddlewaretoken": "x",
}


@pytest.fixture(autouse=True)
def nothing_sent():
    SENT.clear()


@pytest.fixture
def person(db):
    return make_employee_with_user(username="ratna")


def hidden(response):
    """The hidden inputs of a page as the browser would send them."""
    return dict_of_lists(response.context["typed"].inputs)


def dict_of_lists(pairs):
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def sign_in(client, typed, next_address="/catatan/", password=PASSWORD):
    return client.post(
        "/masuk/",
        {"username": "ratna", "password": password, "next": next_address, **typed},
    )


def test_asking_for_a_page_leads_to_sign_in_and_back(client):
    assert client.get("/catatan/?a=1")["Location"] == "/masuk/?next=/catatan/%3Fa%3D1"


def test_an_ended_session_answers_401_with_everything_typed(client, person):
    response = client.post("/catatan/?a=1", TYPED)

    assert response.status_code == 401
    assert "no-store" in response["Cache-Control"]
    assert hidden(response) == {
        "typed.title": [TYPED["title"]],
        "typed.day": ["31/02/2026"],
        "typed.kind": ["b"],
        "typed.people": ["1", "3"],
    }
    assert b"jangan-dibawa" not in response.content
    assert b"&lt;b&gt;tebal" in response.content
    assert 'name="next" value="/catatan/?a=1"' in response.content.decode()
    assert SENT == []


def test_after_signing_in_the_form_is_filled_in_and_not_sent(client, person):
    typed = hidden(client.post("/catatan/", TYPED))

    back = sign_in(client, typed)
    page = client.get(back["Location"]).content.decode()

    assert back["Location"] == "/catatan/?terisi=1"
    assert 'value="Notulen “rapat” &amp; &lt;b&gt;tebal&lt;/b&gt;"' in page
    assert 'value="31/02/2026"' in page
    assert '<option value="b" selected>' in page
    assert '<option value="1" selected>' in page
    assert '<option value="2">' in page
    assert "checked" not in page
    assert SENT == []


def test_a_wrong_password_in_between_loses_nothing(client, person):
    typed = hidden(client.post("/catatan/", TYPED))

    again = sign_in(client, typed, password="salah")

    assert again.status_code == 200
    assert hidden(again) == typed


def test_the_filled_form_survives_a_reload_and_ends_with_sending(client, person):
    back = sign_in(client, hidden(client.post("/catatan/", TYPED)))["Location"]

    assert "31/02/2026" in client.get(back).content.decode()
    assert "31/02/2026" in client.get(back).content.decode()
    assert "31/02/2026" not in client.get("/catatan/").content.decode()
    client.post("/catatan/", TYPED)
    assert len(SENT) == 1
    assert "31/02/2026" not in client.get(back).content.decode()


def test_files_are_named_as_lost_and_not_carried(client, person):
    picture = SimpleUploadedFile("foto.jpg", b"bytes")
    response = client.post("/catatan/", {**TYPED, "files": picture})

    assert response.context["typed"].had_files
    back = sign_in(client, hidden(response))["Location"]
    with_files = client.get(back).content.decode()
    without = Client()
    plain_back = sign_in(without, hidden(without.post("/catatan/", TYPED)))["Location"]
    assert len(with_files) > len(without.get(plain_back).content.decode())


def test_too_much_text_is_dropped_and_said(client, person):
    response = client.post(
        "/catatan/", {"title": "pendek", "story": "x" * (module.MOST_CHARACTERS + 1)}
    )

    assert hidden(response) == {"typed.title": ["pendek"]}
    assert response.context["typed"].is_whole is False


def test_many_values_are_bounded(client, person):
    response = client.post("/catatan/", {f"f{n}": "1" for n in range(module.MOST_VALUES + 50)})

    assert len(response.context["typed"].pairs) == module.MOST_VALUES


def test_a_script_gets_a_message_instead(client, person):
    response = client.post("/catatan/", TYPED, headers={"accept": "application/json"})

    assert response.status_code == 401
    assert set(json.loads(response.content)) == {"message", "sign_in_url"}
    assert client.get("/catatan/", headers={"accept": "application/json"}).status_code == 401


def test_an_action_returns_to_the_page_with_its_form(client, person):
    response = client.post("/catatan/tindak/", {"title": "x"})

    back = sign_in(client, hidden(response), response.context["next"])

    assert back["Location"] == "/catatan/?terisi=1"
    assert SENT == []


def test_typed_text_shows_only_on_its_own_form(client, person):
    sign_in(client, hidden(client.post("/catatan/", TYPED)))

    assert client.session["kept_typing"]["path"] == "/catatan/"
    assert client.get("/profil/?terisi=1").status_code == 200


def test_an_older_form_after_a_new_sign_in_offers_its_text_again(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person.user)

    stale = client.post("/catatan/", TYPED, headers={"origin": "http://testserver"})

    assert stale.status_code == 403
    token = client.cookies["csrftoken"].value
    again = client.post(
        "/catatan/",
        {**hidden(stale), stale.context["again"]: "1", "csrfmiddlewaretoken": token},
    )
    assert again["Location"] == "/catatan/?terisi=1"
    assert "31/02/2026" in client.get(again["Location"]).content.decode()
    assert SENT == []


@pytest.mark.parametrize("origin", ["https://jahat.example", "null", ""])
def test_a_foreign_page_cannot_fill_our_forms(person, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person.user)

    response = client.post("/catatan/", TYPED, headers={"origin": origin} if origin else {})

    assert response.status_code == 403
    assert b"Notulen" not in response.content
    assert "kept_typing" not in client.session


def test_a_form_that_keeps_nothing_offers_nothing(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person.user)

    response = client.post("/polos/", {"title": "Notulen"}, headers={"origin": "http://testserver"})

    assert response.status_code == 403
    assert b"Notulen" not in response.content


def test_signed_in_through_another_tab_meanwhile(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person.user)

    response = client.post(
        "/masuk/",
        {"username": "ratna", "password": "x", "next": "/catatan/", "typed.title": "Notulen"},
        headers={"origin": "http://testserver"},
    )

    assert response.status_code == 403
    assert b"Notulen" in response.content
    assert b'action="/catatan/"' in response.content
