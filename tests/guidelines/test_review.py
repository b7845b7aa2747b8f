"""A guide whose article changed asks its editors to look again, once, and says so to readers."""

from datetime import date, timedelta

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail import hooks

from guidelines.domain.review import (
    flag_guides,
    follow_regulation,
    guides_to_review,
    open_flags,
    settle_flag,
)
from guidelines.models import GuideCitation, RegulationPage, Relation, ReviewFlag
from portal.core.actor import Actor
from portal.core.history import history_of
from tests.factories.guidelines import make_approver, make_editor, make_regulation
from tests.factories.people import make_employee_with_user
from tests.guidelines.guides import (
    citation,
    example,
    live_regulation,
    publish_guide,
    publish_text,
    republish,
    text,
)
from tests.guidelines.making import ayat, pasal
from tests.helpers import english, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "clock")]

REASON = ReviewFlag.Reason
FIVE = pasal("5", ayat("1", "Indikator memuat target.\n"), ayat("2", "Target dapat diukur.\n"))
#: The same words, with the lines broken elsewhere and the number of a page between them.
FIVE_REPRINTED = pasal(
    "5", ayat("1", "Indikator\nmemuat target.\n"), ayat("2", "Target dapat\ndiukur.\n")
)
FIVE_CHANGED = pasal(
    "5", ayat("1", "Indikator memuat target dan satuan.\n"), ayat("2", "Target dapat diukur.\n")
)
SIX = pasal("6", "Penilaian dilakukan setahun sekali.\n")


def reasons(guide):
    return [(flag.reason, flag.key) for flag in open_flags(guide)]


class TestCitationRows:
    def test_publishing_a_guide_writes_down_what_it_cites(self):
        law = live_regulation(FIVE, SIX)
        guide = publish_guide(
            citation(law, "pasal-5"), citation(law, "pasal-5"), example(citation(law, "pasal-6"))
        )

        assert list(guide.citations.order_by("key").values_list("regulation", "key")) == [
            (law.pk, "pasal-5"), (law.pk, "pasal-6"),
        ]  # fmt: skip

        guide = republish(guide, citation(law, "pasal-6"))
        assert list(guide.citations.values_list("key", flat=True)) == ["pasal-6"]

    def test_draft_of_a_guide_cites_nothing_yet(self):
        law = live_regulation(FIVE, SIX)
        guide = publish_guide(citation(law, "pasal-5"))
        guide.body = [citation(law, "pasal-6")]
        guide.save_revision()

        assert list(guide.citations.values_list("key", flat=True)) == ["pasal-5"]

    def test_guide_that_is_taken_down_cites_nothing(self):
        guide = publish_guide(citation(live_regulation(FIVE), "pasal-5"))

        guide.unpublish()

        assert not GuideCitation.objects.exists()


class TestNewWording:
    def test_changed_article_is_flagged_and_its_neighbor_is_not(self):
        law = live_regulation(FIVE, SIX)
        changed = publish_guide(citation(law, "pasal-5/ayat-1"))
        whole = publish_guide(citation(law, "pasal-5"))
        other = publish_guide(citation(law, "pasal-5/ayat-2"), citation(law, "pasal-6"))

        publish_text(law, FIVE_CHANGED, SIX, applies_from=date(2027, 1, 1))

        assert reasons(changed) == [(REASON.CHANGED, "pasal-5/ayat-1")]
        assert reasons(whole) == [(REASON.CHANGED, "pasal-5")]
        assert reasons(other) == []

    def test_lines_broken_elsewhere_are_the_same_words(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))

        publish_text(law, FIVE_REPRINTED)

        assert reasons(guide) == []

    def test_change_is_flagged_once_and_after_settling_not_again(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))
        law = publish_text(law, FIVE_CHANGED)
        law.save_revision().publish()
        (flag,) = open_flags(guide)

        settle_flag(flag, actor=Actor(user=make_editor()))
        law.save_revision().publish()
        republish(guide, citation(law, "pasal-5"))

        assert reasons(guide) == []
        publish_text(law, pasal("5", "Lain sama sekali.\n"))
        assert reasons(guide) == [(REASON.CHANGED, "pasal-5")]

    def test_publishing_the_guide_again_does_not_settle(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))
        law = publish_text(law, FIVE_CHANGED)

        guide = republish(guide, text("<p>Salah ketik.</p>"), citation(law, "pasal-5"))

        assert reasons(guide) == [(REASON.CHANGED, "pasal-5")]

    def test_citation_that_was_taken_out_leaves_no_flag(self):
        law = live_regulation(FIVE, SIX)
        guide = publish_guide(citation(law, "pasal-5"))
        law = publish_text(law, FIVE_CHANGED, SIX)

        guide = republish(guide, citation(law, "pasal-6"))

        assert reasons(guide) == []

    def test_guide_written_against_a_wording_that_ends_soon_is_flagged_at_once(self):
        law = live_regulation(FIVE)
        law = publish_text(law, FIVE_CHANGED, applies_from=date(2027, 1, 1))

        guide = publish_guide(citation(law, "pasal-5"))

        assert reasons(guide) == [(REASON.CHANGED, "pasal-5")]

    def test_pinned_wording_never_changes(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5", edition=1))

        publish_text(law, FIVE_CHANGED)

        assert reasons(guide) == []

    def test_first_text_of_a_regulation_is_no_change(self):
        law = make_regulation()
        law.get_latest_revision().publish()
        guide = publish_guide(citation(law, "pasal-5"))

        law = publish_text(RegulationPage.objects.get(pk=law.pk), FIVE)

        assert reasons(guide) == []
        publish_text(law, FIVE_CHANGED)
        assert reasons(guide) == [(REASON.CHANGED, "pasal-5")]


class TestGone:
    def test_regulation_taken_down_is_flagged_and_settles_by_itself_when_it_is_back(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))

        law.unpublish()
        assert reasons(guide) == [(REASON.GONE, "pasal-5")]

        RegulationPage.objects.get(pk=law.pk).save_revision().publish()
        assert reasons(guide) == []

    def test_article_that_a_new_edition_lacks_is_flagged(self):
        law = live_regulation(FIVE, SIX)
        guide = publish_guide(citation(law, "pasal-6"))

        publish_text(law, FIVE)

        assert reasons(guide) == [(REASON.GONE, "pasal-6")]

    def test_article_that_never_was_is_flagged_when_the_guide_is_published(self):
        law = live_regulation(FIVE)

        guide = publish_guide(citation(law, "pasal-77"))

        assert reasons(guide) == [(REASON.GONE, "pasal-77")]


