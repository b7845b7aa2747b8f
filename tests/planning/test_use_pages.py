"""The files of a realization on its pages: stored, picked, described, replaced, taken out."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.models import EvidenceVersion
from evidence.states import ProcessingState
from portal.planning.models import EvidenceUse
from portal.planning.states import RealizationState, UseState
from tests.evidence.pages import a_file, text_of
from tests.factories.evidence import make_version, withdraw
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import (
    make_plan,
    make_realization,
    make_use,
)
from tests.helpers import english, reload
from tests.planning.pages import (
    PLANTED,
    filing,
    in_period,
    of_use,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def plan(everyone):
    return make_plan(everyone.owner)


@pytest.fixture
def client(everyone, client_of):
    return english(client_of(everyone.owner.user))


# --- Files ------------------------------------------------------------------------------


def test_file_from_an_old_phone_is_stored_and_linked(client, plan):
    response = client.post(
        filing("upload_use", plan),
        upload(files=[a_file("foto.txt")], note="Daftar hadir.", count="2,5"),
    )

    assert response.status_code == 302
    use = EvidenceUse.objects.get()
    assert (use.note, str(use.count), use.state) == ("Daftar hadir.", "2.50", UseState.DRAFT)
    page = text_of(client.get(filing("realization", plan)))
    assert use.short_code in page
    assert "Counts for 2,5." in page


def test_page_offers_the_camera_without_scripts(client, plan):
    page = text_of(client.get(filing("realization", plan)))

    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page


def test_script_is_answered_as_the_upload_page_answers(client, plan):
    json = {"accept": "application/json"}
    address = filing("upload_use", plan)

    stored = client.post(address, upload(files=[a_file()]), headers=json)
    empty = client.post(address, upload(files=[a_file("kosong.txt", b"")]), headers=json)

    assert stored.status_code == 201
    assert {"url", "status_url", "name"} <= set(stored.json())
    assert empty.status_code == 422
    assert "kosong.txt" in empty.json()["message"]


def test_refused_file_names_itself_and_the_others_are_linked(client, plan):
    response = client.post(
        filing("upload_use", plan),
        upload(files=[a_file("baik.txt"), a_file("kosong.txt", b"")], title="", note=PLANTED),
    )

    assert response.status_code == 422
    page = text_of(response)
    assert "kosong.txt" in page
    assert PLANTED in page
    assert EvidenceUse.objects.get().version.original_name == "baik.txt"


def test_upload_to_what_was_handed_in_stores_nothing(client, plan):
    make_realization(plan, state=RealizationState.SUBMITTED)

    response = client.post(filing("upload_use", plan), upload(files=[a_file()]))

    assert response.status_code == 422
    assert not EvidenceVersion.objects.exists()


def test_stored_file_is_found_picked_and_then_described(everyone, client, plan):
    version = make_version(everyone.owner, title="Notulen rapat anggaran")
    make_version(everyone.owner, title="Foto kegiatan", name="foto.txt")
    make_version(everyone.colleague, title="Notulen milik orang lain")

    page = text_of(client.get(filing("pick_use", plan), {"q": "notulen"}))
    assert "Notulen rapat anggaran" in page
    assert "Foto kegiatan" not in page
    assert "milik orang lain" not in page
    response = client.post(filing("pick_use", plan), {"version": version.pk})

    use = EvidenceUse.objects.get()
    assert response.url == of_use("use", use)
    answer = client.post(
        of_use("use", use), {"note": PLANTED, "count": "3", "seen": use.words_digest}
    )
    assert answer.status_code == 302
    assert reload(use).note == PLANTED
    assert "is linked here already" in text_of(client.get(filing("pick_use", plan)))


@pytest.mark.parametrize("chosen", ["", "x", "0", "999999", "9" * 40])
def test_picking_what_is_not_there_is_404(client, plan, chosen):
    assert client.post(filing("pick_use", plan), {"version": chosen}).status_code == 404


def test_two_tabs_on_one_note_overwrite_nothing(client, plan):
    use = make_use(plan, state=UseState.DRAFT)
    seen = use.words_digest
    client.post(of_use("use", use), {"note": "Dari tab pertama.", "count": "1", "seen": seen})

    response = client.post(of_use("use", use), {"note": PLANTED, "count": "2", "seen": seen})

    assert response.status_code == 409
    assert PLANTED in text_of(response)
    assert "Dari tab pertama." in text_of(response)
    assert reload(use).note == "Dari tab pertama."


@pytest.mark.parametrize("count", ["banyak", "-1", "2,555", "1e5"])
def test_count_that_is_none_is_refused_and_the_note_kept(client, plan, count):
    use = make_use(plan, state=UseState.DRAFT)

    response = client.post(of_use("use", use), {"note": PLANTED, "count": count})

    assert response.status_code == 422
    assert PLANTED in text_of(response)


def test_returned_file_is_replaced_and_comes_back_to_be_checked(client, plan):
    use = make_use(plan, state=UseState.RETURNED)
    page = text_of(client.get(filing("realization", plan)))
    assert "Daftar hadir halaman dua belum ada." in page
    assert of_use("replace_use", use) in page

    response = client.post(of_use("replace_use", use), {"files": [a_file("lengkap.txt", b"Baru")]})

    assert urlsplit(response.url).path == filing("realization", plan)
    use = reload(use)
    assert (use.version.number, use.state) == (2, UseState.SUBMITTED)


def test_frozen_file_is_not_replaced(client, plan):
    use = make_use(plan, state=UseState.SUBMITTED)

    response = client.post(of_use("replace_use", use), {"files": [a_file("lain.txt", b"Baru")]})

    assert response.url == of_use("use", use)
    assert reload(use).version.number == 1


def test_file_is_taken_out_and_stays_stored(client, plan):
    use = make_use(plan, state=UseState.DRAFT)

    assert client.post(of_use("withdraw_use", use)).status_code == 302

    assert reload(use).state == UseState.WITHDRAWN
    assert reload(use.version).is_standing


def test_short_link_leads_to_the_version_that_is_pinned(everyone, client, client_of, plan):
    use = make_use(plan, state=UseState.SUBMITTED)

    for reader in (client, client_of(everyone.head.user), client_of(everyone.auditor.user)):
        response = reader.get(of_use("short", use))
        assert response.url == use.version.get_absolute_url()
        assert reader.get(response.url).status_code == 200
    assert client.get("/b/tidakada/").status_code == 404


def test_owner_of_a_shared_file_sees_its_use_but_not_the_realization(everyone, client_of):
    plan = make_plan(everyone.owner)
    shared = make_version(
        everyone.colleague, sharing="unit", state=ProcessingState.READ, title=PLANTED
    )
    use = make_use(plan, state=UseState.DRAFT, version=shared)
    lender = client_of(everyone.colleague.user)

    assert PLANTED in text_of(lender.get(of_use("use", use)))
    assert lender.get(filing("realization", plan)).status_code == 404
    assert lender.post(of_use("use", use), {"note": "x"}).status_code == 403
    assert lender.post(of_use("withdraw_use", use)).status_code == 403


def test_other_uses_of_the_same_file_are_shown_only_where_they_may_be_seen(everyone, client_of):
    plan = make_plan(everyone.owner)
    other = make_employee_with_appraiser(everyone.unit, name="Lukman Hakim")
    shared = make_version(everyone.owner, sharing="unit", state=ProcessingState.READ)
    make_use(make_plan(other), state=UseState.SUBMITTED, version=shared)
    use = make_use(plan, state=UseState.SUBMITTED, version=shared)

    assert "Lukman Hakim" in text_of(client_of(everyone.owner.user).get(of_use("use", use)))
    assert "Lukman Hakim" not in text_of(client_of(everyone.head.user).get(of_use("use", use)))


def test_title_of_a_file_that_was_locked_away_is_told_to_its_owner_only(
    everyone, client_of, plan, client
):
    use = make_use(plan, state=UseState.SUBMITTED, title=PLANTED)
    withdraw(use.version, "personal_data")
    leader = client_of(everyone.head.user)

    for address in (in_period("period", plan), filing("realization", plan), of_use("use", use)):
        assert PLANTED not in text_of(leader.get(address)), address
        assert PLANTED in text_of(client.get(address)), address


def test_many_files_ask_as_often_as_one(everyone, client_of, plan):
    client = client_of(everyone.owner.user)
    counts = []
    for number in (1, 4):
        while EvidenceUse.objects.count() < number:
            make_use(plan, state=UseState.DRAFT, text=f"isi {EvidenceUse.objects.count()}")
        for address in (filing("realization", plan), filing("pick_use", plan)):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
