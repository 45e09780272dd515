from django.db import migrations

from maven.toolbox.catalogue import catalogue


def load(apps, schema_editor):
    kinds = apps.get_model("toolbox", "ActivityKind")
    kinds.objects.bulk_create(kinds(mission=None, **fields) for fields in catalogue())


def unload(apps, schema_editor):
    apps.get_model("toolbox", "ActivityKind").objects.filter(mission=None).delete()


class Migration(migrations.Migration):
    dependencies = [("toolbox", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
