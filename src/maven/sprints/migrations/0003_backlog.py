from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sprints", "0002_needs_and_keys")]

    operations = []
