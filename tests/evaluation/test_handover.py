"""The pages "Salin ke e-Kinerja": what stands there, who may, ticks that follow the text."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.evaluation.domain.handover import plan_sections
from portal.evaluation.models import CopyTick
from portal.planning.domain.realizations import RealizationInput, record_realization
from portal.planning.models import Approach, Aspect, Realization, ResultKind
from portal.planning.states import PlanState, UseState
from tests.factories.people import appoint, make_employee_with_user
from tests.factories.planning import (
    actor_of,
    indicator_of,
    make_action_plan,
    make_plan,
    make_realization,
    make_use,
    period_of,
)
from tests.helpers import english

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TEXT = re.compile(r'data-copy-text>([^<]*)<')


def address(plan, period=None, tail=""):
    name = "copy_plan" if period is None else "copy_period"
    arguments = [plan.public_id] if period is None else [plan.public_id, period.pk]
    return reverse(f"evaluation:{name}", args=arguments) + tail


def texts_on(response):
    return [unescape(text) for text in TEXT.findall(response.content.decode())]


def on_forms(choice):
    """The official word of a choice, whatever language the page is in."""
    with override("id"):
        return str(choice.label)


def field_of(plan, text):
    """The field of the plan's page that holds a text."""
    fields = [field for section in plan_sections(plan) for field in section.fields]
    return next(field for field in fields if field.text == text)


def tick(client, plan, field, period=None, **more):
    form = {"key": field.key, "digest": field.digest, "done": "1", **more}
    return client.post(address(plan, period, "tandai/"), form)


@pytest.fixture
def owner(everyone):
    return everyone.owner


@pytest.fixture
def plan(owner):
    return make_plan(owner)


# --- What stands there ------------------------------------------------------------------


def test_plan_stands_in_the_order_of_the_screens(client_of, owner, plan):
    response = english(client_of(owner.user)).get(address(plan))

    assert response.status_code == 200
    assert texts_on(response) == [
        "01/01/2026", "31/12/2026", on_forms(Approach.QUANTITATIVE), plan.unit.name,
        "Terlaksananya pelayanan administrasi ke-1", on_forms(ResultKind.MAIN),
        "Jumlah laporan pelayanan ke-1 yang diselesaikan", on_forms(Aspect.QUANTITY),
        "12 dokumen",
    ]  # fmt: skip
    assert "0 of 9 copied" in response.content.decode()


def test_words_of_the_forms_are_indonesian_whatever_the_reader_reads(plan):
    with override("en"):
        in_english = [field.digest for part in plan_sections(plan) for field in part.fields]
    with override("id"):
        in_indonesian = [field.digest for part in plan_sections(plan) for field in part.fields]

    assert in_english == in_indonesian


def test_period_shows_action_plan_evidence_with_its_full_link_and_realization(
    client_of, owner, plan
):
    make_action_plan(plan)
    use = make_use(plan, title="Notulen rapat")
    taken_out = make_use(plan, period_of(plan, 2), state=UseState.WITHDRAWN, title="Foto lama")

    response = client_of(owner.user).get(address(plan, period_of(plan)))

    assert texts_on(response) == [
        "Menyusun laporan setiap bulan", "3 dokumen", "Notulen rapat",
        f"http://testserver/b/{use.short_code}/", "3 dokumen. Tiga laporan selesai tepat waktu.",
        "buku register",
    ]  # fmt: skip
    other = client_of(owner.user).get(address(plan, period_of(plan, 2)))
    assert "Foto lama" not in other.content.decode()
    assert taken_out.short_code not in other.content.decode()


def test_empty_period_and_plan_that_is_not_agreed_teach(client_of, owner, everyone):
    plan = make_plan(owner)
    client = english(client_of(owner.user))
    page = client.get(address(plan, period_of(plan))).content.decode()
    assert "Nothing to copy for this period yet" in page

    draft = make_plan(everyone.colleague, state=PlanState.DRAFT)
    client = english(client_of(everyone.colleague.user))
    assert "This plan is not agreed yet." in client.get(address(draft)).content.decode()
    page = client.get(address(draft, period_of(draft))).content.decode()
    assert "The plan is not agreed yet" in page and "data-copy-text" not in page


def test_page_leads_to_every_period_and_back(client_of, owner, plan):
    page = client_of(owner.user).get(address(plan, period_of(plan))).content.decode()

    for number in (1, 2, 3, 4):
        assert f'href="{address(plan, period_of(plan, number))}"' in page
    assert f'href="{address(plan)}"' in page
    assert f'href="{plan.get_absolute_url()}"' in page


def test_queries_do_not_grow_with_results_and_files(client_of, everyone):
    counted = []
    for owner, results in ((everyone.owner, 1), (everyone.colleague, 3)):
        plan = make_plan(owner, results=results) if owner is everyone.owner else make_three(owner)
        make_action_plan(plan)
        for number in range(1, results + 1):
            make_use(plan, indicator=indicator_of(plan, number))
        client = client_of(owner.user)
        for where in (address(plan), address(plan, period_of(plan))):
            client.get(where)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(where).status_code == 200
            counted.append(len(queries))

    assert counted[:2] == counted[2:]


