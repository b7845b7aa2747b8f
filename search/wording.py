"""What the page of results says: sentences, facets, chips, orders, as the templates draw them."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evidence.states import ProcessingState
from search.engine import Answer
from search.forms import SORT_LABELS, Question
from search.query import read_query
from search.records import DEEPEST_HIT, Breadth, Facet, Matching, Sort
from search.sources import evidence, regulations, uses

FACET_LABELS: Final = {
    "source": gettext_lazy("Found among"),
    "kind": gettext_lazy("Kind"),
    "unit": gettext_lazy("Unit"),
    "period": gettext_lazy("Period"),
    "year": gettext_lazy("Year"),
    "state": gettext_lazy("State"),
}
#: Values of a facet that are listed; chosen ones are always.
_LISTED: Final = 12


def heading(question: Question) -> str:
    """What the page is."""
    if question.text:
        return _("Search: %(text)s") % {"text": question.text}
    return _("Search")


def summary(question: Question, answer: Answer) -> str:
    """How much was found, and what the hits have in common with the query."""
    page = answer.page
    found = _how_many(question, answer)
    if page.matching is Matching.BROWSE:
        return found
    if page.matching is Matching.SIMILAR and page.total:
        return _(
            "Nothing has these words as you wrote them. %(found)s They have similar words."
        ) % {"found": found}
    if page.matching is Matching.SOME and page.total:
        if question.breadth is Breadth.SOME or read_query(question.text).is_question:
            return _("%(found)s Those that say most of it come first.") % {"found": found}
        return _("Nothing has all the words. %(found)s They have some of them.") % {"found": found}
    return found if page.total else ""


def _how_many(question: Question, answer: Answer) -> str:
    """How many hits, and in how many things where several hits belong to one."""
    page = answer.page
    is_browsing = page.matching is Matching.BROWSE
    sources = _sources_of(question, answer)
    numbers = {"total": number_format(page.total), "groups": number_format(page.group_total)}
    total = page.total
    if sources <= {evidence.NAME}:
        words = ngettext("%(total)s file found.", "%(total)s files found.", total)
        if is_browsing:
            words = ngettext(
                "%(total)s file that you may see.", "%(total)s files that you may see.", total
            )
    elif sources == {uses.NAME} and page.group_total >= total:
        words = ngettext("%(total)s use found.", "%(total)s uses found.", total)
    elif sources == {uses.NAME}:
        words = ngettext(
            "%(total)s uses in %(groups)s file.",
            "%(total)s uses in %(groups)s files.",
            page.group_total,
        )
    elif page.group_total >= total:
        words = ngettext("%(total)s result found.", "%(total)s results found.", total)
    elif sources == {uses.NAME, evidence.NAME}:
        words = ngettext(
            "%(total)s results in %(groups)s file.",
            "%(total)s results in %(groups)s files.",
            page.group_total,
        )
    elif sources == {regulations.NAME}:
        words = ngettext(
            "%(total)s places in %(groups)s regulation.",
            "%(total)s places in %(groups)s regulations.",
            page.group_total,
        )
    else:
        words = _("%(total)s results in %(groups)s files, regulations and guides.")
    return words % numbers


def _sources_of(question: Question, answer: Answer) -> set[str]:
    """Where the hits come from; the facet is counted without its own choice."""
    chosen = question.filters.get("source")
    found = {v.value for v in answer.page.facet("source").values if v.count}
    if answer.is_away:
        found = {hit.source for hit in answer.page.hits}
    return found & chosen if chosen else found


def notices(question: Question, answer: Answer) -> list[dict[str, str]]:
    """Sentences about the address, and about an engine that is away."""
    found = [{"tone": "warn", "text": text} for text in question.notices]
    if answer.is_away:
        text = _(
            "The search of texts is being set up or mended. Meanwhile titles and document numbers "
            "are searched; nothing is lost. Try again in a few minutes."
        )
        found.insert(0, {"tone": "warn", "text": text})
    if question.page > answer.page.page and answer.page.total:
        text = _("There is no page %(asked)s; this is the last, page %(shown)s.") % {
            "asked": question.page,
            "shown": answer.page.page,
        }
        found.append({"tone": "info", "text": text})
    if answer.page.total > DEEPEST_HIT:
        text = _("Only the first %(limit)s can be paged through. Choose filters on the way.") % {
            "limit": number_format(DEEPEST_HIT)
        }
        found.append({"tone": "info", "text": text})
    return found


def facets(question: Question, answer: Answer) -> list[dict[str, Any]]:
    """Facets that have something to choose, for ``components/_facet_group.html``."""
    groups = []
    for facet in answer.page.facets:
        items = _items(facet, answer)
        if items:
            groups.append(
                {
                    "key": facet.name,
                    "label": FACET_LABELS[facet.name],
                    "items": items,
                    "is_open": True,
                }
            )
    return groups


def _items(facet: Facet, answer: Answer) -> list[dict[str, Any]]:
    values = [v for place, v in enumerate(facet.values) if place < _LISTED or v.is_chosen]
    if facet.name == "year":
        values.sort(key=lambda value: value.value, reverse=True)
    if facet.name == "state":
        order = [*uses.STATES, *ProcessingState.values]
        values.sort(key=lambda v: order.index(v.value) if v.value in order else len(order))
    labels = answer.labels.get(facet.name, {})
    return [
        {
            "value": value.value,
            "label": labels.get(value.value, value.value),
            "count": value.count,
            "is_chosen": value.is_chosen,
        }
        for value in values
    ]


def chips(question: Question, answer: Answer) -> list[dict[str, str]]:
    """What narrows the hits now, each with its way out."""
    found = []
    for name, values in question.filters.items():
        labels = answer.labels.get(name, {})
        for value in sorted(values):
            label = f"{FACET_LABELS[name]}: {labels.get(value, value)}"
            found.append({"key": name, "value": value, "label": label})
    for key, day in (("since", question.dated_from), ("until", question.last_day)):
        if day is not None:
            words = _("from %(day)s") if key == "since" else _("until %(day)s")
            label = words % {"day": date_format(day, "j M Y")}
            found.append({"key": key, "value": question.dates[key].value(), "label": label})
    if question.breadth is not Breadth.AUTO:
        label = _("every word") if question.breadth is Breadth.ALL else _("some of the words")
        found.append({"key": "match", "value": question.breadth.value, "label": label})
    return found


def orders(question: Question) -> list[dict[str, Any]]:
    """The orders to choose from; without words there is no best match."""
    chosen = question.sort
    if not question.text and chosen is Sort.RELEVANCE:
        chosen = Sort.NEWEST
    return [
        {"value": sort.value, "label": label, "is_chosen": sort is chosen}
        for sort, label in SORT_LABELS.items()
        if question.text or sort is not Sort.RELEVANCE
    ]


def other_breadth(question: Question, answer: Answer) -> dict[str, str] | None:
    """A way to more or to fewer hits: value of ``match`` and the words of its link."""
    if answer.is_away or not read_query(question.text).has_parts:
        return None
    if answer.page.matching is Matching.ALL:
        return {"value": Breadth.SOME.value, "label": _("Show results with some of the words too")}
    if answer.page.matching is Matching.SOME:
        return {"value": Breadth.ALL.value, "label": _("Only results with every word")}
    return None


def nothing_found(question: Question, answer: Answer, user: Any) -> dict[str, Any]:
    """An empty answer: what was searched, what to try, whom to ask."""
    is_visitor = not user.is_authenticated
    if not question.text and not question.is_narrowed:
        if is_visitor:
            return {
                "title": _("There is no rule and no guide yet"),
                "tries": [_("Sign in to search the files that you may see.")],
            }
        return {
            "title": _("There is nothing yet that you may see"),
            "tries": [_("File evidence of your own, or ask a colleague to share one with you.")],
        }
    if question.text and answer.page.matching is Matching.NOTHING:
        return {
            "title": _("There was nothing to search for"),
            "tries": [_("Type a word, a name or a document number; signs alone are not searched.")],
        }
    tries = []
    if question.is_narrowed:
        tries.append(_("Take a filter away; the words may stand in another year or unit."))
    if '"' in question.text or "“" in question.text:
        tries.append(_("Leave the quotation marks out; they ask for exactly this wording."))
    tries += [
        _("Try another word for it, or fewer words."),
        _("Search a part of the document number, such as 800/123."),
    ]
    if is_visitor:
        tries.append(_("Sign in to search the files that you may see."))
    else:
        tries.append(_("Photos and scans without text are found by title and number only."))
    contact = settings.PORTAL["HELP_CONTACT"] or _("the performance team of your office")
    return {
        "title": _("Nothing found for “%(text)s”") % {"text": question.text}
        if question.text
        else _("Nothing fits these filters"),
        "searched": _("Searched: regulations and guides.")
        if is_visitor
        else _(
            "Searched: titles, numbers, names and texts of files that you may see, regulations "
            "and guides."
        ),
        "tries": tries,
        "ask": _("Questions: %(contact)s.") % {"contact": contact}
        if is_visitor
        else _(
            "Does somebody else have the file? It is found once they share it with you. "
            "Questions: %(contact)s."
        )
        % {"contact": contact},
    }
