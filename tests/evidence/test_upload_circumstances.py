"""Filing under odd names, for others, to others, with no session or no room."""

import errno
import os
import resource
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client

from evidence.models import Evidence, EvidenceVersion
from portal.calendar.dates import today
from portal.core.actor import Actor
from portal.core.history import history_of
from portal.people.domain.mandates import give_mandate
from portal.people.models import Mandate, MandateScope, User
from tests.evidence.pages import UPLOAD, a_file, page_of, send, text_of
from tests.factories.people import make_employee_with_user, make_superuser, make_team
from tests.helpers import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(roles):
    return make_employee_with_user()


@pytest.fixture
def client(owner, client_of):
    return client_of(owner.user)


@pytest.fixture
def helper(owner):
    """A colleague who may file for the owner."""
    colleague = make_employee_with_user(owner.positions.get().position.unit, "Budi Santoso")
    give_mandate(
        owner, colleague, MandateScope.EVIDENCE, today(owner.agency), actor=Actor(user=owner.user)
    )
    return colleague


# --- Names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("js-empty#hash.txt", "js-empty#hash.txt"),
        ("ku\"tip'an & <b>.txt", "ku\"tip'an & <b>.txt"),
        ("📄 bukti 🇮🇩.txt", "📄 bukti 🇮🇩.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\orang\\laporan.txt", "laporan.txt"),
        ("laporan\u202etxt.exe.txt", "laporantxt.exe.txt"),
        ("a\tb\x07c.txt", "a bc.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("100%25 selesai.txt", "100%25 selesai.txt"),
    ],
)
def test_any_name_is_kept_clean_shown_escaped_and_sent_back(client, sent, kept):
    response = send(client, a_file(sent), title="")

    version = EvidenceVersion.objects.select_related("evidence", "stored_file").get()
    assert version.original_name == kept
    page = text_of(client.get(response.url))
    assert "<b>.txt" not in page
    assert client.get(page_of("version", version)).status_code == 200
    answer = client.get(page_of("download", version))
    header = answer["Content-Disposition"]
    assert kept.replace('"', '\\"') in header or quote(kept, safe="!#$&+^`|~") in header
    assert b"".join(answer) == b"Notulen rapat koordinasi."


def test_name_of_300_characters_keeps_its_extension(client):
    send(client, a_file("n" * 296 + ".txt"), title="")

    name = EvidenceVersion.objects.get().original_name
    assert len(name) <= 255
    assert name.endswith(".txt")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '" onmouseover="x', "{{ 7*7 }}"])
def test_hostile_title_is_shown_as_typed_everywhere(client, run_jobs, title):
    response = send(client, a_file(), title=title, issuer=title, description=title, number=title)
    run_jobs()
    version = EvidenceVersion.objects.select_related("evidence").get()

    assert version.evidence.title == title
    for address in (
        response.url,
        "/bukti/",
        *(page_of(name, version) for name in ("version", "text", "history", "receipt", "withdraw")),
        f"/bukti/{version.evidence.public_id}/ubah/",
    ):
        page = text_of(client.get(address))
        assert "<script>alert" not in page
        assert '" onmouseover="' not in page
        assert ">49<" not in page


def test_null_byte_in_a_field_is_an_error_not_a_crash(client):
    response = send(client, a_file(), json=True, title="a\x00b")

    assert list(response.json()["errors"]) == ["title"]


# --- For whom, and with whom ------------------------------------------------------------


def test_account_without_employee_learns_why_it_cannot_file(client_of):
    client = client_of(make_superuser())

    assert client.get(UPLOAD).status_code == 200
    assert '<input type="file"' not in text_of(client.get(UPLOAD))
    assert send(client, a_file()).status_code == 403
    assert not EvidenceVersion.objects.exists()


def test_helper_files_for_the_owner_and_it_shows(client_of, helper, owner, run_jobs):
    client = client_of(helper.user)
    mandate = Mandate.objects.get()
    assert owner.name in text_of(client.get(UPLOAD))

    send(client, a_file(), on_behalf_of=str(mandate.pk))
    run_jobs()

    version = EvidenceVersion.objects.select_related("evidence").get()
    assert version.evidence.owner == owner
    assert version.uploaded_by == helper.user
    event = history_of(version).get(verb="add_version")
    assert (event.actor, event.on_behalf_of) == (helper.user, owner.user)
    for person in (owner, helper):
        page = text_of(english(client_of(person.user)).get(page_of("version", version)))
        assert "Typed by" in page
        assert str(helper.user) in page
    history = text_of(english(client_of(owner.user)).get(page_of("history", version)))
    assert "on behalf of" in history


def test_without_mandate_nobody_else_is_offered_or_taken(client_of, owner):
    stranger = make_employee_with_user(owner.positions.get().position.unit, "Sari Puspita")
    client = client_of(stranger.user)

    assert "on_behalf_of" not in text_of(client.get(UPLOAD))
    response = send(client, a_file(), json=True, on_behalf_of="1")

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["on_behalf_of"]
    assert not EvidenceVersion.objects.exists()


def test_mandate_that_ended_while_typing_does_not_file_as_oneself(client_of, helper):
    mandate = Mandate.objects.get()
    client = client_of(helper.user)
    Mandate.objects.update(valid_until=mandate.valid_from)

    response = send(client, a_file(), json=True, on_behalf_of=str(mandate.pk))

    assert list(response.json()["errors"]) == ["on_behalf_of"]
    assert not EvidenceVersion.objects.exists()


