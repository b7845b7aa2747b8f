"""Text of Excel workbooks (xlsx, xlsm, xlsb, xls) through calamine.

calamine builds each sheet as a full rectangle, so one value in the last corner of an empty
sheet aborts the process. Sheets that span too much are therefore read cell by cell instead.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import python_calamine
from lxml import etree

from portal.files.filetypes import FileType

from .base import MESSAGE_FORMAT, CannotRead, Extract, Limits, Locked, PageCollector
from .package import Package, local
from .word import main_part, package_marks

AREA_LIMIT = 4_000_000
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,4})(\d{1,10})""")


class SheetExtractor:
    """One page per sheet, named as in the workbook: rows as lines, cells joined by tabs."""

    name = "calamine"
    version = version("python-calamine")

    def accepts(self, file_type: FileType) -> bool:
        """Excel workbooks of all ages."""
        return file_type.key in {"xlsx", "xlsm", "xlsb", "xls"}

    def extract(self, path: Path, file_type: FileType, limits: Limits) -> Extract:
        """Values of all sheets, hidden ones included; notes and text boxes follow the cells."""
        collector = PageCollector(limits)
        marks: list[str] = []
        sparse: dict[str, str] = {}
        further: dict[str, str] = {}
        if file_type.key != "xls":
            with Package(path) as package:
                marks += package_marks(package)
                if file_type.key != "xlsb":
                    further, sparse = _read_besides_cells(package)
        names, count = _sheets(path, file_type)
        for number, (name, rows) in enumerate(names, start=1):
            if number > limits.pages or collector.is_full:
                collector.is_cut = True
                break
            cells = sparse[name] if name in sparse else _joined(rows(), limits)
            collector.add(number, f"{cells}\n{further.get(name, '')}", label=name)
        if collector.is_cut:
            marks.append("cut")
        return Extract(tuple(collector.pages), count, tuple(marks))


class _Rows:
    """Rows of one sheet, asked for only when they are needed."""

    def __init__(self, book: python_calamine.CalamineWorkbook, name: str) -> None:
        self._book, self._name = book, name

    def __call__(self) -> Iterable[Sequence[object]]:
        return self._book.get_sheet_by_name(self._name).iter_rows()


def _sheets(path: Path, file_type: FileType) -> tuple[list[tuple[str, _Rows]], int]:
    try:
        with open(path, "rb") as file:
            book = python_calamine.load_workbook(file)
    except python_calamine.PasswordError as error:
        raise Locked from error
    except BaseException as error:
        if "assword" in str(error):
            raise Locked from error
        if file_type.key == "xlsb" and not isinstance(error, MemoryError):
            # calamine reads some binary workbooks and panics on others, a BaseException.
            raise CannotRead(MESSAGE_FORMAT, detail=str(error)[:200]) from error
        raise
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == worksheet]
    return [(name, _Rows(book, name)) for name in names], len(names)


def _joined(rows: Iterable[Sequence[object]], limits: Limits) -> str:
    lines: list[str] = []
    room = limits.text_characters
    for row in rows:
        line = "\t".join(_shown(value) for value in row).rstrip("\t")
        if line:
            lines.append(line)
            room -= len(line)
            if room < 0:
                break
    return "\n".join(lines)


def _shown(value: object) -> str:
    """A value as a person would write it: no trailing ``.0``, dates in ISO form."""
    if isinstance(value, str):
        return value.replace("\n", " ").replace("\t", " ")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="minutes")
    return str(value)


# --- What calamine leaves out, and sheets that are too wide for it ----------------------

def _read_besides_cells(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Notes and text boxes by sheet name, and the cells of sheets that span too much."""
    further: dict[str, str] = {}
    sparse: dict[str, str] = {}
    for name, part in _parts_of_sheets(package).items():
        texts = []
        for relation in package.relations(part).values():
            if relation.kind in ("comments", "threadedComment", "drawing"):
                root = package.tree(relation.target)
                texts.append(_all_text(root) if root is not None else "")
        further[name] = "\n".join(text for text in texts if text)
        data = package.read(part)
        if _area(data) > AREA_LIMIT:
            sparse[name] = _sparse_text(package, data)
    return further, sparse


def _parts_of_sheets(package: Package) -> dict[str, str]:
    main = main_part(package)
    relations = package.relations(main)
    root = package.tree(main)
    found = {}
    for node in root.iter() if root is not None else ():
        if local(node) == "sheet":
            for key, value in node.attrib.items():
                relation = relations.get(value) if str(key).endswith("}id") else None
                if relation and relation.kind == "worksheet":
                    found[node.get("name", "")] = relation.target
    return found


def _area(data: bytes) -> int:
    """Cells of the smallest rectangle around all references of a sheet."""
    top = left = 1 << 40
    bottom = right = 0
    for letters, digits in _REFERENCE.findall(data):
        row = int(digits)
        top, bottom = min(top, row), max(bottom, row)
        if letters:
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
            left, right = min(left, column), max(right, column)
    return max(0, bottom - top + 1) * max(1, right - left + 1)


def _sparse_text(package: Package, data: bytes) -> str:
    """Stored values of a sheet, one line per row, without the empty rectangle around them."""
    shared = list(_shared_strings(package))
    lines = []
    for row in _each(data, "row"):
        cells = []
        for cell in row:
            text = "".join(part for part in cell.itertext() if part.strip())
            if cell.get("t") == "s" and text.isdecimal() and int(text) < len(shared):
                text = shared[int(text)]
            elif any(local(child) == "f" for child in cell):
                text = "".join(child.text or "" for child in cell if local(child) == "v")
            if text:
                cells.append(_shown(text))
        if cells:
            lines.append("\t".join(cells))
    return "\n".join(lines)


def _shared_strings(package: Package) -> Iterator[str]:
    for relation in package.relations(main_part(package)).values():
        if relation.kind == "sharedStrings":
            for item in _each(package.read(relation.target), "si"):
                yield "".join(node.text or "" for node in item.iter() if local(node) == "t")
            return


def _each(data: bytes, name: str) -> Iterator[etree._Element]:
    """Elements of this name one after another, each freed after its turn."""
    events = etree.iterparse(BytesIO(data), tag=f"{{*}}{name}", resolve_entities=False,
                             no_network=True, huge_tree=False, load_dtd=False)
    for _, node in events:
        yield node
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]


def _all_text(root: etree._Element) -> str:
    texts = [node.text.strip() for node in root.iter()
             if local(node) in ("t", "text") and node.text and node.text.strip()]
    return "\n".join(texts)
