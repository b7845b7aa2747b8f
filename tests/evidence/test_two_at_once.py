"""Two people, or two clicks, at the same instant: on a file database, truly committed."""

import threading
import uuid
from contextlib import closing

import pytest
from django.db import DatabaseError, connection

from evidence.domain.access import hold
from evidence.domain.versions import add_version, create_evidence, describe_evidence
from evidence.models import Evidence, EvidenceVersion
from portal.core.actor import Actor
from portal.core.errors import DomainError, TransitionRefused
from portal.core.jobs.models import Job
from portal.files.models import StoredFile
from portal.files.storing import absolute_path
from tests.factories.evidence import make_description, make_incoming, make_version, withdraw
from tests.factories.people import make_employee_with_user
from tests.helpers import reload

pytestmark = pytest.mark.usefixtures("pristine")


def at_once(*calls):
    """Start all calls together in threads of their own; results or exceptions, in order."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(10)
            results[place] = call()
        except (DomainError, DatabaseError) as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def owner():
    return make_employee_with_user()


def filing(owner, text, key=None):
    def call():
        with closing(make_incoming(text)) as incoming:
            return create_evidence(
                owner, make_description(), incoming, actor=Actor(user=owner.user),
                submission_id=key,
            )

    return call


@pytest.mark.parametrize("round_number", range(3))
def test_two_clicks_at_once_give_one_upload(owner, round_number):
    key = uuid.uuid4()

    first, second = at_once(filing(owner, "isi", key), filing(owner, "isi", key))

    assert isinstance(first, EvidenceVersion), first
    assert first == second
    assert Evidence.objects.count() == EvidenceVersion.objects.count() == 1
    assert StoredFile.objects.count() == 1
    assert Job.objects.filter(name="evidence.read_version").count() == 1
    kept = [path for path in absolute_path(first.stored_file).parent.iterdir() if path.is_file()]
    assert kept == [absolute_path(first.stored_file)]


def test_different_uploads_at_once_are_all_stored(owner):
    results = at_once(*(filing(owner, f"isi {number}", uuid.uuid4()) for number in range(6)))

    assert all(isinstance(result, EvidenceVersion) for result in results), results
    assert Evidence.objects.count() == 6
    for version in EvidenceVersion.objects.select_related("stored_file"):
        assert absolute_path(version.stored_file).is_file()


def test_two_versions_at_once_take_two_numbers(owner):
    evidence = make_version(owner).evidence

    def adding(text):
        def call():
            with closing(make_incoming(text)) as incoming:
                return add_version(reload(evidence), incoming, actor=Actor(user=owner.user))

        return call

    results = at_once(adding("kedua"), adding("ketiga"))

    assert all(isinstance(result, EvidenceVersion) for result in results), results
    numbers = evidence.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]


def test_two_changes_at_once_overwrite_nothing(owner):
    evidence = make_version(owner).evidence

    def describing(title):
        return lambda: describe_evidence(
            reload(evidence), make_description(title), actor=Actor(user=owner.user), revision=1
        )

    results = at_once(describing("Judul A"), describing("Judul B"))

    refused = [result for result in results if isinstance(result, TransitionRefused)]
    assert len(refused) == 1
    won = next(result for result in results if isinstance(result, Evidence))
    assert reload(evidence).title == won.title
    assert reload(evidence).revision == 2


def test_two_withdrawals_at_once_withdraw_once(owner):
    version = make_version(owner)

    results = at_once(lambda: withdraw(reload(version)), lambda: withdraw(reload(version)))

    assert sorted(type(result) is TransitionRefused for result in results) == [False, True]


def test_hold_and_withdrawal_at_once_never_both_win(owner):
    version = make_version(owner)

    held, withdrawn = at_once(
        lambda: hold(reload(version), "use:1", "diajukan"), lambda: withdraw(reload(version))
    )

    stands = reload(version).is_standing
    assert stands == version.holds.exists(), (held, withdrawn)
