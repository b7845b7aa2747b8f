"""The pages of files: who sees what, and in which state."""

import pytest
from django.core.exceptions import PermissionDenied

from evidence.domain.versions import withdraw_version
from evidence.models import EvidenceVersion
from evidence.report import is_final, receipt_of, steps_of
from evidence.states import WITH_RECEIPT, ProcessingState, WithdrawalReason
from portal.core.actor import Actor
from portal.core.errors import TransitionRefused
from tests.evidence.pages import page_of, text_of
from tests.factories.evidence import (
    make_version,
    put_into_state,
    withdraw,
)
from tests.helpers import english, reload

pytestmark = pytest.mark.django_db
PLANTED = "Berita acara sangat khas 7731"
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

    page = text_of(english(client).get(page_of("receipt", version)))

    assert "The file is stored" in page
    assert "there is no receipt" in page
    assert "tanda-terima.pdf" not in page
    assert receipt_of(version) is None


def test_receipt_names_what_it_proves(client, owner):
    version = make_version(owner, state=ProcessingState.READ, name="surat & tugas.txt")

    page = text_of(english(client).get(page_of("receipt", version)))

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
