"""The application areas are declared by the app below; the relations to them keep their tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_authors"), ("seminars", "0007_application_area")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "finding",
                    "application_areas",
                    models.ManyToManyField(blank=True, related_name="findings", to="seminars.applicationarea"),
                ),
                migrations.AlterField(
                    "impactrecord",
                    "application_areas",
                    models.ManyToManyField(blank=True, related_name="impact_records", to="seminars.applicationarea"),
                ),
                migrations.DeleteModel("ApplicationArea"),
            ]
        )
    ]
