"""Pages that show the frame, forms and scripts to tests, without any record."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path
from django.utils.safestring import SafeString

from portal.core.forms import FilesField, PortalForm
from portal.home.component_samples import component_samples
from portal.urls import urlpatterns as real_patterns

SUBMISSION = str(UUID(int=0xABC))


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, as templates see a user."""

    pk: int
    is_authenticated: bool = True
    is_staff: bool = True

    def __str__(self) -> str:
        return f"visitor-{self.pk}"

    def get_username(self) -> str:
        """The name with which one signs in."""
        return str(self)


class Filing(PortalForm):
    """Metadata and files."""

    title = forms.CharField()
    story = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)
    password = forms.CharField(required=False, widget=forms.PasswordInput)
    submission_id = forms.CharField(widget=forms.HiddenInput)


class ManyFiles(Filing):
    """Several files at once."""

    files = FilesField(max_bytes=1000)


class OneFile(Filing):
    """A new version: one file."""

    files = FilesField(max_bytes=1000, max_files=1)


PAGE = """{% extends "base.html" %}
{% block title %}Contoh{% endblock %}
{% block scripts %}<script src="{% static 'portal/js/upload.js' %}" defer></script>{% endblock %}
{% block main %}<h1>Contoh</h1>
<form method="post" enctype="multipart/form-data" action="/kirim/" data-upload
  data-draft-key="filing">
{% csrf_token %}{% include "components/_draft_notice.html" %}{{ form }}
{% include "components/_upload_queue.html" with list_url="/contoh/" %}
<p class="actions"><button class="button primary">Unggah</button></p></form>
<form method="post" action="/biasa/" data-plain>{% csrf_token %}
  <button class="button">Biasa</button></form>
<ul class="files">{% include "components/_file_row.html" with file=row %}</ul>
{% endblock %}"""

ROW = {
    "name": "lama.pdf",
    "size_bytes": 10,
    "steps": [{"key": "stored", "label": "tersimpan", "done": True}],
    "status_url": "/status/row/",
    "final": False,
}


def _context(request: HttpRequest) -> dict[str, Any]:
    person = int(request.COOKIES.get("visitor", "7"))
    places = [
        {"url": "/contoh/", "label": "Beranda", "icon": "home", "count": 3, "is_current": True},
        {"url": "/contoh/", "label": "Bukti", "icon": "folder", "count": 0, "is_current": False},
    ]
    return {
        "user": Visitor(person) if person else Visitor(0, is_authenticated=False),
        "places": places,
        "office_name": "Kecamatan Sukamaju",
    }


def sample(request: HttpRequest) -> HttpResponse:
    """A page with an upload form; ``?satu`` takes one file only."""
    form_class = OneFile if "satu" in request.GET else ManyFiles
    form = form_class(initial={"submission_id": SUBMISSION})
    context = {**_context(request), "form": form, "row": ROW}
    template = engines["django"].from_string(PAGE)
    if request.COOKIES.get("shared"):
        request.session = {"shared_computer": True}
    return HttpResponse(template.render(context, request))


def components(request: HttpRequest) -> HttpResponse:
    """Every component."""
    return render(request, "home/components.html", {**_context(request), **component_samples()})


def saved(request: HttpRequest) -> HttpResponse:
    """Where a form leads when its work is done."""
    markup = """{% extends "base.html" %}{% block main %}<h1>Selesai</h1>
    {% include "components/_notification.html" with tone="good" text="Tersimpan." %}
    {% endblock %}"""
    template = engines["django"].from_string(markup)
    return HttpResponse(template.render(_context(request), request))


def error_page(request: HttpRequest, number: int) -> HttpResponse:
    """One of the error pages, signed in or not."""
    context = _context(request) if "masuk" in request.GET else {}
    markup: SafeString = engines["django"].get_template(f"{number}.html").render(context, request)
    return HttpResponse(markup)


urlpatterns = [
    path("contoh/", sample),
    path("selesai/", saved),
    path("komponen/", components),
    path("galat/<int:number>/", error_page),
    *real_patterns,
]
