"""From the text of an Indonesian law to a proposed tree of chapters, articles and paragraphs.

Pure: no database, no clock, no files. An editor decides on what is proposed.
"""

from .decoding import Decoded, decode, normalize
from .definitions import definitions_of
from .metadata import metadata_of
from .proposing import propose
from .tree import (
    LEAVES,
    Definition,
    Finding,
    FindingKind,
    Kind,
    Node,
    Proposal,
    ProposedMetadata,
    Summary,
)

__all__ = [
    "LEAVES",
    "Decoded",
    "Definition",
    "Finding",
    "FindingKind",
    "Kind",
    "Node",
    "Proposal",
    "ProposedMetadata",
    "Summary",
    "decode",
    "definitions_of",
    "metadata_of",
    "normalize",
    "propose",
]
