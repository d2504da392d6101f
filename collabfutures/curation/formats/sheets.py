"""Other forms of the same answer. A renderer changes how records are written, never which or in what order."""

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from rest_framework.renderers import BaseRenderer

from collabfutures.curation.fields import readable

# What Excel takes in one cell.
MOST_IN_A_CELL = 32_767
# A spreadsheet runs a cell that begins so; an apostrophe in front makes it text, and an import takes it off again.
FORMULA = re.compile("^['\\s\u200b\ufeff]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


class CsvRenderer(BaseRenderer):
    """One row a record, columns named as the API's fields, several values joined by " | ", UTF-8 with a mark."""

    media_type = "text/csv"
    format = extension = "csv"
    charset = "utf-8"
    takes_everything = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        columns, records = table(data, renderer_context["view"])
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(records)
        # Excel takes UTF-8 for what it is only with the byte order mark.
        return ("\ufeff" + out.getvalue()).encode()


def table(data, view):
    """The column names, and a row of cells for each record of an answer."""
    columns = list(view.get_serializer_class().Meta.fields)
    return columns, ([cell(record[column]) for column in columns] for record in data.get("results", [data]))


def cell(value):
    """A value as the text of one cell. None is empty; a list is joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = readable(" | ".join(str(part) for part in value) if isinstance(value, list | tuple) else value)
    return f"'{text}" if FORMULA.match(text) else text


class XlsxRenderer(BaseRenderer):
    """The cells of the CSV as a workbook of one sheet, with a heading row that stays in sight."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = extension = "xlsx"
    charset = None
    render_style = "binary"
    takes_everything = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        columns, records = table(data, renderer_context["view"])
        book = Workbook(write_only=True)
        sheet = book.create_sheet(renderer_context["view"].serializer_class.Meta.model._meta.verbose_name_plural[:31])
        sheet.freeze_panes = "A2"
        for row in (columns, *records):
            sheet.append([_text_cell(sheet, text) for text in row])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _text_cell(sheet, text):
    """A cell that is text whatever it looks like: “#N/A” is no error, “1e3” no number. A cut is marked."""
    told = WriteOnlyCell(sheet, text if len(text) <= MOST_IN_A_CELL else f"{text[: MOST_IN_A_CELL - 2]} …")
    told.data_type = "s"
    return told
