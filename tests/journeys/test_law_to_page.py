"""From a damaged text to a page that is read, cited and found: four people, one browser each."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect

from guidelines.domain.mending import rows_of_edition
from guidelines.models import GuidePage, RegulationPage, RegulationText
from tests.factories.evidence import make_version
from tests.factories.guidelines import make_approver, make_editor
from tests.factories.people import make_employee_with_user
from tests.guidelines.guides import citation, publish_guide, section
from tests.guidelines.importing.laws import CLOSING, OPENING
from tests.helpers import run_index, run_jobs, sign_in, sign_in_page

pytestmark = pytest.mark.usefixtures("pristine")
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

BODY = """\
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Pembaca Naskah yang selanjutnya disingkat PN adalah orang yang membaca naskah.
2. Naskah Uji adalah naskah yang dibuat untuk uji.
BAB II
TATA CARA
Pasal 2
(1) PN membaca Naskah Uji dengan teliti.
(21 PN mencatat bagian yang rusak.
Pasal 2
Naskah Uji disimpan oleh juru simpan kelulut.
Pasal 4
Catatan diserahkan kepada penguji.
Fasal S
Penguji menjawab paling lama tiga hari.
Pasal 6
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.
"""
"""The third article is numbered 2 again, the heading of the fifth is damaged past reading."""

LAW = (OPENING + BODY + CLOSING).replace("2031", "2024")
ADDRESS = "/aturan/pp-7-2024/"
RARE = "kelulut"


@pytest.fixture
def window(browser, live_server, roles):
    """Open a browser for a person, signed in, or for a visitor."""
    opened = []

    def open_for(user=None, size=WIDE, **more):
        context = browser.new_context(
            locale="id-ID", timezone_id="Asia/Jakarta", viewport=size, base_url=live_server.url,
            **more,
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if user is not None:
            sign_in_page(page, live_server.url, user)
        return page

    yield open_for
    for context in opened:
        context.close()


def import_law(page, path):
    """The import page, then what it proposes, then a draft."""
    page.goto("/cms/aturan/impor/")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form:has([name=file]) button.button").click()
    page.wait_for_url(re.compile(r"/cms/aturan/impor/[0-9a-f-]{36}/"))


def findings():
    """What the draft still asks to be looked at, repaired numbers aside."""
    edition = RegulationText.objects.get()
    return {
        (place["kind"], place["key"]) for place in edition.findings if place["kind"] != "repaired"
    }


def open_unit(page, key, position=None):
    """Open a unit of the draft, or a row in it, for mending."""
    edition = RegulationText.objects.get()
    if position is None:
        position = edition.provisions.get(key=key).position
    page.goto(f"/cms/aturan/{edition.regulation_id}/naskah/?di={key}&ubah={position}")


def open_words(page, words):
    """Open the row of an article in which these words stand."""
    parts = RegulationText.objects.get().provisions
    row = parts.get(text__contains=words)
    article = parts.get(
        kind="article", position__lte=row.position, position_end__gt=row.position
    )
    open_unit(page, article.key, row.position)


def take_step(page, verb, **fields):
    """Fill in the form of a step on the open row, and send it."""
    form = page.locator(f"form:has(button[name=step][value={verb}])").first
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if name == "kind":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator(f"button[name=step][value={verb}]").click()


def choose_action(page, name):
    """Open the menu of the foot of Wagtail's edit page and choose an action."""
    action = page.locator(f"footer [name='{name}']").first
    if not action.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    with page.expect_navigation():
        action.click()


def edit_page(page, law):
    page.goto(f"/cms/pages/{law.pk}/edit/")


def test_import_mend_approve_read_cite_and_find(window, tmp_path):
    editor, approver = make_editor(), make_approver()
    owner = make_employee_with_user()
    paper = tmp_path / "naskah-uji.txt"
    paper.write_text(LAW)

    # The editor imports it and sees what is wrong with it.
    desk = window(editor)
    import_law(desk, paper)
    shown = desk.locator("main").inner_text()
    assert "Pasal 5" in shown
    assert "(21" in shown
    assert desk.locator("[name=number]").input_value() == "7"
    assert desk.locator("[name=year]").input_value() == "2024"
    desk.locator("form:has([name=year]) button.button:not([name=discard])").click()
    desk.wait_for_url("**/naskah/**")
    law = RegulationPage.objects.get()
    assert not law.live
    assert findings() == {
        ("doubled", "pasal-2--2"), ("gap", "pasal-3"), ("gap", "pasal-5")
    }  # fmt: skip

    # Mending: the second article 2 is the third, and the damaged heading opens the fifth.
    open_unit(desk, "pasal-2--2")
    take_step(desk, "name", number="3")
    assert findings() == {("gap", "pasal-5")}
    take_step(desk, "undo")
    assert ("doubled", "pasal-2--2") in findings()
    take_step(desk, "redo")
    open_words(desk, "Fasal S")
    take_step(desk, "heading", words="Fasal S", kind="article", number="5")
    assert findings() == set()
    edition = RegulationText.objects.get()
    assert "".join(row.source for row in rows_of_edition(edition)) == LAW

    # Nobody else reads or finds the draft.
    run_jobs()
    run_index()
    for reader in (Client(), sign_in(Client(), owner.user), sign_in(Client(), editor)):
        for path in (ADDRESS, f"{ADDRESS}pasal-3/", f"{ADDRESS}pasal-3/pdf/", f"{ADDRESS}cetak/"):
            assert reader.get(path).status_code == 404
        for path in ("/aturan/", f"/cari/?q={RARE}"):
            assert "pp-7-2024" not in reader.get(path).content.decode()

    # It is handed in; another person returns it with a comment.
    edit_page(desk, law)
    choose_action(desk, "action-submit")
    assert RegulationText.objects.get().state == "submitted"
    other = window(approver)
    decide(other, law, "reject", "Pasal 4: kata penguji perlu diperiksa.")
    assert RegulationText.objects.get().state == "draft"

    # The editor reads the comment, mends, hands it in again; it is published.
    desk.goto(f"/cms/pages/{law.pk}/history/")
    expect(desk.get_by_text("kata penguji perlu diperiksa").first).to_be_visible()
    open_words(desk, "Catatan diserahkan")
    take_step(desk, "correct", text="Catatan diserahkan kepada ketua penguji.\n")
    edit_page(desk, law)
    choose_action(desk, "action-submit")
    decide(other, law, "approve")
    law = RegulationPage.objects.get()
    assert law.live
    assert RegulationText.objects.get().state == "published"

    # A visitor reads the article on a phone and copies the citation.
    phone = window(size=PHONE, permissions=["clipboard-read", "clipboard-write"])
    phone.goto(f"{ADDRESS}pasal-4/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Pasal 4")
    expect(phone.locator("[data-law]")).to_contain_text("diserahkan kepada ketua penguji")
    phone.locator("[data-copy]").click()
    copied = phone.evaluate("navigator.clipboard.readText()")
    assert "Pasal 4 PP 7/2024" in copied
    assert urlsplit(copied.split()[-1]).path == f"{ADDRESS}pasal-4/"
    assert_fits(phone)

    # A guide cites another article; search finds article, guide and evidence together.
    guide = publish_guide(
        section("Menyimpan", "menyimpan"), citation(law, "pasal-3"),
        title="Menyimpan naskah", summary=f"Anda dapat menyimpan seperti {RARE}.",
    )  # fmt: skip
    make_version(owner, title=f"Catatan {RARE}", text=f"Disimpan oleh {RARE}.")
    run_jobs()
    run_index()
    phone.goto(guide.portal_address())
    expect(phone.locator("main")).to_contain_text("Naskah Uji disimpan oleh juru simpan")
    assert_fits(phone)

    mine = window(owner.user, size=PHONE)
    mine.goto(f"/cari/?q={RARE}")
    hits = mine.locator("main li h2 a")
    expect(hits).to_have_count(3)
    addresses = {urlsplit(hit.get_attribute("href")).path for hit in hits.all()}
    assert f"{ADDRESS}pasal-3/" in addresses
    assert guide.portal_address() in addresses
    assert any(address.startswith("/bukti/") for address in addresses)
    assert_fits(mine)
    mine.locator(f"main li h2 a[href^='{ADDRESS}pasal-3/']").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Pasal 3")
    expect(mine.locator("[data-law]")).to_contain_text(RARE)
    assert_fits(mine)

    # The visitor finds what is public, and no evidence.
    phone.goto(f"/cari/?q={RARE}")
    expect(phone.locator("main li h2 a")).to_have_count(2)
    assert GuidePage.objects.get() == guide


def decide(page, law, action, comment=""):
    """Approve or return what waits, with the buttons of Wagtail's edit page."""
    edit_page(page, law)
    button = page.locator(f"[data-workflow-action-name='{action}']").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()
    if comment:
        dialog = page.locator("form:has([name=comment])")
        dialog.locator("[name=comment]").fill(comment)
        dialog.locator("[type=submit]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$|/cms/$"))


def assert_fits(page):
    """Nothing is wider than the phone."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], page.url
