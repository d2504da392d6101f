"""One fold of text on both engines, stored: for searching, for suggesting and for the order of titles.

PostgreSQL's two functions say in SQL what `search/folding.py` says in Python; a test compares them.
"""

import uuid

from django.db import migrations, models

SQLITE = (
    "DROP TABLE curation_searchindex",
    """CREATE VIRTUAL TABLE curation_searchindex USING fts5(
title, summary, keywords, body, words, labels, tokenize='unicode61 remove_diacritics 0')""",
)
SQLITE_BACK = (
    "DROP TABLE curation_searchindex",
    """CREATE VIRTUAL TABLE curation_searchindex USING fts5(
title, summary, keywords, body, content='curation_searchrow', content_rowid='id',
tokenize='porter unicode61 remove_diacritics 2')""",
)
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
POSTGRES = (
    "ALTER TABLE curation_searchrow DROP COLUMN document",
    "DROP FUNCTION curation_unaccent(text)",
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
)
POSTGRES_BACK = (
    "ALTER TABLE curation_searchrow DROP COLUMN document, DROP COLUMN words",
    "DROP TEXT SEARCH CONFIGURATION curation_stems",
    "DROP TEXT SEARCH DICTIONARY curation_english",
    "DROP FUNCTION curation_fold(text)",
    r"""CREATE FUNCTION curation_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT regexp_replace(public.unaccent('public.unaccent', left($1, 100000)), '[-/._:@&+]+', ' ', 'g') $$""",
    """ALTER TABLE curation_searchrow ADD COLUMN document tsvector GENERATED ALWAYS AS (
to_tsvector('english', curation_unaccent(title || ' ' || summary || ' ' || keywords || ' ' || body))) STORED""",
)


def forwards(apps, schema_editor):
    run(schema_editor, POSTGRES, SQLITE)


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRES_BACK, SQLITE_BACK)


def run(schema_editor, postgres, sqlite):
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("curation", "0002_search_index")]
    operations = [
        migrations.RunSQL("DELETE FROM curation_searchrow", migrations.RunSQL.noop),
        migrations.AddField("searchrow", "names", models.TextField(default="")),
        migrations.AddField("searchrow", "folded", models.TextField(default="")),
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField("contentversion", "triggers"),
        migrations.AddField("contentversion", "epoch", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("slug", models.CharField(max_length=80)),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug"), name="curation_formeraddress_once")
                ],
            },
        ),
    ]
