"""The table of ``portal.access`` against the addresses, and every address against everybody."""

import io
from datetime import date
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from PIL import Image, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from evidence.domain.previews import image_path, thumb_path
from evidence.states import ProcessingState
from portal.access import ADDRESSES, Opens
from portal.core import clock as portal_clock
from portal.core.actor import Actor
from portal.core.jobs.models import Job
from portal.core.jobs.states import Cause, State
from portal.people.domain.mandates import give_mandate
from search import engine
from search.forms import read_question
from tests.evidence.pages import a_file, typed
from tests.factories.evidence import make_version, withdraw
from tests.helpers import reload

pytestmark = pytest.mark.django_db
PLANTED = "zwoelfkantig"
OURS = {
    "home", "people", "evidence", "search", "guidelines", "planning", "verification", "evaluation",
}  # fmt: skip
STRANGERS = ["outsider", "foreigner", "colleague", "superuser", "admin", "anonymous"]
STATES = [*ProcessingState, "withdrawn"]
OBJECT_BOUND = [row for row in ADDRESSES if row.opens == Opens.RECORD]
STAFF = [row for row in ADDRESSES if row.opens == Opens.HOLDERS]
WITH_PAGE = {"evidence:page_image", "evidence:page_thumb"}
OF_FILE = {"evidence:detail", "evidence:describe", "evidence:add_version"}
SHOWS_PLANTED = {
    "evidence:detail", "evidence:version", "evidence:text", "evidence:history", "evidence:receipt",
    "evidence:describe", "evidence:add_version", "evidence:withdraw", "evidence:download",
    "evidence:show",
}  # fmt: skip
BYTES = {"evidence:download", "evidence:show", "evidence:text", *WITH_PAGE}


# --- The table --------------------------------------------------------------------------


