"""What stands before and behind a place: is it the beginning of a unit, or does it speak of one?"""

from __future__ import annotations

import re

from .noise import Noise

NEAR = 200
"""How far the ends of a line are looked for: texts without line ends stay cheap."""
MARKUP = " \t-–_.^*#>~'`|"
"""Signs around a heading that say nothing: Markdown and specks of scanning."""

_REFERS = re.compile(
    r"(?<![\w])(?:dalam|pada|dan|atau|dengan|oleh|dari|[Kk]etentuan|menurut|[Bb]erdasarkan|atas|"
    r"dan/atau|sampai|s/d|s\.d\.?|ayat|huruf|angka|bunyi|rumusan|antara|yaitu|yakni|melalui|ke|"
    r"dimaksud|[Mm]engingat|di|bahwa|jo\.?|juncto|substansi|[Pp]enjelasan|sebagai|untuk|judul|"
    r"setelah|sesudah|sebelum|memuat|setiap|semua|tiap|masing-masing|yang|isi|hal|adalah|beserta|"
    r"selain|kecuali|terhadap|tentang|maksud|mengenai|bagi|sehingga|[Ll]ihat|[Mm]engubah|tersebut|"
    r"berikut|seluruh|serta|maka|karena|sepanjang|[Nn]omor|[Mm]enghapus|PPh|KUHP|melanggar|"
    r"memenuhi|melaksanakan|isinya|sesuai|akibat|tujuan|perubahan|mencabut|meskipun|"
    r"PERUBAHAN|ATAS|KETENTUAN|DALAM|PADA)[\s,*_^]*$"
)
_SPEAKS_ON = re.compile(
    r"[\s.*_]*(?:ayat\b|huruf\b|angka\b|sampai[ ]dengan\b|s/d\b|s\.d\.|[dD]an[ ][Pp]asal\b|"
    r"atau[ ][Pp]asal\b|jo\b|juncto\b|,|;|\)|"
    r"diubah|dihapus|dicabut|ditambah|tersebut|ini\b|itu\b|di[ ]atas|dimaksud|dan\b|atau\b|"
    r"berlaku|tidak[ ]berlaku|mulai|yang\b|telah\b|berbunyi|sehingga\b|s\.d\b|ditetapkan[ ]sebagai)"
    # the name of another law; behind a full stop it begins a sentence
    r"|[\s*_]*(?:Undang-?[ ]?[Uu]ndang(?![ ]ini)|UUD|UU[ ]|KUH|"
    r"Peraturan[ ](?:Pemerintah|Presiden|Menteri|Daerah)[ ](?:Nomor|No|tersebut|RI))"
)
_ENDED = re.compile(r"(?:[.;:”\"!?)]|ttd)[\s*_^–-]*$")
_WORD = re.compile(r"[A-Za-z]{2}")
_LISTS = re.compile(r":\s*\Z")
_BROKEN_OFF = re.compile(r"(?:…|\.[ ]?\.|\s\.)$")


def before_on_line(text: str, place: int) -> str | None:
    """What stands before ``place`` on its line, without markup; None when the line is long."""
    floor = max(0, place - NEAR)
    at = text.rfind("\n", floor, place)
    if at < 0 and floor > 0:
        return None
    return text[at + 1 if at >= 0 else 0 : place].strip(MARKUP)


def after_on_line(text: str, place: int) -> str | None:
    """What stands behind ``place`` on its line, without markup; None when the line is long."""
    at = text.find("\n", place, place + NEAR)
    if at < 0 and len(text) > place + NEAR:
        return None
    return text[place : at if at >= 0 else len(text)].strip(MARKUP + ":\r")


def line_lead(text: str, place: int) -> int:
    """Start of the markup right before ``place`` on its line, or ``place``."""
    at = place
    while at > 0 and text[at - 1] in MARKUP and text[at - 1] != "." and place - at < 12:
        at -= 1
    return at if at == 0 or text[at - 1] == "\n" else place


def refers(text: str, place: int) -> bool:
    """Whether the words before lead to a reference: "dalam", "sebagaimana dimaksud pada"."""
    return _REFERS.search(text[max(0, place - 40) : place]) is not None


def speaks_on(text: str, place: int) -> bool:
    """Whether the sentence goes on behind, as after "Pasal 5": "ayat (2)", "dan Pasal 6"."""
    return _SPEAKS_ON.match(text[place : place + 60]) is not None


def ended(text: str, place: int, noise: Noise) -> bool:
    """Whether a sentence, an item or a page ended right before ``place``."""
    if noise.ending_before(text, place) is not None:
        return True
    return _ENDED.search(text[max(0, place - 16) : place]) is not None


def is_twin(text: str, first: int, second: int, behind: int, stop: int, noise: Noise) -> bool:
    """Whether what opens at ``second`` is another unit with the number of the one before.

    ``first`` and ``behind`` are where the words of the two begin. At the foot of a
    page stand only the first words of what is whole on the
    next; behind a colon begins a list of its own.
    """
    if not ended(text, second, noise):
        return False
    page = noise.ending_before(text, second)
    end = second if page is None else max(first, page)
    words = text[first : min(end, first + NEAR)].strip()
    line = words.partition("\n")[0].rstrip()
    if _LISTS.search(text, max(first, end - 8), end) or _BROKEN_OFF.search(line):
        return False
    again = text[behind : min(stop, behind + 2 * NEAR)].lstrip()
    is_carried = _ENDED.search(words) is None and again.startswith(words)
    return _WORD.search(words) is not None and not is_carried
