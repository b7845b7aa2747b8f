"""What is counted in a file: pages, sheets, slides, or nothing."""

import re

import pytest
from django.utils.translation import override

from evidence.models import EvidenceVersion
from evidence.states import ProcessingState
from evidence.views.rows import file_row
from portal.files.models import StoredFile
from tests.evidence.pages import page_of
from tests.factories.evidence import make_version
from tests.helpers import english

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mime", "count", "said"),
    [
        ("application/pdf", 1, "1 page"),
        ("application/pdf", 12, "12 pages"),
        ("application/vnd.ms-excel", 1, "1 sheet"),
        ("application/vnd.ms-powerpoint", 20, "20 slides"),
        ("text/plain", 1, ""),
        ("message/rfc822", 2, ""),
        ("application/msword", 3, ""),
        ("image/jpeg", 1, ""),
        ("image/tiff", 4, "4 pages"),
        ("video/mp4", 1, ""),
    ],
)
def test_a_file_counts_what_its_kind_has(everyone, client_of, mime, count, said):
    version = make_version(everyone.owner, state=ProcessingState.READ)
    StoredFile.objects.filter(pk=version.stored_file_id).update(mime=mime)
    EvidenceVersion.objects.filter(pk=version.pk).update(page_count=count)
    version = EvidenceVersion.objects.get(pk=version.pk)
    client = english(client_of(everyone.owner.user))

    with override("en"):
        facts = file_row(version)["facts"]
    counts = [fact for fact in facts if re.match(r"\d+ (page|sheet|slide)", fact)]
    assert counts == ([said] if said else [])
    receipt = client.get(page_of("receipt", version)).content.decode()
    labels = [label for label in ("Pages", "Sheets", "Slides") if f"<dt>{label}</dt>" in receipt]
    assert labels == ([said.split()[1].rstrip("s").title() + "s"] if said else [])
