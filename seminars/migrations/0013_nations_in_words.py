"""Nations and regions are words of the source, not a list of four that the code knows."""

from django.db import migrations, models

WORDS = {"england": "England", "scotland": "Scotland", "wales": "Wales", "northern-ireland": "Northern Ireland"}


def into_words(apps, schema_editor):
    representations = apps.get_model("seminars", "Representation")._base_manager.exclude(nation="")
    for each in representations:
        each.nation = WORDS.get(each.nation, each.nation)
        # What a loader wrote is told from what a curator edited: it is the same word in both places.
        values = (each.loaded or {}).get("values", {})
        if values.get("nation") in WORDS:
            values["nation"] = WORDS[values["nation"]]
        each.save(update_fields=["nation", "loaded"])


class Migration(migrations.Migration):
    dependencies = [("seminars", "0012_look_again_and_returned")]
    operations = [
        migrations.RemoveConstraint("representation", "seminars_representation_nation_known"),
        migrations.AlterField(
            "representation",
            "nation",
            models.CharField(
                blank=True,
                help_text="As the source calls it, such as Wales or Bavaria.",
                max_length=100,
                verbose_name="nation or region",
            ),
        ),
        migrations.RunPython(into_words, migrations.RunPython.noop),
    ]
