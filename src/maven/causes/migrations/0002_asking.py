from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("causes", "0001_initial")]

    operations = []
