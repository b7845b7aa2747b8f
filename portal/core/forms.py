"""Forms as the portal draws them: label, hint, error, count; a summary of errors on top.

``{{ form }}`` renders everything between ``<form>`` and its buttons. Pages that
place fields by hand use ``{{ form.name.as_field_group }}`` and include
``components/_error_summary.html`` themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from .help import Help, help_for


class PortalBoundField(BoundField):
    """A field that also knows its counter, its place in the error summary and its kind of input."""

    @property
    def count_limit(self) -> int | None:
        """Characters a long text may have; None when nothing is counted."""
        widget = self.field.widget
        return (
            getattr(self.field, "max_length", None) if isinstance(widget, forms.Textarea) else None
        )

    @property
    def aria_describedby(self) -> str | None:
        """Ids of hint, error and counter, in the order in which they should be heard."""
        described = super().aria_describedby
        if described is None or not self.count_limit or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_count".strip()

    @property
    def target_id(self) -> str:
        """Id of the element that an error in the summary leads to."""
        if not self.auto_id:
            return ""
        return f"{self.auto_id}_0" if self.field.widget.use_fieldset else str(self.auto_id)

    @property
    def is_single_checkbox(self) -> bool:
        """One box with its sentence to the right of it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def help(self) -> Help | None:
        """What stands beside the field, where content was written for it."""
        found: Help | None = self.form.helps.get(self.name)
        return found


class PortalRenderer(TemplatesSetting):
    """Draws forms with ``templates/components``; other widgets with Django's templates."""

    form_template_name = "components/forms/_form.html"
    field_template_name = "components/_field.html"
    bound_field_class = PortalBoundField


@dataclass(frozen=True)
class ErrorLine:
    """One line of the error summary; ``target`` is an element id, or "" for the whole form."""

    message: str
    target: str


@dataclass(frozen=True)
class FieldGroup:
    """Fields under one heading; ``legend`` "" means without heading."""

    legend: str | Promise
    fields: tuple[BoundField, ...]


class PortalFormMixin:
    """What all forms of the portal share; put it before the Django form class.

    ``field_groups``: ``((legend, ("first", "second")), …)``; fields not named come first.
    ``autocomplete``: tokens of the HTML standard by field name.
    ``help_prefix``: ``<app>.<form>``; the fields that a form itself declares have help
    under ``<help_prefix>.<field>``, those it inherits under the prefix of their form.
    """

    default_renderer = PortalRenderer
    use_required_attribute = False  # The browser's bubbles hide our sentences and vanish.
    label_suffix = ""
    field_groups: ClassVar[Sequence[tuple[str | Promise, Sequence[str]]]] = ()
    text_rows = 4
    autocomplete: ClassVar[Mapping[str, str]] = {}
    help_prefix: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                # The browser would cut a pasted text without a word; we count and say so instead.
                field.widget.attrs.pop("maxlength", None)
                field.widget.attrs["rows"] = str(self.text_rows)
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = self._required_sentence(name, field)
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]

    def _required_sentence(self, name: str, field: forms.Field) -> str:
        """A sentence that makes sense in the summary too, away from its field."""
        label = field.label if field.label is not None else pretty_name(name)
        if isinstance(field, forms.FileField):
            return _("Choose a file for “%(label)s”.") % {"label": label}
        if isinstance(field, forms.BooleanField):
            return _("Tick “%(label)s” to go on.") % {"label": label}
        if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
            return _("Choose an answer to “%(label)s”.") % {"label": label}
        return _("Fill in “%(label)s”.") % {"label": label}

    @classmethod
    def help_key(cls, name: str) -> str:
        """The stable key of a field's help; "" where its form has none."""
        for form in reversed(cls.__mro__):
            if name in getattr(form, "declared_fields", {}):
                prefix = vars(form).get("help_prefix", "")
                return f"{prefix}.{name}" if prefix else ""
        return ""

    @cached_property
    def helps(self) -> dict[str, Help]:
        """Help by field name, asked for all fields at once."""
        names = {self.help_key(name): name for name in self.fields}
        names.pop("", None)
        return {names[key]: found for key, found in help_for(tuple(names)).items()}

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Every error in the order of the fields, the form's own first."""
        lines = [ErrorLine(message, "") for message in self.non_field_errors()]
        for bound in self:
            lines.extend(
                ErrorLine(message, "" if bound.is_hidden else bound.target_id)
                for message in bound.errors
            )
        return lines

    @property
    def grouped_fields(self) -> Iterator[FieldGroup]:
        """Visible fields by ``field_groups``; what no group names comes first without heading."""
        named = {name for _legend, names in self.field_groups for name in names}
        rest = tuple(bound for bound in self.visible_fields() if bound.name not in named)
        if rest:
            yield FieldGroup("", rest)
        for legend, names in self.field_groups:
            present = tuple(self[name] for name in names if name in self.fields)
            if present:
                yield FieldGroup(legend, present)


