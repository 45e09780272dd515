from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("missions", "0007_channels_and_letters")]

    operations = []
