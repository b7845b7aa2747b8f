"""The seven-minute walk in a real browser: plan, file, check, rate, copy; on phone and desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from portal.evaluation.models import BknResult, CopyTick, Evaluation, ResultDocument
from portal.evaluation.states import EvaluationState
from portal.files.storing import absolute_path
from portal.planning.models import EvidenceUse, Plan, Realization
from portal.planning.queries import indicators_of
from portal.planning.states import PlanState, RealizationState, UseState
from tests.factories.evaluation import make_achievement, make_superior
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import period_of
from tests.helpers import reload, run_index, run_jobs, sign_in_page, wait_until

pytestmark = pytest.mark.usefixtures("pristine", "clock")
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}
PHOTO = "exif-mobile-jolla.jpg"
MINUTES = "id-sk-tim-pengelola-tes.pdf"


@pytest.fixture
def owner():
    return make_employee_with_appraiser()


@pytest.fixture
def head(owner):
    found = owner.positions.get().appraisers.get().appraiser
    make_superior(found)
    return found


@pytest.fixture
def window(browser, live_server):
    """A signed-in window of its own for a person; closed at the end."""
    contexts = []

    def open_for(employee, size):
        context = browser.new_context(
            locale="id-ID", timezone_id="Asia/Jakarta", viewport=size,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        sign_in_page(page, live_server.url, employee.user)
        return page

    yield open_for
    for context in contexts:
        context.close()


def press(page, address):
    """Press the button that sends to an address, and wait for what comes."""
    button = f"form[action='{address}'] button, button[formaction='{address}']"
    with page.expect_navigation():
        page.locator(button).first.click()


def at(name, *place):
    return reverse(name, args=place)


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_year_of_work_in_seven_minutes(window, live_server, owner, head, shared_data, size):
    url = live_server.url
    mine, theirs = window(owner, size), window(head, WIDE)
    plan = write_plan(mine, url)
    agree(theirs, url, plan)
    period = period_of(plan)
    line = indicators_of(plan.standing_version)[0].line
    place = (plan.public_id, period.pk, line)

    file_realization(mine, url, place, shared_data)
    find_by_number_and_word(theirs, url)
    return_with_reason(theirs, url)
    replace(mine, url, place, shared_data)
    check_everything(theirs, url)
    rate(theirs, url, plan, period, place)
    receive(mine, url, plan, period)
    copy_over(mine, url, plan, period)

    evaluation = Evaluation.objects.get()
    assert evaluation.state == EvaluationState.CLOSED
    assert BknResult.objects.get().differs is False
    assert set(EvidenceUse.objects.values_list("state", flat=True)) == {UseState.ACCEPTED}


def write_plan(page, url):
    page.goto(f"{url}{at('planning:plans')}")
    press(page, at("planning:begin"))
    plan = Plan.objects.get()
    page.goto(f"{url}{at('planning:result_new', plan.public_id)}")
    page.fill("main [name=statement]", "Warga menerima layanan administrasi tepat waktu")
    page.locator("[name$='-statement']").first.fill("Jumlah laporan layanan yang selesai")
    page.locator("[name$='-target_text']").first.fill("12")
    # Without its unit nobody could measure it: the page says so and keeps what was typed.
    page.locator("main form button.primary").first.click()
    expect(page.locator(".errors")).to_contain_text("bersatuan")
    page.locator("[name$='-target_unit']").first.fill("dokumen")
    with page.expect_navigation():
        page.locator("main form button.primary").first.click()
    page.goto(f"{url}{at('planning:plan', plan.public_id)}")
    press(page, at("planning:submit", plan.public_id))
    assert plan.versions.get().state == PlanState.SUBMITTED
    return plan


def agree(page, url, plan):
    page.goto(f"{url}/")
    page.locator(f"main a[href='{plan.get_absolute_url()}']").first.click()
    press(page, at("planning:agree", plan.public_id))
    assert plan.versions.get().state == PlanState.AGREED


def file_realization(page, url, place, shared_data):
    page.goto(f"{url}{at('planning:realization', *place)}")
    for number, name in enumerate((PHOTO, MINUTES), 1):
        upload = page.locator(f"form[action='{at('planning:upload_use', *place)}']")
        if not upload.is_visible():
            page.locator("details:has(form[data-upload]) > summary").first.click()
        upload.locator("input[type=file]").first.set_input_files(
            shared_data / "evidence/good" / name
        )
        upload.locator("[name=kind]").select_option(label="Notulen" if number == 2 else "Foto")
        if not upload.locator("[name=number]").is_visible():
            upload.locator("details > summary").last.click()
        upload.locator("[name=number]").fill(f"094/77{number}/2026")
        upload.locator("[name=note]").fill("Halaman pertama memuat daftar tugas.")
        upload.locator("button.primary").last.click()
        wait_until(lambda count=number: EvidenceUse.objects.count() == count)
        page.goto(f"{url}{at('planning:realization', *place)}")
    page.fill("main [name=value]", "3")
    page.fill("main [name=narrative]", "Tiga laporan layanan selesai tepat waktu.")
    page.fill("main [name=data_source]", "buku register")
    press(page, at("planning:submit_realization", *place))
    assert Realization.objects.get().state == RealizationState.SUBMITTED
    run_jobs()
    run_index()


def find_by_number_and_word(page, url):
    page.goto(f"{url}/cari/?q=094/772/2026")
    expect(page.locator("main .hits").first).to_contain_text("094/772/2026")
    page.goto(f"{url}/cari/?q=pengelola")
    assert page.locator("main .hits > li").count() >= 1


def return_with_reason(page, url):
    page.goto(f"{url}{at('verification:queue')}")
    use = EvidenceUse.objects.get(version__original_name=MINUTES)
    page.goto(f"{url}{at('verification:bench', use.pk)}")
    page.select_option("[name=reason_code]", "belum_final")
    page.fill("[name=note]", "Surat ini belum ditandatangani pimpinan.")
    with page.expect_navigation():
        page.locator("button[name=outcome][value=returned]").click()
    assert reload(use).state == UseState.RETURNED


def replace(page, url, place, shared_data):
    page.goto(f"{url}{at('planning:realization', *place)}")
    expect(page.locator(".verdict").filter(has_text="belum ditandatangani")).to_be_visible()
    use = EvidenceUse.objects.get(state=UseState.RETURNED)
    page.locator(f"a[href='{at('planning:replace_use', use.pk)}']").click()
    page.locator("input[type=file]").first.set_input_files(
        shared_data / "evidence/good/id-skb-hari-libur-2021.pdf"
    )
    page.locator("main form button.primary").last.click()
    wait_until(lambda: EvidenceUse.objects.get(pk=use.pk).version.number == 2)
    assert reload(use).state == UseState.SUBMITTED
    run_jobs()


def check_everything(page, url):
    """By keys alone: accept, and the next one comes by itself."""
    page.goto(f"{url}{at('verification:queue')}")
    first = EvidenceUse.objects.order_by("submitted_at", "pk").first()
    page.goto(f"{url}{at('verification:bench', first.pk)}")
    for count in (1, 2):
        with page.expect_navigation():
            page.keyboard.press("a")
        assert EvidenceUse.objects.filter(state=UseState.ACCEPTED).count() == count


def rate(page, url, plan, period, place):
    page.goto(f"{url}{at('planning:realization', *place)}")
    press(page, at("planning:accept_realization", *place))
    make_achievement(plan)
    sheet = at("evaluation:evaluation", plan.public_id, period.pk)
    page.goto(f"{url}{sheet}")
    press(page, at("evaluation:open", plan.public_id, period.pk))
    page.locator("[name=result_level]").nth(1).check()
    page.locator("[name=behavior_level]").nth(0).check()
    # No action plan was agreed: that does not block, it asks for a reason.
    page.locator("form.rating fieldset textarea").first.fill("Target disepakati lisan pada Juli.")
    press(page, at("evaluation:deliver", plan.public_id, period.pk))
    assert Evaluation.objects.get().state == EvaluationState.DELIVERED
    expect(page.locator(".matrix .lit, .matrix [aria-current]").first).to_be_visible()
    run_jobs()


def receive(page, url, plan, period):
    page.goto(f"{url}{at('evaluation:evaluation', plan.public_id, period.pk)}")
    document = at("evaluation:document", plan.public_id, period.pk, "F5", 1)
    expect(page.locator(f"a[href='{document}']")).to_be_visible()
    paper = page.request.get(f"{url}{document}").body()
    stored = ResultDocument.objects.get(form="F5").stored_file
    assert paper == absolute_path(stored).read_bytes()
    assert paper.startswith(b"%PDF-")
    press(page, at("evaluation:accept", plan.public_id, period.pk))
    assert Evaluation.objects.get().state == EvaluationState.ACCEPTED


def copy_over(page, url, plan, period):
    page.goto(f"{url}{at('evaluation:copy_period', plan.public_id, period.pk)}")
    row = page.locator(".copy-row").first
    text = row.locator("[data-copy-text]").inner_text()
    row.locator("[data-copy-button]").click()
    wait_until(lambda: CopyTick.objects.count() == 1)
    assert page.evaluate("navigator.clipboard.readText()").strip() == text.strip()
    expect(row.locator("[data-copied]")).to_be_visible()
    page.goto(f"{url}{at('evaluation:evaluation', plan.public_id, period.pk)}")
    form = page.locator(f"form[action='{at('evaluation:bkn_result', plan.public_id, period.pk)}']")
    form.locator("[name=dated_on]").fill("2026-11-20")
    level = str(Evaluation.objects.get().overall_level_id)
    choice = form.locator("[name=level]")
    if choice.first.evaluate("field => field.tagName") == "SELECT":
        choice.select_option(level)
    else:
        form.locator(f"[name=level][value='{level}']").check()
    press(page, at("evaluation:bkn_result", plan.public_id, period.pk))
