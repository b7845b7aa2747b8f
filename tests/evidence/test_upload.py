"""Filing through the upload page: what is stored, what is refused and in which words."""

import errno
import os
import resource
import uuid
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser

from evidence.domain.versions import SAME_UPLOAD_WITHIN, already_filed
from evidence.forms import title_from
from evidence.models import Evidence, EvidenceVersion
from portal.calendar.dates import today
from portal.core.actor import Actor
from portal.core.clock import now
from portal.core.history import history_of
from portal.files.models import StoredFile
from portal.people.domain.mandates import give_mandate
from portal.people.models import Mandate, MandateScope
from tests.evidence.pages import UPLOAD, a_file, page_of, send, text_of, typed
from tests.factories.evidence import make_version, withdraw
from tests.factories.people import make_employee_with_user, make_superuser, make_team

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


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


# --- What is stored ---------------------------------------------------------------------


def test_form_tells_the_limit_before_anything_is_sent(client, settings):
    page = text_of(client.get(UPLOAD))

    assert f'data-max-bytes="{settings.PORTAL["MAX_UPLOAD_BYTES"]}"' in page
    assert "25\u00a0MB" in page
    assert 'capture="environment"' in page


def test_form_works_without_scripts_and_needs_no_inline_code(client):
    response = client.get(UPLOAD)

    page = text_of(response)
    assert 'enctype="multipart/form-data"' in page
    assert "<style" not in page
    assert "onclick" not in page
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_several_files_are_each_a_piece_of_evidence_with_the_shared_words(client, owner):
    response = send(
        client,
        a_file("notulen_rapat-3.txt", b"satu"),
        a_file("foto kegiatan.txt", b"dua"),
        title="",
        number="094/112/2026",
        dated_on="2026-11-02",
    )

    assert response.status_code == 302
    filed = list(Evidence.objects.order_by("pk"))
    assert [evidence.title for evidence in filed] == ["Notulen rapat 3", "Foto kegiatan"]
    assert {evidence.number for evidence in filed} == {"094/112/2026"}
    assert {evidence.dated_on for evidence in filed} == {date(2026, 11, 2)}
    assert {evidence.owner for evidence in filed} == {owner}
    page = text_of(client.get(response.url))
    assert "Notulen rapat 3" in page
    assert "Foto kegiatan" in page
    assert "data-status-url" in page


def test_typed_title_goes_to_every_file(client):
    send(client, a_file("a.txt", b"satu"), a_file("b.txt", b"dua"), title="Rapat koordinasi")

    assert set(Evidence.objects.values_list("title", flat=True)) == {"Rapat koordinasi"}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("notulen_rapat-3.pdf", "Notulen rapat 3"),
        ("SK Camat No. 12.pdf", "SK Camat No. 12"),
        ("#1 laporan.pdf", "#1 laporan"),
        ("📄 bukti.pdf", "📄 bukti"),
        ("README", "README"),
        ("---.pdf", "---.pdf"),
    ],
)
def test_title_is_suggested_from_the_name(name, title):
    assert title_from(name) == title


def test_script_is_told_where_the_file_is_and_where_to_ask(client):
    response = send(client, a_file(), json=True)

    assert response.status_code == 201
    version = EvidenceVersion.objects.get()
    answer = response.json()
    assert answer["url"] == version.evidence.get_absolute_url()
    assert answer["status_url"] == page_of("status", version)
    assert answer["receipt_url"] == page_of("receipt", version)
    assert answer["state"] == "received"
    status = client.get(answer["status_url"]).json()
    assert [step["key"] for step in status["steps"]] == ["stored", "read", "searchable", "receipt"]
    assert [step["done"] for step in status["steps"]] == [True, False, False, False]
    assert status["final"] is False


