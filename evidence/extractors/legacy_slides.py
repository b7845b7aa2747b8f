"""Text of PowerPoint 97-2003 slides (ppt).

Follows the last save: current user, user edits, persist table, document, list of slides.
Where that chain is broken, all text of the file is taken in the order it lies there.

Source: [MS-PPT] sections 2.1.2 (streams) and 2.3.3 to 2.3.6 (edits and persist table).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from portal.files.filetypes import FileType

from .base import CannotRead, Extract, Limits, Locked, PageCollector
from .legacy_word import open_ole, read_stream

_ENCRYPTED_TOKEN = 0xF3D1C4DF
_USER_EDIT, _PERSIST_TABLE, _SLIDE_LIST, _SLIDE_PERSIST = 4085, 6002, 4080, 1011
_TEXT_CHARS, _TEXT_BYTES, _SLIDE, _NOTES = 4000, 4008, 1006, 1008
_EDITS_LIMIT, _RECORDS_LIMIT, _DEPTH_LIMIT = 1_000, 500_000, 30
_FILLERS = ("*", "")


class LegacySlidesExtractor:
    """One page per slide, its notes with it."""

    name = "own-ppt"
    version = "1"

    def accepts(self, file_type: FileType) -> bool:
        """PowerPoint in the OLE form."""
        return file_type.key == "ppt"

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Text of slides and notes.

        Raises:
            Locked: it is encrypted.
            CannotRead: the stream of slides is missing.
        """
        with open_ole(path) as ole:
            stream = read_stream(ole, "PowerPoint Document")
            user = read_stream(ole, "Current User")
            if ole.exists("EncryptedSummary"):
                raise Locked
        if not stream:
            raise CannotRead(detail="no stream of slides")
        if len(user) >= 20 and struct.unpack_from("<L", user, 12)[0] == _ENCRYPTED_TOKEN:
            raise Locked
        slides = _slides_of_last_save(stream, user) or [_all_text(stream, 0, len(stream))]
        collector = PageCollector(limits)
        for number, text in enumerate(slides, start=1):
            collector.add(number, text)
        return Extract(tuple(collector.pages), len(slides), ("cut",) if collector.is_cut else ())


def _records(stream: bytes, start: int, end: int, depth: int = 0) -> Iterator[
        tuple[int, int, int, int]]:
    """All records below a place: instance, type, start and end of the body; containers first."""
    place = start
    while place + 8 <= min(end, len(stream)):
        head, kind, length = struct.unpack_from("<2HL", stream, place)
        body, stop = place + 8, min(place + 8 + length, end)
        yield head >> 4, kind, body, stop
        if head & 0xF == 0xF and depth < _DEPTH_LIMIT:
            yield from _records(stream, body, stop, depth + 1)
        place = stop


def _limited_records(stream: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    for count, record in enumerate(_records(stream, start, end)):
        if count > _RECORDS_LIMIT:
            raise CannotRead(detail="too many records")
        yield record


def _all_text(stream: bytes, start: int, end: int) -> str:
    lines = []
    for _, kind, body, stop in _limited_records(stream, start, end):
        text = _atom(stream, kind, body, stop)
        if text.strip() not in _FILLERS:
            lines.append(text)
    return "\n".join(lines)


def _atom(stream: bytes, kind: int, body: int, stop: int) -> str:
    if kind == _TEXT_CHARS:
        text = stream[body:stop].decode("utf-16-le", "replace")
    elif kind == _TEXT_BYTES:
        text = stream[body:stop].decode("latin-1")
    else:
        return ""
    return text.replace("\r", "\n").replace("\v", "\n")


def _slides_of_last_save(stream: bytes, user: bytes) -> list[str]:
    """Texts of the slides of the last save; empty when the chain to them is broken."""
    try:
        persist, document = _persist_table(stream, struct.unpack_from("<L", user, 16)[0])
        start = persist[document]
        (length,) = struct.unpack_from("<L", stream, start + 4)
        outline = _outline(stream, start + 8, start + 8 + length)
        notes = _notes_by_slide(stream, persist)
        slides = []
        for identity, lines in outline:
            place = persist[identity]
            (length,) = struct.unpack_from("<L", stream, place + 4)
            drawn = _all_text(stream, place + 8, place + 8 + length)
            # Texts of placeholders lie in the outline, of other shapes in the drawing.
            texts = [*lines, drawn, notes.get(identity, "")]
            slides.append("\n".join(text for text in texts if text.strip()))
    except (struct.error, KeyError):
        return []
    return slides


def _persist_table(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Place of each persistent object, the newest edit winning, and the document's id."""
    places: dict[int, int] = {}
    document = 0
    seen: set[int] = set()
    while edit and edit not in seen and len(seen) < _EDITS_LIMIT:
        seen.add(edit)
        _, kind, _ = struct.unpack_from("<2HL", stream, edit)
        if kind != _USER_EDIT:
            break
        previous, table, identity = struct.unpack_from("<3L", stream, edit + 8 + 8)
        document = document or identity
        _, kind, length = struct.unpack_from("<2HL", stream, table)
        if kind != _PERSIST_TABLE:
            break
        place, end = table + 8, min(table + 8 + length, len(stream))
        while place + 4 <= end:
            (head,) = struct.unpack_from("<L", stream, place)
            first, count = head & 0xFFFFF, head >> 20
            place += 4
            for index in range(count):
                if place + 4 > end:
                    break
                places.setdefault(first + index, struct.unpack_from("<L", stream, place)[0])
                place += 4
        edit = previous
    return places, document


def _outline(stream: bytes, start: int, end: int) -> list[tuple[int, list[str]]]:
    """Persist id and outline texts of each slide, in the order of showing."""
    slides: list[tuple[int, list[str]]] = []
    for instance, kind, body, stop in _limited_records(stream, start, end):
        if kind == _SLIDE_LIST and instance == 0:
            for _, inner, at, to in _limited_records(stream, body, stop):
                if inner == _SLIDE_PERSIST:
                    slides.append((struct.unpack_from("<L", stream, at)[0], []))
                elif slides and _atom(stream, inner, at, to).strip() not in _FILLERS:
                    slides[-1][1].append(_atom(stream, inner, at, to))
            break
    return slides


def _notes_by_slide(stream: bytes, persist: dict[int, int]) -> dict[int, str]:
    """Text of notes by the persist id of their slide.

    A notes container names its slide by the slide's own id, which the slide list gives as the
    fourth number of each entry; here both are matched through that list.
    """
    slide_ids: dict[int, int] = {}
    for _, kind, body, _ in _limited_records(stream, 0, len(stream)):
        if kind == _SLIDE_PERSIST and body + 16 <= len(stream):
            identity, _, _, slide_id = struct.unpack_from("<4L", stream, body)
            slide_ids[slide_id] = identity
    found = {}
    for place in persist.values():
        if place + 20 > len(stream):
            continue
        _, kind, length = struct.unpack_from("<2HL", stream, place)
        if kind == _NOTES:
            (slide_id,) = struct.unpack_from("<L", stream, place + 16)
            text = _all_text(stream, place + 8, place + 8 + length)
            if slide_id in slide_ids and text.strip():
                found[slide_ids[slide_id]] = text
    return found
