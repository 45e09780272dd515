"""Another room has the word notice."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("notice", "notice_once"),
        migrations.RemoveConstraint("notice", "notice_first_or_second"),
        migrations.RenameModel("Notice", "Forewarning"),
        migrations.AddConstraint(
            "forewarning",
            models.UniqueConstraint(fields=("person", "number"), name="forewarning_once"),
        ),
        migrations.AddConstraint(
            "forewarning",
            models.CheckConstraint(
                condition=models.Q(("number__in", [1, 2])), name="forewarning_first_or_second"
            ),
        ),
    ]