def test_row_tells_the_truth_as_it_changes(client, run_jobs):
    status_url = send(client, a_file(), json=True).json()["status_url"]
    run_jobs()

    status = client.get(status_url).json()

    assert [step["done"] for step in status["steps"]] == [True, True, False, True]
    assert status["state"] == "read"
    assert status["final"] is False
    EvidenceVersion.objects.update(searchable_at=EvidenceVersion.objects.get().read_at)
    status = client.get(status_url).json()
    assert all(step["done"] for step in status["steps"])
    assert status["final"] is True


# --- Once is once -----------------------------------------------------------------------


def test_two_clicks_give_one_upload(client):
    key = str(uuid.uuid4())

    first = send(client, a_file(), submission_id=key)
    second = send(client, a_file(), submission_id=key)

    assert EvidenceVersion.objects.count() == 1
    assert StoredFile.objects.count() == 1
    assert first.url.split("&")[0] == second.url.split("&")[0]
    assert "nothing was stored twice" in text_of(client.get(second.url, headers=ENGLISH))


def test_going_back_and_choosing_another_file_stores_the_other_one(client):
    key = str(uuid.uuid4())

    send(client, a_file("a.txt", b"satu"), submission_id=key)
    send(client, a_file("b.txt", b"dua"), submission_id=key)

    assert EvidenceVersion.objects.count() == 2


def test_two_tabs_with_the_same_file_and_words_are_one_upload(client):
    send(client, a_file())
    again = send(client, a_file())

    assert EvidenceVersion.objects.count() == 1
    assert "nothing was stored twice" in text_of(client.get(again.url, headers=ENGLISH))


@pytest.mark.parametrize(
    "other",
    [{"title": "Judul lain"}, {"number": "7"}, {"sharing": "unit"}, {"dated_on": "2026-01-02"}],
)
def test_same_file_with_other_words_is_a_piece_of_its_own(client, other):
    send(client, a_file())
    send(client, a_file(), **other)

    assert EvidenceVersion.objects.count() == 2


def test_same_file_later_or_after_a_withdrawal_is_a_new_decision(client, clock):
    send(client, a_file())
    withdraw(EvidenceVersion.objects.select_related("evidence__owner__user").get())
    send(client, a_file())
    assert EvidenceVersion.objects.count() == 2

    clock.move_to(now() + SAME_UPLOAD_WITHIN + timedelta(seconds=1))
    send(client, a_file())
    assert EvidenceVersion.objects.count() == 3


def test_lost_answer_is_asked_again_and_stores_nothing_twice(client):
    key = str(uuid.uuid4())

    first = send(client, a_file(), json=True, submission_id=key)
    again = send(client, a_file(), json=True, submission_id=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["url"] == again.json()["url"]


def test_key_of_somebody_else_opens_nothing(client, owner):
    key = uuid.uuid4()
    other = make_employee_with_user()
    version = make_version(other)
    EvidenceVersion.objects.filter(pk=version.pk).update(submission_id=key)

    assert already_filed(key, Actor(user=owner.user)) is None


# --- What is refused --------------------------------------------------------------------


def test_partial_failure_says_which_are_stored_and_which_not_and_keeps_the_words(client):
    response = send(
        client,
        a_file("baik.txt", b"isi yang baik"),
        a_file("kosong.txt", b""),
        a_file("program.pdf", b"MZ" + bytes(600)),
        title="Judul yang diketik",
        description="Uraian panjang",
    )

    assert response.status_code == 422
    assert EvidenceVersion.objects.count() == 1
    page = text_of(response)
    assert "baik.txt" in page
    assert "“kosong.txt”" in page
    assert "“program.pdf”" in page
    assert "Judul yang diketik" in page
    assert "Uraian panjang" in page
    assert 'role="alert"' in page


def test_wrong_words_store_nothing_and_are_kept(client):
    response = send(client, a_file(), kind="", description="Uraian panjang")

    assert response.status_code == 422
    assert not EvidenceVersion.objects.exists()
    assert "Uraian panjang" in text_of(response)


def test_script_gets_errors_by_field(client):
    response = send(client, a_file(), json=True, kind="")

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["kind"]


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"activity_from": "2026-03-04", "activity_until": "2026-03-02"}, "activity_until"),
        ({"dated_on": "1944-12-31"}, "dated_on"),
        ({"dated_on": "2100-01-01"}, "dated_on"),
        ({"dated_on": "0001-01-01"}, "dated_on"),
        ({"activity_from": "31/02/2026"}, "activity_from"),
    ],
)
def test_dates_that_cannot_be_are_named_at_their_field(client, dates, field):
    response = send(client, a_file(), json=True, **dates)

    assert list(response.json()["errors"]) == [field]
    assert not EvidenceVersion.objects.exists()


