"""The bench in a real browser: by keyboard alone, on a small wide screen and on a phone."""

import io
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from evidence.domain.previews import image_path, thumb_path
from portal.planning.models import EvidenceUse
from portal.planning.states import UseState
from portal.verification.models import EvidenceReview
from tests.design.browser import AXE_RULES
from tests.factories.evidence import make_version
from tests.factories.planning import indicator_of, make_action_plan, make_plan, make_use
from tests.helpers import reload, sign_in_page

from .pages import QUEUE, USES, bench_of

pytestmark = pytest.mark.usefixtures("pristine", "clock")


def scan_of_three_pages():
    """A TIFF as a scanner makes it."""
    pages = [Image.new("RGB", (300, 420), shade) for shade in ("white", "silver", "gray")]
    target = io.BytesIO()
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    return target.getvalue()


def draw(version):
    """Page images as the worker would have left them."""
    for number in (1, 2, 3):
        for path in (image_path(version, number), thumb_path(version, number)):
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (300, 420), "white").save(path, "WEBP")


@pytest.fixture
def uses(everyone):
    plan = make_plan(everyone.owner, results=2)
    make_action_plan(plan)
    version = make_version(
        everyone.owner, text=scan_of_three_pages(), name="pindaian.tiff", state="read",
        pages=["Halaman satu", "Halaman dua", "Halaman tiga"], title="Pindaian notulen",
    )
    draw(version)
    return [
        make_use(plan, version=version),
        make_use(plan, text="dua", title="Daftar hadir", indicator=indicator_of(plan, 2)),
    ]


@pytest.fixture
def desk(page, live_server, everyone):
    """The checker's browser at 1280 x 800, signed in; errors of scripts fail the test."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda line: errors.append(line.text) if "Content Security" in line.text else None,
    )
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in_page(page, live_server.url, everyone.head.user)
    yield page
    assert errors == []


def answers_of(page):
    chosen = page.locator("[data-point] input:checked")
    return {radio.get_attribute("name"): radio.get_attribute("value") for radio in chosen.all()}


def test_queue_is_worked_through_by_keyboard(desk, live_server, uses):
    first, second = uses
    desk.goto(live_server.url + bench_of(first))

    for key in "1224448":
        desk.keyboard.press(key)
    assert answers_of(desk) == {
        "point_1": "yes", "point_2": "no", "point_4": "na", "point_8": "yes",
    }
    desk.keyboard.press("2")
    desk.keyboard.press("a")
    desk.wait_for_url(f"**{bench_of(second)}")
    assert reload(first).state == UseState.ACCEPTED
    assert EvidenceReview.objects.get().answers == {"1": True, "2": None, "4": None, "8": True}

    desk.keyboard.press("r")
    assert desk.evaluate("document.activeElement.name") == "reason_code"
    desk.locator("[name=reason_code]").select_option("kurang_lengkap")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.name") == "note"
    desk.keyboard.type("Daftar hadir rangkap ar1a belum ada?")
    assert desk.locator("[name=note]").input_value() == "Daftar hadir rangkap ar1a belum ada?"
    assert answers_of(desk) == {}
    desk.locator("#point-1").click()
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("r")
    desk.wait_for_url(f"**{QUEUE}")
    assert reload(second).state == UseState.RETURNED
    assert not EvidenceUse.objects.filter(state=UseState.SUBMITTED).exists()


def test_keys_are_shown_skip_and_can_be_switched_off(desk, live_server, uses):
    first, second = uses
    desk.goto(live_server.url + bench_of(first))

    desk.keyboard.press("n")
    desk.wait_for_url(f"**{bench_of(second)}")
    desk.keyboard.press("?")
    assert desk.locator("[data-bench-keys] p").first.is_visible()
    desk.locator("[data-bench-switch]").uncheck()
    desk.keyboard.press("a")
    desk.keyboard.press("1")
    assert answers_of(desk) == {}
    assert reload(second).state == UseState.SUBMITTED
    assert desk.locator("[aria-keyshortcuts]").count() == 0


def test_turning_a_page_keeps_what_was_typed(desk, live_server, uses):
    desk.goto(live_server.url + bench_of(uses[0]))
    desk.keyboard.press("3")
    desk.locator("[name=note]").fill("Halaman dua kosong.")

    desk.locator(".viewer a[rel=next]").click()
    desk.locator(".viewer img[src*='halaman/2.webp']").wait_for()

    assert desk.locator("[name=note]").input_value() == "Halaman dua kosong."
    assert answers_of(desk) == {"point_3": "yes"}
    assert desk.evaluate("document.activeElement.rel") == "next"


def test_buttons_and_first_points_are_in_view_and_cover_no_focus(desk, live_server, uses):
    # The usual way here: a message says what became of the file before.
    desk.goto(live_server.url + bench_of(uses[1]))
    desk.locator("[data-key=a]").click()
    desk.wait_for_url(f"**{bench_of(uses[0])}")

    for selector in (
        "[data-key=a]", "[data-key=r]", "[data-key=n]", "#point-1", "#point-2", "#point-3",
    ):
        box = desk.locator(selector).bounding_box()
        assert box["y"] + box["height"] <= 800, selector
    bar = desk.locator("[data-bench-bar]")
    for name in ("point_8", "reason_code", "note"):
        field = desk.locator(f"[name={name}]").first
        desk.evaluate("scrollTo(0, 0)")
        field.focus()
        box = field.bounding_box()
        assert box["y"] + box["height"] <= bar.bounding_box()["y"] + 1, name
    scrolls = "element => getComputedStyle(element).overflowY"
    assert desk.locator(".bench-file").evaluate(scrolls) == "auto"


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_and_never_wider_than_the_screen(desk, live_server, uses, width):
    desk.set_viewport_size({"width": width, "height": 800})
    for address in (QUEUE, USES, bench_of(uses[0])):
        desk.goto(live_server.url + address)
        found = Axe().run(desk, options=AXE_RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address


def test_verdict_is_given_without_scripts(browser, live_server, everyone, uses):
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    sign_in_page(page, live_server.url, everyone.head.user)
    page.goto(live_server.url + bench_of(uses[0]))

    page.locator("[name=point_1][value=yes]").check()
    page.keyboard.press("Enter")
    page.locator(".errors").wait_for()
    page.locator("button[name=outcome][value=returned]").click()
    assert urlsplit(page.url).path == bench_of(uses[0])
    assert not EvidenceReview.objects.exists()
    assert page.locator(".errors a").count() == 2
    page.locator("[name=reason_code]").select_option("kurang_lengkap")
    page.locator("[name=note]").fill("Daftar hadir halaman dua belum ada.")
    page.locator("button[name=outcome][value=returned]").click()
    page.wait_for_url(f"**{bench_of(uses[1])}")
    context.close()

    assert reload(uses[0]).state == UseState.RETURNED
    assert EvidenceReview.objects.get().answers == {"1": True}
