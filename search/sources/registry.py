"""The sources that exist, by name."""

from __future__ import annotations

from search.sources.base import Source
from search.sources.evidence import EvidenceSource

SOURCES: dict[str, Source] = {source.name: source for source in (EvidenceSource(),)}
