"""The sources that exist, by name, in the order in which the database alone lists them."""

from __future__ import annotations

from search.sources.base import Source
from search.sources.evidence import EvidenceSource
from search.sources.guides import GuideSource
from search.sources.regulations import RegulationSource
from search.sources.uses import UseSource

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (EvidenceSource(), UseSource(), RegulationSource(), GuideSource())
}
