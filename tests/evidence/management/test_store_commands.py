"""``extract_missing_text`` and ``check_evidence_store``."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override

from evidence.domain.previews import folder_of
from evidence.models import AccessGrant, EvidenceVersion
from evidence.states import ProcessingState
from portal.core import clock
from portal.files.storing import absolute_path
from tests.factories.evidence import make_version, withdraw
from tests.factories.people import make_employee_with_user
from tests.helpers import reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_employee_with_user()


def run(name, *arguments):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        with override("en"):
            call_command(name, *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def test_what_was_never_read_is_read_and_what_is_done_is_left(owner):
    waiting = make_version(owner, text="Kata kunci")
    done = make_version(owner, state=ProcessingState.READ, pages=["lama"])

    code, out, _err = run("extract_missing_text")

    assert code == 0
    assert "1 read, 0 without bytes, 1 looked at" in out
    assert reload(waiting).state == ProcessingState.READ
    assert done.pages.get().text == "lama"


def test_reading_again_keeps_the_first_receipt(owner):
    version = make_version(owner, text="Kata kunci", state=ProcessingState.READ, pages=["lama"])
    receipt = reload(version).receipt_at

    run("extract_missing_text", "--again", "--reader", "test")

    assert version.pages.get().text == "Kata kunci"
    assert reload(version).receipt_at == receipt
    assert "0 looked at" in run("extract_missing_text", "--again", "--reader", "test")[1]


def test_missing_bytes_are_named_and_do_not_stop_the_others(owner):
    lost, other = make_version(owner), make_version(owner)
    absolute_path(lost.stored_file).unlink()

    _code, out, err = run("extract_missing_text")

    assert lost.stored_file.path in err
    assert "1 read, 1 without bytes" in out
    assert reload(other).state == ProcessingState.READ


def test_withdrawn_files_are_left_alone_and_limit_is_kept(owner):
    withdraw(make_version(owner))
    make_version(owner)
    make_version(owner)

    assert "1 looked at" in run("extract_missing_text", "--limit", "1")[1]


def test_store_that_fits_has_no_differences(owner):
    for state in ProcessingState:
        make_version(owner, state=state, sharing="unit")

    assert run("check_evidence_store")[:2] == (0, "0 differences\n")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda v: absolute_path(v.stored_file).unlink(), "is missing on the disk"),
        (lambda v: v.grants.all().delete(), "grants of owner"),
        (lambda v: AccessGrant.objects.create(version=v, source="sharing", token="public"),
         "grants of sharing"),
        (lambda v: v.pages.all().delete(), "was read but has no page"),
        (lambda v: v.pages.update(number=9), "has pages beyond its last"),
        (lambda v: change(v, receipt_at=None), "was read but has no receipt"),
        (lambda v: change(v, state="locked"), "has a receipt in a state without one"),
        (lambda v: change(v, withdrawn_at=clock.now(), searchable_at=clock.now()),
         "said to be searchable"),
        (lambda v: folder_of(v).with_name("0" * 64).mkdir(parents=True), "belong to no version"),
    ],
)
def test_each_difference_is_named_and_ends_with_1(owner, damage, words):
    version = make_version(owner, state=ProcessingState.READ)
    damage(version)

    code, out, _err = run("check_evidence_store")

    assert code == 1
    assert words in out


def change(version, **values):
    EvidenceVersion.objects.filter(pk=version.pk).update(**values)
