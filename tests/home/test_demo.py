"""The demo office as loaded: who is there, what happened, who sees what. Loaded once for all."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import Client, override_settings

from evidence.models import AccessGrant, Evidence, EvidenceVersion, ExtractedPage
from evidence.states import Confidentiality, ProcessingState, Sharing, WithdrawalReason
from guidelines.blocks import citation_values
from guidelines.domain.reading import status_on
from guidelines.models import FieldHelp, GuidePage, RegulationPage, RegulationText, ReviewFlag
from guidelines.states import EDITION_TABLE, EditionState, Force
from portal.calendar.models import Agency, Holiday, Period
from portal.core.clock import set_clock
from portal.core.help import HELP_KEYS
from portal.core.history import broken_seals
from portal.core.jobs.models import Job
from portal.core.jobs.states import State
from portal.core.models import HistoryEvent
from portal.evaluation.domain.snapshots import documents_exist
from portal.evaluation.models import BknResult, Evaluation, Feedback, ResultDocument, ResultSnapshot
from portal.evaluation.states import EVALUATION_TABLE, EvaluationState, Form
from portal.home.demo.logins import LOGINS, PASSWORD
from portal.people.domain.assignments import appraiser_of, posts_of, unit_of
from portal.people.models import (
    Employee,
    EmploymentStatus,
    Mandate,
    MandateScope,
    ScopedRole,
    User,
)
from portal.people.queries import open_windows
from portal.planning.models import (
    ActionPlan,
    Approach,
    EvidenceUse,
    Plan,
    PlannedResult,
    PlanVersion,
    Realization,
)
from portal.planning.queries import plans_to_decide
from portal.planning.states import (
    ACTION_TABLE,
    PLAN_TABLE,
    REALIZATION_TABLE,
    USE_TABLE,
    ActionState,
    PlanState,
    RealizationState,
    UseState,
)
from portal.verification.models import EvidenceReview
from portal.verification.queries import queue_facts
from search.models import IndexChange
from tests.conftest import NOW
from tests.helpers import sign_in, skip_aloud

TODAY = NOW.date()


@dataclass(frozen=True)
class Loaded:
    """What the command said, and the options under which it ran."""

    output: str
    options: dict[str, Any]


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: Any, django_db_blocker: Any, session_folder: Path
) -> Iterator[Loaded]:
    """The demo office in one transaction, undone after the last test of this file."""
    from django.conf import settings

    folder = session_folder / "demo"
    options = {
        **settings.PORTAL,
        "DATA_DIR": folder,
        "FILES_DIR": folder / "files",
        "INCOMING_DIR": folder / "incoming",
        "PREVIEW_DIR": folder / "previews",
        "INDEX_DIR": folder / "index",
    }
    said = io.StringIO()
    with (
        django_db_blocker.unblock(),
        set_clock(NOW),
        override_settings(PORTAL=options),
        transaction.atomic(),
    ):
        call_command("load_demo", stdout=said)
        yield Loaded(said.getvalue(), options)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Loaded, settings: Any) -> Loaded:
    """The office, with its own folders for this test."""
    settings.PORTAL = loaded.options
    return loaded


def person(account: str) -> User:
    """The user of a demo account."""
    return User.objects.get(username=account)


def employee(account: str) -> Employee:
    """The employee of a demo account."""
    return Employee.objects.select_related("agency").get(user__username=account)


def titled(title: str) -> Evidence:
    """The one piece of evidence with this title."""
    return Evidence.objects.get(title=title)


# --- Who is there ------------------------------------------------------------------------


def test_two_offices_with_their_zones_rhythms_and_periods(demo: Loaded) -> None:
    region = Agency.objects.get(code="lembah-arunika")
    ministry = Agency.objects.get(code="kemenag-teluk-kirana")
    assert (region.time_zone, region.evaluation_rhythm) == ("Asia/Jakarta", "month")
    assert (ministry.time_zone, ministry.evaluation_rhythm) == ("Asia/Makassar", "quarter")
    assert 55 <= Employee.objects.count() <= 65
    assert {period.starts_on.year for period in Period.objects.all()} == {2025, 2026, 2027}
    assert Holiday.objects.filter(day="2026-08-17").exists()


def test_every_status_role_and_mandate_occurs(demo: Loaded) -> None:
    assert {one.status for one in Employee.objects.all()} == set(EmploymentStatus)
    assert {one.role for one in ScopedRole.objects.all()} == set(ScopedRole.Role)
    assert {one.scope for one in Mandate.objects.all()} == set(MandateScope)
    assert Employee.objects.get(nip=None).status == EmploymentStatus.OFFICIAL


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.name)
def test_each_demo_login_opens(demo: Loaded, login: Any) -> None:
    user = authenticate(None, username=login.name, password=PASSWORD)
    assert user == person(login.name)
    assert authenticate(None, username=user.employee.nip, password=PASSWORD) == user
    assert not login.group or user.groups.filter(name=login.group).exists()
    client = sign_in(Client(), user)
    for address in ("/", "/profil/", "/bukti/", "/cari/?q=laporan"):
        assert client.get(address).status_code == 200, address
    assert login.name in demo.output


def test_the_transferred_clerk_has_a_new_unit_and_appraiser(demo: Loaded) -> None:
    clerk = employee("doni")
    assert unit_of(clerk, TODAY).name == "Kelurahan Randu Emas"
    assert appraiser_of(clerk, TODAY).appraiser == employee("lurahrandu")
    before = TODAY.replace(month=3, day=31)
    assert unit_of(clerk, before).name == "Seksi Pelayanan Umum"
    assert appraiser_of(clerk, before).appraiser == employee("kasipelayanan")


def test_after_the_retirement_the_acting_head_appraises(demo: Loaded) -> None:
    retired = employee("kasitrantib")
    assert not retired.user.is_active
    assert posts_of(retired, TODAY) == []
    in_office = appraiser_of(employee("trantib"), TODAY)
    assert (in_office.appraiser, in_office.acting) == (employee("plt"), True)
    assert any(post.acting for post in posts_of(employee("plt"), TODAY))


@pytest.mark.parametrize("account", ["loket", "kua"])
def test_something_is_due_within_a_week(demo: Loaded, account: str) -> None:
    first = open_windows(employee(account), TODAY, ("evidence",))[0]
    assert TODAY < first.closes <= TODAY + timedelta(days=7)


# --- What happened -----------------------------------------------------------------------


def test_every_processing_state_was_passed_and_none_is_under_way(demo: Loaded) -> None:
    events = HistoryEvent.objects.filter(record__startswith="evidence.evidenceversion:")
    passed = {value for pair in events.values_list("before", "after") for value in pair}
    assert set(ProcessingState) <= passed
    present = set(EvidenceVersion.objects.values_list("state", flat=True))
    assert present == set(ProcessingState) - {ProcessingState.RECEIVED, ProcessingState.READING}


def test_every_kind_of_sharing_class_and_withdrawal_occurs(demo: Loaded) -> None:
    assert set(Evidence.objects.values_list("sharing", flat=True)) == set(Sharing)
    classes = set(Evidence.objects.values_list("confidentiality", flat=True))
    assert classes == set(Confidentiality)
    withdrawn = EvidenceVersion.objects.exclude(withdrawn_at=None)
    assert {one.withdrawal_reason for one in withdrawn} == set(WithdrawalReason)


def test_there_is_enough_of_each_kind_of_file(demo: Loaded) -> None:
    assert 70 <= Evidence.objects.count() <= 110
    endings = {Path(one.original_name).suffix for one in EvidenceVersion.objects.all()}
    assert endings >= {
        ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".eml", ".txt", ".csv", ".jpg", ".png", ".tif",
    }
    years = set(Evidence.objects.values_list("created_at__year", flat=True))
    assert years == {2025, 2026}


def test_versions_twins_mandates_and_odd_names_occur(demo: Loaded) -> None:
    assert titled("Telaahan staf antrean daring").versions.count() == 3
    hashes = EvidenceVersion.objects.values_list("stored_file__sha256", "evidence__owner")
    assert len({digest for digest, _owner in hashes}) < len(set(hashes))
    assert HistoryEvent.objects.filter(verb="add_version").exclude(on_behalf_of=None).exists()
    assert EvidenceVersion.objects.filter(original_name__contains="📸").exists()
    assert max(len(title) for title in Evidence.objects.values_list("title", flat=True)) > 90
    assert EvidenceVersion.objects.exclude(taken_at=None).count() >= 8
    assert HistoryEvent.objects.filter(verb="open_emergency").exists()


def test_dates_follow_the_clock_of_the_story(demo: Loaded) -> None:
    for version in EvidenceVersion.objects.select_related("evidence"):
        assert version.uploaded_at <= NOW
        assert version.read_at is None or version.read_at >= version.uploaded_at
        assert version.taken_at is None or version.taken_at <= version.uploaded_at, version
    for one in Evidence.objects.exclude(dated_on=None):
        assert one.dated_on <= one.created_at.date() + timedelta(days=1), one
    assert not HistoryEvent.objects.filter(at__gt=NOW).exists()
    assert broken_seals() == []


def test_nothing_is_left_to_do(demo: Loaded) -> None:
    assert not Job.objects.exclude(state=State.DONE).exists()
    assert not IndexChange.objects.exists()
    assert not EvidenceVersion.objects.current().filter(searchable_at=None).exists()
    pages = [one.stored_file.sha256 for one in EvidenceVersion.objects.standing().filter(
        stored_file__mime="application/pdf", state=ProcessingState.READ)]
    folder = demo.options["PREVIEW_DIR"]
    assert all(list((folder / sha[:2] / sha).glob("*.webp")) for sha in pages)


def test_a_second_load_says_so_and_changes_nothing(demo: Loaded) -> None:
    def counts() -> tuple[int, ...]:
        return (Employee.objects.count(), EvidenceVersion.objects.count(),
                HistoryEvent.objects.count(), AccessGrant.objects.count())

    before, said = counts(), io.StringIO()
    call_command("load_demo", stdout=said)
    assert counts() == before
    assert "tidak ada yang diubah" in said.getvalue()
    quiet = io.StringIO()
    call_command("load_demo", "--quiet", stdout=quiet)
    assert quiet.getvalue() == ""


# --- The cycle ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "states", "table"),
    [
        (PlanVersion, PlanState, PLAN_TABLE),
        (ActionPlan, ActionState, ACTION_TABLE),
        (Realization, RealizationState, REALIZATION_TABLE),
        (EvidenceUse, UseState, USE_TABLE),
        (Evaluation, EvaluationState, EVALUATION_TABLE),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_every_state_of_the_cycle_was_passed_and_every_move_made(
    demo: Loaded, model: Any, states: Any, table: Any
) -> None:
    moves = HistoryEvent.objects.filter(record__startswith=f"{model._meta.label_lower}:")
    assert {move.name for move in table} <= set(moves.values_list("verb", flat=True))
    passed = {value for pair in moves.values_list("before", "after") for value in pair}
    assert set(states) <= passed
    # The first version of a plan is begun with its plan; all else has its own first event.
    first = {"number": 1, "state": "draft"} if model is PlanVersion else {"pk": None}
    begun = model.objects.exclude(**first)
    assert begun.count() <= moves.values("record").distinct().count()


def test_each_state_that_waits_for_somebody_is_there_to_try(demo: Loaded) -> None:
    assert set(PlanVersion.objects.values_list("state", flat=True)) == set(PlanState)
    assert set(ActionPlan.objects.values_list("state", flat=True)) == set(ActionState)
    assert set(Realization.objects.values_list("state", flat=True)) == set(RealizationState)
    assert set(EvidenceUse.objects.values_list("state", flat=True)) == set(UseState)
    assert set(Evaluation.objects.values_list("state", flat=True)) == set(EvaluationState)
    assert queue_facts(person("sekcam")).waiting
    assert plans_to_decide(employee("camat")).exists()


def test_all_official_forms_occur_and_no_document_is_missing(demo: Loaded) -> None:
    assert set(ResultDocument.objects.values_list("form", flat=True)) == set(Form)
    assert all(documents_exist(one) for one in ResultSnapshot.objects.all())
    posts = Plan.objects.values_list("position_assignment__position__kind", flat=True)
    assert {"jpt", "administrator", "pengawas", "jf", "pelaksana"} <= set(posts)
    assert set(PlanVersion.objects.values_list("approach", flat=True)) == set(Approach)


def test_the_odd_turns_of_a_year_were_taken(demo: Loaded) -> None:
    assert [one for one in BknResult.objects.all() if one.differs]
    assert Evaluation.objects.filter(counted_as_received=True).count() >= 2
    assert Evaluation.objects.exclude(response="").exclude(answer="").exists()
    assert Feedback.objects.exclude(typed_by=F("giver__user")).exists()
    assert EvidenceReview.objects.filter(reviewer=employee("sekcam"), outcome="returned").exists()
    foreign = EvidenceUse.objects.exclude(version__evidence__owner=F("realization__plan__employee"))
    assert foreign.standing().count() >= 5
    assert PlannedResult.objects.exclude(supported_result=None).count() > 80
    assert not Evaluation.objects.filter(plan__year=2025, period__kind="year").exclude(
        state__in=[EvaluationState.ACCEPTED, EvaluationState.CLOSED]).exists()


# --- Rules and guides ---------------------------------------------------------------------


def test_there_are_guides_of_every_part_and_anybody_reads_them(demo: Loaded) -> None:
    guides = list(GuidePage.objects.live())
    assert len(guides) >= 8
    for guide in guides:
        kinds = {block.block_type for block in guide.body}
        assert kinds >= {"steps", "do_dont", "example"}, guide
        assert citation_values(guide.body), guide
        assert guide.title_en, guide
        assert guide.summary_en, guide
        page = Client().get(guide.portal_address())
        assert page.status_code == 200, guide
        assert "<blockquote>" in page.content.decode(), guide
    assert Client().get("/panduan/").status_code == 200


def test_regulations_have_their_relations_and_nobody_takes_a_text_for_official(
    demo: Loaded,
) -> None:
    law = RegulationPage.objects.get(slug="uu-5-2014")
    assert status_on(law, TODAY).force == Force.REVOKED
    for page in RegulationPage.objects.live():
        assert page.slug == page.address_slug()
        assert Client().get(page.portal_address()).status_code == 200, page
    for edition in RegulationText.objects.filter(source_name__startswith="contoh"):
        assert edition.source_text.startswith("CONTOH NASKAH UNTUK LATIHAN, BUKAN PERATURAN")
        assert "Bukan Peraturan" in edition.regulation.title


def test_every_state_of_an_edition_was_passed_and_something_is_left_to_try(demo: Loaded) -> None:
    moves = HistoryEvent.objects.filter(record__startswith="guidelines.regulationtext:")
    assert {move.name for move in EDITION_TABLE} <= set(moves.values_list("verb", flat=True))
    draft = RegulationText.objects.get(state=EditionState.DRAFT)
    kinds = {finding["kind"] for finding in draft.findings}
    assert kinds >= {"gap", "doubled", "repaired"}
    assert [page for page in GuidePage.objects.all() if page.workflow_in_progress]
    (scheduled,) = GuidePage.objects.exclude(go_live_at=None)
    assert scheduled.scheduled_revision.approved_go_live_at > NOW
    assert not scheduled.live
    flags = ReviewFlag.objects.all()
    assert {flag.settled_at is None for flag in flags} == {True, False}


def test_help_beside_fields_leads_to_sections_that_exist(demo: Loaded) -> None:
    assert FieldHelp.objects.count() >= 12
    for row in FieldHelp.objects.select_related("guide"):
        assert row.key in HELP_KEYS
        anchors = {b.value["anchor"] for b in row.guide.body if b.block_type == "section"}
        assert row.section in anchors, row
    upload = sign_in(Client(), person("loket")).get("/bukti/unggah/")
    assert 'class="help"' in upload.content.decode()


# --- Who sees what -----------------------------------------------------------------------


def may_see(account: str, title: str) -> bool:
    """Whether the person finds this evidence, by list and by rule alike."""
    user, one = person(account), titled(title)
    listed = Evidence.objects.visible_to(user).filter(pk=one.pk).exists()
    assert user.has_perm("evidence.view_evidence", one) is listed
    return listed


@pytest.mark.parametrize(
    ("title", "seeing", "not_seeing"),
    [
        ("Rekap kehadiran pegawai September 2026",
         ["kepegawaian", "sekcam", "auditor"], ["arsiparis", "sekda", "sistem", "kua"]),
        ("Berita acara permintaan keterangan kehadiran pegawai",
         ["kepegawaian", "sekcam"], ["auditor", "camat", "sistem"]),
        ("Catatan konsultasi keluarga", ["penyuluh"], ["kua", "stafkua", "kepalakantor"]),
        ("Laporan kesiapan keberangkatan jemaah",
         ["anwar", "marwah", "penyuluh"], ["kepalakantor", "ketuatim", "camat"]),
        ("Hasil survei kepuasan masyarakat triwulan I 2025",
         ["kasipelayanan", "loket", "camat", "auditor"], ["lurahsendang", "doni", "kua"]),
        ("Sertifikat pelatihan penyelamatan arsip", ["arsiparis", "auditor"],
         ["kepegawaian", "camat"]),
    ],
)
def test_the_right_people_see_it(
    demo: Loaded, title: str, seeing: list[str], not_seeing: list[str]
) -> None:
    assert [name for name in seeing if not may_see(name, title)] == []
    assert [name for name in not_seeing if may_see(name, title)] == []


def test_a_word_inside_is_found_by_those_who_may_see_it(demo: Loaded) -> None:
    def finds(account: str, words: str) -> str:
        page = sign_in(Client(), person(account)).get("/cari/", {"q": words})
        assert page.status_code == 200
        return page.content.decode()

    minutes = "Notulen Musrenbang Kecamatan Watu Lembayung 2025"
    assert minutes in finds("kasipmd", "jembatan gantung Kali Embun")
    assert minutes not in finds("loket", "jembatan gantung Kali Embun")
    assert "Laporan kesiapan keberangkatan jemaah" in finds("marwah", "manasik")


# --- Nothing real ------------------------------------------------------------------------


def test_numbers_and_addresses_are_visibly_invented(demo: Loaded) -> None:
    texts = [*ExtractedPage.objects.values_list("text", flat=True),
             *Evidence.objects.values_list("title", flat=True)]
    for one in Employee.objects.all():
        assert one.nip is None or one.nip[12:14] == "00", "a real NIP has a month of appointment"
        assert one.email.endswith(".example")
        assert one.phone == ""
    for text in texts:
        assert not re.search(r"(?<!\d)(?!0{8})\d{16}(?!\d)", text), "looks like an identity number"
        assert not re.search(r"(?<!\d)(?:\+62|0)8\d{8,11}(?!\d)", text), "looks like a phone number"
        assert all(mail.endswith(".example") for mail in re.findall(r"\S+@[\w.-]+\w", text))


def test_places_exist_nowhere(demo: Loaded, shared_data: Path) -> None:
    listed = shared_data / "admin" / "idn-area-data"
    if not listed.is_dir():
        skip_aloud("the lists of real places in ../shared/data/admin")
    real = "\n".join((listed / f"{kind}.csv").read_text().casefold()
                     for kind in ("regencies", "districts"))
    for place in ("Lembah Arunika", "Watu Lembayung", "Teluk Kirana", "Tanjung Sekar",
                  "Sendang Kelana", "Randu Emas", "Karang Lembayung"):
        assert place.casefold() not in real
