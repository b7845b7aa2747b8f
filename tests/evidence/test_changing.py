"""Changing what is said, new versions, taking back."""

import uuid
from datetime import date

import pytest

from evidence.domain import extraction
from evidence.domain.access import hold
from evidence.domain.describing import description_of
from evidence.domain.previews import image_path
from evidence.domain.versions import describe_evidence
from evidence.states import ProcessingState
from evidence.tasks import read_what_waits
from portal.core.actor import Actor
from portal.core.history import history_of
from portal.files.storing import absolute_path
from tests.evidence.pages import a_file, make_picture, page_of, text_of, typed
from tests.factories.evidence import (
    make_description,
    make_evidence,
    make_version,
    withdraw,
)
from tests.helpers import english, reload

pytestmark = pytest.mark.django_db
PLANTED = "Berita acara sangat khas 7731"


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
    page = text_of(english(client).get(page_of("history", version)))
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
