"""Roles get the keys by which the program knows them; authors stand one on each line."""

from django.db import migrations
from django.db.models import F


def keys(apps, schema_editor):
    apps.get_model("seminars", "ThemeRole").objects.filter(key=None).update(key=F("slug"))


def authors(apps, schema_editor):
    for source in apps.get_model("seminars", "Source").objects.filter(authors__contains=";"):
        source.authors = "\n".join(part.strip() for part in source.authors.split(";") if part.strip())
        if source.loaded and "authors" in source.loaded.get("values", {}):
            source.loaded["values"]["authors"] = source.authors
        source.save(update_fields=["authors", "loaded"])


class Migration(migrations.Migration):
    dependencies = [("seminars", "0005_sort_titles_keys_authors")]
    operations = [
        migrations.RunPython(keys, migrations.RunPython.noop),
        migrations.RunPython(authors, migrations.RunPython.noop),
    ]
