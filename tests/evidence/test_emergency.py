"""Opening one file in an emergency."""

from datetime import timedelta

import pytest

from evidence.models import AccessGrant
from portal.core import clock as core_clock
from portal.people.models import EmergencyAccess
from tests.evidence.pages import page_of, text_of
from tests.factories.evidence import (
    make_version,
    withdraw,
)

pytestmark = pytest.mark.django_db
PLANTED = "Berita acara sangat khas 7731"


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
    "record",
    [
        "tidak ada",
        "00000000-0000-4000-8000-000000000000",
        "/bukti/versi/1/",
        "kembar",
        "%",
        "' or 1=1 --",
    ],
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
