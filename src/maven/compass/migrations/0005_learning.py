"""What the sprints have shown of the activities is kept as a reading."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compass", "0004_barometer"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reading", name="reading_kind_is_known"),
        migrations.AlterField(
            model_name="reading",
            name="kind",
            field=models.CharField(
                choices=[
                    ("landscape", "opinion landscape"),
                    ("state", "state of the community"),
                    ("accounts", "accounts that look like one person"),
                    ("learning", "what the sprints have shown of the activities"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["landscape", "state", "accounts", "learning"])
                ),
                name="reading_kind_is_known",
            ),
        ),
    ]
