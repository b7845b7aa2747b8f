"""The web process is killed while people file: what was acknowledged is there, nothing is half."""

import hashlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path

import psutil
from django.conf import settings
from django.test import Client

from evidence.models import AccessGrant, Evidence, EvidenceKind, EvidenceVersion
from evidence.states import ProcessingState
from portal.core import clock as portal_clock
from portal.core.history import history_of
from portal.core.jobs.models import Job
from portal.files.checking import check_stored_files, sweep
from portal.files.storing import absolute_path, hash_of
from tests.factories.people import make_employee_with_user
from tests.helpers import ROOT_DIR, FileDatabase, free_port, run_jobs, sign_in, wait_until

KILLS = int(os.environ.get("PORTAL_KILLS", "5"))
CLERKS = 3
SIZES = (2_000, 40_000, 1_500_000)


def answers(port: int) -> bool:
    """Whether the portal says anything at all."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/masuk/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def form_of(fields: dict[str, str], name: str, data: bytes) -> tuple[bytes, str]:
    """A multipart form with one file, and its content type."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    parts.append(
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    body = "".join(parts).encode() + data + f"\r\n--{mark}--\r\n".encode()
    return body, f"multipart/form-data; boundary={mark}"


class Clerk(threading.Thread):
    """Files one text after the other until told to stop; remembers what was acknowledged."""

    def __init__(self, port: int, cookies: str, token: str, kind: int, number: int) -> None:
        super().__init__(daemon=True)
        self.port, self.cookies, self.token, self.kind = port, cookies, token, kind
        self.chance = random.Random(number)
        self.sizes = SIZES
        self.acknowledged: dict[str, str] = {}
        self.sent = 0
        self.refused: list[tuple[int, bytes]] = []
        self.is_done = threading.Event()

    def run(self) -> None:
        while not self.is_done.is_set():
            text = (uuid.uuid4().hex + " laporan kegiatan\n").encode()
            data = text * (self.chance.choice(self.sizes) // len(text) + 1)
            title = f"Laporan {uuid.uuid4().hex}"
            try:
                status, body = self.file(title, data)
            except (OSError, http.client.HTTPException):
                # The line broke: nothing was acknowledged, the person would send it again.
                time.sleep(0.02)
                continue
            if status == 201:
                assert json.loads(body)["name"] == title
                self.acknowledged[title] = hashlib.sha256(data).hexdigest()
            else:
                self.refused.append((status, body[:300]))

    def file(self, title: str, data: bytes) -> tuple[int, bytes]:
        """Send one file; the status and body of the answer."""
        fields = {
            "csrfmiddlewaretoken": self.token, "title": title, "kind": str(self.kind),
            "confidentiality": "ordinary", "sharing": "only_me",
            "submission_id": str(uuid.uuid4()),
        }
        body, content_type = form_of(fields, "laporan.txt", data)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.sent += 1
            headers = {
                "Content-Type": content_type, "Accept": "application/json", "Cookie": self.cookies
            }
            line.request("POST", "/bukti/unggah/", body, headers)
            response = line.getresponse()
            return response.status, response.read()
        finally:
            line.close()


def test_every_acknowledged_file_survives_the_killed_web_process(file_database):
    owner = make_employee_with_user()
    client = sign_in(Client(), owner.user)
    client.get("/bukti/unggah/")
    token = client.cookies["csrftoken"].value
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"
    port = free_port()
    web = file_database.start(
        "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}", "--preload", "--workers=1",
        "--threads=4", "--worker-class=gthread", "--log-level=error",
    )
    master = psutil.Process(web.popen.pid)
    kind = EvidenceKind.objects.get(code="laporan_kegiatan").pk
    clerks = [Clerk(port, cookies, token, kind, number) for number in range(CLERKS)]
    chance = random.Random(20261124)

    wait_until(lambda: answers(port), 60, what="the portal answers")
    for clerk in clerks:
        clerk.start()
    for _kill in range(KILLS):
        wait_until(lambda: answers(port), 60, what="the portal answers again")
        before = sum(clerk.sent for clerk in clerks)
        wait_until(lambda: sum(clerk.sent for clerk in clerks) > before, what="somebody files")  # noqa: B023  asked at once (2026-11-24)
        time.sleep(chance.random() * 0.3)
        for worker in master.children():
            worker.kill()
    wait_until(lambda: answers(port), 60, what="the portal answers at the end")
    for clerk in clerks:
        clerk.is_done.set()
    for clerk in clerks:
        clerk.join(60)
    web.stop()

    acknowledged = {title: sha for clerk in clerks for title, sha in clerk.acknowledged.items()}
    assert [refusal for clerk in clerks for refusal in clerk.refused] == []
    assert len(acknowledged) >= KILLS
    versions = list(EvidenceVersion.objects.select_related("evidence", "stored_file"))
    kept = {version.evidence.title: version for version in versions}
    assert set(acknowledged) - set(kept) == set()
    for title, version in kept.items():
        # Also what was stored but whose acknowledgement was lost on the line: whole, never half.
        assert hash_of(absolute_path(version.stored_file)) == version.stored_file.sha256
        assert acknowledged.get(title, version.stored_file.sha256) == version.stored_file.sha256
        assert Job.objects.filter(name="evidence.read_version", arguments=[version.pk]).exists()
        assert AccessGrant.objects.filter(version=version, source="owner").exists()
        assert history_of(version).filter(verb="add_version").count() == 1
    assert len(kept) == len(versions)


def start_portal(file_database: FileDatabase, port: int) -> subprocess.Popen[bytes]:
    """The web process with its workers, in a process group of its own."""
    with (file_database.folder / "web.log").open("ab") as output:
        return subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}",
                "--preload", "--workers=1", "--threads=4", "--worker-class=gthread",
                "--log-level=error",
            ],
            cwd=ROOT_DIR, env=file_database.env, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip


