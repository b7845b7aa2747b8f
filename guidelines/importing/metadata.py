"""What head and closing of a law say about it (UU 12/2011 Lampiran II items 2 to 16, 160 to 173).

Only words in capitals name a law: names in citations stand in small letters.
"""

from __future__ import annotations

import re

from .dates import find_date
from .numbers import DIGIT_LIKE, arabic_reading
from .regions import Regions, split
from .tree import ProposedMetadata

_KINDS: tuple[tuple[str, str], ...] = (
    (r"PERATURAN PEMERINTAH PENGGANTI UNDANG UNDANG", "PERPPU"),
    (r"UNDANG UNDANG", "UU"),
    (r"PERATURAN PEMERINTAH", "PP"),
    (r"PERATURAN PRESIDEN", "PERPRES"),
    (r"KEPUTUSAN PRESIDEN", "KEPPRES"),
    (r"INSTRUKSI PRESIDEN", "INPRES"),
    (r"PERATURAN MENTERI", "PERMEN"),
    (r"KEPUTUSAN MENTERI", "KEPMEN"),
    (r"PERATURAN DAERAH", "PERDA"),
    (r"PERATURAN GUBERNUR", "PERGUB"),
    (r"PERATURAN BUPATI", "PERBUP"),
    (r"PERATURAN WALI(?:KOTA|.KOTA)", "PERWALI"),
    (r"PERATURAN (?:KEPALA )?BADAN", "PERBAN"),
    (r"PERATURAN (?:KEPALA )?LEMBAGA", "PERATURAN LEMBAGA"),
    (r"SURAT EDARAN", "SE"),
    (r"KEPUTUSAN (?:GUBERNUR|BUPATI|WALI(?:KOTA|.KOTA)|KEPALA)", "KEPUTUSAN"),
)
_KIND = "|".join(
    pattern.replace("UNDANG UNDANG", r"UNDANG\s?[-–]?\s?UNDANG").replace(" ", r"\s+")
    for pattern, _ in _KINDS
)
_NAMED = re.compile(
    rf"(?P<kind>{_KIND})"
    r"(?P<office>[A-Z ,./()\n\r-]{0,160}?)\s*"
    rf"NOMOR\s*:?\s*(?P<number>[{DIGIT_LIKE}]{{1,3}}(?:[ ][{DIGIT_LIKE}])?\b(?![ ]?/|\.\w)|"
    r"[0-9A-Za-z][\w.-]*(?:[ ]?/[\w./-]+)?)"
    rf"\s*(?:TAHUN\s*(?P<year>[{DIGIT_LIKE}]{{4}}))?\s*[.… ]*T\s?E\s?N\s?T\s?A\s?N\s?G\s+"
)
_TITLE_END = re.compile(
    r"\s*(?:DENGAN[ ]?RAHMAT|Menimbang|PRESIDEN\s+REPUBLIK\s+INDONESIA|(?:MENTERI|BUPATI|GUBERNUR|"
    r"WALI(?:KOTA|.KOTA))\b[A-Z /]{3,90},|MEMUTUSKAN|\n\s*\n|"
    r"I\.\s*UMUM|UMUM\s|[a-z]\.\s|\d+\.\s|[;*_]|\Z)"
)
_ENACTED_TITLE = re.compile(
    rf"(?P<kind>{_KIND})[A-Z ]{{0,60}}?\s+TENTANG\s+(?P<title>[^.]{{5,600}})\."
)
_ISSUER = re.compile(
    r"DENGAN[ ]?RAHMAT[ ]?TUHAN[ ]?YANG[ ]?MAHA[ ]?ESA\s*"
    r"(?P<issuer>[A-Z][A-Z/ .()\n\r-]{5,150}?)\s*,"
)
_OF_PRESIDENT = frozenset({"UU", "PERPPU", "PP", "PERPRES", "KEPPRES", "INPRES"})
_ON = r"\s*,?\s*(?:pada\s+)?ta\S{1,3}gal\s*,?:?\s*(?P<date>.{6,40})"
_SIGNED = re.compile(
    r"(?i)(?:di(?:tetapkan|sahkan|keluarkan)\s+di\s+(?P<place>[A-Z][A-Za-z ]{2,30}?)|telah\s+sah)"
    + _ON,
    re.DOTALL,
)
_PROMULGATED = re.compile(r"(?i)diundangkan\s+di\s+[A-Z][A-Za-z ]{2,30}?" + _ON, re.DOTALL)
_GAZETTE = re.compile(
    r"(?P<name>(?:LEMBARAN|BERITA)\s+(?:NEGARA|DAERAH)[A-Z /]{0,80}?)\s+TAHUN\s+"
    rf"(?P<year>[{DIGIT_LIKE}]{{4}})\s+NOMOR\s*:?\s*(?P<number>[{DIGIT_LIKE}]{{1,5}})"
)
_SUPPLEMENT = re.compile(
    r"TAMBAHAN\s+LEMBARAN\s+(?:NEGARA|DAERAH)[A-Z /]{0,80}?\s*(?:NOMOR|NO)\s*[.:]?\s*"
    rf"(?P<number>[{DIGIT_LIKE}]{{2,5}})"
)
_HEAD = 6000


