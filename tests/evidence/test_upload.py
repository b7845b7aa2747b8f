"""Filing through the upload page: what is stored, once, and what is refused in which words."""

import uuid
from datetime import date, timedelta

import pytest

from evidence.domain.versions import SAME_UPLOAD_WITHIN, already_filed
from evidence.forms import title_from
from evidence.models import Evidence, EvidenceVersion
from portal.core.actor import Actor
from portal.core.clock import now
from portal.files.models import StoredFile
from tests.evidence.pages import UPLOAD, a_file, page_of, send, text_of, typed
from tests.factories.evidence import make_version, withdraw
from tests.factories.people import make_employee_with_user
from tests.helpers import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(roles):
    return make_employee_with_user()


@pytest.fixture
def client(owner, client_of):
    return client_of(owner.user)


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
    assert "nothing was stored twice" in text_of(english(client).get(second.url))


def test_going_back_and_choosing_another_file_stores_the_other_one(client):
    key = str(uuid.uuid4())

    send(client, a_file("a.txt", b"satu"), submission_id=key)
    send(client, a_file("b.txt", b"dua"), submission_id=key)

    assert EvidenceVersion.objects.count() == 2


def test_two_tabs_with_the_same_file_and_words_are_one_upload(client):
    send(client, a_file())
    again = send(client, a_file())

    assert EvidenceVersion.objects.count() == 1
    assert "nothing was stored twice" in text_of(english(client).get(again.url))


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