def test_killed_with_its_whole_group_it_starts_again_and_everything_is_read(file_database):
    """As when the machine's memory killer strikes master and workers at once."""
    owner = make_employee_with_user()
    client = sign_in(Client(), owner.user)
    client.get("/bukti/unggah/")
    token = client.cookies["csrftoken"].value
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"
    port, chance = free_port(), random.Random(11)
    kind = EvidenceKind.objects.get(code="laporan_kegiatan").pk
    clerks = [Clerk(port, cookies, token, kind, number) for number in range(CLERKS)]
    for clerk in clerks:
        # Every file is read for real below: small ones, so that this stays short.
        clerk.sizes = (2_000, 40_000)
        clerk.start()
    web = start_portal(file_database, port)
    try:
        for _kill in range(min(KILLS, 10)):
            wait_until(lambda: answers(port), 60, what="the portal answers")
            time.sleep(chance.random() * 0.3)
            os.killpg(web.pid, signal.SIGKILL)
            web.wait()
            web = start_portal(file_database, port)
        wait_until(lambda: answers(port), 60, what="the portal answers at the end")
        for clerk in clerks:
            clerk.is_done.set()
        for clerk in clerks:
            clerk.join(60)
    finally:
        os.killpg(web.pid, signal.SIGKILL)
        web.wait()

    found = check_stored_files()
    assert (found.missing, found.damaged) == ([], [])
    assert not Evidence.objects.filter(versions=None).exists()
    with portal_clock.set_clock(portal_clock.now() + timedelta(hours=25)):
        sweep()
    assert check_stored_files().orphans == []
    assert list(Path(settings.PORTAL["INCOMING_DIR"]).iterdir()) == []
    run_jobs("slow")
    kept = dict(EvidenceVersion.objects.values_list("evidence__title", "stored_file__sha256"))
    acknowledged = {title: sha for clerk in clerks for title, sha in clerk.acknowledged.items()}
    assert acknowledged
    assert acknowledged.items() <= kept.items()
    assert set(EvidenceVersion.objects.values_list("state", flat=True)) == {ProcessingState.READ}


def test_what_a_kill_left_behind_is_swept_and_nothing_else(file_database, settings):
    from tests.factories.evidence import make_incoming, make_version

    version = make_version(make_employee_with_user())
    make_incoming(b"half of a fi").file.close()
    orphan = absolute_path(version.stored_file).with_name("no-row-knows-me")
    orphan.write_bytes(b"kept, but the transaction never came")

    assert sweep() == 0, "somebody may still be about to register them"
    with portal_clock.set_clock(portal_clock.now() + timedelta(hours=25)):
        assert sweep() == 2
    found = check_stored_files()

    assert (found.checked, found.missing, found.damaged, found.orphans) == (1, [], [], [])
