"""Other forms of the same answer. A renderer changes how records are written, never which or in what order."""

import csv
import io
import re

from rest_framework.renderers import BaseRenderer

# A spreadsheet runs a cell that begins so; an apostrophe in front makes it text, and an import takes it off again.
FORMULA = re.compile(r"^'*[=+\-@\t\r]")


class CsvRenderer(BaseRenderer):
    """One row a record, columns named as the API's fields, several values joined by " | ", UTF-8 with a mark."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"
    takes_everything = True

    def render(self, data, accepted_media_type=None, renderer_context=None):
        view = renderer_context["view"]
        records = data.get("results", [data])
        columns = list(view.get_serializer_class().Meta.fields)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([cell(record[column]) for column in columns] for record in records)
        # Excel takes UTF-8 for what it is only with the byte order mark.
        return ("\ufeff" + out.getvalue()).encode()


def cell(value):
    """A value as the text of one cell. None is empty; a list is joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " | ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if FORMULA.match(text) else text
