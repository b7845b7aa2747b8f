"""Every address of ours in one table: who may open it, by which methods, and why.

Read by people who review rights and by ``tests/access``, which fails for an
address without a row, for a method that is answered but not named, and for any
person to whom an address answers otherwise than its row and the rules say.
Wagtail's own addresses (``/cms/``, ``/dokumen/``, pages) follow Wagtail's
groups and are tested as a whole.
"""

from dataclasses import dataclass
from enum import StrEnum

READ = frozenset({"GET", "HEAD"})
POST = frozenset({"POST"})
FORM = READ | POST


class Opens(StrEnum):
    """To whom an address answers at all."""

    PUBLIC = "public"  # anybody, also signed out
    SIGNED_IN = "signed in"  # every account; what it lists is filtered by ``visible_to``
    HOLDERS = "holders"  # accounts with one of ``permissions``; to others it does not exist
    RECORD = "record"  # who may see the one record; to others it does not exist


@dataclass(frozen=True)
class Address:
    """One row.

    Attributes:
        name: URL name with its namespace.
        opens: to whom.
        methods: what is answered; anything else gets 405.
        model: for ``RECORD``, the model the address names.
        sees: for ``RECORD``, the permission without which the answer is 404.
        permissions: for ``HOLDERS``, one of them is enough; for ``RECORD``, what else is asked.
        refusal: answer to somebody who sees the record but lacks ``permissions``.
        reason: why it is open as it is, where that is not plain.
    """

    name: str
    opens: Opens
    methods: frozenset[str] = READ
    model: str = ""
    sees: str = ""
    permissions: tuple[str, ...] = ()
    refusal: int = 403
    reason: str = ""


def _version(
    name: str, *permissions: str, refusal: int = 403, methods: frozenset[str] = READ
) -> Address:
    return Address(
        f"evidence:{name}", Opens.RECORD, methods, "evidence.EvidenceVersion",
        "evidence.view_version", permissions, refusal,
    )


def _bytes(name: str) -> Address:
    """What lives on the bytes; of a tombstone nothing is left, and that is no secret to keep."""
    return _version(name, "evidence.download_version", refusal=404)


def _evidence(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"evidence:{name}", Opens.RECORD, methods, "evidence.Evidence",
        "evidence.view_evidence", permissions,
    )


def _copy(name: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"evaluation:{name}", Opens.RECORD, methods, "planning.Plan", "evaluation.copy_plan",
        reason="only who types the plan into e-Kinerja: its owner",
    )


def _evaluation(
    name: str, *permissions: str, methods: frozenset[str] = READ, reason: str = ""
) -> Address:
    return Address(
        f"evaluation:{name}", Opens.RECORD, methods, "evaluation.Evaluation",
        "evaluation.view_evaluation", permissions, reason=reason,
    )


def _achievement(name: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"evaluation:{name}", Opens.RECORD, methods, "people.OrgUnit",
        "evaluation.record_achievement",
        reason="only who records it: one level above, or HR where nobody stands above",
    )


def _plan(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"planning:{name}", Opens.RECORD, methods, "planning.Plan", "planning.view_plan",
        permissions, reason="to others only from the first handing in",
    )


def _period(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"planning:{name}", Opens.RECORD, methods, "planning.Plan", "planning.view_plan",
        permissions,
    )


def _filing(name: str, *permissions: str, methods: frozenset[str] = POST) -> Address:
    return Address(
        f"planning:{name}", Opens.RECORD, methods, "planning.Realization",
        "planning.view_realization", permissions,
        reason="to its owner also before it is begun",
    )


def _use(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"planning:{name}", Opens.RECORD, methods, "planning.EvidenceUse", "planning.view_use",
        permissions,
    )


def _house(name: str, *permissions: str, methods: frozenset[str] = READ) -> Address:
    return Address(f"home:{name}", Opens.HOLDERS, methods, permissions=permissions)


def _rules(name: str, model: str, permission: str, methods: frozenset[str] = READ) -> Address:
    return Address(
        f"guidelines:{name}", Opens.RECORD, methods, f"guidelines.{model}",
        f"guidelines.{permission}", reason="also signed out, where the page is live and open",
    )


def _regulation(name: str) -> Address:
    return _rules(name, "RegulationPage", "view_regulation")


JOBS = "core.manage_jobs"
FILES = "files.check_files"
RATE = "evaluation.rate_evaluation"
ANSWER = "evaluation.answer_evaluation"

