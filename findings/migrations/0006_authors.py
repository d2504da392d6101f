"""Authors stand one on each line, persons as “Family, Given”. What an import brought is still known as the import's."""

import re

from django.db import migrations

INITIALS = re.compile(r"(.+?),? ((?:[A-Z]\.? ?){1,4})")


def line(name):
    found = INITIALS.fullmatch(name)
    return f"{found[1]}, {found[2].strip()}" if found and "," not in found[1] else name


def authors(apps, schema_editor):
    for record in apps.get_model("findings", "ImpactRecord").objects.exclude(authors="").iterator():
        record.authors = "\n".join(line(part.strip()) for part in record.authors.split(";") if part.strip())
        if record.loaded and "authors" in record.loaded.get("values", {}):
            record.loaded["values"]["authors"] = record.authors
        record.save(update_fields=["authors", "loaded"])


def types(apps, schema_editor):
    """What stands in something is taken for an article, as it was cited until now; the import knows better."""
    publications = apps.get_model("findings", "ImpactRecord").objects.filter(impact_kind="publication")
    publications.exclude(container="").update(publication_type="article")
    publications.filter(container="").update(publication_type="other")


class Migration(migrations.Migration):
    dependencies = [("findings", "0005_sort_titles_keys_authors")]
    operations = [
        migrations.RunPython(authors, migrations.RunPython.noop),
        migrations.RunPython(types, migrations.RunPython.noop),
    ]
