"""The form base: what a person without sight, script or patience gets from it."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from portal.core.forms import CheckboxCards, DateField, FilesField, PortalForm, RadioCards


class Filing(PortalForm):
    """A form with each kind of input."""

    title = forms.CharField(max_length=20, help_text="As printed.")
    story = forms.CharField(max_length=10, required=False, widget=forms.Textarea)
    dated_on = DateField(required=False)
    sharing = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=RadioCards(hints={"b": "Everybody."})
    )
    also = forms.MultipleChoiceField(
        choices=[("x", "X"), ("y", "Y")], required=False, widget=CheckboxCards
    )
    secret = forms.CharField(widget=forms.HiddenInput)

    field_groups = (("Sharing", ("sharing", "also")),)
    autocomplete = {"title": "off"}


def _markup(form: forms.Form) -> str:
    with translation.override("en"):
        return Template("{{ form }}").render(Context({"form": form}))


def test_an_input_is_described_by_its_hint_and_its_error_in_that_order():
    markup = _markup(Filing({"title": ""}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in markup
    assert 'aria-invalid="true"' in markup


def test_the_summary_leads_to_each_field_and_names_it():
    with translation.override("en"):
        form = Filing({"title": "", "sharing": "z", "secret": "s"})
        lines = [(line.target, line.message) for line in form.error_lines]

    assert lines[0] == ("id_title", "Fill in “Title”.")
    assert lines[1][0] == "id_sharing_0"
    markup = _markup(form)
    assert 'href="#id_title"' in markup
    assert 'id="id_sharing_0"' in markup


def test_an_error_of_the_whole_form_comes_first_without_a_link():
    form = Filing({"title": ""})
    form.add_error(None, "Somebody was faster.")

    assert (form.error_lines[0].message, form.error_lines[0].target) == ("Somebody was faster.", "")


def test_a_hidden_field_with_an_error_is_told_in_the_summary():
    form = Filing({"title": "x", "sharing": "a"})

    assert [line.target for line in form.error_lines] == [""]


def test_optional_is_said_and_required_is_not():
    markup = _markup(Filing())

    assert markup.count("(optional)") == 3
    assert " required" not in markup


def test_a_long_text_is_counted_not_cut():
    markup = _markup(Filing())

    assert 'data-count-limit="10"' in markup
    assert 'aria-describedby="id_story_count"' in markup
    assert "maxlength" not in markup[markup.index("<textarea") : markup.index("</textarea")]


def test_typed_text_is_escaped_when_it_comes_back():
    markup = _markup(Filing({"title": '"><script>', "story": "</textarea><script>"}))

    assert "<script" not in markup


def test_fields_of_a_group_stand_under_its_heading():
    form = Filing()

    assert [(g.legend, [f.name for f in g.fields]) for g in form.grouped_fields] == [
        ("", ["title", "story", "dated_on"]),
        ("Sharing", ["sharing", "also"]),
    ]


@pytest.mark.parametrize("text", ["24/11/2026", "24-11-2026", "24.11.2026", "2026-11-24"])
def test_a_date_is_taken_as_people_and_browsers_write_it(text):
    assert DateField().clean(text) == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["31/02/2026", "11/24/2026", "besok", "24/11/26", "٢٤/١١/٢٠٢٦x"])
def test_a_date_that_is_none_is_refused_with_an_example(text):
    with translation.override("en"), pytest.raises(forms.ValidationError, match="24/11/2026"):
        DateField().clean(text)


def test_files_chosen_and_photographed_arrive_together():
    one, two = SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.jpg", b"b")
    files = MultiValueDict({"files": [one, two]})

    value = FilesField().widget.value_from_datadict({}, files, "files")

    assert FilesField().clean(value) == [one, two]


def test_too_many_files_are_refused_at_once():
    files = [SimpleUploadedFile(f"{n}.pdf", b"a") for n in range(3)]

    with pytest.raises(forms.ValidationError):
        FilesField(max_files=2).clean(files)


def test_no_file_is_refused_when_one_is_needed_and_fine_when_not():
    with pytest.raises(forms.ValidationError):
        FilesField().clean([])
    assert FilesField(required=False).clean([]) == []


def test_an_empty_file_is_refused():
    with pytest.raises(forms.ValidationError):
        FilesField().clean([SimpleUploadedFile("a.pdf", b"")])


@pytest.mark.parametrize(("max_files", "multiple"), [(1, 0), (2, 1)])
def test_the_input_takes_several_files_only_where_the_field_does(max_files, multiple):
    markup = FilesField(max_files=max_files).widget.render(
        "files", None, {"id": "id_files"}, PortalForm().renderer
    )

    assert markup.count(" multiple") == multiple


def test_numbers_for_scripts_are_written_without_separators():
    field = FilesField(max_bytes=26_214_400)

    with translation.override("id"):
        markup = field.widget.render("files", None, {"id": "id_files"}, PortalForm().renderer)

    assert 'data-max-bytes="26214400"' in markup
