"""Help beside fields: stable keys, one query for a form, and nothing of a draft."""

import pkgutil
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

import evidence
import guidelines
import portal
import search
from evidence.forms import UploadForm, WithdrawForm
from guidelines.models import FieldHelp, GuidePage
from portal.core.forms import PortalFormMixin
from portal.core.help import HELP_KEYS, Help, help_for
from portal.people.forms import SignInForm
from tests.factories.guidelines import make_approver, make_editor, make_guide
from tests.factories.people import make_employee_with_user
from tests.guidelines.guides import publish_guide, section
from tests.helpers import english, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "clock")]

#: Content is tied to these: a key is added, never renamed.
KEYS = {
    "evidence.description.activity_from", "evidence.description.activity_until",
    "evidence.description.confidentiality", "evidence.description.dated_on",
    "evidence.description.description", "evidence.description.issuer",
    "evidence.description.kind", "evidence.description.number",
    "evidence.description.shared_with", "evidence.description.sharing",
    "evidence.description.team", "evidence.description.title",
    "evidence.emergency.reason", "evidence.emergency.record",
    "evidence.filter.kind", "evidence.filter.q", "evidence.filter.sort",
    "evidence.filter.state", "evidence.filter.year",
    "evidence.upload.files", "evidence.upload.on_behalf_of",
    "evidence.version.files",
    "evidence.withdrawal.note", "evidence.withdrawal.reason",
    "guidelines.feedback.is_clear", "guidelines.feedback.note",
    "guidelines.filter.kind", "guidelines.filter.q", "guidelines.filter.year",
    "people.mandate.helper", "people.mandate.last_day", "people.mandate.scope",
    "people.mandate.valid_from",
    "people.password.new_password", "people.password.new_password_again",
    "people.password.old_password",
    "people.sign_in.password", "people.sign_in.shared_computer", "people.sign_in.username",
    "search.dates.since", "search.dates.until",
}  # fmt: skip


def forms_of_ours():
    """Every form class of the mounted packages."""
    for package in (portal, evidence, guidelines, search):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.rsplit(".", 1)[-1] in {"forms", "filters"}:
                import_module(module.name)
    waiting, found = [PortalFormMixin], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.split(".")[0] in {"portal", "evidence", "guidelines", "search"}:
                found.add(form)
    return {form for form in found if form.__module__ != "portal.home.component_samples"}


def test_every_field_that_people_see_has_a_registered_key():
    missing = {
        f"{form.__qualname__}.{name}"
        for form in forms_of_ours()
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and form.help_key(name) not in HELP_KEYS
    }

    assert missing == set()


def test_keys_are_those_that_content_is_tied_to():
    assert set(HELP_KEYS) >= KEYS


def test_inherited_field_has_the_key_of_the_form_that_declares_it():
    assert UploadForm.help_key("title") == "evidence.description.title"
    assert UploadForm.help_key("files") == "evidence.upload.files"
    assert UploadForm.help_key("nothing") == ""


def test_field_without_help_shows_nothing():
    assert 'class="help"' not in str(SignInForm())


def test_sentence_and_link_stand_beside_the_field():
    guide = publish_guide(section("Masuk", "masuk"), title="Akun Anda", title_en="Your account")
    FieldHelp.objects.create(
        key="people.sign_in.username", text_id="Ketik NIP 18 angka.",
        text_en="Type 18 digits.", guide=guide, section="masuk",
    )  # fmt: skip

    indonesian = Client().get("/masuk/").content.decode()
    in_english = english(Client()).get("/masuk/").content.decode()

    assert "Ketik NIP 18 angka." in indonesian
    assert f'<a href="/panduan/{guide.slug}/#masuk">Akun Anda</a>' in indonesian
    assert "Type 18 digits." in in_english
    assert ">Your account</a>" in in_english
    assert indonesian.count('class="help"') == 1


def test_sentence_is_escaped():
    FieldHelp.objects.create(key="people.sign_in.username", text_id="<script>x</script>")

    assert "<script>x" not in str(SignInForm())


def test_guide_that_is_a_draft_is_not_linked_nor_named():
    draft = make_guide("Rahasia rancangan")
    FieldHelp.objects.create(key="people.sign_in.username", text_id="Kalimat.", guide=draft)

    assert help_for(["people.sign_in.username"]) == {"people.sign_in.username": Help("Kalimat.")}


@pytest.mark.parametrize("above", [False, True])
def test_guide_that_is_closed_to_visitors_is_not_linked(above):
    guide = publish_guide(title="Tertutup")
    FieldHelp.objects.create(key="people.sign_in.username", text_id="Kalimat.", guide=guide)
    assert help_for(["people.sign_in.username"])["people.sign_in.username"].url

    PageViewRestriction.objects.create(
        page=guide.get_parent() if above else guide, restriction_type=PageViewRestriction.LOGIN
    )

    assert help_for(["people.sign_in.username"]) == {"people.sign_in.username": Help("Kalimat.")}


def test_title_of_an_unpublished_change_is_not_told():
    guide = publish_guide(title="Judul terbit")
    FieldHelp.objects.create(key="people.sign_in.username", text_id="Kalimat.", guide=guide)
    guide.title = "Judul rancangan"
    guide.save_revision()

    found = help_for(["people.sign_in.username"])["people.sign_in.username"]

    assert found.title == "Judul terbit"


def test_all_helps_of_a_form_take_one_query():
    guide = publish_guide()
    for name in ("reason", "note"):
        FieldHelp.objects.create(key=f"evidence.withdrawal.{name}", text_id=name, guide=guide)

    with CaptureQueriesContext(connection) as queries:
        page = str(WithdrawForm())

    assert page.count('class="help"') == 2
    assert len(queries) == 1


def test_unpublished_guide_leaves_the_sentence():
    guide = publish_guide()
    FieldHelp.objects.create(key="people.sign_in.username", text_id="Kalimat.", guide=guide)

    GuidePage.objects.get(pk=guide.pk).unpublish()
    assert help_for(["people.sign_in.username"]) == {"people.sign_in.username": Help("Kalimat.")}

    guide = GuidePage.objects.get(pk=guide.pk)
    guide.delete()
    assert help_for(["people.sign_in.username"]) == {"people.sign_in.username": Help("Kalimat.")}


@pytest.mark.parametrize("make", [make_editor, make_approver])
def test_content_people_edit_it_in_wagtail(make):
    client = sign_in(Client(), make())
    address = "/cms/snippets/guidelines/fieldhelp/add/"
    assert client.get(address).status_code == 200

    answer = client.post(
        address,
        {"key": "evidence.upload.files", "text_id": "Pilih berkas.", "text_en": "", "guide": "",
         "section": ""},
    )  # fmt: skip

    assert answer.status_code == 302
    assert FieldHelp.objects.get().text_id == "Pilih berkas."
    unknown = client.post(address, {"key": "evidence.upload.nothing", "text_id": "x"})
    assert unknown.status_code == 200
    assert FieldHelp.objects.count() == 1


def test_nobody_else_edits_it():
    client = sign_in(Client(), make_employee_with_user().user)

    answer = client.post(
        "/cms/snippets/guidelines/fieldhelp/add/", {"key": "evidence.upload.files", "text_id": "x"}
    )

    assert answer.status_code in {302, 403, 404}
    assert not FieldHelp.objects.exists()
