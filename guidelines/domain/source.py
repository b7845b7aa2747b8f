"""The file a text is imported from: what is taken, how it is read, what it says about itself."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError
from portal.files.filetypes import FAMILY_TEXT
from portal.files.sniffing import sniff

from .. import importing
from ..kinds import RegulationKind

MOST_BYTES = 5 * 1024 * 1024
REPLACEMENT = "\ufffd"

#: Kinds as the JDIH network shortens them.
_KINDS = {
    "UUD": RegulationKind.CONSTITUTION,
    "UU": RegulationKind.LAW,
    "PERPPU": RegulationKind.LAW_IN_LIEU,
    "PP": RegulationKind.GOVERNMENT,
    "PERPRES": RegulationKind.PRESIDENT,
    "PERMEN": RegulationKind.MINISTER,
    "PERBAN": RegulationKind.AGENCY,
    "PERATURAN LEMBAGA": RegulationKind.AGENCY,
    "PERDA": RegulationKind.DISTRICT,
    "PERGUB": RegulationKind.GOVERNOR,
    "PERBUP": RegulationKind.REGENT,
    "PERWALI": RegulationKind.MAYOR,
    "KEPPRES": RegulationKind.DECREE,
    "KEPMEN": RegulationKind.DECREE,
    "KEPUTUSAN": RegulationKind.DECREE,
    "INPRES": RegulationKind.INSTRUCTION,
    "SE": RegulationKind.CIRCULAR,
}


class SourceRefused(DomainError):
    """A file is no text that can be imported."""


@dataclass(frozen=True)
class Source:
    """A file as text: ``sha256`` is of its bytes, ``replaced`` counts the unreadable ones."""

    name: str
    text: str
    sha256: str
    replaced: int = 0


def read_source(raw: bytes, name: str) -> Source:
    """Decode a text file.

    Raises:
        SourceRefused: it is empty, larger than ``MOST_BYTES``, or no plain text.
    """
    if len(raw) > MOST_BYTES:
        raise SourceRefused(
            _(
                "The file is larger than 5 MB. Nothing was saved. Save the text alone, without "
                "pictures, as a plain text file and try again."
            )
        )
    if not raw.strip():
        raise SourceRefused(
            _("The file is empty. Nothing was saved. Choose the file with the text of the law.")
        )
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        found = sniff(file.name)
    if found.family != FAMILY_TEXT:
        raise SourceRefused(
            _(
                "This is no plain text but: %(kind)s. Nothing was saved. Open it in a word "
                "processor, save it as plain text (.txt), and import that file."
            )
            % {"kind": gettext(found.label)}
        )
    decoded = importing.decode(raw)
    if "\0" in decoded.text:
        raise SourceRefused(
            _(
                "The file holds signs that no text has. Nothing was saved. Save it again as "
                "plain text (.txt, UTF-8) and import that file."
            )
        )
    if not decoded.text.strip():
        raise SourceRefused(
            _("The file is empty. Nothing was saved. Choose the file with the text of the law.")
        )
    return Source(name[:255], decoded.text, hashlib.sha256(raw).hexdigest(), decoded.replaced)


_SMALL_WORDS = frozenset(
    {
        "atas", "atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "ke", "oleh", "pada",
        "serta", "tentang", "untuk", "yang",
    }
)  # fmt: skip


def in_reading_case(words: str) -> str:
    """A name that the gazette prints in capitals as people write it: "Penilaian Kinerja dan"."""
    if not words.isupper():
        return words
    small = [word.lower() for word in words.split()]
    return " ".join(
        word if word in _SMALL_WORDS and place else word.title() for place, word in enumerate(small)
    )


def facts_of(text: str) -> dict[str, Any]:
    """What the text says about itself, by the names of the fields of ``RegulationPage``."""
    read = importing.metadata_of(text)
    kind = _KINDS.get(read.kind or "")
    gazette = "; ".join(
        part
        for part in (
            in_reading_case(read.gazette or ""),
            f"TLN No. {read.supplement}" if read.supplement else None,
        )
        if part
    )
    facts = {
        "kind": kind.value if kind else None,
        "number": read.number,
        "year": read.year,
        "title": in_reading_case(read.title or "")[:255],
        "issuer": in_reading_case(read.issuer or "")[:200],
        "enacted_in": read.enacted_in,
        "enacted_on": read.enacted_on,
        "promulgated_on": read.promulgated_on,
        "source": gazette,
    }
    return {name: value for name, value in facts.items() if value}