class TestRelations:
    def test_regulation_that_amends_a_part_flags_who_cites_it_once(self):
        law = live_regulation(FIVE, SIX)
        guide, other = publish_guide(citation(law, "pasal-5/ayat-1")), publish_guide(
            citation(law, "pasal-6")
        )
        amending = make_regulation("Perubahan contoh")
        amending.relations.add(Relation(kind="amends", target=law, target_key="pasal-5"))
        amending.save_revision()
        assert reasons(guide) == []

        amending.get_latest_revision().publish()

        assert reasons(guide) == [(REASON.REVOKED, "pasal-5/ayat-1")]
        assert reasons(other) == []
        (flag,) = open_flags(guide)
        assert flag.by_id == amending.pk
        settle_flag(flag, actor=Actor(user=make_approver()))
        RegulationPage.objects.get(pk=amending.pk).save_revision().publish()
        assert reasons(guide) == []

    def test_what_only_implements_flags_nothing(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))
        lower = make_regulation("Pelaksanaan")
        lower.relations.add(Relation(kind="implements", target=law))
        lower.save_revision().publish()

        assert reasons(guide) == []

    def test_guide_that_cites_what_is_revoked_already_is_flagged(self):
        law = live_regulation(FIVE)
        revoking = make_regulation("Pencabutan")
        revoking.relations.add(Relation(kind="revokes", target=law))
        revoking.save_revision().publish()

        guide = publish_guide(citation(law, "pasal-5"))

        assert reasons(guide) == [(REASON.REVOKED, "pasal-5")]

    def test_amending_regulation_that_is_taken_down_takes_its_flags_with_it(self):
        law = live_regulation(FIVE)
        guide = publish_guide(citation(law, "pasal-5"))
        revoking = make_regulation("Pencabutan")
        revoking.relations.add(Relation(kind="revokes", target=law))
        revoking.save_revision().publish()
        assert reasons(guide) == [(REASON.REVOKED, "pasal-5")]

        RegulationPage.objects.get(pk=revoking.pk).unpublish()

        assert reasons(guide) == []

    def test_flags_by_hand_follow_the_parts(self):
        law = live_regulation(FIVE, SIX)
        guide = publish_guide(citation(law, "pasal-5/ayat-1"))

        assert flag_guides(law.pk, REASON.CHANGED, keys=("pasal-6",)) == 0
        assert flag_guides(law.pk, REASON.CHANGED, keys=("pasal-5",)) == 1
        assert flag_guides(law.pk, REASON.CHANGED, keys=("pasal-5",)) == 0
        assert reasons(guide) == [(REASON.CHANGED, "pasal-5/ayat-1")]


@pytest.fixture
def flagged():
    law = live_regulation(FIVE)
    guide = publish_guide(citation(law, "pasal-5"), title="Panduan yang berubah")
    publish_text(law, FIVE_CHANGED)
    (flag,) = open_flags(guide)
    return flag


