from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sprints", "0006_reviewing")]

    operations = []
