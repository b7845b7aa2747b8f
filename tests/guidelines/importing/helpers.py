"""What tests ask of a proposal."""

from guidelines.importing import LEAVES, Finding, FindingKind, Kind, Node, Proposal


def assert_whole(proposal: Proposal, text: str) -> None:
    """No character is lost, no key stands twice, every unit is made of what it holds."""
    leaves = list(proposal.root.leaves())
    assert "".join(text[leaf.start : leaf.end] for leaf in leaves) == text
    nodes = list(proposal.root.walk())
    keys = [node.key for node in nodes]
    assert len(set(keys)) == len(keys)
    for node in nodes:
        if node.children:
            assert node.kind not in LEAVES
            ends = [node.start, *(child.end for child in node.children)]
            assert [child.start for child in node.children] == ends[:-1]
            assert ends[-1] == node.end
        else:
            assert node.kind in LEAVES or not text


def unit(proposal: Proposal, key: str) -> Node:
    """The unit with this key."""
    found = [node for node in proposal.root.walk() if node.key == key]
    assert found, f"no {key} among {[n.key for n in proposal.root.walk() if n.children]}"
    return found[0]


def keys(proposal: Proposal, kind: Kind) -> list[str]:
    """Keys of all units of a kind, in order."""
    return [node.key for node in proposal.root.walk() if node.kind is kind]


def findings(proposal: Proposal, kind: FindingKind) -> list[Finding]:
    """Findings of a kind, in order."""
    return [finding for finding in proposal.findings if finding.kind is kind]
