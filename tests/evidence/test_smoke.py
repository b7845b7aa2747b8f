import pytest

from evidence.models import *
from tests.evidence.pages import *
from tests.factories.evidence import *

pytestmark = pytest.mark.django_db

def test_all(client_of, everyone, run_jobs):
    c = client_of(everyone.owner.user)
    r = c.get("/bukti/unggah/"); assert r.status_code == 200
    r = send(c, a_file(), a_file("b.txt", b"isi kedua"))
    assert r.status_code == 302, r.content.decode()
    r = c.get(r.url); assert r.status_code == 200
    run_jobs()
    assert EvidenceVersion.objects.count() == 2
    v = EvidenceVersion.objects.first()
    for n in ("version","text","history","withdraw","status","download","receipt","receipt_pdf"):
        r = c.get(page_of(n, v)); b"".join(r) if r.streaming else 0; assert r.status_code == 200, (n, r.status_code)
    for n in ("/bukti/", "/bukti/?box=shared", v.evidence.get_absolute_url(), v.evidence.get_absolute_url()+"ubah/", v.evidence.get_absolute_url()+"versi/tambah/"):
        r = c.get(n); assert r.status_code == 200, (n, r.status_code)
    assert client_of(everyone.admin.user).get("/bukti/darurat/").status_code == 200
