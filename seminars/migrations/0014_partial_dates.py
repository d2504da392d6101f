"""A date may be known to the month or the year only: what is kept is as much of 2009-11-01 as somebody stated."""

from django.db import migrations, models
from django.db.models.functions import Left, Length

from collabfutures.curation.dates import PartialDateField

ENDS_AFTER = "seminars_series_ends_after_it_starts"


def write_days_as_iso(apps, schema_editor):
    """PostgreSQL writes a date as text in the style of its session."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL datestyle TO ISO")


class Migration(migrations.Migration):
    dependencies = [("seminars", "0013_nations_in_words")]
    operations = [
        migrations.RunPython(write_days_as_iso, migrations.RunPython.noop),
        migrations.RemoveConstraint("series", ENDS_AFTER),
        *(
            migrations.AlterField(model, name, PartialDateField())
            for model, name in (("seminar", "date"), ("series", "start_date"), ("series", "end_date"))
        ),
        migrations.AddConstraint(
            "series",
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=Left("start_date", Length("end_date"))),
                name=ENDS_AFTER,
                violation_error_message="A series cannot end before it starts.",
            ),
        ),
    ]
