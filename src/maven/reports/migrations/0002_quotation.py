import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("missions", "0007_channels_and_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quotation",
            fields=[
                ("id", models.BigAutoField(**KEY)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "sprints_planned",
                    models.PositiveSmallIntegerField(verbose_name="sprints planned"),
                ),
                ("assumptions", models.JSONField()),
                ("estimate", models.JSONField(null=True)),
                ("estimate_of", models.CharField(blank=True, max_length=64)),
                ("forecast", models.JSONField(null=True)),
                ("forecast_of", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mission", "version"), name="quotation_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("issued_at", None)),
                        fields=("mission",),
                        name="quotation_one_draft_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sprints_planned__gte", 1)),
                        name="quotation_has_a_sprint",
                    ),
                ],
            },
        ),
    ]
