"""Models of evidence, one concept a file."""

from .access import AccessGrant, Hold
from .evidence import Evidence, EvidenceKind, EvidenceShare, EvidenceVersion
from .page import ExtractedPage
from .retention import RetentionFate, RetentionRule

__all__ = [
    "AccessGrant",
    "Evidence",
    "EvidenceKind",
    "EvidenceShare",
    "EvidenceVersion",
    "ExtractedPage",
    "Hold",
    "RetentionFate",
    "RetentionRule",
]
