"""The full-text index over the search rows: FTS5 on SQLite, a generated weighted tsvector on PostgreSQL."""

from django.db import migrations

SQLITE = """CREATE VIRTUAL TABLE curation_searchindex USING fts5(
title, summary, keywords, body, content='curation_searchrow', content_rowid='id',
tokenize='porter unicode61 remove_diacritics 2')"""
# A hyphen, slash or dot inside a word is a gap between two, as FTS5 has it; a tsvector holds at most a megabyte.
# unaccent() is only STABLE because its dictionary could change; a generated column needs an immutable function.
UNACCENT = """CREATE FUNCTION curation_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT regexp_replace(public.unaccent('public.unaccent', left($1, 100000)), '[-/._:@&+]+', ' ', 'g') $$"""
COLUMN = """ALTER TABLE curation_searchrow ADD COLUMN document tsvector GENERATED ALWAYS AS (
setweight(to_tsvector('english', curation_unaccent(title)), 'A') ||
setweight(to_tsvector('english', curation_unaccent(summary)), 'B') ||
setweight(to_tsvector('english', curation_unaccent(keywords)), 'C') ||
setweight(to_tsvector('english', curation_unaccent(body)), 'D')) STORED"""
POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public",
    UNACCENT,
    COLUMN,
    "CREATE INDEX curation_searchrow_document ON curation_searchrow USING gin (document)",
)
POSTGRES_BACK = ("ALTER TABLE curation_searchrow DROP COLUMN document", "DROP FUNCTION curation_unaccent(text)")


def make(apps, schema_editor):
    statements = POSTGRES if schema_editor.connection.vendor == "postgresql" else (SQLITE,)
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES_BACK if postgres else ("DROP TABLE curation_searchindex",):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("curation", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
