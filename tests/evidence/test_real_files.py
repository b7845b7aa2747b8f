"""Every real and hostile file through the real verb and the real reader, against the manifest.

What a reader finds is compared more closely in ``extractors/test_real_files.py``;
here it is what a person is told: stored or refused, in which state, with a receipt or not.
"""

import csv
import hashlib
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from evidence.domain.versions import create_evidence
from evidence.models import EvidenceVersion
from evidence.report import receipt_of
from evidence.states import WITH_RECEIPT, ProcessingState
from evidence.views.bytes import can_be_shown
from portal.core.actor import Actor
from portal.files.storing import absolute_path, take_from_disk
from tests.evidence.pages import page_of, text_of
from tests.factories.evidence import make_description
from tests.factories.people import make_employee_with_user
from tests.helpers import ROOT_DIR, reload

DATA = ROOT_DIR.parent / "shared" / "data" / "evidence"
# Where the manifest's words mean less than we find: see extractors/test_real_files.py.
READ_ALL_THE_SAME = {
    "hostile/js-bad-pagelabels.pdf", "hostile/js-bomb_giant.pdf", "hostile/pp-broken.odt",
    "hostile/ck-efail-exfiltration.pdf",
}
WITHOUT_TEXT = {
    "good/docx-images.docx", "good/docx-tables.docx", "good/pptx-groups.pptx",
    "good/poi-Simple.xlsb", "hostile/ole-external-template.docx",
}
STATES = {
    "yes": {"read"}, "partly": {"read"}, "garbage": {"empty"}, "n/a": {"refused"},
    "no": {"empty", "locked", "unreadable", "refused"},
    "maybe": {"read", "empty", "locked", "unreadable"},
}


def manifest():
    path = DATA / "manifest.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_of(row):
    if row["file"] in READ_ALL_THE_SAME:
        return {"read"}
    if row["file"] in WITHOUT_TEXT:
        return {"empty", "unreadable"}
    return STATES[row["readable_text"]]


@pytest.mark.django_db
@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_file_is_stored_or_refused_as_the_manifest_expects(row, run_jobs, client_of, settings):
    settings.PORTAL = {**settings.PORTAL, "PREVIEW_PAGES_AHEAD": 1}
    owner = make_employee_with_user()
    client = client_of(owner.user)
    source = DATA / row["file"]
    with closing(take_from_disk(source, Path(row["file"]).name)) as incoming:
        try:
            version = create_evidence(
                owner, make_description(), incoming, actor=Actor(user=owner.user)
            )
        except ValidationError as refusal:
            assert "refused" in expected_of(row), refusal.messages
            assert len(refusal.messages[0]) > 30
            assert not EvidenceVersion.objects.exists()
            return
    run_jobs()
    version = reload(version)

    # Whatever the reader makes of it, the bytes are those that came.
    data = source.read_bytes()
    assert absolute_path(version.stored_file).read_bytes() == data
    assert version.stored_file.sha256 == row["sha256"] == hashlib.sha256(data).hexdigest()
    assert version.state in expected_of(row)
    if row["expected"].startswith("encrypted, needs a password"):
        assert version.state == ProcessingState.LOCKED
    assert (receipt_of(version) is not None) == (version.state in WITH_RECEIPT)
    pages = [page_of(name, version) for name in ("version", "text", "history", "receipt")]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200
        assert "<script>alert" not in text_of(response)
    answer = client.get(page_of("show" if can_be_shown(version) else "download", version))
    assert b"".join(answer) == data
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_manifest_is_here(shared_data):
    assert manifest()
