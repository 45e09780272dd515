from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sprints", "0003_backlog")]

    operations = []
