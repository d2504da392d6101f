"""Application areas belong here. Their table, keys, permissions and addresses stay what they are: only the app that
declares them changes."""

import uuid

import django.core.validators
from django.db import migrations, models

import collabfutures.curation.fields

OLD, NEW = "findings", "seminars"


def _move(apps, old, new):
    types = apps.get_model("contenttypes", "ContentType").objects.filter(model="applicationarea")
    if types.filter(app_label=old).exists():
        # Between the migrations of the two apps Django may have made another, which nothing rests on yet.
        types.filter(app_label=new).delete()
        types.filter(app_label=old).update(app_label=new)
    for name in ("SearchRow", "FormerAddress"):
        rows = apps.get_model("curation", name).objects
        rows.filter(kind=f"{old}.applicationarea").update(kind=f"{new}.applicationarea")


def there(apps, schema_editor):
    _move(apps, OLD, NEW)


def back(apps, schema_editor):
    _move(apps, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("seminars", "0006_keys_and_authors"),
        # The table is made there.
        ("findings", "0006_authors"),
        ("curation", "0003_one_fold"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(there, back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ApplicationArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(help_text='What readers see in lists. Plain words, no full stop.', max_length=300)),
                        ('slug', models.CharField(help_text='The last part of the public address. Choose it once: others link to it.', max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use small letters, digits and single hyphens.')], verbose_name='address')),
                        ('summary', models.TextField(blank=True, help_text='One to three sentences in our own words. Leave empty what the source does not say.', max_length=5000)),
                        ('sort_title', collabfutures.curation.fields.FoldedField(blank=True, default='', editable=False, of='title')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=10)),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first published')),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_reason', models.CharField(blank=True, help_text="Shown at the record's address once it is withdrawn.", max_length=300)),
                        ('curator_note', models.TextField(blank=True, help_text='For curators only. Never shown in public.')),
                        ('token', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('loaded', models.JSONField(blank=True, editable=False, null=True)),
                        ('no_source_reason', models.CharField(blank=True, help_text='Only for a record without any source.', max_length=300, verbose_name='why there is no source')),
                        ('sources', models.ManyToManyField(blank=True, help_text='Where in which document this stands.', related_name='%(class)s_records', to='seminars.source')),
                    ],
                    options={
                        'verbose_name': 'application area',
                        'db_table': 'findings_applicationarea',
                        'ordering': ['sort_title', 'pk'],
                        'abstract': False,
                        'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'published', 'withdrawn'])), name='findings_applicationarea_state_known'), models.CheckConstraint(condition=models.Q(('title__in', ('Aerospace, Defence and Marine', 'Agriculture, Food and Drink', 'Chemicals', 'Communities and Social Services/Policy', 'Construction', 'Creative Economy', 'Culture, Heritage, Museums and Collections', 'Digital/Communication/Information Technologies (including Software)', 'Education', 'Electronics', 'Energy', 'Environment', 'Financial Services, and Management Consultancy', 'Government, Democracy and Justice', 'Healthcare', 'Leisure Activities, including Sports, Recreation and Tourism', 'Manufacturing, including Industrial Biotechology', 'Other', 'Pharmaceuticals and Medical Biotechnology', 'Retail', 'Security and Diplomacy', 'Transport'))), name='findings_applicationarea_is_one_of_22', violation_error_message="Use one of GtR's 22 names."), models.UniqueConstraint(fields=('title',), name='findings_applicationarea_once_each', violation_error_message='There is an application area of this name already.')],
                    },
                ),
            ]
        ),
        migrations.RemoveConstraint("applicationarea", "findings_applicationarea_state_known"),
        migrations.AddConstraint(
            "applicationarea",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "review", "published", "withdrawn"])),
                name="seminars_applicationarea_state_known",
            ),
        ),
    ]