def names_in(resolver, namespace=""):
    """Every URL name below a resolver, with its namespace."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace
            yield from names_in(pattern, f"{namespace}{inner}:" if inner else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def names_of_ours():
    names = names_in(get_resolver())
    return [name for name in names if name == "set_language" or name.partition(":")[0] in OURS]


def disagreements(names, rows):
    """Names without exactly one row, and rows without a name."""
    listed = [row.name for row in rows]
    return sorted(set(names) ^ set(listed)) + sorted({x for x in listed if listed.count(x) > 1})


def test_every_address_has_exactly_one_row():
    assert disagreements(names_of_ours(), ADDRESSES) == []


def test_name_without_a_row_and_rows_too_many_are_noticed():
    names = names_of_ours()

    assert disagreements([*names, "evidence:planted"], ADDRESSES) == ["evidence:planted"]
    assert disagreements(names[1:], ADDRESSES) == [names[0]]
    assert disagreements(names, [*ADDRESSES, ADDRESSES[0]]) == [ADDRESSES[0].name]


# --- Addresses of one record ------------------------------------------------------------


def picture():
    """A PNG that says the planted word in a text chunk."""
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Comment", PLANTED)
    target = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(target, "PNG", pnginfo=facts)
    return target.getvalue()


def make_planted(owner, state):
    """A picture of the owner that says the planted word wherever a word can stand."""
    reached = ProcessingState.READ if state == "withdrawn" else state
    version = make_version(
        owner, text=picture(), name=f"{PLANTED}.png", state=reached, title=f"Foto {PLANTED}",
        pages=[PLANTED] if reached == ProcessingState.READ else None, number=PLANTED,
        description=PLANTED,
    )  # fmt: skip
    for path in (image_path(version, 1), thumb_path(version, 1)):
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), "white").save(path, "WEBP")
        with path.open("ab") as image:
            image.write(PLANTED.encode())
    return withdraw(version) if state == "withdrawn" else version


def address_of(row, version):
    arguments = [version.evidence.public_id]
    if row.name not in OF_FILE:
        arguments.append(version.number)
    return reverse(row.name, args=[*arguments, *([1] if row.name in WITH_PAGE else [])])


def form_of(row, version):
    """What the owner would lawfully send to an address."""
    if row.name == "evidence:add_version":
        return {"files": [a_file()]}
    if row.name == "evidence:withdraw":
        return {"reason": "mistake"}
    return typed(title="Judul baru", revision=version.evidence.revision)


def body_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def facts_of(version):
    version = reload(version)
    evidence = version.evidence
    return version.state, version.withdrawn_at, evidence.revision, evidence.versions.count()


EVIDENCE_ROWS = [row for row in OBJECT_BOUND if row.name.startswith("evidence:")]


@pytest.mark.parametrize("state", STATES)
def test_evidence_is_not_there_for_strangers(everyone, client_of, state):
    version = make_planted(everyone.owner, state)
    before = facts_of(version)
    for name in STRANGERS:
        client = client_of(everyone.users[name])
        for row in EVIDENCE_ROWS:
            address = address_of(row, version)
            for response in (client.get(address), client.post(address, form_of(row, version))):
                method = response.request["REQUEST_METHOD"]
                where = f"{name} {method} {row.name} in {state}: {response.status_code}"
                assert PLANTED not in body_of(response), where
                if method not in row.methods:
                    assert response.status_code == 405, where
                elif name != "anonymous":
                    assert response.status_code == 404, where
                elif method == "GET":
                    assert response.status_code == 302, where
                    assert urlsplit(response.url).path == reverse("people:sign_in"), where
                else:
                    assert response.status_code == 401, where
    assert facts_of(version) == before


@pytest.mark.parametrize("state", STATES)
def test_evidence_answers_its_owner(everyone, client_of, state):
    version = make_planted(everyone.owner, state)
    is_tombstone = state in {"withdrawn", ProcessingState.QUARANTINED}
    client = client_of(everyone.owner.user)
    for row in EVIDENCE_ROWS:
        response = client.get(address_of(row, version))
        where = f"GET {row.name} in {state}: {response.status_code}"
        if row.name in BYTES and is_tombstone:
            assert response.status_code == 404, where
        elif row.name == "evidence:receipt_pdf":
            # A file that was not read to its end has no receipt yet.
            assert response.status_code in {200, 404}, where
            assert state != ProcessingState.READ or response.status_code == 200, where
        elif row.name == "evidence:withdraw" and is_tombstone:
            assert response.status_code == 302, where
        else:
            assert response.status_code == 200, where
            body = body_of(response)
            assert row.name not in SHOWS_PLANTED or PLANTED in body, where
    for row in EVIDENCE_ROWS:
        if "POST" in row.methods:
            version = reload(version)
            response = client.post(address_of(row, version), form_of(row, version))
            assert response.status_code == 302, f"POST {row.name} in {state}"


@pytest.mark.parametrize("name", ["owner", "outsider", "foreigner", "admin", "superuser"])
def test_mandate_is_ended_by_its_parties_only(everyone, client_of, clock, name):
    owner = everyone.owner
    mandate = give_mandate(
        owner, everyone.colleague, "evidence", date(2026, 11, 24), actor=Actor(user=owner.user)
    )
    address = reverse("people:end_mandate", args=[mandate.pk])
    response = client_of(everyone.users[name]).post(address)

    assert response.status_code == (302 if name == "owner" else 404)
    assert (reload(mandate).valid_until is not None) == (name == "owner")


# --- Staff pages ------------------------------------------------------------------------


@pytest.mark.parametrize("row", STAFF, ids=lambda row: row.name)
def test_staff_pages_are_there_for_keepers_only(everyone, client_of, row):
    now = portal_clock.now()
    for name, user in everyone.users.items():
        job = Job.objects.create(
            name="evidence.read_version", queue="slow", state=State.FAILED, cause=Cause.TIME,
            facts="60", run_after=now, created_at=now,
        )  # fmt: skip
        is_of_job = row.name in {"home:job", "home:retry_job", "home:dismiss_job"}
        address = reverse(row.name, args=[job.pk] if is_of_job else [])
        for method in row.methods - {"HEAD"}:
            status = getattr(client_of(user), method.lower())(address).status_code
            lawful = {200} if method == "GET" else {302, 422}
            # These permissions ask for no record: a superuser holds them too.
            if name not in {"admin", "superuser"}:
                anonymous = 302 if method == "GET" else 401
                lawful = {anonymous if name == "anonymous" else 404}
            assert status in lawful, f"{name} {method} {row.name}: {status}"


# --- Search -----------------------------------------------------------------------------


QUESTIONS = ["", "notulen", PLANTED, "zwoelf*", "zwoelfkantik", f"notulen {PLANTED}"]


def found_by(user, text):
    """Everything an answer tells that could give a file away."""
    page = engine.run(read_question(QueryDict(urlencode({"q": text}))), user).page
    return page.total, page.group_total, page.facets, page.spelling, [hit.id for hit in page.hits]


def test_search_tells_strangers_the_same_as_without_the_file(
    everyone, client_of, run_jobs, run_index
):
    make_version(everyone.outsider, title="Notulen rapat", text="Pembahasan arsip")
    run_jobs()
    run_index()
    before = {(n, q): found_by(everyone.users[n], q) for n in STRANGERS for q in QUESTIONS}
    make_version(
        everyone.owner, title=f"Notulen {PLANTED}", text=f"Pembahasan {PLANTED}", kind="foto",
        number=PLANTED, issuer=PLANTED, dated_on=date(2025, 3, 4),
    )  # fmt: skip
    run_jobs()
    run_index()

    assert found_by(everyone.owner.user, PLANTED)[0] == 1
    for (name, text), told in before.items():
        assert found_by(everyone.users[name], text) == told, f"{name}: {text}"
    for name in STRANGERS:
        client = client_of(everyone.users[name])
        listed = client.get(reverse("search:results"), {"q": "notulen"})
        offered = client.get(reverse("search:suggest"), {"q": "zwoel"})
        assert PLANTED not in body_of(listed) + body_of(offered), name
    offered = client_of(everyone.owner.user).get(reverse("search:suggest"), {"q": "zwoel"})
    assert PLANTED in body_of(offered)


# --- Wagtail's own addresses ------------------------------------------------------------


# Wagtail answers these to anybody on purpose: signing in and out, a forgotten password, and icons
# and words of its own scripts.
OPEN_IN_WAGTAIL = {
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
}  # fmt: skip


def wagtail_addresses():
    found = {}
    for name in names_in(get_resolver()):
        if name == "set_language" or name.partition(":")[0] in OURS or name in OPEN_IN_WAGTAIL:
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if address.startswith("/cms/"):
            found[name] = address
    return found


@pytest.mark.parametrize("name", ["anonymous", "owner", "admin"])
def test_wagtail_refuses_whoever_may_not_edit(everyone, client_of, name):
    client = client_of(everyone.users[name])
    addresses = wagtail_addresses()
    assert len(addresses) > 30
    answered = []
    for url_name, address in addresses.items():
        response = client.get(address)
        to_sign_in = response.status_code == 302 and urlsplit(response.url).path in {
            reverse("people:sign_in"), reverse("wagtailadmin_login"),
        }  # fmt: skip
        refused = name != "anonymous" and response.status_code in {403, 404}
        if not (to_sign_in or refused):
            answered.append((url_name, response.status_code))
    assert answered == []


@pytest.mark.parametrize("name", ["anonymous", "owner", "superuser"])
def test_document_without_a_live_page_is_not_served(everyone, client_of, name):
    document = get_document_model().objects.create(
        title="Rancangan", file=ContentFile(PLANTED.encode(), "rancangan.txt")
    )
    response = client_of(everyone.users[name]).get(document.url)

    assert response.status_code in {302, 404}
    assert PLANTED not in body_of(response)


@pytest.mark.parametrize("is_live", [True, False])
def test_document_is_served_while_a_live_page_refers_to_it(client, is_live):
    document = get_document_model().objects.create(
        title="Panduan", file=ContentFile(b"Panduan", "panduan.txt")
    )
    document.file.close()
    page = Page.objects.filter(depth=2).first()
    Page.objects.filter(pk=page.pk).update(live=is_live)
    of_page = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.create(
        base_content_type=of_page, content_type=of_page, object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(document),
        to_object_id=str(document.pk), model_path="body", content_path="body",
        content_path_hash=ReferenceIndex._get_content_path_hash("body"),
    )  # fmt: skip

    response = client.get(document.url)
    if response.streaming:
        assert b"".join(response.streaming_content) == b"Panduan"
    response.close()
    assert response.status_code == (200 if is_live else 404)
