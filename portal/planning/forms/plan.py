"""Forms of a plan: basics, one result with its indicators, a change, a return, expectations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.formsets import BaseFormSet, ManagementForm, formset_factory
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from portal.core.forms import DateField, ErrorLine, PortalForm, RadioCards
from portal.people.keep_typing import fill_in
from portal.people.models import PositionAssignment

from ..domain.results import MOST_INDICATORS, IndicatorInput, ResultInput
from ..models import (
    Accumulation,
    Approach,
    Aspect,
    Perspective,
    PlannedResult,
    PlanVersion,
    ResultKind,
)
from ..queries import supportable_results
from ..states import ChangeReason
from ..validators import validate_target

# What a database column of the revision can hold.
LARGEST = 2_147_483_647
EMPTY_ROWS = 2
INDICATORS = "indicators"


class LaterField(forms.CharField):
    """A text that may stay empty while one writes; handing in asks for it."""

    def validate(self, value: Any) -> None:
        """Nothing is asked here."""


class BeginForm(PortalForm):
    """Which of the own posts, and which year."""

    post = forms.ModelChoiceField(PositionAssignment.objects.none(), widget=forms.HiddenInput)
    year = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, posts: Sequence[PositionAssignment], years: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [post.pk for post in posts]
        self.fields["post"].queryset = PositionAssignment.objects.filter(
            pk__in=keys
        ).select_related("employee", "position__unit")
        self.fields["year"].choices = [(year, str(year)) for year in years]


class VersionForm(PortalForm):
    """What a person saw when the form was drawn: which version, at which revision."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)

    def revision_of(self, version: PlanVersion) -> int:
        """The revision seen of ``version``; 0, which no record has, when another one was seen."""
        same = self.cleaned_data["version"] == version.number
        return int(self.cleaned_data["revision"]) if same else 0


def seen(version: PlanVersion) -> dict[str, int]:
    """Initial values of a ``VersionForm``."""
    return {"version": version.number, "revision": version.revision}