def test_people_are_named_by_nip_or_by_name(client, everyone, client_of):
    client = client_of(everyone.owner.user)

    response = send(
        client,
        a_file(),
        json=True,
        sharing="named",
        shared_with=f"{everyone.named.nip}\nsiti rahma\n{everyone.auditor.nip} Agus Salim\n\n",
    )

    assert response.status_code == 201, response.json()
    shares = Evidence.objects.get().shares.values_list("employee__name", flat=True)
    assert set(shares) == {"Yusuf Maulana", "Siti Rahma", "Agus Salim"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Tidak Ada", "Tidak Ada"),
        ("999999999999999999", "999999999999999999"),
        ("a", "Budi Santoso"),
        ("Wahyu", "Wahyu"),
        ("Ratna Wulandari, S.Sos.", "Ratna"),
    ],
    ids=["unknown name", "unknown NIP", "several", "another agency", "oneself"],
)
def test_people_who_cannot_be_named_are_told_apart(client_of, everyone, line, words):
    response = send(
        client_of(everyone.owner.user), a_file(), json=True, sharing="named", shared_with=line
    )

    assert list(response.json()["errors"]) == ["shared_with"]
    assert words in response.json()["errors"]["shared_with"][0]


@pytest.mark.parametrize(
    ("confidentiality", "sharing", "field"),
    [
        ("secret", "unit", "sharing"),
        ("limited", "unit", "sharing"),
        ("secret", "team", "sharing"),
        ("ordinary", "named", "sharing"),
        ("ordinary", "team", "sharing"),
        ("ordinary", "everybody", "sharing"),
        ("top", "only_me", "confidentiality"),
    ],
)
def test_circle_wider_than_the_class_allows_is_refused(client, confidentiality, sharing, field):
    response = send(client, a_file(), json=True, confidentiality=confidentiality, sharing=sharing)

    assert list(response.json()["errors"]) == [field]


def test_file_goes_only_to_a_team_of_one_s_own(client, owner):
    unit = owner.positions.get().position.unit
    own = make_team(unit, owner)
    foreign = make_team(unit, make_employee_with_user(unit, "Dewi"), name="Tim lain")

    refused = send(client, a_file(), json=True, sharing="team", team=str(foreign.pk))
    taken = send(client, a_file(), json=True, sharing="team", team=str(own.pk))

    assert list(refused.json()["errors"]) == ["team"]
    assert taken.status_code == 201


# --- The session ended, the disk is full ------------------------------------------------


def test_session_that_ended_keeps_what_was_typed(client_of):
    client = client_of(AnonymousUser())

    page = send(client, a_file(), title="Judul yang diketik")
    script = send(client, a_file(), json=True)

    assert page.status_code == 401
    assert "Judul yang diketik" in text_of(page)
    assert script.status_code == 401
    assert not EvidenceVersion.objects.exists()


@pytest.mark.parametrize("token", ["right", "none"])
@pytest.mark.parametrize("json", [True, False])
@pytest.mark.parametrize("who", ["anonymous", "session ended", "account closed"])
def test_bytes_of_somebody_signed_out_are_never_written(
    owner, settings, monkeypatch, who, json, token
):
    opened = []
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *a, **more: opened.append(path) or real(path, *a, **more)
    )
    client = Client(enforce_csrf_checks=True)
    client.get("/masuk/")
    if who != "anonymous":
        client.force_login(owner.user, backend="portal.people.sign_in.NipOrNameBackend")
        client.get("/masuk/")
    if who == "session ended":
        Session.objects.all().delete()
    elif who == "account closed":
        User.objects.update(is_active=False)
    more = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value} if token == "right" else {}

    response = send(client, a_file("besar.txt", b"kata " * 400_000), json=json, **more)

    assert response.status_code == (401 if token == "right" else 403)
    if token == "right" and json:
        assert set(response.json()) == {"message", "sign_in_url"}
    elif token == "right":
        assert response.context["typed"].had_files
        assert "Notulen rapat koordinasi" in text_of(response)
    incoming = settings.PORTAL["INCOMING_DIR"]
    assert not [path for path in opened if path.is_relative_to(incoming)]
    assert not incoming.exists()
    assert not EvidenceVersion.objects.exists()


def test_full_disk_while_receiving_is_a_sentence_and_leaves_nothing(client, settings):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    data = b"kata " * (3 * 1024 * 1024)
    # A file may not grow beyond 12 MB now: what a full disk answers, from the kernel itself.
    resource.setrlimit(resource.RLIMIT_FSIZE, (12 * 1024 * 1024, hard))
    try:
        response = send(client, a_file("besar.txt", data), a_file("kecil.txt", b"kecil"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert response.status_code == 422
    assert "“besar.txt”" in text_of(response)
    assert EvidenceVersion.objects.get().original_name == "kecil.txt"
    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


def test_disk_that_fills_when_the_file_is_kept_is_a_sentence(client, monkeypatch, settings):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", full)

    response = send(client, a_file(), json=True)

    assert response.status_code == 507
    assert "notulen.txt" in response.json()["message"]
    assert not EvidenceVersion.objects.exists()
    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []
