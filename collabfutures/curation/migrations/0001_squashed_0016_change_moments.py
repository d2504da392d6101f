"""The tables of the kernel, the full-text index over the search rows, and the log of what changed in public.

One fold of text on both engines is stored: for searching, for suggesting and for the order of titles. PostgreSQL's
functions say in SQL what `search/folding.py` says in Python; a test compares them.

The log is numbered in the order in which it can be seen. SQLite has one writer at a time: its triggers draw the number
at once. PostgreSQL has many, and a number drawn early could be read after a higher one. So rows are written without a
number, and a deferred trigger numbers them as the last act of the transaction, under the lock of the one version row;
two writers never wait for each other before that. `curation_uncounted` holds a row only inside a transaction: it has
the deferred trigger run once, not once a change.

It stands for the migrations up to 0.10. A base that some of them have not reached is brought to 0.10.0 first.
"""

import collabfutures.curation.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


SQLITE = (
    """CREATE VIRTUAL TABLE curation_searchindex USING fts5(
title, summary, keywords, body, words, labels, tokenize='unicode61 remove_diacritics 0')""",
)
SQLITE_BACK = ("DROP TABLE curation_searchindex",)
# A collation of ICU, so that letters are letters whatever locale the database was made with.
FOLD = r"""CREATE FUNCTION curation_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT btrim(regexp_replace(regexp_replace(
  replace(replace(replace(replace(translate(
    lower(regexp_replace(regexp_replace(
      normalize(translate(left(value, 100000), '™®©℠', '    '), NFKD),
      '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'),
      '[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]', '', 'g')
      COLLATE "und-x-icu"),
    'øłđðħıς', 'olddhiσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') COLLATE "und-x-icu",
  '[''’ʼ‘]s(?![[:alnum:]])', '', 'g') COLLATE "und-x-icu",
  '[^[:alnum:]]+', ' ', 'g')) $$"""
# Snowball's English stemmer without a list of words to leave out: WHO and IT can be searched for.
SEARCH = (
    FOLD,
    "CREATE TEXT SEARCH DICTIONARY curation_english (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION curation_stems (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION curation_stems
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart
    WITH curation_english""",
    # '/' is a word that no folded text holds: it keeps a phrase from reaching from one column into the next.
    """ALTER TABLE curation_searchrow ADD COLUMN document tsvector GENERATED ALWAYS AS (
setweight(to_tsvector('curation_stems', curation_fold(title)), 'A') || '''/'':1'::tsvector ||
setweight(to_tsvector('curation_stems', curation_fold(names)), 'A') || '''/'':1'::tsvector ||
setweight(to_tsvector('curation_stems', curation_fold(summary)), 'B') || '''/'':1'::tsvector ||
setweight(to_tsvector('curation_stems', curation_fold(keywords)), 'C') || '''/'':1'::tsvector ||
setweight(to_tsvector('curation_stems', curation_fold(body)), 'D')) STORED""",
    """ALTER TABLE curation_searchrow ADD COLUMN words tsvector GENERATED ALWAYS AS (
setweight(to_tsvector('simple', curation_fold(title || ' ' || names)), 'A') || '''/'':1'::tsvector ||
to_tsvector('simple', curation_fold(summary || ' ' || keywords || ' ' || body))) STORED""",
    "CREATE INDEX curation_searchrow_document ON curation_searchrow USING gin (document)",
    # SQLite has the beginnings of the words of titles in its index already.
    "CREATE INDEX curation_searchrow_title_words ON curation_searchrow USING gin (to_tsvector('simple', folded))",
)
LOG = (
    "CREATE UNLOGGED TABLE curation_uncounted (transaction bigint PRIMARY KEY)",
    """CREATE FUNCTION curation_note_change(the_kind text, the_id bigint, the_slug text, the_action text, the_target text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- A change of what was noted already, such as a link to what was just published, adds nothing.
  IF the_action = 'changed' AND EXISTS (SELECT 1 FROM curation_change
      WHERE number IS NULL AND kind = the_kind AND slug = the_slug AND object_id = the_id) THEN RETURN; END IF;
  DELETE FROM curation_change
    WHERE number IS NULL AND kind = the_kind AND slug = the_slug AND object_id = the_id;
  INSERT INTO curation_change (kind, object_id, slug, action, target)
  VALUES (the_kind, the_id, the_slug, the_action, the_target);
  INSERT INTO curation_uncounted VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
END $$""",
    """CREATE FUNCTION curation_count_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE start bigint; found bigint;
BEGIN
  INSERT INTO curation_contentversion (id, number, epoch)
    SELECT 1, COALESCE(MAX(number), 0), gen_random_uuid() FROM curation_change ON CONFLICT DO NOTHING;
  SELECT number INTO start FROM curation_contentversion WHERE id = 1 FOR NO KEY UPDATE;
  DELETE FROM curation_change earlier USING curation_change later
    WHERE later.number IS NULL AND earlier.number IS NOT NULL
    AND earlier.kind = later.kind AND earlier.slug = later.slug AND earlier.object_id = later.object_id;
  WITH places AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM curation_change WHERE number IS NULL)
  UPDATE curation_change c SET number = start + places.place, moment = clock_timestamp()
    FROM places WHERE c.id = places.id;
  GET DIAGNOSTICS found = ROW_COUNT;
  UPDATE curation_contentversion SET number = start + found WHERE id = 1;
  DELETE FROM curation_uncounted WHERE transaction = NEW.transaction;
  RETURN NULL;
END $$""",
    """CREATE CONSTRAINT TRIGGER curation_count_changes AFTER INSERT ON curation_uncounted
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION curation_count_changes()""",
)
POSTGRES_BACK = (
    "DROP TABLE curation_uncounted",
    "DROP FUNCTION curation_count_changes()",
    "DROP FUNCTION curation_note_change(text, bigint, text, text, text)",
    "DROP INDEX curation_searchrow_title_words",
    "ALTER TABLE curation_searchrow DROP COLUMN document, DROP COLUMN words",
    "DROP TEXT SEARCH CONFIGURATION curation_stems",
    "DROP TEXT SEARCH DICTIONARY curation_english",
    "DROP FUNCTION curation_fold(text)",
)


def forwards(apps, schema_editor):
    run(schema_editor, (*SEARCH, *LOG), SQLITE)


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRES_BACK, SQLITE_BACK)


def run(schema_editor, postgres, sqlite):
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('curation', '0001_initial'),
        ('curation', '0002_search_index'),
        ('curation', '0003_one_fold'),
        ('curation', '0004_changes'),
        ('curation', '0005_unnumbered_changes'),
        ('curation', '0006_suggestions'),
        ('curation', '0007_revisions'),
        ('curation', '0008_working_copies'),
        ('curation', '0009_queues'),
        ('curation', '0010_sheets'),
        ('curation', '0011_duplicates'),
        ('curation', '0012_refusals'),
        ('curation', '0013_gone_addresses'),
        ('curation', '0014_selections'),
        ('curation', '0015_differing'),
        ('curation', '0016_change_moments'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('epoch', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('since', models.BigIntegerField(default=0)),
                ('latest', models.BigIntegerField(default=0)),
                ('at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='BroughtSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('rows', models.JSONField()),
                ('brought_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('slug', models.CharField(max_length=80)),
                ('action', models.CharField(choices=[('published', 'Became public'), ('changed', 'Changed while public'), ('withdrawn', 'Withdrawn, or changed while withdrawn'), ('renamed', 'Has another address'), ('removed', 'Is gone')], max_length=10)),
                ('target', models.CharField(default='', max_length=80)),
                ('moment', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('number__isnull', True)), fields=['kind', 'slug', 'object_id'], name='curation_change_unnumbered'), models.Index(fields=['kind', 'slug'], name='curation_change_address'), models.Index(fields=['kind', 'number'], name='curation_change_kind'), models.Index(fields=['moment', 'number'], name='curation_change_moment')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('number',), name='curation_change_number')],
            },
        ),
        migrations.CreateModel(
            name='Differing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('content', models.JSONField()),
                ('by', models.CharField(max_length=150)),
                ('moment', models.DateTimeField(auto_now=True)),
                ('is_settled', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='curation_one_difference')],
            },
        ),
        migrations.CreateModel(
            name='DuplicatePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('first', models.BigIntegerField()),
                ('second', models.BigIntegerField()),
                ('score', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=100)),
                ('are_two', models.BooleanField(default=False)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'second'], name='curation_pair_second')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'first', 'second'), name='curation_one_pair'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='curation_pair_in_order')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('slug', models.CharField(max_length=80)),
                ('object_id', models.BigIntegerField()),
                ('is_gone', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'object_id'], name='curation_formeraddress_of')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='curation_formeraddress_once')],
            },
        ),
        migrations.CreateModel(
            name='MergedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('kept_id', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='curation_mergedrecord_once')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('relation', models.CharField(max_length=60)),
                ('target', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'relation', 'target'), name='curation_one_refusal')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('slug', models.CharField(max_length=80)),
                ('title', models.TextField()),
                ('names', models.TextField(default='')),
                ('summary', models.TextField()),
                ('keywords', models.TextField()),
                ('body', models.TextField()),
                ('folded', collabfutures.curation.fields.FoldedField(blank=True, default='', editable=False, of='title')),
            ],
            options={
                'indexes': [models.Index(fields=['folded'], name='curation_searchrow_folded')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='curation_searchrow_once')],
            },
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=20)),
                ('rows', models.JSONField()),
                ('moment', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['user', 'kind'], name='curation_assignment_user')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='curation_one_assignment')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('act', models.CharField(choices=[('found', 'As it was before'), ('added', 'Added'), ('changed', 'Changed'), ('copied', 'Working copy saved'), ('discarded', 'Working copy discarded'), ('review', 'Sent for review'), ('returned', 'Returned'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('loaded', 'Loaded from a file'), ('deleted', 'Deleted'), ('restored', 'Brought back'), ('merged', 'Merged'), ('undone', 'Undone')], max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('returned', 'Returned'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('token', models.UUIDField()),
                ('content', models.JSONField(null=True)),
                ('ties', models.JSONField(default=dict)),
                ('by', models.CharField(blank=True, max_length=150)),
                ('reason', models.TextField(blank=True)),
                ('is_told', models.BooleanField(default=False)),
                ('about', models.CharField(blank=True, max_length=60)),
                ('is_copy', models.BooleanField(default=False)),
                ('batch', models.UUIDField(default=uuid.uuid4)),
                ('moment', models.DateTimeField(auto_now_add=True)),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'act',
                'verbose_name_plural': 'what was done lately',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', 'object_id', '-id'], name='curation_revision_record'), models.Index(fields=['kind', 'act', '-id'], name='curation_revision_act'), models.Index(fields=['batch'], name='curation_revision_batch')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['found', 'added', 'changed', 'copied', 'discarded', 'review', 'returned', 'published', 'withdrawn', 'loaded', 'deleted', 'restored', 'merged', 'undone'])), name='curation_revision_act_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'returned', 'published', 'withdrawn'])), name='curation_revision_state_known')],
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('base', models.JSONField()),
                ('content', models.JSONField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('returned', 'Returned'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('token', models.UUIDField(default=uuid.uuid4)),
                ('by', models.CharField(blank=True, max_length=150)),
                ('is_brought', models.BooleanField(default=False)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'working copies',
                'ordering': ['saved_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='curation_one_copy_of_a_record'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'review', 'returned'))), name='curation_workingcopy_state_unfinished')],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