def metadata_of(text: str) -> ProposedMetadata:
    """Kind, number, year, name, issuer, dates and gazette as far as the text tells them."""
    regions = split(text)
    named = _named(text, regions)
    enacted = _ENACTED_TITLE.search(text, regions.decided, regions.enacted + 1500)
    kind_words = named["kind"] if named else enacted["kind"] if enacted else ""
    kind = _kind(kind_words)
    number, year = _number_and_year(named)
    title = _title(text, named) or (_line(enacted["title"]) if enacted else None)
    closing = text[regions.closing : _closing_end(text, regions)]
    signed, promulgated = _SIGNED.search(closing), _PROMULGATED.search(closing)
    gazette, supplement = _GAZETTE.search(closing), _SUPPLEMENT.search(text, regions.closing)
    enacted_on = find_date(signed["date"]) if signed else None
    if year is None and enacted_on is not None and named:
        year = enacted_on.year
    return ProposedMetadata(
        kind=kind,
        number=number,
        year=year,
        title=title,
        issuer=_issuer(text, kind),
        enacted_in=_line(signed["place"]).title() if signed and signed["place"] else None,
        enacted_on=enacted_on,
        promulgated_on=find_date(promulgated["date"]) if promulgated else None,
        gazette=_gazette(gazette) if gazette else None,
        supplement=_digits(supplement["number"]) if supplement else None,
    )


def _named(text: str, regions: Regions) -> re.Match[str] | None:
    """Kind, number and name in the head, or where it was lost in the title of the elucidation."""
    head_end = min(_HEAD, regions.decided) if regions.decided else _HEAD
    found = _NAMED.search(text, 0, head_end)
    if found is None and regions.elucidation is not None:
        found = _NAMED.search(text, regions.elucidation, regions.elucidation + 2000)
    return found


def _kind(words: str) -> str | None:
    plain = re.sub(r"[\s–-]+", " ", words)
    for pattern, short in _KINDS:
        if re.fullmatch(pattern, plain):
            return short
    return None


def _number_and_year(named: re.Match[str] | None) -> tuple[str | None, int | None]:
    if named is None:
        return None, None
    raw = named["number"]
    reading = arabic_reading(raw) if "/" not in raw and "." not in raw else None
    number = str(reading[0]) if reading else "".join(raw.split())
    year = arabic_reading(named["year"]) if named["year"] else None
    if year is None:
        last = re.search(r"/((?:19|20)\d\d)$", raw)
        return number, int(last[1]) if last else None
    return number, year[0]


def _title(text: str, named: re.Match[str] | None) -> str | None:
    if named is None:
        return None
    end = _TITLE_END.search(text, named.end(), named.end() + 1200)
    title = _line(text[named.end() : end.start() if end else named.end() + 300])
    return title.rstrip(" .,") or None


def _issuer(text: str, kind: str | None) -> str | None:
    named = _ISSUER.search(text, 0, _HEAD)
    if named:
        return _line(named["issuer"])
    # Scans often lost the line; only the President makes these (UUD 1945 articles 5, 20 and 22).
    return "PRESIDEN REPUBLIK INDONESIA" if kind in _OF_PRESIDENT else None


def _closing_end(text: str, regions: Regions) -> int:
    after = [a.start for a in regions.annexes if a.start > regions.closing]
    if regions.elucidation is not None and regions.elucidation > regions.closing:
        after.append(regions.elucidation)
    return min([*after, regions.closing + 6000, len(text)])


def _gazette(match: re.Match[str]) -> str:
    return f"{_line(match['name'])} TAHUN {_digits(match['year'])} NOMOR {_digits(match['number'])}"


def _digits(raw: str) -> str:
    reading = arabic_reading(raw)
    return str(reading[0]) if reading else raw


def _line(text: str) -> str:
    return " ".join(text.split())
