"""Titles are suggested by two indexes: by how they begin, byte by byte, and by the beginnings of their words.

SQLite has the second already, in its index of words.
"""

from django.db import migrations, models

from collabfutures.curation.fields import FoldedField

POSTGRES = "CREATE INDEX curation_searchrow_title_words ON curation_searchrow USING gin (to_tsvector('simple', folded))"
POSTGRES_BACK = "DROP INDEX curation_searchrow_title_words"


def forwards(apps, schema_editor):
    run(schema_editor, POSTGRES)


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRES_BACK)


def run(schema_editor, statement):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("curation", "0005_unnumbered_changes")]
    operations = [
        migrations.AlterField("searchrow", "folded", FoldedField(of="title")),
        migrations.AddIndex("searchrow", models.Index(fields=["folded"], name="curation_searchrow_folded")),
        migrations.RunPython(forwards, backwards),
    ]
