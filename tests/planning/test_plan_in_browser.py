"""Pages of a plan in a real browser: long names and sentences, phone and desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from portal.planning.domain import plans
from portal.planning.domain.results import IndicatorInput
from portal.planning.states import ChangeReason
from tests.design.browser import AXE_RULES
from tests.factories.planning import actor_of, add_result, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LONG_NAME = (
    "Raden Ajeng Siti Nurhalizah Kusumaningratdiningratsastrowardoyo, "
    "S.Sos., M.Si., CPHR, CGAP"
)


@pytest.fixture
def plan(everyone):
    """An agreed plan of somebody with a name of 90 characters, and an open change of it."""
    assert len(LONG_NAME) == 90
    everyone.owner.name = LONG_NAME
    everyone.owner.save()
    row = IndicatorInput("Pertanggungjawabankeuangan" * 4, "1.250–1.500", "dokumen " * 6)
    plan = make_plan(everyone.owner, statement="Terselenggaranya " * 12, indicators=(row,))
    change = plans.open_change(
        plan, ChangeReason.PRIORITY, "Prioritas berubah. " * 9, plan.starts_on,
        actor=actor_of(everyone.owner),
    )  # fmt: skip
    add_result(change, 2)
    return plan


def test_pages_of_a_plan_are_sound_with_long_names(everyone, plan, portal_at):
    client = Client()
    client.force_login(everyone.owner.user, backend="portal.people.sign_in.NipOrNameBackend")
    portal = portal_at(360, client=client, reduced_motion="reduce")
    page = portal.page
    result = plan.open_version.results.first()
    there = plan.get_absolute_url()

    for address in ("/skp/", there, f"{there}hasil/{result.pk}/", f"{there}banding/"):
        assert portal.open(address) == 200
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
        for width, scheme in ((360, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)
            assert page.locator("h1").count() == 1
            found = Axe().run(page, options=AXE_RULES)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
        page.set_viewport_size({"width": 360, "height": 740})
    assert portal.errors == []


def test_two_tabs_are_readable_side_by_side_on_a_phone(everyone, plan, portal_at):
    client = Client()
    client.force_login(everyone.owner.user, backend="portal.people.sign_in.NipOrNameBackend")
    portal = portal_at(360, client=client)
    version = plan.open_version
    portal.open(f"{plan.get_absolute_url()}hasil/{version.results.first().pk}/")
    add_result(version, 3)
    portal.page.fill("[name=statement]", "Kalimat yang baru diketik")
    portal.page.locator("form.form button.primary").click()
    cell = portal.page.locator("table.pairs td").last

    assert cell.inner_text().endswith("Kalimat yang baru diketik")
    assert cell.bounding_box()["width"] > 250
    assert portal.page.input_value("[name=statement]") == "Kalimat yang baru diketik"
