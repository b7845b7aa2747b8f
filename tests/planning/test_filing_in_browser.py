"""Filing in a real browser: a file is sent by the script, and what was typed is still there."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from portal.planning.models import EvidenceUse, Realization
from portal.planning.states import RealizationState
from tests.design.browser import AXE_RULES
from tests.factories.people import make_employee_with_appraiser
from tests.factories.planning import make_plan
from tests.helpers import sign_in_page, wait_until
from tests.planning.pages import filing


@pytest.mark.usefixtures("pristine")
def test_words_that_were_not_saved_outlive_the_sending_of_a_file(live_server, page):
    plan = make_plan(make_employee_with_appraiser())
    address = live_server.url + filing("realization", plan)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in_page(page, live_server.url, plan.employee.user)
    page.goto(address)
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []
    page.locator("[name=value]").press_sequentially("3")
    kept = "Object.keys(localStorage).some((key) => key.includes('realization-'))"
    wait_until(lambda: page.evaluate(kept))

    page.set_input_files(
        "[data-upload] input[type=file] >> nth=0",
        {"name": "laporan.txt", "mimeType": "text/plain", "buffer": b"Laporan triwulan."},
    )
    page.select_option("[data-upload] [name=kind]", index=1)
    page.locator("[data-upload] button.primary").last.click()
    wait_until(EvidenceUse.objects.exists)
    page.goto(address)

    assert page.input_value("[name=value]") == "3"
    assert page.locator("#files .files").first.inner_text().startswith("Laporan")
    page.locator("button[form=words]").click()
    wait_until(
        lambda: Realization.objects.filter(state=RealizationState.SUBMITTED, value="3").exists()
    )
