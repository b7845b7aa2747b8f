"""``visible_to`` and the view permission are twins: equal for everybody, in every state."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from evidence.domain.access import open_emergency_access, set_grants
from evidence.models import Evidence, EvidenceVersion
from evidence.permissions import VIEW_EVIDENCE, VIEW_VERSION
from evidence.states import ProcessingState, Sharing, WithdrawalReason
from guidelines.models import GuidePage, RegulationPage, RegulationText
from guidelines.permissions import VIEW_EDITION, VIEW_GUIDE, VIEW_REGULATION
from portal.calendar.dates import today
from portal.core import audience
from portal.core import clock as portal_clock
from portal.core.actor import Actor
from portal.people.domain.mandates import end_mandate, give_mandate
from portal.people.models import Employee
from portal.people.permissions import VIEW_EMPLOYEE
from tests.factories.evidence import make_next_version, make_version, withdraw
from tests.factories.guidelines import make_edition, make_guide, make_regulation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SEEN = {
    "only_me": {"owner", "auditor"},
    "named": {"owner", "auditor", "named"},
    "team": {"owner", "auditor", "team_member"},
    "unit": {"owner", "auditor", "colleague", "head"},
}
LOCKED_AWAY = {"owner"}
STATES = [*ProcessingState, "withdrawn"]


def seen_by(everyone, model, permission):
    """Who sees which rows; fails where the query and the rule differ for anybody."""
    records = list(model.objects.all())
    assert records
    found = {}
    for name, user in everyone.users.items():
        # A permission that was asked before is kept on the account: ask as a new request would.
        user = type(user)._default_manager.get(pk=user.pk) if user.pk else user
        listed = set(model.objects.visible_to(user))
        allowed = {record for record in records if user.has_perm(permission, record)}
        assert listed == allowed, f"{name} is listed {listed} but allowed {allowed}"
        found[name] = listed
    return found


def who_sees(everyone, version):
    """Names of those who see a version; the twins of evidence agree on the way."""
    seen_by(everyone, Evidence, VIEW_EVIDENCE)
    found = seen_by(everyone, EvidenceVersion, VIEW_VERSION)
    return {name for name, versions in found.items() if version in versions}


def make_in(everyone, state, sharing=Sharing.ONLY_ME, **facts):
    facts |= {"sharing": sharing}
    if sharing == Sharing.TEAM:
        facts["team"] = everyone.team
    if sharing == Sharing.NAMED:
        facts["shared_with"] = (everyone.named,)
    if state == "withdrawn":
        return withdraw(make_version(everyone.owner, state=ProcessingState.READ, **facts))
    return make_version(everyone.owner, state=state, **facts)


@pytest.mark.parametrize("sharing", list(Sharing))
@pytest.mark.parametrize("state", STATES)
def test_every_sharing_in_every_state(everyone, state, sharing):
    version = make_in(everyone, state, sharing)

    expected = {"withdrawn": SEEN["only_me"], ProcessingState.QUARANTINED: LOCKED_AWAY}
    assert who_sees(everyone, version) == expected.get(state, SEEN[sharing])


@pytest.mark.parametrize("reason", list(WithdrawalReason))
def test_withdrawn_version_beside_a_standing_one(everyone, reason):
    first = make_in(everyone, ProcessingState.READ, Sharing.UNIT)
    second = make_next_version(first.evidence)
    withdraw(first, reason)

    is_personal = reason == WithdrawalReason.PERSONAL_DATA
    assert who_sees(everyone, first) == (LOCKED_AWAY if is_personal else SEEN["only_me"])
    assert who_sees(everyone, second) == SEEN["unit"]


def test_auditor_reads_neither_title_nor_name_of_what_is_locked_away(everyone, client_of):
    version = make_version(everyone.owner, title="KTP Siti", name="ktp-siti.txt")
    address = version.get_absolute_url()
    client = client_of(everyone.auditor.user)
    assert "KTP Siti" in client.get(address).content.decode()

    withdraw(version, WithdrawalReason.PERSONAL_DATA)

    pages = ("/bukti/?box=shared", address, f"{address}riwayat/")
    for page in pages:
        response = client.get(page)
        assert response.status_code == (200 if "box" in page else 404)
        assert "KTP Siti" not in response.content.decode()
        assert "ktp-siti" not in response.content.decode()
    assert "KTP Siti" in client_of(everyone.owner.user).get(address).content.decode()


@pytest.mark.parametrize("confidentiality", ["ordinary", "limited", "secret"])
def test_every_class(everyone, confidentiality):
    version = make_in(everyone, ProcessingState.READ, confidentiality=confidentiality)

    assert who_sees(everyone, version) == SEEN["only_me"]


@pytest.mark.parametrize("state", STATES)
def test_grant_of_a_use_until_it_expires(everyone, clock, state):
    version = make_in(everyone, state)
    until = portal_clock.now() + timedelta(hours=1)
    set_grants(version, "use:1", {audience.person(everyone.outsider.pk)}, until=until)
    is_tombstone = state in {"withdrawn", ProcessingState.QUARANTINED}
    always = LOCKED_AWAY if state == ProcessingState.QUARANTINED else SEEN["only_me"]

    granted = set() if is_tombstone else {"outsider"}
    assert who_sees(everyone, version) == always | granted
    for moment in (until, until + timedelta(seconds=1)):
        clock.move_to(moment)
        assert who_sees(everyone, version) == always


@pytest.mark.parametrize("state", [s for s in ProcessingState if s != "quarantined"])
def test_emergency_opens_one_version_until_it_ends_or_is_withdrawn(everyone, clock, state):
    version, other = make_in(everyone, state), make_in(everyone, state)
    actor = Actor(user=everyone.admin.user)
    access = open_emergency_access(version, actor=actor, reason="Diminta polisi, perkara 12")

    assert who_sees(everyone, version) == SEEN["only_me"] | {"admin"}
    assert who_sees(everyone, other) == SEEN["only_me"]
    clock.move_to(access.ends_at)
    assert who_sees(everyone, version) == SEEN["only_me"]
    open_emergency_access(version, actor=actor, reason="Diminta polisi, perkara 12")
    withdraw(version)
    assert who_sees(everyone, version) == SEEN["only_me"]


@pytest.mark.parametrize("state", STATES)
def test_mandate_opens_what_the_helper_typed_until_it_ends(everyone, state):
    owner, helper = everyone.owner, everyone.outsider
    mandate = give_mandate(
        owner, helper, "evidence", today(owner.agency), actor=Actor(user=owner.user)
    )
    version, other = make_in(everyone, state), make_in(everyone, state)
    set_grants(version, f"mandate:{mandate.pk}", {audience.person(helper.pk)})
    is_tombstone = state in {"withdrawn", ProcessingState.QUARANTINED}
    always = LOCKED_AWAY if state == ProcessingState.QUARANTINED else SEEN["only_me"]

    granted = set() if is_tombstone else {"outsider"}
    assert who_sees(everyone, version) == always | granted
    assert who_sees(everyone, other) == always
    end_mandate(mandate, today(owner.agency), actor=Actor(user=owner.user))
    assert who_sees(everyone, version) == always


@pytest.mark.parametrize("sharing", list(Sharing))
def test_closed_account_sees_nothing(everyone, sharing):
    version = make_in(everyone, ProcessingState.READ, sharing)
    for user in everyone.users.values():
        if user.pk:
            user.is_active = False
            user.save(update_fields=["is_active"])

    assert who_sees(everyone, version) == set()
    assert not any(seen_by(everyone, Employee, VIEW_EMPLOYEE).values())


def test_employees(everyone):
    found = seen_by(everyone, Employee, VIEW_EMPLOYEE)

    same = set(Employee.objects.filter(agency=everyone.agency))
    assert found["anonymous"] == found["superuser"] == set()
    assert found["foreigner"] == {everyone.foreigner}
    others = set(found) - {"anonymous", "superuser", "foreigner"}
    assert all(found[name] == same for name in others)


def test_employee_who_left(everyone):
    everyone.colleague.left_on = today(everyone.agency)
    everyone.colleague.save(update_fields=["left_on"])

    seen_by(everyone, Employee, VIEW_EMPLOYEE)
    who_sees(everyone, make_in(everyone, ProcessingState.READ, Sharing.UNIT))


# --- Rules and guides -----------------------------------------------------------------------

PAGES = ["draft", "live", "unpublished"]
#: What closes a page: the kind of restriction, and whether the section carries it.
CLOSED_BY = [
    None, "login", "groups", "groups and login", "two groups", "no group", "password",
    "section login", "section groups", "section login, page groups",
]  # fmt: skip
SIGNED_IN = {
    "owner", "colleague", "head", "team_member", "named", "outsider", "auditor", "admin",
    "foreigner", "superuser",
}  # fmt: skip
READERS = {
    None: {*SIGNED_IN, "anonymous"}, "login": SIGNED_IN, "groups": {"named", "outsider"},
    "groups and login": {"named", "outsider"}, "two groups": {"named"}, "no group": set(),
    "password": set(), "section login": SIGNED_IN, "section groups": {"named", "outsider"},
    "section login, page groups": {"named", "outsider"},
}  # fmt: skip


def close(page, how, everyone):
    """Restrict who may read ``page``."""
    one, other = (Group.objects.create(name=f"Panitia {n}") for n in (1, 2))
    everyone.named.user.groups.add(one, other)
    everyone.outsider.user.groups.add(one)

    def restrict(where, kind, *groups):
        made = PageViewRestriction.objects.create(
            page=where, restriction_type=kind, password="sandi" if kind == "password" else ""
        )
        made.groups.set(groups)

    section = page.get_parent()
    if how in ("login", "password"):
        restrict(page, how)
    elif how == "no group":
        restrict(page, "groups")
    elif how in ("groups", "groups and login", "two groups", "section login, page groups"):
        restrict(page, "groups", one)
    elif how == "section groups":
        restrict(section, "groups", one)
    if how in ("groups and login", "section login", "section login, page groups"):
        restrict(section, "login")
    elif how == "two groups":
        restrict(section, "groups", other)


def put_page_into_state(page, state):
    if state != "draft":
        page.get_latest_revision().publish()
    page.refresh_from_db()
    if state == "unpublished":
        page.unpublish()


@pytest.mark.parametrize("how", CLOSED_BY)
@pytest.mark.parametrize("state", PAGES)
def test_regulations_and_their_editions(everyone, state, how):
    page = make_regulation()
    published = make_edition(page)
    put_page_into_state(page, state)
    draft = make_edition(page)
    close(page, how, everyone)
    readers = READERS[how] if state == "live" else set()

    pages = seen_by(everyone, RegulationPage, VIEW_REGULATION)
    editions = seen_by(everyone, RegulationText, VIEW_EDITION)
    assert {name for name, found in pages.items() if page in found} == readers
    assert {name for name, found in editions.items() if published in found} == readers
    assert not any(draft in found for found in editions.values())


@pytest.mark.parametrize("how", CLOSED_BY)
@pytest.mark.parametrize("state", PAGES)
def test_guides(everyone, state, how):
    page = make_guide()
    put_page_into_state(page, state)
    close(page, how, everyone)

    found = seen_by(everyone, GuidePage, VIEW_GUIDE)
    expected = READERS[how] if state == "live" else set()
    assert {name for name, pages in found.items() if page in pages} == expected


def test_closed_accounts_read_as_visitors_do(everyone):
    open_page, closed_page = make_guide(), make_guide()
    for page in (open_page, closed_page):
        put_page_into_state(page, "live")
    close(closed_page, "login", everyone)
    for user in everyone.users.values():
        if user.pk:
            user.is_active = False
            user.save(update_fields=["is_active"])

    # Whoever holds the session of a closed account is nobody signed in.
    for user in everyone.users.values():
        assert set(GuidePage.objects.visible_to(user)) == {open_page}
