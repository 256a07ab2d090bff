"""Tables as files: CSV that no spreadsheet runs anything of, and XLSX in which every text is a text."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import xlsxwriter

from caseclose.caseload.refusals import inert
from caseclose.staff.screens.supervision.tables import Cell, Filled

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDEST = 50


def as_csv(table: Filled) -> bytes:
    """Return the table as CSV. A text that a spreadsheet would read as a formula is made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    lines: list[list[Cell]] = [[*table.heads], *table.rows]
    for row in lines:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Filled, made: datetime) -> bytes:
    """Return the table as a workbook. Every cell is written with its type: a text is never a formula or a link."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"created": made, "author": "", "company": ""})
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
            texts = [head, *(str(row[column]) for row in table.rows)]
            sheet.set_column(column, column, min(_WIDEST, 2 + max(map(len, texts))))
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, day)
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day
    elif isinstance(cell, int):
        sheet.write_number(line, column, cell)
    elif cell is not None:
        sheet.write_string(line, column, cell)
