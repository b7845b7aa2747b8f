"""The first walk in a real browser: sign in, file, watch the truth, find it, fetch it."""

import http.client
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from evidence.models import EvidenceVersion
from tests.factories.evidence import make_version
from tests.factories.people import make_employee_with_user
from tests.helpers import run_index, run_jobs, sign_in_page, wait_until

pytestmark = pytest.mark.usefixtures("pristine")
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def owner():
    return make_employee_with_user()


@pytest.fixture
def page(browser):
    """A browser of its own, as on the desk of an Indonesian office."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    yield context.new_page()
    context.close()


def fill_in(page, files, title=""):
    page.locator("#id_files").set_input_files(files)
    page.select_option("[name=kind]", label="Surat tugas")
    page.fill("[name=title]", title)


def send(page):
    page.locator("form[data-upload] button.primary").last.click()


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_file_watch_find_and_fetch(page, live_server, owner, shared_data, size):
    page.set_viewport_size(size)
    sign_in_page(page, live_server.url, owner.user)
    page.goto(f"{live_server.url}/bukti/unggah/")
    scan = shared_data / "evidence/good/id-permendagri-7-2019.pdf"
    fill_in(page, [scan], "Dasar layanan daring")
    send(page)
    row = page.locator("[data-rows] > li")
    expect(row.get_by_role("link", name="Dasar layanan daring")).to_be_visible()
    version = EvidenceVersion.objects.get()

    # The row changes by itself as the workers do their part, and claims nothing before.
    assert row.locator("[data-receipt]").is_hidden()
    run_jobs()
    run_index()
    expect(row.locator("[data-receipt]")).to_be_visible(timeout=20_000)
    assert EvidenceVersion.objects.get().searchable_at is not None

    page.goto(f"{live_server.url}/cari/?q=kependudukan")
    page.get_by_role("link", name="Dasar layanan daring").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dasar layanan daring")
    image = page.locator(".viewer figure img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") > 300
    with page.expect_download() as waiting:
        page.locator(f"a[href$='/versi/{version.number}/unduh/']").click()
    assert waiting.value.path().read_bytes() == scan.read_bytes()
    assert waiting.value.suggested_filename == scan.name


def test_without_scripts_by_keyboard_alone(browser, live_server, owner, tmp_path):
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport=PHONE)
    page = context.new_page()
    sign_in_page(page, live_server.url, owner.user)
    paper = tmp_path / "surat #1.txt"
    paper.write_text("Surat tugas menghadiri rapat.")
    page.goto(f"{live_server.url}/bukti/unggah/")
    page.locator("#id_files").set_input_files(paper)
    page.locator("[name=kind]").focus()
    page.keyboard.type("Surat tugas")
    page.locator("form[data-upload] button.primary").last.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/bukti/diterima/**")
    expect(page.get_by_role("link", name="Surat #1")).to_be_visible()
    run_jobs()
    page.reload()
    page.locator(".files a[href$='/tanda-terima/']").click()
    expect(page.locator(".hash")).to_have_text(EvidenceVersion.objects.get().stored_file.sha256)
    context.close()


def test_going_back_after_sending_does_not_send_twice(browser, live_server, owner, tmp_path):
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    sign_in_page(page, live_server.url, owner.user)
    paper = tmp_path / "surat.txt"
    paper.write_text("Surat tugas.")
    page.goto(f"{live_server.url}/bukti/unggah/")
    fill_in(page, [paper])
    send(page)
    page.wait_for_url("**/bukti/diterima/**")
    page.go_back()
    fill_in(page, [paper])
    send(page)
    page.wait_for_url("**/bukti/diterima/**")

    # Whether the browser kept the form or asked for a new one.
    assert EvidenceVersion.objects.count() == 1
    context.close()


def test_stranger_finds_nothing(page, live_server, owner):
    make_version(owner, title="Bukti khas 7731", text="Kata khas kelulawar")
    run_jobs()
    run_index()
    sign_in_page(page, live_server.url, make_employee_with_user(name="Siti Rahma").user)

    page.goto(f"{live_server.url}/cari/?q=kelulawar")

    assert "7731" not in page.content()


def test_300_megabytes_are_answered_with_a_sentence(client, live_server, owner, settings):
    """As a script would send them: the whole body goes over the wire, a page comes back."""
    client.force_login(owner.user, backend="portal.people.sign_in.NipOrNameBackend")
    page = client.get("/bukti/unggah/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
    size = 300 * 1024 * 1024
    head = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="besar.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n"
    )
    fields = {"csrfmiddlewaretoken": token, "title": "Judul yang diketik", "kind": "1",
              "confidentiality": "ordinary", "sharing": "only_me"}
    rest = "".join(
        f'\r\n--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'
        for name, value in fields.items()
    ).encode() + b"\r\n--x--\r\n"
    line = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=120)
    line.putrequest("POST", "/bukti/unggah/")
    for name, value in (
        ("Content-Type", "multipart/form-data; boundary=x"),
        ("Content-Length", str(len(head) + size + len(rest))),
        ("Cookie", cookies),
        ("Accept", "text/html"),
    ):
        line.putheader(name, value)
    line.endheaders(head)
    block = bytes(1024 * 1024)
    for _ in range(300):
        line.send(block)
    line.send(rest)
    response = line.getresponse()
    answer = response.read().decode()
    line.close()

    assert response.status == 422
    assert "“besar.pdf”" in answer
    assert "Judul yang diketik" in answer
    assert not EvidenceVersion.objects.exists()
    wait_until(lambda: not list(settings.PORTAL["INCOMING_DIR"].iterdir()), 5)
