"""Asking the pages of evidence as a browser would."""

import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evidence.models import EvidenceKind, EvidenceVersion
from tests.factories.evidence import make_version
from tests.helpers import reload

UPLOAD = "/bukti/unggah/"


def a_file(name: str = "notulen.txt", data: bytes = b"Notulen rapat koordinasi.") -> Any:
    """A file in the hands of the person; its name is not yet cleaned by anybody."""
    sent = SimpleUploadedFile("x", data, "application/octet-stream")
    # SimpleUploadedFile cuts the name already; a hostile client does not.
    sent._name = name
    return sent


def typed(**values: Any) -> dict[str, Any]:
    """Everything a person must type to file; ``values`` change it."""
    kind = EvidenceKind.objects.get(code="notulen").pk
    return {
        "title": "Notulen rapat koordinasi",
        "kind": kind,
        "confidentiality": "ordinary",
        "sharing": "only_me",
        "submission_id": str(uuid.uuid4()),
        **values,
    }


def send(client: Client, *files: Any, json: bool = False, **values: Any) -> Any:
    """POST the upload form."""
    headers = {"accept": "application/json"} if json else {"accept": "text/html"}
    return client.post(UPLOAD, typed(**values, files=list(files)), headers=headers)


def page_of(name: str, version: EvidenceVersion, *more: Any) -> str:
    """Address of a page of one version."""
    return reverse(f"evidence:{name}", args=[version.evidence.public_id, version.number, *more])


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def make_picture(owner: Any, run_jobs: Any, shared_data: Path) -> EvidenceVersion:
    """A real photo, filed, read and drawn."""
    data = (shared_data / "evidence/good/exif-gps-DSCN0010.jpg").read_bytes()
    version = make_version(owner, text=data, name="foto.jpg", kind="foto")
    run_jobs()
    return reload(version)
