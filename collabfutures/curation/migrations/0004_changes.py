"""A log of what changed in public, numbered in the order in which it can be seen.

SQLite has one writer at a time: its triggers draw the number at once. PostgreSQL has many, and a number drawn early
could be read after a higher one. So rows are written without a number, and a deferred trigger numbers them as the last
act of the transaction, under the lock of the one version row; two writers never wait for each other before that.
`curation_uncounted` holds a row only inside a transaction: it has the deferred trigger run once, not once a change.
"""

from django.db import migrations, models

ACTIONS = [
    ("published", "Became public"),
    ("changed", "Changed while public"),
    ("withdrawn", "Withdrawn, or changed while withdrawn"),
    ("renamed", "Has another address"),
    ("removed", "Is gone"),
]
POSTGRES = (
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
)


def run(schema_editor, statements):
    for statement in statements if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("curation", "0003_one_fold")]
    operations = [
        migrations.RemoveField("contentversion", "last_transaction"),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(null=True, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("object_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=80)),
                ("action", models.CharField(choices=ACTIONS, max_length=10)),
                ("target", models.CharField(default="", max_length=80)),
                ("moment", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "slug"], name="curation_change_address"),
                    models.Index(fields=["kind", "number"], name="curation_change_kind"),
                ],
            },
        ),
        migrations.RunPython(
            lambda apps, schema_editor: run(schema_editor, POSTGRES),
            lambda apps, schema_editor: run(schema_editor, POSTGRES_BACK),
        ),
    ]