class TestWhatPeopleSee:
    def test_reader_sees_a_notice_while_a_flag_is_open(self, flagged):
        address = flagged.guide.portal_address()
        notice = "its editors are looking at it again"

        assert notice in english(Client()).get(address).content.decode()
        settle_flag(flagged, actor=Actor(user=make_editor()))
        assert notice not in english(Client()).get(address).content.decode()

    def test_citation_that_never_had_words_is_no_change_to_readers(self):
        guide = publish_guide(citation(live_regulation(FIVE), "pasal-77"))
        shown = english(Client()).get(guide.portal_address()).content.decode()

        assert open_flags(guide)
        assert "its editors are looking at it again" not in shown

    def test_editor_is_warned_of_citations_without_words(self):
        law = live_regulation(FIVE)
        down = live_regulation(SIX)
        RegulationPage.objects.filter(pk=down.pk).update(live=False)
        guide = publish_guide(
            citation(law, "pasal-77"), citation(law, "pasal-5"), citation(down, "pasal-6")
        )
        request = RequestFactory().post("/")
        request.session = {}
        request._messages = FallbackStorage(request)

        with override("en"):
            for hook in hooks.get_hooks("after_edit_page"):
                assert hook(request, guide) is None

        said = [str(message) for message in request._messages]
        assert [sentence.split(",")[0] for sentence in said] == [
            f"The guide cites Pasal 77 {law.citation}", f"The guide cites Pasal 6 {down.citation}",
        ]  # fmt: skip

    def test_editor_sees_it_in_the_guide_and_settles_it(self, flagged):
        editor = make_editor()
        client = english(sign_in(Client(), editor))
        panel = client.get(f"/cms/pages/{flagged.guide_id}/edit/").content.decode()
        address = f"/cms/panduan/tanda/{flagged.pk}/"
        assert address in panel
        assert "Pasal 5" in panel
        assert client.get(address).status_code == 200

        answer = client.post(address)

        assert answer.status_code == 302
        flagged.refresh_from_db()
        assert flagged.settled_by == editor
        assert address not in client.get(f"/cms/pages/{flagged.guide_id}/edit/").content.decode()
        assert "settle_flag" in history_of(flagged.guide).values_list("verb", flat=True)

    def test_settling_twice_changes_nothing(self, flagged):
        first, second = make_editor(), make_editor()
        settle_flag(flagged, actor=Actor(user=first))

        settle_flag(flagged, actor=Actor(user=second))

        flagged.refresh_from_db()
        assert flagged.settled_by == first

    def test_nobody_but_an_editor_settles(self, flagged):
        stranger = make_employee_with_user().user
        with pytest.raises(PermissionDenied):
            settle_flag(flagged, actor=Actor(user=stranger))
        for client in (Client(), sign_in(Client(), stranger)):
            answer = client.post(f"/cms/panduan/tanda/{flagged.pk}/")
            assert answer.status_code in {302, 403, 404}
        flagged.refresh_from_db()
        assert flagged.settled_at is None

    def test_report_lists_flagged_guides_and_those_whose_day_has_come(self, flagged, clock):
        today = date(2026, 11, 24)
        publish_guide(title="Hari ini tiba", review_due_on=today)
        publish_guide(title="Masih lama", review_due_on=today + timedelta(days=1))
        client = sign_in(Client(), make_editor())

        page = client.get("/cms/panduan/ditinjau/").content.decode()

        assert "Panduan yang berubah" in page
        assert "Pasal 5" in page
        assert "Hari ini tiba" in page
        assert "Masih lama" not in page
        assert set(guides_to_review().values_list("title", flat=True)) == {
            "Panduan yang berubah", "Hari ini tiba",
        }  # fmt: skip

    @pytest.mark.parametrize("address", ["/cms/panduan/ditinjau/", "/cms/panduan/tanggapan/"])
    def test_reports_are_for_editors(self, address, flagged):
        assert sign_in(Client(), make_approver()).get(address).status_code == 200
        assert Client().get(address).status_code == 302
        stranger = sign_in(Client(), make_employee_with_user().user)
        assert stranger.get(address).status_code in {302, 403, 404}


def test_unchanged_words_cost_the_same_for_few_guides_and_many():
    law = live_regulation(FIVE)
    counts = []
    for _round in range(2):
        publish_guide(citation(law, "pasal-5"), citation(law, "pasal-5/ayat-1"))
        for _number in range(5):
            publish_guide(citation(law, "pasal-5/ayat-2"))
        with CaptureQueriesContext(connection) as queries:
            follow_regulation(law.pk)
        counts.append(len(queries))

    assert counts[0] == counts[1]
