"""The parent against children that misbehave as libraries do."""

import os
import time
from pathlib import Path

import pytest

from evidence.extractors import runner
from evidence.extractors.base import (
    MESSAGE_DAMAGED,
    MESSAGE_TOO_LONG,
    MESSAGE_TOO_MUCH,
    Limits,
)
from evidence.extractors.registry import read_file
from portal.files.sniffing import NotAFile
from tests.contracts.test_extractors import SAMPLES

LIMITS = Limits(seconds=2)
_LIMITED = """
import json, os, sys, time
sys.path.insert(0, sys.argv.pop(1))
from evidence.extractors.limits import limit_self
request = json.loads(sys.argv[1])
left = limit_self(seconds=request["limits"]["seconds"],
                  memory_bytes=request["limits"]["memory_bytes"], parent_id=request["parent_id"])
pipe = os.fdopen(request["answer_to"], "w")
"""


def _run(monkeypatch, tmp_path, code, limits=LIMITS):
    monkeypatch.setattr(runner, "_BOOT", _LIMITED + code)
    return runner.run_child("read", tmp_path / "berkas", limits, name="",
                            note=str(tmp_path / "note"))


def _is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_endless_loop_is_stopped(monkeypatch, tmp_path):
    started = time.monotonic()

    ended = _run(monkeypatch, tmp_path, "while True: pass")

    assert (ended.answer, ended.message) == (None, MESSAGE_TOO_LONG)
    assert time.monotonic() - started < 4


def test_sleeping_child_and_its_own_children_are_killed(monkeypatch, tmp_path):
    ended = _run(monkeypatch, tmp_path, """
import subprocess
inner = subprocess.Popen(["sleep", "60"])
open(request["note"], "w").write(str(inner.pid))
time.sleep(60)
""")
    inner = int((tmp_path / "note").read_text())
    time.sleep(0.1)

    assert ended.message == MESSAGE_TOO_LONG
    assert not _is_running(inner)


def test_grandchild_left_behind_after_the_answer_is_killed(monkeypatch, tmp_path):
    ended = _run(monkeypatch, tmp_path, """
import subprocess
inner = subprocess.Popen(["sleep", "60"])
pipe.write('{"left_behind": %d}' % inner.pid)
pipe.close()
""")
    time.sleep(0.1)

    assert not _is_running(ended.answer["left_behind"])


def test_memory_is_limited(monkeypatch, tmp_path):
    ended = _run(monkeypatch, tmp_path, """
try:
    bytearray(request["limits"]["memory_bytes"])
except MemoryError:
    pipe.write('{"refused": true}')
    pipe.close()
""", Limits(seconds=5, memory_bytes=200_000_000))

    assert ended.answer == {"refused": True}
    assert ended.peak_memory_mb < 200


def test_abort_near_the_limit_of_memory_is_told_as_such(monkeypatch, tmp_path):
    ended = _run(monkeypatch, tmp_path, """
held = bytearray(150_000_000)
time.sleep(0.3)
os.abort()
""", Limits(seconds=5, memory_bytes=300_000_000))

    assert (ended.answer, ended.message) == (None, MESSAGE_TOO_MUCH)
    assert 150 < ended.peak_memory_mb < 300


@pytest.mark.parametrize("code", [
    "os.abort()", "os._exit(3)", "os.kill(os.getpid(), 11)", "pipe.write('{'); pipe.close()",
    "pipe.write('[]'); pipe.close()", "raise SystemExit",
    "os.write(pipe.fileno(), b'\\xff\\xfe'); pipe.close()",
])
def test_child_that_dies_or_babbles_is_a_damaged_file(monkeypatch, tmp_path, code):
    ended = _run(monkeypatch, tmp_path, code)

    assert (ended.answer, ended.message) == (None, MESSAGE_DAMAGED)
    assert ended.detail


def test_endless_answer_is_cut_off(monkeypatch, tmp_path):
    monkeypatch.setattr(runner, "ANSWER_LIMIT", 1_000_000)

    ended = _run(monkeypatch, tmp_path, "while True: pipe.write('x' * 100_000)")

    assert ended.answer is None


def test_written_files_are_limited_and_their_folder_is_gone(monkeypatch, tmp_path):
    ended = _run(monkeypatch, tmp_path, """
try:
    with open("big", "wb") as file:
        for _ in range(70):
            file.write(bytes(1 << 20))
    said = "written"
except OSError as error:
    said = error.strerror
pipe.write(json.dumps({"said": said, "folder": os.getcwd()}))
pipe.close()
""", Limits(seconds=10))

    assert ended.answer["said"] == os.strerror(27)
    assert not Path(ended.answer["folder"]).exists()


def test_child_has_no_secrets_and_no_network(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_SECRET_KEY", "rahasia")

    ended = _run(monkeypatch, tmp_path, """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), 0.2)
    reached = True
except OSError as error:
    reached = False
pipe.write(json.dumps({"environment": dict(os.environ), "without_network": left,
                       "devices": [name for _, name in socket.if_nameindex()]}))
pipe.close()
""")

    assert "rahasia" not in str(ended.answer["environment"])
    if ended.answer["without_network"]:
        assert set(ended.answer["devices"]) <= {"lo", "tunl0", "ip_vti0", "sit0", "ip6tnl0"}


def test_child_dies_with_its_parent(tmp_path):
    note = tmp_path / "note"
    parent = os.fork()
    if parent == 0:
        runner._BOOT = _LIMITED + (
            "open(request['note'], 'w').write(str(os.getpid())); time.sleep(60)")
        runner.run_child("read", tmp_path, Limits(seconds=30), name="", note=str(note))
        os._exit(0)
    deadline = time.monotonic() + 5
    while (not note.exists() or not note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    child = int(note.read_text())

    os.kill(parent, 9)
    os.waitpid(parent, 0)

    deadline = time.monotonic() + 3
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(child)


def test_no_descriptor_is_left_open(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(SAMPLES["txt"])
    read_file(path)
    before = len(os.listdir("/proc/self/fd"))

    for _ in range(3):
        read_file(path)

    assert len(os.listdir("/proc/self/fd")) == before


def test_pipe_folder_device_and_missing_file_are_told_apart(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", "/dev/zero"):
        with pytest.raises(NotAFile):
            read_file(path)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing")
    with pytest.raises(OSError, match="symbolic"):
        read_file(tmp_path / "loop")


def test_link_to_a_file_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(SAMPLES["txt"])
    (tmp_path / "link").symlink_to("a.txt")

    assert read_file(tmp_path / "link").outcome == "read"


@pytest.mark.parametrize("name", ["a#b.txt", "a 'b\" ☕.txt", "-json.txt", "n" * 240 + ".txt"])
def test_awkward_names_are_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(SAMPLES["txt"])

    assert read_file(path, original_name=name).outcome == "read"


def test_undecodable_name_is_read(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.txt")
    Path(os.fsdecode(path)).write_bytes(SAMPLES["txt"])

    assert read_file(os.fsdecode(path)).outcome == "read"


def test_limit_of_pages_cuts_and_says_so(tmp_path):
    path = tmp_path / "a.pptx"
    path.write_bytes(SAMPLES["pptx"])

    reading = read_file(path, pages_limit=1)

    assert [page.number for page in reading.pages] == [1]
    assert (reading.page_count, reading.marks) == (2, ("cut",))
