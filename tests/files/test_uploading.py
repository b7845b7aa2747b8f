"""Receiving bytes: hashed on the way, never more than the limit, nothing left behind."""

import errno
import hashlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from portal.files.uploading import IncomingUploadHandler, UploadLimit
from portal.people.models import User


def handler_for(user):
    request = RequestFactory().post("/")
    request.user = user
    return IncomingUploadHandler(request)


def receive(data, *, name="surat.pdf", block=100_000):
    handler = handler_for(User())
    handler.new_file("files", name, "application/pdf", None, None)
    for start in range(0, len(data), block):
        handler.receive_data_chunk(data[start : start + block], start)
    return handler.file_complete(len(data))


def test_bytes_lie_in_incoming_with_their_hash(settings):
    data = bytes(range(256)) * 2000

    incoming = receive(data)

    assert incoming.path.parent == settings.PORTAL["INCOMING_DIR"]
    assert incoming.path.read_bytes() == data
    assert incoming.sha256 == hashlib.sha256(data).hexdigest()
    assert (incoming.size, incoming.problem) == (len(data), "")
    incoming.close()
    assert not incoming.path.exists()


@pytest.mark.parametrize(("size", "problem"), [(999, ""), (1000, ""), (1001, "too_large")])
def test_limit_is_the_last_byte_taken(settings, size, problem):
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 1000}

    incoming = receive(b"x" * size, block=100)

    assert incoming.problem == problem
    assert incoming.path.exists() == (not problem)
    incoming.close()


def test_what_is_beyond_the_limit_is_read_on_but_not_written(settings):
    settings.PORTAL = {**settings.PORTAL, "MAX_UPLOAD_BYTES": 1000}

    incoming = receive(b"x" * 5_000_000)

    assert incoming.size == 5_000_000
    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


class FullDisk:
    def __init__(self, code):
        self.code = code

    def write(self, data):
        raise OSError(self.code, "full")

    def close(self):
        raise OSError(self.code, "full")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk_is_a_problem_of_the_file_not_of_the_request(settings, code):
    handler = handler_for(User())
    handler.new_file("files", "surat.pdf", "application/pdf", None, None)
    handler.handle.close()
    handler.handle = FullDisk(code)

    handler.receive_data_chunk(b"x", 0)

    assert handler.file_complete(1).problem == "disk_full"
    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


def test_other_errors_of_the_disk_are_not_hidden():
    handler = handler_for(User())
    handler.new_file("files", "surat.pdf", "application/pdf", None, None)
    handler.handle.close()
    handler.handle = FullDisk(errno.EIO)

    with pytest.raises(OSError, match="full"):
        handler.receive_data_chunk(b"x", 0)


def test_cut_line_leaves_nothing(settings):
    handler = handler_for(User())
    handler.new_file("files", "surat.pdf", "application/pdf", None, None)
    handler.receive_data_chunk(b"x" * 1000, 0)

    handler.upload_interrupted()

    assert list(settings.PORTAL["INCOMING_DIR"].iterdir()) == []


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_nothing_is_written_for_somebody_who_is_not_signed_in(settings, user):
    handler = handler_for(user)
    handler.new_file("files", "surat.pdf", "application/pdf", None, None)
    handler.receive_data_chunk(b"x" * 1000, 0)

    incoming = handler.file_complete(1000)
    incoming.close()

    assert (incoming.name, incoming.size, incoming.problem) == ("surat.pdf", 1000, "signed_out")
    assert not settings.PORTAL["INCOMING_DIR"].exists()


@pytest.mark.parametrize("user", [AnonymousUser(), User()])
def test_line_cut_before_the_first_byte_of_a_file_leaves_nothing(settings, user):
    handler_for(user).upload_interrupted()

    assert not settings.PORTAL["INCOMING_DIR"].exists()


@pytest.mark.parametrize("announced", ["", "abc", "-5", "0", "1000"])
def test_any_announcement_below_the_limit_reaches_the_view(announced):
    asked = []
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = announced

    UploadLimit(lambda request: asked.append(request))(request)

    assert asked == [request]


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("surat\u00a0tugas\u202fbaru.pdf", "surat tugas baru.pdf"),
        ("surat\ttugas.pdf", "surat tugas.pdf"),
        ("C:\\fakepath\\👨\u200d👩\u200d👧.pdf", "👨\u200d👩\u200d👧.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
    ],
)
def test_name_of_a_sent_file_keeps_its_blanks_and_joined_pictures(sent, received):
    body = (
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{sent}"\r\n'
        "Content-Type: application/pdf\r\n\r\nisi\r\n--x\r\n"
        'Content-Disposition: form-data; name="title"\r\n\r\nSurat\r\n--x--\r\n'
    )
    request = RequestFactory().post(
        "/", body.encode(), content_type="multipart/form-data; boundary=x"
    )
    request.user = User()

    UploadLimit(lambda request: None)(request)

    (incoming,) = request.FILES.getlist("files")
    assert (incoming.name, incoming.path.read_bytes()) == (received, b"isi")
    assert request.POST["title"] == "Surat"
    incoming.close()


@pytest.mark.parametrize("name", ["", ".", "..", "/", "\u202e"])
def test_a_part_without_a_name_is_no_file(name):
    body = (
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\nisi\r\n--x--\r\n"
    )
    request = RequestFactory().post(
        "/", body.encode(), content_type="multipart/form-data; boundary=x"
    )
    request.user = User()

    UploadLimit(lambda request: None)(request)

    assert not request.FILES
