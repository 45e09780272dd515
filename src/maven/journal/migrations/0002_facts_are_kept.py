from django.db import migrations

SQLITE = [
    """CREATE TRIGGER journal_fact_is_not_changed BEFORE UPDATE ON journal_fact
       BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END""",
    """CREATE TRIGGER journal_fact_is_not_removed BEFORE DELETE ON journal_fact
       BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END""",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION journal_fact_is_kept() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a fact is never changed nor removed'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER journal_fact_is_kept BEFORE UPDATE OR DELETE ON journal_fact
       FOR EACH ROW EXECUTE FUNCTION journal_fact_is_kept()""",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS journal_fact_is_not_changed",
        "DROP TRIGGER IF EXISTS journal_fact_is_not_removed",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS journal_fact_is_kept ON journal_fact",
        "DROP FUNCTION IF EXISTS journal_fact_is_kept",
    ],
}


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
