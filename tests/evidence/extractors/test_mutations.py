"""Damaged copies of sound files, the same ones in every run: always a verdict, never an error."""

import random

import pytest

from portal.files.sniffing import sniff
from tests.contracts.test_extractors import SAMPLES

OUTCOMES = {"read", "empty", "locked", "unreadable", "refused"}


def _damage(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    place = chance.randrange(len(damaged))
    way = chance.choice(("cut", "flip", "noise", "zero", "twice", "lost", "number"))
    if way == "cut":
        return bytes(damaged[:place + 1])
    if way == "flip":
        damaged[place] ^= 1 << chance.randrange(8)
    elif way == "noise":
        for _ in range(40):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    elif way == "zero":
        damaged[place:place + 64] = bytes(len(damaged[place:place + 64]))
    elif way == "twice":
        damaged[place:place] = damaged[place:place + 200]
    elif way == "lost":
        del damaged[place:place + 20]
    else:
        damaged[place:place + 4] = chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"9999"))
    return bytes(damaged)


def test_sniffing_never_fails_on_damaged_files(tmp_path):
    path = tmp_path / "berkas"
    for kind, data in SAMPLES.items():
        for number in range(60):
            path.write_bytes(_damage(data, random.Random(f"{kind}{number}")))

            assert sniff(path).label


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "xls", "doc", "ppt", "msg", "tif"])
def test_damaged_file_has_a_verdict(kind, tmp_path, read_all):
    paths = {}
    for number in range(5):
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(_damage(SAMPLES[kind], random.Random(f"{kind}{number}")))
        paths[path.name] = path

    for reading in read_all(paths).values():
        assert reading.outcome in OUTCOMES
        assert reading.message
        assert reading.seconds < 5
