"""Text as plain text, and mail."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from .text import LETTERHEADS, NOTE, Block, Grid, Heading, Items, Pairs, Para, Sign, Text, Title


def as_text(text: Text) -> bytes:
    """The document as UTF-8 text."""
    parts = [*LETTERHEADS.get(text.office, ()), ""]
    for block in text.blocks:
        parts += [*_lines(block), ""]
    return ("\n".join([*parts, NOTE]) + "\n").encode()


def _lines(block: Block) -> list[str]:
    match block:
        case Title():
            return [block.text] + ([f"Nomor: {block.number}"] if block.number else [])
        case Heading():
            return [block.text, "-" * len(block.text)]
        case Para():
            return [block.text]
        case Items():
            return [
                f"{number}. {line}" if block.numbered else f"- {line}"
                for number, line in enumerate(block.lines, start=1)
            ]
        case Pairs():
            width = max(len(key) for key, _value in block.rows)
            return [f"{key.ljust(width)} : {value}" for key, value in block.rows]
        case Grid():
            return [" | ".join(row) for row in (block.head, *block.rows)]
        case Sign():
            return [block.place_date, f"{block.post},", "", block.name, block.nip]


def as_mail(
    sender: str,
    to: str,
    subject: str,
    sent: str,
    body: str,
    attached: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """A mail (EML). ``sent``: ISO with zone. ``attached``: file name, type, bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(datetime.fromisoformat(sent))
    message["Message-ID"] = f"<{abs(hash_of(subject + sent)):x}@kantor-contoh.example>"
    message.set_content(f"{body}\n\n-- \n{NOTE}\n")
    for file_name, mime, data in attached:
        main, _, sub = mime.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=file_name)
    if attached:
        message.set_boundary(f"bagian-{hash_of(subject + sent):x}")
    return message.as_bytes()


def hash_of(text: str) -> int:
    """A number from a text, the same in every run (Python's ``hash`` is not)."""
    value = 1469598103934665603
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value
