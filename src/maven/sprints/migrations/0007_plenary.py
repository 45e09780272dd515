import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sprints", "0006_reviewing"),
    ]

    operations = [
        migrations.AddField(
            model_name="review", name="voices", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="review",
            name="writers",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="sprint", name="aside", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="sprint", name="closed_days", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="sprint", name="adopted_plan", field=models.JSONField(default=dict)
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                ("id", KEY.clone()),
                ("days", models.FloatField()),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availabilities",
                        to="sprints.sprint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sprint", "person"), name="availability_said_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 0)), name="availability_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", KEY.clone()),
                ("wished_at", models.DateTimeField()),
                (
                    "kind",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="toolbox.activitykind",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sprints.backlogitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="sprints.sprint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sprint", "person", "kind"), name="wish_for_a_kind_once"
                    ),
                    models.UniqueConstraint(
                        fields=("sprint", "person", "item"), name="wish_for_an_item_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", None), ("kind__isnull", False))
                        | models.Q(("item__isnull", False), ("kind", None)),
                        name="wish_is_for_one_thing",
                    ),
                ],
            },
        ),
    ]
