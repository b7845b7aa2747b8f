"""Text of e-mail messages (eml): head, body, names of attachments.

Attachments are not opened: whoever needs them as evidence uploads them as files.
"""

import email
import email.header
import email.message
import email.policy
import re
from pathlib import Path

from lxml import etree

from portal.files.filetypes import FileType

from .base import Extract, Limits, PageCollector

_HEADERS = ("Subject", "From", "To", "Cc", "Date")
_PARTS_LIMIT = 1_000
_BODY_LIMIT = 8 * 1024 * 1024


class MailExtractor:
    """The message in parts; HTML only where there is no plain text."""

    name = "own-mail"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """Messages as mail programs save them."""
        return file_type.key == "eml"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Head, body and the names of attachments."""
        # The newer policy parses headers eagerly and fails on malformed ones.
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        head = [f"{name}: {_header(message[name])}" for name in _HEADERS if message[name]]
        plain, html, attached = _bodies(message)
        body = "\n\n".join(plain) or "\n\n".join(text_of_html(text) for text in html)
        collector = PageCollector(limits)
        count = collector.add_parts("\n".join((*head, "", body, "", *attached)))
        marks = ["embedded_files"] if attached else []
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), max(1, count), tuple(marks))


def _header(raw: object) -> str:
    """A header with its encoded words decoded; undecodable ones as they stand."""
    pieces = []
    try:
        for value, charset in email.header.decode_header(str(raw)):
            pieces.append(value if isinstance(value, str) else _decoded(value, charset))
    except (email.errors.HeaderParseError, ValueError):
        return str(raw)
    return " ".join("".join(pieces).split())


def _decoded(value: bytes, charset: str | None) -> str:
    try:
        return value.decode(charset or "utf-8", "replace")
    except LookupError:
        return value.decode("cp1252", "replace")


def _bodies(message: email.message.Message) -> tuple[list[str], list[str], list[str]]:
    """Plain texts, HTML texts and names of attachments."""
    plain: list[str] = []
    html: list[str] = []
    attached: list[str] = []
    waiting: list[email.message.Message] = [message]
    seen = 0
    while waiting and seen < _PARTS_LIMIT:
        part = waiting.pop(0)
        seen += 1
        kind = part.get_content_type()
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment" or (
                kind == "message/rfc822" and part is not message):
            attached.append(_header(name or _inner_subject(part) or kind))
        elif part.is_multipart():
            waiting[:0] = [inner for inner in part.get_payload()
                           if isinstance(inner, email.message.Message)]
        elif kind in ("text/plain", "text/html"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                text = _decoded(payload[:_BODY_LIMIT], part.get_content_charset())
                (plain if kind == "text/plain" else html).append(text.replace("\r\n", "\n"))
    return plain, html, attached


def _inner_subject(part: email.message.Message) -> str:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], email.message.Message):
        return str(inner[0].get("Subject") or "")
    return ""


_BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"))
_SILENT = frozenset(("script", "style", "head", "title", "template"))


def text_of_html(source: str) -> str:
    """Visible text of an HTML body, blocks as lines."""
    # lxml, because the parser of the standard library takes the square of broken markup.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False,
                              remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser) if source.strip() else None
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        if node.tag in _SILENT:
            silent += 1 if event == "start" else -1
        elif event == "start" and node.tag in _BLOCKS:
            pieces.append("\n")
        elif event == "start" and node.tag in ("td", "th"):
            pieces.append("\t")
        text = node.text if event == "start" else node.tail
        if text and not silent:
            pieces.append(_LINE_ENDS.sub(" ", text))
    return "".join(pieces)


_LINE_ENDS = re.compile(r"\s*\n\s*")
