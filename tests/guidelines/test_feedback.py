""""Was this clear?": anybody answers, once for each form, and the editors read it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from guidelines.domain.feedback import ANSWERS_PER_GUIDE, feedback_for
from guidelines.models import GuideFeedback
from tests.factories.guidelines import make_editor, make_guide
from tests.factories.people import make_employee_with_user, make_superuser
from tests.guidelines.guides import publish_guide
from tests.helpers import english, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "clock")]


def answer(client, guide, **changes):
    data = {"is_clear": "yes", "note": "", "submission_id": str(uuid4()), **changes}
    return client.post(f"/panduan/{guide.slug}/tanggapan/", data)


def test_answer_of_a_visitor_is_kept_and_thanked_for():
    guide = publish_guide()
    client = english(Client())

    response = answer(client, guide, is_clear="no", note="Contohnya kurang.")

    assert response.status_code == 302
    assert response["Location"] == guide.portal_address()
    row = GuideFeedback.objects.get()
    assert (row.guide_id, row.is_clear, row.note, row.user) == (
        guide.pk, False, "Contohnya kurang.", None,
    )  # fmt: skip
    assert "Thank you." in client.get(response["Location"]).content.decode()


def test_answer_of_somebody_signed_in_names_them():
    guide, user = publish_guide(), make_employee_with_user().user

    answer(sign_in(Client(), user), guide)

    assert GuideFeedback.objects.get().user == user


def test_two_clicks_are_one_answer():
    guide, sent = publish_guide(), str(uuid4())

    for _click in range(2):
        assert answer(Client(), guide, submission_id=sent).status_code == 302

    assert GuideFeedback.objects.count() == 1


def test_form_carries_an_id_of_its_own_each_time():
    address = publish_guide().portal_address()

    forms = {Client().get(address).context["form"].initial["submission_id"] for _time in range(3)}

    assert len(forms) == 3


@pytest.mark.parametrize(
    "wrong",
    [{"is_clear": ""}, {"is_clear": "maybe"}, {"note": "x" * 1001}, {"submission_id": "1"}],
)
def test_what_does_not_fit_is_told_and_not_kept(wrong):
    guide = publish_guide()

    response = answer(Client(), guide, **wrong)

    assert response.status_code == 422
    assert not GuideFeedback.objects.exists()


def test_longest_note_is_kept_whole():
    guide = publish_guide()

    answer(Client(), guide, note="x" * 1000)

    assert len(GuideFeedback.objects.get().note) == 1000


def test_flood_from_one_place_is_braked_until_an_hour_has_passed(clock):
    guide, other = publish_guide(), publish_guide()
    client = english(Client())
    for _time in range(ANSWERS_PER_GUIDE):
        assert answer(client, guide).status_code == 302

    response = answer(client, guide, note="Tidak hilang")

    assert response.status_code == 429
    assert "Yours was not kept" in response.content.decode()
    assert "Tidak hilang" in response.content.decode()
    assert answer(client, other).status_code == 302
    clock.move_to(clock() + timedelta(minutes=61))
    assert answer(client, guide).status_code == 302


def test_brake_of_one_person_does_not_hold_another():
    guide = publish_guide()
    for _time in range(ANSWERS_PER_GUIDE):
        answer(Client(), guide)

    assert answer(sign_in(Client(), make_employee_with_user().user), guide).status_code == 302


def test_address_of_a_reader_is_not_kept():
    guide = publish_guide()

    Client(REMOTE_ADDR="203.0.113.9").post(
        f"/panduan/{guide.slug}/tanggapan/", {"is_clear": "yes", "submission_id": str(uuid4())}
    )

    row = GuideFeedback.objects.values().get()
    assert "203.0.113.9" not in str(row)


def test_only_post_answers():
    assert Client().get(f"/panduan/{publish_guide().slug}/tanggapan/").status_code == 405


def test_answers_are_read_by_editors_of_the_section_only():
    guide = publish_guide(title="Panduan yang dijawab")
    answer(Client(), guide, note="<script>alert(1)</script> catatan")
    editor = make_editor()

    page = sign_in(Client(), editor).get("/cms/panduan/tanggapan/").content.decode()

    assert "catatan" in page
    assert "<script>alert(1)" not in page
    assert list(feedback_for(editor)) == list(GuideFeedback.objects.all())
    for other in (make_employee_with_user().user, make_superuser_without_groups()):
        assert other.is_superuser or not feedback_for(other).exists()


def make_superuser_without_groups():
    return make_superuser()


def test_draft_takes_no_answer():
    draft = make_guide()

    assert answer(sign_in(Client(), make_editor()), draft).status_code == 404
    assert not GuideFeedback.objects.exists()
