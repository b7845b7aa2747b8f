"""Tell plain text, mail, web pages and scripts apart. Part of ``sniffing``; pure and bounded."""

import codecs
import re
from collections.abc import Callable, Sequence

from portal.files.filetypes import ACCEPTED, REFUSED, FileType

_XML_LEAD = re.compile(r"(?:\s|<\?xml[^>]{0,400}\?>|<\?[a-z-]{1,40}[^>]{0,400}\?>|<!--.{0,4000}?-->"
                       r"|<!doctype (?!html|svg)[^>\[]{0,400}(?:\[.{0,4000}?\]\s*)?>)+",
                       re.IGNORECASE | re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype html|(?:[a-z]{1,10}:)?(?:html|head|body|script|iframe|table|style|title|meta|"
    r"link|object|embed|form|base|frameset|img|div|h1|p|a|br|font|center|b|span|hta:application)\b)",
    re.IGNORECASE)
_SVG = re.compile(r"<(?:!doctype svg|(?:[a-z]{1,10}:)?svg\b)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"#!|<\?php|<\?=|<%|@echo off|@?rem\s.*\n\s*@?echo off|windows registry editor|regedit4|"
    r"\[internetshortcut\]|\[desktop entry\]|\[autorun\]|<job\b|<package\b|<scriptlet\b",
    re.IGNORECASE)
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
_MAIL_PROOF = frozenset((b"from", b"date", b"received", b"message-id", b"return-path",
                         b"delivered-to", b"mime-version", b"x-mailer"))


def text_of_samples(head: bytes, others: Sequence[bytes]) -> str | None:
    """The head as text, or None when it or any of the other samples is not text."""
    for bom, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"),
                          (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
                          (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(bom):
            text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
            return text if _looks_written(text) else None
    pieces = [head, *(piece for piece in others if piece)]
    if all(_is_utf8(piece) for piece in pieces):
        texts = [piece.decode("utf-8", "ignore") for piece in pieces]
    else:
        texts = [piece.decode("cp1252", "replace") for piece in pieces]
        if any(_share(text, lambda letter: ord(letter) > 0x7F) > 0.3 for text in texts):
            return None
    return texts[0] if all(_looks_written(text) for text in texts) else None


def _is_utf8(piece: bytes) -> bool:
    """Valid UTF-8, apart from a letter cut at either end of the sample."""
    for skip in range(4):
        try:
            codecs.getincrementaldecoder("utf-8")().decode(piece[skip:])
        except UnicodeDecodeError:
            if not piece or piece[0] < 0x80:
                return False
        else:
            return True
    return False


def _looks_written(text: str) -> bool:
    if "\0" in text:
        return False
    bad = _share(text, lambda letter: letter < " " and letter not in "\t\n\r\f\v\x1a\x1b"
                 or letter == "\ufffd")
    return bad <= 0.005


def _share(text: str, test: Callable[[str], bool]) -> float:
    return sum(1 for letter in text if test(letter)) / max(1, len(text))


def decide_text(text: str, head: bytes) -> FileType:
    """Kind of a text by its first letters, as a browser or a desktop would take it."""
    start = text[:16_384].lstrip("\ufeff \t\r\n\f")
    if _SCRIPT.match(start):
        return REFUSED["script"]
    lead = _XML_LEAD.match(start)
    body = start[lead.end():] if lead else start
    if _HTML.match(body):
        return REFUSED["html"]
    if _SVG.match(body):
        return REFUSED["svg"]
    if start.lower().startswith(("<?xml", "<!doctype", "<!--")) or re.match(
            r"<[A-Za-z_][\w.-]*:?[\w.-]*(?:\s+xmlns|\s*/?>\s*<)", body):
        return REFUSED["xml"]
    return _decide_mail(head) or ACCEPTED["txt"]


def _decide_mail(head: bytes) -> FileType | None:
    names: list[bytes] = []
    for line in head.lstrip(b"\r\n").splitlines()[:60]:
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        header = _MAIL_HEADER.match(line + b"\n")
        if header is None:
            return None
        names.append(header[1].lower())
    if b"snapshot-content-location" in names:
        return REFUSED["html"]
    proofs = _MAIL_PROOF.intersection(names)
    if len(proofs) < 2:
        return None
    is_saved_page = (b"multipart/related" in head[:4096].lower()
                     and not {b"to", b"received", b"message-id"}.intersection(names))
    return REFUSED["html"] if is_saved_page else ACCEPTED["eml"]


def starts_like_a_page_or_script(text: str) -> bool:
    """Whether a browser or a shell would take these first letters as theirs."""
    return bool(_HTML.match(text) or _SVG.match(text) or _SCRIPT.match(text))
