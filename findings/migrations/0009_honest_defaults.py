"""What an import brought never said that consensus was not claimed: that was our default. A sector that a curator tied a
finding to is a sector that it names. What `load_series` wrote it corrects itself."""

from django.db import migrations
from django.db.models import Q

BUILT_IN = "load_series"


def forwards(apps, schema_editor):
    findings = apps.get_model("findings", "Finding").objects
    never_said = Q(loaded__by="import_gtr") & ~Q(loaded__values__has_key="consensus")
    findings.filter(never_said, consensus="not-claimed").update(consensus="not-stated")
    tied = findings.filter(pk__in=findings.filter(sectors__isnull=False).values("pk"))
    tied.filter(~Q(loaded__by=BUILT_IN) | Q(loaded=None)).update(sector_scope="named")


def backwards(apps, schema_editor):
    apps.get_model("findings", "Finding").objects.filter(consensus="not-stated").update(consensus="not-claimed")


class Migration(migrations.Migration):
    dependencies = [("findings", "0008_scope_overview_reading")]
    operations = [migrations.RunPython(forwards, backwards)]
