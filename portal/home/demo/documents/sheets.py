"""Tables as workbooks (XLSX) with formulas and their values, and as CSV."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .settling import settled
from .text import NOTE

Cell = str | int | float | None
_THIN = Side(style="thin", color="888888")


@dataclass(frozen=True)
class Sheet:
    """A sheet: title lines, a head, rows, and which columns (from 0) are summed at the foot.

    ``row_sum``: the columns added up in a further column at the right.
    """

    name: str
    title: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summed: tuple[int, ...] = ()
    row_sum: tuple[int, ...] = ()


def as_xlsx(*sheets: Sheet) -> bytes:
    """A workbook. Formulas carry their values, as a spreadsheet program saves them."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Kantor contoh"
    book.properties.title = sheets[0].title[0]
    values: dict[str, dict[str, float]] = {}
    for number, sheet in enumerate(sheets, start=1):
        values[f"xl/worksheets/sheet{number}.xml"] = _write(book.create_sheet(sheet.name), sheet)
    target = io.BytesIO()
    book.save(target)
    return settled(_with_values(target.getvalue(), values))


def _write(page: Worksheet, sheet: Sheet) -> dict[str, float]:
    """Write a sheet; returns the value of each cell that holds a formula."""
    known: dict[str, float] = {}
    for line in sheet.title:
        page.append([line])
        page.cell(page.max_row, 1).font = Font(bold=True)
    page.append([])
    head = [*sheet.head, *(["Jumlah"] if sheet.row_sum else [])]
    page.append(head)
    head_row = page.max_row
    for column in range(1, len(head) + 1):
        cell = page.cell(head_row, column)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8ECF1")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in sheet.rows:
        page.append([*row])
        if sheet.row_sum:
            _sum_row(page, sheet, row, known)
    if sheet.summed:
        _sum_columns(page, sheet, head_row + 1, known)
    for row_cells in page.iter_rows(min_row=head_row, max_row=page.max_row, max_col=len(head)):
        for cell in row_cells:
            cell.border = Border(_THIN, _THIN, _THIN, _THIN)
    for column, word in enumerate(head, start=1):
        longest = max(
            [len(word), *(len(str(row[column - 1])) for row in sheet.rows if column <= len(row))]
        )
        page.column_dimensions[get_column_letter(column)].width = min(48, longest + 3)
    page.append([])
    page.append([NOTE])
    return known


def _sum_row(
    page: Worksheet, sheet: Sheet, row: tuple[Cell, ...], known: dict[str, float]
) -> None:
    at, column = page.max_row, len(sheet.head) + 1
    first, last = get_column_letter(sheet.row_sum[0] + 1), get_column_letter(sheet.row_sum[-1] + 1)
    page.cell(at, column).value = f"=SUM({first}{at}:{last}{at})"
    known[f"{get_column_letter(column)}{at}"] = sum(_number(row[one]) for one in sheet.row_sum)


def _sum_columns(page: Worksheet, sheet: Sheet, first: int, known: dict[str, float]) -> None:
    last = page.max_row
    page.append(["Jumlah"])
    at = page.max_row
    for column in sheet.summed:
        letter = get_column_letter(column + 1)
        page.cell(at, column + 1).value = f"=SUM({letter}{first}:{letter}{last})"
        known[f"{letter}{at}"] = sum(_number(row[column]) for row in sheet.rows)
    if sheet.row_sum:
        letter = get_column_letter(len(sheet.head) + 1)
        page.cell(at, len(sheet.head) + 1).value = f"=SUM({letter}{first}:{letter}{last})"
        known[f"{letter}{at}"] = sum(
            _number(row[one]) for row in sheet.rows for one in sheet.row_sum
        )
    for cell in page[at]:
        cell.font = Font(bold=True)


def _number(value: Cell) -> float:
    return value if isinstance(value, int | float) else 0


def _with_values(data: bytes, values: dict[str, dict[str, float]]) -> bytes:
    """Write the computed value beside each formula; openpyxl leaves that place empty."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            xml = source.read(entry)
            for cell, value in values.get(entry.filename, {}).items():
                pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v\s*/?>(?:</v>)?'
                xml = re.sub(pattern.encode(), rb"\g<1><v>%s</v>" % _digits(value), xml)
            copy.writestr(entry, xml)
    return target.getvalue()


def _digits(value: float) -> bytes:
    return str(int(value) if float(value).is_integer() else value).encode()


def as_csv(sheet: Sheet) -> bytes:
    """The rows of a sheet as CSV with semicolons, as Indonesian spreadsheets save them."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.head)
    writer.writerows(sheet.rows)
    return target.getvalue().encode("utf-8-sig")
