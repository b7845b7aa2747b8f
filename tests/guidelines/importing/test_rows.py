"""A proposal as a list of rows: nothing is lost, and names and findings are the proposal's."""

from collections import Counter
from pathlib import Path

import pytest

from guidelines.importing import normalize, propose
from guidelines.importing.checks import UNREADABLE, places_of
from guidelines.importing.rows import ends_of, keys_of, rows_of
from tests.guidelines.importing.test_amending import AMENDING
from tests.guidelines.texts import LAW

DAMAGED = LAW.replace("Pasal 4\n", "Pasal 4\nSisa.\nPasal 4\n").replace("Pasal 3\n", "\n")


def assert_same(text: str) -> None:
    proposal = propose(text)
    rows = list(rows_of(proposal.root, text))
    nodes = list(proposal.root.walk())[1:]

    assert "".join(row.text for row in rows) == text
    assert keys_of(rows) == [node.key for node in nodes]
    sizes = [end - place for place, end in enumerate(ends_of(rows))]
    assert sizes == [sum(1 for _ in node.walk()) for node in nodes]
    found = Counter((f.kind.value, f.key, f.detail) for f in proposal.findings)
    places = [place for place in places_of(proposal, rows) if place["kind"] != UNREADABLE]
    assert Counter((p["kind"], p["key"], p["detail"]) for p in places) == found


@pytest.mark.parametrize("text", [LAW, DAMAGED, AMENDING, "Bukan peraturan.", "Pasal 1\n"])
def test_rows_say_what_the_proposal_says(text):
    assert_same(text)


def test_rows_of_real_laws_say_what_their_proposals_say(shared_data: Path):
    texts = sorted((shared_data / "regulations" / "asn-core").glob("*.md"))
    for path in texts[::12]:
        assert_same(normalize(path.read_bytes()))