@pytest.mark.parametrize("day", ["1945-01-01", "2099-12-31", "24/11/2026", "24.11.2026"])
def test_dates_at_the_edge_and_in_the_field_s_own_writing_are_taken(client, day):
    assert send(client, a_file(), json=True, dated_on=day).status_code == 201


def test_too_large_file_is_a_sentence_and_the_others_are_stored(client, settings):
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 1000}

    response = send(client, a_file("besar.txt", b"x" * 1001), a_file("kecil.txt", b"kecil"))

    assert response.status_code == 422
    page = text_of(response)
    assert "“besar.txt”" in page
    assert EvidenceVersion.objects.get().original_name == "kecil.txt"
    assert send(client, a_file("b.txt", b"x" * 1001), json=True).status_code == 413


def test_file_of_exactly_the_limit_is_stored(client, settings):
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 1000}

    assert send(client, a_file("pas.txt", b"kata " * 200), json=True).status_code == 201


def test_request_beyond_a_full_set_of_files_gets_a_page_that_says_so(client):
    response = client.post(UPLOAD, typed(files=[a_file()]), CONTENT_LENGTH=str(600 * 1024 * 1024))

    assert response.status_code == 413
    assert "25\u00a0MB" in text_of(response)
    assert not EvidenceVersion.objects.exists()


def test_more_files_than_allowed_are_refused_together(client, settings):
    settings.PORTAL = {**settings.PORTAL, "MAX_FILES_PER_UPLOAD": 2}

    response = send(client, *(a_file(f"{n}.txt", f"isi {n}".encode()) for n in range(3)), json=True)

    assert list(response.json()["errors"]) == ["files"]
    assert not EvidenceVersion.objects.exists()


def test_no_file_at_all_is_a_sentence(client):
    response = send(client)

    assert response.status_code == 422
    assert "id_files" in text_of(response)


def test_refused_files_leave_nothing_on_the_disk(client, settings):
    send(client, a_file("program.pdf", b"MZ" + bytes(600)), a_file("kosong.txt", b""))

    files, incoming = settings.PORTAL["FILES_DIR"], settings.PORTAL["INCOMING_DIR"]
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert list(incoming.iterdir()) == []
    assert not StoredFile.objects.exists()


def test_picture_under_another_picture_s_name_is_taken_and_served_as_what_it_is(
    client, run_jobs, shared_data
):
    data = (shared_data / "evidence/hostile/wrongext-png-as.jpg").read_bytes()

    send(client, a_file("pindaian.jpg", data))
    run_jobs()

    version = EvidenceVersion.objects.select_related("stored_file", "evidence").get()
    assert version.stored_file.mime == "image/png"
    assert "wrong_extension" in version.marks
    response = client.get(page_of("download", version))
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'attachment; filename="pindaian.png"'
    assert b"".join(response) == data


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
        ("a\tb\x07c.txt", "abc.txt"),
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
        page = text_of(client_of(person.user).get(page_of("version", version), headers=ENGLISH))
        assert "Typed by" in page
        assert str(helper.user) in page
    history = text_of(client_of(owner.user).get(page_of("history", version), headers=ENGLISH))
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
