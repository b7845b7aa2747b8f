"""The pages of files: who sees what, in which state, at what cost."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.domain import extraction
from evidence.domain.access import hold
from evidence.domain.previews import failure_path, image_path, thumb_path
from evidence.domain.versions import describe_evidence, description_of, withdraw_version
from evidence.models import AccessGrant, EvidenceVersion
from evidence.report import is_final, receipt_of, steps_of
from evidence.states import WITH_RECEIPT, ProcessingState, WithdrawalReason
from evidence.tasks import read_what_waits
from portal.core import clock as core_clock
from portal.core.actor import Actor
from portal.core.errors import TransitionRefused
from portal.core.history import history_of
from portal.core.jobs.models import Job
from portal.files.storing import absolute_path
from portal.people.models import EmergencyAccess
from tests.evidence.pages import a_file, page_of, text_of, typed
from tests.factories.evidence import (
    make_description,
    make_evidence,
    make_next_version,
    make_version,
    put_into_state,
    withdraw,
)
from tests.helpers import reload

pytestmark = pytest.mark.django_db
PLANTED = "Berita acara sangat khas 7731"
ENGLISH = {"accept-language": "en"}
VERSION_PAGES = (
    "version",
    "text",
    "history",
    "withdraw",
    "status",
    "download",
    "receipt",
    "receipt_pdf",
)
EVIDENCE_PAGES = ("", "ubah/", "versi/tambah/")


@pytest.fixture
def owner(everyone):
    return everyone.owner


@pytest.fixture
def client(owner, client_of):
    return client_of(owner.user)


def addresses_of(version):
    pages = [page_of(name, version) for name in VERSION_PAGES]
    pages += [page_of(name, version, 1) for name in ("page_image", "page_thumb")]
    return pages + [version.evidence.get_absolute_url() + end for end in EVIDENCE_PAGES]


# --- Who sees ---------------------------------------------------------------------------


def test_owner_finds_the_planted_text_on_every_page_that_prints_it(client, owner):
    version = make_version(owner, title=PLANTED, text=PLANTED, state=ProcessingState.READ)

    for address in (
        "/bukti/",
        version.evidence.get_absolute_url(),
        *(page_of(name, version) for name in ("version", "text", "history", "receipt", "withdraw")),
    ):
        assert PLANTED in text_of(client.get(address)), address


@pytest.mark.parametrize("stranger", ["colleague", "outsider", "foreigner", "admin", "superuser"])
@pytest.mark.parametrize("state", ProcessingState)
def test_stranger_gets_404_without_a_trace_by_get_and_post(everyone, client_of, stranger, state):
    version = make_version(everyone.owner, title=PLANTED, text=PLANTED, state=state)
    client = client_of(everyone.users[stranger])

    for address in addresses_of(version):
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {404, 405}, address
            assert PLANTED not in text_of(response)
    for box in ("/bukti/", "/bukti/?box=shared"):
        assert PLANTED not in text_of(client.get(box))
    assert PLANTED not in text_of(client.get(f"/bukti/diterima/?f={version.evidence.public_id}"))


def test_anonymous_is_asked_to_sign_in_everywhere(everyone, client_of):
    version = make_version(everyone.owner, title=PLANTED)
    client = client_of(everyone.anonymous)

    for address in ("/bukti/", "/bukti/unggah/", "/bukti/darurat/", *addresses_of(version)):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith("/masuk/")


@pytest.mark.parametrize(
    ("facts", "readers"),
    [
        ({}, {"owner", "auditor"}),
        ({"sharing": "unit"}, {"owner", "auditor", "colleague", "head"}),
        ({"sharing": "team"}, {"owner", "auditor", "team_member"}),
        ({"sharing": "named"}, {"owner", "auditor", "named"}),
        ({"sharing": "named", "confidentiality": "secret"}, {"owner", "auditor", "named"}),
    ],
)
def test_sharing_opens_the_file_to_exactly_those_it_names(everyone, client_of, facts, readers):
    facts = dict(facts)
    if facts.get("sharing") == "team":
        facts["team"] = everyone.team
    if facts.get("sharing") == "named":
        facts["shared_with"] = (everyone.named,)
    version = make_version(everyone.owner, title=PLANTED, state=ProcessingState.READ, **facts)

    for name, user in everyone.users.items():
        if name == "anonymous":
            continue
        response = client_of(user).get(page_of("version", version))
        assert response.status_code == (200 if name in readers else 404), name
        shared = text_of(client_of(user).get("/bukti/?box=shared"))
        assert (PLANTED in shared) == (name in readers - {"owner"}), name


@pytest.mark.parametrize("reader", ["colleague", "auditor"])
def test_reader_may_not_change_add_or_withdraw(everyone, client_of, reader):
    version = make_version(everyone.owner, sharing="unit")
    client = client_of(everyone.users[reader])

    for address in (
        f"/bukti/{version.evidence.public_id}/ubah/",
        f"/bukti/{version.evidence.public_id}/versi/tambah/",
        page_of("withdraw", version),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "mistake"}).status_code == 403
    page = text_of(client.get(page_of("version", version)))
    assert "/ubah/" not in page
    assert "/tarik/" not in page
    assert reload(version).is_standing


# --- In which state ---------------------------------------------------------------------


@pytest.mark.parametrize("state", ProcessingState)
def test_every_state_has_its_page_its_truth_and_its_receipt_or_reason(client, owner, state):
    version = make_version(owner, state=state, title="Surat tugas")

    page = client.get(page_of("version", version))
    receipt = client.get(page_of("receipt", version))
    pdf = client.get(page_of("receipt_pdf", version))
    status = client.get(page_of("status", version)).json()

    assert (page.status_code, receipt.status_code) == (200, 200)
    assert pdf.status_code == (200 if state in WITH_RECEIPT else 404)
    assert version.stored_file.sha256 in text_of(receipt)
    assert status["final"] == is_final(version)
    done = {step.key for step in steps_of(version) if step.status == "done"}
    assert ("receipt" in done) == (state in WITH_RECEIPT)
    assert "stored" in done
    bytes_answer = client.get(page_of("download", version))
    assert bytes_answer.status_code == (404 if state == ProcessingState.QUARANTINED else 200)
    if bytes_answer.streaming:
        b"".join(bytes_answer)


@pytest.mark.parametrize("state", [ProcessingState.LOCKED, ProcessingState.UNREADABLE])
def test_file_that_cannot_be_opened_is_said_to_be_stored_but_has_no_receipt(client, owner, state):
    version = make_version(owner, state=state)

    page = text_of(client.get(page_of("receipt", version), headers=ENGLISH))

    assert "The file is stored" in page
    assert "there is no receipt" in page
    assert "tanda-terima.pdf" not in page
    assert receipt_of(version) is None


def test_receipt_names_what_it_proves(client, owner):
    version = make_version(owner, state=ProcessingState.READ, name="surat & tugas.txt")

    page = text_of(client.get(page_of("receipt", version), headers=ENGLISH))

    assert "surat &amp; tugas.txt" in page
    assert version.stored_file.sha256 in page
    assert owner.name in page
    assert owner.nip in page
    assert "WIB" in page


def test_times_of_a_receipt_are_those_of_the_agency(client, owner):
    version = make_version(owner, state=ProcessingState.READ)
    owner.agency.time_zone = "Asia/Jayapura"
    owner.agency.save()

    page = text_of(client.get(page_of("receipt", version)))

    local = version.uploaded_at.astimezone(owner.agency.zone)
    assert f"{local:%H.%M} WIT" in page


# --- The list ---------------------------------------------------------------------------


@pytest.mark.parametrize("box", ["/bukti/", "/bukti/?box=shared"])
def test_list_costs_the_same_for_one_and_for_many(everyone, client_of, box):
    reader = everyone.owner if box == "/bukti/" else everyone.colleague
    client = client_of(reader.user)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(box).status_code == 200
        return len(queries)

    make_version(everyone.owner, sharing="unit", state=ProcessingState.READ)
    cost()
    one = cost()
    for _ in range(4):
        version = make_version(everyone.owner, sharing="unit", state=ProcessingState.READ)
        make_next_version(version.evidence)
    assert cost() == one


def test_empty_boxes_teach_the_next_step(client):
    mine = text_of(client.get("/bukti/", headers=ENGLISH))
    shared = text_of(client.get("/bukti/?box=shared", headers=ENGLISH))

    assert "You have filed nothing yet" in mine
    assert "/bukti/unggah/" in mine
    assert "Nobody shares a file with you" in shared


def test_list_is_filtered_by_words_kind_state_and_year(client, owner):
    make_version(owner, title="Notulen apel pagi", number="1/IX/2026", dated_on=date(2026, 9, 1))
    make_version(owner, title="Foto kerja bakti", kind="foto", state=ProcessingState.EMPTY)
    gone = make_version(owner, title="Surat salah")
    withdraw(gone)

    def titles(query):
        page = text_of(client.get(f"/bukti/?{query}"))
        return {t for t in ("Notulen apel pagi", "Foto kerja bakti", "Surat salah") if t in page}

    assert titles("") == {"Notulen apel pagi", "Foto kerja bakti", "Surat salah"}
    assert titles("q=pagi+notulen") == {"Notulen apel pagi"}
    assert titles("q=1/IX") == {"Notulen apel pagi"}
    assert titles("kind=foto") == {"Foto kerja bakti"}
    assert titles("state=empty") == {"Foto kerja bakti"}
    assert titles("state=waiting") == {"Notulen apel pagi"}
    assert titles("state=withdrawn") == {"Surat salah"}
    assert titles("year=2026&q=apel") == {"Notulen apel pagi"}
    assert titles("q=tidakada") == set()


@pytest.mark.parametrize(
    "query",
    [
        "kind=%00",
        "kind='",
        "state=nonsense",
        "year=abc",
        "year=99999999999999999999",
        "sort=-evil",
        "page=0",
        "page=-1",
        "page=zzz",
        "page=999999999999",
        "q=%00",
        "q=%F0%9F%93%84",
        "q=" + "x" * 5000,
        "box=evil",
        "q=%25%27%22;--",
    ],
)
def test_any_query_string_is_answered(client, owner, query):
    make_version(owner)

    assert client.get(f"/bukti/?{query}").status_code == 200


@pytest.mark.parametrize("sort", ["", "oldest", "title", "date"])
def test_list_can_be_ordered(client, owner, sort):
    make_version(owner, title="B", dated_on=date(2026, 1, 1))
    make_version(owner, title="A", dated_on=date(2026, 2, 1))
    make_version(owner, title="C")

    page = text_of(client.get(f"/bukti/?sort={sort}"))

    order = sorted("ABC", key=lambda title: page.index(f">{title}</a>"))
    expected = {"": "CAB", "oldest": "BAC", "title": "ABC", "date": "ABC"}[sort]
    assert "".join(order) == expected


def test_list_has_pages(client, owner):
    for number in range(26):
        make_version(owner, title=f"Bukti nomor {number:02d}")

    assert "Bukti nomor 00" not in text_of(client.get("/bukti/"))
    assert "Bukti nomor 00" in text_of(client.get("/bukti/?page=2"))


# --- The file page ----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999999"])
def test_version_that_is_not_there_is_404(client, owner, number):
    version = make_version(owner)

    assert client.get(f"/bukti/{version.evidence.public_id}/versi/{number}/").status_code == 404


def test_file_page_shows_the_newest_standing_version(client, owner):
    first = make_version(owner, name="lama.txt")
    make_next_version(first.evidence, name="baru.txt")

    assert "baru.txt" in text_of(client.get(first.evidence.get_absolute_url()))
    withdraw(first.evidence.versions.get(number=2))
    assert "lama.txt" in text_of(client.get(first.evidence.get_absolute_url()))


def test_text_is_shown_page_by_page_and_escaped(client, owner):
    pages = ["Halaman satu <script>x</script>", *(f"Halaman {n}" for n in range(2, 13))]
    version = make_version(owner, state=ProcessingState.READ, pages=pages)

    first = text_of(client.get(page_of("text", version)))
    second = text_of(client.get(page_of("text", version) + "?page=2"))

    assert "Halaman satu &lt;script&gt;" in first
    assert "Halaman 11" not in first
    assert "Halaman 12" in second


def test_very_long_page_of_text_is_cut_with_a_word(client, owner):
    version = make_version(owner, state=ProcessingState.READ, pages=["kata " * 10_000])

    page = text_of(client.get(page_of("text", version), headers=ENGLISH))

    assert page.count("kata") <= 4_100
    assert "The rest of this page is in the file." in page


def make_picture(owner, run_jobs, shared_data):
    data = (shared_data / "evidence/good/exif-gps-DSCN0010.jpg").read_bytes()
    version = make_version(owner, text=data, name="foto.jpg", kind="foto")
    run_jobs()
    return reload(version)


def test_page_image_is_drawn_and_carries_no_place(client, owner, run_jobs, shared_data):
    version = make_picture(owner, run_jobs, shared_data)

    page = text_of(client.get(page_of("version", version)))
    image = client.get(page_of("page_image", version, 1))

    assert page_of("page_image", version, 1) in page
    assert 'alt="' in page
    assert image["Content-Type"] == "image/webp"
    data = b"".join(image)
    assert data[:4] == b"RIFF"
    assert b"Exif" not in data
    assert thumb_path(version, 1).exists()
    again = client.get(page_of("page_image", version, 1), headers={"if-none-match": image["ETag"]})
    assert again.status_code == 304
    assert image["Cache-Control"] == "private, no-store"


def test_missing_page_image_is_ordered_once_and_the_page_says_so(
    client, owner, run_jobs, shared_data
):
    version = make_picture(owner, run_jobs, shared_data)
    image_path(version, 1).unlink()

    page = text_of(client.get(page_of("version", version), headers=ENGLISH))
    client.get(page_of("page_image", version, 1))

    assert "is being prepared" in page
    assert Job.objects.filter(name="evidence.render_page", state="ready").count() == 1
    run_jobs()
    assert b"".join(client.get(page_of("page_image", version, 1)))[:4] == b"RIFF"


def test_page_that_cannot_be_drawn_is_said_and_not_ordered_again(
    client, owner, run_jobs, shared_data
):
    version = make_picture(owner, run_jobs, shared_data)
    image_path(version, 1).unlink()
    failure_path(version, 1).write_text("too many pixels")

    page = text_of(client.get(page_of("version", version), headers=ENGLISH))

    assert "cannot be drawn here" in page
    assert not Job.objects.filter(name="evidence.render_page", state="ready").exists()


@pytest.mark.parametrize("page", [0, 2, 99999999999])
def test_page_that_the_file_does_not_have_is_404_and_orders_nothing(
    client, owner, run_jobs, shared_data, page
):
    version = make_picture(owner, run_jobs, shared_data)

    assert client.get(page_of("page_image", version, page)).status_code == 404
    assert not Job.objects.filter(name="evidence.render_page", state="ready").exists()


def test_deleted_bytes_are_a_sentence_with_the_hash(client, owner):
    version = make_version(owner, state=ProcessingState.READ)
    absolute_path(version.stored_file).unlink()

    response = client.get(page_of("download", version))

    assert response.status_code == 503
    assert version.stored_file.sha256 in text_of(response)
    assert client.get(page_of("version", version)).status_code == 200


def test_equal_bytes_are_shown_where_they_may_be_seen_and_nowhere_else(everyone, client_of):
    mine = make_version(everyone.owner, text="isi yang sama", title="Punya saya")
    make_version(everyone.colleague, text="isi yang sama", title="Dibagi", sharing="unit")
    make_version(everyone.outsider, text="isi yang sama", title=PLANTED)

    page = text_of(client_of(everyone.owner.user).get(page_of("version", mine)))

    assert "Dibagi" in page
    assert PLANTED not in page


def test_who_may_see_it_names_people_only_to_the_owner(everyone, client_of):
    version = make_version(
        everyone.owner, sharing="named", shared_with=(everyone.named, everyone.outsider)
    )

    own = text_of(client_of(everyone.owner.user).get(page_of("version", version)))
    other = text_of(client_of(everyone.named.user).get(page_of("version", version)))

    assert everyone.outsider.name in own
    assert everyone.outsider.name not in other


# --- Opening is noted -------------------------------------------------------------------


@pytest.mark.parametrize("class_name", ["limited", "secret"])
def test_opening_a_confidential_file_is_noted_and_shown_to_the_owner_alone(
    everyone, client_of, class_name
):
    version = make_version(
        everyone.owner,
        confidentiality=class_name,
        sharing="named",
        shared_with=(everyone.named,),
        state=ProcessingState.READ,
    )
    reader = client_of(everyone.named.user)

    reader.get(page_of("version", version))
    b"".join(reader.get(page_of("download", version)))
    b"".join(reader.get(page_of("download", version), headers={"range": "bytes=5-9"}))

    verbs = [event.verb for event in history_of(version) if event.actor == everyone.named.user]
    assert verbs == ["open", "download"]
    owners = text_of(
        client_of(everyone.owner.user).get(page_of("history", version), headers=ENGLISH)
    )
    assert "was downloaded" in owners
    assert "was downloaded" not in text_of(reader.get(page_of("history", version), headers=ENGLISH))


def test_opening_an_ordinary_file_is_nobody_s_business(client, owner):
    version = make_version(owner, state=ProcessingState.READ)
    before = history_of(version).count()

    client.get(page_of("version", version))

    assert history_of(version).count() == before


# --- Changing what is said --------------------------------------------------------------


def test_details_are_changed_and_history_names_the_fields(client, owner):
    evidence = make_evidence(owner)

    response = client.post(
        f"/bukti/{evidence.public_id}/ubah/", typed(title="Judul baru", number="7", revision=1)
    )

    assert response.status_code == 302
    assert (reload(evidence).title, reload(evidence).revision) == ("Judul baru", 2)
    event = history_of(evidence).get(verb="describe_evidence")
    assert event.detail == "title, number"
    version = evidence.versions.get()
    page = text_of(client.get(page_of("history", version), headers=ENGLISH))
    assert "The description was changed." in page
    assert "Title, Document number" in page


def test_change_in_between_is_shown_side_by_side_and_never_overwritten(client, owner):
    evidence = make_evidence(owner, title="Judul lama")
    describe_evidence(
        reload(evidence),
        make_description("Judul dari tab lain"),
        actor=Actor(user=owner.user),
        revision=1,
    )

    response = client.post(
        f"/bukti/{evidence.public_id}/ubah/", typed(title="Judul saya", revision=1)
    )

    assert response.status_code == 409
    page = text_of(response)
    assert "Judul dari tab lain" in page
    assert "Judul saya" in page
    assert reload(evidence).title == "Judul dari tab lain"
    assert 'name="revision" value="2"' in page
    saved = client.post(f"/bukti/{evidence.public_id}/ubah/", typed(title="Judul saya", revision=2))
    assert saved.status_code == 302
    assert reload(evidence).title == "Judul saya"


def test_form_of_changes_shows_what_stands_and_saving_it_changes_nothing(client, everyone):
    evidence = make_evidence(
        everyone.owner,
        sharing="named",
        shared_with=(everyone.named,),
        number="12",
        activity_from=date(2026, 3, 2),
    )
    before = description_of(reload(evidence))
    page = text_of(client.get(f"/bukti/{evidence.public_id}/ubah/"))
    assert f"{everyone.named.nip} {everyone.named.name}" in page
    assert 'value="2026-03-02"' in page

    client.post(
        f"/bukti/{evidence.public_id}/ubah/",
        typed(
            number="12",
            activity_from="2026-03-02",
            sharing="named",
            revision=1,
            shared_with=f"{everyone.named.nip} {everyone.named.name}",
        ),
    )

    assert description_of(reload(evidence)) == before


def test_narrower_sharing_closes_the_file_at_once(everyone, client_of):
    version = make_version(everyone.owner, sharing="unit")
    reader = client_of(everyone.colleague.user)
    assert reader.get(page_of("version", version)).status_code == 200

    client_of(everyone.owner.user).post(
        f"/bukti/{version.evidence.public_id}/ubah/", typed(sharing="only_me", revision=1)
    )

    assert reader.get(page_of("version", version)).status_code == 404


@pytest.mark.parametrize("revision", ["", "0", "abc", "-1", "99999999999999999999"])
def test_forged_revision_changes_nothing(client, owner, revision):
    evidence = make_evidence(owner, title="Judul lama")

    response = client.post(
        f"/bukti/{evidence.public_id}/ubah/", typed(title="Judul saya", revision=revision)
    )

    assert response.status_code in {409, 422}
    assert reload(evidence).title == "Judul lama"


# --- Versions and taking back -----------------------------------------------------------


def test_new_version_stands_beside_the_old_one(client, owner):
    version = make_version(owner)
    address = f"/bukti/{version.evidence.public_id}/versi/tambah/"

    response = client.post(
        address, {"files": [a_file("baru.txt", b"isi baru")], "submission_id": uuid.uuid4()}
    )

    assert response.status_code == 302
    assert list(version.evidence.versions.values_list("number", flat=True)) == [1, 2]
    same = client.post(
        address, {"files": [a_file("baru.txt", b"isi baru")], "submission_id": uuid.uuid4()}
    )
    assert same.status_code == 422
    assert version.evidence.versions.count() == 2


def test_withdrawing_asks_first_and_leaves_a_tombstone_for_the_owner(everyone, client_of):
    version = make_version(everyone.owner, sharing="unit", state=ProcessingState.READ, text=PLANTED)
    client = client_of(everyone.owner.user)
    reader = client_of(everyone.colleague.user)
    assert client.get(page_of("withdraw", version)).status_code == 200
    assert reload(version).is_standing

    client.post(page_of("withdraw", version), {"reason": "mistake", "note": "Salah lampir"})

    assert not reload(version).is_standing
    tombstone = client.get(page_of("version", version))
    assert tombstone.status_code == 200
    assert "Salah lampir" in text_of(tombstone)
    assert version.stored_file.sha256 in text_of(tombstone)
    for name in ("download", "text", "show"):
        assert client.get(page_of(name, version)).status_code == 404, name
    assert client.get(page_of("receipt_pdf", version)).status_code == 404
    assert reader.get(page_of("version", version)).status_code == 404
    assert client.post(page_of("withdraw", version), {"reason": "mistake"}).status_code == 302


def test_withdrawing_without_a_reason_is_refused(client, owner):
    version = make_version(owner)

    assert client.post(page_of("withdraw", version), {"reason": ""}).status_code == 422
    assert reload(version).is_standing


def test_held_version_stays_and_the_page_says_why(client, owner):
    version = make_version(owner)
    hold(version, "use:1", "diajukan sebagai bukti Triwulan III")

    response = client.post(page_of("withdraw", version), {"reason": "mistake"})

    assert response.status_code == 422
    assert "diajukan sebagai bukti Triwulan III" in text_of(response)
    assert reload(version).is_standing


def test_personal_data_locks_away_at_once_also_under_a_hold(client, owner, run_jobs, shared_data):
    version = make_picture(owner, run_jobs, shared_data)
    hold(version, "use:1", "diajukan")
    assert image_path(version, 1).exists()

    client.post(page_of("withdraw", version), {"reason": "personal_data"})
    run_jobs()

    assert reload(version).state == ProcessingState.QUARANTINED
    assert not version.pages.exists()
    assert not image_path(version, 1).exists()
    assert absolute_path(version.stored_file).exists()
    assert client.get(page_of("page_image", version, 1)).status_code == 404


@pytest.mark.parametrize("reason", ["mistake", "personal_data"])
def test_version_withdrawn_while_it_is_read_stays_withdrawn(owner, monkeypatch, run_jobs, reason):
    version = make_version(owner)
    read = extraction.read_file

    def read_and_meanwhile_withdraw(*args, **kwargs):
        withdraw(reload(version), reason)
        return read(*args, **kwargs)

    monkeypatch.setattr(extraction, "read_file", read_and_meanwhile_withdraw)
    run_jobs("slow")

    assert not reload(version).is_standing
    assert not version.pages.exists()
    assert reload(version).receipt_at is None


def test_withdrawn_version_is_not_read_at_all(owner, run_jobs):
    version = withdraw(make_version(owner))

    run_jobs()
    read_what_waits()
    run_jobs()

    assert reload(version).state == ProcessingState.RECEIVED
    assert reload(version).receipt_at is None


# --- Emergencies ------------------------------------------------------------------------


def emergency(client, record, reason="Diminta polisi untuk perkara 12"):
    return client.post("/bukti/darurat/", {"record": record, "reason": reason})


@pytest.mark.parametrize("person", ["owner", "head", "auditor", "colleague"])
def test_who_may_not_open_in_emergencies_does_not_learn_of_it(everyone, client_of, person):
    version = make_version(everyone.owner)
    client = client_of(everyone.users[person])

    assert client.get("/bukti/darurat/").status_code == 404
    assert emergency(client, str(version.evidence.public_id)).status_code == 404
    assert not EmergencyAccess.objects.exists()


def test_emergency_opens_one_file_for_a_time_and_the_owner_reads_why(everyone, client_of, clock):
    version = make_version(everyone.owner, title=PLANTED, number="094/1", confidentiality="secret")
    other = make_version(everyone.owner)
    admin = client_of(everyone.admin.user)

    response = emergency(admin, page_of("version", version))

    assert response.status_code == 302
    assert PLANTED in text_of(admin.get(response.url))
    assert admin.get(page_of("version", other)).status_code == 404
    owner = client_of(everyone.owner.user)
    page = text_of(owner.get(page_of("version", version)))
    assert "Diminta polisi untuk perkara 12" in page
    assert str(everyone.admin.user) in page
    assert "Diminta polisi" in text_of(owner.get(page_of("history", version)))
    clock.move_to(core_clock.now() + timedelta(hours=2, minutes=1))
    admin = client_of(everyone.admin.user)
    assert admin.get(page_of("version", version)).status_code == 404


@pytest.mark.parametrize("record", ["094/112/2026", "  094/112/2026 "])
def test_emergency_finds_a_file_by_its_number(everyone, client_of, record):
    version = make_version(everyone.owner, number="094/112/2026")

    response = emergency(client_of(everyone.admin.user), record)

    assert response.url == page_of("version", version)


@pytest.mark.parametrize(
    "record", ["tidak ada", str(uuid.uuid4()), "/bukti/versi/1/", "kembar", "%", "' or 1=1 --"]
)
def test_emergency_without_exactly_one_file_opens_nothing(everyone, client_of, record):
    make_version(everyone.owner, number="kembar")
    make_version(everyone.owner, number="kembar")

    assert emergency(client_of(everyone.admin.user), record).status_code == 422
    assert not EmergencyAccess.objects.exists()
    assert not AccessGrant.objects.filter(source__startswith="emergency").exists()


def test_emergency_needs_a_reason_and_standing_bytes(everyone, client_of):
    version = make_version(everyone.owner)
    admin = client_of(everyone.admin.user)

    assert emergency(admin, str(version.evidence.public_id), "ya").status_code == 422
    withdraw(version)
    assert emergency(admin, str(version.evidence.public_id)).status_code == 422
    assert not EmergencyAccess.objects.exists()


# --- States -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ProcessingState)
def test_withdrawal_for_personal_data_is_lawful_from_every_state_but_its_own(owner, state):
    version = put_into_state(make_version(owner), state)

    if state == ProcessingState.QUARANTINED:
        with pytest.raises(TransitionRefused):
            withdraw(version, WithdrawalReason.PERSONAL_DATA)
    else:
        withdraw(version, WithdrawalReason.PERSONAL_DATA)
        assert reload(version).state == ProcessingState.QUARANTINED


def test_visible_to_agrees_with_the_permissions(everyone):
    shared = {"shared_with": (everyone.named,), "sharing": "named"}
    versions = [
        make_version(everyone.owner, state=state, **facts)
        for state in ProcessingState
        for facts in ({}, {"sharing": "unit"}, shared)
    ]
    versions += [withdraw(make_version(everyone.owner, sharing="unit"))]
    fresh = list(EvidenceVersion.objects.select_related("evidence__owner"))
    assert len(fresh) == len(versions)

    for name, user in everyone.users.items():
        allowed = {v.pk for v in fresh if user.has_perm("evidence.view_version", v)}
        assert set(EvidenceVersion.objects.visible_to(user).values_list("pk", flat=True)) == allowed
        assert allowed or name not in {"owner", "auditor"}


def test_superuser_may_not_withdraw_what_is_not_theirs(everyone):
    version = make_version(everyone.owner)

    with pytest.raises(PermissionDenied):
        withdraw_version(version, "mistake", actor=Actor(user=everyone.superuser))