class BasicsForm(VersionForm):
    """The approach and the three annexes."""

    help_prefix = "planning.basics"

    approach = forms.ChoiceField(
        label=_("Approach"),
        choices=Approach.choices,
        widget=RadioCards(
            hints={
                Approach.QUANTITATIVE: _("Indicator and target stand apart; the usual form."),
                Approach.QUALITATIVE: _("Indicator and target are told as one expectation."),
            }
        ),
    )
    resources = LaterField(
        label=_("Support and resources"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("People, budget, equipment and help you need. One point a line."),
    )
    accountability = LaterField(
        label=_("Way of accounting"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("How and when you report. One point a line."),
    )
    consequences = LaterField(
        label=_("Consequences"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("What follows when targets are met or missed. One point a line."),
    )


class SupportedField(forms.ModelChoiceField):
    """A result of the leader, by its sentence."""

    def label_from_instance(self, obj: Any) -> str:
        """The sentence, short enough for one line of a list."""
        return Truncator(obj.statement).chars(140)


class ResultForm(VersionForm):
    """One planned result. Its indicators are the rows of an ``IndicatorFormSet`` beside it."""

    help_prefix = "planning.result"
    text_rows = 3

    statement = forms.CharField(
        label=_("Planned result"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("The result itself in one sentence, not the activity that leads to it."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ResultKind.choices,
        initial=ResultKind.MAIN,
        widget=RadioCards(
            hints={
                ResultKind.MAIN: _("It belongs to the duties of your post."),
                ResultKind.ADDITIONAL: _("Somebody with authority gave it to you besides."),
            }
        ),
    )
    supported_result = SupportedField(
        PlannedResult.objects.none(),
        label=_("Result of your leader that it supports"),
        required=False,
        empty_label=_("Not linked yet"),
    )
    supported_text = forms.CharField(
        label=_("Result of your leader, in words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Only where it is not in the list."),
    )
    assigned_by = forms.CharField(
        label=_("Assigned by"),
        max_length=200,
        required=False,
        help_text=_("Who gave you an additional result; printed behind the sentence."),
    )

    def __init__(
        self,
        *args: Any,
        plan_version: PlanVersion,
        result: PlannedResult | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {**seen(plan_version), **_initial_of(result)})
        super().__init__(*args, **kwargs)
        if plan_version.plan.is_leadership:
            del self.fields["supported_result"], self.fields["supported_text"]
            return
        offered = PlannedResult.objects.filter(
            Q(pk__in=supportable_results(plan_version.plan).values("pk"))
            | Q(pk=result.supported_result_id if result else None)
        ).order_by("-kind", "position", "pk")
        if offered.exists():
            self.fields["supported_result"].queryset = offered
        else:
            del self.fields["supported_result"]
            self.fields["supported_text"].help_text = _(
                "Your leader has no agreed plan in the portal yet, so it is written in words."
            )

    def typed(self, indicators: Sequence[IndicatorInput]) -> ResultInput:
        """What was typed, as the verb takes it."""
        values = self.cleaned_data
        return ResultInput(
            statement=values["statement"],
            kind=values["kind"],
            supported_result=values.get("supported_result"),
            supported_text=values.get("supported_text", ""),
            assigned_by=values["assigned_by"],
            indicators=tuple(indicators),
        )


def _initial_of(result: PlannedResult | None) -> dict[str, Any]:
    if result is None:
        return {}
    return {
        "statement": result.statement,
        "kind": result.kind,
        "supported_result": result.supported_result_id,
        "supported_text": result.supported_text,
        "assigned_by": result.assigned_by,
    }


class IndicatorForm(PortalForm):
    """One indicator with its target. A row in which nothing is typed is no indicator."""

    help_prefix = "planning.indicator"
    text_rows = 2

    line = forms.UUIDField(required=False, widget=forms.HiddenInput)
    statement = forms.CharField(
        label=_("Indicator in a sentence"), max_length=1000, widget=forms.Textarea
    )
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices, initial=Aspect.QUANTITY)
    perspective = forms.ChoiceField(
        label=_("Perspective"), choices=[("", "–"), *Perspective.choices], required=False
    )
    target_text = LaterField(
        label=_("Target of the year"),
        max_length=200,
        help_text=_("For example 12 or 95–100."),
    )
    target_unit = LaterField(
        label=_("Unit of measure"), max_length=60, help_text=_("For example dokumen, % or hari.")
    )
    accumulation = forms.ChoiceField(
        label=_("Over the year"), choices=Accumulation.choices, initial=Accumulation.CUMULATIVE
    )
    remove = forms.BooleanField(label=_("Take this indicator out when saving"), required=False)

    def __init__(self, *args: Any, plan_version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not plan_version.plan.is_leadership:
            del self.fields["perspective"]
        if plan_version.approach == Approach.QUALITATIVE:
            self.fields["aspect"].widget = forms.HiddenInput()
            self.fields["statement"].label = _("Measure of success in a sentence")

    def _words(self, name: str) -> str:
        return (self.data.get(self.add_prefix(name)) or "").strip()

    def has_changed(self) -> bool:
        """Whether the row says anything; the choices alone say nothing."""
        return any(
            self._words(name) for name in ("line", "statement", "target_text", "target_unit")
        )

    @property
    def is_saved(self) -> bool:
        """Whether the row stands in the plan already."""
        return bool(self["line"].value())

    def clean(self) -> dict[str, Any]:
        """A target without a unit is told at once; of a row that goes nothing is asked."""
        values = super().clean() or self.cleaned_data
        if values.get("remove"):
            self.errors.clear()
            return values
        if "target_text" in values and "target_unit" in values:
            try:
                validate_target(values["target_text"], values["target_unit"])
            except ValidationError as error:
                self.add_error("target_unit", error)
        return values

    def typed(self) -> IndicatorInput:
        """What was typed, as the verb takes it."""
        values = self.cleaned_data
        return IndicatorInput(
            statement=values["statement"],
            target_text=values["target_text"],
            target_unit=values["target_unit"],
            aspect=values["aspect"],
            perspective=values.get("perspective", ""),
            accumulation=values["accumulation"],
            line=values["line"],
        )


class BaseIndicatorFormSet(BaseFormSet):
    """The indicators of one result as rows of the same form, empty ones at the end."""

    def __init__(self, *args: Any, plan_version: PlanVersion, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", INDICATORS)
        kwargs["form_kwargs"] = {"plan_version": plan_version}
        super().__init__(*args, **kwargs)
        # Help stands once, beside the first row; asked for each row it would cost a query each.
        for form in self.forms[1:]:
            form.__dict__["helps"] = {}

    def typed(self) -> list[IndicatorInput]:
        """Rows that say something and are to stay, in order."""
        return [
            form.typed()
            for form in self.forms
            if form.has_changed() and not form.cleaned_data.get("remove")
        ]

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Every error for the summary, with the number of its row."""
        lines = [ErrorLine(message, "") for message in self.non_form_errors()]
        for number, form in enumerate(self.forms, 1):
            for line in form.error_lines:
                words = _g("Indicator %(number)s: %(message)s") % {
                    "number": number, "message": line.message,
                }
                lines.append(ErrorLine(words, line.target))
        return lines


def indicator_rows(
    version: PlanVersion, result: PlannedResult | None, request: HttpRequest
) -> BaseIndicatorFormSet:
    """Saved indicators as rows and two empty ones, or what was typed before a session ended."""
    rows = _indicators_of(result)
    asked = fill_in(ManagementForm(prefix=INDICATORS), request).initial.get("TOTAL_FORMS")
    total = len(rows) + EMPTY_ROWS
    if isinstance(asked, str) and asked.isdecimal():
        total = max(total, int(asked[:4]))
    total = min(total, max(MOST_INDICATORS, len(rows)))
    made = formset_of(extra=total - len(rows))(initial=rows, plan_version=version)
    for form in made.forms:
        fill_in(form, request)
    return made


def formset_of(extra: int = 0) -> Any:
    """The class of the rows with ``extra`` empty ones."""
    return formset_factory(
        IndicatorForm, BaseIndicatorFormSet, extra=extra, max_num=MOST_INDICATORS,
        absolute_max=MOST_INDICATORS + EMPTY_ROWS, validate_max=True,
    )


def _indicators_of(result: PlannedResult | None) -> list[dict[str, Any]]:
    if result is None:
        return []
    names = (
        "line", "statement", "aspect", "perspective", "target_text", "target_unit", "accumulation",
    )
    return [{name: getattr(one, name) for name in names} for one in result.indicators.all()]


class ChangeForm(PortalForm):
    """Why and from when an agreed plan changes."""

    help_prefix = "planning.change"

    reason = forms.ChoiceField(label=_("Reason"), choices=ChangeReason.choices, widget=RadioCards)
    note = forms.CharField(
        label=_("What changes and why"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("In a sentence; your leader reads it before agreeing."),
    )
    effective_from = DateField(label=_("Holds from"))


class ReturnForm(PortalForm):
    """What has to be mended."""

    help_prefix = "planning.plan_return"

    note = forms.CharField(
        label=_("What has to be mended"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("In a sentence; the person reads it together with your name."),
    )


class ExpectationsForm(PortalForm):
    """One special expectation for each value of behavior.

    ``values``: position to (value, guides); ``stands``: position to what stands now.
    """

    text_rows = 2

    def __init__(
        self,
        *args: Any,
        values: Mapping[int, tuple[str, Sequence[str]]],
        stands: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.positions = list(values)
        for position, (value, guides) in values.items():
            self.fields[f"value_{position}"] = forms.CharField(
                label=value,
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": str(self.text_rows)}),
                help_text=" · ".join(guides),
                initial=stands.get(position, ""),
            )

    @property
    def texts(self) -> dict[int, str]:
        """What was typed, by position."""
        return {position: self.cleaned_data[f"value_{position}"] for position in self.positions}