class PortalForm(PortalFormMixin, forms.Form):
    """A form that is not bound to one table."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """A form over one table. It validates shape; saving is a verb of the domain."""


def help_keys_of(*form_classes: type[PortalFormMixin]) -> dict[str, str | Promise]:
    """Keys of the fields that people see in these forms, with their labels, to be registered."""
    return {
        form.help_key(name): pretty_name(name) if field.label is None else field.label
        for form in form_classes
        for name, field in form.base_fields.items()
        if form.help_key(name) and not field.widget.is_hidden
    }


class DateInput(forms.DateInput):
    """The browser's date picker; browsers without one show a text field and dd/mm/yyyy is taken."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, written 24/11/2026, 24-11-2026, 24.11.2026 or 2026-11-24."""

    widget = DateInput
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
    default_error_messages = {"invalid": _("Write the date like 24/11/2026.")}


class RadioCards(forms.RadioSelect):
    """One choice out of few, each with room for a sentence. ``hints``: value to sentence."""

    template_name = "components/forms/_cards.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        hints: Mapping[str, str | Promise] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with the hint of its value."""
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class CheckboxCards(RadioCards, forms.CheckboxSelectMultiple):
    """Several choices out of few."""

    input_type = "checkbox"
    allow_multiple_selected = True


class FilesInput(forms.FileInput):
    """Choose or drop files, or take a picture; a plain pair of file inputs without scripts.

    ``max_bytes`` and ``accept`` are told to the browser so that a too large or
    wrong file is named before it is sent; the server checks again.
    """

    template_name = "components/forms/_files.html"
    allow_multiple_selected = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        max_bytes: int | None = None,
        camera: bool = True,
        multiple: bool = True,
    ) -> None:
        self.allow_multiple_selected = multiple
        super().__init__(dict(attrs or {}))
        self.max_bytes = max_bytes
        self.camera = camera

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the limit and whether to offer the camera."""
        context = super().get_context(name, value, attrs)
        context["widget"].update({"max_bytes": self.max_bytes, "camera": self.camera})
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict, name: str
    ) -> list[Any]:
        """All files under the name: chosen and photographed."""
        return files.getlist(name)

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a picture may stand instead of a chosen file."""
        return False


class FilesField(forms.FileField):
    """One or several files; cleans to a list. ``max_files`` 1 makes it a single choice."""

    widget = FilesInput
    default_error_messages = {
        "too_many": _("Send at most %(limit)s files at once. Nothing was saved yet; choose fewer."),
    }

    def __init__(
        self,
        *,
        max_files: int = 20,
        max_bytes: int | None = None,
        camera: bool = True,
        **kwargs: Any,
    ) -> None:
        self.max_files = max_files
        kwargs.setdefault(
            "widget", FilesInput(max_bytes=max_bytes, camera=camera, multiple=max_files > 1)
        )
        super().__init__(**kwargs)

    def clean(self, data: Sequence[Any], initial: Any = None) -> list[Any]:
        """Every file checked as Django checks one."""
        if not data:
            super().clean(None, initial)
            return []
        if len(data) > self.max_files:
            raise forms.ValidationError(
                self.error_messages["too_many"], "too_many", {"limit": self.max_files}
            )
        return [super(FilesField, self).clean(uploaded, initial) for uploaded in data]