ADDRESSES = (
    Address("people:sign_in", Opens.PUBLIC, FORM, reason="the way in"),
    Address(
        "people:sign_out", Opens.PUBLIC, FORM,
        reason="says afterwards that it is done; POST needs the token of the page",
    ),
    Address("set_language", Opens.PUBLIC, FORM, reason="sets a cookie, touches no record"),
    Address("home:privacy", Opens.PUBLIC, reason="people read it before they sign in"),
    Address("home:health", Opens.PUBLIC, reason="for monitoring; tells no names and no contents"),
    Address("home:dashboard", Opens.SIGNED_IN),
    Address("people:profile", Opens.SIGNED_IN),
    Address("people:change_password", Opens.SIGNED_IN, FORM),
    Address("people:give_mandate", Opens.SIGNED_IN, POST, reason="only for oneself"),
    Address(
        "people:end_mandate", Opens.RECORD, POST, "people.Mandate", "people.end_mandate",
        ("people.end_mandate",),
    ),
    Address(
        "guidelines:regulations", Opens.PUBLIC,
        reason="lists live pages that are open to the visitor; laws bind whoever cannot sign in",
    ),
    _regulation("regulation"),
    _regulation("official_file"),
    _regulation("print_all"),
    _regulation("print_part"),
    _regulation("part_pdf"),
    _regulation("provision"),
    Address(
        "guidelines:guides", Opens.PUBLIC,
        reason="lists live pages that are open to the visitor",
    ),
    _rules("guide", "GuidePage", "view_guide"),
    _rules("guide_feedback", "GuidePage", "view_guide", POST),
    Address("evidence:list", Opens.SIGNED_IN),
    Address("evidence:upload", Opens.SIGNED_IN, FORM),
    Address("evidence:received", Opens.SIGNED_IN),
    Address(
        "evidence:emergency", Opens.HOLDERS, FORM, permissions=("people.open_emergency",)
    ),
    _evidence("detail"),
    _evidence("describe", "evidence.describe_evidence", methods=FORM),
    _evidence("add_version", "evidence.add_version", methods=FORM),
    _version("version"),
    _bytes("text"),
    _version("history"),
    _version("withdraw", "evidence.withdraw_version", methods=FORM),
    _version("status"),
    _bytes("download"),
    _bytes("show"),
    _bytes("page_image"),
    _bytes("page_thumb"),
    _version("receipt"),
    _version("receipt_pdf"),
    Address("evaluation:people", Opens.SIGNED_IN, reason="lists the people one appraises"),
    Address("evaluation:mine", Opens.SIGNED_IN, reason="lists own evaluations"),
    _evaluation("evaluation", reason="also one that nobody opened yet"),
    _evaluation("open", RATE, methods=POST, reason="of an evaluation that is not there yet"),
    _evaluation("rate", RATE, methods=POST),
    _evaluation("feedback", RATE, methods=POST),
    _evaluation("deliver", RATE, methods=POST, reason="a preparer's mandate does not cover it"),
    _evaluation("recall", RATE, methods=POST),
    _evaluation("answer", RATE, methods=POST),
    _evaluation("respond", ANSWER, methods=POST),
    _evaluation("accept", ANSWER, methods=POST),
    _evaluation("bkn_result", "evaluation.record_result", methods=POST),
    _evaluation("bkn_file"),
    _evaluation("document"),
    _achievement("achievement", FORM),
    _achievement("achievement_letter"),
    _copy("copy_plan"),
    _copy("copy_period"),
    _copy("tick_plan", POST),
    _copy("tick_period", POST),
    Address("planning:plans", Opens.SIGNED_IN, reason="lists own plans and those one decides on"),
    Address("planning:begin", Opens.SIGNED_IN, POST, reason="only for a post of one's own"),
    _plan("plan"),
    _plan("plan_pdf"),
    _plan("compare"),
    _plan("basics", "planning.write_plan", methods=FORM),
    _plan("result_new", "planning.write_plan", methods=FORM),
    _plan("result", "planning.write_plan", methods=FORM),
    _plan("result_remove", "planning.write_plan", methods=POST),
    _plan("change", "planning.change_plan", methods=FORM),
    _plan("submit", "planning.write_plan", methods=POST),
    _plan("take_back", "planning.write_plan", methods=POST),
    _plan("discard", "planning.write_plan", methods=POST),
    _plan("return", "planning.decide_plan", methods=POST),
    _plan("agree", "planning.decide_plan", methods=POST),
    _plan("expectations", "planning.set_expectations", methods=FORM),
    Address(
        "planning:unit_expectations", Opens.RECORD, FORM, "people.OrgUnit",
        "planning.set_unit_expectations", reason="only who heads the unit, or one above it",
    ),
    Address("planning:my_period", Opens.SIGNED_IN),
    _period("period"),
    _period("action_plan", methods=FORM),
    _period("submit_action", "planning.write_action_plan", methods=POST),
    _period("reopen_action", "planning.write_action_plan", methods=POST),
    _period("return_action", "planning.decide_action_plan", methods=POST),
    _period("agree_action", "planning.decide_action_plan", methods=POST),
    _filing("realization", methods=FORM),
    _filing("submit_realization", "planning.record_realization"),
    _filing("reopen", "planning.reopen_realization"),
    _filing("accept_realization", "planning.decide_realization"),
    _filing("return_realization", "planning.decide_realization"),
    _filing("upload_use", "planning.record_realization"),
    _filing("pick_use", "planning.record_realization", methods=FORM),
    _use("use", methods=FORM),
    _use("withdraw_use", "planning.record_realization", methods=POST),
    _use("replace_use", "planning.record_realization", methods=FORM),
    _use("short"),
    Address(
        "verification:queue", Opens.SIGNED_IN,
        reason="lists what the person may check; says who checks where there is nothing",
    ),
    Address("verification:uses", Opens.SIGNED_IN),
    Address(
        "verification:bench", Opens.RECORD, FORM, "planning.EvidenceUse", "planning.view_use",
        ("planning.check_use",), refusal=404,
        reason="only who may judge the use; its owner reads the verdict with the realization",
    ),
    Address(
        "search:results", Opens.PUBLIC,
        reason="rules and guides are public; hits, counts and facets by the visitor's tokens",
    ),
    Address("search:suggest", Opens.PUBLIC, reason="words of records that the visitor may find"),
    _house("components", JOBS, FILES),
    _house("house", JOBS, FILES),
    _house("jobs", JOBS),
    _house("job", JOBS),
    _house("retry_job", JOBS, methods=POST),
    _house("dismiss_job", JOBS, methods=POST),
    _house("index", JOBS),
    _house("rebuild_index", JOBS, methods=POST),
    _house("check_index", JOBS, methods=POST),
    _house("files", FILES),
    _house("check_files", FILES, methods=POST),
)