def make_three(owner):
    """A plan with three results, of somebody who has an appraiser too."""
    appoint(make_employee_with_user(owner.positions.get().position.unit, "Sri Hartati"), owner)
    return make_plan(owner, results=3)


# --- Who ---------------------------------------------------------------------------------


def test_only_the_owner_copies(everyone, client_of, plan):
    field = field_of(plan, "12 dokumen")
    for name, user in everyone.users.items():
        client = client_of(user)
        answers = [client.get(address(plan)), client.get(address(plan, period_of(plan)))]
        answers += [tick(client, plan, field), tick(client, plan, field, period_of(plan))]
        statuses = [answer.status_code for answer in answers]
        if name == "owner":
            assert statuses == [200, 200, 302, 409]
        elif name == "anonymous":
            assert statuses == [302, 302, 401, 401]
        else:
            assert statuses == [404] * 4, name
            assert "12 dokumen" not in answers[0].content.decode()
    assert CopyTick.objects.count() == 1


def test_period_of_another_year_or_office_is_not_there(client_of, owner, everyone, plan):
    client = client_of(owner.user)
    foreign = make_plan_period(everyone)

    assert client.get(address(plan, foreign)).status_code == 404
    assert client.post(address(plan, foreign, "tandai/")).status_code == 404


def make_plan_period(everyone):
    return everyone.foreigner.agency.periods.filter(kind="quarter").first()


def test_pages_are_read_and_ticks_are_sent(client_of, owner, plan):
    client = client_of(owner.user)

    assert client.post(address(plan)).status_code == 405
    assert client.get(address(plan, tail="tandai/")).status_code == 405


# --- Ticks -------------------------------------------------------------------------------


def test_tick_without_scripts_returns_to_its_row_and_can_be_taken_away(client_of, owner, plan):
    client = english(client_of(owner.user))
    field = field_of(plan, "12 dokumen")

    response = tick(client, plan, field)

    assert response.status_code == 302
    path, _hash, anchor = response.url.partition("#")
    page = client.get(path).content.decode()
    assert f'<li class="copy-row is-done" id="{anchor}">' in page
    assert "1 of 9 copied" in page and "Ticked as copied." in page

    client.post(address(plan, tail="tandai/"), {"key": field.key, "undo": "1"})
    page = client.get(path).content.decode()
    assert "0 of 9 copied" in page and "is-done" not in page


def test_script_is_answered_with_numbers(client_of, owner, plan):
    client = english(client_of(owner.user))
    field = field_of(plan, "12 dokumen")
    form = {"key": field.key, "digest": field.digest, "done": "1"}

    answer = client.post(
        address(plan, tail="tandai/"), form, headers={"accept": "application/json"}
    )

    assert answer.json() == {
        "message": "Ticked as copied.", "done": 1, "total": 9, "text": "1 of 9 copied"
    }  # fmt: skip


def test_ticks_of_a_plan_and_of_its_periods_are_apart(client_of, owner, plan):
    realization = make_realization(plan)
    client = client_of(owner.user)
    client.get(address(plan, realization.period))
    tick(client, plan, field_of(plan, "12 dokumen"))

    assert "is-done" not in client.get(address(plan, realization.period)).content.decode()
    assert "is-done" in client.get(address(plan)).content.decode()


def test_text_that_changed_after_it_was_copied_says_so_and_counts_no_more(
    client_of, owner, plan
):
    realization = make_realization(plan)
    client = english(client_of(owner.user))
    where = address(plan, realization.period)
    key = f"{realization.indicator_line}:source"
    before = client.get(where).context["page"]
    field = next(one for one in before.fields if one.key == key)
    assert tick(client, plan, field, realization.period).status_code == 302
    assert client.get(where).context["page"].done == 1

    realization = Realization.objects.get(pk=realization.pk)
    record_realization(
        realization, RealizationInput("3", realization.narrative, "buku ekspedisi"),
        actor=actor_of(owner), revision=realization.revision,
    )
    response = client.get(where)

    assert response.context["page"].done == 0
    page = response.content.decode()
    assert "This text changed after you copied it on" in page
    assert "is-changed" in page and "is-done" not in page
    # A page that was left open knows the old text only.
    answer = tick(client, plan, field, realization.period)
    assert answer.status_code == 409
    assert "This text changed meanwhile. Copy it again, then tick it." in answer.content.decode()
    assert "buku ekspedisi" in answer.content.decode()


def test_unknown_field_is_refused_and_undoing_nothing_is_no_error(client_of, owner, plan):
    client = english(client_of(owner.user))
    where = address(plan, tail="tandai/")

    refused = client.post(where, {"key": "nothing", "digest": "x", "done": "1"})
    assert refused.status_code == 409
    assert "This field is no longer on the page." in refused.content.decode()
    script = client.post(where, {"key": "nothing"}, headers={"accept": "application/json"})
    assert (script.status_code, "no longer" in script.json()["message"]) == (409, True)
    assert client.post(where, {"key": "nothing", "undo": "1"}).status_code == 302
    assert not CopyTick.objects.exists()
